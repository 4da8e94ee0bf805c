import GearModel
import GearSource

/// What each column of one file is under its binding.
struct FilePlan: Sendable {
    enum Layout: Sendable {
        case long(question: Int, answer: Int)
        case wide([QuestionColumn])
        case counts([CountColumn], responded: [RespondedColumn])
    }

    let shape: RecordShape
    let layout: Layout
    let answers: QuestionAnswers
    /// The code of a cell of which no row speaks.
    let fill: UInt8
    /// Whether fields of a row lie in the order of the file with one byte between them.
    let isDelimited: Bool
    /// Column names, for findings.
    let columns: [String]

    /// How long a row is, about, where it is a record; nil where a record has many or none of its own.
    var usualRowBytes: Int? {
        guard isDelimited, case .wide = layout else { return nil }
        let key = 16
        return 2 * columns.count + key
    }
}

/// A column of answers to one question.
struct QuestionColumn: Sendable {
    let column: Int
    let question: Int
}

/// Finds out what the columns of a file are; what does not fit together becomes findings.
struct FilePlanner {
    let context: SurveyContext
    let binding: DataBinding
    let path: String
    let columns: [String]
    let isDelimited: Bool
    /// What does not keep the file from being used.
    private(set) var findings: [Diagnostic] = []
    /// Why it cannot be used at all.
    private(set) var refusals: [Diagnostic] = []
    private var claimed: Set<Int> = []
    private let byText: NameIndex
    /// Columns of the key, in order of first mention.
    private var keyColumns: [Int] = []

    init(_ context: SurveyContext, _ binding: DataBinding, path: String, columns: [String], isDelimited: Bool) {
        self.context = context
        self.binding = binding
        self.path = path
        self.columns = columns
        self.isDelimited = isDelimited
        var index = NameIndex()
        for (place, name) in columns.enumerated() { index.add(name, for: place) }
        byText = index
    }

    /// Nil if a column that is needed is missing: then nothing of the file can be used.
    mutating func plan() -> FilePlan? {
        let respondent = binding.respondent.map { key($0, "respondent") }
        var readings: [(isMissing: Bool, reading: DimensionReading)] = []
        for name in context.dimensions { readings.append(reading(name)) }
        let weight = binding.weight.map { key($0, "weight") }
        let cluster = binding.cluster.map { key($0, "cluster") }
        let stratum = binding.stratum.map { key($0, "stratum") }
        let at = binding.at.map { key($0, "at") }
        let layout = layout()
        let optional = [weight, cluster, stratum, at].compactMap { $0 }
        guard let layout, !respondent.contains(nil), !optional.contains(nil), !readings.contains(where: \.isMissing)
        else { return nil }
        let order = Set(keyColumns).sorted()
        func place(_ column: Int??) -> Int? { column.flatMap { $0 }.flatMap { order.firstIndex(of: $0) } }
        let shape = RecordShape(
            columns: order, respondent: respondent.compactMap { place($0) },
            dimensions: readings.map { $0.reading.moved(to: order) }, weight: place(weight), cluster: place(cluster),
            stratum: place(stratum), at: place(at), absent: absent, context: context)
        return FilePlan(
            shape: shape, layout: layout, answers: QuestionAnswers(context, absentWords: binding.absentWords),
            fill: fill, isDelimited: isDelimited, columns: columns)
    }

    /// For numbers invited, which need no respondent; a group that names no source is of all sources.
    mutating func invitedPlan(_ count: String) -> InvitedPlan? {
        var readings: [(isMissing: Bool, reading: DimensionReading)] = []
        for name in context.dimensions {
            let isBound = binding.dimensions.contains { $0.name == name }
            readings.append(isBound ? reading(name) : (false, .elsewhere))
        }
        let column = column(count, "invited")
        reportUnmatched()
        guard let column, !readings.contains(where: \.isMissing) else { return nil }
        let order = Set(keyColumns).sorted()
        let shape = RecordShape(
            columns: order, respondent: [], dimensions: readings.map { $0.reading.moved(to: order) }, weight: nil,
            cluster: nil, stratum: nil, at: nil, absent: absent, context: context)
        return InvitedPlan(column: column, columnName: columns[column], shape: shape)
    }

