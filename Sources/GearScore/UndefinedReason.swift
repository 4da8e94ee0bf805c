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
    case oneAnswer
    case noneComplete
    case noVariance
    case oneQuestion
    case twoQuestions
    case neverTogether
    case noSharedVariance
    case contradictoryPairs
    case notConverged
    case notAsked
    case fewGroups
    case oneInEachGroup
    case noPoints
    case noPair
    case onePair
    case twoPairs
    case threePairs
    case notPaired
    case nobodyStayed
    case groupMissing
    case partsDiffer
    case noneCommon
    case oneRater
    case notTwoRaters
    case notRatedTwice
    case notAllRated
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
        case .oneAnswer: "one answer"
        case .noneComplete: "nobody answered all questions"
        case .noVariance: "no variance"
        case .oneQuestion: "fewer than two questions with variance"
        case .twoQuestions: "a factor needs three questions"
        case .neverTogether: "questions that fewer than two answered together"
        case .noSharedVariance: "the sum of the questions has no variance"
        case .contradictoryPairs: "too few answered the same questions"
        case .notConverged: "no solution was found"
        case .notAsked: "ask with `across`"
        case .fewGroups: "fewer than two groups"
        case .oneInEachGroup: "no group has two"
        case .noPoints: "the scale has no points"
        case .noPair: "no pair"
        case .onePair: "one pair"
        case .twoPairs: "fewer than three pairs"
        case .threePairs: "three pairs"
        case .notPaired: "ask with `paired`"
        case .nobodyStayed: "nobody is known to be in both waves"
        case .groupMissing: "a group is in one wave only"
        case .partsDiffer: "not the same parts in both waves"
        case .noneCommon: "no question in common"
        case .oneRater: "one rater"
        case .notTwoRaters: "more than two raters"
        case .notRatedTwice: "no unit was rated twice"
        case .notAllRated: "fewer than two units were rated by all"
        case .exact: "exact"
        case .atLeast: "n is at least this"
        }
    }
}
