import GearSource

/// explain score(NODE, …) for COND since WAVE depth N
package struct ExplainRequest: Sendable {
    package enum Subject: Sendable {
        /// One cell of the scores; its measure tells what the reader wants to know of it.
        case cell(CellReference)
        /// A level of a progression, or the level held (nil), of the group that the dimensions name.
        case level(Int?, LevelsRequest, dimensions: [(name: String, value: String)])
    }

    package let subject: Subject
    /// As written, on one line.
    package let text: String
    /// Which answers are scored; nil: all. Of a level, the request has it too.
    package let forCondition: Term?
    /// The earlier wave that a score is compared with.
    package let since: String?
    /// How many layers of parts are wanted; nil: as many as are read at a glance.
    package let depth: Int?
    package let location: Location

    /// Layers of parts where nobody says how many.
    package static let usualDepth = 2

    /// What is scored.
    package var framework: Int {
        switch subject {
        case .cell(let cell): cell.node.framework
        case .level(_, let levels, _): levels.scores.framework
        }
    }

    /// The same over other answers.
    package func with(forCondition condition: Term?) -> ExplainRequest {
        var subject = subject
        if case .level(let level, let levels, let dimensions) = subject {
            let changed = LevelsRequest(
                progression: levels.progression, scores: levels.scores, by: levels.by, forCondition: condition)
            subject = .level(level, changed, dimensions: dimensions)
        }
        return ExplainRequest(
            subject: subject, text: text, forCondition: condition, since: since, depth: depth, location: location)
    }

    /// The same of another cell.
    package func about(_ cell: CellReference) -> ExplainRequest {
        ExplainRequest(
            subject: .cell(cell), text: text, forCondition: forCondition, since: since, depth: depth,
            location: location)
    }

    /// The group that it is about.
    package var dimensions: [(name: String, value: String)] {
        switch subject {
        case .cell(let cell): cell.dimensions
        case .level(_, _, let dimensions): dimensions
        }
    }
}

extension ExplainRequest {
    /// Several rows fit what is asked about.
    ///
    /// - Parameter choices: for each dimension that is not given, the values that fit.
    package static func ambiguous(
        _ count: Int, _ noun: String, _ choices: [(name: String, values: [String])], at location: Location
    ) -> Diagnostic {
        let open = choices.map { choice in choice.values.map { "\(choice.name): \($0)" }.joined(separator: ", ") }
        return Diagnostic(
            .ambiguousCell, "\(count) \(noun) fit", at: location,
            why: "the answers differ in \(choices.map { "`\($0.name)`" }.joined(separator: " and ")), "
                + "and scores are not pooled across \(choices.count == 1 ? "it" : "them")",
            help: "say which one is meant: \(open.joined(separator: "; "))")
    }
}
