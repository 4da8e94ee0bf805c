/// Paths as texts with `/` between names: no file is looked at.
enum FilePath {
    /// All before the last `/`; `.` for a bare name.
    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// All after the last `/`.
    static func name(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// A path seen from a folder; one that begins at the root stays.
    static func joined(_ folder: String, _ path: String) -> String {
        if path.utf8.first == UInt8(ascii: "/") || folder == "." || folder.isEmpty { return path }
        return folder.utf8.last == UInt8(ascii: "/") ? folder + path : folder + "/" + path
    }

    /// With `.` and `..` worked out, as far as names alone allow.
    static func normalized(_ path: String) -> String {
        if isNormalized(path) { return path }
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        var steps: [Substring] = []
        for step in path.split(separator: "/") where step != "." {
            if step == "..", let last = steps.last, last != ".." {
                steps.removeLast()
            } else if step != ".." || !isAbsolute {
                steps.append(step)
            }
        }
        let joined = steps.joined(separator: "/")
        return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
    }

    /// Whether there is surely nothing to do: no step is empty, `.` or `..`.
    private static func isNormalized(_ path: String) -> Bool {
        let slash = UInt8(ascii: "/")
        var (length, dots) = (0, 0)
        let bytes = path.utf8.first == slash ? path.utf8.dropFirst() : path.utf8[...]
        for byte in bytes {
            if byte == slash {
                if length == dots, length <= 2 { return false }
                (length, dots) = (0, 0)
            } else {
                length += 1
                if byte == UInt8(ascii: ".") { dots += 1 }
            }
        }
        return length != dots || length > 2
    }

    /// The folder above a folder whose path is normalized.
    static func above(_ folder: String) -> String {
        if folder == "." { return ".." }
        if folder == ".." || folder.hasSuffix("/..") { return folder + "/.." }
        return self.folder(of: folder)
    }

    /// Whether a path lies in a folder or below it; both from the root and normalized.
    static func isInside(_ path: String, _ folder: String) -> Bool {
        folder == "/" || path == folder || path.hasPrefix(folder + "/")
    }

    /// Without what follows the last dot of the name.
    static func withoutEnding(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}
