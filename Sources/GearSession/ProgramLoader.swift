import GearModel
import GearSource
import GearSyntax

/// A program's files: the one that was asked for first, then what it imports, then the standard library if named.
struct LoadedProgram {
    var sources: [SourceText] = []
    var modules: [Module] = []
    var diagnostics: [Diagnostic] = []
    var project: Project
    var settings: Settings
    /// Of the files that allow findings, by file.
    var allowances: [FileID: Allowances] = [:]
}

/// Reads a program and all that it imports, each file once.
///
/// Imports stay inside the project.
struct ProgramLoader {
    private let loader: Loader
    private var program: LoadedProgram
    /// Module by real path.
    private var known: [String: Int] = [:]
    private let firstFile: Int
    /// Stands before the names of files where they are shown.
    private let label: String
    /// By place, of the same program before an edit.
    private let earlier: [SyntaxTree]
    /// By path as seen from here: what is said of an import that could not be read, and the files that name it.
    private var unread: [String: (finding: Int, importers: [String])] = [:]

    private init(
        _ folder: String, _ loader: Loader, _ firstFile: Int, _ label: String, after earlier: [SyntaxTree]
    ) {
        self.earlier = earlier
        self.loader = loader
        self.label = label
        program = LoadedProgram(project: Project(of: folder, loader: loader), settings: Settings(loader: loader))
        self.firstFile = firstFile
    }

    /// `text`, if given, is the entry file's content: from standard input, or as an editor holds it. `typed` is what was
    /// typed after it. The standard library is loaded if the program names it, or `withLibrary`.
    static func load(
        _ path: String, text: [UInt8]? = nil, typed: [UInt8]? = nil, with loader: Loader, firstFile: Int = 0,
        label: String = "", withLibrary: Bool = false, after earlier: [SyntaxTree] = []
    ) -> LoadedProgram {
        let folder = path == "-" ? "." : FilePath.folder(of: path)
        var program = ProgramLoader(folder, loader, firstFile, label, after: earlier)
        program.loadEntry(path, text, typed, folder, withLibrary)
        program.loadSettings(folder)
        return program.program
    }

    private mutating func loadEntry(
        _ path: String, _ text: [UInt8]?, _ typed: [UInt8]?, _ folder: String, _ withLibrary: Bool
    ) {
        let isNamed = path != "-"
        let content = text.map { .success($0) } ?? loader.read(path)
        guard let bytes = bytes(content, of: label + path, at: nil) else { return }
        if isNamed, let real = loader.realPath(path) { known[real] = 0 }
        add(bytes, shownAs: isNamed ? path : "<stdin>", folder: folder)
        if let typed { add(typed, shownAs: Self.typedName, folder: folder, continuing: 0) }
        // Each module's imports are followed once it has its place, so that cycles end.
        var next = 0
        while next < program.modules.count {
            loadImports(of: next)
            next += 1
        }
        if withLibrary || program.sources.contains(where: { StandardLibrary.isNamed(in: $0.bytes) }) {
            loadStandardLibrary()
        }
    }

    /// The project's settings: those of the nearest `gearbox.gear`, at or above the program.
    private mutating func loadSettings(_ home: String) {
        let file = settingsFile(home)
        let module = file.flatMap { known[$0.real] }
        for (index, other) in program.modules.enumerated() where index != module {
            for block in other.tree.items where block.kind == .settings {
                program.diagnostics.append(
                    .settingsElsewhere(at: Location(other.tree.source.file, block.keywordRange)))
            }
        }
        guard let file else { return }
        let tree: SyntaxTree
        if let module {
            tree = program.modules[module].tree
        } else {
            guard let bytes = bytes(loader.read(file.path), of: file.path, at: nil) else { return }
            let source = SourceText(
                file: FileID(firstFile + program.sources.count), name: label + file.path, bytes: bytes)
            tree = SyntaxTree(parsing: source)
            program.sources.append(source)
            program.diagnostics += tree.diagnostics
        }
        program.settings = Settings(tree, in: file.folder, of: program.project, loader: loader)
        program.diagnostics += program.settings.diagnostics
    }

