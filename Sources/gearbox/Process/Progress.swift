import Dispatch
import GearTable
import Synchronization

/// A word on standard error about work that takes more than a second, or more than a moment to stop, if somebody
/// watches.
final class Progress: Sendable {
    private enum State { case silent, shown, over }

    private let state = Mutex(State.silent)

    init(_ doing: String) {
        guard Terminal.errors.isTerminal else { return }
        tell(doing, quarter: 1)
    }

    /// Looks every quarter of a second.
    private func tell(_ doing: String, quarter: Int) {
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(250)) { [self] in
            state.withLock { state in
                guard state != .over else { return }
                if Threads.isStopping {
                    state = .shown
                    Output.complain("\r\u{1B}[Kstopping ")
                } else if quarter % 4 == 0 {
                    state = .shown
                    Output.complain("\r\(doing), \(quarter / 4) s ")
                }
                tell(doing, quarter: quarter + 1)
            }
        }
    }

    /// Takes the word back; nothing is said after.
    func end() {
        state.withLock { state in
            if state == .shown { Output.complain("\r\u{1B}[K") }
            state = .over
        }
    }
}
