import GearSource
import GearSyntax

/// The modules of a program in which declarations stand in the place of those of the same name.
struct ChangedModules {
    private(set) var modules: [Module]
    private(set) var texts: [ChangedText] = []

    /// What takes the place of a range of a module's text: a declaration at its place in another.
    private struct Replacement {
        let module: Int
        let range: ByteRange
        let declaration: ByteRange
    }

    /// - Parameters:
    ///   - builder: of the program as it is.
    ///   - asking: the module whose names are meant; it also takes what is new.
    ///   - place: where the declarations are written.
    /// - Returns: nil after a report.
    init?(_ declarations: [Declaration], _ builder: Builder, asking: Int, programModules: Int, _ place: Place) {
        modules = Array(builder.modules.prefix(programModules))
        var replacements: [Replacement] = []
        var seen: [FoldedName: [Name]] = [:]
        var isSound = true
        for declaration in declarations {
            guard let name = declaration.name, let kind = SymbolKind(declaration.kind) else { continue }
            guard builder.isNew(name, among: &seen, place) else {
                isSound = false
                continue
            }
            let symbol = builder.symbol(Path([name], at: name.range), from: asking)
            if let symbol, symbol.kind != kind {
                builder.report(
                    .wrongKind, "`\(name.text)` is a \(symbol.kind.noun), and no \(kind.noun) takes its place",
                    at: place.location(name.range), help: "choose another name, or declare a \(symbol.kind.noun)",
                    related: [Label(symbol.location, "declared here")])
                isSound = false
            } else if let symbol, let found = Self.item(symbol, in: modules) {
                replacements.append(
                    Replacement(module: found.module, range: found.range, declaration: declaration.range))
            } else {
                reportLike(name, kind, builder, asking: asking, place)
                let end = UInt32(clamping: modules[asking].tree.source.bytes.count)
                replacements.append(Replacement(module: asking, range: end..<end, declaration: declaration.range))
            }
        }
        guard isSound else { return nil }
        let written = builder.modules[place.module].tree.source
        for module in Set(replacements.map(\.module)).sorted() {
            change(module, replacements.filter { $0.module == module }, written)
        }
    }

    /// A name that is new, where one that is there is almost alike: perhaps that one is meant.
    private func reportLike(_ name: Name, _ kind: SymbolKind, _ builder: Builder, asking: Int, _ place: Place) {
        let known = builder.visibleNames(kind, asking)
        guard let near = Likeness.nearest(to: name.text, among: known) else { return }
        builder.report(
            .whatIfIdle, "there is no \(kind.noun) `\(name.text)` to change, so this adds one",
            at: place.location(name.range), help: "did you mean `\(near)`?")
    }

    private static func item(_ symbol: Symbol, in modules: [Module]) -> (module: Int, range: ByteRange)? {
        guard let module = modules.firstIndex(where: { $0.tree.source.file == symbol.location.file }),
            let item = modules[module].tree.items.first(where: { $0.name?.range == symbol.location.range })
        else { return nil }
        return (module, item.range)
    }

    private mutating func change(_ place: Int, _ replacements: [Replacement], _ written: SourceText) {
        let module = modules[place]
        let source = module.tree.source
        var text = ChangedText(FileID(Self.firstFile + source.file.index))
        var copied: UInt32 = 0
        for one in replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            text.add(source, copied..<max(copied, one.range.lowerBound))
            if one.range.isEmpty { text.addLineEnd() }
            text.add(written, one.declaration)
            copied = one.range.upperBound
        }
        text.add(source, copied..<UInt32(clamping: source.bytes.count))
        let changed = SourceText(file: text.file, name: source.name, bytes: text.bytes)
        modules[place] = Module(
            tree: SyntaxTree(parsing: changed), name: module.name, directory: module.directory,
            isStandardLibrary: module.isStandardLibrary, imports: module.imports, continuing: module.continued)
        texts.append(text)
    }

    /// Beyond the number of any file that a session reads.
    private static let firstFile = 1 << 30
}
