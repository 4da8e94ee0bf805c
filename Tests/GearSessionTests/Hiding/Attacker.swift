import GearSession
import GearTable

/// Somebody who asks all that can be asked, writes down what is shown as equations, and solves them for what is hidden.
///
/// The unknowns are how many in a group (one combination of all declared dimensions, source and wave) chose each point of
/// each question, and how many answered at all. Known are sums over unions of groups. Sums and squares follow from
/// how many chose each point.
struct Attacker {
    /// What was found out of what is hidden.
    struct Findings {
        /// Figures of hidden rows that sums and differences of shown ones are.
        var solved: [String] = []
        /// Numbers of respondents or answers that bounds leave one value of.
        var bounded: [String] = []
        /// Shown rows that rest on too few.
        var small: [String] = []
        /// Scores of hidden groups that follow because at least as many as the threshold, they among them, all gave one
        /// answer: the one thing that counts alone cannot prevent, and that the reference says is not prevented.
        var unanimous: [String] = []
        /// Whether all equations have a solution, as true ones do.
        var isConsistent = true
        var hiddenRows = 0
        var shownRows = 0
        /// Rows of what would be that are shown, and questions about it that were refused.
        var whatIfRows = 0
        var whatIfRefusals = 0
        var breaches: [String] { solved + bounded + small }
    }

    private let answers: RandomAnswers
    private let session: Session
    /// What tells a group from others, in the order source, wave, declared dimensions.
    private let keyNames: [String]
    private var groups: [[String]] = []
    private var hiddenGroups: Set<Int> = []
    private(set) var findings = Findings()

    /// Groups whose sum is known.
    private struct Equation {
        var cells: Bits
        /// How many chose each point; for people one number.
        var counts: [Int]
    }

    init(_ answers: RandomAnswers, _ session: Session) {
        self.answers = answers
        self.session = session
        keyNames = ["source", "wave"] + answers.dimensions
    }

    mutating func attack() {
        findGroups()
        attackCounts()
        attackPeople()
        attackRule("strict")
        attackWhatIf()
    }

    // MARK: What is shown

    private func table(_ text: String) -> Table? { session.show(text).flatMap { session.table(of: $0) } }

    private func text(_ table: Table, _ name: String, _ row: Int) -> String { table[name]?[row].plainText ?? "" }

    private mutating func findGroups() {
        let by = answers.dimensions.isEmpty ? "" : " by \(answers.dimensions.joined(separator: ", "))"
        guard let table = table("responses" + by) else { return }
        for row in 0..<table.rowCount where text(table, "source", row) == "teacher" {
            if table["responded"]?.isHidden(row) ?? false { hiddenGroups.insert(groups.count) }
            groups.append(keyNames.map { text(table, $0, row) })
        }
    }

    /// The groups that a row is about.
    private func members(_ question: RandomAnswers.Question, _ table: Table, _ row: Int) -> [Int] {
        let shown = Set(question.by + ["source", "wave"])
        return groups.indices.filter { group in
            zip(keyNames, groups[group]).allSatisfy { name, value in
                (!shown.contains(name) || text(table, name, row) == value)
                    && (question.dimension != name || question.kept.contains(value))
            }
        }
    }

    private static func leaves(of node: String) -> [Int] {
        switch node {
        case "g": [0, 1]
        case "g.one": [0]
        case "g.two": [1]
        default: [2]
        }
    }

    // MARK: Attacks

    private func cells(_ groups: [Int], _ leaves: [Int]) -> Bits {
        var bits = Bits()
        for group in groups { for leaf in leaves { bits.insert(group * 3 + leaf) } }
        return bits
    }

    /// How many chose each point, over all rules that count them.
    private mutating func attackCounts() {
        var known: [Equation] = []
        var wanted: [(String, Bits)] = []
        for question in answers.questions {
            let tables = RandomAnswers.counted.compactMap { table("scores of count\($0)\(question.clauses)") }
            guard tables.count == RandomAnswers.counted.count, let first = tables.first else { continue }
            for row in 0..<first.rowCount where text(first, "source", row) == "teacher" {
                let node = text(first, "node", row)
                let bits = cells(members(question, first, row), Self.leaves(of: node))
                guard let scores = first["score"], !scores.isHidden(row) else {
                    findings.hiddenRows += 1
                    wanted.append(("\(node)\(question.clauses) \(first.row(row).prefix(5))", bits))
                    continue
                }
                findings.shownRows += 1
                noteSmall(first, row, question)
                var counts = tables.map { table -> Int in
                    if case .number(let number)? = table["score"]?[row] { Int(number) } else { 0 }
                }
                // The last point has what is left of all answers.
                if case .integer(let all)? = first["answers"]?[row] { counts.append(all - counts.reduce(0, +)) }
                known.append(Equation(cells: bits, counts: counts))
            }
        }
        solve(known, wanted)
        let all = Self.withDifferences(Self.withoutKnownCells(known))
        judgeUnanimity(all)
        totals = all.map { Equation(cells: $0.cells, counts: [$0.counts.reduce(0, +)]) }
    }