    /// Folders are named as seen from the program's own, so that findings name the file as the user would.
    private func settingsFile(_ home: String) -> (path: String, folder: String, real: String)? {
        guard let top = program.project.folder else { return nil }
        var folder = FilePath.normalized(home)
        for _ in 0..<Project.deepest {
            guard let real = loader.realPath(folder), FilePath.isInside(real, top) else { return nil }
            let path = FilePath.joined(folder, Settings.fileName)
            if let file = loader.realPath(path), FilePath.isInside(file, top), !loader.isSpecial(path),
                loader.names(path) == nil
            {
                return (path, folder, file)
            }
            if real == top { return nil }
            folder = FilePath.above(folder)
        }
        return nil
    }

    /// What findings call what was typed.
    static let typedName = "<typed>"

    private mutating func add(
        _ bytes: [UInt8], shownAs name: String, folder: String, isStandardLibrary: Bool = false,
        continuing continued: Int? = nil
    ) {
        let source = SourceText(
            file: FileID(firstFile + program.sources.count), name: isStandardLibrary ? name : label + name, bytes: bytes
        )
        let tree = parsed(source)
        program.sources.append(tree.source)
        program.diagnostics += tree.diagnostics
        if !isStandardLibrary, Allowances.mayBe(in: tree) {
            let allowances = Allowances(tree)
            program.diagnostics += allowances.diagnostics
            program.allowances[source.file] = allowances
        }
        program.modules.append(
            Module(
                tree: tree, name: FilePath.withoutEnding(FilePath.name(of: name)), directory: folder,
                isStandardLibrary: isStandardLibrary, continuing: continued))
    }

    /// The tree of a file; the earlier one if its text is the same.
    private func parsed(_ source: SourceText) -> SyntaxTree {
        let place = program.modules.count
        if earlier.indices.contains(place), earlier[place].source.isSame(as: source) { return earlier[place] }
        return SyntaxTree(parsing: source)
    }

    private mutating func loadImports(of place: Int) {
        let module = program.modules[place]
        for text in Module.importedFiles(of: module.tree) {
            let location = Location(module.tree.source.file, text.range)
            let path = FilePath.normalized(FilePath.joined(module.directory, text.value))
            guard program.project.contains(text.value, from: module.directory, opened: path) else {
                program.diagnostics.append(outside(text.value, at: location))
                continue
            }
            guard !text.value.isEmpty else {
                program.diagnostics.append(
                    Diagnostic(
                        .unreadableFile, "the import names no file", at: location,
                        help: "write which: `import \"office.gear\"`"))
                continue
            }
            guard let real = loader.realPath(path) else {
                report(.missing, text.value, at: location, in: module.directory)
                continue
            }
            if let module = known[real] {
                program.modules[place].imports[text.value] = module
            } else if let bytes = bytes(readImport(path), of: text.value, at: location, in: module.directory) {
                known[real] = program.modules.count
                program.modules[place].imports[text.value] = program.modules.count
                add(bytes, shownAs: path, folder: FilePath.folder(of: path))
            }
        }
    }

    private mutating func loadStandardLibrary() {
        guard let folder = StandardLibrary.folder(loader), let names = loader.names(folder) else {
            program.diagnostics.append(
                Diagnostic(
                    .noStandardLibrary, "the standard library is not where the program is",
                    help: "install the program with `make install`, or set GEARBOX_STDLIB to the folder `Stdlib`"))
            return
        }
        for name in names where name.hasSuffix(".gear") {
            let path = FilePath.joined(folder, name)
            guard let bytes = bytes(loader.read(path), of: path, at: nil) else { continue }
            add(bytes, shownAs: path, folder: folder, isStandardLibrary: true)
        }
    }

