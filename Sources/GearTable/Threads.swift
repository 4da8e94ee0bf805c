import Dispatch
import GearSource
import Synchronization

/// Runs pieces of one job side by side.
@usableFromInline package enum Threads {
    private static let stopping = Atomic(false)

    /// Whether somebody waits no longer for what is being done. Long loops look at it, and then end as they like: what
    /// they give is thrown away.
    @usableFromInline package static var isStopping: Bool {
        get { stopping.load(ordering: .relaxed) }
        set { stopping.store(newValue, ordering: .relaxed) }
    }

    /// Goes on only while somebody waits; for functions that can throw.
    package static func goOn() throws(Diagnostic) {
        if isStopping { throw .stopped }
    }

    /// What was made while somebody waited.
    package static func wanted<Result>(_ result: Result?) throws(Diagnostic) -> Result {
        guard let result else { throw .stopped }
        return result
    }

    /// Has workers made while there is something else to do: the first takes a millisecond or more to begin.
    package static func wake() { DispatchQueue.concurrentPerform(iterations: 2) { _ in } }

    /// Calls `work` with each of 0..<count, as many at a time as there are processors, and returns when all
    /// are done.
    package static func run(_ count: Int, _ work: @Sendable (Int) -> Void) {
        if count > 1 {
            DispatchQueue.concurrentPerform(iterations: count, execute: work)
        } else if count == 1 {
            work(0)
        }
    }

    /// What `work` gives for each of 0..<count, in that order.
    package static func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
        [Result](unsafeUninitializedCapacity: count) { room, filled in
            // Each piece writes its own place and no other.
            nonisolated(unsafe) let places = room
            run(count) { places.initializeElement(at: $0, to: work($0)) }
            filled = count
        }
    }

    /// The same for pieces that take longer than others: `threads` workers, each of which takes the next when it is done.
    package static func map<Result: Sendable>(
        _ count: Int, threads: Int, _ work: @Sendable (Int) -> Result
    ) -> [Result] {
        let next = Atomic(0)
        return [Result](unsafeUninitializedCapacity: count) { room, filled in
            nonisolated(unsafe) let places = room
            run(min(threads, count)) { _ in
                while true {
                    let piece = next.add(1, ordering: .relaxed).oldValue
                    guard piece < count else { return }
                    places.initializeElement(at: piece, to: work(piece))
                }
            }
            filled = count
        }
    }
}

/// Asks now and then, in a long loop, whether nobody waits for it any longer.
@usableFromInline package struct StopCheck {
    @usableFromInline package var steps: UInt32 = 0

    @inlinable package init() {}

    /// What leaves a sort.
    @usableFromInline package struct Stop: Error {
        @inlinable package init() {}
    }

    /// True once nobody waits; looks only every few thousandth time, so that it costs next to nothing.
    @inlinable package mutating func isDue() -> Bool {
        steps &+= 1
        return steps & 0xFFF == 0 && Threads.isStopping
    }

    /// The same, for functions that can throw.
    package mutating func goOn() throws(Diagnostic) {
        if isDue() { throw .stopped }
    }
}

extension Sequence {
    /// As `sorted`; nil once nobody waits for it.
    @inlinable package func sortedWhileWanted(by precedes: (Element, Element) -> Bool) -> [Element]? {
        var check = StopCheck()
        return try? sorted { left, right in
            if check.isDue() { throw StopCheck.Stop() }
            return precedes(left, right)
        }
    }
}

extension Diagnostic {
    /// What is thrown where nobody waits any longer. It is no finding, and shown to nobody: whoever stopped it knows.
    package static let stopped = Diagnostic(Code("", .note, "stopped", ""), "stopped")
}
