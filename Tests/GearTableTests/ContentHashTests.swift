import Foundation
import GearTesting
import Testing

@testable import GearTable

/// The hash against the plainest code for it, and against changes.
@Suite struct ContentHashTests {
    /// Chunk by chunk, word by word, with nothing unrolled.
    private func plain(_ bytes: [UInt8]) -> ContentHash {
        let length = ContentHash.chunkLength
        let chunks = stride(from: 0, to: bytes.count, by: length).map { start in
            plainChunk(Array(bytes[start..<min(bytes.count, start + length)]), seed: 0)
        }
        let hashes = chunks.flatMap { [$0.first, $0.second] }.flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
        return plainChunk(hashes, seed: UInt64(bytes.count))
    }

    private func plainChunk(_ bytes: [UInt8], seed: UInt64) -> ContentHash {
        let starts: [UInt64] = [
            0x2D35_8DCC_AA6C_78A5, 0x8BB8_4B93_962E_ACC9, 0x4B33_A62E_D433_D4A3, 0x4D5A_2DA5_1DE1_AA47,
        ]
        func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
            let product = (state ^ word) &* 0x9E37_79B1_85EB_CA87
            return product ^ (product >> 32)
        }
        // One more row of zeros than is needed where the length is a multiple of 32.
        let padded = bytes + [UInt8](repeating: 0, count: 32 - bytes.count % 32)
        var lanes = starts.map { $0 ^ seed }
        for place in 0..<padded.count / 8 {
            let word = (0..<8).reduce(UInt64(0)) { $0 | UInt64(padded[place * 8 + $1]) << ($1 * 8) }
            lanes[place % 4] = step(lanes[place % 4], word)
        }
        let count = UInt64(bytes.count)
        return ContentHash(
            (lanes + [count]).reduce(starts[0], step), (lanes.reversed() + [count]).reduce(starts[3], step))
    }

    private func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix(seed)
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    private func hash(_ bytes: [UInt8]) -> ContentHash { bytes.withUnsafeBytes { ContentHash($0) } }

    @Test func isWhatPlainCodeGives() {
        let lengths = Array(0...70) + [255, 4096, 262_143, 262_144, 262_145, 600_001]
        for length in lengths {
            let bytes = bytes(length, seed: UInt64(length))
            #expect(hash(bytes) == plain(bytes), "\(length) bytes")
        }
    }

    @Test func aSinkAndAFileGiveTheSame() throws {
        let bytes = bytes(2_000_003, seed: 5)
        let sink = ByteSink()
        for start in stride(from: 0, to: bytes.count, by: 70_001) {
            bytes[start..<min(bytes.count, start + 70_001)].withUnsafeBytes { sink.put($0) }
        }
        #expect(sink.finish().hash == hash(bytes))
        let scratch = try Scratch()
        try scratch.write(bytes, to: "a")
        let file = try DataFile(path: scratch.folder.appending(path: "a").path)
        for threads in [1, 2, 7] { #expect(ContentHash(file, threads: threads) == hash(bytes)) }
    }

    @Test func everyChangeChangesBothHalves() {
        var bytes = bytes(333, seed: 9)
        let before = hash(bytes)
        for place in bytes.indices {
            for bit in 0..<8 {
                bytes[place] ^= 1 << bit
                let now = hash(bytes)
                #expect(now.first != before.first && now.second != before.second)
                bytes[place] ^= 1 << bit
            }
        }
        #expect(hash(bytes + [0]) != before && hash(Array(bytes.dropLast())) != before)
        #expect(Set((0..<100).map { hash([UInt8](repeating: 0, count: $0)) }).count == 100)
        bytes.swapAt(1, 33)
        #expect(hash(bytes) != before)
    }
}
