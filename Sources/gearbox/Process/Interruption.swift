#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Ctrl-C and its like: ends with the status that shells expect (130) and leaves no half-written file behind.
enum Interruption {
    /// The file being written, as the signal handler needs it: a C string that stays where it is.
    nonisolated(unsafe) private static var temporary: UnsafeMutablePointer<CChar>?

    static func install() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // Only what is allowed in a signal handler.
                if let temporary = Interruption.temporary { unlink(temporary) }
                _exit(128 &+ number)
            }
        }
    }

    /// Names the file to remove if the process is interrupted now, or nil once it is complete.
    static func unfinished(_ path: String?) {
        let before = temporary
        temporary = path.flatMap { strdup($0) }
        free(before)
    }
}
