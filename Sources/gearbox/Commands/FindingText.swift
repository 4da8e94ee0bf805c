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
    /// - Parameters:
    ///   - mostAlike: of warnings and notes of one code, so many are shown and the rest counted.
    ///   - seeing: what shows those.
    func listing(
        for terminal: Terminal?, mostAlike: Int = .max, seeing: String = "--all-findings shows them"
    ) -> String {
        var text = DiagnosticText(
            style: terminal?.usesColor == true ? .colored : .plain, width: terminal?.width, source: source)
        var counts: [Code: Int] = [:]
        let shown = diagnostics.filter { diagnostic in
            counts[diagnostic.code, default: 0] += 1
            return diagnostic.severity == .error || counts[diagnostic.code, default: 0] <= mostAlike
        }
        let rest = diagnostics.count - shown.count
        return shown.map { text.render($0) + "\n" }.joined()
            + (rest > 0 ? "\(rest) more like these; \(seeing)\n" : "")
    }
}
