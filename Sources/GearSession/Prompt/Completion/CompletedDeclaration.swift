import GearModel
import GearSyntax

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
        let layers = layers(of: framework) ?? ["gear", "lead", "sub", "lookfor"]
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
            if kind == .crosswalk, rest.count == 1,
                model.crosswalks.contains(where: { $0.heading.name == rest.first?.text })
            {
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
    private func clauses(_ marks: Marks, leading: ClauseKind?, _ words: ConstructWords, _ kind: DeclarationKind?)
        -> Offer
    {
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
            if let kind = value.first.flatMap({ about[$0.text] }) { return Offer(argumentWords(kind)) }
        case .expression
        where model.progressions.contains { $0.heading.name == value.first?.text } && !clauses.wantsValue:
            return Offer(following)
        case .labelled where value.last?.is("column") == true: return headers()
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
}
