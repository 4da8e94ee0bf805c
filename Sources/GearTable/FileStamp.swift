#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Which file it is, when it was last written or changed in any way, and who may read it.
package struct FileStamp: Sendable, Hashable, BitwiseCopyable {
    package let device: Int64
    package let number: Int64
    /// In bytes.
    package let size: Int64
    /// Nanoseconds since 1970.
    package let modified: Int64
    /// The same of the last change to anything about it, which nobody can set back.
    package let changed: Int64
    package let mode: Int64
    package let owner: Int64
    package let group: Int64

    /// nil for what is not there, and for what is no regular file. Links are followed.
    package init?(_ path: String) {
        var status = stat()
        guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// The same, and nil for a link as well.
    package init?(unlinked path: String) {
        var status = stat()
        guard !path.utf8.contains(0), lstat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init?(_ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        device = Int64(truncatingIfNeeded: status.st_dev)
        number = Int64(truncatingIfNeeded: status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Darwin)
            (modified, changed) = (Self.nanoseconds(status.st_mtimespec), Self.nanoseconds(status.st_ctimespec))
        #else
            (modified, changed) = (Self.nanoseconds(status.st_mtim), Self.nanoseconds(status.st_ctim))
        #endif
        mode = Int64(status.st_mode & 0o777)
        owner = Int64(status.st_uid)
        group = Int64(status.st_gid)
    }

    /// As a sink put it.
    init(_ words: [Int64]) {
        device = words[0]
        number = words[1]
        size = words[2]
        modified = words[3]
        changed = words[4]
        mode = words[5]
        owner = words[6]
        group = words[7]
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// Nanoseconds since 1970.
    package static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }

    /// Clocks of files tick a few milliseconds apart at best, and two seconds on some systems: a file that was written so
    /// short before could be written again and keep its stamp.
    private static let tick: Int64 = 2_000_000_000

    /// Whether the same stamp will mean the same content: it was at rest when it was looked at.
    package func wasAtRest(at time: Int64) -> Bool { max(modified, changed) < time &- Self.tick }
}

extension ByteSource {
    package mutating func stamp() throws(Unsound) -> FileStamp {
        var words: [Int64] = []
        for _ in 0..<8 { words.append(try value(Int64.self)) }
        return FileStamp(words)
    }
}
