/// A number for bytes, to notice that they changed: 128 bits, and no secret, so that somebody who wants two contents to
/// look the same can make them.
///
/// Four lanes of a word each; a step is an exclusive or with the next word, a product with an odd constant and a shift,
/// each of which can be undone, so that one wrong word in a lane is never missed. It costs about a cycle for four bytes,
/// less than it takes to copy them from the system. Chunks are hashed apart, by several threads, and then their hashes.
package struct ContentHash: Sendable, Hashable, BitwiseCopyable {
    package let first: UInt64
    package let second: UInt64

    package init(_ first: UInt64, _ second: UInt64) {
        self.first = first
        self.second = second
    }

    /// Bytes that are hashed together.
    package static let chunkLength = 256 << 10

    /// Of bytes at hand, chunk by chunk.
    package init(_ bytes: UnsafeRawBufferPointer) {
        let chunks = stride(from: 0, to: bytes.count, by: Self.chunkLength).map { start in
            Self.chunk(UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + Self.chunkLength)]))
        }
        self.init(chunks: chunks, byteCount: bytes.count)
    }

    /// Of chunks that were hashed already, all but the last of full length.
    init(chunks: [ContentHash], byteCount: Int) {
        self = chunks.withUnsafeBytes { Self.chunk($0, seed: UInt64(truncatingIfNeeded: byteCount)) }
    }

    /// Of a file's content, read by up to `threads` threads; nil if it could not be read to its end.
    package init?(_ file: DataFile, threads: Int) {
        let count = file.size
        guard
            let chunks = Self.chunks(
                byteCount: count, threads: threads,
                { start, length, buffer in
                    file.read(at: start, into: buffer, count: length) == length
                }, into: nil)
        else { return nil }
        self.init(chunks: chunks, byteCount: count)
    }

    /// Reads and hashes chunks; nil if one could not be read.
    ///
    /// - Parameter room: where all bytes go, one chunk after the other; nil if they are not kept.
    static func chunks(
        byteCount: Int, threads: Int, _ read: @Sendable (Int, Int, UnsafeMutablePointer<UInt8>) -> Bool,
        into room: UnsafeMutablePointer<UInt8>?
    ) -> [ContentHash]? {
        let count = (byteCount + chunkLength - 1) / chunkLength
        let workers = max(1, min(threads, count / 4))
        nonisolated(unsafe) let room = room
        let parts: [[ContentHash]?] = Threads.map(workers) { worker in
            let own = room == nil ? UnsafeMutablePointer<UInt8>.allocate(capacity: chunkLength) : nil
            defer { own?.deallocate() }
            var hashes: [ContentHash] = []
            for chunk in (count * worker / workers)..<(count * (worker + 1) / workers) {
                let start = chunk * chunkLength
                let length = min(chunkLength, byteCount - start)
                guard let place = own ?? room.map({ $0 + start }), read(start, length, place) else { return nil }
                hashes.append(Self.chunk(UnsafeRawBufferPointer(start: place, count: length)))
            }
            return hashes
        }
        return parts.contains(nil) ? nil : parts.flatMap { $0 ?? [] }
    }

    private static let prime: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let starts: [UInt64] = [
        0x2D35_8DCC_AA6C_78A5, 0x8BB8_4B93_962E_ACC9, 0x4B33_A62E_D433_D4A3, 0x4D5A_2DA5_1DE1_AA47,
    ]

    /// Of bytes that belong together; what is missing to a multiple of 32 counts as zeros, and the length counts too.
    static func chunk(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> ContentHash {
        var (a, b, c, d) = (seed ^ starts[0], seed ^ starts[1], seed ^ starts[2], seed ^ starts[3])
        var offset = 0
        if let base = bytes.baseAddress {
            while offset &+ 32 <= bytes.count {
                a = step(a, base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                b = step(b, base.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self))
                c = step(c, base.loadUnaligned(fromByteOffset: offset &+ 16, as: UInt64.self))
                d = step(d, base.loadUnaligned(fromByteOffset: offset &+ 24, as: UInt64.self))
                offset &+= 32
            }
        }
        var rest: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &rest) { $0.copyBytes(from: bytes[offset...]) }
        (a, b, c, d) = (step(a, rest.0), step(b, rest.1), step(c, rest.2), step(d, rest.3))
        let length = UInt64(truncatingIfNeeded: bytes.count)
        return ContentHash(
            [a, b, c, d, length].reduce(starts[0], step), [d, c, b, a, length].reduce(starts[3], step))
    }

    @inline(__always)
    private static func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word) &* prime
        return product ^ product &>> 32
    }
}
