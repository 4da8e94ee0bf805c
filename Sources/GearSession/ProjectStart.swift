import GearExchange
import GearSource

/// The files of a new project.
package struct ProjectStart {
    /// Seen from the project's folder; empty after an error.
    package let files: [(path: String, text: String, isProgram: Bool)]
    package let diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - outline: A spreadsheet or indented text to begin with; nil for an example. All of it must fit.
    ///   - layers: as `SpreadsheetImport` takes them.
    package init(from outline: String?, title: String?, layers: [String], loader: Loader) {
        var found: [Diagnostic] = []
        var project: NewProject?
        if let outline {
            var options = OutlineOptions()
            options.title = title
            options.stem = SpreadsheetImport.stem(outline)
            options.layers = layers
            do throws(Diagnostic) {
                let read = try SpreadsheetImport.outline(outline, options, loader)
                found = read.findings
                project = read.outline.map { NewProject($0) }
            } catch {
                found = [error]
            }
        } else {
            project = NewProject()
        }
        let hasErrors = found.contains { $0.code.severity == .error }
        files = hasErrors ? [] : (project?.files ?? []).map { ($0.path, $0.text, $0.isProgram) }
        diagnostics = found
    }
}
