import Dispatch
import GearSource
import Subprocess

/// The programs of one git revision, read out of the repository without touching its work tree.
///
/// Only objects are read, by `git ls-tree` and `git cat-file`: nothing is checked out, and neither hooks nor filters
/// run. All `.gear` files of the revision are read at once, because what a program imports is known only from it.
package struct GitTree: Sendable {
    /// As the user wrote it.
    package let revision: String
    /// The folder that holds `.git`, from the root.
    private let root: String
    /// Of the folder at hand, from the root.
    private let here: String
    /// By path from `root`; a link's content is the path that it leads to.
    private let files: [String: [UInt8]]
    private let links: Set<String>

    /// More than the programs of any repository are.
    private static let mostBytes = 256 << 20
    private static let mostFiles = 100_000

    /// Reads the programs of a revision of the repository that the folder at hand lies in.
    ///
    /// Waits for git, because there is nothing else to do meanwhile: so everything around it can be plain calls, and a
    /// command that needs no git pays nothing for concurrency.
    package static func read(_ revision: String) throws(Diagnostic) -> GitTree {
        let done = DispatchSemaphore(value: 0)
        // Written before the signal and read after it.
        nonisolated(unsafe) var result: Result<GitTree, Diagnostic> = .failure(broken(nil))
        Task.detached {
            do throws(Diagnostic) {
                result = .success(try await tree(of: revision))
            } catch {
                result = .failure(error)
            }
            done.signal()
        }
        done.wait()
        return try result.get()
    }

    private static func tree(of revision: String) async throws(Diagnostic) -> GitTree {
        guard !revision.isEmpty, !revision.hasPrefix("-") else {
            throw Diagnostic(
                .unknownRevision, "`\(revision)` is no revision", why: "a revision does not begin with `-`",
                help: "name a commit, a branch or a tag")
        }
        let root = try await output(["rev-parse", "--show-toplevel"]) { said in
            Diagnostic(
                .noRepository, "`\(revision)` is no file, and there is no git repository to look for it", why: said,
                help: "name two files or folders, or run this in the repository")
        }
        let tree = try await output(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{tree}"]) {
            _ in
            Diagnostic(
                .unknownRevision, "there is no file and no revision `\(revision)`",
                help: "`git log --oneline` and `git tag` list revisions; one of a remote may have to be fetched first")
        }
        let listing = try await output(["ls-tree", "-r", "-z", "-l", "--full-tree", line(tree)], orElse: broken)
        let entries = try Self.entries(listing, revision)
        let (here, top) = (Loader.disk.realPath("."), Loader.disk.realPath(line(root)))
        guard let here, let top else { throw broken("the folder at hand is gone") }
        return GitTree(
            revision: revision, root: top, here: here, files: try await contents(of: entries),
            links: Set(entries.filter(\.isLink).map(\.path)))
    }

    // MARK: git

    private static func broken(_ said: String?) -> Diagnostic {
        Diagnostic(.noRepository, "the repository could not be read", why: said)
    }

    private static func line(_ output: [UInt8]) -> String {
        String(String(decoding: output, as: UTF8.self).prefix { $0 != "\n" })
    }

    /// What git writes; if it fails, the finding for what it complained about.
    private static func output(
        _ arguments: [String], input: [UInt8] = [], orElse finding: (String?) -> Diagnostic
    ) async throws(Diagnostic) -> [UInt8] {
        do {
            let result = try await run(
                .name("git"), arguments: Arguments(["--no-pager", "--no-optional-locks"] + arguments),
                environment: .inherit.updating(["GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"]),
                input: .array(input), output: .bytes(limit: 2 * mostBytes), error: .string(limit: 1 << 16))
            guard result.terminationStatus.isSuccess else {
                let said = result.standardError.prefix { $0 != "\n" }
                throw finding(said.isEmpty ? nil : "git says: \(said)")
            }
            return result.standardOutput
        } catch let error as Diagnostic {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Diagnostic(
                .noGit, "git is needed to read an older version, and it is not installed",
                help: "install git, or name two files or folders")
        } catch {
            throw broken("git could not be run: \(error)")
        }
    }

    private struct Entry {
        let id: String
        let path: String
        let size: Int
        let isLink: Bool
    }

    /// Lines `MODE TYPE ID SIZE\tPATH`, each ended by a zero byte.
    private static func entries(_ listing: [UInt8], _ revision: String) throws(Diagnostic) -> [Entry] {
        var entries: [Entry] = []
        var total = 0
        for line in listing.split(separator: 0) {
            guard let tab = line.firstIndex(of: 0x09) else { continue }
            let head = String(decoding: line[..<tab], as: UTF8.self).split(separator: " ")
            let path = String(decoding: line[line.index(after: tab)...], as: UTF8.self)
            guard head.count == 4, head[1] == "blob", path.hasSuffix(".gear"), let size = Int(head[3]) else { continue }
            entries.append(Entry(id: String(head[2]), path: path, size: size, isLink: head[0] == "120000"))
            let (sum, overflows) = total.addingReportingOverflow(size)
            total = overflows ? .max : sum
        }
        guard total <= mostBytes, entries.count <= mostFiles else {
            throw Diagnostic(
                .noRepository, "the programs of `\(revision)` are too many",
                why: "at most \(mostFiles) files and \(mostBytes >> 20) MiB are read")
        }
        return entries
    }

    /// `git cat-file --batch` answers each id with `ID TYPE SIZE`, a line feed, the content, a line feed.
    private static func contents(of entries: [Entry]) async throws(Diagnostic) -> [String: [UInt8]] {
        guard !entries.isEmpty else { return [:] }
        let ids = Array(entries.map { $0.id + "\n" }.joined().utf8)
        let output = try await output(["cat-file", "--batch"], input: ids, orElse: broken)
        var files: [String: [UInt8]] = [:]
        var start = output.startIndex
        for entry in entries {
            guard let end = output[start...].firstIndex(of: 0x0A), output.count - end > entry.size + 1 else {
                throw broken("git gave less than it has")
            }
            start = end + 1
            files[entry.path] = Array(output[start..<start + entry.size])
            start += entry.size + 1
        }
        return files
    }

    // MARK: Paths

    /// A path from the repository's own folder, as `REVISION:path` has it, seen from the folder at hand.
    package func pathFromHere(_ path: String) -> String {
        if path.hasPrefix("./") || path.hasPrefix("../") || path == "." { return FilePath.normalized(path) }
        let full = FilePath.normalized(FilePath.joined(root, path))
        if full == here { return "." }
        if FilePath.isInside(full, here) { return String(full.dropFirst(here.utf8.count + 1)) }
        let steps = here.dropFirst(root.utf8.count).split(separator: "/").count
        return String(repeating: "../", count: steps) + path
    }

    /// Where a path that is seen from the folder at hand is in the tree; nil outside of the repository.
    private func place(of path: String) -> String? {
        let full = FilePath.normalized(FilePath.joined(here, path))
        guard FilePath.isInside(full, root) else { return nil }
        return full == root ? "" : String(full.dropFirst(root.utf8.count + 1))
    }

    private func isFolder(_ place: String) -> Bool {
        place.isEmpty || files.keys.contains { $0.hasPrefix(place + "/") }
    }

    /// Links lead on within the tree.
    private func content(of place: String) -> [UInt8]? {
        var place = place
        for _ in 0..<8 {
            guard let bytes = files[place] else { return nil }
            guard links.contains(place) else { return bytes }
            place = FilePath.normalized(
                FilePath.joined(FilePath.folder(of: place), String(decoding: bytes, as: UTF8.self)))
        }
        return nil
    }

    /// Paths are seen from the folder at hand, as on disk; what begins at the root is not of the tree, but of the
    /// machine: the standard library.
    package var loader: Loader {
        Loader(
            read: { path in
                if path.hasPrefix("/") { return Loader.disk.read(path) }
                guard let place = place(of: path) else { return .failure(.missing) }
                if let content = content(of: place) {
                    return content.count > Loader.mostBytes ? .failure(.tooLarge) : .success(content)
                }
                return .failure(isFolder(place) ? .folder : .missing)
            },
            realPath: { path in
                if path.hasPrefix("/") { return Loader.disk.realPath(path) }
                guard let place = place(of: path), files[place] != nil || isFolder(place) else { return nil }
                return place.isEmpty ? root : FilePath.joined(root, place)
            },
            names: { folder in
                if folder.hasPrefix("/") { return Loader.disk.names(folder) }
                guard let place = place(of: folder), files[place] == nil, isFolder(place) else { return nil }
                let below = place.isEmpty ? "" : place + "/"
                let names = files.keys.filter { $0.hasPrefix(below) }.compactMap {
                    $0.dropFirst(below.count).split(separator: "/").first.map(String.init)
                }
                return Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            })
    }
}
