import GearModel
import GearSource
import GearTable

/// A `data` declaration for a file, as far as it can be guessed: text for the author to go through.
///
/// Every guess ends in a comment, `// confirm: …`, with what speaks for it; what fitted nothing is listed.
package struct BindingProposal: Sendable {
    /// Without a line end after the last brace.
    package let text: String

    /// Looks at the header and the first rows of `file`; `path` is what the declaration will name.
    package init(_ file: RowFile, path: String, survey: Int, _ model: Model) throws(Diagnostic) {
        let context = SurveyContext(model, survey: survey, bound: Set(model.dimensions.map(\.heading.name)))
        let profile = try FileProfile.of(file)
        text = ProposalWriter(profile, context, path: path).text
    }
}

/// Writes down what was guessed.
private struct ProposalWriter {
    private let profile: FileProfile
    private let context: SurveyContext
    private let path: String
    private var lines: [String] = []
    private var notes: [String] = []
    private var used: Set<Int> = []

    init(_ profile: FileProfile, _ context: SurveyContext, path: String) {
        self.profile = profile
        self.context = context
        self.path = path
        write()
    }

    var text: String {
        let head = "data \(name) from \(Self.quoted(path)) for \(context.survey.heading.name) {"
        return ([head] + lines.map { "  " + $0 } + notes.map { "  // " + Self.plain($0) } + ["}"])
            .joined(separator: "\n")
    }

    private mutating func write() {
        let layout = LayoutGuess(profile, context)
        var isWide = false
        switch layout {
        case .wide(let columns):
            isWide = true
            used = Set(columns.map(\.column))
        case .long(let question, let answer, _): used = [question, answer]
        case .counts(_, let columns): used = columns
        }
        let key = KeyGuess(profile, context, taken: used, isWide: isWide)
        writeHeaderRows()
        if case .counts = layout {} else { writeRespondent(key) }
        writeDimensions(key, layout)
        if let weight = key.weight {
            used.insert(weight)
            add("weight: \(column(weight))", "its name, and all texts are numbers")
        }
        writeLayout(layout)
        writeAnswers(layout)
        writeRest()
    }

    // MARK: Parts

    private mutating func writeHeaderRows() {
        let more = profile.firstRows.prefix { row in
            let named = row.count { context.questions.item($0) != nil }
            return named >= 2 || row.contains { $0.hasPrefix("{\"ImportId\"") }
        }
        if !more.isEmpty {
            add("header: \(more.count + 1)", "line \(more.count + 1) holds questions' texts, not answers")
        }
    }

    private mutating func writeRespondent(_ key: KeyGuess) {
        guard let respondent = key.respondent else {
            notes.append("No column tells respondents apart: each row counts as a respondent of its own.")
            return
        }
        used.insert(respondent.column)
        add("respondent: \(column(respondent.column))", respondent.evidence)
    }

    private mutating func writeDimensions(_ key: KeyGuess, _ layout: LayoutGuess) {
        var bound: Set<String> = []
        if case .counts(let pattern, _) = layout, pattern.contains("{source}") { bound.insert("source") }
        for found in key.dimensions where bound.insert(found.dimension).inserted {
            used.insert(found.column)
            if found.mapping.isEmpty {
                add("\(found.dimension): \(column(found.column))", found.evidence)
            } else {
                add("\(found.dimension): \(column(found.column)) {", found.evidence)
                for (text, value) in found.mapping { add("  \(Self.quoted(text)): \(value)", "these are alike") }
                lines.append("}")
            }
            if !found.unknown.isEmpty {
                notes.append(
                    "No \(found.dimension): \(Self.list(found.unknown)). Map or ignore: such rows are set aside.")
            }
        }
        writeFixed(bound)
    }

    /// What no column says has to be said for the whole file.
    private mutating func writeFixed(_ bound: Set<String>) {
        if !bound.contains("source"), context.survey.asks.count > 1, let first = context.survey.asks.first {
            let names = context.survey.asks.map { context.model.sources[$0].heading.name }
            let near = names.first { path.lowercased().contains($0.lowercased()) }
            add(
                "source: \(near ?? context.model.sources[first].heading.name)",
                near == nil
                    ? "no column says who answered; one of \(names.joined(separator: ", "))" : "the file's name")
        }
        if !bound.contains("wave"), let last = context.model.waves.last {
            let folded = path.lowercased()
            let near = context.model.waves.first { folded.contains($0.heading.name.lowercased()) }
            let names = context.model.waves.map(\.heading.name).joined(separator: ", ")
            add(
                "wave: \((near ?? last).heading.name)",
                near == nil ? "no column says when; one of \(names)" : "the file's name")
        }
    }

