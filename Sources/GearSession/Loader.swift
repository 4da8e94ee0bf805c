#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What a session opens files with; tests give it files that are nowhere on disk.
package struct Loader: Sendable {
    /// The bytes of a file, if it has no more than `mostBytes`.
    package var read: @Sendable (_ path: String) -> Result<[UInt8], LoadFailure>
    /// The path with every link followed, from the root; nil if nothing is there.
    package var realPath: @Sendable (_ path: String) -> String?
    /// The names in a folder, in order of their bytes; nil if it is none.
    package var names: @Sendable (_ folder: String) -> [String]?
    /// Whether it is, or leads to, neither a file nor a folder: reading it might wait for ever.
    package var isSpecial: @Sendable (_ path: String) -> Bool

    package init(
        read: @escaping @Sendable (String) -> Result<[UInt8], LoadFailure>,
        realPath: @escaping @Sendable (String) -> String?,
        names: @escaping @Sendable (String) -> [String]?,
        isSpecial: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        self.read = read
        self.realPath = realPath
        self.names = names
        self.isSpecial = isSpecial
    }

    /// More than any program is: half a million definitions.
    package static let mostBytes = 64 << 20

    /// The machine's own files; `-` is standard input.
    package static let disk = Loader(read: readFile, realPath: resolve, names: list, isSpecial: isPipeOrDevice)

    /// The same, saying of every path that it is asked for it.
    package func noting(_ note: @escaping @Sendable (String) -> Void) -> Loader {
        Loader(
            read: { path in
                note(path)
                return read(path)
            },
            realPath: { path in
                note(path)
                return realPath(path)
            },
            names: { folder in
                note(folder)
                return names(folder)
            },
            isSpecial: isSpecial)
    }

    private static func readFile(_ path: String) -> Result<[UInt8], LoadFailure> {
        if path == "-" { return readAll(from: STDIN_FILENO, expecting: sizeOfInput) }
        guard !path.utf8.contains(0) else { return .failure(.missing) }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return .failure(LoadFailure(errno: errno)) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return .failure(LoadFailure(errno: errno)) }
        if status.st_mode & S_IFMT == S_IFDIR { return .failure(.folder) }
        if status.st_size > mostBytes { return .failure(.tooLarge) }
        return readAll(from: file, expecting: Int(status.st_size))
    }

    /// Has the heap end in large pages, as far as about `bytes` more will be taken from it: faults of small pages are a
    /// fifth of the time that a large program takes. A hint: nothing but speed depends on it, and below the size of a block
    /// nothing is done.
    ///
    /// Blocks of this size come from the heap's end, and stay there when they are free (`Memory.keep`).
    private static func expect(_ bytes: Int) {
        #if canImport(Glibc)
            let (block, most) = (31 << 20, 6)
            var blocks: [UnsafeMutableRawPointer] = []
            while blocks.count < min(most, bytes / block), let start = malloc(block) {
                let inside = start.alignedUp(toMultipleOf: 1 << 12)
                _ = madvise(inside, block - (1 << 12), MADV_HUGEPAGE)
                blocks.append(start)
            }
            for start in blocks.reversed() { free(start) }
        #endif
    }

    /// Of standard input, where it is a file; 0 otherwise.
    private static var sizeOfInput: Int {
        var status = stat()
        guard fstat(STDIN_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
        return min(Int(status.st_size), mostBytes)
    }

    private static func readAll(from file: Int32, expecting size: Int = 0) -> Result<[UInt8], LoadFailure> {
        expect(12 * size)
        var failure: LoadFailure?
        // One more than expected, so that the end is seen.
        var bytes = [UInt8](unsafeUninitializedCapacity: max(0, size) + 1) { buffer, count in
            while count < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                let read = posixRead(file, rest.baseAddress, rest.count)
                if read == 0 { return }
                if read < 0, errno != EINTR {
                    failure = LoadFailure(errno: errno)
                    return
                }
                count += max(0, read)
            }
        }
        if let failure { return .failure(failure) }
        if bytes.count > mostBytes { return .failure(.tooLarge) }
        if bytes.count <= max(0, size) { return .success(bytes) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { posixRead(file, $0.baseAddress, $0.count) }
            if count == 0 { return .success(bytes) }
            if count < 0 {
                if errno == EINTR { continue }
                return .failure(LoadFailure(errno: errno))
            }
            bytes += chunk[..<count]
            if bytes.count > mostBytes { return .failure(.tooLarge) }
        }
    }

    private static func resolve(_ path: String) -> String? {
        guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func isPipeOrDevice(_ path: String) -> Bool {
        var status = stat()
        guard !path.utf8.contains(0), stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    private static func list(_ folder: String) -> [String]? {
        guard !folder.utf8.contains(0), let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: start.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// `read`, which inside `Loader` is a property.
private func posixRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(file, buffer, count)
}

/// Why a file could not be read.
package enum LoadFailure: Error, Hashable, Sendable {
    case missing, folder, special, notAllowed, tooLarge
    /// As the system puts it.
    case other(String)

    package init(errno number: Int32) {
        switch number {
        case ENOENT, ENOTDIR: self = .missing
        case EISDIR: self = .folder
        case EACCES, EPERM: self = .notAllowed
        default: self = .other(String(cString: strerror(number)))
        }
    }
}
