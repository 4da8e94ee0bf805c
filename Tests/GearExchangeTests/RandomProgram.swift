import GearModel
import GearTesting

@testable import GearExchange

/// Random frameworks and surveys, with titles that are hard to keep apart.
struct RandomProgram {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    private mutating func roll(_ sides: Int) -> Int { Int(random.next() % UInt64(sides)) }
    private mutating func chance(_ sides: Int) -> Bool { roll(sides) == 0 }
    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }

    private static let titles = [
        "", "Data", "data", "Data use", "A, b", "A \"quoted\" one", "two\nlines", "=1+1", "-", "(-)", "(a)", "((a))",
        "a",
        "Größe", "学習", "x; y", "x > y", "back\\slash", "tab\tinside", "weight 2", "\u{202E}turned", "0", "'", "𝕏",
    ]
    private static let docs = ["Why.", "Two\nlines", "# heading\n\n- item", "\"quoted\", =1+1", "`code` // no comment"]

    private mutating func title() -> String { pick(Self.titles) }
    private mutating func doc() -> String? { chance(3) ? pick(Self.docs) : nil }
    private mutating func weight() -> Rational? {
        chance(3) ? Rational(decimal: pick(["2", "0.5", "1", "12.25", "0.001"])) : nil
    }

    /// Names that differ by more than capitals among siblings.
    private func name(_ place: Int) -> String {
        ["a", "data", "weight", "tag", "b_2", "on"][place % 6] + (place < 6 ? "" : "\(place)")
    }

    mutating func outline() -> Outline {
        var outline = Outline(name: "office", title: title())
        outline.doc = doc()
        outline.version = chance(2) ? "1.2.3" : nil
        outline.license = chance(2) ? "CC BY, \"4.0\"" : nil
        if chance(3) {
            outline.layers = pick([
                ["domain"], ["domain", "tag"], ["name", "weight"], ["a_b", "ab", "sub2"], ["level", "x"],
            ])
        }
        if chance(3) {
            let entries = [
                Outline.Theme(name: "clear", title: title(), doc: doc()), Outline.Theme(name: "dark", title: title()),
            ]
            outline.themes = [Outline.Theme(name: "elements", title: title(), doc: doc(), entries: entries)]
        }
        grow(&outline, below: nil, depth: 0)
        // What refers to other nodes, once all are there; never to what is above or later, so that nothing goes round.
        for place in outline.nodes.indices where chance(4) {
            let earlier = outline.nodes[..<place].indices.filter { outline.nodes[$0].children.isEmpty }
            if let other = earlier.last { outline.nodes[place].buildsOn = [outline.path(of: other)] }
            if chance(2) { outline.nodes[place].formerly = ["gone\(place)", "gone\(place).further"] }
        }
        // All of a theme are told where one is used.
        if !outline.themes.isEmpty, let first = outline.nodes.indices.first {
            outline.nodes[first].themes = ["elements.clear"]
        }
        return outline
    }

    private mutating func grow(_ outline: inout Outline, below parent: Int?, depth: Int) {
        for place in 0..<(depth == 0 ? 1 + roll(4) : roll(4)) {
            let isLookfor = depth > 0 && chance(3)
            let node = outline.add(
                Outline.Node(
                    name: name(place), title: title(), doc: doc(), isLookfor: isLookfor, weight: weight(),
                    themes: outline.themes.isEmpty || !chance(3) ? [] : ["elements.dark"], parent: parent))
            if !isLookfor, depth < 5, chance(2) { grow(&outline, below: node, depth: depth + 1) }
        }
    }

    /// - Parameter paths: of the nodes that may be measured; the root's is `office`.
    mutating func questions(_ paths: [String]) -> QuestionList {
        var list = QuestionList(name: "pulse", title: title(), framework: "office")
        list.doc = doc()
        list.isWalkthrough = chance(3)
        list.unit = list.isWalkthrough ? pick(["visit", "respondent"]) : nil
        list.asks = pick([["team"], ["teacher", "team"], ["team", "teacher", "base"]])
        // A walkthrough has no sections.
        for place in 0..<(list.isWalkthrough ? 0 : roll(4)) {
            list.sections.append(
                QuestionList.Section(name: chance(2) ? "s\(place)" : "", title: title(), doc: doc()))
        }
        var section: Int? = list.sections.isEmpty || chance(2) ? nil : 0
        for place in 0..<(1 + roll(8)) {
            let asks = list.asks
            var question = QuestionList.Question(name: "Q\(place)", title: title())
            question.doc = doc()
            question.isOpen = chance(5)
            question.section = section
            question.scale = question.isOpen ? nil : pick(["std.agreement5", "agree", "std.percent"])
            question.isReversed = !question.isOpen && chance(3)
            for path in Set((0..<(question.isOpen ? roll(2) : 1 + roll(3))).map { _ in pick(paths) }).sorted() {
                question.targets.append(QuestionList.Target(path: path, weight: weight() ?? .one))
            }
            question.asks = chance(3) ? [pick(asks)] : []
            question.wordings = chance(3) ? [QuestionList.Wording(source: asks[0], text: "As \"asked\",\nof us")] : []
            if chance(4) {
                question.earlier = [
                    QuestionList.Earlier(
                        text: "Was; \"so\"", until: pick(["spring", "fall"]), isComparable: chance(2)),
                    QuestionList.Earlier(text: "x", until: "2019-12", isComparable: true),
                ]
            }
            question.formerly = chance(4) ? ["old\(place)"] : []
            list.questions.append(question)
            if chance(3), !list.sections.isEmpty {
                // Sections stand in order, each in one piece; between them questions may stand alone.
                let next = (list.questions.compactMap(\.section).max() ?? -1) + 1
                section = next < list.sections.count && !chance(3) ? next : nil
            }
        }
        return list
    }
}
