import GearModel
import GearSource
import GearSyntax

/// The programs that the paths of a command stand for: a file for itself, a folder for those in and below it.
package struct ProgramFiles {
    /// In the order given; of a folder, in the order of their bytes. None twice.
    package private(set) var paths: [String] = []
    package private(set) var diagnostics: [Diagnostic] = []
    private let loader: Loader
    private let given: Set<String>

    /// Folders nested deeper than this are not looked into.
    private static let deepest = 64
    /// More files than any project has: a folder with more is `/` or the like.
    private static let mostNames = 100_000

    /// - Parameter entriesOnly: of a folder, only programs that no other program of it imports: those are checked
    ///   with whoever imports them.
    package init(_ given: [String], loader: Loader, entriesOnly: Bool) {
        self.loader = loader
        self.given = Set(given)
        var seen: Set<String> = []
        for path in given {
            guard path != "-", loader.names(path) != nil else {
                if seen.insert(path).inserted { paths.append(path) }
                continue
            }
            var found: [String] = []
            var rest = Self.mostNames
            collect(path, of: Project(of: path, loader: loader), 0, &found, &rest)
            guard rest > 0 else {
                diagnostics.append(
                    Diagnostic(
                        .folderTooLarge, "more than \(Self.mostNames) files are in and below `\(path)`",
                        data: DataPlace(file: path), help: "name the folders or files that hold your programs"))
                continue
            }
            if found.isEmpty {
                diagnostics.append(
                    Diagnostic(
                        .noProgram, "there is no program in the folder `\(path)`", data: DataPlace(file: path),
                        help: "programs end in `.gear`"))
            }
            if entriesOnly { found = entries(found) }
            paths += found.filter { seen.insert($0).inserted }
        }
    }

    /// For a command that writes: each file once, whatever paths lead to it. Links count if they were named; those that a
    /// folder holds do not, as what they lead to may lie anywhere.
    package var distinctPaths: [String] {
        var seen: Set<String> = []
        return paths.filter { path in
            guard path != "-", let real = loader.realPath(path) else { return true }
            let beside = loader.realPath(FilePath.folder(of: path)).map { FilePath.joined($0, FilePath.name(of: path)) }
            return (given.contains(path) || beside == real) && seen.insert(real).inserted
        }
    }

    /// Hidden folders, links to folders, pipes and devices are left out, and links to files outside the project: whoever
    /// checks a stranger's folder shows nothing else of the machine.
    ///
    /// - Parameter rest: How many names may still be looked at; none is left where there are too many.
    private func collect(
        _ folder: String, of project: Project, _ depth: Int, _ found: inout [String], _ rest: inout Int
    ) {
        guard depth < Self.deepest, let names = loader.names(folder) else { return }
        rest = max(0, rest - names.count)
        for name in names where !name.hasPrefix(".") && rest > 0 {
            let path = folder == "." ? name : FilePath.joined(folder, name)
            if name.hasSuffix(".gear"), loader.names(path) == nil {
                if !loader.isSpecial(path), project.holds(path) { found.append(path) }
            } else if let real = loader.realPath(path), let above = loader.realPath(folder),
                real == FilePath.joined(above, name)
            {
                collect(path, of: project, depth + 1, &found, &rest)
            }
        }
    }

    /// Those that no other imports. Where files import each other in a circle, the first of them stays.
    private func entries(_ files: [String]) -> [String] {
        var imports: [String: [String]] = [:]
        for file in files {
            guard let real = loader.realPath(file), case .success(let bytes) = loader.read(file) else { continue }
            let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: file, bytes: bytes))
            let folder = FilePath.folder(of: file)
            imports[real] = Module.importedFiles(of: tree).compactMap {
                loader.realPath(FilePath.normalized(FilePath.joined(folder, $0.value)))
            }
        }
        let imported = Set(imports.flatMap { file, others in others.filter { $0 != file } })
        var reached: Set<String> = []
        func reach(from file: String) {
            var open = [file]
            while let next = open.popLast() {
                if reached.insert(next).inserted { open += imports[next] ?? [] }
            }
        }
        var chosen = files.filter { file in loader.realPath(file).map { !imported.contains($0) } ?? true }
        for file in chosen { loader.realPath(file).map(reach) }
        for file in files {
            guard let real = loader.realPath(file), !reached.contains(real) else { continue }
            chosen.append(file)
            reach(from: real)
        }
        return files.filter(Set(chosen).contains)
    }
}
