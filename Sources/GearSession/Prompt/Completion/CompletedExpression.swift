import GearModel
import GearSyntax

/// What an expression can name where the cursor is.
struct ExpressionScope {
    enum Aggregates {
        case none
        /// Over the rows of a group.
        case rows
        case collections(Set<Collection>)
    }

    var columns: [TableSchema.Column] = []
    /// A pipeline of which these are the columns: what tells the types of what is made of them. nil where columns alone do.
    var pipeline: String?
    var aggregates = Aggregates.none
    /// Whether `score(NODE, …)` and its kin may stand.
    var hasCells = false
    /// The framework and the rule that bare names of nodes, layers and bands belong to; nil: any.
    var framework: Int?
    var rule: Int?
    /// The framework whose nodes stand for their scores, in what is required of them; -1: of any.
    var scored: Int?
    /// Whose visits may be asked about: a position in the model's `progressions`.
    var visits: Int?
    /// Names that stand nowhere else, such as parameters.
    var names: [Completions.Word] = []
    /// What the value has to be; nil: anything.
    var wanted: Type?
    /// Whether a condition need not be compared with anything, as a level that is reached.
    var mayStandAlone = false
    /// Whose questions and points are meant; nil: of all surveys.
    var surveys: [Survey]?
}

extension Completer {
    /// What may stand in an expression that begins with `marks` and goes on at the cursor.
    ///
    /// - Parameter following: What may come after it once it is whole.
    func expression(_ marks: Marks, _ scope: ExpressionScope, following: [Word] = []) -> Offer {
        if let bracket = marks.openBrackets.first(where: { marks[$0].kind != .leftBrace }) {
            return bracketed(marks[..<bracket], marks[bracket].kind, marks[(bracket + 1)...], scope)
        }
        let segment = segment(of: marks)
        guard let last = marks.last else { return operand(scope) }
        switch last.kind {
        case _ where last.isComparison: return compared(with: segment.dropLast(), scope)
        case .plus, .minus, .star, .slash: return operand(scope, wanting: .number)
        case .dotDot:
            return compared(with: segment[..<(segment.places { $0.is("in") }.first ?? segment.startIndex)], scope)
        case .word where last.text == "in":
            let before = segment.dropLast()
            return among(before.last?.is("not") == true ? before.dropLast() : before, scope)
        case .word where last.text == "is":
            return Offer([Word("not", "there is a value")] + CompletionWords.states)
        case .word where last.text == "not":
            if segment.dropLast().last?.is("is") == true { return Offer(CompletionWords.states) }
            return segment.count > 1 ? Offer([Word("in", "none of")]) : operand(scope, wanting: .boolean)
        case .word where ["and", "or"].contains(last.text): return operand(scope, wanting: .boolean)
        default: return afterOperand(segment, scope, following)
        }
    }

    /// What belongs to the last `and` or `or`.
    private func segment(of marks: Marks) -> Marks {
        guard let last = marks.places(where: { $0.is("and", "or") }).last, last + 1 < marks.endIndex else {
            return marks.first?.is("not") == true && marks.count > 1 ? marks.dropFirst() : marks
        }
        return segment(of: marks[(last + 1)...])
    }

    private func isWhole(_ segment: Marks) -> Bool {
        !segment.places { $0.isComparison || $0.is("in", "is") }.isEmpty
    }

    private func afterOperand(_ segment: Marks, _ scope: ExpressionScope, _ following: [Word]) -> Offer {
        guard scope.wanted == .boolean else { return Offer(following) }
        if isWhole(segment) { return Offer(CompletionWords.logic + following) }
        let type = type(of: segment, scope)
        if type == .boolean { return Offer(CompletionWords.logic + following) }
        return Offer(CompletionWords.comparisons(type) + (scope.mayStandAlone ? following : []))
    }

    // MARK: Operands