    /// For attributes of a dimension's values; declared dimensions in the file are attributes as well.
    mutating func attributePlan(of dimension: String) -> AttributePlan? {
        guard case .column(let name, _)? = binding.dimensions.first(where: { $0.name == dimension })?.binding else {
            refusals.append(
                Diagnostic(
                    .columnMissing, "`\(binding.heading.name)` does not say which column holds the \(dimension)",
                    at: Label(binding.heading.location), data: DataPlace(file: path),
                    help: "Add `\(dimension): column \"…\"`."))
            return nil
        }
        let key = reading(dimension)
        var wanted = binding.attributes.map { (name: $0.name, column: column($0.column, $0.name)) }
        let numbers = Set(binding.attributes.filter(\.isNumber).map(\.name))
        for (other, bound) in binding.dimensions where other != dimension {
            if case .column(let name, _) = bound { wanted.append((other, column(name, other))) }
        }
        reportUnmatched()
        guard !key.isMissing, !wanted.contains(where: { $0.column == nil }) else { return nil }
        let order = Set(keyColumns).sorted()
        let shape = RecordShape(
            columns: order, respondent: [], dimensions: [key.reading.moved(to: order)], weight: nil, cluster: nil,
            stratum: nil, at: nil, absent: absent, context: context, isPlain: true)
        return AttributePlan(
            dimension: dimension, names: wanted.map(\.name), areNumbers: wanted.map { numbers.contains($0.name) },
            columns: wanted.compactMap(\.column), columnNames: columns, keyColumn: name,
            shape: shape)
    }

    /// The words that mean 'no answer' also mean 'no value'.
    private var absent: NameIndex {
        var absent = NameIndex()
        for word in binding.absentWords { absent.add(word, for: 0) }
        return absent
    }

    /// What no row speaks of was skipped in the long layout, unless the binding says otherwise, and not shown
    /// where there is no column for it.
    private var fill: UInt8 {
        if case .long = binding.layout { return CellCode.of(binding.unlisted) }
        return CellCode.notShown
    }

    // MARK: Columns

    /// A column by the name that the binding gives it.
    private mutating func column(_ name: String, _ role: String) -> Int? {
        switch byText.find(name) {
        case .one(let place):
            claimed.insert(place)
            return place
        case .several:
            refusals.append(
                Diagnostic(
                    .columnAmbiguous, "`\(path)` has more than one column `\(name)`",
                    at: Label(binding.heading.location),
                    data: DataPlace(file: path, line: 1, column: name),
                    why: "`\(role)` could be read from any of them.", help: "Give the columns different names."))
        case .none:
            let near = Likeness.nearest(to: name, among: columns)
            refusals.append(
                Diagnostic(
                    .columnMissing, "`\(path)` has no column `\(name)`", at: Label(binding.heading.location),
                    data: DataPlace(file: path, line: 1),
                    why: "`\(role)` is read from it, so nothing of this file can be used.",
                    help: near.map { "Did you mean `\($0)`?" } ?? "Its columns are \(Self.list(columns))."))
        }
        return nil
    }

    private mutating func key(_ name: String, _ role: String) -> Int? {
        let place = column(name, role)
        if let place { keyColumns.append(place) }
        return place
    }

    private mutating func reading(_ dimension: String) -> (isMissing: Bool, reading: DimensionReading) {
        if case .counts(let pattern) = binding.layout, pattern.contains("{\(dimension)}") { return (false, .elsewhere) }
        guard let bound = binding.dimensions.first(where: { $0.name == dimension })?.binding else {
            let source = dimension == "source" ? context.onlySource : nil
            return (false, source.map { .fixed($0) } ?? .unbound)
        }
        switch bound {
        case .fixed(let value): return (false, .fixed(value))
        case .column(let name, let mapping):
            guard let place = key(name, dimension) else { return (true, .unbound) }
            var index = NameIndex()
            for (entry, pair) in mapping.enumerated() { index.add(pair.text, for: entry) }
            return (false, .column(place, mapping: index, values: mapping.map(\.value)))
        }
    }

    // MARK: Layouts

    private mutating func layout() -> FilePlan.Layout? {
        switch binding.layout {
        case .long(let question, let answer):
            let (question, answer) = (column(question, "question"), column(answer, "answer"))
            reportUnmatched()
            guard let question, let answer else { return nil }
            return .long(question: question, answer: answer)
        case .wide:
            var found = binding.questions.map { bound in
                (bound.question, column(bound.column, context.survey.questions[bound.question].heading.name))
            }
            let isComplete = !found.contains { $0.1 == nil }
            found += questionColumns(besides: Set(binding.questions.map(\.question))).map { ($0.question, $0.column) }
            reportUnmatched()
            reportQuestionsWithoutColumn(Set(found.map(\.0)))
            return isComplete
                ? .wide(found.compactMap { q, c in c.map { QuestionColumn(column: $0, question: q) } }) : nil
        case .counts(let pattern):
            let found = CountsPattern(pattern).columns(columns, context, binding)
            claimed.formUnion(found.map(\.column))
            let responded = respondedColumns()
            reportUnmatched()
            if found.isEmpty { refuse(pattern) }
            return found.isEmpty ? nil : responded.map { .counts(found, responded: $0) }
        }
    }

