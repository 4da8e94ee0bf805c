import GearSource
import GearSyntax

extension Builder {
    func lowerBindings() {
        for (place, declaration) in declarations(.data) {
            let clauses = Clauses(declaration)
            guard let subject = subject(clauses, declaration, place) else { continue }
            var lowering = BindingLowering(
                builder: self, place: place,
                binding: DataBinding(
                    heading: place.heading(declaration, kind: "data"), subject: subject,
                    files: clauses.all(.from).flatMap { texts($0, place) },
                    directory: modules[place.module].directory, layout: .wide, respondent: [], dimensions: [],
                    questions: [], attributes: [], weight: nil, cluster: nil, stratum: nil, at: nil, invited: nil,
                    responded: nil,
                    absentWords: clauses.all(.absentWords).flatMap { texts($0, place) },
                    ignored: clauses.all(.ignore).flatMap { texts($0, place) },
                    unlisted: unlisted(clauses[.unlisted], place), headerRows: 1, separator: nil, table: nil))
            for entry in declaration.body ?? [] { lowering.lower(entry) }
            lowering.finish(isIncomplete: clauses.isIncomplete || hasMalformed(declaration))
            model.bindings.append(lowering.binding)
        }
    }

    private func hasMalformed(_ declaration: Declaration) -> Bool {
        (declaration.body ?? []).contains { $0.kind == .malformed || $0.clauses.contains { $0.kind == .malformed } }
    }

    private func subject(_ clauses: Clauses, _ declaration: Declaration, _ place: Place) -> DataBinding.Subject? {
        if let clause = clauses[.forSurvey] {
            return path(clause, place).flatMap { resolve($0, as: .survey, place) }.map { .survey($0) }
        }
        if let clause = clauses[.forInvited] {
            return path(clause, place).flatMap { resolve($0, as: .survey, place) }.map { .invited(survey: $0) }
        }
        if let clause = clauses[.forDimension] {
            guard let path = path(clause, place) else { return nil }
            return resolve(path, as: .dimension, place).map { .dimension(model.dimensions[$0].heading.name) }
        }
        if let clause = clauses[.forPlan] {
            return path(clause, place).flatMap { resolve($0, as: .plan, place) }.map { .plan($0) }
        }
        if !clauses.isIncomplete {
            report(
                .missingClause, "data `\(declaration.name?.text ?? "")` are for nothing",
                at: place.location(declaration.name?.range ?? declaration.keywordRange),
                help: "name the survey that they answer: `for SURVEY`")
        }
        return nil
    }

    private func unlisted(_ clause: Clause?, _ place: Place) -> AbsenceKind {
        guard let name = name(clause, place) else { return .skipped }
        guard let kind = AbsenceKind(rawValue: name.text), kind == .skipped || kind == .notShown else {
            wrongShape("`skipped` or `not_shown`", name.range, place)
            return .skipped
        }
        return kind
    }
}

/// Lowers the entries of one `data` declaration.
struct BindingLowering {
    let builder: Builder
    let place: Place
    var binding: DataBinding
    /// What may be bound besides dimensions.
    static let entryNames = [
        "respondent", "question", "answer", "counts", "responded", "weight", "cluster", "stratum", "at", "invited",
        "header", "separator", "table",
    ]
    private var labels: [String: Location] = [:]
    private var questionColumn: String?
    private var answerColumn: String?
    private var countsPattern: (text: String, location: Location)?
    var respondedLocation: Location?

    init(builder: Builder, place: Place, binding: DataBinding) {
        self.builder = builder
        self.place = place
        self.binding = binding
    }

    mutating func lower(_ entry: Declaration) {
        guard [.entry, .questionEntry, .numberEntry].contains(entry.kind), let name = entry.name else { return }
        let clauses = Clauses(entry)
        guard let values = clauses[.labelled]?.arguments.map(\.value), let value = values.first else { return }
        if case .malformed = value.kind { return }
        if entry.kind == .questionEntry {
            bindQuestion(name, value)
            return
        }
        let location = place.location(name.range)
        if let earlier = labels.updateValue(location, forKey: name.text) {
            builder.report(
                .boundTwice, "`\(name.text)` is bound twice", at: location, help: "keep one of them",
                related: [Label(earlier, "the first one")])
            return
        }
        if values.count > 1 && name.text != "respondent" {
            builder.wrongShape("one column", values[1].range, place, help: "only `respondent` may take several")
        }
        if case .plan = binding.subject, entry.kind == .entry, bindTask(name, value, clauses[.mapping]) { return }
        if let mapping = clauses[.mapping], !isDimension(name.text) {
            builder.report(
                .clauseNotHere, "`\(name.text)` takes no mapping", at: place.location(mapping.range),
                help: "only dimensions, `source` and `wave` translate what stands in a column")
        }
        if entry.kind == .numberEntry {
            bindNumber(name, value, clauses[.mapping])
        } else {
            bind(name, values, value, clauses[.mapping])
        }
    }