    /// What a value begins with.
    ///
    /// - Parameter exactly: What only stands for a thing is no text here.
    func operand(_ scope: ExpressionScope, wanting wanted: Type? = nil, exactly: Bool = false) -> Offer {
        let wanted = wanted ?? scope.wanted
        let definitions = names(.definition) { !$0.isTable }
        guard typed.steps.isEmpty else { return Offer(scored(scope) + scope.names + definitions) }
        // A condition begins with whatever is compared.
        let type = wanted == .boolean ? nil : wanted
        var columns = scope.columns.filter { exactly ? $0.type == type : fits($0.type, type) }
        // A row of a group has no values but those that are made of its rows.
        if case .rows = scope.aggregates { columns = [] }
        return Offer(
            columns.map { Word($0.name, $0.type.noun) } + scope.names + scored(scope) + aggregates(scope, type)
                + (scope.hasCells ? measures() : [])
                + functions(giving: type) + definitions + (wanted == .boolean ? [Word("not", "the contrary")] : []))
    }

    private func fits(_ type: Type, _ wanted: Type?) -> Bool {
        guard let wanted, type != .absent else { return true }
        // What stands for a thing is read as its name.
        return wanted == .text ? ![.number, .boolean, .date].contains(type) : type == wanted
    }

    private func scored(_ scope: ExpressionScope) -> [Word] {
        scope.scored.map { nodes(of: $0 < 0 ? nil : $0) } ?? []
    }

    private func aggregates(_ scope: ExpressionScope, _ type: Type?) -> [Word] {
        guard type == nil || type == .number else { return [] }
        var all = AggregateFunction.allCases
        switch scope.aggregates {
        case .none: return []
        case .rows: all = all.filter { !$0.isOverTime }
        case .collections([.visits]): all = [.share, .count]
        case .collections(let gathered): if !gathered.contains(.waves) { all = all.filter { !$0.isOverTime } }
        }
        return all.map { Word($0.rawValue, $0.about, suffix: "(") }
    }

    // MARK: Types

    /// What an expression is, as the checker says; nil where it says nothing.
    func type(of marks: Marks, _ scope: ExpressionScope) -> Type? {
        if marks.count == 1, let first = marks.first, let column = scope.columns.first(where: { $0.name == first.text })
        {
            return column.type
        }
        guard let first = marks.first, let last = marks.last else { return nil }
        let text = typed.source.text(UInt32(first.start)..<UInt32(last.start + last.text.utf8.count))
        guard let pipeline = scope.pipeline else {
            guard case .term(let term)? = session.program.show(SyntaxTree(typed: text, as: .value)).show?.subject else {
                return nil
            }
            return term.type
        }
        let name = "value_at_the_cursor"
        return schema("\(pipeline) | derive \(name) = \(text)")?[name]
    }

    private func compared(with left: Marks, _ scope: ExpressionScope) -> Offer {
        guard let type = type(of: left, scope) ?? (scope.scored == nil ? nil : .number) else {
            return operand(scope, wanting: .number)
        }
        switch type {
        case .number, .date, .text, .absent:
            return type == .absent ? operand(scope) : operand(scope, wanting: type, exactly: true)
        default:
            var offer = Offer(constants(of: type, scope), note: note(onNone: type))
            offer.isQuotable = true
            return offer
        }
    }

    /// After `in`.
    private func among(_ left: Marks, _ scope: ExpressionScope) -> Offer {
        let type = type(of: left, scope)
        if case .node(let framework)? = type {
            return Offer(
                nodes(of: framework ?? scope.framework) + (typed.steps.isEmpty ? [Word("[", "a list")] : reaches()))
        }
        return typed.steps.isEmpty ? Offer([Word("[", "a list")], note: type.map(note(onNone:)) ?? "") : Offer()
    }

    private func reaches() -> [Word] { [Word("*", "its children"), Word("**", "all below")] }

    // MARK: Brackets

    private func bracketed(_ before: Marks, _ bracket: TokenKind, _ inner: Marks, _ scope: ExpressionScope) -> Offer {
        if bracket == .leftBracket {
            let segment = segment(of: before)
            guard segment.last?.is("in") == true, inner.lastElement.isEmpty else { return Offer() }
            var left = segment.dropLast()
            if left.last?.is("not") == true { left = left.dropLast() }
            var offer = compared(with: left, scope)
            // A node that is in the list may have others below it.
            if case .node? = type(of: left, scope) { return offer }
            let given = inner.earlierElements.compactMap { $0.count == 1 ? $0.first?.text : nil }
            offer.words.removeAll { given.contains(typed.isQuoted ? "\"\($0.text)\"" : $0.text) }
            return offer
        }
        guard let name = before.last, name.kind == .word, !["and", "or", "not", "in", "is"].contains(name.text) else {
            return expression(inner, scope)
        }
        return call(name.text, inner, scope)
    }