    /// Nil if there is none of those that the binding names.
    private mutating func respondedColumns() -> [RespondedColumn]? {
        switch binding.responded {
        case .column(let name)?:
            return column(name, "responded").map { [RespondedColumn(column: $0, source: nil, wave: nil)] }
        case .columns(let pattern)?:
            let found = CountsPattern(pattern).respondedColumns(columns, context, binding)
            claimed.formUnion(found.map(\.column))
            if found.isEmpty { refuse(pattern) }
            return found.isEmpty ? nil : found
        case nil: return []
        }
    }

    private mutating func refuse(_ pattern: String) {
        refusals.append(
            Diagnostic(
                .countsUnmatched, "no column of `\(path)` fits the pattern `\(pattern)`",
                at: Label(binding.heading.location), data: DataPlace(file: path, line: 1),
                help: "Its columns are \(Self.list(columns))."))
    }

    /// Columns that bear the name or a wording of a question. Several may be one question's, such as one for
    /// each source's wording.
    private mutating func questionColumns(besides bound: Set<Int>) -> [QuestionColumn] {
        var found: [QuestionColumn] = []
        var columnOfText: [String: Int] = [:]
        for (place, name) in columns.enumerated() where !claimed.contains(place) && !isIgnored(name) {
            switch context.questions.find(name) {
            case .none: continue
            case .several:
                claimed.insert(place)
                findings.append(
                    Diagnostic(
                        .columnAmbiguous, "the column `\(name)` fits more than one question",
                        at: Label(binding.heading.location), data: DataPlace(file: path, line: 1, column: name),
                        why: "Two questions of `\(context.survey.heading.name)` have this text.",
                        help: "Say which one it is: `question NAME: column \"\(name)\"`."))
            case .one(let question) where bound.contains(question): continue
            case .one(let question):
                claimed.insert(place)
                if let first = columnOfText.updateValue(place, forKey: NameIndex.fold(name)) {
                    findings.append(
                        Diagnostic(
                            .columnTwice, "columns \(first + 1) and \(place + 1) of `\(path)` are both `\(name)`",
                            at: Label(binding.heading.location), data: DataPlace(file: path, line: 1, column: name),
                            why: "Where both hold an answer and they differ, neither counts.",
                            help: "Ignore or rename the one that is not meant."))
                }
                found.append(QuestionColumn(column: place, question: question))
            }
        }
        return found
    }

    private func isIgnored(_ name: String) -> Bool {
        binding.ignored.contains { pattern in
            let wanted = NameIndex.fold(pattern)
            let form = NameIndex.fold(name)
            return wanted.hasSuffix("*") ? form.hasPrefix(wanted.dropLast()) : form == wanted
        }
    }

    private mutating func reportUnmatched() {
        let unmatched = columns.indices.filter { !claimed.contains($0) && !isIgnored(columns[$0]) }.map { columns[$0] }
        guard !unmatched.isEmpty else { return }
        var hints: [String] = []
        if case .wide = binding.layout {
            let texts = context.questions.texts
            hints = unmatched.prefix(100).compactMap { name in
                Likeness.nearest(to: name, among: texts).map { "`\(name)`: did you mean `\($0)`?" }
            }
        }
        let count = unmatched.count == 1 ? "a column that fits nothing" : "\(unmatched.count) columns that fit nothing"
        findings.append(
            Diagnostic(
                .columnsUnmatched, "`\(path)` has \(count): \(Self.list(unmatched))",
                at: Label(binding.heading.location),
                data: DataPlace(file: path, line: 1, column: unmatched.count == 1 ? unmatched[0] : ""),
                why: "What they hold is not used.",
                help: (hints.prefix(3) + ["Bind them or list them under `ignore`."]).joined(separator: " ")))
    }

    private mutating func reportQuestionsWithoutColumn(_ found: Set<Int>) {
        let missing = context.survey.questions.indices.filter { place in
            !found.contains(place) && !context.survey.questions[place].isOpen
        }
        guard !missing.isEmpty else { return }
        let names = missing.map { context.survey.questions[$0].heading.name }
        let count = names.count == 1 ? "no column for the question" : "no columns for \(names.count) questions:"
        findings.append(
            Diagnostic(
                .questionWithoutColumn, "`\(path)` has \(count) \(Self.list(names))",
                at: Label(binding.heading.location),
                data: DataPlace(file: path, line: 1), why: "They count as not shown to anybody in this file.",
                help: "If a column bears another text, say `question NAME: column \"…\"`."))
    }

    /// The first few names; how many there are besides.
    static func list(_ names: [String], most: Int = 12) -> String {
        let shown = names.prefix(most).map { "`\($0)`" }.joined(separator: ", ")
        return names.count > most ? shown + " and \(names.count - most) more" : shown
    }
}

extension DimensionReading {
    /// From a place in the file to a place among the key's columns.
    fileprivate func moved(to order: [Int]) -> DimensionReading {
        guard case .column(let column, let mapping, let values) = self else { return self }
        return order.firstIndex(of: column).map { .column($0, mapping: mapping, values: values) } ?? .unbound
    }
}
