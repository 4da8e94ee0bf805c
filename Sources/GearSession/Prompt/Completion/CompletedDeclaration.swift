import GearModel
import GearSource
import GearSyntax
import GearTable

extension Completer {
    /// What may stand at the beginning of a line in a construct's braces.
    func members(of parent: DeclarationKind) -> [Word] {
        let words = ConstructWords(parent)
        let members = words.members.map { word in
            let about = words.member(word).flatMap(\.about) ?? "declares"
            return Word(word, (parent == .whatIf ? CompletionWords.overlay[word] : nil) ?? about)
        }
        return unkeyed(words.unkeyed, in: parent) + members + clauseWords(words, given: [])
    }

    /// What stands in braces without a word of its own, as far as its names are known.
    private func unkeyed(_ kind: DeclarationKind?, in parent: DeclarationKind) -> [Word] {
        switch kind {
        case .line: return lineNames.map { Word($0.name, $0.about) }
        case .descriptor where parent == .level:
            return headings(progression?.strands ?? [])
        case .descriptor: return headings(rubric?.levels ?? [])
        case .entry: return labels(entryNames, besides: [])
        case .correspondence: return nodes(of: framework(after: "from"))
        default: return []
        }
    }

    private var lineNames: [(name: String, about: String)] {
        let layers = framework.map { model.frameworks[$0].layerNames } ?? ["gear", "lead", "sub", "lookfor"]
        return [
            ("person", "one respondent on one node"), ("own", "the node's own questions"),
            ("node", "own, if any, and the children"), ("time", "a node's scores over time"),
        ] + layers.map { ($0, "as `node`, of this layer") }
    }

    /// Of a data declaration: what its columns can be.
    private var entryNames: [Word] {
        Program.entryNames.map { Word($0, "column") } + dimensions()
    }

    private func clauseWords(_ words: ConstructWords, given: [ClauseKind]) -> [Word] {
        words.clauseKinds.filter { ConstructWords.mayRepeat($0) || !given.contains($0) }.compactMap(word(of:))
    }

    /// A clause's word, or both of its words.
    private func word(of kind: ClauseKind) -> Word? {
        if kind == .target { return Word("->", "what it is about") }
        guard let first = kind.keyword?.spelling else { return nil }
        let text = CompletionClauses.secondWord(of: kind).map { "\(first) \($0)" } ?? first
        return Word(text, WordAbout.short(first))
    }

    // MARK: Heads

    /// A declaration from its first word on, up to the cursor.
    func declaration(_ kind: DeclarationKind, _ marks: Marks) -> Offer {
        let words = ConstructWords(kind)
        var rest = words.keyword == nil ? marks : marks.dropFirst()
        switch kind {
        case .show: return value(rest, ExpressionScope())
        case .explain: return explanation(rest)
        case .define: return definition(rest)
        case .importFile:
            return rest.isEmpty ? files(endingIn: ["gear"]) : Offer([Word("as", "a name for what is in it")])
        case .expect: return expectation(rest)
        case .program, .row: return Offer()
        default: break
        }
        if words.hasName {
            // A name of one's own, or in data the question that a column answers.
            if rest.isEmpty {
                // Or, at the prompt, a table: `crosswalk to_state | …`.
                if kind == .crosswalk, case .file = place.braces { return Offer(names(.crosswalk)) }
                guard kind == .questionEntry else { return Offer() }
                return Offer(labels(headings(boundSurveys.flatMap(\.questions).map(\.heading)), besides: []))
            }
            if kind == .crosswalk, rest.count == 1, model.crosswalks.contains(where: { $0.heading.name == rest.first?.text }) {
                return Offer([CompletionWords.pipe])
            }
            rest = rest.dropFirst()
        }
        if rest.first?.kind == .text { rest = rest.dropFirst() }
        return clauses(rest, leading: leading(kind), words, kind)
    }

    /// The clause that stands directly behind a construct's word or name.
    private func leading(_ kind: DeclarationKind) -> ClauseKind? {
        switch kind {
        case .onFramework: .on
        case .amend, .correspondence: .node
        case .answers, .changedAnswers: .forSurvey
        case .reach: .expression
        case .line: .definition
        case .entry, .questionEntry, .numberEntry: .labelled
        case .setting: .level
        case .respondent: .given
        default: nil
        }
    }

