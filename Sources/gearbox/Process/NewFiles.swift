import GearSource

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Files where there are none yet: all of them, or none.
struct NewFiles {
    private let folder: String
    private var made: [(path: String, isFolder: Bool)] = []

    init(in folder: String) { self.folder = folder }

    /// Those of these paths at which something is.
    func inTheWay(_ paths: [String]) -> [String] {
        paths.filter { path in
            var status = stat()
            return lstat(place(path), &status) == 0
        }
    }

    /// Why they could not all be written; then none is left. nil if all is well.
    mutating func write(_ files: [(path: String, text: String, isProgram: Bool)]) -> Diagnostic? {
        for file in files {
            let path = place(file.path)
            guard let error = makeFolders(of: path) ?? make(path, file.text, mode: file.isProgram ? 0o777 : 0o666)
            else {
                continue
            }
            for made in made.reversed() { if made.isFolder { rmdir(made.path) } else { unlink(made.path) } }
            return Diagnostic(
                .unwritableOutput, "`\(path)` could not be written: \(String(cString: strerror(error)))",
                data: DataPlace(file: path), help: "none of the other files was written either")
        }
        return nil
    }

    private func place(_ path: String) -> String { folder == "." ? path : folder + "/" + path }

    private mutating func makeFolders(of path: String) -> Int32? {
        for slash in path.indices where path[slash] == "/" && slash != path.startIndex {
            let above = String(path[..<slash])
            if mkdir(above, 0o777) == 0 { made.append((above, true)) } else if errno != EEXIST { return errno }
        }
        return nil
    }

    private mutating func make(_ path: String, _ text: String, mode: mode_t) -> Int32? {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { return errno }
        made.append((path, false))
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                let error = errno
                systemClose(file)
                return error
            }
            rest = rest.dropFirst(count)
        }
        return systemClose(file) == 0 ? nil : errno
    }
}

private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }

@discardableResult private func systemClose(_ file: Int32) -> Int32 { close(file) }
