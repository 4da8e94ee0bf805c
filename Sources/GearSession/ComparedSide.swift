import GearSource

/// One of the two things that are compared: programs on disk, or of a git revision.
package struct ComparedSide: Sendable {
    /// Files and folders, seen from the folder at hand.
    package let paths: [String]
    package let loader: Loader
    /// Before the names of its files: `HEAD~3:`, or nothing for those on disk.
    package let label: String

    package init(paths: [String], loader: Loader, label: String = "") {
        self.paths = paths
        self.loader = loader
        self.label = label
    }

    package init(_ tree: GitTree, paths: [String]) {
        self.init(paths: paths, loader: tree.loader, label: tree.revision + ":")
    }

    /// The two sides that arguments name.
    ///
    /// What is there as a file or a folder is meant as one, unless paths are named apart; `REVISION:PATH` is a path of
    /// a revision, seen from the repository's folder as git sees it; all else is a revision. Without a second side,
    /// the files on disk are it.
    ///
    /// - Parameters:
    ///   - sides: One or two.
    ///   - paths: What follows `--`; empty for all below the folder at hand.
    package static func pair(_ sides: [String], paths: [String]) throws(Diagnostic) -> (
        ComparedSide, ComparedSide
    ) {
        var read: [(argument: String, tree: GitTree?, paths: [String])] = []
        for side in sides { read.append(try Self.read(side, paths: paths)) }
        guard let first = read.first else { throw misuse("nothing to compare") }
        if read.count == 1 {
            guard first.tree != nil else {
                throw misuse("`\(first.argument)` is there, but nothing to compare it with")
            }
            read.append((argument: "", tree: nil, paths: first.paths.isEmpty ? ["."] : first.paths))
        }
        // A revision alone means the files of the other side.
        for (place, other) in [(0, 1), (1, 0)] where read[place].paths.isEmpty {
            read[place].paths = read[other].paths.isEmpty ? ["."] : read[other].paths
        }
        let both = read.map { side in
            side.tree.map { ComparedSide($0, paths: side.paths) } ?? ComparedSide(paths: side.paths, loader: .disk)
        }
        return (both[0], both[1])
    }

    private static func misuse(_ message: String) -> Diagnostic {
        Diagnostic(
            .unsuitableArgument, message,
            help: "name two files, folders or revisions, or one revision: `gearbox diff HEAD~3`")
    }

    private static func read(
        _ side: String, paths: [String]
    ) throws(Diagnostic) -> (argument: String, tree: GitTree?, paths: [String]) {
        if paths.isEmpty {
            if Loader.disk.realPath(side) != nil { return (side, nil, [side]) }
            if let colon = side.firstIndex(of: ":") {
                let tree = try GitTree.read(String(side[..<colon]))
                let path = String(side[side.index(after: colon)...])
                return (side, tree, [tree.pathFromHere(path)])
            }
            if side.hasSuffix(".gear") {
                throw Diagnostic.unreadable(.missing, side, at: nil)
            }
        }
        return (side, try GitTree.read(side), paths)
    }
}
