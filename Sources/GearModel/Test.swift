import GearSource

/// test "…" { cases { … }  program "…"  answers SURVEY { … }  expect … }
///
/// A test with `cases` is one of these for each row, the row's values being put in the place of their names.
package struct TestDeclaration: Sendable {
    package let heading: Heading
    /// The row that it was made with: names, and values as written; empty without `cases`.
    package let values: [(name: String, text: String)]
    package var programs: [TestedProgram] = []
    package var answers: [InlineAnswers] = []
    package var expectations: [Expectation] = []
    /// What was found in the test itself and is expected, so that it is no finding about the program.
    package var foreseen: [Diagnostic] = []

    /// The title, with the values of its row if it has one: `bands (answer 3, name leading)`.
    package var name: String {
        let row = values.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
        return row.isEmpty ? heading.title : "\(heading.title) (\(row))"
    }
}

/// program """…""": a text that is checked as a file beside the test's.
package struct TestedProgram: Sendable {
    package let text: String
    package let location: Location
}

/// expect …
package struct Expectation: Sendable {
    package enum Kind: Sendable {
        case holds(Term)
        /// expect A == B within TOLERANCE
        case close(Term, Term, within: Term)
        /// expect TABLE within TOLERANCE { … }
        case table(ResolvedQuery, ExpectedTable, within: Term?)
        case finding(ExpectedFinding)
    }
    package let kind: Kind
    package let location: Location
}

/// The rows that a table must have, in the columns that are named.
package struct ExpectedTable: Sendable {
    package struct Row: Sendable {
        /// One a column.
        package let cells: [Term]
        package let location: Location
    }
    package let columns: [TableSchema.Column]
    package let rows: [Row]
    /// Whether the pipeline sorts, so that the order of rows counts.
    package let isOrdered: Bool
}

/// expect error GB0203 "part of the message"
package struct ExpectedFinding: Sendable {
    package let code: Code
    package let part: String?

    package func fits(_ finding: Diagnostic) -> Bool {
        finding.code == code && (part.map { finding.message.contains($0) } ?? true)
    }
}

package struct InlineAnswers: Sendable {
    /// Position in the model's `surveys`.
    package let survey: Int
    package var respondents: [InlineRespondent]
}

/// r1 teacher district "d1" wave fall15 { q1: 5, q2: dont_know }
package struct InlineRespondent: Sendable {
    package let key: String
    /// Dimension names (`source` and `wave` among them) and values.
    package let dimensions: [(name: String, value: String)]
    package var answers: [InlineAnswer]
    package let location: Location
}

package struct InlineAnswer: Sendable {
    package enum Given: Sendable {
        /// Position in the scale's points.
        case point(Int)
        case number(Double)
        case absent(AbsenceKind)
        case text(String)
    }
    /// Position in the survey's questions.
    package let question: Int
    package var given: Given
    package let location: Location
}