    mutating func bind(_ name: Name, _ values: [Expression], _ value: Expression, _ mapping: Clause?) {
        switch name.text {
        case "respondent": binding.respondent = values.compactMap { column($0) }
        case "weight": binding.weight = column(value)
        case "cluster": binding.cluster = column(value)
        case "stratum": binding.stratum = column(value)
        case "at": binding.at = column(value)
        case "answer": answerColumn = column(value)
        case "question": questionColumn = column(value)
        case "counts":
            guard case .columns(let pattern) = value.kind else {
                builder.wrongShape("a pattern such as `columns \"{source}_N_{question}_{point}\"`", value.range, place)
                return
            }
            countsPattern = (pattern, place.location(value.range))
        case "invited":
            if case .number(let count) = value.kind {
                guard let whole = Int(exactly: count), whole >= 0 else {
                    builder.wrongShape("a whole number", value.range, place)
                    return
                }
                binding.invited = .fixed(whole)
            } else {
                binding.invited = column(value).map { .column($0) }
            }
        case "responded": bindResponded(value)
        case "header": binding.headerRows = headerRows(value)
        case "separator": binding.separator = separator(value)
        case "table": binding.table = text(value)
        default: bindDimension(name, value, mapping)
        }
    }

    func column(_ value: Expression) -> String? {
        switch value.kind {
        case .column(let name): return name
        case .malformed: return nil
        default:
            let written = builder.modules[place.module].tree.source.text(value.range)
            let quoted = written.hasPrefix("\"") ? written : "\"\(written)\""
            var isText = false
            if case .text = value.kind { isText = true }
            let location = place.location(value.range)
            builder.report(
                .wrongShape, "this should be a column", at: location, help: "write `column \(quoted)`",
                fix: isText ? Fix("write `column \(quoted)`", [Edit(location, "column \(quoted)")], isSafe: true) : nil)
            return nil
        }
    }

    private func text(_ value: Expression) -> String? {
        if case .text(let text) = value.kind { return text }
        builder.wrongShape("a text in quotes", value.range, place)
        return nil
    }

    private func headerRows(_ value: Expression) -> Int {
        guard case .number(let number) = value.kind, let rows = Int(exactly: number), (1...100).contains(rows) else {
            builder.wrongShape("a whole number from 1 to 100", value.range, place)
            return 1
        }
        return rows
    }

    private func separator(_ value: Expression) -> UInt8? {
        guard let text = text(value) else { return nil }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte != UInt8(ascii: "\""), byte != 10, byte != 13
        else {
            builder.wrongShape("one sign that separates columns, such as `\";\"`", value.range, place)
            return nil
        }
        return byte
    }

    func isDimension(_ name: String) -> Bool {
        name == "source" || name == "wave" || builder.model.dimensions.contains { $0.heading.name == name }
    }

    private mutating func bindDimension(_ name: Name, _ value: Expression, _ mapping: Clause?) {
        guard isDimension(name.text) else {
            if case .dimension = binding.subject { return bindAttribute(name, value, isNumber: false) }
            let known = ["source", "wave"] + builder.model.dimensions.map(\.heading.name) + Self.entryNames
            let near = Likeness.nearest(to: name.text, among: known)
            builder.report(
                .unknownName, "there is no dimension `\(name.text)`", at: place.location(name.range),
                help: near.map { "did you mean `\($0)`?" }
                    ?? "declare it: `dimension \(name.text) \"…\"`, or ignore its column: `ignore \"…\"`",
                fix: near.map { .instead($0, at: place.location(name.range)) })
            return
        }
        var pairs = mapping.map { self.mapping($0, of: name.text) } ?? []
        if name.text == Dimension.ofRoles { pairs += roleTitles(besides: pairs.map(\.text)) }
        switch value.kind {
        case .malformed: break
        case .column(let column): binding.dimensions.append((name.text, .column(column, mapping: pairs)))
        default:
            if let mapping {
                builder.report(
                    .clauseNotHere, "a fixed value takes no mapping", at: place.location(mapping.range),
                    help: "write `\(name.text): column \"…\" { … }`")
            }
            if let fixed = self.value(value, of: name.text) { binding.dimensions.append((name.text, .fixed(fixed))) }
        }
    }

