import GearReport
import GearSource

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Bytes to standard output, standard error or a file, completely or with a finding.
enum Output {
    /// To standard output; false, after a complaint, if it could not be written. A reader that has gone away ends
    /// the process, as the system does for every filter.
    static func print(_ bytes: [UInt8]) -> Bool {
        guard let reason = write(bytes, to: STDOUT_FILENO) else { return true }
        complain("gearbox: the output could not be written: \(reason)\n")
        return false
    }

    /// As `print`, for text that holds what users and files say: on a terminal, nothing in it can steer it.
    static func printPlain(_ bytes: [UInt8]) -> Bool {
        print(
            Terminal.output.isTerminal
                ? Array(Visible.paragraph(String(decoding: bytes, as: UTF8.self)).utf8) : bytes)
    }

    /// To standard error; nobody could be told if that fails.
    static func complain(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

    /// A file that is there completely or not at all: written beside its place, then renamed. Devices and pipes are
    /// written directly.
    static func save(_ bytes: [UInt8], to path: String) -> Diagnostic? {
        func failed(_ reason: String) -> Diagnostic {
            Diagnostic(
                .unwritableOutput, "`\(path)` could not be written: \(reason)", data: DataPlace(file: path))
        }
        // A link keeps leading to the file that is replaced.
        let target = realPath(path) ?? path
        var status = stat()
        if stat(target, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            let file = open(target, O_WRONLY | O_CLOEXEC)
            guard file >= 0 else { return failed(String(cString: strerror(errno))) }
            let reason = write(bytes, to: file)
            return close(file) == 0 && reason == nil ? nil : failed(reason ?? String(cString: strerror(errno)))
        }
        let temporary = target + ".gearbox-\(getpid())"
        Interruption.unfinished(temporary)
        defer { Interruption.unfinished(nil) }
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard file >= 0 else { return failed(String(cString: strerror(errno))) }
        var reason = write(bytes, to: file)
        if close(file) != 0, reason == nil { reason = String(cString: strerror(errno)) }
        if reason == nil, rename(temporary, target) != 0 { reason = String(cString: strerror(errno)) }
        guard let reason else { return nil }
        unlink(temporary)
        return failed(reason)
    }

    /// Why the bytes could not all be written; nil if they were.
    private static func write(_ bytes: [UInt8], to file: Int32) -> String? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { posixWrite(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return String(cString: strerror(errno))
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

private func posixWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }

/// Ends the process; nothing is buffered.
func leave(_ status: Int32) -> Never { exit(status) }
