import GearModel
import GearReport
import GearScore
import GearSource

extension Session {
    /// What of the program its tests depend on, found by trying: a thing is changed, the test worked out again, and
    /// if a value that an expectation reads is another then, the test depends on it. Grammar/SPEC.md says for each
    /// kind what the change is.
    package func coverage(where isWanted: (TestDeclaration) -> Bool = { _ in true }) -> [CoverageItem] {
        let targets = coverageTargets
        var run = CoverageRun(model, open: Set(targets.map(\.target)))
        for test in model.tests where isWanted(test) { run.probe(test) }
        var tables: [FileID: LineTable] = [:]
        return targets.compactMap { target, name, location in
            guard let source = source(location.file) else { return nil }
            let table = tables[location.file] ?? LineTable(source)
            tables[location.file] = table
            let position = table.position(of: location.start)
            return CoverageItem(
                kind: target.kind, name: name, file: source.name, line: position.line, column: position.column,
                why: run.why(target))
        }
    }
}

/// The search for what tests depend on.
struct CoverageRun {
    private let model: Model
    /// What no test so far depends on.
    private var open: Set<CoverageTarget>
    /// Questions that a test answers, and the first that does.
    private var answered: [CoverageTarget: String] = [:]
    /// Nodes at or above a target of such a question.
    private var nodes: Set<NodeReference> = []
    private var rules: Set<Int> = []

    /// Added to a score, so that it differs from any other: one way or the other a least or greatest part shows it.
    private static let shifts: [Double] = [1000, -1000]
    /// A question's answer is exchanged for so many others of its scale, and not more.
    private static let mostAnswers = 12

    init(_ model: Model, open: Set<CoverageTarget>) {
        self.model = model
        self.open = open
    }

    mutating func probe(_ test: TestDeclaration) {
        note(test)
        let (given, _) = test.responses(model)
        let before = test.readings(Answers(model, given: given))
        guard before.contains(where: { $0.map { !$0.isEmpty } ?? false }) else { return }
        probeQuestions(test, before)
        probeNodes(test, given)
        for rule in Set(test.scoreRequests.map(\.rule)).sorted() { probe(rule, test, given) }
    }

    /// Why no test depends on a target; nil if one does.
    func why(_ target: CoverageTarget) -> String? {
        guard open.contains(target) else { return nil }
        switch target {
        case .question:
            return answered[target].map { "answered in “\($0)”, but nothing expected depends on the answer" }
                ?? "no test answers it"
        case .node(let node):
            return nodes.contains(node)
                ? "it is measured, but nothing expected depends on its score"
                : "no test answers a question at or below it"
        case .line, .band, .needs, .mastered, .condition:
            guard let rule = target.rule, rules.contains(rule) else { return "nothing expected asks for its rule" }
            switch target {
            case .line: return "no score that is expected comes from it"
            case .band: return "no band that is expected is this one"
            default: return "nothing expected depends on that"
            }
        }
    }

    private mutating func note(_ test: TestDeclaration) {
        rules.formUnion(test.scoreRequests.map(\.rule))
        for answers in test.answers {
            for answer in answers.respondents.flatMap(\.answers) {
                let target = CoverageTarget.question(survey: answers.survey, question: answer.question)
                if answered[target] == nil { answered[target] = test.name }
                nodes.formUnion(above(answers.survey, answer.question))
            }
        }
    }

    /// The nodes that a question is tagged to, and those above them.
    private func above(_ survey: Int, _ question: Int) -> Set<NodeReference> {
        let question = model.surveys[survey].questions[question]
        guard !question.isOpen else { return [] }
        var all: Set<NodeReference> = []
        for target in question.targets where model.frameworks.indices.contains(target.node.framework) {
            var node = target.node.node
            while node >= 0, all.insert(NodeReference(framework: target.node.framework, node: node)).inserted {
                node = model.frameworks[target.node.framework].nodes[node].parent
            }
        }
        return all
    }

    /// Whether a value that can be worked out both times is another the second time.
    private func differ(_ before: [Reading], _ after: [Reading]) -> Bool {
        zip(before, after).contains { before, after in
            guard let before, let after else { return false }
            return before != after
        }
    }

    // MARK: Questions

