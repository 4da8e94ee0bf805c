/// Why a figure of a score is undefined, or what must be known to read it ('undefined is a value with a reason').
package enum UndefinedReason: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case noAnswers
    case needsNotMet
    case noWeight
    case divisionByZero
    case ruleGivesMissing
    case noFormula
    case personsUnknown
    case oneRespondent
    case oneUnitInStratum
    case undeclaredFavourable
    /// No finding but a remark: the source is all there is, so that nothing was sampled.
    case exact
    /// A remark: counts name no persons, so that `n` is that of the question most answered.
    case atLeast

    package var text: String {
        switch self {
        case .noAnswers: "no answers"
        case .needsNotMet: "needs not met"
        case .noWeight: "the weights add up to nothing"
        case .divisionByZero: "division by zero"
        case .ruleGivesMissing: "the rule gives missing"
        case .noFormula: "no formula"
        case .personsUnknown: "persons unknown"
        case .oneRespondent: "one respondent"
        case .oneUnitInStratum: "one sampling unit in a stratum"
        case .undeclaredFavourable: "favourable is not declared"
        case .exact: "exact"
        case .atLeast: "n is at least this"
        }
    }
}
