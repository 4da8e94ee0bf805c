/// How much a finding matters: errors stop evaluation, warnings and notes do not.
package enum Severity: String, Sendable, Comparable {
    case note, warning, error

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// A kind of finding. Codes are stable: a number is never given to another meaning.
///
/// Ranges: GB00 text, GB01 syntax, GB02 names, GB03 types and expressions, GB04 checks of the
/// framework, survey and rules, GB05 data, GB06 queries, GB07 tests, GB08 files and the command,
/// GB09 versions.
/// One file of `Catalogue/` a range.
package struct Code: Sendable, Hashable {
    /// Such as `GB0203`.
    package let id: String
    package let severity: Severity
    /// A short noun phrase: what is wrong, without the user's text.
    package let title: String
    /// Markdown: what it means, why it matters, what to do; a bad and a good example.
    package let explanation: String

    package init(_ id: String, _ severity: Severity, _ title: String, _ explanation: String) {
        self.id = id
        self.severity = severity
        self.title = title
        self.explanation = explanation
    }

    package static func == (left: Code, right: Code) -> Bool { left.id == right.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A place in a program, with what is to be said about it (may be empty).
package struct Label: Sendable, Hashable {
    package let location: Location
    package let text: String

    package init(_ location: Location, _ text: String = "") {
        self.location = location
        self.text = text
    }
}

/// A place in a data file or argument list, which has no `Location`.
package struct DataPlace: Sendable, Hashable {
    /// The path as given.
    package let file: String
    /// 1-based; 0 where it has none.
    package let line: Int
    /// The column's name or its number, or empty.
    package let column: String

    package init(file: String, line: Int = 0, column: String = "") {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// One replacement of a fix.
package struct Edit: Sendable, Hashable {
    package let location: Location
    package let replacement: String

    package init(_ location: Location, _ replacement: String) {
        self.location = location
        self.replacement = replacement
    }
}

/// A change a machine can make; `safe` if it cannot change what the program means.
package struct Fix: Sendable, Hashable {
    package let title: String
    package let edits: [Edit]
    package let isSafe: Bool

    package init(_ title: String, _ edits: [Edit], isSafe: Bool) {
        self.title = title
        self.edits = edits
        self.isSafe = isSafe
    }

    /// What was probably meant, in place of what was written.
    package static func instead(_ text: String, at location: Location) -> Fix {
        Fix("write `\(text)`", [Edit(location, text)], isSafe: false)
    }
}

/// One finding: what is wrong, where, why, and what to do.
package struct Diagnostic: Sendable, Hashable {
    package let code: Code
    /// The code's own, unless the project's settings say otherwise.
    package var severity: Severity
    /// One sentence with the user's own names in it; no full stop.
    package var message: String
    /// Where; nil for findings about data files or arguments.
    package var place: Label?
    /// Other places that matter, in other files too.
    package var related: [Label]
    package var data: DataPlace?
    /// The path of what the finding is in, such as `leadership.vision` or `readiness.q1`; nil until a session says.
    package var node: String?
    /// Why it is wrong, if the message does not say.
    package var why: String?
    /// What to do about it, with 'did you mean'.
    package var help: String?
    package var fix: Fix?

    package init(
        _ code: Code, _ message: String, at place: Label? = nil, related: [Label] = [], data: DataPlace? = nil,
        why: String? = nil, help: String? = nil, fix: Fix? = nil
    ) {
        self.code = code
        severity = code.severity
        self.message = message
        self.place = place
        self.related = related
        self.data = data
        self.why = why
        self.help = help
        self.fix = fix
    }

    package init(_ code: Code, _ message: String, at location: Location, why: String? = nil, help: String? = nil) {
        self.init(code, message, at: Label(location), why: why, help: help)
    }
}

/// Thrown where one finding ends the work, such as opening a file.
extension Diagnostic: Error {}
