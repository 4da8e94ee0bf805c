import GearModel
import GearSource
import GearSyntax

/// What an import of questions knows besides the file.
package struct QuestionOptions: Sendable {
    package let vocabulary: Vocabulary
    /// The framework's place in the model.
    package let framework: Int
    /// The survey as it is so far, whose names stay.
    package var known: QuestionList?
    /// Names that other declarations have.
    package var takenNames: Set<String> = []
    package var name: String?
    package var title: String?
    /// The file's name, for want of a title.
    package var stem = ""
    /// The scale of questions whose row names none.
    package var scale = "std.agreement5"

    package init(_ vocabulary: Vocabulary, framework: Int) {
        self.vocabulary = vocabulary
        self.framework = framework
    }
}

/// Makes a survey of a spreadsheet's rows, and says which of them do not fit.
struct QuestionReading {
    let sheet: Sheet
    let header: QuestionHeader
    let options: QuestionOptions
    let finder: NodeFinder
    var list: QuestionList
    private(set) var findings: [Diagnostic]
    private var names: NameMaking
    var sourceNames: NameMaking
    private var known: [String: QuestionList.Question] = [:]
    private var knownNames: [String: String] = [:]
    /// The lines of questions by their names, and by their texts.
    private var lines: [String: Int] = [:]
    private var textLines: [String: Int] = [:]
    private var surveyLine: Int?
    /// The section that a blank cell stands for.
    private var section: Int?
    private var sectionCells: [String] = []
    /// The titles from the gear down in the row before.
    var levels: [String] = []

    init(_ sheet: Sheet, _ options: QuestionOptions) {
        self.sheet = sheet
        self.options = options
        header = QuestionHeader(sheet)
        findings = sheet.findings + header.findings
        let framework = options.vocabulary.model.frameworks[options.framework]
        let root = options.vocabulary.frameworks[options.framework] ?? framework.heading.name
        finder = NodeFinder(
            root: framework.heading.name, nodes: framework.nodes.dropFirst().map { ($0.path, $0.heading.title) })
        let before = options.known
        var survey = NameMaking(taken: options.takenNames)
        let title = before?.title ?? options.title ?? ""
        list = QuestionList(
            name: options.name ?? before?.name ?? survey.name(for: title.isEmpty ? options.stem : title, or: "survey"),
            title: title, framework: before?.framework ?? root)
        list.doc = before?.doc
        list.isWalkthrough = before?.isWalkthrough ?? false
        list.unit = before?.unit
        list.lastComments = before?.lastComments ?? []
        names = NameMaking(taken: before?.questions.map(\.name) ?? [])
        sourceNames = NameMaking(taken: options.takenNames.union([list.name]))
        for question in before?.questions ?? [] {
            known[question.name] = question
            knownNames[question.title.folded] = question.name
        }
        if header.columns[.section] == nil { list.sections = before?.sections ?? [] }
        guard header.columns[.question] != nil else { return }
        takeGivenNames()
        for row in sheet.rows { read(row) }
        finish(asks: before?.asks ?? [])
    }

    func cell(_ column: QuestionHeader.Column, _ row: Sheet.Row) -> String {
        header.columns[column].map { row.cells[$0] } ?? ""
    }

    mutating func report(
        _ code: Code, _ message: String, _ row: Sheet.Row, _ column: String = "", why: String? = nil,
        help: String? = nil
    ) {
        findings.append(
            Diagnostic(
                code, message, data: DataPlace(file: sheet.path, line: row.line, column: column), why: why, help: help))
    }

    // MARK: Rows

    private mutating func read(_ row: Sheet.Row) {
        switch cell(.kind, row).foldedHeader {
        case "survey", "walkthrough": readSurvey(row)
        case "section": readSection(row)
        case "", "question", "observe", "rate", "open", "openquestion", "text", "freetext", "closed":
            readQuestion(row)
        default:
            report(
                .cellNotUnderstood, "`\(cell(.kind, row))` is no kind of row", row, "Kind",
                help: "write question, open, rate, section or survey; a blank cell is a question")
        }
    }

