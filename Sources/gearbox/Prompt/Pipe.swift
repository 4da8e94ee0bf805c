import GearSession
import GearTable

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Bytes into a command of the user's own shell.
enum Pipe {
    /// Whether the command took them and ended well; what is wrong is told.
    static func run(_ command: String, _ bytes: [UInt8], tell: (String) -> Void) -> Bool {
        run(command, tell: tell) { take in _ = take(bytes) }
    }

    /// The same for bytes that are made as the command takes them.
    static func run(_ command: String, tell: (String) -> Void, write: (([UInt8]) -> Bool) -> Void) -> Bool {
        // A command that ends early must not end the prompt.
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        guard let stream = popen(command, "w") else {
            tell("`\(command)` could not be started: \(String(cString: strerror(errno)))")
            return false
        }
        write { bytes in fwrite(bytes, 1, bytes.count, stream) == bytes.count }
        let status = pclose(stream)
        guard status != 0 else { return true }
        let exit = (status >> 8) & 0xFF
        tell(exit == 127 ? "there is no command `\(command)`" : "`\(command)` ended with status \(exit)")
        return false
    }
}

/// What is longer than the screen goes through `PAGER`, or `less`, as long as somebody looks at it.
enum Pager {
    private static var wish: String? {
        getenv("PAGER").map { String(cString: $0) }.map { $0.allSatisfy(\.isWhitespace) ? "" : $0 }
    }

    /// Whether what is longer than the screen is looked at in one.
    static var isThere: Bool {
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        return !isDumb && wish != "" && wish != "cat"
    }

    /// Whether it is longer than the screen, and there is a pager.
    static func isWanted(for bytes: [UInt8]) -> Bool {
        var size = winsize()
        let height = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_row) : 24
        let lines = bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
        return lines >= height && isThere
    }

    /// - Parameter bytes: What cannot steer the terminal but to colour it.
    static func show(_ bytes: [UInt8]) -> Bool {
        if !isWanted(for: bytes) { return Output.print(bytes) }
        return show { take in _ = take(bytes) }
    }

    /// The same for what is known to be longer than the screen, made as it is taken.
    static func show(write: (([UInt8]) -> Bool) -> Void) -> Bool {
        // `less` as most tools set it: colours, no pager for what fits, wide tables not wrapped.
        let command = "LESS=${LESS-FRSX}; export LESS; \(wish ?? "less")"
        if Pipe.run(command, tell: { _ in }, write: write) { return true }
        var isFine = true
        write { bytes in
            isFine = Output.print(bytes) && !Threads.isStopping
            return isFine
        }
        return isFine
    }
}

/// A statement written in the user's editor.
enum Editor {
    struct Failure: Error {
        let reason: String
    }

    /// What was written, beginning from `text`.
    static func text(after text: String) -> Result<String, Failure> {
        let editor = (getenv("VISUAL") ?? getenv("EDITOR")).map { String(cString: $0) } ?? "vi"
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var template = Array("\(folder)/gearbox-XXXXXX.gear".utf8CString)
        let file = mkstemps(&template, 5)
        guard file >= 0 else { return .failure(Failure(reason: String(cString: strerror(errno)))) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        let bytes = Array(text.utf8)
        write(file, bytes, bytes.count)
        close(file)
        let status = system("\(editor) '\(path)'")
        guard status == 0 else { return .failure(Failure(reason: "`\(editor)` did not end well")) }
        switch Loader.disk.read(path) {
        case .success(let bytes): return .success(String(decoding: bytes, as: UTF8.self))
        case .failure: return .failure(Failure(reason: "what `\(editor)` wrote could not be read"))
        }
    }
}
