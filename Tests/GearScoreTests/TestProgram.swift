import GearSource

@testable import GearModel
@testable import GearScore

/// A small generator with a fixed seed: xorshift64* (Vigna 2016).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        for _ in 0..<8 { _ = next() }
    }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
    mutating func pick<Element>(_ list: [Element]) -> Element { list[Int.random(in: list.indices, using: &self)] }
}

/// A random framework, survey, rule, request and answers, in the oracle's terms and in the engine's.
struct TestProgram {
    var rule = TestRule()
    var questions: [TestQuestion] = []
    /// Per question: position of its survey, and of its scale.
    var surveyOf: [Int] = []
    var scaleOf: [Int] = []
    var weights: [Double] = [1]
    var children: [[Int]] = [[]]
    var layers = ["framework"]
    var paths: [String] = [""]
    var by: [String] = []
    var hasWaves = false
    /// Whether records of one wave may be of several times.
    var hasTimes = false
    var singleSources: Set<String> = []
    var records: [[Record]] = [[], []]
    /// Over a value of the answers, or a dimension of the records.
    var filter: Term?
    var keeps: (TestAnswer) -> Bool = { _ in true }
    private var scales: [Scale] = []
    private var rescale: ClosedInterval?
    /// Many questions, many respondents with one record each: what is counted by column.
    private let isWide: Bool

    static let sources = ["team", "teacher"]
    static let waves = ["w1", "w2", "w3"]
    var rowDimensions: [String] { by + (["source"] + (hasWaves ? ["wave"] : [])).filter { !by.contains($0) } }

