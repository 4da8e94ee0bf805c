import GearTable

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Ctrl-C and its like: ends with the status that shells expect (130) and leaves no half-written file behind.
enum Interruption {
    /// The files being written, as the signal handler needs them: C strings that stay where they are. There are at
    /// most three: the output, what is set aside while it is made, and answers that are kept.
    nonisolated(unsafe) private static var temporaries:
        (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?)

    static func install() {
        // Whoever started the process may have held them back.
        var held = sigset_t()
        sigemptyset(&held)
        sigaddset(&held, SIGINT)
        sigaddset(&held, SIGTERM)
        sigprocmask(SIG_UNBLOCK, &held, nil)
        // A file that may not grow is one that cannot be written, which is told.
        signal(SIGXFSZ, SIG_IGN)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // Only what is allowed in a signal handler.
                if let temporary = Interruption.temporaries.0 { unlink(temporary) }
                if let temporary = Interruption.temporaries.1 { unlink(temporary) }
                if let temporary = Interruption.temporaries.2 { unlink(temporary) }
                _exit(128 &+ number)
            }
        }
    }

    /// Work that Ctrl-C stops, and not the process; whether it did. Ctrl-C once more ends the process.
    static func stopping<Result>(_ work: () -> Result) -> (Result, wasStopped: Bool) {
        let before = signal(SIGINT) { _ in
            if Threads.isStopping { _exit(128 + SIGINT) }
            Threads.isStopping = true
        }
        defer {
            Threads.isStopping = false
            signal(SIGINT, before)
        }
        let result = work()
        return (result, Threads.isStopping)
    }

    /// Names a file to remove if the process is interrupted before `end`.
    static func begin(_ path: String) {
        if temporaries.0 == nil {
            temporaries.0 = strdup(path)
        } else if temporaries.1 == nil {
            temporaries.1 = strdup(path)
        } else if temporaries.2 == nil {
            temporaries.2 = strdup(path)
        }
    }

    /// The file is complete, or gone.
    static func end(_ path: String) {
        if let known = temporaries.0, strcmp(known, path) == 0 {
            temporaries.0 = nil
            free(known)
        } else if let known = temporaries.1, strcmp(known, path) == 0 {
            temporaries.1 = nil
            free(known)
        } else if let known = temporaries.2, strcmp(known, path) == 0 {
            temporaries.2 = nil
            free(known)
        }
    }
}
