import GearReport
import GearSession
import GearSource

extension Findings {
    /// As people read them, and how many there are; empty if there are none.
    func text(for terminal: Terminal?, mostAlike: Int = .max) -> String {
        listing(for: terminal, mostAlike: mostAlike) + DiagnosticText.summary(diagnostics)
    }

    /// As people read them, with an empty line after each.
    ///
    /// - Parameter mostAlike: of warnings and notes of one code, so many are shown and the rest counted.
    func listing(for terminal: Terminal?, mostAlike: Int = .max) -> String {
        var text = DiagnosticText(
            style: terminal?.usesColor == true ? .colored : .plain, width: terminal?.width ?? 100, source: source)
        var counts: [Code: Int] = [:]
        let shown = diagnostics.filter { diagnostic in
            counts[diagnostic.code, default: 0] += 1
            return diagnostic.severity == .error || counts[diagnostic.code, default: 0] <= mostAlike
        }
        let rest = diagnostics.count - shown.count
        return shown.map { text.render($0) + "\n" }.joined()
            + (rest > 0 ? "\(rest) more like these; --all-findings shows them\n" : "")
    }
}
