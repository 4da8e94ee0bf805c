import GearModel
import GearReport
import GearSource

/// What a test may depend on.
enum CoverageTarget: Hashable {
    /// Positions in the model's `surveys` and in the survey's `questions`.
    case question(survey: Int, question: Int)
    case node(NodeReference)
    case line(rule: Int, RuleLine)
    case band(rule: Int, Int)
    case needs(rule: Int, RuleLine, met: Bool)
    case mastered(rule: Int, Bool)
    /// The place of a condition among those of its rule, and what it comes to.
    case condition(rule: Int, Int, Bool)

    var kind: CoverageItem.Kind {
        switch self {
        case .question: .question
        case .node: .node
        case .line: .line
        case .band: .band
        case .needs, .mastered, .condition: .outcome
        }
    }

    var rule: Int? {
        switch self {
        case .question, .node: nil
        case .line(let rule, _), .band(let rule, _), .needs(let rule, _, _), .mastered(let rule, _),
            .condition(let rule, _, _):
            rule
        }
    }
}

/// One of a rule's lines.
enum RuleLine: Hashable {
    case person, own, node, time
    case layer(String)
    /// Position in the rule's `across`.
    case across(Int)
}

extension Scoring {
    /// Its lines, in one order for every purpose.
    var lines: [(line: RuleLine, value: ScoreLine)] {
        var all: [(RuleLine, ScoreLine?)] = [(.person, person), (.own, own), (.node, node)]
        all += layers.sorted { $0.key < $1.key }.map { (.layer($0.key), $0.value) }
        all += across.enumerated().map { (.across($0.offset), $0.element.line) }
        all.append((.time, time))
        return all.compactMap { line, value in value.map { (line, $0) } }
    }

    subscript(line: RuleLine) -> ScoreLine? {
        get { lines.first { $0.line == line }?.value }
        set {
            switch line {
            case .person: person = newValue
            case .own: own = newValue
            case .node: node = newValue
            case .time: time = newValue
            case .layer(let name): layers[name] = newValue
            case .across(let place): if let newValue { across[place].line = newValue }
            }
        }
    }
}

extension Session {
    /// All that tests of the program could depend on, with what it is called and where it is declared. What the
    /// standard library declares is tested with it, not here.
    var coverageTargets: [(target: CoverageTarget, name: String, location: Location)] {
        var all: [(target: CoverageTarget, name: String, location: Location)] = []
        for (position, survey) in model.surveys.enumerated() where isOwn(survey.heading.location) {
            for (place, question) in survey.questions.enumerated() where !question.isOpen {
                let name = "\(survey.heading.name).\(question.heading.name)"
                all.append((.question(survey: position, question: place), name, question.heading.location))
            }
        }
        for (position, framework) in model.frameworks.enumerated() where isOwn(framework.heading.location) {
            for node in scorableNodes(position) {
                let reference = NodeReference(framework: position, node: node)
                all.append((.node(reference), framework.name(of: node), framework.nodes[node].heading.location))
            }
        }
        for (position, rule) in model.rules.enumerated() where isOwn(rule.heading.location) {
            all += targets(of: rule, at: position).filter { isOwn($0.location) }
        }
        return all
    }

    private func isOwn(_ location: Location) -> Bool { !program.isStandard(location.file) }

    /// Nodes with a closed question at or below them; the root only where a rule scores it.
    private func scorableNodes(_ framework: Int) -> [Int] {
        let nodes = model.frameworks[framework].nodes
        var reached: Set<Int> = []
        for question in model.surveys.lazy.flatMap(\.questions) where !question.isOpen {
            for target in question.targets where target.node.framework == framework {
                var node = target.node.node
                while node >= 0, reached.insert(node).inserted { node = nodes[node].parent }
            }
        }
        let scoresRoot = model.rules.contains {
            $0.layers["framework"] != nil && ($0.framework ?? framework) == framework && isOwn($0.heading.location)
        }
        if !scoresRoot { reached.remove(0) }
        return reached.sorted()
    }

    private func targets(
        of rule: Scoring, at position: Int
    ) -> [(target: CoverageTarget, name: String, location: Location)] {
        let name = rule.heading.name
        var all: [(target: CoverageTarget, name: String, location: Location)] = []
        for (line, value) in rule.lines {
            let called = "\(name).\(text(at: value.location))"
            all.append((.line(rule: position, line), called, value.location))
            guard value.needs != .one else { continue }
            for met in [true, false] {
                let outcome = "\(called): `needs` is \(met ? "" : "not ")met"
                all.append((.needs(rule: position, line, met: met), outcome, value.location))
            }
        }
        for (place, band) in rule.bands.enumerated() {
            guard let location = band.location else { continue }
            all.append((.band(rule: position, place), "\(name).\(band.name)", location))
        }
        if let mastered = rule.mastered {
            for outcome in [true, false] {
                all.append(
                    (.mastered(rule: position, outcome), "\(name): `mastered` is \(outcome)", mastered.location))
            }
        }
        for (place, condition) in rule.decisions.enumerated() {
            let written = text(at: condition).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            for outcome in [true, false] {
                all.append(
                    (.condition(rule: position, place, outcome), "\(name): `\(written)` is \(outcome)", condition))
            }
        }
        return all
    }
}