    private func outside(_ text: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .importOutsideProject, "`\(text)` is outside the project's folder", at: location,
            why: program.project.rule,
            help: "put a copy of the file into the project")
    }

    // MARK: Reading

    /// A program may not make us wait for a pipe or read a device.
    private func readImport(_ path: String) -> Result<[UInt8], LoadFailure> {
        loader.isSpecial(path) ? .failure(.special) : loader.read(path)
    }

    /// - Parameters:
    ///   - name: of the file, as the user wrote it.
    ///   - folder: that it is relative to.
    private mutating func bytes(
        _ content: Result<[UInt8], LoadFailure>, of name: String, at location: Location?, in folder: String = "."
    ) -> [UInt8]? {
        switch content {
        case .success(let bytes): return bytes
        case .failure(let failure):
            report(failure, name, at: location, in: folder)
            return nil
        }
    }

    private mutating func report(
        _ failure: LoadFailure, _ name: String, at location: Location?, in folder: String = "."
    ) {
        let near = nearby(name, in: folder)
        var fix: Fix?
        if failure == .missing, let near, let location { fix = .instead("\"\(near)\"", at: location) }
        let path = FilePath.normalized(FilePath.joined(folder, name))
        let importer = location.map { program.sources[$0.file.index - firstFile].name }
        if let importer, let known = unread[path] {
            let importers = known.importers + (known.importers.contains(importer) ? [] : [importer])
            unread[path]?.importers = importers
            program.diagnostics[known.finding].isImported(alsoBy: importers.dropFirst(), mended: fix)
            return
        }
        if let importer { unread[path] = (program.diagnostics.count, [importer]) }
        var finding = Diagnostic.unreadable(failure, name, at: location, nearby: near)
        finding.fix = fix
        program.diagnostics.append(finding)
    }

    /// A file beside the one that was named whose name is much like it, to be written in its place.
    private func nearby(_ name: String, in folder: String) -> String? {
        let beside = FilePath.folder(of: name)
        let names = (loader.names(FilePath.normalized(FilePath.joined(folder, beside))) ?? [])
            .filter { $0.hasSuffix(".gear") }
        return Likeness.nearest(to: FilePath.name(of: name), among: names).map { FilePath.joined(beside, $0) }
    }
}

extension Diagnostic {
    private static let mostImporters = 3

    /// It is said once, however many files import what could not be read; one fix mends them all.
    fileprivate mutating func isImported(alsoBy importers: ArraySlice<String>, mended other: Fix?) {
        if let fix, let other { self.fix = Fix(fix.title, fix.edits + other.edits, isSafe: fix.isSafe) }
        guard !importers.isEmpty else { return }
        let shown = importers.prefix(Self.mostImporters).map { "`\($0)`" }
        let rest = importers.count - shown.count
        let names = shown + (rest == 0 ? [] : ["\(rest) more"])
        let list = [names.dropLast().joined(separator: ", "), names.last ?? ""].filter { !$0.isEmpty }
        why = "\(list.joined(separator: " and ")) import\(importers.count == 1 ? "s" : "") it too"
    }

    /// A program or an import that could not be read.
    package static func unreadable(
        _ failure: LoadFailure, _ path: String, at location: Location?, nearby: String? = nil
    ) -> Diagnostic {
        let (code, message, help): (Code, String, String?) =
            switch failure {
            case .missing: (.noSuchFile, "there is no file `\(path)`", nearby.map { "did you mean `\($0)`?" })
            case .folder: (.unreadableFile, "`\(path)` is a folder", "name a file in it")
            case .special: (.unreadableFile, "`\(path)` is a pipe or a device", "name a file")
            case .notAllowed: (.unreadableFile, "`\(path)` may not be read", "its permissions do not allow it")
            case .tooLarge:
                (
                    .unreadableFile, "`\(path)` is larger than \(Loader.mostBytes >> 20) MiB",
                    "a program is text; answers belong into a data file that a `data` declaration names"
                )
            case .other(let reason): (.unreadableFile, "`\(path)` could not be read: \(reason)", nil)
            }
        return Diagnostic(
            code, message, at: location.map { Label($0) },
            data: location == nil ? DataPlace(file: path) : nil, help: help)
    }
}
