import GearModel
import GearSyntax
import GearTable

/// What the clauses of a declaration take.
extension Completer {
    /// What an expression in a clause can name; nil for clauses without one.
    func expressionScope(_ kind: ClauseKind) -> ExpressionScope? {
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
            let layers = layers(of: framework) ?? [name]
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
    func given(_ value: Marks, _ following: [Word]) -> Offer {
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
    func argument(_ kind: ClauseKind, _ clauses: CompletionClauses) -> Offer {
        if kind == .from { return files(endingIn: RowFile.Format.endings) }
        let words = argumentWords(kind)
        // A node that is named may have others below it.
        guard ![.target, .buildsOn, .carries, .inNodes, .raises, .teaches, .inThemes].contains(kind) else {
            return Offer(words)
        }
        let taken = clauses.value.earlierElements.compactMap {
            $0.dropFirst().first?.kind == .dot ? nil : $0.first?.text
        }
        return Offer(words.filter { !taken.contains($0.text) })
    }

    func argumentWords(_ kind: ClauseKind) -> [Word] {
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

    // MARK: Mappings

    /// { q1: 5 } of a respondent, { 1: 5 } of changed answers, { "District team": team } of an entry.
    func mapping(_ kind: DeclarationKind, _ marks: Marks) -> Offer {
        let colon = marks.places { $0.kind == .colon }.first
        guard marks.isEmpty || colon == marks.endIndex - 1 else { return Offer() }
        let head = place.frames[place.frames.count - 1].head
        switch kind {
        case .respondent:
            let question = colon == nil ? nil : marks.first?.text
            guard let question else {
                return Offer(labels(constants(of: .question, ExpressionScope(surveys: asked)), besides: []))
            }
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
}
