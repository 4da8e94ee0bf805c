import GearFormat
import GearSource
import GearSyntax

/// One program beside its canonical text.
///
/// A class, so that a command that ends after it can leave its tree to the system.
package final class FormattedFile {
    private let tree: SyntaxTree
    package let text: [UInt8]
    package let isChanged: Bool

    package var source: SourceText { tree.source }
    /// Errors of its syntax: what they lie in is in `text` as it was.
    package var diagnostics: [Diagnostic] { tree.diagnostics.filter { $0.severity == .error } }

    /// - Parameters:
    ///   - path: `-` for standard input.
    ///   - firstFile: So that findings of several files can stand in one report.
    ///   - replaces: The text is to be written over the file, so it has to be one.
    package init(_ path: String, loader: Loader, firstFile: Int, replaces: Bool) throws(Diagnostic) {
        if replaces, path != "-", loader.isSpecial(path) { throw .unreadable(.special, path, at: nil) }
        switch loader.read(path) {
        case .failure(let failure): throw .unreadable(failure, path, at: nil)
        case .success(let bytes):
            tree = SyntaxTree(
                parsing: SourceText(file: FileID(firstFile), name: path == "-" ? "<stdin>" : path, bytes: bytes))
        }
        text = tree.formatted()
        isChanged = !tree.source.holds(text)
    }
}