    private mutating func readSurvey(_ row: Sheet.Row) {
        if let surveyLine {
            return report(
                .rowTwice, "line \(surveyLine) begins a survey already", row, "Kind",
                help: "keep each survey in a file of its own")
        }
        surveyLine = row.line
        if let name = NameMaking.whole(cell(.name, row)), options.name == nil { list.name = name }
        list.title = WrittenTitle.title(cell(.question, row), name: list.name)
        list.isWalkthrough = cell(.kind, row).foldedHeader == "walkthrough"
        list.unit = list.isWalkthrough ? NameMaking.whole(cell(.unit, row)) ?? list.unit ?? "visit" : nil
        if header.columns[.notes] != nil { list.doc = cell(.notes, row).isEmpty ? nil : cell(.notes, row) }
        list.asks = sources(cell(.sources, row))
    }

    private mutating func readSection(_ row: Sheet.Row) {
        let written = cell(.section, row).isEmpty ? cell(.question, row) : cell(.section, row)
        let name = NameMaking.whole(cell(.name, row)) ?? ""
        let notes = cell(.notes, row)
        section = list.sections.count
        let title = WrittenTitle.title(written, name: name)
        list.sections.append(
            QuestionList.Section(
                name: name, title: title, doc: notes.isEmpty ? nil : notes, comments: comments(ofSection: title)))
        sectionCells.append(written)
    }

    /// The section that a question's row is in; a new one if its title is.
    private mutating func place(in written: String) -> Int? {
        if written.isEmpty { return section }
        if written == "-" { return nil }
        if let section, sectionCells[section].folded == written.folded { return section }
        if let known = sectionCells.lastIndex(where: { $0.folded == written.folded }) { return known }
        let title = WrittenTitle.title(written, name: "")
        list.sections.append(
            QuestionList.Section(name: "", title: title, doc: nil, comments: comments(ofSection: title)))
        sectionCells.append(written)
        return list.sections.count - 1
    }

    private func comments(ofSection title: String) -> [String] {
        options.known?.sections.first { $0.title == title }?.comments ?? []
    }

    private mutating func readQuestion(_ row: Sheet.Row) {
        section = place(in: cell(.section, row))
        let tags = tagText(row)
        let written = cell(.question, row)
        guard !written.isEmpty else {
            return report(
                .rowWithoutText, "this row has no question", row, "Question", help: "write its text, or remove the row")
        }
        guard let name = name(row, written) else { return }
        let kind = cell(.kind, row).foldedHeader
        if kind == "observe" || kind == "rate", surveyLine == nil, options.known == nil, !list.isWalkthrough {
            list.isWalkthrough = true
            list.unit = "visit"
        }
        let before = findings.count
        // What the file has no column for stays as it is.
        var question = known[name] ?? QuestionList.Question(name: name, title: "")
        question.title = WrittenTitle.title(written, name: name)
        if header.columns[.kind] != nil || !question.isOpen {
            question.isOpen = Self.openWords.contains(kind) || Self.openWords.contains(cell(.scale, row).foldedHeader)
        }
        if header.columns[.section] != nil || known[name] == nil { question.section = section }
        if header.columns[.kind] != nil ? kind == "rate" : question.rated != nil {
            readRating(row, tags, into: &question)
        } else {
            question.rated = nil
            readCells(row, tags, into: &question)
        }
        guard findings.count == before else { return }
        lines[name.lowercased()] = row.line
        textLines[written.folded] = row.line
        list.questions.append(question)
    }

    private static let openWords: Set = ["open", "openquestion", "text", "freetext", "openended", "comment"]

    // MARK: Names

    /// Names that rows give come before those that are made.
    private mutating func takeGivenNames() {
        for row in sheet.rows where !cell(.name, row).isEmpty { _ = names.take(given(cell(.name, row)) ?? "") }
    }

    /// `1` is `q1`, `Q-7` is `Q_7`.
    private func given(_ text: String) -> String? {
        if NameMaking.isName(text) { return text }
        return NameMaking.whole(text).map { $0.hasPrefix("_") && !text.hasPrefix("_") ? "q" + $0.dropFirst() : $0 }
    }

