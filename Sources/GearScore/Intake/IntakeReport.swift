import GearSource
import GearTable

/// What became of the files of one survey.
package struct IntakeReport: Sendable {
    package var files: [FileReport] = []
    package var findings: [Diagnostic] = []
    /// Whether the work was given up because it was asked to stop.
    package var wasStopped = false

    package init() {}
}

/// What became of one file: `rowsRead` is `rowsUsed` and `rowsSetAside`, always.
package struct FileReport: Sendable, Hashable {
    package let file: String
    /// Name of the `data` declaration.
    package let binding: String
    package var rowsRead = 0
    /// Rows set aside as a whole: in the long layout each is an answer.
    package var rowsSetAside = 0
    /// Single answers set aside in rows that are used (wide and counts layouts).
    package var cellsSetAside = 0
    /// Answers that repeat one that was given already; they count once, and their rows as used.
    package var repeats = 0

    package var rowsUsed: Int { rowsRead - rowsSetAside }

    package init(file: String, binding: String) {
        self.file = file
        self.binding = binding
    }

    /// `fall.csv: 1,204 rows read, 1,200 used, 4 set aside; 12 cells set aside`
    package var summary: String {
        let counted = GroupedNumber.text
        var text = "\(file): \(counted(rowsRead)) \(rowsRead == 1 ? "row" : "rows") read, \(counted(rowsUsed)) used, "
        text += "\(counted(rowsSetAside)) set aside"
        if cellsSetAside > 0 {
            text += "; \(counted(cellsSetAside)) \(cellsSetAside == 1 ? "cell" : "cells") set aside"
        }
        return text
    }
}

/// A row or cell that was set aside.
package struct Reject: Sendable, Hashable {
    package let file: String
    package let line: Int
    /// The column's name; empty if the whole row is meant.
    package let column: String
    /// Of the finding that tells more.
    package let code: String
    package let reason: String
}

/// How to take in, beyond what is taken in.
package struct IntakeOptions: Sendable {
    package var threads = 2
    /// Records times questions that may be held: with 400 questions, 2.6 million records.
    package var mostCells = 1 << 30
    /// Asked now and then; true gives up.
    package var shouldStop: @Sendable () -> Bool = { Threads.isStopping }
    /// Told of rows as they are read, from more than one thread.
    package var progress: @Sendable (Int) -> Void = { _ in }
    /// Told of everything that is set aside, in the order of the files; nil if nobody wants to know.
    package var reject: (@Sendable (Reject) -> Void)?

    package init() {}
}
