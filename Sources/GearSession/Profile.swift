/// Where the time of a session goes. What one kind of work has others do counts for the others.
package final class Profile {
    package enum Part: String, CaseIterable, Sendable {
        case understanding
        /// Files of answers, to cells: one pass does both.
        case reading = "reading and coding"
        case hiding, scoring, query, printing
    }

    private let clock = ContinuousClock()
    private var spent: [Part: Duration] = [:]
    /// Of each work that goes on, from the outside in, the time that others took in it.
    private var inside: [Duration] = []

    package init() {}

    package func measure<Result, Failure: Error>(
        _ part: Part, _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = clock.now
        inside.append(.zero)
        defer {
            let taken = start.duration(to: clock.now)
            let ofOthers = inside.removeLast()
            spent[part, default: .zero] += taken - ofOthers
            if let last = inside.indices.last { inside[last] += taken }
        }
        return try work()
    }

    /// What was spent since the last call.
    package func take() -> [(part: Part, time: Duration)] {
        defer { spent = [:] }
        return Part.allCases.map { ($0, spent[$0] ?? .zero) }
    }
}
