import GearSession

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What was typed at prompts before, in `$XDG_STATE_HOME/gearbox/history` (by default `~/.local/state/gearbox/history`).
///
/// A line a statement, its line ends and backslashes escaped, after a first line with the format's version. Prompts that
/// are open at the same time append whole lines, so neither loses what the other adds. What begins with a blank is not kept.
/// A file that is no history is set aside, and another begun; one of another version is left to that version.
struct History {
    /// Statements that are kept.
    static let most = 5000
    private static let mark = "gearbox history "
    private static let head = mark + "1"
    /// nil: nothing is kept.
    private var path: String?
    /// What was found to be wrong with the file; nil if all is well.
    private(set) var trouble: String?

    init() {
        path = Self.folder().map { $0 + "/history" }
    }

    private static func folder() -> String? {
        func variable(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        return (variable("XDG_STATE_HOME") ?? variable("HOME").map { $0 + "/.local/state" }).map { $0 + "/gearbox" }
    }

    /// The latest last; none if there is no such file, or one that is no history of this version.
    mutating func read() -> [String] {
        guard let path, case .success(let bytes) = Loader.disk.read(path), !bytes.isEmpty else { return [] }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        guard lines.first == Self.head else {
            if lines.first?.hasPrefix(Self.mark) == true {
                trouble = "the history is of another version of gearbox, and nothing is added to it: `\(path)`"
                self.path = nil
            } else {
                setAside(path)
            }
            return []
        }
        lines.removeFirst()
        if lines.count > 2 * Self.most {
            lines = Array(lines.suffix(Self.most))
            _ = Output.save(Array((([Self.head] + lines).joined(separator: "\n") + "\n").utf8), to: path)
        }
        return lines.suffix(Self.most).map(Self.unescaped)
    }

    /// So that what it holds is not lost, and what follows is found again.
    private mutating func setAside(_ path: String) {
        let places = [path + ".damaged"] + (2...99).map { "\(path).damaged-\($0)" }
        // Nothing that was set aside before is replaced.
        guard let place = places.first(where: { link(path, $0) == 0 }), unlink(path) == 0 else {
            trouble = "the history is damaged and could not be set aside, and nothing is added to it: `\(path)`"
            self.path = nil
            return
        }
        trouble = "the history was damaged: it is in `\(place)` now, and a new one begins"
    }

    /// Why it could not be kept; nil if it was.
    func add(_ statement: String) -> String? {
        guard let path, statement.first.map({ !$0.isWhitespace }) == true else { return nil }
        makeFolders(of: path)
        let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return String(cString: strerror(errno)) }
        defer { close(file) }
        var status = stat()
        let isNew = fstat(file, &status) == 0 && status.st_size == 0
        // A full disk may have left half a line.
        var last = UInt8(ascii: "\n")
        if !isNew { _ = pread(file, &last, 1, status.st_size - 1) }
        let before = isNew ? Self.head + "\n" : last == UInt8(ascii: "\n") ? "" : "\n"
        let bytes = Array((before + Self.escaped(statement) + "\n").utf8)
        // One call, so that lines of two prompts do not mix.
        let written = write(file, bytes, bytes.count)
        return written == bytes.count ? nil : String(cString: strerror(written < 0 ? errno : ENOSPC))
    }

    private func makeFolders(of path: String) {
        var folder = ""
        for step in path.split(separator: "/").dropLast() {
            folder += "/" + step
            mkdir(folder, 0o700)
        }
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { line, character in
            switch character {
            case "\\": line += "\\\\"
            case "\n", "\r\n": line += "\\n"
            case "\r": line += "\\r"
            default: line.append(character)
            }
        }
    }

    private static func unescaped(_ line: String) -> String {
        var (text, isEscape) = ("", false)
        for character in line {
            switch (isEscape, character) {
            case (false, "\\"):
                isEscape = true
                continue
            case (true, "n"): text += "\n"
            case (true, "r"): text += "\r"
            default: text.append(character)
            }
            isEscape = false
        }
        return text
    }
}
