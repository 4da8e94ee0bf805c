import GearSource

@testable import GearModel
@testable import GearScore

/// Models and answers put together by hand, so that scores are tested without a parser.
enum Make {
    static let place = Location(FileID(0), 0..<0)

    static func heading(_ name: String, _ kind: String) -> Heading {
        Heading(id: ID(module: "test", kind: kind, path: name), name: name, title: "", doc: nil, location: place)
    }

    /// One framework `f` from paths in preorder, such as `["a", "a.b", "c"]`, with weights.
    static func framework(_ paths: [(path: String, weight: Rational)]) -> Framework {
        let layers = ["gear", "lead", "sub", "fourth", "fifth"]
        var nodes = [
            Node(
                heading: heading("f", "framework"), kind: .framework, path: "", layer: "framework", depth: 0,
                parent: -1,
                end: paths.count + 1, weight: .one, declaresWeight: false, buildsOn: [], formerly: [], themes: [])
        ]
        for (index, (path, weight)) in paths.enumerated() {
            let names = path.split(separator: ".").map(String.init)
            let end = paths[(index + 1)...].firstIndex { !$0.path.hasPrefix(path + ".") } ?? paths.count
            let above = names.dropLast().joined(separator: ".")
            let parent = above.isEmpty ? 0 : (paths.firstIndex { $0.path == above } ?? -1) + 1
            nodes.append(
                Node(
                    heading: heading(names.last ?? "", "node"), kind: names.count == 1 ? .gear : .tag, path: path,
                    layer: layers[names.count - 1], depth: names.count, parent: parent, end: end + 1, weight: weight,
                    declaresWeight: weight != .one, buildsOn: [], formerly: [], themes: []))
        }
        return Framework(heading: heading("f", "framework"), version: nil, license: nil, layers: layers, nodes: nodes)
    }

    static func scale(_ name: String, _ values: [Rational], favourable: [Int]? = nil) -> Scale {
        let points = values.enumerated().map { index, value in
            Point(code: "\(index + 1)", label: "", synonyms: [], formerly: [], value: value, location: place)
        }
        let sorted = values.sorted { $0.double < $1.double }
        return Scale(
            heading: heading(name, "scale"), points: points, absences: [], favourable: favourable, range: nil,
            minimum: sorted[0], maximum: sorted[sorted.count - 1])
    }

    static func range(_ name: String, _ low: Int64, _ high: Int64) -> Scale {
        let (low, high) = (Rational(low), Rational(high))
        return Scale(
            heading: heading(name, "scale"), points: [], absences: [], favourable: nil,
            range: ClosedInterval(low: low, high: high), minimum: low, maximum: high)
    }

    static func question(
        _ name: String, scale: Int, reversed: Bool = false, asks: [Int]? = nil,
        _ targets: [(node: Int, weight: Rational)]
    ) -> Question {
        Question(
            heading: heading(name, "question"), isOpen: false, section: nil, scale: scale, isReversed: reversed,
            targets: targets.map { Target(node: NodeReference(framework: 0, node: $0.node), weight: $0.weight) },
            asks: asks, wordings: [], earlier: [], formerly: [])
    }

    static func survey(_ name: String, asks: [Int] = [], _ questions: [Question]) -> Survey {
        Survey(
            heading: heading(name, "survey"), isWalkthrough: false, framework: 0, asks: asks, unit: "respondent",
            sections: [], questions: questions)
    }

    static func rule(
        person: ScoreLine? = nil, own: ScoreLine? = nil, node: ScoreLine? = nil, layers: [String: ScoreLine] = [:],
        rescale: ClosedInterval? = nil
    ) -> Scoring {
        Scoring(
            heading: heading("rule", "scoring"), framework: nil, rescale: rescale, person: person, own: own, node: node,
            layers: layers, across: [], time: nil, sourceWeights: [], bands: [], mastered: nil)
    }

    static func line(
        _ function: AggregateFunction, _ collection: GearModel.Collection, weighted: Bool = false,
        needs: Needs = .one, where condition: Term? = nil
    ) -> ScoreLine {
        ScoreLine(
            expression: aggregate(function, collection, where: condition), isWeighted: weighted, needs: needs,
            location: place)
    }