    /// A line of clauses in a construct's braces.
    func clauses(of parent: DeclarationKind, _ marks: Marks) -> Offer {
        clauses(marks, leading: nil, ConstructWords(parent), nil)
    }

    /// - Parameter kind: what is being declared; nil for a line of clauses.
    private func clauses(_ marks: Marks, leading: ClauseKind?, _ words: ConstructWords, _ kind: DeclarationKind?) -> Offer {
        if let kind, let offer = beginning(of: kind, marks) { return offer }
        let clauses = CompletionClauses(marks, leading: leading) { word in
            kind == .step ? Self.direction(word) ?? words.clause(word) : words.clause(word)
        }
        if let missing = clauses.missingWord { return Offer([Word(missing)]) }
        let following = following(clauses, words, kind)
        guard let current = clauses.current else { return Offer(following) }
        let value = clauses.value
        switch current {
        case .forSurvey where kind == .data && value.count == 1:
            let about: [String: ClauseKind] = [
                "dimension": .forDimension, "invited": .forInvited, "plan": .forPlan,
            ]
            if let kind = value.first.flatMap({ about[$0.text] }) { return Offer(argument(kind)) }
        case .expression where model.progressions.contains { $0.heading.name == value.first?.text } && !clauses.wantsValue:
            return Offer(following)
        case .bands: return band(value.lastElement, following)
        case .given: return given(value, following)
        case .across:
            if value.isEmpty { return Offer(names(.dimension)) }
            if value.count == 1 { return Offer([Word("=", "what is made of the groups")]) }
        default: break
        }
        if let scope = expressionScope(current) {
            let sign = value.places { $0.kind == .equals }.first
            return expression(sign.map { value[($0 + 1)...] } ?? value, scope, following: following)
        }
        return clauses.wantsValue ? argument(current, clauses) : Offer(following)
    }

    /// What may come after a whole clause.
    private func following(_ clauses: CompletionClauses, _ words: ConstructWords, _ kind: DeclarationKind?) -> [Word] {
        // In `what if` a node has another weight and nothing else.
        if kind == .amend, case .construct(.whatIf) = place.braces { return [.weight].compactMap(word(of:)) }
        let parts = CompletionClauses.parts(of: clauses.owner ?? clauses.current)
            .filter { !clauses.given.contains($0.kind) }.map { Word($0.word, WordAbout.short($0.word)) }
        let hasBraces = kind != nil && (words.hasBody || words.clauseKinds.contains(.mapping))
        return parts + clauseWords(words, given: clauses.given) + (hasBraces ? [Word("{", "what is in it")] : [])
    }

    /// What stands between a construct's name and its clauses, where that is not a value.
    private func beginning(of kind: DeclarationKind, _ marks: Marks) -> Offer? {
        switch kind {
        case .step where marks.isEmpty:
            return Offer([Word("move up", "to the next level"), Word("stay", "to remain at this one")])
        case .correspondence: return correspondence(marks)
        case .line where marks.isEmpty: return Offer([Word("=", "what it is made of")])
        case .entry where marks.isEmpty, .questionEntry where marks.isEmpty, .numberEntry where marks.isEmpty:
            return Offer([Word(":", "where it is")])
        default: return nil
        }
    }

    private static func direction(_ word: String) -> ClauseKind? {
        switch word {
        case "move": .moveUp
        case "stay": .stay
        default: nil
        }
    }

    /// node relation node
    private func correspondence(_ marks: Marks) -> Offer? {
        let (_, rest) = marks.leadingPath
        if marks.isEmpty { return Offer(nodes(of: framework(after: "from"))) }
        if rest.isEmpty { return Offer(CompletionWords.relations) }
        let isPart = rest.first?.is("part") == true
        if isPart, rest.count == 1 { return Offer([Word("of", "part of")]) }
        return rest.count == (isPart ? 2 : 1) ? Offer(nodes(of: framework(after: "to"))) : nil
    }

