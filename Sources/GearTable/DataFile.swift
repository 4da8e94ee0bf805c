import GearSource

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An open file of answers.
///
/// Regular files are read in pieces, never mapped: a file that shrinks while it is read then ends early
/// instead of ending the process, memory stays small, and copying 256 KiB out of the page cache is faster than
/// mapping its pages. Pipes and `/dev/stdin` are read whole at the start; devices, which may never end, are refused.
package final class DataFile: Sendable {
    /// As the user gave it; what findings show.
    package let path: String
    /// In bytes, when it was opened.
    package let size: Int
    private let descriptor: Int32
    /// What a pipe held; nil for a regular file.
    private let contents: [UInt8]?
    private let changed: Stamp

    /// How much readers ask for at first, and go on with until a row is longer.
    let firstPiece: Int
    /// Pieces this long stay in the processor's cache.
    package static let usualPiece = 256 << 10

    /// A pipe longer than this is refused.
    static let longestPipe = 256 << 20

    /// `path` is shown; `location`, if given, is where the file really lies.
    package init(path: String, at location: String? = nil) throws(Diagnostic) {
        let descriptor = open(location ?? path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.refusal(path, errno, at: location ?? path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = errno
            close(descriptor)
            throw Self.refusal(path, error, at: location ?? path)
        }
        self.path = path
        firstPiece = Self.usualPiece
        changed = Stamp(status)
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            self.descriptor = descriptor
            contents = nil
            size = Int(status.st_size)
        case S_IFDIR:
            close(descriptor)
            throw Self.refusal(path, EISDIR, at: location ?? path)
        case let kind where kind == S_IFBLK || kind == S_IFCHR && isatty(descriptor) == 0:
            close(descriptor)
            throw Diagnostic(
                .dataFileUnreadable, "`\(path)` is a device", data: DataPlace(file: path),
                why: "What a device gives need not end.", help: "Give a file, or a pipe.")
        default:
            defer { close(descriptor) }
            let all = try Self.drain(descriptor, path)
            self.descriptor = -1
            contents = all
            size = all.count
        }
    }

    /// Bytes that are already at hand, shown as `path`.
    ///
    /// - Parameter firstPiece: at least 1; tests read in small pieces, so that rows lie across their ends.
    package init(path: String, contents: [UInt8], firstPiece: Int = DataFile.usualPiece) {
        self.path = path
        self.firstPiece = max(1, firstPiece)
        self.contents = contents
        size = contents.count
        descriptor = -1
        changed = Stamp()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Copies up to `count` bytes from `offset` on; fewer only at the end of the file or when the disk fails.
    package func read(at offset: Int, into buffer: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        if let contents {
            let length = max(0, min(count, contents.count - offset))
            contents.withUnsafeBufferPointer { bytes in
                if length > 0, let base = bytes.baseAddress { buffer.update(from: base + offset, count: length) }
            }
            return length
        }
        var done = 0
        while done < count {
            let length = pread(descriptor, buffer + done, count - done, off_t(offset + done))
            if length < 0 && errno == EINTR { continue }
            if length <= 0 { break }
            done += length
        }
        return done
    }

    /// Up to `count` bytes from `offset` on; for small pieces such as one line of a message.
    package func bytes(at offset: Int, count: Int) -> [UInt8] {
        let room = max(0, min(count, size - offset))
        return [UInt8](unsafeUninitializedCapacity: room) { buffer, length in
            length = buffer.baseAddress.map { read(at: offset, into: $0, count: room) } ?? 0
        }
    }

    /// A finding if the file is no longer the one that was opened.
    package func changedWhileRead() -> Diagnostic? {
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) != 0 || Stamp(status) != changed else { return nil }
        return Diagnostic(
            .dataFileChanged, "`\(path)` changed while it was read", data: DataPlace(file: path),
            why: "What was read may mix two versions of the file.",
            help: "Run this again when nothing writes to the file.")
    }

    private static func drain(_ descriptor: Int32, _ path: String) throws(Diagnostic) -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let length = piece.withUnsafeMutableBytes { Self.read(descriptor, $0) }
            if length < 0 && errno == EINTR { continue }
            if length < 0 { throw refusal(path, errno, at: path) }
            if length == 0 { return all }
            all += piece[..<length]
            if all.count > longestPipe {
                throw Diagnostic(
                    .dataFileUnreadable, "`\(path)` is not a file, and gives more than 256 MiB",
                    data: DataPlace(file: path), why: "What comes from a pipe is held in memory.",
                    help: "Write it to a file first.")
            }
        }
    }

    /// A device or pipe gives what it has; 0 at its end.
    private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }

    private static func refusal(_ path: String, _ error: Int32, at location: String) -> Diagnostic {
        let place = DataPlace(file: path)
        switch error {
        case ENOENT, ENOTDIR:
            let near = neighbour(of: location)
            return Diagnostic(
                .dataFileMissing, "there is no file `\(path)`", data: place,
                help: near.map { "Did you mean `\($0)`, which lies in the same folder?" }
                    ?? "Check the spelling and the folder.")
        case EISDIR:
            return Diagnostic(
                .dataFileUnreadable, "`\(path)` is a folder", data: place,
                help: "Give the file with the answers itself.")
        default:
            return Diagnostic(
                .dataFileUnreadable, "`\(path)` cannot be read: \(String(cString: strerror(error)))", data: place,
                help: error == EACCES ? "You need permission to read it (`ls -l` shows who has)." : nil)
        }
    }

    /// The name in the file's folder that is most like the one that was not found.
    private static func neighbour(of location: String) -> String? {
        let name = location.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? location
        let folder = String(location.dropLast(name.count))
        guard let listing = opendir(folder.isEmpty ? "." : folder) else { return nil }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing), names.count < 10_000 {
            let text = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(text)
        }
        return Likeness.nearest(to: name, among: names.sorted { $0.precedes($1) })
    }

    /// What changes when a file is written to.
    private struct Stamp: Equatable {
        var size = 0
        var seconds = 0
        var nanoseconds = 0

        init() {}

        init(_ status: stat) {
            size = Int(status.st_size)
            #if canImport(Darwin)
                seconds = status.st_mtimespec.tv_sec
                nanoseconds = status.st_mtimespec.tv_nsec
            #else
                seconds = status.st_mtim.tv_sec
                nanoseconds = status.st_mtim.tv_nsec
            #endif
        }
    }
}