    func isScored(_ node: Int) -> Bool { node != 0 || rule.layers["framework"] != nil }

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        isWide = seed % 5 == 4
        makeTree(&random)
        makeScales(&random)
        makeQuestions(&random)
        makeRule(&random)
        makeRequest(&random)
        makeRecords(&random)
        makeFilter(&random)
    }

    private mutating func makeTree(_ random: inout SeededGenerator) {
        let names = ["gear", "lead", "sub", "fourth"]
        func grow(_ node: Int, _ depth: Int, _ program: inout TestProgram) {
            let count = depth == 0 ? Int.random(in: 1...3, using: &random) : Int.random(in: 0...2, using: &random)
            guard depth < 4, program.weights.count < 14 else { return }
            for child in 0..<count {
                let place = program.weights.count
                program.weights.append(random.pick([1, 1, 2, 0.5, 3]))
                program.children[node].append(place)
                program.children.append([])
                program.layers.append(names[depth])
                program.paths.append(program.paths[node] + (node == 0 ? "" : ".") + "n\(child)")
                grow(place, depth + 1, &program)
            }
        }
        grow(0, 0, &self)
    }

    private mutating func makeScales(_ random: inout SeededGenerator) {
        let mixed = random.chance(40)
        if mixed { rescale = random.pick([ClosedInterval(low: 0, high: 100), ClosedInterval(low: 1, high: 5)]) }
        scales = [Make.scale("five", [1, 2, 3, 4, 5], favourable: random.chance(80) ? [3, 4] : nil)]
        guard mixed else { return }
        scales.append(Make.scale("uneven", [1, 2, 4, 8], favourable: random.chance(70) ? [3] : nil))
        if random.chance(30) { scales.append(Make.range("percent", 0, 50)) }
    }

    private mutating func makeQuestions(_ random: inout SeededGenerator) {
        for _ in 0..<Int.random(in: isWide ? 18...40 : 3...9, using: &random) {
            let scale = Int.random(in: scales.indices, using: &random)
            var question = TestQuestion()
            question.values = scales[scale].points.map(\.value.double)
            (question.low, question.high) = (scales[scale].minimum.double, scales[scale].maximum.double)
            question.isReversed = random.chance(30)
            question.favourable = scales[scale].favourable.map { Set($0.map { scales[scale].points[$0].value.double }) }
            question.rescale = rescale.map { ($0.low.double, $0.high.double) }
            var nodes = Array(1..<weights.count)
            nodes.shuffle(using: &random)
            let count = min(nodes.count, random.pick([1, 1, 1, 2, 2, 3, 0]))
            question.targets = nodes.prefix(count).map { ($0, random.pick([1, 1, 2, 0.5])) }
            if random.chance(25) { question.asks = [random.pick(Self.sources)] }
            questions.append(question)
            scaleOf.append(scale)
            surveyOf.append(random.chance(80) ? 0 : 1)
        }
    }

    private mutating func needs(_ random: inout SeededGenerator, _ most: Int) -> Needs {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .count(Int.random(in: 1...most, using: &random))
        case 1:
            .share(
                random.pick([Rational(1, over: 2), Rational(4, over: 5), .one, Rational(1, over: 3)].compactMap { $0 }))
        default: .one
        }
    }

    private mutating func line(
        _ collection: GearModel.Collection, _ random: inout SeededGenerator, most: Int = 3, plain: Int = 65
    ) -> TestLine {
        var line = TestLine(collection: collection)
        line.needs = needs(&random, most)
        line.isWeighted = random.chance(40)
        if random.chance(plain) { return line }
        line.function = random.pick([.median, .min, .max, .sum, .count, .share, .mean])
        if line.function == .share || random.chance(30) { line.cut = rescale?.high == Rational(100) ? 50 : 3 }
        line.meetsMaximum = line.function != .share && random.chance(20)
        return line
    }

    private mutating func makeRule(_ random: inout SeededGenerator) {
        let byPersons = random.chance(55)
        if byPersons { rule.person = line(.answers, &random, plain: 75) }
        if random.chance(85) {
            rule.own = line(
                random.pick(byPersons ? [.persons, .persons, .questions] : [.answers, .answers, .questions]), &random)
        }
        if random.chance(90) { rule.node = line(random.pick([.parts, .parts, .parts, .below]), &random, most: 2) }
        if random.chance(30) {
            rule.layers["gear"] = line(random.pick(byPersons ? [.persons, .parts] : [.parts, .below]), &random)
        }
        let hasTree = rule.layers["gear"]?.collection == .persons
        if random.chance(40), !hasTree { rule.layers["framework"] = line(.parts, &random, most: 2) }
        if hasTree { return }
        if random.chance(20) { rule.across = line(.groups, &random, most: 2, plain: 80) }
        hasWaves = random.chance(40)
        hasTimes = random.chance(25)
        if hasWaves || hasTimes, random.chance(60) {
            rule.time = TestLine(
                function: random.pick([.latest, .max, .decayingLinear, .decayingRecursive, .mean]), collection: .waves)
        }
        if random.chance(20) { rule.sourceWeights = [("team", 1), ("teacher", random.pick([2, 0.5]))] }
    }

    private mutating func makeRequest(_ random: inout SeededGenerator) {
        by = random.pick([[], [], ["district"], ["district", "source"], ["school"], ["source"]])
        if hasWaves, random.chance(20) { by.append("wave") }
        if random.chance(20) { singleSources = ["team"] }
    }

    private mutating func makeRecords(_ random: inout SeededGenerator) {
        let isWeighted = !isWide && random.chance(25)
        let isClustered = random.chance(25)
        let isStratified = random.chance(20)
        let gaps = random.pick([5, 20, 50, 90])
        for survey in 0...1 {
            let columns = questions.indices.filter { surveyOf[$0] == survey }
            for respondent in 0..<Int.random(in: 0...(isWide ? 150 : 24), using: &random) {
                let stratum = isStratified ? "s\(respondent % 3)" : ""
                let cluster = isClustered ? "c\(respondent % 3)-\(respondent % 5)" : ""
                let weight: Double = isWeighted ? random.pick([0.5, 1, 2.25, 3]) : 1
                let source = random.pick(Self.sources)
                for _ in 0..<random.pick(isWide ? [1] : [1, 1, 1, 2, 3]) {
                    var record = Record(
                        respondent: "r\(respondent)", codes: [], weight: weight, cluster: cluster, stratum: stratum)
                    record.dimensions["source"] = random.chance(90) ? source : random.pick(Self.sources)
                    if hasWaves, random.chance(95) { record.dimensions["wave"] = random.pick(Self.waves) }
                    if hasTimes, random.chance(90) { record.at = random.pick(["1", "2", "10", "1.0"]) }
                    if random.chance(90) { record.dimensions["district"] = "d\(respondent % 2)" }
                    if random.chance(95) { record.dimensions["school"] = random.pick(["a", "b", "c"]) }
                    for (place, question) in columns.enumerated() { answer(question, place, gaps, &record, &random) }
                    records[survey].append(record)
                }
            }
        }
    }

    private func answer(
        _ question: Int, _ place: Int, _ gaps: Int, _ record: inout Record, _ random: inout SeededGenerator
    ) {
        if random.chance(gaps) {
            return record.codes.append(
                random.pick([
                    CellCode.skipped, CellCode.notShown, CellCode.notApplicable, CellCode.dontKnow, CellCode.refused,
                ]))
        }
        let count = questions[question].values.count
        record.codes.append(UInt8(Int.random(in: 1...max(1, count), using: &random)))
        if count == 0 { record.numbers[place] = Double(Int.random(in: 0...500, using: &random)) / 10 }
    }

    private mutating func makeFilter(_ random: inout SeededGenerator) {
        let isTeam = Make.binary(.equal, Make.column("source", .source), Make.text("team", .source))
        let isThree = Make.binary(.greaterOrEqual, Make.column("value"), Make.number(3))
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            filter = Make.binary(
                .notEqual, Make.column("district", .dimension("district")), Make.text("d0", .dimension("district")))
            keeps = { $0.dimensions["district"].map { $0 != "d0" } ?? false }
        case 1:
            filter = isThree
            keeps = { ($0.value ?? 0) >= 3 }
        case 2:
            filter = Make.binary(.or, isTeam, isThree)
            keeps = { $0.dimensions["source"] == "team" || ($0.value ?? 0) >= 3 }
        default: break
        }
    }

    // MARK: in the engine's terms

    var model: Model {
        var model = Model()
        func rational(_ value: Double) -> Rational { Rational(Int64(value * 4), over: 4) ?? .one }
        model.frameworks = [Make.framework(zip(paths, weights).dropFirst().map { ($0, rational($1)) })]
        model.scales = scales
        model.sources = Self.sources.map { Make.source($0, singlePer: singleSources.contains($0) ? 0 : nil) }
        model.waves = hasWaves ? Self.waves.enumerated().map { Make.wave($1, 2010 + $0) } : []
        model.dimensions = [Make.dimension("district"), Make.dimension("school")]
        model.surveys = (0...1).map { survey in
            Make.survey(
                "s\(survey)",
                questions.indices.filter { surveyOf[$0] == survey }.map { index in
                    let question = questions[index]
                    return Make.question(
                        "q\(index)", scale: scaleOf[index], reversed: question.isReversed,
                        asks: question.asks.map { asks in asks.compactMap { Self.sources.firstIndex(of: $0) } },
                        question.targets.map { ($0.node, rational($0.weight)) })
                })
        }
        var scoring = Make.rule(
            person: rule.person.map(Self.scoreLine), own: rule.own.map(Self.scoreLine),
            node: rule.node.map(Self.scoreLine), layers: rule.layers.mapValues(Self.scoreLine), rescale: rescale)
        scoring.across = rule.across.map { [AcrossLine(dimension: 1, line: Self.scoreLine($0))] } ?? []
        scoring.time = rule.time.map(Self.scoreLine)
        scoring.sourceWeights = rule.sourceWeights.map { source in
            SourceWeight(source: Self.sources.firstIndex(of: source.source) ?? 0, weight: rational(source.weight))
        }
        model.rules = [scoring]
        return model
    }

    private static func scoreLine(_ line: TestLine) -> ScoreLine {
        let condition = line.cut.map { Make.binary(.greaterOrEqual, Make.column("value"), Make.number($0)) }
        var term = Make.aggregate(line.function, line.collection, where: condition)
        if line.meetsMaximum {
            let sum = Make.binary(.add, term, Make.aggregate(.max, line.collection))
            term = Make.binary(.divide, sum, Make.number(2))
        }
        return Make.line(term, weighted: line.isWeighted, needs: line.needs)
    }

    func responses(_ records: [[Record]]) -> [Responses] {
        let names = ["source", "district", "school"] + (hasWaves ? ["wave"] : [])
        return records.enumerated().map { survey, rows in
            Responses(survey: survey, width: surveyOf.filter { $0 == survey }.count, dimensions: names, rows)
        }
    }

    // MARK: in the oracle's terms

    var answers: [TestAnswer] {
        var answers: [TestAnswer] = []
        for survey in 0...1 {
            let columns = questions.indices.filter { surveyOf[$0] == survey }
            for record in records[survey] {
                for (place, question) in columns.enumerated() {
                    let code = record.codes[place]
                    let isPut = code != CellCode.notShown && code != CellCode.notApplicable
                    var value: Double?
                    if CellCode.isValid(code) {
                        value = record.numbers[place] ?? questions[question].values[Int(code) - 1]
                    }
                    let name = "\(survey)/\(record.respondent)"
                    let unit = record.cluster.isEmpty ? name : "\(survey)/\(record.cluster)"
                    let stratum = record.stratum.isEmpty ? "" : "\(survey)/\(record.stratum)"
                    var dimensions = record.dimensions
                    if let at = Int(record.at.prefix { $0 != "." }) { dimensions["at"] = at < 10 ? "0\(at)" : "\(at)" }
                    let answer = TestAnswer(
                        respondent: name, dimensions: dimensions, question: question, value: value, isPut: isPut,
                        weight: record.weight, unit: unit, stratum: stratum)
                    if keeps(answer) { answers.append(answer) }
                }
            }
        }
        return answers
    }
}

extension Rational: ExpressibleByIntegerLiteral {
    /// A whole number, so that scales read as lists of values.
    public init(integerLiteral value: Int64) { self.init(value) }
}
