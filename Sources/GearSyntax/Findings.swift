import GearSource

/// Diagnostics as they come up, capped: a file that is no program at all gets a finding, not a million.
struct Findings {
    static let limit = 200

    private(set) var all: [Diagnostic] = []
    private(set) var dropped = 0

    mutating func add(_ finding: Diagnostic) {
        if all.count < Findings.limit { all.append(finding) } else { dropped += 1 }
    }

    /// By place, those of both; if some were left out, the last says so.
    func merged(with other: Findings) -> [Diagnostic] {
        let kept = (all + other.all).enumerated().sorted { left, right in
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
}