    private func call(_ name: String, _ inner: Marks, _ scope: ExpressionScope) -> Offer {
        let (number, element) = (inner.earlierElements.count, inner.lastElement)
        var argument = scope
        var offer: Offer
        let function = Function(rawValue: name)
        if let measure = CellReference.Measure(rawValue: name), scope.hasCells || scope.scored != nil {
            var offer = Offer(cell(inner, scope), note: noValues(inner) ?? measure.usage)
            offer.isQuotable = inner.last?.kind == .colon
            return offer
        }
        if let aggregate = AggregateFunction(rawValue: name), !scope.hasNoAggregates || function == nil {
            offer = gathered(aggregate, inner, scope)
            offer.note = aggregate.about
            return offer
        }
        if let function {
            argument.wanted = function == .if && number == 0 ? .boolean : function.types?.arguments
            // How many digits, which is a number that is written.
            if function == .round, number == 1 { return Offer(note: function.about) }
            offer = element.isEmpty ? operand(argument) : expression(element, argument)
            offer.note = function.about
            return offer
        }
        argument.wanted = nil
        offer = element.isEmpty ? operand(argument) : expression(element, argument)
        offer.note = session.program.visibleNames.first { $0.kind == .definition && $0.name == name }?.usage ?? ""
        return offer
    }

    /// What an aggregate gathers, and the condition on it.
    private func gathered(_ function: AggregateFunction, _ inner: Marks, _ scope: ExpressionScope) -> Offer {
        let (number, element) = (inner.earlierElements.count, inner.lastElement)
        var argument = scope
        argument.aggregates = .none
        guard case .collections(let collections) = scope.aggregates else {
            argument.wanted =
                switch function {
                case .share: .boolean
                case .count, .min, .max: number == 0 ? nil : .boolean
                default: number == 0 ? .number : .boolean
                }
            return element.isEmpty ? operand(argument) : expression(element, argument)
        }
        if number == 0 {
            let fitting = collections.filter { function.isOverTime ? $0 == .waves : true }
            return element.isEmpty
                ? Offer(Collection.allCases.filter(fitting.contains).map { Word($0.rawValue, $0.about) }) : Offer()
        }
        guard let collection = inner.first.flatMap({ Collection(rawValue: $0.text) }) else { return Offer() }
        argument = ExpressionScope(wanted: .boolean, surveys: scope.surveys)
        argument.columns = collection.elementColumns.columns
        if collection == .visits, let visits = scope.visits {
            argument.columns = model.visitsSchema(of: visits).columns
        }
        return element.isEmpty ? operand(argument) : expression(element, argument)
    }

    /// Why no value is offered in `score(NODE, district: …)`; nil where some are, or none belongs.
    private func noValues(_ inner: Marks) -> String? {
        guard inner.last?.kind == .colon, let label = inner.lastElement.first,
            let type = type(ofDimension: label.text)
        else { return nil }
        let note = note(onNone: type)
        return note.isEmpty ? nil : note
    }

    /// In `score(NODE, district: …)`.
    private func cell(_ inner: Marks, _ scope: ExpressionScope) -> [Word] {
        let (number, element) = (inner.earlierElements.count, inner.lastElement)
        if number == 0 {
            return element.isEmpty
                ? nodes(of: scope.scored.flatMap { $0 < 0 ? nil : $0 } ?? session.program.askedFramework) : []
        }
        if element.count == 2, element.last?.kind == .colon, let label = element.first {
            if label.text == "of" { return names(.rule) }
            return type(ofDimension: label.text).map { constants(of: $0) } ?? []
        }
        guard element.isEmpty else { return [] }
        let taken = inner.earlierElements.compactMap { $0.dropFirst().first?.kind == .colon ? $0.first?.text : nil }
        if scope.scored != nil { return labels(dimensions().filter { $0.text == "source" }, besides: taken) }
        return labels(dimensions() + [Word("of", "a rule")], besides: taken)
    }

    func labels(_ words: [Word], besides taken: [String]) -> [Word] {
        words.filter { !taken.contains($0.text) }.map { Word($0.text + ":", $0.about) }
    }
}

extension ExpressionScope {
    fileprivate var hasNoAggregates: Bool {
        if case .none = aggregates { true } else { false }
    }
}