    private mutating func probeQuestions(_ test: TestDeclaration, _ before: [Reading]) {
        for (block, answers) in test.answers.enumerated() {
            for (person, respondent) in answers.respondents.enumerated() {
                for (place, answer) in respondent.answers.enumerated() {
                    let target = CoverageTarget.question(survey: answers.survey, question: answer.question)
                    guard open.contains(target) else { continue }
                    for other in others(than: answer.given, model.surveys[answers.survey].questions[answer.question]) {
                        var changed = test
                        changed.answers[block].respondents[person].answers[place].given = other
                        let (given, findings) = changed.responses(model)
                        guard findings.isEmpty else { continue }
                        if differ(before, test.readings(Answers(model, given: given))) {
                            open.remove(target)
                            break
                        }
                    }
                }
            }
        }
    }

    /// Other answers to a question, those at the ends of its scale first.
    private func others(than given: InlineAnswer.Given, _ question: Question) -> [InlineAnswer.Given] {
        guard let scale = question.scale.map({ model.scales[$0] }) else { return [] }
        if let range = scale.range {
            let (low, high) = (range.low.double, range.high.double)
            let middle = low / 2 + high / 2
            return [low, high, middle].filter { number in
                if case .number(number) = given { false } else { true }
            }.map { .number($0) }
        }
        let points = scale.points.indices.filter { point in
            if case .point(point) = given { false } else { true }
        }
        let ends = [points.first, points.last].compactMap { $0 }
        let all = ends + points.dropFirst().dropLast()
        return all.prefix(Self.mostAnswers).map { .point($0) }
    }

    // MARK: Nodes

    private mutating func probeNodes(_ test: TestDeclaration, _ given: [Int: Responses]) {
        let frameworks = Set(test.scoreRequests.map(\.framework))
        var candidates: Set<NodeReference> = []
        for answers in test.answers {
            for answer in answers.respondents.flatMap(\.answers) {
                candidates.formUnion(above(answers.survey, answer.question))
            }
        }
        for node in candidates.sorted(by: { ($0.framework, $0.node) < ($1.framework, $1.node) })
        where frameworks.contains(node.framework) && open.contains(.node(node)) {
            func readings(_ shift: Double) -> [Reading] {
                test.readings(
                    Answers(
                        model, given: given,
                        change: { $0.framework == node.framework ? $0.adding(shift, toScoresOf: node.node) : $0 }))
            }
            let before = readings(0)
            if Self.shifts.contains(where: { differ(before, readings($0)) }) { open.remove(.node(node)) }
        }
    }

    // MARK: Rules

    private mutating func probe(_ rule: Int, _ test: TestDeclaration, _ given: [Int: Responses]) {
        let own = open.filter { $0.rule == rule }
        for target in own {
            func readings(_ change: (inout Scoring) -> Void) -> [Reading] {
                var changed = model
                change(&changed.rules[rule])
                return test.readings(Answers(changed, given: given))
            }
            let before = readings { Self.change(&$0, target, by: 0) }
            if Self.shifts.contains(where: { shift in
                differ(before, readings { Self.change(&$0, target, by: shift) })
            }) {
                open.remove(target)
            }
        }
    }

    /// Changes a part of a rule; with 0, only as far as that makes no difference.
    private static func change(_ rule: inout Scoring, _ target: CoverageTarget, by shift: Double) {
        switch target {
        case .question, .node: return
        case .line(_, let line):
            guard let old = rule[line] else { return }
            rule[line] = ScoreLine(
                expression: old.expression.adding(shift), isWeighted: old.isWeighted, needs: old.needs,
                location: old.location)
        case .needs(_, let line, let met):
            guard shift != 0, let old = rule[line] else { return }
            rule[line] = ScoreLine(
                expression: old.expression, isWeighted: old.isWeighted, needs: met ? .count(1 << 40) : .one,
                location: old.location)
        case .band(_, let place):
            guard shift != 0 else { return }
            let old = rule.bands[place]
            rule.bands[place] = Band(
                name: old.name + " ", title: old.title, upperBound: old.upperBound, includesBound: old.includesBound,
                location: old.location)
        case .mastered(_, let outcome):
            guard shift != 0, let old = rule.mastered else { return }
            rule.mastered = Term(.constant(.boolean(!outcome)), .boolean, at: old.location)
        case .condition(_, let place, let outcome):
            rule = rule.changing(decision: place, outcome: outcome, by: shift)
        }
    }
}
