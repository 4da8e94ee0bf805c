import Foundation

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A program in a terminal of its own: keys go in, and its screen is looked at.
package final class Conversation {
    private let terminal: Int32
    private let process: pid_t
    private var screen: TerminalScreen
    /// Nobody waits longer for what should appear: not a measure of anything.
    package static let patience: TimeInterval = 60
    /// TIOCSPTLCK, TIOCGPTN and POSIX_SPAWN_SETSID of Linux.
    private static let unlock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430
    private static let newSession: Int16 = 0x80

    /// Runs a line of shell in `folder`.
    package init(
        _ command: String, in folder: URL, environment: [String: String] = [:], columns: Int = 80, rows: Int = 24
    ) throws {
        screen = TerminalScreen(columns: columns, rows: rows)
        // What `posix_openpt` and its like do, which Swift's module of glibc leaves out.
        terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (unlocked, number) = (Int32(0), UInt32(0))
        guard terminal >= 0, ioctl(terminal, Self.unlock, &unlocked) == 0,
            ioctl(terminal, Self.getNumber, &number) == 0
        else { throw CocoaError(.fileReadUnknown) }
        let path = "/dev/pts/\(number)"
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
        var all = ProcessInfo.processInfo.environment
        all["PATH"] = Bundle.main.bundleURL.path + ":" + (all["PATH"] ?? "/usr/bin:/bin")
        for name in ["COLUMNS", "LINES", "PAGER", "EDITOR", "VISUAL", "CLICOLOR_FORCE", "INPUTRC"] { all[name] = nil }
        all.merge([
            "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "xterm", "HOME": folder.path,
            "XDG_STATE_HOME": folder.path + "/state",
        ]) { $1 }
        all.merge(environment) { $1 }
        process = try Self.spawn("cd '\(folder.path)' && \(command)", on: path, all)
    }

    private static func spawn(_ command: String, on terminal: String, _ environment: [String: String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // The first terminal that the head of a new session opens is its own: Ctrl-C comes from there.
        posix_spawnattr_setflags(&attributes, newSession)
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        let arguments = ["/bin/sh", "-c", command].map { (text: String) in strdup(text) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process = pid_t()
        let status = posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, variables)
        guard status == 0 else { throw CocoaError(.executableLoad) }
        return process
    }

    deinit {
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        close(terminal)
    }

    /// Types, with `<Tab>`, `<Enter>`, `<C-c>` and the like for keys that have no letter.
    package func type(_ keys: String) {
        var rest = keys[...]
        var bytes: [UInt8] = []
        while let first = rest.first {
            if first == "<", let end = rest.firstIndex(of: ">"),
                let key = Self.key(String(rest[rest.index(after: rest.startIndex)..<end]))
            {
                bytes += key
                rest = rest[rest.index(after: end)...]
            } else {
                bytes += Array(String(first).utf8)
                rest.removeFirst()
            }
        }
        send(bytes)
    }

    package func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(terminal, $0.baseAddress, min($0.count, 512)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
            _ = look(for: 0)
        }
    }

    private static func key(_ name: String) -> [UInt8]? {
        switch name {
        case "Tab": return [9]
        case "Enter": return [13]
        case "Esc": return [27]
        case "Up": return Array("\u{1B}[A".utf8)
        case "Down": return Array("\u{1B}[B".utf8)
        case "Left": return Array("\u{1B}[D".utf8)
        case "Back": return [127]
        case "Paste": return Array("\u{1B}[200~".utf8)
        case "EndPaste": return Array("\u{1B}[201~".utf8)
        default:
            guard name.hasPrefix("C-"), let letter = name.dropFirst(2).utf8.first, name.utf8.count == 3 else {
                return nil
            }
            return [letter & 0x1F]
        }
    }

    package var text: String { screen.text }

    /// Waits until the screen is as wished; whether it came to be.
    package func shows(seconds: TimeInterval = patience, _ isWished: (String) -> Bool) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        while !isWished(screen.text) {
            guard Date() < end else { return false }
            _ = look(for: 100)
        }
        return true
    }

    /// Waits until nothing comes for a while, for recording what comes.
    package func settle(milliseconds: Int32) {
        while look(for: milliseconds) {}
    }

    package func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    }

    /// Takes what came; false if nothing did.
    private func look(for milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(terminal, &buffer, buffer.count)
        guard count > 0 else { return false }
        screen.take(Array(buffer[..<count]))
        return true
    }

    /// Its exit status, once it has ended.
    package func end() -> Int32 {
        while look(for: 200) {}
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return (status >> 8) & 0xFF
    }
}