    private func mapping(_ clause: Clause, of dimension: String) -> [(text: String, value: String)] {
        var pairs: [(text: String, value: String)] = []
        var seen: Set<String> = []
        for argument in clause.arguments {
            guard let text = argument.quotedLabel?.value ?? argument.label?.text else {
                builder.wrongShape("a text and what it means, `\"Teacher\": teacher`", argument.range, place)
                continue
            }
            guard let value = value(argument.value, of: dimension) else { continue }
            if !seen.insert(text).inserted {
                builder.report(
                    .boundTwice, "“\(text)” is translated twice", at: place.location(argument.range),
                    help: "keep one of them",
                    fix: builder.removal(ofRepeated: argument.range, in: clause.arguments, place))
            } else {
                pairs.append((text, value))
            }
        }
        return pairs
    }

    /// A value of a dimension as its name: a declared source or wave, a date for a wave, else any word or text.
    private func value(_ expression: Expression, of dimension: String) -> String? {
        switch expression.kind {
        case .malformed: return nil
        case .path(let path):
            switch dimension {
            case "source":
                guard let source = builder.resolve(path, as: .source, place) else { return nil }
                checkAsked(source, path)
                return builder.model.sources[source].heading.name
            case Dimension.ofRoles where !builder.model.roles.isEmpty:
                return builder.resolve(path, as: .role, place).map { builder.model.roles[$0].heading.name }
            case "wave":
                return builder.resolve(path, as: .wave, place).map { builder.model.waves[$0].heading.name }
            default: return path.text
            }
        case .text(let text) where dimension != "source": return text
        case .number, .date:
            if dimension == "source" { break }
            return builder.modules[place.module].tree.source.text(expression.range)
        default: break
        }
        builder.wrongShape(dimension == "source" ? "a source" : "a value of `\(dimension)`", expression.range, place)
        return nil
    }

    private func checkAsked(_ source: Int, _ path: Path) {
        guard case .survey(let position) = binding.subject, builder.model.surveys.indices.contains(position) else {
            return
        }
        let survey = builder.model.surveys[position]
        guard !survey.asks.isEmpty, !survey.asks.contains(source) else { return }
        builder.report(
            .sourceNotAsked, "survey `\(survey.heading.name)` does not ask `\(path.text)`",
            at: place.location(path.range), help: "add it to the survey's `asks`, or name one that is asked",
            related: [Label(survey.heading.location, "the survey")])
    }

    private mutating func bindQuestion(_ name: Name, _ value: Expression) {
        guard let column = column(value) else { return }
        guard case .survey(let position) = binding.subject, builder.model.surveys.indices.contains(position) else {
            builder.report(
                .clauseNotHere, "only data for a survey have questions", at: place.location(name.range),
                help: "remove the entry")
            return
        }
        let survey = builder.model.surveys[position]
        guard let question = builder.resolveQuestion(name, in: survey, place) else { return }
        if binding.questions.contains(where: { $0.question == question }) {
            builder.report(
                .boundTwice, "question `\(name.text)` is bound twice", at: place.location(name.range),
                help: "keep one of them")
        } else {
            binding.questions.append((question, column))
        }
    }
}

