import GearSource

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Which file a path leads to, so that two paths to one file are found to be the same.
enum FileIdentity: Hashable {
    case present(device: UInt64, number: UInt64)
    /// A file that is not there yet: its folder, with links followed, and its name.
    case absent(String)

    /// nil for devices and pipes, which nothing replaces.
    init?(_ path: String) {
        var status = stat()
        if stat(path == "-" ? "/dev/stdin" : path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else { return nil }
            self = .present(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
            return
        }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[...$0]) } ?? "."
        guard let resolved = realpath(folder, nil) else { return nil }
        defer { free(resolved) }
        let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        self = .absent(String(cString: resolved) + "/" + name)
    }
}

extension Diagnostic {
    /// Findings about outputs that would replace an input, or each other.
    static func overwriting(inputs: [String], outputs: [(option: String, path: String?)]) -> [Diagnostic] {
        var known = Dictionary(
            inputs.compactMap { path in FileIdentity(path).map { ($0, "`\(path)`, which is read") } },
            uniquingKeysWith: { first, _ in first })
        return outputs.compactMap { option, path in
            guard let path, let identity = FileIdentity(path) else { return nil }
            guard let other = known.updateValue("the output of \(option)", forKey: identity) else { return nil }
            return Diagnostic(
                .outputOverInput, "\(option): `\(path)` is \(other)", data: DataPlace(file: path),
                why: "writing it would destroy the other", help: "name another file")
        }
    }
}
