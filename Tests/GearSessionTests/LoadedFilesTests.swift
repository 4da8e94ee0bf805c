import Foundation
import GearTable
import GearTesting
import Synchronization
import Testing

@testable import GearSession

/// Files on disk that are asked for once, and not again where nothing has happened to them.
@Suite struct LoadedFilesTests {
    private let scratch = try! Scratch()
    private let later = Int64(Date().timeIntervalSince1970 + 3600) * 1_000_000_000

    private func path(_ name: String) -> String { scratch.folder.path + "/" + name }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: scratch.folder.appending(path: name))
    }

    private func text(_ files: LoadedFiles, _ path: String) -> String? {
        (try? files.loader.read(path).get()).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The machine's files, and how often each was read.
    private final class Counted: Sendable {
        let reads = Mutex<[String]>([])

        var loader: Loader {
            var loader = Loader.disk
            loader.read = { path in
                self.reads.withLock { $0.append(path) }
                return Loader.disk.read(path)
            }
            return loader
        }

        func take() -> [String] {
            reads.withLock { reads in
                defer { reads = [] }
                return reads
            }
        }
    }

    @Test func eachIsReadOnceAndWhatChangedIsReadAgain() throws {
        try write("a", "a.gear")
        try write("b", "b.gear")
        let (a, b, disk) = (path("a.gear"), path("b.gear"), Counted())
        let first = LoadedFiles(disk: disk.loader, time: later)
        #expect([text(first, a), text(first, b), text(first, a)] == ["a", "b", "a"])
        #expect(disk.take() == [a, b])
        try write("other", "a.gear")
        #expect(text(first, a) == "a")
        let second = LoadedFiles(after: first, disk: disk.loader, time: later)
        #expect([text(second, a), text(second, b)] == ["other", "b"])
        #expect(disk.take() == [a])
        let third = LoadedFiles(after: second, disk: disk.loader, time: later)
        #expect([text(third, a), text(third, b)] == ["other", "b"])
        #expect(disk.take() == [])
    }

    /// A file that was written a moment ago may be written again and keep its stamp.
    @Test func whatWasNotAtRestIsReadAgain() throws {
        let before = FileStamp.now
        try write("a", "a.gear")
        let (a, disk) = (path("a.gear"), Counted())
        let first = LoadedFiles(disk: disk.loader, time: before)
        #expect(text(first, a) == "a")
        #expect(text(LoadedFiles(after: first, disk: disk.loader, time: later), a) == "a")
        #expect(disk.take() == [a, a])
    }

    @Test func linksFoldersAndWhatIsGoneAreAskedForAnew() throws {
        try write("a", "a.gear")
        symlink("a.gear", path("link.gear"))
        mkfifo(path("pipe.gear"), 0o600)
        let (a, link, disk) = (path("a.gear"), path("link.gear"), Counted())
        let first = LoadedFiles(disk: disk.loader, time: later)
        #expect([text(first, a), text(first, link)] == ["a", "a"])
        #expect(first.loader.realPath(link) == first.loader.realPath(a))
        #expect(first.loader.realPath(a) == Loader.disk.realPath(a))
        #expect(first.loader.realPath(path("./a.gear")) == Loader.disk.realPath(a))
        #expect(first.loader.realPath(path("a.gear/")) == nil && first.loader.realPath(a + "\0") == nil)
        #expect(first.loader.realPath(path("")) == Loader.disk.realPath(path("")))
        #expect(
            first.loader.isSpecial(path("pipe.gear")) && !first.loader.isSpecial(a) && !first.loader.isSpecial(link))
        #expect(disk.take() == [a, link])
        unlink(a)
        let second = LoadedFiles(after: first, disk: disk.loader, time: later)
        #expect(text(second, a) == nil && text(second, link) == nil)
        #expect(second.loader.realPath(a) == nil)
        #expect(disk.take() == [a, link])
    }
}
