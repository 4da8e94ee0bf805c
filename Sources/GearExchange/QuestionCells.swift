import GearModel
import GearSource
import GearSyntax

/// What the cells of a question's row say.
extension QuestionReading {
    mutating func readCells(_ row: Sheet.Row, _ tags: String, into question: inout QuestionList.Question) {
        func has(_ column: QuestionHeader.Column) -> Bool { header.columns[column] != nil }
        if has(.notes) { question.doc = cell(.notes, row).isEmpty ? nil : cell(.notes, row) }
        if has(.tags) || !header.levels.isEmpty || question.targets.isEmpty {
            question.targets = targets(tags, row, question)
        }
        if has(.reverse) { question.isReversed = isReversed(row) }
        if question.isOpen {
            question.scale = nil
        } else if has(.scale) || question.scale == nil {
            question.scale = scale(row)
        }
        if has(.sources) { question.asks = sources(cell(.sources, row)) }
        if !header.wordings.isEmpty { question.wordings = wordings(row) }
        if has(.was) { question.earlier = earlier(row) }
        if has(.formerly) { question.formerly = formerly(row) }
    }

    /// A rating has the levels of what it rates to choose from, and so neither scale nor direction of its own.
    mutating func readRating(_ row: Sheet.Row, _ tags: String, into question: inout QuestionList.Question) {
        if header.columns[.notes] != nil { question.doc = cell(.notes, row).isEmpty ? nil : cell(.notes, row) }
        (question.targets, question.scale, question.isReversed) = ([], nil, false)
        if header.columns[.tags] != nil || question.rated == nil {
            let known = options.vocabulary.ratedThings
            guard list.isWalkthrough, known.contains(tags) else {
                let near = Likeness.nearest(to: tags, among: known)
                return report(
                    .unknownInCell,
                    list.isWalkthrough ? "there is no strand or criterion `\(tags)`" : "a survey rates nothing", row,
                    "Tags",
                    help: near.map { "did you mean `\($0)`?" }
                        ?? "name what the rating places visits on, such as `PROGRESSION.STRAND`")
            }
            question.rated = tags
        }
        if header.columns[.sources] != nil { question.asks = sources(cell(.sources, row)) }
        if !header.wordings.isEmpty { question.wordings = wordings(row) }
        if header.columns[.was] != nil { question.earlier = earlier(row) }
        if header.columns[.formerly] != nil { question.formerly = formerly(row) }
    }

    private func formerly(_ row: Sheet.Row) -> [String] {
        cell(.formerly, row).parts { $0 == ";" || $0 == "," || $0 == "\n" }.filter(NameMaking.isName)
    }

    /// Tags as written, or the titles of the columns Gear, Lead tag and so on; blank cells stand for those above.
    mutating func tagText(_ row: Sheet.Row) -> String {
        let cells = header.levels.map { row.cells[$0] }
        if let first = cells.firstIndex(where: { !$0.isEmpty }) {
            levels = Array(levels.prefix(first)) + cells.dropFirst(min(first, levels.count))
        }
        let written = cell(.tags, row)
        return written.isEmpty ? levels.filter { !$0.isEmpty }.joined(separator: " > ") : written
    }

    private mutating func targets(_ written: String, _ row: Sheet.Row, _ question: QuestionList.Question)
        -> [QuestionList.Target]
    {
        let column = header.columns[.tags] == nil ? "" : "Tags"
        let weight = cell(.weight, row)
        var targets: [QuestionList.Target] = []
        for part in finder.parts(of: written) {
            let (name, ownWeight) = NodeFinder.weighted(part)
            let (found, finding) = finder.find(name)
            if let finding { report(finding.code, finding.message, row, column, help: finding.help) }
            guard let path = found, !targets.contains(where: { $0.path == path }) else { continue }
            let old = header.columns[.weight] == nil ? question.targets.first { $0.path == path }?.weight : nil
            let text = ownWeight ?? weight
            targets.append(
                QuestionList.Target(path: path, weight: text.isEmpty ? old ?? .one : self.weight(text, row)))
        }
        if written.isEmpty, !question.isOpen {
            report(
                .unknownInCell, "nothing says what this question measures", row, column,
                why: "scores belong to nodes of the framework",
                help: "name a node by its path or title, or say that it is open")
        }
        return targets
    }

