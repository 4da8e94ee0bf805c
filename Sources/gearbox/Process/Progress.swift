import Dispatch

/// A word on standard error about work that takes more than a second, if somebody watches.
struct Progress {
    private let timer: (any DispatchSourceTimer)?

    init(_ doing: String) {
        guard Terminal.errors.isTerminal else {
            timer = nil
            return
        }
        let began = DispatchTime.now().uptimeNanoseconds
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.setEventHandler {
            let seconds = (DispatchTime.now().uptimeNanoseconds - began) / 1_000_000_000
            Output.complain("\r\(doing), \(seconds) s ")
        }
        timer.schedule(deadline: .now() + 1, repeating: 1)
        timer.resume()
        self.timer = timer
    }

    /// Takes the word back.
    func end() {
        guard let timer else { return }
        timer.cancel()
        Output.complain("\r\u{1B}[K")
    }
}
