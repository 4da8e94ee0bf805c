import GearReport
import GearSession
import GearSource

/// Findings of one or more sessions, each once, on the way to being printed.
struct Findings {
    private(set) var diagnostics: [Diagnostic] = []
    private var sources: [SourceText] = []
    /// What was added, told apart by what a reader would see: a file may be part of several programs.
    private var known: Set<String> = []

    /// For the next session, so that its files can stand beside those that are here.
    var firstFile: Int { sources.count }

    var worst: Severity? { diagnostics.map(\.code.severity).max() }

    mutating func add(_ session: Session) {
        sources += session.sources
        add(session.diagnostics)
    }

    /// So that findings can point into their files.
    mutating func add(sourcesOf sessions: [Session]) { sources += sessions.flatMap(\.sources) }

    /// Findings about one text, whose file is `firstFile`.
    mutating func add(_ found: [Diagnostic], in source: SourceText) {
        sources.append(source)
        add(found)
    }

    mutating func add(_ found: [Diagnostic]) {
        for diagnostic in found {
            let place = diagnostic.place.map { "\(source($0.location.file)?.name ?? ""):\($0.location.start)" } ?? ""
            let data = diagnostic.data.map { "\($0.file):\($0.line):\($0.column)" } ?? ""
            if known.insert("\(diagnostic.code.id) \(place) \(data) \(diagnostic.message)").inserted {
                diagnostics.append(diagnostic)
            }
        }
    }

    /// As people read them; empty if there are none.
    ///
    /// - Parameter mostAlike: of warnings and notes of one code, so many are shown and the rest counted.
    func text(for terminal: Terminal, mostAlike: Int = .max) -> String {
        var text = DiagnosticText(
            style: terminal.usesColor ? .colored : .plain, width: terminal.width ?? 100, source: source)
        var counts: [Code: Int] = [:]
        let shown = diagnostics.filter { diagnostic in
            counts[diagnostic.code, default: 0] += 1
            return diagnostic.code.severity == .error || counts[diagnostic.code, default: 0] <= mostAlike
        }
        let rest = diagnostics.count - shown.count
        return shown.map { text.render($0) + "\n" }.joined()
            + (rest > 0 ? "\(rest) more like these; --all-findings shows them\n" : "")
            + DiagnosticText.summary(diagnostics)
    }

    /// Errors as people read them; of the rest, `check` and `score` tell.
    func errorsAlone(for terminal: Terminal) -> String {
        var errors = self
        errors.diagnostics.removeAll { $0.code.severity != .error }
        return errors.text(for: terminal)
    }

    /// As programs read them.
    var json: [UInt8] {
        var json = DiagnosticJSON(source: source)
        return json.render(diagnostics)
    }

    func source(_ file: FileID) -> SourceText? {
        sources.indices.contains(file.index) ? sources[file.index] : nil
    }
}
