import GearSource

/// data NAME from "a.csv", "b.csv" for SURVEY { respondent: column "ID"  district: column "District" … }
package struct DataBinding: Sendable {
    package enum Subject: Sendable {
        /// Position in the model's `surveys`.
        case survey(Int)
        /// Attributes of a dimension's values (`for dimension district`), by its name.
        case dimension(String)
        /// Numbers invited to a survey (`for invited readiness`).
        case invited(survey: Int)
        /// How far the tasks of a plan are (`for plan year1`): its position in the model's `plans`.
        case plan(Int)
    }
    package enum Layout: Sendable {
        case wide
        /// A row an answer.
        case long(question: String, answer: String)
        /// A column a source, question and point; see `CountsPattern`.
        case counts(pattern: String)
    }

    package let heading: Heading
    package var subject: Subject
    /// As written, relative to the file that declares the binding; `directory` is that file's folder.
    package var files: [String]
    package var directory: String
    package var layout: Layout
    /// Columns that make up the respondent's key, in order; empty: each row is its own respondent.
    package var respondent: [String]
    /// Dimensions, `source` and `wave` among them, by name.
    package var dimensions: [(name: String, binding: ValueBinding)]
    /// Questions bound to a column by hand: position in the survey, column.
    package var questions: [(question: Int, column: String)]
    /// For dimension attributes, which split and select like dimensions.
    package var attributes: [Attribute]
    package var weight: String?
    package var cluster: String?
    package var stratum: String?
    /// Orders answers within a wave.
    package var at: String?
    /// Numbers invited: fixed, or from a column (`for invited`).
    package var invited: InvitedBinding?
    /// Counts layout: how many answered in a group, whatever the question.
    package var responded: RespondedBinding?
    /// Of a plan's tasks.
    package var tasks = TaskColumns()
    /// Words that mean 'no answer'.
    package var absentWords: [String]
    /// Column names, `*` at the end standing for any.
    package var ignored: [String]
    /// What an asked question is that the long layout does not list.
    package var unlisted: AbsenceKind
    /// Rows before the data, the last but `headerRows - 1` bearing the names; 1 unless declared.
    package var headerRows: Int
    /// nil: found from the header.
    package var separator: UInt8?
    /// SQLite table.
    package var table: String?
}

/// task: column "Task"  status: column "Status" { "Finished": done }  done: column "Finished on"
package struct TaskColumns: Sendable {
    package var task: String?
    package var status: String?
    /// What texts of the status mean besides its own words.
    package var statusWords: [(text: String, status: TaskProgress)] = []
    package var done: String?

    package init() {}
}

/// How far a task is, as a file says it.
package enum TaskProgress: String, Sendable, CaseIterable { case open, started, done, dropped }

/// size: column "pupils", or number size: column "pupils"
package struct Attribute: Sendable {
    package let name: String
    package let column: String
    /// Whether it is compared and sorted as a number; else it is a text.
    package let isNumber: Bool
    package let location: Location
}

package enum ValueBinding: Sendable {
    /// The same for all rows: a name of a wave or source, or a dimension's value.
    case fixed(String)
    /// From a column, through a mapping of its texts if there is one.
    case column(String, mapping: [(text: String, value: String)])
}

package enum RespondedBinding: Sendable {
    case column(String)
    /// A column a source or wave; see `CountsPattern`.
    case columns(pattern: String)
}

package enum InvitedBinding: Sendable {
    case fixed(Int)
    case column(String)
}