    static func line(_ expression: Term, weighted: Bool = false, needs: Needs = .one) -> ScoreLine {
        ScoreLine(expression: expression, isWeighted: weighted, needs: needs, location: place)
    }

    static func aggregate(
        _ function: AggregateFunction, _ collection: GearModel.Collection, where condition: Term? = nil
    ) -> Term {
        Term(
            .aggregate(Aggregate(function: function, argument: .collection(collection), condition: condition)), .number,
            at: place)
    }

    static func number(_ value: Double) -> Term { Term(.constant(.number(value)), .number, at: place) }
    static func text(_ value: String, _ type: Type = .text) -> Term { Term(.constant(.text(value)), type, at: place) }
    static func column(_ name: String, _ type: Type = .number) -> Term { Term(.column(name), type, at: place) }

    static func binary(_ operation: BinaryOperation, _ left: Term, _ right: Term) -> Term {
        Term(.binary(operation, left, right), .boolean, at: place)
    }

    static func source(_ name: String, singlePer: Int? = nil) -> Source {
        Source(heading: heading(name, "source"), singlePer: singlePer)
    }

    static func wave(_ name: String, _ year: Int) -> Wave {
        Wave(heading: heading(name, "wave"), start: CalendarDate(year: year) ?? Self.epoch)
    }

    static func dimension(_ name: String) -> Dimension { Dimension(heading: heading(name, "dimension"), within: nil) }

    private static let epoch = CalendarDate(Array("2000-01".utf8))!

    static func request(by: [String] = [], for condition: Term? = nil) -> ScoresRequest {
        ScoresRequest(rule: 0, framework: 0, by: by, forCondition: condition, under: nil)
    }
}

/// One row of answers as a test writes it.
struct Record {
    var respondent: String
    var dimensions: [String: String] = [:]
    /// By question: see `CellCode`.
    var codes: [UInt8]
    var numbers: [Int: Double] = [:]
    var weight = 1.0
    var cluster = ""
    var stratum = ""
    var at = ""
}

extension Responses {
    /// The matrix of some records; weights, clusters and strata only where they are used.
    init(survey: Int, width: Int, dimensions names: [String], _ rows: [Record]) {
        self.init(survey: survey, width: width)
        recordCount = rows.count
        cells = CellMatrix(width: width, rowCount: rows.count, rows.flatMap(\.codes))
        for question in Set(rows.flatMap(\.numbers.keys)) {
            numbers[question] = rows.map { $0.numbers[question] ?? .nan }
        }
        let people = Self.codes(rows.map(\.respondent))
        (respondents, respondentKeys) = (people.0, RespondentKeys(people.1))
        for name in names {
            let present = rows.map { $0.dimensions[name] }
            let (codes, values) = Self.codes(present.compactMap { $0 })
            var next = codes.makeIterator()
            dimensions.append(
                DimensionValues(
                    name: name,
                    codes: present.map { $0 == nil ? DimensionValues.missing : next.next() ?? 0 }, values: values))
        }
        if rows.contains(where: { $0.weight != 1 }) { weights = rows.map(\.weight) }
        if rows.contains(where: { !$0.cluster.isEmpty }) { clusters = Self.codes(rows.map(\.cluster)).codes }
        if rows.contains(where: { !$0.at.isEmpty }) {
            let values = Set(rows.map(\.at)).subtracting([""]).sorted(by: TimeOrder.precedes)
            times = DimensionValues(
                name: "at",
                codes: rows.map { values.firstIndex(of: $0.at).map { UInt32($0) } ?? DimensionValues.missing },
                values: values)
        }
        if rows.contains(where: { !$0.stratum.isEmpty }) { strata = Self.codes(rows.map(\.stratum)).codes }
    }

    private static func codes(_ texts: [String]) -> (codes: [UInt32], texts: [String]) {
        var found: [String: UInt32] = [:]
        var order: [String] = []
        let codes = texts.map { text -> UInt32 in
            if let code = found[text] { return code }
            found[text] = UInt32(order.count)
            order.append(text)
            return UInt32(order.count - 1)
        }
        return (codes, order)
    }
}
