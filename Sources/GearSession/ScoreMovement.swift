import GearModel
import GearQuery
import GearScore
import GearSource
import GearTable

/// One score in both versions, and what each change does to it alone.
struct MovedScore {
    /// Dimensions in the order of the table, then the node.
    let key: [String]
    let old: Double?
    let new: Double?
    /// Titles of steps with the score after each; those that leave it as it was are left out.
    let causes: [(title: String, score: Double?)]

    /// nil where one of them is missing.
    var moved: Double? { old.flatMap { old in new.map { $0 - old } } }
}

extension VersionComparison {
    /// Which scores move from one version to the other over the same answers, and which change moved them: a row for
    /// each score and cause.
    ///
    /// Each cause is a change made alone in the old version. What they do together can be more or less than what each
    /// does alone: the difference is a row of its own.
    ///
    /// - Parameters:
    ///   - rules: Names; empty for all that both versions have.
    ///   - by: Dimensions, beside `source` and `wave`, which always split scores.
    package func movements(rules: [String], by: [String]) -> Table? {
        var parts: [Table] = []
        var found: Set<String> = []
        for (old, new, comparison) in pairs {
            for rule in comparison.rules(new.program) {
                let name = new.model.rules[rule.new].heading.name
                guard rules.isEmpty || rules.contains(name) else { continue }
                // A rule that several programs import is scored with the first.
                guard found.insert(name).inserted else { continue }
                for framework in frameworks(of: new.model.rules[rule.new], new.model) {
                    guard let was = comparison.frameworkBefore(framework) else { continue }
                    let request = ScoreRun(
                        old: old, new: new, comparison: comparison, rule: rule, framework: (was, framework), by: by)
                    guard let table = request.table() else { continue }
                    parts.append(table)
                }
            }
        }
        let unknown = rules.filter { !found.contains($0) }
        if let name = unknown.first {
            sessions.last?.report([
                Diagnostic(
                    .unsuitableArgument, "--rule: there is no rule `\(name)` in both versions",
                    help: Likeness.nearest(to: name, among: found.sorted()).map { "did you mean `\($0)`?" })
            ])
        } else if found.isEmpty {
            sessions.last?.report([
                Diagnostic(
                    .unsuitableArgument, "no scoring rule is in both versions, so no scores can be compared",
                    help: "declare one in the program: those of the standard library are the same in all versions")
            ])
        }
        return parts.isEmpty ? nil : try? Table.concatenating(parts)
    }

    private func frameworks(of rule: Scoring, _ model: Model) -> [Int] {
        rule.framework.map { [$0] } ?? Set(model.surveys.map(\.framework)).filter { $0 >= 0 }.sorted()
    }
}

/// One rule on one framework, in both versions.
private struct ScoreRun {
    let old: Session
    let new: Session
    let comparison: Comparison
    let rule: (old: Int, new: Int)
    let framework: (old: Int, new: Int)
    let by: [String]

    /// Scores that differ by less are the same.
    private static let tolerance = 5e-10

    /// nil after a finding, which the session has.
    func table() -> Table? {
        guard let before = scores(of: old, rule: rule.old, framework: framework.old),
            let after = scores(of: new, rule: rule.new, framework: framework.new)
        else { return nil }
        let were = rows(before, rebuilt: false), now = rows(after, rebuilt: true)
        let steps = comparison.steps(from: old.model, to: new.model, rule: rule.old).map { step in
            (step.title, alone(step).map { rows($0, rebuilt: step.rebuilt.contains(framework.old)) })
        }
        let keys = Set(were.keys).union(now.keys)
        var moved = keys.compactMap { key -> MovedScore? in
            let (old, new) = (were[key] ?? nil, now[key] ?? nil)
            guard Self.differ(old, new) else { return nil }
            let causes = steps.compactMap { title, scores -> (title: String, score: Double?)? in
                guard let scores else { return nil }
                let score = scores[key] ?? nil
                return Self.differ(old, score) ? (title, score) : nil
            }
            return MovedScore(key: key, old: old, new: new, causes: causes)
        }
        moved.sort { left, right in
            let (first, second) = (abs(left.moved ?? .infinity), abs(right.moved ?? .infinity))
            return first != second ? first > second : left.key.lexicographicallyPrecedes(right.key)
        }
        return table(of: moved, dimensions: dimensions)
    }

