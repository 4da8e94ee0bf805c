import GearSource
import GearTable

/// Why a row or a cell is set aside.
enum Fault: Hashable, Error {
    // The whole row: it cannot be read.
    case malformed(RowProblem.Kind)
    // The whole row: it does not say, or wrongly, whose answers it holds.
    case unknownSource(String)
    case sourceNotAsked(Int)
    case unknownWave(String)
    case waveTooEarly(String)
    case waveAmbiguous(String)
    /// A month above 12: no value of the column can be trusted to be a month.
    case schoolYear(String)
    case badWeight(String)
    /// Weight, cluster or stratum differ from those of another row of the same record.
    case contradiction(respondent: String)
    /// What every row must have: `source`, `wave`, `cluster`, `stratum` or `question`.
    case missing(String)
    // One answer: a row of the long layout, a cell of the others.
    case unknownQuestion(String)
    case ambiguousQuestion(String)
    case offScale(question: Int, text: String)
    case outOfRange(question: Int, text: String)
    case notAsked(question: Int, source: Int)
    /// Another answer to the same question by the same respondent in the same wave differs.
    case conflict(question: Int, respondent: String)
    case badCount(String)
    /// Another row has a different count of the same.
    case countConflict(question: Int, point: Int)
    /// Fewer are said to have answered than one question has answers.
    case tooFewResponded(Int, question: Int, count: Int)
    /// Another row describes the same value of a dimension differently.
    case attributeConflict(String)
    /// An attribute that is declared to be a number.
    case notNumber(attribute: String, text: String)

    var code: Code {
        switch self {
        case .malformed(let kind): Self.code(kind)
        case .unknownSource: .sourceUnknown
        case .sourceNotAsked: .dataSourceNotAsked
        case .unknownWave, .waveTooEarly, .waveAmbiguous: .waveUnknown
        case .schoolYear: .waveSchoolYear
        case .badWeight: .weightInvalid
        case .contradiction: .recordContradiction
        case .missing: .valueMissing
        case .unknownQuestion: .questionUnknown
        case .ambiguousQuestion: .columnAmbiguous
        case .offScale, .outOfRange: .answerOffScale
        case .notAsked: .questionNotAsked
        case .conflict, .countConflict: .answersConflict
        case .badCount: .countInvalid
        case .attributeConflict: .attributeConflict
        case .notNumber: .attributeNotNumber
        case .tooFewResponded: .respondedTooFew
        }
    }

    private static func code(_ kind: RowProblem.Kind) -> Code {
        switch kind {
        case .ragged: .dataFileRagged
        case .openQuote: .dataFileQuoteOpen
        case .strayQuote: .dataFileQuoteStray
        case .notUTF8: .dataFileBytes
        case .tooLong: .dataFileRowTooLong
        case .json(.malformed): .dataFileJSON
        case .json(.nested): .dataFileJSONNested
        case .json(.repeated): .dataFileJSONRepeated
        case .blob: .dataFileSQLite
        }
    }
}
