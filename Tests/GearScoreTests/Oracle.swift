import GearModel

@testable import GearScore

/// Scores straight from the reference, one group at a time, with dictionaries, sets and doubles and no thought of speed.
struct Oracle {
    let rule: TestRule
    let questions: [TestQuestion]
    /// Weight and children of each node, the root first.
    let weights: [Double]
    let children: [[Int]]
    let layers: [String]
    /// All answers of one source in one group.
    let answers: [TestAnswer]
    let source: String?

    private var respondents: Set<String> { Set(answers.map(\.respondent)) }

    private func weight(of respondent: String) -> Double {
        answers.filter { $0.respondent == respondent }.map(\.weight).max() ?? 1
    }

    private func isAsked(_ question: Int) -> Bool {
        guard let source, let asks = questions[question].asks else { return true }
        return asks.contains(source)
    }

    /// Questions with a target at one of `nodes`, with the sum of the targets' weights.
    private func asked(at nodes: [Int]) -> [Int: Double] {
        var result: [Int: Double] = [:]
        for question in questions.indices where isAsked(question) {
            for target in questions[question].targets where nodes.contains(target.node) {
                result[question, default: 0] += target.weight
            }
        }
        return result
    }

    private func subtree(_ node: Int) -> [Int] { [node] + children[node].flatMap(subtree) }

    private func pair(_ answer: TestAnswer) -> String { "\(answer.respondent)/\(answer.question)" }

    private func line(of node: Int) -> TestLine? { rule.layers[layers[node]] ?? (node == 0 ? nil : rule.node) }

    private var ownLine: TestLine { rule.own ?? TestLine(collection: rule.person == nil ? .answers : .persons) }

    func score(_ node: Int) -> OracleScore {
        guard let line = line(of: node) else { return node == 0 ? OracleScore() : pool(asked(at: [node]), ownLine) }
        switch line.collection {
        case .parts: return parts(node, line)
        case .below: return pool(asked(at: subtree(node)), line)
        case .persons where !asked(at: subtree(node).filter { $0 != node }).isEmpty || hasQuestions(below: node):
            return tree(node, line)
        default: return pool(asked(at: [node]), line)
        }
    }

    private func hasQuestions(below node: Int) -> Bool {
        let nodes = Set(subtree(node)).subtracting([node])
        return questions.contains { $0.targets.contains { nodes.contains($0.node) } }
    }

    // MARK: pools

    private func pool(_ asked: [Int: Double], _ line: TestLine) -> OracleScore {
        var score = OracleScore()
        score.isScorable = !asked.isEmpty
        let here = answers.filter { asked[$0.question] != nil }
        let valid = here.filter { $0.value != nil }
        score.valid = Set(valid.map(pair)).count
        score.put = Set(here.filter(\.isPut).map(pair)).count
        switch line.collection {
        case .persons:
            let persons = respondents.map { respondent in
                (respondent, person(here.filter { $0.respondent == respondent }, asked))
            }
            fillPersons(&score, line, persons, put: Set(here.filter(\.isPut).map(\.respondent)).count)
        case .questions: fillQuestions(&score, line, asked, here)
        default: fillAnswers(&score, line, asked, valid)
        }
        if score.value == nil { return OracleScore(valid: score.valid, put: score.put, isScorable: score.isScorable) }
        let undeclared = valid.contains { questions[$0.question].favourable == nil }
        if undeclared { (score.favourable, score.favourableResiduals) = (nil, nil) }
        return score
    }

    struct Person {
        var value: Double
        var favourable: Double
        var pairs: Set<String>
    }

    private func person(_ here: [TestAnswer], _ asked: [Int: Double]) -> Person? {
        guard let line = rule.person else { return nil }
        let valid = here.filter { $0.value != nil }
        let count = Set(valid.map(pair)).count
        guard Self.meets(line.needs, count, Set(here.filter(\.isPut).map(pair)).count) else { return nil }
        let elements = valid.map { (y($0), line.isWeighted ? asked[$0.question] ?? 1 : 1) }
        guard let value = Self.evaluate(line, elements) else { return nil }
        let liked = valid.map { (isFavourable($0), line.isWeighted ? asked[$0.question] ?? 1 : 1) }
        return Person(value: value, favourable: Self.mean(liked) ?? 0, pairs: Set(valid.map(pair)))
    }