    private static func differ(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return (left == nil) != (right == nil) }
        return abs(left - right) > tolerance
    }

    private var dimensions: [String] { new.model.rowDimensions(by: by) }

    // MARK: Scoring

    private func query(_ model: Model, rule: Int, framework: Int) -> ResolvedQuery {
        let request = ScoresRequest(rule: rule, framework: framework, by: by, forCondition: nil, under: nil)
        let place = model.rules[rule].heading.location
        return ResolvedQuery(
            table: .scores(request), stages: [], schema: model.schema(of: .scores(request)), location: place)
    }

    private func scores(of session: Session, rule: Int, framework: Int) -> Table? {
        let known = Set(session.model.dimensionColumns.map(\.name))
        if let name = by.first(where: { !known.contains($0) }) {
            session.report([
                Diagnostic(
                    .unsuitableArgument, "--by: `\(session.sources.first?.name ?? "")` has no dimension `\(name)`",
                    help: Likeness.nearest(to: name, among: known.sorted()).map { "did you mean `\($0)`?" })
            ])
            return nil
        }
        let query = query(session.model, rule: rule, framework: framework)
        return session.table(of: Show(title: "", subject: .query(query), location: query.location))
    }

    /// The scores with one change made; nil where they cannot be had with it alone.
    private func alone(_ step: ModelStep) -> Table? {
        let query = query(step.model, rule: rule.old, framework: framework.old)
        return try? old.answers(as: step.model).evaluator.table(query)
    }

    /// Scores by dimensions and by the node's path in the new version; gone ones bear their old path.
    private func rows(_ table: Table, rebuilt: Bool) -> [[String]: Double?] {
        var paths: [String: String] = [:]
        if !rebuilt {
            for (place, node) in old.model.frameworks[framework.old].nodes.enumerated() {
                let now = comparison.currentPath(of: place, framework: framework.old, new.model)
                paths[node.path] = now ?? node.path + " (gone)"
            }
        }
        let keys = dimensions.map { table[$0] }
        guard let nodes = table["node"], let scores = table["score"] else { return [:] }
        var rows: [[String]: Double?] = [:]
        for row in 0..<table.rowCount {
            var key = keys.map { $0.map { Self.text($0[row]) } ?? "" }
            let path = Self.text(nodes[row])
            key.append(paths[path] ?? path)
            if case .number(let score) = scores[row] { rows[key] = .some(score) } else { rows[key] = .some(nil) }
        }
        return rows
    }

    private static func text(_ cell: Cell) -> String {
        switch cell {
        case .missing, .hidden: ""
        case .number(let number): "\(number)"
        case .integer(let number): String(number)
        case .boolean(let truth): truth ? "true" : "false"
        case .date(let date): date.description
        case .text(let text): text
        }
    }

    // MARK: The table

    private func table(of moved: [MovedScore], dimensions: [String]) -> Table {
        var texts = (["rule"] + dimensions + ["node"]).map { ColumnBuilder($0, .text) }
        var cause = ColumnBuilder("cause", .text)
        var numbers = ["old", "new", "moved", "alone"].map { ColumnBuilder($0, .number) }
        func append(_ score: MovedScore, _ title: String, _ alone: Double?) {
            for (place, text) in ([new.model.rules[rule.new].heading.name] + score.key).enumerated() {
                if text.isEmpty { texts[place].appendMissing() } else { texts[place].append(text) }
            }
            for (place, number) in [score.old, score.new, score.moved, alone].enumerated() {
                if let number { numbers[place].append(number) } else { numbers[place].appendMissing() }
            }
            cause.append(title)
        }
        for score in moved {
            for one in score.causes {
                append(score, one.title, score.old.flatMap { old in one.score.map { $0 - old } })
            }
            guard let whole = score.moved else {
                if score.causes.isEmpty { append(score, Self.together, nil) }
                continue
            }
            let sum = score.causes.reduce(0) { $0 + (($1.score).flatMap { one in score.old.map { one - $0 } } ?? 0) }
            if abs(whole - sum) > Self.tolerance { append(score, Self.together, whole - sum) }
        }
        var columns = texts.map { $0.finish() } + numbers.map { $0.finish() }
        let alone = columns.removeLast()
        return Table(columns + [cause.finish(), alone])
    }

    /// What the changes do together beyond what each does alone.
    private static let together = "together"
}