    /// What an expression in a clause can name; nil for clauses without one.
    private func expressionScope(_ kind: ClauseKind) -> ExpressionScope? {
        switch kind {
        case .forCondition: return answers(asked)
        case .masteredWhen: return ExpressionScope(columns: model.masteredSchema.columns, wanted: .boolean)
        case .expression:
            // A level may be reached as well as a score.
            return ExpressionScope(
                scored: framework ?? -1, names: progressionsAndLevels(), wanted: .boolean, mayStandAlone: true)
        case .requires:
            let visits = model.progressions.firstIndex { $0.heading.name == declared("progression") }
            return ExpressionScope(
                aggregates: .collections([.visits]), scored: framework ?? -1, visits: visits, wanted: .boolean)
        case .definition:
            let name = place.statement.first?.text ?? ""
            let layers = framework.map { model.frameworks[$0].layerNames } ?? [name]
            return ExpressionScope(
                aggregates: .collections(Program.collections(line: name, layers: layers) ?? []), wanted: .number)
        case .across: return ExpressionScope(aggregates: .collections([.groups]), wanted: .number)
        default: return nil
        }
    }

    /// name < cut: the name is one's own, as is the number.
    func band(_ element: Marks, _ following: [Word] = []) -> Offer {
        switch element.count {
        case 0, 2: Offer()
        case 1: Offer([Word("<", "less than"), Word("<=", "at most")] + following)
        default: Offer(following)
        }
    }

    /// After a respondent's name: the source, then dimensions with their values.
    private func given(_ value: Marks, _ following: [Word]) -> Offer {
        let taken = value.map(\.text)
        let others = dimensions(besides: taken + ["source"])
        if let last = value.last, let type = type(ofDimension: last.text) {
            var offer = Offer(constants(of: type), note: note(onNone: type))
            offer.isQuotable = true
            return offer
        }
        return Offer((value.isEmpty ? headings(model.sources.map(\.heading)) : []) + others + following)
    }

    // MARK: Arguments

    /// What a clause takes.
    private func argument(_ kind: ClauseKind, _ clauses: CompletionClauses) -> Offer {
        if kind == .from { return files(endingIn: RowFile.Format.endings) }
        let taken = clauses.value.earlierElements.compactMap(\.first?.text)
        return Offer(argument(kind).filter { !taken.contains($0.text) })
    }

    private func argument(_ kind: ClauseKind) -> [Word] {
        switch kind {
        case .on, .adaptsFramework, .fromFramework, .toFramework: return names(.framework)
        case .asks, .fromSources, .sources, .wording: return names(.source)
        case .scaleUse: return names(.scale, .rubric, .progression)
        case .using: return names(.rule)
        case .by: return dimensions()
        case .within, .singlePer, .forDimension: return names(.dimension)
        case .toward: return names(.goal)
        case .owner: return names(.role)
        case .adapts: return names(.playlist)
        case .forInvited: return names(.survey)
        case .forPlan: return names(.plan)
        case .until: return headings(model.waves.map(\.heading))
        case .inThemes: return parts(of: model.themes.map { ($0.heading, $0.entries) })
        case .forLevels: return model.progressions.flatMap { headings($0.levels.map(\.heading)) }
        case .target where place.statement.first?.is("rate") == true: return rated
        case .target, .buildsOn, .carries, .inNodes, .raises, .teaches, .node, .same, .covers, .partOf, .related:
            return nodes(of: framework)
        case .withoutNodes: return nodes(of: framework(after: "adapts"))
        case .after where place.statement.first?.is("task") == true:
            return headings(plan?.tasks.map(\.heading) ?? [])
        case .after: return names(.resource)
        case .forSurvey: return surveysAndWhatElse
        case .level: return ["off", "note", "warning", "error"].map { Word($0, "how much it matters") }
        case .unlisted: return [Word("skipped", "it was asked"), Word("not_shown", "it was not asked")]
        case .labelled: return column
        default: return []
        }
    }

    /// Progressions with their strands, rubrics with their criteria.
    private var rated: [Word] {
        parts(of: model.progressions.map { ($0.heading, $0.strands) })
            + parts(of: model.rubrics.map { ($0.heading, $0.criteria.map(\.heading)) })
    }

    /// After `for` of data, and the name behind `answers`.
    private var surveysAndWhatElse: [Word] {
        let isData = place.statement.first?.is("data") == true && typed.steps.isEmpty
        return names(.survey)
            + (isData
                ? [
                    Word("dimension", "what is known of its values"), Word("invited", "how many were asked"),
                    Word("plan", "how far its tasks are"),
                ] : [])
    }

