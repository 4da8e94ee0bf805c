import GearSource

/// Diagnostics as they come up, capped: a file that is no program at all gets a finding, not a million.
struct Findings {
    static let limit = 200

    private(set) var all: [Diagnostic] = []
    private(set) var dropped = 0

    /// Whatever comes now is only counted.
    var isFull: Bool { all.count >= Findings.limit }

    mutating func add(_ finding: Diagnostic) {
        if isFull { drop() } else { all.append(finding) }
    }

    /// Counts a finding that is not worth making.
    mutating func drop() { dropped += 1 }

    /// The lexer's findings and the parser's, by place; if some were left out, the last says so.
    func merged(with parser: Findings, _ source: SourceText) -> [Diagnostic] {
        let other = parser.withoutConsequences(of: all, source)
        // What is no number and should be a name is one mistake.
        let names = Set(parser.all.compactMap { $0.code == .malformedName ? $0.place?.location.start : nil })
        let own = all.filter { $0.code != .malformedNumber || !names.contains($0.place?.location.start ?? .max) }
        let kept = (own + other.all).enumerated().sorted { left, right in
            let (a, b) = (left.element.place?.location.start ?? 0, right.element.place?.location.start ?? 0)
            return (a, left.offset) < (b, right.offset)
        }
        .map(\.element)
        let left = dropped + other.dropped + max(0, kept.count - Findings.limit)
        guard left > 0, let last = kept.prefix(Findings.limit).last else { return kept }
        let note = Diagnostic(
            .tooManyFindings, "\(left) more findings in this file are not shown", at: last.place,
            help: "mend the first ones; many of the others may go with them")
        return kept.prefix(Findings.limit) + [note]
    }

    /// Without what a sign that means nothing, or a missing quote, has led to on its line.
    private func withoutConsequences(of causes: [Diagnostic], _ source: SourceText) -> Findings {
        let causes = causes.filter { $0.code == .foreignCharacter || $0.code == .unendedText }
        guard !causes.isEmpty else { return self }
        let lines = LineTable(source)
        var firstCause: [Int: UInt32] = [:]
        for cause in causes {
            guard let start = cause.place?.location.start else { continue }
            let line = lines.line(of: start)
            // Where a quote is missing, it may be the one before.
            let from = cause.code == .unendedText ? lines.starts[line - 1] : start
            firstCause[line] = min(firstCause[line] ?? from, from)
        }
        var kept = self
        kept.all = all.filter { finding in
            guard let start = finding.place?.location.start, let from = firstCause[lines.line(of: start)] else {
                return true
            }
            return start < from
        }
        return kept
    }
}
