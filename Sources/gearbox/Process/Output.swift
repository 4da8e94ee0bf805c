import GearReport
import GearSource
import GearTable
import Synchronization

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
    /// the process, as the system does for every filter. Ends early where nobody waits any longer.
    static func print(_ bytes: [UInt8]) -> Bool {
        guard let reason = write(bytes, to: STDOUT_FILENO, stops: true) else { return true }
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

    /// A file that is there completely or not at all.
    static func save(_ bytes: [UInt8], to path: String) -> Diagnostic? {
        let file = OutputFile(path)
        file.write(bytes)
        return file.finish()
    }

    /// Written at a time: a terminal shows it at once.
    private static let chunk = 1 << 16

    /// Why the bytes could not all be written; nil if they were.
    ///
    /// - Parameter stops: whether the rest is left out where nobody waits any longer.
    fileprivate static func write(_ bytes: [UInt8], to file: Int32, stops: Bool = false) -> String? {
        var rest = bytes[...]
        while !rest.isEmpty {
            if stops, Threads.isStopping { return nil }
            let count = rest.withUnsafeBytes { posixWrite(file, $0.baseAddress, min($0.count, chunk)) }
            if count < 0 {
                if errno == EINTR { continue }
                return String(cString: strerror(errno))
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }
}

/// A file that is written piece by piece, and there completely or not at all: written beside its place, then renamed.
/// A file that is replaced has to be writable, and leaves its permissions. Devices and pipes are written directly.
///
/// The first failure is kept for `finish`; after it nothing is written.
final class OutputFile: Sendable {
    private let path: String
    /// A link keeps leading to the file that is replaced.
    private let target: String
    /// nil for a device or a pipe.
    private let temporary: String?
    private let state: Mutex<State>

    private struct State {
        var descriptor: Int32
        var failure: String?
    }

    init(_ path: String) {
        self.path = path
        target = Self.realPath(path) ?? path
        var status = stat()
        let exists = stat(target, &status) == 0
        let isDirect = exists && status.st_mode & S_IFMT != S_IFREG
        let refusal = exists && access(target, W_OK) != 0 ? String(cString: strerror(errno)) : nil
        temporary = isDirect ? nil : target + ".gearbox-\(getpid())"
        guard refusal == nil else {
            state = Mutex(State(descriptor: -1, failure: refusal))
            return
        }
        if let temporary { Interruption.begin(temporary) }
        let descriptor =
            temporary.map { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
            ?? open(target, O_WRONLY | O_CLOEXEC)
        // What replaces a file may be read by those who could read it, and no others.
        if !isDirect, status.st_mode & S_IFMT == S_IFREG { fchmod(descriptor, status.st_mode & 0o7777) }
        state = Mutex(State(descriptor: descriptor, failure: descriptor < 0 ? String(cString: strerror(errno)) : nil))
        guard exists, temporary != nil, descriptor >= 0 else { return }
        // Another's file stays theirs where the system allows it; the mode comes second, as a new owner may take from it.
        _ = fchown(descriptor, status.st_uid, status.st_gid)
        _ = fchmod(descriptor, status.st_mode & 0o7777)
    }

    /// What was not finished is not left behind.
    deinit { discard() }

    /// Leaves what was there as it was.
    func discard() { _ = close(giveUp: "nothing finished it") }

    func write(_ bytes: [UInt8]) {
        state.withLock { state in
            guard state.failure == nil else { return }
            state.failure =
                Output.write(bytes, to: state.descriptor, stops: true) ?? (Threads.isStopping ? "it was stopped" : nil)
        }
    }

    /// Puts the file in its place; a finding if that, or anything before it, failed.
    func finish() -> Diagnostic? {
        close(giveUp: nil).map {
            Diagnostic(.unwritableOutput, "`\(path)` could not be written: \($0)", data: DataPlace(file: path))
        }
    }

    /// Why the file is not in its place. Does nothing more once it is closed.
    private func close(giveUp: String?) -> String? {
        state.withLock { state in
            defer { if let temporary { Interruption.end(temporary) } }
            guard state.descriptor >= 0 else { return state.failure }
            state.failure = state.failure ?? giveUp
            if systemClose(state.descriptor) != 0, state.failure == nil { state.failure = Self.reason }
            state.descriptor = -1
            guard let temporary else { return state.failure }
            if state.failure == nil, rename(temporary, target) != 0 { state.failure = Self.reason }
            if state.failure != nil { unlink(temporary) }
            return state.failure
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

private func systemClose(_ file: Int32) -> Int32 { close(file) }

private func posixWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }

/// Ends the process; nothing is buffered.
func leave(_ status: Int32) -> Never { exit(status) }
