import Dispatch
import Synchronization

/// Runs pieces of one job side by side.
package enum Threads {
    private static let stopping = Atomic(false)

    /// Whether somebody waits no longer for what is being done. Long loops look at it, and then end as they like: what
    /// they give is thrown away.
    package static var isStopping: Bool {
        get { stopping.load(ordering: .relaxed) }
        set { stopping.store(newValue, ordering: .relaxed) }
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
