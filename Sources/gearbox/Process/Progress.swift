import Dispatch
import Synchronization

/// A word on standard error about work that takes more than a second, if somebody watches.
final class Progress: Sendable {
    private enum State { case silent, shown, over }

    private let state = Mutex(State.silent)

    init(_ doing: String) {
        guard Terminal.errors.isTerminal else { return }
        tell(doing, seconds: 1)
    }

    private func tell(_ doing: String, seconds: Int) {
        DispatchQueue.global().asyncAfter(deadline: .now() + 1) { [self] in
            state.withLock { state in
                guard state != .over else { return }
                state = .shown
                Output.complain("\r\(doing), \(seconds) s ")
                tell(doing, seconds: seconds + 1)
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