    /// How many answered each question in some groups.
    private var totals: [Equation] = []

    private mutating func noteSmall(_ table: Table, _ row: Int, _ question: RandomAnswers.Question) {
        guard case .integer(let n)? = table["n"]?[row], (1..<answers.threshold).contains(n) else { return }
        findings.small.append("\(question.clauses): \(table.row(row).prefix(8))")
    }

    private mutating func solve(_ known: [Equation], _ wanted: [(String, Bits)]) {
        var space = RowSpace()
        for equation in Self.withoutKnownCells(known) { space.add(equation.cells) }
        let single = Self.knownCells(known)
        for (name, cells) in wanted where !cells.isEmpty && space.contains(cells.subtracting(single)) {
            findings.solved.append(name)
        }
    }

    /// Cells that are shown by themselves.
    private static func knownCells(_ known: [Equation]) -> Bits {
        Bits(known.filter { $0.cells.count == 1 }.flatMap(\.cells.elements))
    }

    /// Each sum without the part of it that is known cell by cell; of equal ones one.
    private static func withoutKnownCells(_ known: [Equation]) -> [Equation] {
        let single = Dictionary(
            known.filter { $0.cells.count == 1 }.map { ($0.cells.elements[0], $0.counts) },
            uniquingKeysWith: { first, _ in first })
        let bits = knownCells(known)
        var left: [Bits: [Int]] = [:]
        for equation in known {
            let rest = equation.cells.subtracting(bits)
            if rest.isEmpty || left[rest] != nil { continue }
            left[rest] = equation.cells.elements.reduce(equation.counts) { counts, cell in
                guard let known = single[cell] else { return counts }
                return zip(counts, known).map { $0 - $1 }
            }
        }
        return left.map { Equation(cells: $0.key, counts: $0.value) }
    }

    /// A group's score is known if all whose sum is known chose one point, it among them.
    private mutating func judgeUnanimity(_ known: [Equation]) {
        for equation in known where equation.counts.count(where: { $0 > 0 }) == 1 {
            let hidden = equation.cells.elements.filter { hiddenGroups.contains($0 / 3) }
            if hidden.isEmpty { continue }
            if equation.counts.reduce(0, +) < answers.threshold {
                findings.bounded.append("all of too few chose one point: groups \(hidden)")
            } else {
                findings.unanimous.append("\(hidden)")
            }
        }
    }

    /// How many answered, from the table of responses, with bounds: a group that has a row has somebody; who answered a
    /// question answered.
    private mutating func attackPeople() {
        var known: [Equation] = []
        var wanted: [(String, Bits)] = []
        for question in answers.questions {
            guard let table = table("responses\(question.clauses)"), let responded = table["responded"] else {
                continue
            }
            for row in 0..<table.rowCount where text(table, "source", row) == "teacher" {
                let bits = Bits(members(question, table, row))
                if case .integer(let count) = responded[row] {
                    known.append(Equation(cells: bits, counts: [count]))
                    if (1..<answers.threshold).contains(count) { findings.small.append("responses\(question.clauses)") }
                } else {
                    wanted.append(("responses\(question.clauses) \(table.row(row))", bits))
                }
            }
        }
        solve(known, wanted)
        bound(Self.withDifferences(Self.withoutKnownCells(known)))
    }

    private mutating func bound(_ people: [Equation]) {
        var persons = Bounds(count: groups.count, least: 1, most: 10_000)
        var answered = Bounds(count: groups.count * 3, least: 0, most: 10_000)
        for _ in 0..<20 {
            let before = (persons, answered)
            for equation in people { persons.tighten(equation.cells.elements, sum: equation.counts[0]) }
            for equation in totals { answered.tighten(equation.cells.elements, sum: equation.counts[0]) }
            for cell in 0..<groups.count * 3 {
                answered.high[cell] = min(answered.high[cell], persons.high[cell / 3])
                persons.low[cell / 3] = max(persons.low[cell / 3], answered.low[cell])
            }
            if before == (persons, answered) { break }
        }
        // Else the equations are not true.
        findings.isConsistent = persons.isPossible && answered.isPossible
        for group in hiddenGroups.sorted() {
            // Under 2, one is what is left by the declaration itself.
            if persons.low[group] == persons.high[group], answers.threshold > 2 {
                findings.bounded.append("\(groups[group]): \(persons.low[group]) respondents")
            }
            for cell in group * 3..<group * 3 + 3 where answered.low[cell] == answered.high[cell] {
                if answered.low[cell] > 0 { findings.bounded.append("\(groups[group]): \(answered.low[cell]) answers") }
            }
        }
    }

