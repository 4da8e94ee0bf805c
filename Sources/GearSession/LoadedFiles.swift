import GearTable
import Synchronization

/// What was found on disk, asked for once: files may change, what was loaded does not.
///
/// What is loaded after an edit takes over the texts of files that are surely what they were: each is the same file, nobody
/// has changed it since, and it was at rest when it was read (`FileStamp`). Only files that are named by no link have a
/// stamp here, which also tells where they are and that they are no pipes.
final class LoadedFiles: Sendable {
    private let (stamps, texts) = (Memory<FileStamp?>(), Memory<Text>())
    private let (paths, folders) = (Memory<String?>(), Memory<[String]?>())
    /// Of those loaded before, the texts that may be taken over, by path.
    private let earlier: [String: Text]
    private let disk: Loader
    private let time: Int64

    private struct Text {
        let content: Result<[UInt8], LoadFailure>
        /// nil where whoever loads next has to read the file again.
        let stamp: FileStamp?
    }

    /// - Parameters:
    ///   - earlier: what was loaded before.
    ///   - time: now, in nanoseconds since 1970.
    init(after earlier: LoadedFiles? = nil, disk: Loader = .disk, time: Int64 = FileStamp.now) {
        self.earlier = earlier?.texts.all.filter { $1.stamp != nil } ?? [:]
        self.disk = disk
        self.time = time
    }

    var loader: Loader {
        Loader(
            read: text, realPath: path, names: { self.folders.value(of: $0, self.disk.names) },
            isSpecial: { self.stamp($0) == nil && self.disk.isSpecial($0) })
    }

    private func text(_ path: String) -> Result<[UInt8], LoadFailure> {
        let text = texts.value(of: path) { path in
            // Looked at before it is read: what is written meanwhile is found the next time.
            let stamp = stamp(path)
            if let stamp, let known = earlier[path], known.stamp == stamp { return known }
            return Text(content: disk.read(path), stamp: stamp.flatMap { $0.wasAtRest(at: time) ? $0 : nil })
        }
        return text.content
    }

    private func path(_ path: String) -> String? {
        paths.value(of: path) { path in
            guard stamp(path) != nil else { return disk.realPath(path) }
            return self.path(FilePath.folder(of: path)).map { FilePath.joined($0, FilePath.name(of: path)) }
        }
    }

    private func stamp(_ path: String) -> FileStamp? { stamps.value(of: path, FileStamp.init(unlinked:)) }

    private final class Memory<Value: Sendable>: Sendable {
        private let known = Mutex<[String: Value]>([:])

        var all: [String: Value] { known.withLock { $0 } }

        func value(of key: String, _ find: (String) -> Value) -> Value {
            if let value = known.withLock({ $0[key] }) { return value }
            let value = find(key)
            known.withLock { $0[key] = value }
            return value
        }
    }
}