    private mutating func writeLayout(_ layout: LayoutGuess) {
        switch layout {
        case .long(let question, let answer, let share):
            add("question: \(column(question))", "\(Int(share * 100)) % of its texts name a question")
            add("answer: \(column(answer))", "its texts are answers")
        case .counts(let pattern, let columns):
            add("counts: columns \(Self.quoted(pattern))", "\(columns.count) columns are made like this")
        case .wide(let columns):
            for match in columns {
                let name = context.survey.questions[match.question].heading.name
                if case .likeness(let text) = match.evidence {
                    add("question \(name): \(column(match.column))", "like \(Self.quoted(text))")
                }
            }
            let sure = columns.count { if case .likeness = $0.evidence { false } else { true } }
            notes.append("\(sure) columns bear the name or text of a question.")
            let found = Set(columns.map(\.question))
            let missing = context.survey.questions.enumerated().filter { !found.contains($0.offset) }
            if !missing.isEmpty {
                notes.append("No column for \(Self.list(missing.map(\.element.heading.name))).")
            }
        }
    }

    /// Texts that are no answer: words for none, or spellings of points.
    private mutating func writeAnswers(_ layout: LayoutGuess) {
        var columns: [(column: Int, question: Int?)] = []
        switch layout {
        case .wide(let matched): columns = matched.map { ($0.column, $0.question) }
        case .long(_, let answer, _): columns = [(answer, nil)]
        case .counts: return
        }
        let unknown = UnknownAnswers(profile, context, columns)
        if !unknown.absent.isEmpty {
            add(
                "absent " + unknown.absent.map { Self.quoted($0.text) }.joined(separator: ", "),
                "often used for no answer; "
                    + unknown.absent.map { "\(Self.quoted($0.text)) \($0.count) times" }.joined(separator: ", "))
        }
        for entry in unknown.others.prefix(40) {
            let near = TextLikeness.nearest(to: entry.text, among: unknown.labels).map {
                " — is it `\($0)`? Then write `also \(Self.quoted(entry.text))` at that point."
            }
            notes.append("No answer: \(Self.quoted(entry.text)), \(entry.count) times" + (near ?? "."))
        }
        if unknown.others.count > 40 {
            notes.append("… and \(unknown.others.count - 40) more texts that are no answer.")
        }
    }

    private mutating func writeRest() {
        let rest = profile.columns.indices.filter { !used.contains($0) && !profile.columns[$0].name.isEmpty }
        if !rest.isEmpty {
            let names = rest.map { Self.quoted(profile.columns[$0].name) }
            add("ignore " + names.joined(separator: ", "), "these columns fit nothing")
        }
        if profile.rowCount >= FileProfile.mostRows {
            notes.append("Only the first \(GroupedNumber.text(FileProfile.mostRows)) rows were looked at.")
        }
    }

    // MARK: Text

    private mutating func add(_ entry: String, _ evidence: String) {
        lines.append("\(entry)  // confirm: \(Self.plain(evidence))")
    }

    private func column(_ place: Int) -> String { "column \(Self.quoted(profile.columns[place].name))" }

    /// A name made from the file's.
    private var name: String {
        let file = path.split(separator: "/").last ?? "answers"
        let stem = file.split(separator: ".").first ?? file
        let letters = stem.lowercased().unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) ? Character(scalar) : "_"
        }
        let name = String(letters)
        let isWord = name.unicodeScalars.first.map { $0.properties.isAlphabetic } ?? false
        return isWord ? name : "answers_" + name
    }

    private static func list(_ texts: [String]) -> String {
        texts.count > 12
            ? texts.prefix(12).map(quoted).joined(separator: ", ") + " and \(texts.count - 12) more"
            : texts.map(quoted).joined(separator: ", ")
    }

    /// A text of the language.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.generalCategory == .control
                    || scalar.properties.generalCategory == .format
                    || scalar.properties.generalCategory == .lineSeparator
                    || scalar.properties.generalCategory == .paragraphSeparator
                {
                    quoted += "\\u{\(String(scalar.value, radix: 16))}"
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }

    /// What a comment can hold: one line.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.value < 0x20 || scalar.properties.generalCategory == .control
                        || scalar.properties.generalCategory == .lineSeparator
                        || scalar.properties.generalCategory == .paragraphSeparator
                        || scalar.properties.generalCategory == .format ? " " : scalar
                }))
    }
}