    private mutating func name(_ row: Sheet.Row, _ text: String) -> String? {
        let written = cell(.name, row)
        let given = written.isEmpty ? nil : given(written)
        if !written.isEmpty, given == nil {
            report(
                .cellNotUnderstood, "`\(written)` is no name", row, "Name",
                help: "leave the cell blank to have one made")
            return nil
        }
        let name = given ?? knownNames[text.folded] ?? names.numbered("q")
        let isAsked = given == nil ? textLines[text.folded] : nil
        guard let line = isAsked ?? lines[name.lowercased()] else { return name }
        if given == nil {
            report(
                .rowTwice, "line \(line) asks the same", row, "Question",
                why: "an answer could not be told from the other's",
                help: "remove one, or say what makes them different")
        } else {
            report(
                .nameTaken, "`\(name)` is the name of the question in line \(line)", row, "Name",
                help: "give it another, or leave the cell blank to have one made")
        }
        return nil
    }

    // MARK: The whole

    private mutating func finish(asks known: [String]) {
        leaveOutSections()
        inOrderOfSections()
        var asks = list.asks.isEmpty ? known : list.asks
        let isStated = !list.asks.isEmpty
        for source in list.questions.flatMap({ $0.asks + $0.wordings.map(\.source) }) where !asks.contains(source) {
            asks.append(source)
        }
        if asks.isEmpty { asks = Vocabulary.listed(options.vocabulary.sources) }
        if asks.isEmpty { asks = [source("Respondents")] }
        list.asks = asks
        for place in list.questions.indices where !isStated && Set(list.questions[place].asks) == Set(asks) {
            list.questions[place].asks = []
        }
    }

    /// A walkthrough has none.
    private mutating func leaveOutSections() {
        guard list.isWalkthrough, !list.sections.isEmpty else { return }
        list.sections = []
        for place in list.questions.indices { list.questions[place].section = nil }
        findings.append(
            Diagnostic(
                .ignoredColumn, "a walkthrough has no sections",
                data: DataPlace(file: sheet.path, line: 1, column: QuestionHeader.Column.section.rawValue),
                why: "its questions are taken over one after the other"))
    }

    /// Questions of a section together, and sections in their order, where there were some before.
    private mutating func inOrderOfSections() {
        var groups: [[QuestionList.Question]] = []
        var places: [Int: Int] = [:]
        for question in list.questions {
            if let section = question.section, let place = places[section] {
                groups[place].append(question)
            } else {
                if let section = question.section { places[section] = groups.count }
                groups.append([question])
            }
        }
        let sorted = places.sorted { $0.key < $1.key }.map { groups[$0.value] }
        for (place, group) in zip(places.values.sorted(), sorted) { groups[place] = group }
        list.questions = groups.flatMap(\.self)
    }
}

extension QuestionList {
    /// Reads a spreadsheet; rows that do not fit are said and left out. nil if there is no question in it.
    package static func read(_ sheet: Sheet, _ options: QuestionOptions)
        -> (list: QuestionList?, findings: [Diagnostic])
    {
        let reading = QuestionReading(sheet, options)
        var findings = reading.findings.sorted { ($0.data?.line ?? 0) < ($1.data?.line ?? 0) }
        let isEmpty = reading.list.questions.isEmpty && reading.list.sections.isEmpty
        if isEmpty, !findings.contains(where: { $0.code.severity == .error }) {
            findings.append(
                Diagnostic(.nothingToImport, "`\(sheet.path)` holds no question", data: DataPlace(file: sheet.path)))
        }
        return (isEmpty ? nil : reading.list, findings)
    }
}

extension Sheet {
    /// The names that the row of the survey itself gives: of the survey and of its framework.
    package var statedSurvey: (name: String, framework: String) {
        let header = QuestionHeader(self)
        let kind = header.columns[.kind]
        let row = rows.first { row in
            kind.map { ["survey", "walkthrough"].contains(row.cells[$0].foldedHeader) } ?? false
        }
        guard let row else { return ("", "") }
        return (
            header.columns[.name].map { row.cells[$0] } ?? "", header.columns[.tags].map { row.cells[$0] } ?? ""
        )
    }
}
