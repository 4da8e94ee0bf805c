import GearSource
import GearSyntax

/// responded: column "N"
/// responded: columns "{source}_N"
extension BindingLowering {
    mutating func bindResponded(_ value: Expression) {
        respondedLocation = place.location(value.range)
        if case .columns(let pattern) = value.kind {
            binding.responded = .columns(pattern: pattern)
        } else {
            binding.responded = column(value).map { .column($0) }
        }
    }

    /// The number belongs to what one row of counts is about, or one row and what the names of its columns say.
    func checkResponded(_ location: Location) {
        guard case .counts(let counts) = binding.layout else {
            builder.report(
                .clauseNotHere, "`responded` goes with `counts` only", at: location,
                why: "in other layouts each respondent is seen, and counted", help: "remove the entry")
            return
        }
        let names = ["{source}", "{wave}"]
        switch binding.responded {
        case .column?:
            guard let missing = names.first(where: { counts.contains($0) }) else { return }
            builder.report(
                .missingClause, "the number who responded is not split by `\(missing)`", at: location,
                why: "the columns of counts are", help: "write a pattern such as `responded: columns \"\(missing)_N\"`")
        case .columns(let pattern)?:
            if let missing = names.first(where: { counts.contains($0) && !pattern.contains($0) }) {
                builder.report(
                    .missingClause, "the pattern has no `\(missing)`", at: location,
                    why: "the pattern of counts has it",
                    help: "write such as `columns \"\(missing)_N\"`")
            } else if let odd = (names + ["{question}", "{point}"]).first(where: {
                pattern.contains($0) && (!counts.contains($0) || $0 == "{question}" || $0 == "{point}")
            }) {
                builder.report(
                    .clauseNotHere, "`\(odd)` has no place in the pattern", at: location,
                    why: "the number is of all who answered, in the groups that the pattern of counts tells apart",
                    help: "leave it out")
            } else if !names.contains(where: { pattern.contains($0) }) {
                builder.report(
                    .wrongShape, "this should be `column \"\(pattern)\"`", at: location,
                    help: "a pattern has `{source}` or `{wave}` in it")
            }
        case nil: return
        }
    }
}
