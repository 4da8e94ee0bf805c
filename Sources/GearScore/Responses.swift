import GearModel

/// The answers to one survey, whatever file and layout they came from: a matrix of records by questions.
///
/// A record is what one respondent answered in one combination of dimension values (source and wave among
/// them). Records are in no particular order: nothing computed from them may depend on it.
package struct Responses: Sendable {
    /// Position in the model's `surveys`.
    package let survey: Int
    /// Number of questions of the survey, open ones included: the width of a row of `cells`.
    package let width: Int
    package var recordCount: Int
    /// One code a record and question.
    package var cells: CellMatrix
    /// For questions on a numeric range: question to one number a record, NaN where there is none.
    package var numbers: [Int: [Double]]
    /// Respondent of each record; dense. The same key is the same person in every wave.
    package var respondents: [UInt32]
    /// Key of each respondent, as shown.
    package var respondentKeys: RespondentKeys
    /// `source`, `wave` (both always), then the other dimensions that a binding of the survey names, in the
    /// model's order. Values are in order of their bytes.
    package var dimensions: [DimensionValues]
    /// Sampling weight of each record; nil: all 1.
    package var weights: [Double]?
    /// Cluster of each record (dense), if declared; else the respondent is the primary sampling unit.
    package var clusters: [UInt32]?
    /// Stratum of each record (dense), if declared.
    package var strata: [UInt32]?
    /// What the bound `at` column says of each record, values in the order of time; nil: unbound.
    package var times: DimensionValues?
    /// Counts layout: instead of records.
    package var counts: [AnswerCount]
    /// Counts layout: how many answered in those groups for which the data say so.
    package var responded: [RespondedCount] = []
    package var invited: [Invited]
    /// Which groups are too small to be shown; nil where the survey hides none.
    package var hiding: HiddenGroups?

    package init(survey: Int, width: Int) {
        self.survey = survey
        self.width = width
        recordCount = 0
        cells = CellMatrix(width: width, rowCount: 0, [])
        numbers = [:]
        respondents = []
        respondentKeys = RespondentKeys()
        dimensions = []
        counts = []
        invited = []
    }
}

extension Responses {
    /// The values of a dimension that records, counts or numbers invited have.
    package func distinctValues(of dimension: String) -> Set<String> {
        var values = Set(dimensions.first { $0.name == dimension }?.values ?? [])
        if let place = dimensions.firstIndex(where: { $0.name == dimension }) {
            values.formUnion(counts.lazy.map { $0.group[place] }.filter { !$0.isEmpty })
        }
        values.formUnion(invited.lazy.flatMap(\.group).filter { $0.dimension == dimension }.map(\.value))
        return values
    }
}

/// What a cell of a `CellMatrix` holds.
package enum CellCode {
    /// Put and left empty.
    package static let skipped: UInt8 = 0
    /// Points are their position in the scale plus 1; on a numeric range, 1 stands for 'a number is there', at
    /// an open question for 'a text is there'.
    package static let lastPoint: UInt8 = 249
    /// Nothing is known yet; only while answers are taken in, never in finished `Responses`.
    package static let unseen: UInt8 = 250
    package static let notShown: UInt8 = 251
    package static let notApplicable: UInt8 = 252
    package static let dontKnow: UInt8 = 253
    package static let refused: UInt8 = 254
    package static let notObserved: UInt8 = 255

    /// Whether a point or a number is there.
    package static func isValid(_ code: UInt8) -> Bool { code &- 1 < lastPoint }

    package static func of(_ kind: AbsenceKind) -> UInt8 {
        switch kind {
        case .skipped: skipped
        case .notShown: notShown
        case .notApplicable: notApplicable
        case .dontKnow: dontKnow
        case .refused: refused
        case .notObserved: notObserved
        }
    }
}

/// One dimension's value for each record.
package struct DimensionValues: Sendable {
    /// `source`, `wave` or a declared dimension's name.
    package let name: String
    package var codes: [UInt32]
    /// What the codes stand for, in order of their bytes; a missing value is the code `missing`.
    package var values: [String]
    package static let missing = UInt32.max

    package init(name: String, codes: [UInt32] = [], values: [String] = []) {
        self.name = name
        self.codes = codes
        self.values = values
    }
}

/// How many gave a point to a question in a group (counts layout).
package struct AnswerCount: Sendable {
    /// Values in the order of `Responses.dimensions`.
    package let group: [String]
    package let question: Int
    /// Position in the scale.
    package let point: Int
    package let count: Int
}

/// How many answered in a group, whatever the question (counts layout).
package struct RespondedCount: Sendable {
    /// As in `AnswerCount`.
    package let group: [String]
    package let count: Int
}

/// How many were invited in a group.
package struct Invited: Sendable {
    package let group: [(dimension: String, value: String)]
    package let count: Int
}
