import GearModel

@testable import GearScore

/// What a rule's line is in a test: simple enough to be read twice, once by the engine and once by the oracle.
struct TestLine {
    var function = AggregateFunction.mean
    var collection: GearModel.Collection
    /// Only what is at least this is gathered, or shared.
    var cut: Double?
    var isWeighted = false
    var needs = Needs.one
    /// (this + max) / 2 instead.
    var meetsMaximum = false

    var isMean: Bool { function == .mean && cut == nil && !meetsMaximum }
    var isShare: Bool { function == .share && !meetsMaximum }
}

/// A rule in those terms.
struct TestRule {
    var person: TestLine?
    var own: TestLine?
    var node: TestLine?
    var layers: [String: TestLine] = [:]
    var across: TestLine?
    var time: TestLine?
    var sourceWeights: [(source: String, weight: Double)] = []
}

/// What a test asks a question for.
struct TestQuestion {
    var low = 1.0
    var high = 5.0
    var values: [Double] = []
    var isReversed = false
    var favourable: Set<Double>?
    var rescale: (low: Double, high: Double)?
    var targets: [(node: Int, weight: Double)] = []
    var asks: Set<String>?

    func y(_ value: Double) -> Double {
        let turned = isReversed ? low + high - value : value
        guard let rescale else { return turned }
        return rescale.low + (rescale.high - rescale.low) * (turned - low) / (high - low)
    }

    func isFavourable(_ value: Double) -> Bool? {
        favourable.map { $0.contains(isReversed ? low + high - value : value) }
    }
}

/// One answer, or its absence.
struct TestAnswer {
    var respondent: String
    var dimensions: [String: String]
    var question: Int
    /// nil if there is none.
    var value: Double?
    var isPut: Bool
    var weight: Double
    var unit: String
    var stratum: String
}

/// A node's figures as the oracle finds them.
struct OracleScore {
    var value: Double?
    var favourable: Double?
    var behind = Set<String>()
    var pairs = Set<String>()
    var valid = 0
    var put = 0
    /// Residuals by respondent; nil where there is no formula.
    var residuals: [String: Double]? = [:]
    var favourableResiduals: [String: Double]? = [:]
    var restsOnOne = false
    var isScorable = false
}
