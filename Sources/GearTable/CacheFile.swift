#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file that holds what could be worked out again, with what it is about and a checksum.
///
/// It begins with 64 bytes: the mark, the version of the form and four zeros, the length of what follows, the key of what
/// it is about, and a checksum of these and of what follows. It is read into memory in one go and not mapped: a mapped
/// file that another shortens ends the process.
package struct CacheFile: Sendable {
    package let path: String
    /// What it has to be about.
    package let key: ContentHash

    package init(_ path: String, key: ContentHash) {
        self.path = path
        self.key = key
    }

    /// What every such file of any version begins with.
    static let mark = Array("gearbox answers\n".utf8)
    private static let version: UInt64 = 1
    static let headerLength = 64
    /// More than the largest matrix of answers.
    private static let mostBytes = 4 << 30

    /// What follows the mark and is known beforehand, with the checksum of all.
    private static func header(_ key: ContentHash, _ content: (hash: ContentHash, byteCount: Int)) -> [UInt8] {
        let words = [version, UInt64(truncatingIfNeeded: content.byteCount), key.first, key.second]
        let known = mark + words.flatMap { word in withUnsafeBytes(of: word) { Array($0) } }
        let check = (known + bytes(content.hash)).withUnsafeBytes { ContentHash.chunk($0) }
        return known + bytes(check)
    }

    private static func bytes(_ hash: ContentHash) -> [UInt8] {
        [hash.first, hash.second].flatMap { word in withUnsafeBytes(of: word) { Array($0) } }
    }

    // MARK: Reading

    /// What it holds; nil if it is not there, is of another form, about anything else, damaged, or another user's who
    /// owns none of what it is about.
    package func read(owners: Set<Int64>, threads: Int) -> StoredBytes? {
        // No pipe is waited for and no link followed.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, let stamp = FileStamp(status), stamp.size <= Int64(Self.mostBytes),
            owners.contains(stamp.owner) || stamp.owner == Int64(geteuid())
        else { return nil }
        let count = Int(stamp.size) - Self.headerLength
        var header = [UInt8](repeating: 0, count: Self.headerLength)
        let isRead = header.withUnsafeMutableBufferPointer { room in
            room.baseAddress.map { Self.read(file, 0, Self.headerLength, $0) } ?? false
        }
        guard count >= 0, isRead else { return nil }
        // Before all of it is read: whether it can be what is looked for.
        let wanted = Self.header(key, (ContentHash(0, 0), count)).prefix(Self.headerLength - 16)
        guard header.starts(with: wanted), let content = StoredBytes(count: count),
            let chunks = ContentHash.chunks(
                byteCount: count, threads: threads, { Self.read(file, Self.headerLength + $0, $1, $2) },
                into: content.base)
        else { return nil }
        return header == Self.header(key, (ContentHash(chunks: chunks, byteCount: count), count)) ? content : nil
    }

    private static func read(_ file: Int32, _ start: Int, _ count: Int, _ room: UnsafeMutablePointer<UInt8>) -> Bool {
        var done = 0
        while done < count {
            let length = pread(file, room + done, count - done, off_t(start + done))
            if length < 0 && errno == EINTR { continue }
            if length <= 0 { return false }
            done += length
        }
        return true
    }

    /// Whether something else than such a file is in its place. An empty file is nobody's content.
    package var isForeign: Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        guard status.st_mode & S_IFMT == S_IFREG else { return true }
        if status.st_size == 0 { return false }
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return true }
        defer { close(file) }
        var start = [UInt8](repeating: 0, count: Self.mark.count)
        let isRead = start.withUnsafeMutableBufferPointer { room in
            room.baseAddress.map { Self.read(file, 0, Self.mark.count, $0) } ?? false
        }
        return !isRead || start != Self.mark
    }

    // MARK: Writing

    /// Writes what `content` puts into the sink beside the file's place, and then puts it there. The reason if that could
    /// not be done; then all is as it was.
    ///
    /// - Parameters:
    ///   - sources: what it is about; it may be read by those only who may read them all.
    ///   - note: told of a file that has to be removed if the process ends while it is written, and when it is gone.
    package func write(
        about sources: [FileStamp], note: (_ path: String, _ isBegun: Bool) -> Void, _ content: (ByteSink) -> Void
    ) -> String? {
        let temporary = "\(path).\(getpid())-\(UInt32.random(in: .min ... .max))"
        note(temporary, true)
        defer { note(temporary, false) }
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return Self.reason }
        var failure = Self.permit(file, sources)
        // The header comes last: what was not finished is nothing.
        if lseek(file, off_t(Self.headerLength), SEEK_SET) < 0 { failure = failure ?? Self.reason }
        let sink = ByteSink { bytes in if failure == nil { failure = Self.write(file, bytes) } }
        content(sink)
        let header = Self.header(key, sink.finish())
        if lseek(file, 0, SEEK_SET) < 0 { failure = failure ?? Self.reason }
        if failure == nil { failure = header.withUnsafeBytes { Self.write(file, $0) } }
        if close(file) != 0 { failure = failure ?? Self.reason }
        if failure == nil, rename(temporary, path) != 0 { failure = Self.reason }
        if failure != nil { unlink(temporary) }
        return failure
    }

    /// Lets those read the file who may read all of the others. Its group may be another one: then that may do what
    /// everybody may.
    private static func permit(_ file: Int32, _ sources: [FileStamp]) -> String? {
        var status = stat()
        guard fstat(file, &status) == 0, let own = FileStamp(status) else { return reason }
        var mode: Int64 = 0o644
        for source in sources {
            var allowed = source.mode | 0o600
            if source.group != own.group { allowed &= source.mode << 3 & 0o070 | 0o707 }
            mode &= allowed
        }
        return fchmod(file, mode_t(truncatingIfNeeded: mode)) == 0 ? nil : reason
    }

    private static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> String? {
        var rest = bytes
        while !rest.isEmpty {
            let count = posixWrite(file, rest.baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { return reason }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return nil
    }

    private static var reason: String { String(cString: strerror(errno)) }
}

private func posixWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }
