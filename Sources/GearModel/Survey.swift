import GearSource

/// dimension NAME "Title" within OTHER
package struct Dimension: Sendable {
    package let heading: Heading
    /// Position of the dimension that this one's values lie in.
    package var within: Int?
}

/// wave NAME "Title" 2015-10
package struct Wave: Sendable {
    package let heading: Heading
    /// A year, a month or a day; waves are in its order.
    package let start: CalendarDate
}

extension [CalendarDate] {
    /// Positions of the waves that a date means, these being the starts of all, in order: those that start within what is
    /// given, else the last that started before it.
    package func meant(by date: CalendarDate) -> [Int] {
        let within = indices.filter { place in
            date.year == self[place].year && (date.month == 0 || date.month == self[place].month)
                && (date.day == 0 || date.day == self[place].day)
        }
        if !within.isEmpty { return within }
        return lastIndex { $0.dayNumber <= date.dayNumber }.map { [$0] } ?? []
    }
}

/// source NAME "Title" single per DIMENSION
package struct Source: Sendable {
    package let heading: Heading
    /// The dimension of which each value has one respondent by design.
    package var singlePer: Int?
}

/// scale NAME "How far do you agree?" { 1 "Strongly disagree" … favourable 4, 5  absent not_applicable "…" }
/// or scale NAME "Percent" 0..100
package struct Scale: Sendable {
    package let heading: Heading
    /// In declared order, at most 249; empty for a numeric range.
    package var points: [Point]
    package var absences: [Absence]
    /// Positions in `points`; nil if undeclared, which leaves shares favourable undefined.
    package var favourable: [Int]?
    /// Both ends, for a scale that takes any number between them.
    package var range: ClosedInterval?
    /// The least and the greatest declared value; of the range if it has one.
    package var minimum: Rational
    package var maximum: Rational
    package var owner = ScaleOwner.none
}

/// What makes a scale of its levels.
package enum ScaleOwner: Sendable { case none, rubric, progression }

package struct ClosedInterval: Hashable, Sendable {
    package let low: Rational
    package let high: Rational

    package init(low: Rational, high: Rational) {
        self.low = low
        self.high = high
    }
}

/// CODE "Label" value 3 also "Synonym" formerly OLD
package struct Point: Sendable {
    package let code: String
    package let label: String
    /// Other labels that mean it, its former codes among them.
    package let synonyms: [String]
    /// Codes that it had before.
    package let formerly: [String]
    package let value: Rational
    package let location: Location
}

/// Why there is no answer. `skipped` is what an empty answer is; the others are declared with `absent`.
package enum AbsenceKind: String, Sendable, CaseIterable {
    case skipped
    case notShown = "not_shown"
    case notApplicable = "not_applicable"
    case dontKnow = "dont_know"
    case refused
    case notObserved = "not_observed"

    /// Whether the question still counts as put to the respondent (STATISTICS rule 2).
    package var isPut: Bool { self != .notShown && self != .notApplicable }
}

/// absent KIND "Label" also "…"
package struct Absence: Sendable {
    package let kind: AbsenceKind
    package let labels: [String]
    package let location: Location
}

/// survey or walkthrough NAME "Title" on FRAMEWORK { asks A, B  scale S  unit U  section … question … }
package struct Survey: Sendable {
    package let heading: Heading
    package let isWalkthrough: Bool
    package let framework: Int
    /// Positions of the sources asked.
    package var asks: [Int]
    /// What one row or record stands for; `respondent` for surveys, such as `visit` for walkthroughs.
    package var unit: String
    package var sections: [Heading]
    /// Closed and open ones in declared order.
    package var questions: [Question]
    /// Which groups are too small to be shown; nil: none.
    package var hiding: HidingRule?
}

/// hide under 10 by district, source, wave
package struct HidingRule: Sendable {
    /// The fewest respondents that are shown, at least 2.
    package let threshold: Int
    /// Dimensions that groups may be told apart by, besides `source` and `wave`, which always are: what others lie
    /// within first, else as written.
    package let dimensions: [String]
    package let location: Location

    package init(threshold: Int, dimensions: [String], location: Location) {
        self.threshold = threshold
        self.dimensions = dimensions
        self.location = location
    }

    /// All that a group is told apart by, in the order in which groups are completed.
    package var allDimensions: [String] { ["source", "wave"] + dimensions }
}

/// rate NAME "…" -> PROGRESSION.STRAND or RUBRIC.CRITERION ·
/// question NAME "Text" asks A reverse for team "We …" scale S was "…" until W comparable -> NODE weight 2, NODE
/// observe NAME "…" -> NODE · open NAME "…"
package struct Question: Sendable {
    package let heading: Heading
    package let isOpen: Bool
    /// Position in the survey's `sections`.
    package var section: Int?
    /// Position in the model's `scales`; nil for open questions.
    package var scale: Int?
    package var isReversed: Bool
    package var targets: [Target]
    /// What a rating places a visit on.
    package var rated: RatedThing?
    /// What of a rubric a rating is about, which also says what it counts for.
    package var criterion: CriterionReference?
    /// Positions of the sources it is asked of, if fewer than the survey's.
    package var asks: [Int]?
    /// Text by source, where it differs from the title.
    package var wordings: [Wording]
    package var earlier: [EarlierWording]
    package var formerly: [String]
}

/// rate NAME "…" -> personal.pacing
package struct RatedThing: Sendable, Hashable {
    /// Position in the model's `progressions`.
    package let progression: Int
    /// Position among its strands; nil: the progression as a whole.
    package let strand: Int?

    package init(progression: Int, strand: Int?) {
        self.progression = progression
        self.strand = strand
    }
}

extension Question {
    package var isRating: Bool { rated != nil || criterion != nil }
}

package struct Target: Sendable, Hashable {
    package let node: NodeReference
    package let weight: Rational

    package init(node: NodeReference, weight: Rational) {
        self.node = node
        self.weight = weight
    }
}

package struct Wording: Sendable {
    package let source: Int
    package let text: String
}

/// was "…" until WAVE comparable
package struct EarlierWording: Sendable {
    package let text: String
    /// Position of the first wave that no longer used it.
    package let until: Int
    package let isComparable: Bool
}
