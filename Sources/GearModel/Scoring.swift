import GearSource

/// scoring NAME on FRAMEWORK { rescale 1..5  person = …  own = …  node = …  gear = …  bands …  mastered when … }
package struct Scoring: Sendable {
    package let heading: Heading
    /// nil: fits any framework (as the standard library's rules do).
    package var framework: Int?
    package var rescale: ClosedInterval?
    package var person: ScoreLine?
    package var own: ScoreLine?
    /// Serves every layer without a line of its own.
    package var node: ScoreLine?
    /// Lines for one layer, by its name; `framework` for the root.
    package var layers: [String: ScoreLine]
    /// across DIMENSION = EXPR: groups by the dimension are scored first and then combined; in declared order.
    package var across: [AcrossLine]
    /// time = EXPR over `waves`.
    package var time: ScoreLine?
    /// sources team 1, teacher 2
    package var sourceWeights: [SourceWeight]
    /// From low to high; the last has no bound.
    package var bands: [Band]
    /// A condition over the column `score` (and others of a score's row).
    package var mastered: Term?
}

/// NAME = EXPRESSION [weighted] [needs INT|PERCENT]
package struct ScoreLine: Sendable {
    package let expression: Term
    package let isWeighted: Bool
    package let needs: Needs
    package let location: Location

    package init(expression: Term, isWeighted: Bool, needs: Needs, location: Location) {
        self.expression = expression
        self.isWeighted = isWeighted
        self.needs = needs
        self.location = location
    }
}

package enum Needs: Sendable, Hashable, BitwiseCopyable {
    /// Anything at all.
    case one
    case count(Int)
    /// A share of what could have counted, 0...1: 50 % of 11 is 6.
    case share(Rational)
}

package struct AcrossLine: Sendable {
    package let dimension: Int
    package var line: ScoreLine
}

package struct SourceWeight: Sendable {
    package let source: Int
    package let weight: Rational
}

/// emerging < 2.5
package struct Band: Sendable {
    package let name: String
    package let title: String
    /// Scores below it are in this band (or at it, if `includesBound`); nil for the last.
    package let upperBound: Rational?
    package let includesBound: Bool
    /// nil for one that no program declares.
    package var location: Location?

    package init(
        name: String, title: String, upperBound: Rational?, includesBound: Bool, location: Location? = nil
    ) {
        self.name = name
        self.title = title
        self.upperBound = upperBound
        self.includesBound = includesBound
        self.location = location
    }
}