    private func fillPersons(_ score: inout OracleScore, _ line: TestLine, _ all: [(String, Person?)], put: Int) {
        let persons = all.compactMap { name, person in person.map { (name, $0) } }
        guard Self.meets(line.needs, persons.count, put) else { return }
        let weighted = persons.map { ($0.1.value, weight(of: $0.0)) }
        let whole = weighted.reduce(0) { $0 + $1.1 }
        score.value = Self.evaluate(line, weighted, cutsScores: true)
        guard let value = score.value else { return }
        let liked = Self.mean(persons.map { ($0.1.favourable, weight(of: $0.0)) }) ?? 0
        score.favourable = liked
        score.behind = Set(persons.map(\.0))
        score.pairs = persons.reduce(into: []) { $0.formUnion($1.1.pairs) }
        score.restsOnOne = persons.count < 2
        if !line.isMean && !line.isShare { score.residuals = nil }
        for (name, person) in persons {
            let w = weight(of: name) / whole
            let p = line.isShare ? (Self.passes(person.value, line, true) ? 1 : 0) : person.value
            score.residuals?[name] = w * (p - value)
            score.favourableResiduals?[name] = w * (person.favourable - liked)
        }
    }

    private func fillAnswers(
        _ score: inout OracleScore, _ line: TestLine, _ asked: [Int: Double], _ valid: [TestAnswer]
    ) {
        guard Self.meets(line.needs, score.valid, score.put) else { return }
        func weight(_ answer: TestAnswer) -> Double {
            self.weight(of: answer.respondent) * (line.isWeighted ? asked[answer.question] ?? 1 : 1)
        }
        let whole = valid.reduce(0) { $0 + weight($1) }
        score.value = Self.evaluate(line, valid.map { (y($0), weight($0)) })
        guard let value = score.value else { return }
        let liked = Self.mean(valid.map { (isFavourable($0), weight($0)) }) ?? 0
        score.favourable = liked
        score.behind = Set(valid.map(\.respondent))
        score.pairs = Set(valid.map(pair))
        score.restsOnOne = score.behind.count < 2
        if !line.isMean && !line.isShare { score.residuals = nil }
        for answer in valid {
            let p = line.isShare ? (Self.passes(y(answer), line, false) ? 1 : 0) : y(answer)
            score.residuals?[answer.respondent, default: 0] += weight(answer) * (p - value) / whole
            score.favourableResiduals?[answer.respondent, default: 0] +=
                weight(answer) * (isFavourable(answer) - liked) / whole
        }
    }

    private func fillQuestions(
        _ score: inout OracleScore, _ line: TestLine, _ asked: [Int: Double], _ here: [TestAnswer]
    ) {
        var elements: [(Double, Double)] = []
        var liked: [(Double, Double)] = []
        let putQuestions = Set(here.filter(\.isPut).map(\.question)).count
        var means: [Int: (mean: Double, liked: Double, weight: Double)] = [:]
        for question in asked.keys.sorted() {
            let valid = here.filter { $0.question == question && $0.value != nil }
            guard !valid.isEmpty else { continue }
            let weights = valid.map { weight(of: $0.respondent) }
            guard let mean = Self.mean(zip(valid, weights).map { (y($0), $1) }),
                let share = Self.mean(zip(valid, weights).map { (isFavourable($0), $1) })
            else { continue }
            means[question] = (mean, share, weights.reduce(0, +))
            let a = line.isWeighted ? asked[question] ?? 1 : 1
            elements.append((mean, a))
            liked.append((share, a))
            if Set(valid.map(\.respondent)).count < 2 { score.restsOnOne = true }
        }
        guard Self.meets(line.needs, elements.count, putQuestions) else { return }
        score.value = Self.evaluate(line, elements, cutsScores: true)
        guard score.value != nil else { return }
        let whole = elements.reduce(0) { $0 + $1.1 }
        score.favourable = Self.mean(liked)
        let valid = here.filter { $0.value != nil }
        score.behind = Set(valid.map(\.respondent))
        score.pairs = Set(valid.map(pair))
        if !line.isMean { score.residuals = nil }
        for answer in valid {
            guard let question = means[answer.question] else { continue }
            let a = line.isWeighted ? asked[answer.question] ?? 1 : 1
            let w = a / whole * weight(of: answer.respondent) / question.weight
            score.residuals?[answer.respondent, default: 0] += w * (y(answer) - question.mean)
            score.favourableResiduals?[answer.respondent, default: 0] += w * (isFavourable(answer) - question.liked)
        }
    }

    // MARK: persons of a parent