    /// What an entry of data takes: a column, or one value for all rows.
    private var column: [Word] {
        let label = place.statement.first?.text ?? ""
        let values = type(ofDimension: label).map { constants(of: $0) } ?? []
        return typed.steps.isEmpty
            ? [Word("column", "the file's column of this name")]
                + (label == "counts" ? [Word("columns", "all columns that fit a pattern")] : []) + values : values
    }

    // MARK: What is around the cursor

    /// The framework that `on` names around the cursor, else the file's.
    private var framework: Int? {
        if let named = framework(after: "on") { return named }
        if let head = place.frames.first(where: { $0.head.first?.is("framework") == true })?.head,
            let name = head.dropFirst().first?.text
        {
            return model.frameworks.firstIndex { $0.heading.name == name }
        }
        return session.program.askedFramework
    }

    /// The framework that a clause of a head around the cursor names.
    private func framework(after word: String) -> Int? {
        for head in [place.statement] + place.frames.reversed().map(\.head) {
            guard let clause = head.places(where: { $0.is(word) }).last, clause + 1 < head.endIndex else { continue }
            let name = head[(clause + 1)...].leadingPath.text
            if let found = model.frameworks.firstIndex(where: { $0.heading.name == name }) { return found }
        }
        return nil
    }

    /// What a head around the cursor declares, by its name.
    private func declared(_ word: String) -> String? {
        place.frames.last { $0.head.first?.is(word) == true }?.head.dropFirst().first?.text
    }

    private var progression: Progression? {
        declared("progression").flatMap { name in model.progressions.first { $0.heading.name == name } }
    }

    private var rubric: Rubric? {
        declared("rubric").flatMap { name in model.rubrics.first { $0.heading.name == name } }
    }

    private var plan: Plan? { declared("plan").flatMap { name in model.plans.first { $0.heading.name == name } } }

    /// Those that the answers around the cursor are of; all if that is not said.
    var asked: [Survey] {
        let heads = [place.statement] + place.frames.reversed().map(\.head)
        let name = heads.first { $0.first?.is("answers") == true }?.dropFirst().first?.text
        let named = model.surveys.filter { $0.heading.name == name }
        return named.isEmpty ? model.surveys : named
    }

    /// The survey that the data around the cursor are for.
    private var boundSurveys: [Survey] {
        guard let head = place.frames.last(where: { $0.head.first?.is("data") == true })?.head,
            let clause = head.places(where: { $0.is("for") }).last
        else { return model.surveys }
        let name = head[(clause + 1)...].leadingPath.text
        return model.surveys.filter { $0.heading.name == name }
    }

    // MARK: Mappings

    /// { q1: 5 } of a respondent, { 1: 5 } of changed answers, { "District team": team } of an entry.
    func mapping(_ kind: DeclarationKind, _ marks: Marks) -> Offer {
        let colon = marks.places { $0.kind == .colon }.first
        guard marks.isEmpty || colon == marks.endIndex - 1 else { return Offer() }
        let head = place.frames[place.frames.count - 1].head
        switch kind {
        case .respondent:
            let question = colon == nil ? nil : marks.first?.text
            guard let question else { return Offer(labels(constants(of: .question, ExpressionScope(surveys: asked)), besides: [])) }
            let scales = asked.flatMap { $0.questions.filter { $0.heading.name == question }.compactMap(\.scale) }
            return Offer(points(of: scales))
        case .changedAnswers:
            let words = constants(of: .point(scale: nil), ExpressionScope(surveys: asked))
            return Offer(colon == nil ? labels(words, besides: []) : words)
        default:
            guard colon != nil, let label = head.first?.text else { return Offer() }
            return Offer(type(ofDimension: label).map { constants(of: $0) } ?? [])
        }
    }

    // MARK: Definitions, explanations, tests

