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
    /// The files being written, as the signal handler needs them: C strings in places that stay where they are. There
    /// are at most three: the output, what is set aside while it is made, and answers that are kept.
    nonisolated(unsafe) private static let temporaries: UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?> = {
        let places = UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 4)
        places.initialize(repeating: nil)
        return places
    }()

    static func install() {
        // Made here, so that the handler finds them made.
        _ = temporaries
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
                let temporaries = Interruption.temporaries
                var place = 0
                while place < temporaries.count {
                    if let temporary = temporaries[place] { unlink(temporary) }
                    place += 1
                }
                _exit(128 &+ number)
            }
        }
    }

    @MainActor private static var isStoppable = false

    /// Work that Ctrl-C stops, and not the process; whether it did. Ctrl-C once more changes nothing. Work within such
    /// work is stopped with it.
    @MainActor static func stopping<Result>(_ work: () -> Result) -> (Result, wasStopped: Bool) {
        guard !isStoppable else {
            let result = work()
            return (result, Threads.isStopping)
        }
        isStoppable = true
        let before = signal(SIGINT) { _ in Threads.isStopping = true }
        defer {
            // In this order: nothing may set the mark once it is taken away.
            signal(SIGINT, before)
            Threads.isStopping = false
            isStoppable = false
        }
        let result = work()
        return (result, Threads.isStopping)
    }

    /// Names a file to remove if the process is interrupted before `end`.
    static func begin(_ path: String) {
        if let place = temporaries.firstIndex(where: { $0 == nil }) { temporaries[place] = strdup(path) }
    }

    /// The file is complete, or gone.
    static func end(_ path: String) {
        for place in temporaries.indices {
            guard let known = temporaries[place], strcmp(known, path) == 0 else { continue }
            temporaries[place] = nil
            free(known)
            return
        }
    }
}