    private func tree(_ node: Int, _ line: TestLine) -> OracleScore {
        var score = OracleScore()
        let asked = asked(at: subtree(node))
        score.isScorable = !asked.isEmpty
        let here = answers.filter { asked[$0.question] != nil }
        score.valid = Set(here.filter { $0.value != nil }.map(pair)).count
        score.put = Set(here.filter(\.isPut).map(pair)).count
        fillPersons(
            &score, line, respondents.map { ($0, person(on: node, $0)) },
            put: Set(here.filter(\.isPut).map(\.respondent)).count)
        let undeclared = here.contains { $0.value != nil && questions[$0.question].favourable == nil }
        if undeclared { (score.favourable, score.favourableResiduals) = (nil, nil) }
        if score.value == nil { return OracleScore(valid: score.valid, put: score.put, isScorable: score.isScorable) }
        return score
    }

    private func person(on node: Int, _ respondent: String) -> Person? {
        var parts: [(Double, Double)] = []
        var liked: [(Double, Double)] = []
        var pairs = Set<String>()
        var whole = 0
        let byParts = rule.node.flatMap { $0.collection == .parts ? $0 : nil } ?? TestLine(collection: .parts)
        let mine = answers.filter { $0.respondent == respondent }
        let own = asked(at: [node])
        if mine.contains(where: { own[$0.question] != nil && $0.isPut }) {
            whole += 1
            if let person = person(mine.filter { own[$0.question] != nil }, own) {
                parts.append((person.value, 1))
                liked.append((person.favourable, 1))
                pairs.formUnion(person.pairs)
            }
        }
        for child in children[node] {
            let below = asked(at: subtree(child))
            if mine.contains(where: { below[$0.question] != nil && $0.isPut }) { whole += 1 }
            guard let person = person(on: child, respondent) else { continue }
            let weight = byParts.isWeighted ? weights[child] : 1
            parts.append((person.value, weight))
            liked.append((person.favourable, weight))
            pairs.formUnion(person.pairs)
        }
        guard Self.meets(byParts.needs, parts.count, whole), let value = Self.evaluate(byParts, parts, cutsScores: true)
        else { return nil }
        return Person(value: value, favourable: Self.mean(liked) ?? 0, pairs: pairs)
    }

    // MARK: parts

    private func parts(_ node: Int, _ line: TestLine) -> OracleScore {
        var score = OracleScore()
        var parts: [(OracleScore, Double)] = []
        let own = asked(at: [node])
        if !own.isEmpty { parts.append((pool(own, ownLine), 1)) }
        for child in children[node] { parts.append((self.score(child), line.isWeighted ? weights[child] : 1)) }
        parts = parts.filter(\.0.isScorable)
        score.isScorable = !parts.isEmpty
        let reached = reachable(node)
        let here = answers.filter { reached.contains($0.question) }
        score.valid = Set(here.filter { $0.value != nil }.map(pair)).count
        score.put = Set(here.filter(\.isPut).map(pair)).count
        let counted = parts.filter { $0.0.value != nil }
        guard Self.meets(line.needs, counted.count, parts.count) else { return score }
        score.value = Self.evaluate(line, counted.map { ($0.0.value ?? 0, $0.1) }, cutsScores: true)
        guard score.value != nil else { return score }
        let whole = counted.reduce(0) { $0 + $1.1 }
        score.favourable =
            counted.contains { $0.0.favourable == nil } ? nil : Self.mean(counted.map { ($0.0.favourable ?? 0, $0.1) })
        if !line.isMean { score.residuals = nil }
        for (part, weight) in counted {
            score.behind.formUnion(part.behind)
            score.pairs.formUnion(part.pairs)
            score.restsOnOne = score.restsOnOne || part.restsOnOne
            score.residuals = Self.add(score.residuals, part.residuals, weight / whole)
            score.favourableResiduals = Self.add(score.favourableResiduals, part.favourableResiduals, weight / whole)
        }
        return score
    }

    /// Questions that a node's score can draw on.
    private func reachable(_ node: Int) -> Set<Int> {
        guard let line = line(of: node) else { return node == 0 ? [] : Set(asked(at: [node]).keys) }
        switch line.collection {
        case .parts: return children[node].reduce(into: Set(asked(at: [node]).keys)) { $0.formUnion(reachable($1)) }
        case .below: return Set(asked(at: subtree(node)).keys)
        case .persons where hasQuestions(below: node): return Set(asked(at: subtree(node)).keys)
        default: return Set(asked(at: [node]).keys)
        }
    }
}