    /// Scores of another rule, each times its n a sum over people.
    private mutating func attackRule(_ rule: String) {
        var known: [String: [Equation]] = [:]
        var wanted: [String: [(String, Bits)]] = [:]
        for question in answers.questions {
            guard let table = table("scores of \(rule)\(question.clauses)"), let scores = table["score"] else {
                continue
            }
            for row in 0..<table.rowCount where text(table, "source", row) == "teacher" {
                let node = text(table, "node", row)
                let bits = Bits(members(question, table, row))
                if scores.isHidden(row) {
                    wanted[node, default: []].append(("\(rule)\(question.clauses) \(table.row(row).prefix(5))", bits))
                } else {
                    noteSmall(table, row, question)
                    known[node, default: []].append(Equation(cells: bits, counts: []))
                }
            }
        }
        for (node, wanted) in wanted { solve(known[node] ?? [], wanted) }
    }

    /// What is beside what would be, for all that may be changed and some that may not: whatever is shown of either is an
    /// equation about the same groups.
    private mutating func attackWhatIf() {
        for question in answers.questions.prefix(8) {
            var known: [String: [Equation]] = [:]
            var wanted: [String: [(String, Bits)]] = [:]
            for (rule, change) in answers.changes {
                let columns = (question.by + ["source", "wave", "node", "score", "n"]).joined(separator: ", ")
                let text = "scores of \(rule)\(question.clauses) | select \(columns) | what if { \(change) }"
                guard let table = table(text), let scores = table["score"], let others = table["score_if"],
                    let differences = table["score_change"], let counts = table["n_if"]
                else {
                    findings.whatIfRefusals += 1
                    continue
                }
                for row in 0..<table.rowCount where self.text(table, "source", row) == "teacher" {
                    let node = self.text(table, "node", row)
                    let bits = cells(members(question, table, row), Self.leaves(of: node))
                    let name = "what if \(change): \(node)\(question.clauses) \(table.row(row).prefix(5))"
                    let isHidden = scores.isHidden(row)
                    if isHidden { wanted[node, default: []].append((name, bits)) }
                    // Of what is hidden nothing else may be shown, be it how much it would be otherwise.
                    if isHidden, [others, differences, counts].contains(where: { !$0.isHidden(row) }) {
                        findings.solved.append(name)
                    }
                    if !others.isHidden(row) {
                        findings.whatIfRows += 1
                        known[node, default: []].append(Equation(cells: bits, counts: []))
                        if case .integer(let n) = counts[row], (1..<answers.threshold).contains(n) {
                            findings.small.append(name)
                        }
                    }
                }
            }
            for (node, wanted) in wanted { solve(known[node] ?? [], wanted) }
        }
    }

    /// The equations, and those of what is left where the groups of one are among those of another, as long as there are
    /// new ones.
    private static func withDifferences(_ known: [Equation]) -> [Equation] {
        var all: [Bits: [Int]] = [:]
        for equation in known { all[equation.cells] = equation.counts }
        for _ in 0..<4 {
            let before = all.count
            let list = all.sorted { $0.key.count < $1.key.count }
            for (large, counts) in list {
                for (small, others) in list where small != large && small.isSubset(of: large) {
                    let rest = large.subtracting(small)
                    if all[rest] == nil, all.count < 1_500 { all[rest] = zip(counts, others).map { $0 - $1 } }
                }
            }
            if all.count == before { break }
        }
        return all.map { Equation(cells: $0.key, counts: $0.value) }
    }
}

/// A least and a greatest value of each of some whole numbers.
private struct Bounds: Equatable {
    var low: [Int]
    var high: [Int]

    init(count: Int, least: Int, most: Int) {
        low = [Int](repeating: least, count: count)
        high = [Int](repeating: most, count: count)
    }

    var isPossible: Bool { zip(low, high).allSatisfy { $0 <= $1 } }

    mutating func tighten(_ places: [Int], sum: Int) {
        guard isPossible else { return }
        let (lows, highs) = (places.reduce(0) { $0 + low[$1] }, places.reduce(0) { $0 + high[$1] })
        for place in places {
            let (least, most) = (low[place], high[place])
            low[place] = max(least, sum - (highs - most))
            high[place] = min(most, sum - (lows - least))
        }
    }
}