    private mutating func weight(_ text: String, _ row: Sheet.Row) -> Rational {
        if let weight = Rational(decimal: text), weight.numerator > 0 { return weight }
        report(
            .cellNotUnderstood, "`\(text)` is no weight", row, "Weight",
            help: "write a number above 0, such as 2 or 0.5")
        return .one
    }

    private mutating func isReversed(_ row: Sheet.Row) -> Bool {
        switch cell(.reverse, row).folded {
        case "", "no", "n", "false", "0", "-", "+": return false
        case "yes", "y", "true", "1", "x", "r", "reverse", "reversed", "\u{2713}", "\u{2714}": return true
        default:
            report(
                .cellNotUnderstood, "`\(cell(.reverse, row))` is neither yes nor no", row, "Reverse",
                help: "write yes or no")
            return false
        }
    }

    private mutating func scale(_ row: Sheet.Row) -> String? {
        let written = cell(.scale, row)
        let text = written.isEmpty ? options.scale : written
        let model = options.vocabulary.model
        let scales = options.vocabulary.scales
        if let place = Vocabulary.place(text, scales, title: { model.scales[$0].heading.title }) {
            return scales[place]
        }
        let known = Vocabulary.listed(scales)
        let near = Likeness.nearest(to: text, among: known + known.map { String($0.split(separator: ".").last ?? "") })
        report(
            .unknownInCell, "there is no scale `\(text)`", row, "Scale",
            help: near.map { "did you mean `\($0)`?" }
                ?? "there are \(known.prefix(8).map { "`\($0)`" }.joined(separator: ", "))")
        return nil
    }

    /// The sources that a cell names; those that the program lacks are to be declared.
    mutating func sources(_ cell: String) -> [String] {
        var found: [String] = []
        for part in cell.parts(at: { $0 == ";" || $0 == "," || $0 == "\n" }) {
            let name = source(part)
            if !found.contains(name) { found.append(name) }
        }
        return found
    }

    mutating func source(_ text: String) -> String {
        let (model, known) = (options.vocabulary.model, options.vocabulary.sources)
        if let place = Vocabulary.place(text, known, title: { model.sources[$0].heading.title }) {
            return options.vocabulary.source(place)
        }
        if let new = list.newSources.first(where: { $0.title.folded == text.folded || $0.name == text }) {
            return new.name
        }
        let isName = NameMaking.isName(text) && text == text.lowercased() && sourceNames.take(text)
        let name = isName ? text : sourceNames.name(for: text, or: "source")
        list.newSources.append(QuestionList.Section(name: name, title: text, doc: nil))
        return name
    }

    private mutating func wordings(_ row: Sheet.Row) -> [QuestionList.Wording] {
        header.wordings.compactMap { source, column in
            row.cells[column].isEmpty ? nil : QuestionList.Wording(source: self.source(source), text: row.cells[column])
        }
    }

    /// Each line as after `was` in the language: `"Text" until spring16 comparable`.
    private mutating func earlier(_ row: Sheet.Row) -> [QuestionList.Earlier] {
        var earlier: [QuestionList.Earlier] = []
        for line in cell(.was, row).parts(at: { $0 == "\n" }) {
            let text = SourceText(
                file: FileID(0), name: "", bytes: Array("survey s {\nquestion q \"q\" was \(line)\n}".utf8))
            let tree = SyntaxTree(parsing: text)
            let question = tree.items.first?.body?.first
            let argument = question?.clauses.first { $0.kind == .was }?.arguments.first
            guard tree.diagnostics.isEmpty, question?.clauses.count == 1, let argument,
                case .text(let was) = argument.value.kind,
                let until = argument.clauses.first(where: { $0.kind == .until })?.arguments.first
            else {
                report(
                    .cellNotUnderstood, "`\(line)` does not say what the question was", row, "Was",
                    help: "write its text in quotes and until when: `\"How often?\" until spring16`")
                continue
            }
            earlier.append(
                QuestionList.Earlier(
                    text: was, until: tree.source.text(until.range),
                    isComparable: argument.clauses.contains { $0.kind == .comparable }))
        }
        return earlier
    }
}
