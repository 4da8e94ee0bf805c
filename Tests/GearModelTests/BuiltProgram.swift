import GearModel
import GearSource
import GearSyntax
import GearTesting

/// A program made of texts, with the standard library, and its findings as lines.
struct BuiltProgram {
    let program: Program
    let sources: [SourceText]
    /// The parser's findings and the model's, in the order of places.
    let diagnostics: [Diagnostic]

    /// - Parameter files: what stands beside the program, by name; imports are looked up in it.
    init(_ text: String, name: String = "example.gear", files: [String: String] = [:]) throws {
        var queue = [(name: name, text: text)]
        var trees: [SyntaxTree] = []
        while trees.count < queue.count {
            let (name, text) = queue[trees.count]
            let tree = SyntaxTree(
                parsing: SourceText(file: FileID(trees.count), name: name, bytes: Array(text.utf8)))
            trees.append(tree)
            for file in Module.importedFiles(of: tree).map(\.value) where !queue.contains(where: { $0.name == file }) {
                if let text = files[file] { queue.append((file, text)) }
            }
        }
        let own = trees.count
        for path in Repository.files(under: "Stdlib", ending: ".gear") {
            let bytes = Array(try Repository.text(path).utf8)
            trees.append(SyntaxTree(parsing: SourceText(file: FileID(trees.count), name: path, bytes: bytes)))
        }
        let places = Dictionary(uniqueKeysWithValues: queue.enumerated().map { ($0.element.name, $0.offset) })
        program = Program(
            trees.enumerated().map { index, tree in
                Module(
                    tree: tree, name: String(tree.source.name.split(separator: "/").last?.dropLast(5) ?? ""),
                    directory: "", isStandardLibrary: index >= own, imports: places)
            })
        sources = trees.map(\.source)
        diagnostics = (trees.flatMap(\.diagnostics) + program.diagnostics).sorted { Self.place($0) < Self.place($1) }
    }

    private static func place(_ finding: Diagnostic) -> (Int, UInt32) {
        (finding.place?.location.file.index ?? -1, finding.place?.location.start ?? 0)
    }

    /// `LINE:COLUMN CODE MESSAGE`, a line a finding; in another file, its name before.
    func listing(withHelp: Bool = false) -> String {
        diagnostics.map { finding in
            var line = ""
            if let place = finding.place?.location {
                let source = sources[place.file.index]
                let position = LineTable(source).position(of: place.start)
                line = (place.file.index == 0 ? "" : source.name + ":") + "\(position.line):\(position.column) "
            }
            line += "\(finding.code.id) \(finding.message)\n"
            if withHelp {
                if let why = finding.why { line += "    why: \(why)\n" }
                if let help = finding.help { line += "    help: \(help)\n" }
            }
            return line
        }
        .joined()
    }
}
