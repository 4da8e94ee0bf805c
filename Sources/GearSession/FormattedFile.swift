import GearFormat
import GearSource
import GearSyntax

/// One program beside its canonical text.
package struct FormattedFile {
    package let source: SourceText
    package let text: [UInt8]
    /// Errors of its syntax: what they lie in is in `text` as it was.
    package let diagnostics: [Diagnostic]

    package var isChanged: Bool { text != source.bytes }

    /// - Parameters:
    ///   - path: `-` for standard input.
    ///   - firstFile: So that findings of several files can stand in one report.
    ///   - replaces: The text is to be written over the file, so it has to be one.
    package init(_ path: String, loader: Loader, firstFile: Int, replaces: Bool) throws(Diagnostic) {
        if replaces, path != "-", loader.isSpecial(path) { throw .unreadable(.special, path, at: nil) }
        switch loader.read(path) {
        case .failure(let failure): throw .unreadable(failure, path, at: nil)
        case .success(let bytes):
            source = SourceText(file: FileID(firstFile), name: path == "-" ? "<stdin>" : path, bytes: bytes)
        }
        let tree = SyntaxTree(parsing: source)
        text = tree.formatted()
        diagnostics = tree.diagnostics.filter { $0.severity == .error }
    }
}
