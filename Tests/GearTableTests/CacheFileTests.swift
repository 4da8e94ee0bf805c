import Foundation
import GearTesting
import Testing

@testable import GearTable

#if canImport(Glibc)
    import Glibc
#endif

/// A cache file comes back as it was written, or not at all.
@Suite struct CacheFileTests {
    let scratch: Scratch
    let path: String
    let content: [UInt8]

    init() throws {
        scratch = try Scratch()
        path = scratch.folder.appending(path: "a.cache").path
        var random = SplitMix(1)
        content = (0..<300_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    private var file: CacheFile { CacheFile(path, key: ContentHash(1, 2)) }

    private func write(_ file: CacheFile, about sources: [FileStamp] = []) -> String? {
        file.write(about: sources, note: { _, _ in }) { sink in content.withUnsafeBytes { sink.put($0) } }
    }

    private func read(_ file: CacheFile) -> [UInt8]? {
        file.read(owners: [], threads: 2).map { Array(UnsafeBufferPointer(start: $0.base, count: $0.count)) }
    }

    private func stamp(_ name: String, mode: Int) throws -> FileStamp {
        try scratch.write("x", to: name)
        let path = scratch.folder.appending(path: name).path
        chmod(path, mode_t(mode))
        return try #require(FileStamp(path))
    }

    @Test func comesBack() throws {
        #expect(read(file) == nil)
        #expect(!file.isForeign)
        #expect(write(file) == nil)
        #expect(read(file) == content)
        #expect(!file.isForeign)
        // And once more in its place; nothing else is left in the folder.
        #expect(write(file) == nil)
        #expect(read(file) == content)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["a.cache"])
    }

    @Test func isAboutOneThing() {
        #expect(write(file) == nil)
        #expect(read(CacheFile(path, key: ContentHash(1, 3))) == nil)
        #expect(read(CacheFile(path, key: ContentHash(2, 2))) == nil)
    }

    /// Every bit of the header, some of the rest, every short length, bytes after the end.
    @Test func damageIsNoticed() throws {
        #expect(write(file) == nil)
        let whole = Array(try Data(contentsOf: URL(filePath: path)))
        #expect(whole.count == content.count + CacheFile.headerLength)
        var random = SplitMix(2)
        let places =
            Array(0..<CacheFile.headerLength) + (0..<100).map { _ in Int.random(in: whole.indices, using: &random) }
        for place in places {
            var bytes = whole
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try scratch.write(bytes, to: "a.cache")
            #expect(read(file) == nil, "byte \(place)")
        }
        for length in Array(0...80) + [whole.count - 1] {
            try scratch.write(Array(whole[..<length]), to: "a.cache")
            #expect(read(file) == nil, "\(length) bytes")
        }
        try scratch.write(whole + [0], to: "a.cache")
        #expect(read(file) == nil)
        try scratch.write(whole, to: "a.cache")
        #expect(read(file) == content)
    }

    @Test func whatItIsNotIsForeign() throws {
        for bytes in [Array("gearbox answers".utf8), Array("id,district\n1,2,3,4\n".utf8)] {
            try scratch.write(bytes, to: "a.cache")
            #expect(file.isForeign)
            #expect(read(file) == nil)
        }
        // Nothing is lost of an empty file.
        try scratch.write([UInt8](), to: "a.cache")
        #expect(!file.isForeign)
        #expect(read(file) == nil)
        // Of another version, but ours.
        try scratch.write("gearbox answers\n?", to: "a.cache")
        #expect(!file.isForeign)
        #expect(read(file) == nil)
    }

    /// A pipe that nobody writes to is not waited for, a link not followed.
    @Test func otherThingsInItsPlaceAreForeign() throws {
        mkfifo(path, 0o600)
        #expect(read(file) == nil)
        #expect(file.isForeign)
        unlink(path)
        let target = CacheFile(path + "2", key: file.key)
        #expect(write(target) == nil)
        symlink(path + "2", path)
        #expect(read(file) == nil)
        #expect(file.isForeign)
        unlink(path)
        mkdir(path, 0o700)
        #expect(read(file) == nil)
        #expect(file.isForeign)
    }

    @Test(arguments: [
        ([0o644], 0o644), ([0o600], 0o600), ([0o640, 0o604], 0o600), ([0o444], 0o644), ([0o640], 0o640),
        ([0o755], 0o644), ([0o666], 0o644), ([0o000], 0o600),
    ]) func isReadByThoseWhoMayReadAllItIsAbout(modes: [Int], wanted: Int) throws {
        let sources = try modes.enumerated().map { try stamp("s\($0)", mode: $1) }
        #expect(write(file, about: sources) == nil)
        #expect(try #require(FileStamp(path)).mode == Int64(wanted))
    }

    @Test func whatCannotBeWrittenLeavesNothing() throws {
        let nowhere = CacheFile(scratch.folder.appending(path: "no/such/folder").path, key: file.key)
        #expect(write(nowhere)?.isEmpty == false)
        let long = CacheFile(path + String(repeating: "x", count: 300), key: file.key)
        #expect(write(long)?.isEmpty == false)
        mkdir(path, 0o700)
        #expect(write(file)?.isEmpty == false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["a.cache"])
    }

    @Test func aTemporaryIsNotedWhileItIsThere() {
        var notes: [(String, Bool)] = []
        _ = file.write(about: [], note: { notes.append(($0, $1)) }) { _ in }
        #expect(notes.map(\.1) == [true, false])
        #expect(notes[0].0 == notes[1].0 && notes[0].0.hasPrefix(path))
    }

    @Test func aStampTellsRest() throws {
        let stamp = try stamp("s", mode: 0o600)
        #expect(!stamp.wasAtRest(at: stamp.changed + 1_900_000_000))
        #expect(stamp.wasAtRest(at: stamp.changed + 2_100_000_000))
    }
}