extension BindingLowering {
    /// What must fit together once all entries are read.
    mutating func finish(isIncomplete: Bool) {
        let heading = binding.heading
        if let question = questionColumn, let answer = answerColumn {
            binding.layout = .long(question: question, answer: answer)
        } else if questionColumn != nil || answerColumn != nil {
            if !isIncomplete {
                let missing = questionColumn == nil ? "question" : "answer"
                builder.report(
                    .missingClause, "data `\(heading.name)` name no column for the \(missing)", at: heading.location,
                    why: "where a row is one answer, one column says the question and another the answer",
                    help: "add `\(missing): column \"…\"`")
            }
        }
        if let (pattern, location) = countsPattern { useCounts(pattern, location) }
        if let respondedLocation { checkResponded(respondedLocation) }
        guard !isIncomplete else { return }
        if binding.files.isEmpty {
            builder.report(
                .missingClause, "data `\(heading.name)` come from no file", at: heading.location,
                help: "write `from \"answers.csv\"` after the name")
        }
        switch binding.subject {
        case .survey(let position): if builder.model.surveys.indices.contains(position) { bindSource(position) }
        case .dimension(let name):
            if !binding.dimensions.contains(where: { $0.name == name }) {
                builder.report(
                    .missingClause, "data `\(heading.name)` do not say which column holds the \(name)",
                    at: heading.location, help: "add `\(name): column \"…\"`")
            }
        case .plan: finishTasks()
        case .invited:
            if binding.invited == nil {
                builder.report(
                    .missingClause, "data `\(heading.name)` do not say which column holds the number invited",
                    at: heading.location, help: "add `invited: column \"…\"`")
            }
        }
    }

    /// A survey that asks one source needs no word about it; of several, the data must say who answers.
    private mutating func bindSource(_ position: Int) {
        guard !binding.dimensions.contains(where: { $0.name == "source" }), labels["source"] == nil else { return }
        let survey = builder.model.surveys[position]
        if survey.asks.count == 1 {
            binding.dimensions.append(("source", .fixed(builder.model.sources[survey.asks[0]].heading.name)))
            return
        }
        if case .counts(let pattern) = binding.layout, pattern.contains("{source}") { return }
        guard survey.asks.count > 1 else { return }
        let names = survey.asks.map { builder.model.sources[$0].heading.name }
        builder.report(
            .missingClause, "data `\(binding.heading.name)` do not say who answers", at: binding.heading.location,
            why: "survey `\(survey.heading.name)` asks \(names.map { "`\($0)`" }.joined(separator: ", "))",
            help: "add `source: \(names[0])` if all rows are theirs, or `source: column \"…\" { \"…\": \(names[0]) }`")
    }

    private mutating func useCounts(_ pattern: String, _ location: Location) {
        binding.layout = .counts(pattern: pattern)
        if questionColumn != nil || answerColumn != nil {
            builder.report(
                .clauseNotHere, "counts go with neither `question` nor `answer`", at: location,
                help: "the pattern says where the question and the point stand")
        }
        var found: Set<String> = []
        for part in pattern.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
            guard let end = part.firstIndex(of: "}") else {
                builder.wrongShape("a pattern with a `}` for each `{`", location.range, place)
                return
            }
            let name = String(part[..<end])
            if name != "question" && name != "point" && !isDimension(name) {
                builder.report(
                    .unknownName, "there is no dimension `\(name)`", at: location,
                    help: "a pattern may hold `{question}`, `{point}`, `{source}`, `{wave}` and the declared dimensions"
                )
            } else if !found.insert(name).inserted {
                builder.report(
                    .boundTwice, "`{\(name)}` stands twice in the pattern", at: location, help: "keep one of them")
            }
        }
        for needed in ["question", "point"] where !found.contains(needed) {
            builder.report(
                .missingClause, "the pattern has no `{\(needed)}`", at: location,
                why: "each column must say its question and its point", help: "write such as `\"{question}_{point}\"`")
        }
    }
}

extension Builder {
    /// A question by its name or a former one; nil after a report.
    func resolveQuestion(_ name: Name, in survey: Survey, _ place: Place) -> Int? {
        if let question = survey.questions.firstIndex(where: { $0.heading.name == name.text }) { return question }
        let known = maySuggest() ? survey.questions.map(\.heading.name) : []
        let renamed = survey.questions.first { $0.formerly.contains(name.text) }
        let near = Likeness.nearest(to: name.text, among: known)
        report(
            .unknownName, "survey `\(survey.heading.name)` has no question `\(name.text)`",
            at: place.location(name.range),
            help: renamed.map { "it is called `\($0.heading.name)` now" }
                ?? near.map { "did you mean `\($0)`?" }
                ?? "it has: " + known.prefix(8).map { "`\($0)`" }.joined(separator: ", "),
            fix: (renamed?.heading.name ?? near).map { .instead($0, at: place.location(name.range)) })
        return nil
    }
}
