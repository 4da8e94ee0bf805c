import GearExchange
import GearModel
import GearSource
import GearSyntax

extension SpreadsheetImport {
    /// The program beside which, or the file into which, an import writes.
    struct Target {
        /// nil where there is none.
        let program: Program?
        let sources: [SourceText]
        /// The file into which is written; nil for a new one.
        let file: FileID?
        /// Where a new file that imports will lie.
        private let folder: String
        private let loader: Loader

        /// Throws what keeps the program's names from being known; what else is wrong with it, `check` tells.
        init(_ beside: Beside, loader: Loader) throws(Diagnostic) {
            self.loader = loader
            let path: String
            switch beside {
            case .nothing:
                (program, sources, file, folder) = (nil, [], nil, ".")
                return
            case .file(let name): (path, folder) = (name, FilePath.folder(of: name))
            case .program(let name, let home): (path, folder) = (name, home)
            }
            let session = Session(path, loader: loader, withLibrary: true)
            let isUnreadable: (Diagnostic) -> Bool = { finding in
                finding.code.severity == .error && ["GB00", "GB01", "GB08"].contains { finding.code.id.hasPrefix($0) }
            }
            if let finding = session.diagnostics.first(where: isUnreadable) { throw finding }
            program = session.program
            sources = session.sources
            if case .file = beside { file = session.sources.first?.file } else { file = nil }
        }

        /// The place of a framework or survey that an argument names; nil if it is to be made.
        func place(of kind: SymbolKind, named name: String?, orNew: Bool) throws(Diagnostic) -> Int? {
            guard let program else { return nil }
            let model = program.model
            let headings = kind == .framework ? model.frameworks.map(\.heading) : model.surveys.map(\.heading)
            // What is to be replaced stands in the file itself; what is only referred to, anywhere in sight.
            let written = program.writtenNames(kind, in: file)
            let places = headings.indices.filter { place in
                orNew ? file != nil && headings[place].location.file == file : written[place] != nil
            }
            let noun = kind == .framework ? "framework" : "survey"
            if let name {
                if let place = places.first(where: { headings[$0].name == name || written[$0] == name }) {
                    return place
                }
                if orNew { return nil }
                throw .unsuitable(noun, name, among: places.map { headings[$0].name })
            }
            if places.count == 1 { return places[0] }
            if places.isEmpty, orNew { return nil }
            throw .unsuitable(noun, nil, among: places.map { headings[$0].name })
        }

        private func declaration(_ heading: Heading) -> (declaration: Declaration, tree: SyntaxTree)? {
            guard let tree = program?.tree(of: heading.location.file) else { return nil }
            return tree.items.first { $0.range.contains(heading.location.start) }.map { ($0, tree) }
        }

        /// The comments inside of a declaration of the file that is written.
        func comments(_ heading: Heading) -> KeptComments? {
            guard heading.location.file == file, let (declaration, tree) = declaration(heading) else { return nil }
            return KeptComments(declaration, of: tree)
        }

        /// The whole file with a declaration in it, in the place of the one that was there.
        func text(with text: String, replacing heading: Heading?) -> String {
            guard let file, let source = program?.tree(of: file)?.source else { return text + "\n" }
            if let heading, let (declaration, _) = declaration(heading) {
                let end = UInt32(truncatingIfNeeded: source.bytes.count)
                return source.text(0..<declaration.range.lowerBound) + text
                    + source.text(declaration.range.upperBound..<end)
            }
            let before = String(decoding: source.bytes, as: UTF8.self)
            return before + (before.isEmpty || before.hasSuffix("\n") ? "" : "\n") + (before.isEmpty ? "" : "\n") + text
                + "\n"
        }

        /// The imports of a new file, for what a survey names; none where it goes into a file.
        func imports(of list: QuestionList, framework: Int, _ vocabulary: Vocabulary) -> String {
            guard file == nil, let program else { return "" }
            let model = program.model
            let sourceNames = Set(list.asks + list.questions.flatMap { $0.asks + $0.wordings.map(\.source) })
            let scales = Set(list.questions.compactMap(\.scale))
            let waves = Set(list.questions.flatMap { $0.earlier.map(\.until) })
            var files = [model.frameworks[framework].heading.location.file]
            for (kind, names, headings) in [
                (SymbolKind.source, sourceNames, model.sources.map(\.heading)),
                (.scale, scales, model.scales.map(\.heading)), (.wave, waves, model.waves.map(\.heading)),
            ] {
                for (place, name) in program.writtenNames(kind, in: nil) where names.contains(name) {
                    if !name.hasPrefix("std.") { files.append(headings[place].location.file) }
                }
            }
            var seen: Set<FileID> = []
            let paths = files.filter { seen.insert($0).inserted }.sorted { $0.index < $1.index }.compactMap { file in
                program.tree(of: file).map { FilePath.relative($0.source.name, from: folder, loader: loader) }
            }
            return paths.map { "import \"\($0)\"\n" }.joined() + "\n"
        }
    }
}

extension FilePath {
    /// A path as it is written in a file of a folder.
    fileprivate static func relative(_ path: String, from folder: String, loader: Loader) -> String {
        guard let target = loader.realPath(path), let home = loader.realPath(folder.isEmpty ? "." : folder) else {
            return path
        }
        let steps = target.split(separator: "/")
        let base = home.split(separator: "/")
        let common = zip(steps, base).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: base.count - common) + steps.dropFirst(common)).joined(separator: "/")
    }
}