    /// define NAME(PARAMETERS) = VALUE
    private func definition(_ marks: Marks) -> Offer {
        guard let sign = marks.places(where: { $0.kind == .equals }).first else { return Offer() }
        var scope = ExpressionScope()
        let head = marks[..<sign]
        if let open = head.firstIndex(where: { $0.kind == .leftParenthesis }) {
            let parameters = head[(open + 1)...].filter { $0.kind == .word }
            scope.names = typed.steps.isEmpty ? parameters.map { Word($0.text, "parameter") } : []
            scope.aggregates = .collections(Set(Collection.allCases))
        }
        return value(marks[(sign + 1)...], scope)
    }

    /// expect error CODE, expect VALUE within NUMBER
    private func expectation(_ marks: Marks) -> Offer {
        let severities = ["error", "warning", "note"].map { Word($0, "a finding of this severity") }
        if marks.isEmpty { return Offer(values() + (typed.steps.isEmpty ? severities : [])) }
        if marks.first?.is("error", "warning", "note") == true, marks.count < 3 { return Offer() }
        var scope = ExpressionScope()
        scope.wanted = .boolean
        return value(marks, scope, following: [Word("within", "how far off it may be")])
    }

    /// explain SUBJECT for CONDITION since WAVE depth N
    private func explanation(_ marks: Marks) -> Offer {
        guard let open = marks.firstIndex(where: { $0.kind == .leftParenthesis }) else {
            return marks.isEmpty ? Offer(measures() + [Word("level", "of a progression", suffix: "(")]) : Offer()
        }
        let isLevel = marks.first?.is("level") == true
        guard marks.openBrackets.first != open else {
            let inner = marks[(open + 1)...]
            if isLevel { return explainedLevel(inner) }
            return expression(marks, ExpressionScope(hasCells: true))
        }
        guard let close = marks.places(where: { $0.kind == .rightParenthesis }).first else { return Offer() }
        let earlier = isLevel ? [] : earlierWaves(marks[(open + 1)..<close])
        let clauses = CompletionClauses(marks[(close + 1)...]) { ConstructWords(.explain).clause($0) }
        let all: [(ClauseKind, Word)] = [
            (.forCondition, CompletionWords.explainFor), (.since, CompletionWords.explainSince),
            (.depth, CompletionWords.explainDepth),
        ]
        let following = all.filter { !clauses.given.contains($0.0) && ($0.0 != .since || !earlier.isEmpty) }.map(\.1)
        switch clauses.current {
        case .forCondition: return expression(clauses.value, answers(model.surveys), following: following)
        case .since where clauses.wantsValue: return Offer(earlier)
        case .depth where clauses.wantsValue: return Offer(note: "depth N: layers of parts, down to answers")
        default: return Offer(following)
        }
    }

    /// level(PROGRESSION.LEVEL, district: …)
    private func explainedLevel(_ inner: Marks) -> Offer {
        let element = inner.lastElement
        if inner.earlierElements.isEmpty {
            return Offer(element.isEmpty ? progressionsAndLevels() : [], note: "level(PROGRESSION.LEVEL, DIMENSION: VALUE, …)")
        }
        if element.isEmpty {
            return Offer(labels(dimensions(), besides: inner.earlierElements.compactMap(\.first?.text)))
        }
        guard element.last?.kind == .colon, let type = element.first.flatMap({ type(ofDimension: $0.text) }) else {
            return Offer()
        }
        var offer = Offer(constants(of: type), note: note(onNone: type))
        offer.isQuotable = true
        return offer
    }

    /// Waves before the one that a score is asked of.
    private func earlierWaves(_ arguments: Marks) -> [Word] {
        guard let label = arguments.firstIndex(where: { $0.is("wave") }), label + 2 < arguments.endIndex,
            let wave = model.waves.firstIndex(where: { $0.heading.name == arguments[label + 2].text })
        else { return [] }
        return headings(model.waves.filter { $0.start < model.waves[wave].start }.map(\.heading))
    }

    // MARK: Files

    /// Files beside the program's first one, and folders, whose names go on as what is typed.
    func files(endingIn endings: [String]) -> Offer {
        guard typed.isQuoted else { return Offer() }
        let folder = (workspace?.path).map(FilePath.folder(of:)) ?? "."
        let found = FileNames.completions(typed.word, start: typed.start, from: folder) { name in
            endings.contains { name.hasSuffix("." + $0) }
        }
        var offer = Offer(found.words)
        offer.isQuotable = true
        return offer
    }
}
