import GearReport

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What standard output or standard error leads to.
struct Terminal {
    let isTerminal: Bool
    /// By NO_COLOR, CLICOLOR_FORCE and TERM, else whether it is a terminal.
    let usesColor: Bool
    /// Whether it shows signs beyond ASCII, by the locale; what is no terminal takes them all.
    let usesUnicode: Bool
    /// In columns, as it is now; nil where nothing limits a line.
    var width: Int? { isTerminal ? Self.width(file) : nil }
    private let file: Int32

    static let input = Terminal(STDIN_FILENO)
    static let output = Terminal(STDOUT_FILENO)
    static let errors = Terminal(STDERR_FILENO)

    private init(_ file: Int32) {
        isTerminal = isatty(file) == 1
        usesColor = Self.usesColor(isTerminal)
        usesUnicode = !isTerminal || Self.localeIsUnicode
        self.file = file
    }

    private static func usesColor(_ isTerminal: Bool) -> Bool {
        if let wish = variable("NO_COLOR"), !wish.isEmpty { return false }
        if let wish = variable("CLICOLOR_FORCE"), !wish.isEmpty, wish != "0" { return true }
        return isTerminal && variable("TERM") != "dumb"
    }

    var style: Style { Style(isColored: usesColor, isUnicode: usesUnicode) }

    /// As POSIX has it: the first of three variables that says anything; without any, the locale is plain ASCII.
    private static var localeIsUnicode: Bool {
        let wish = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { variable($0) }.first { !$0.isEmpty } ?? ""
        let letters = wish.lowercased()
        return letters.contains("utf-8") || letters.contains("utf8")
    }

    private static func width(_ file: Int32) -> Int {
        if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        return ioctl(file, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
