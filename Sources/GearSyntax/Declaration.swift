import GearSource

/// Every construct has one shape, and is read here: `keyword name "Title" clauses { body }`.
extension Parser {
    /// A declaration whose keyword is the current token (its name or code, where it has no keyword).
    mutating func declaration(_ construct: Construct, in parent: Construct) -> Declaration {
        let doc = takeDoc()
        let first = start
        let keywordRange = range
        let indent = lineIndent
        statementIndent = indent
        if construct.keyword != nil { advance() }
        let name = construct.name == .none ? nil : declaredName(of: construct)
        var clauses = clausesBeforeTitle(of: construct)
        var title: QuotedText?
        if construct.kind == .point { dropSignBeforeLabel() }
        if construct.title != .none, at(.text) { title = quotedText() }
        if construct.title == .required, title == nil {
            fail(.missingPart, "\(construct.label) needs a text in quotes, but here is \(found)")
        }
        clauses += leadingClauses(of: construct)
        self.clauses(of: construct, in: parent, into: &clauses)
        if at(.leftBrace), construct.clauses.contains(.mapping) { clauses.append(mapping()) }
        if at(.leftBrace), !breakBefore, construct.clauses.contains(.entries) { clauses.append(playlistEntries()) }
        let body = self.body(of: construct, indent: indent, clauses: &clauses)
        return Declaration(
            kind: construct.kind, range: range(from: doc?.start ?? first), keywordRange: keywordRange, doc: doc?.text,
            name: name, title: title, clauses: clauses, body: body)
    }

    /// `1 = "Never"`, `1: "Never"`: a point's label comes directly.
    private mutating func dropSignBeforeLabel() {
        guard at(.equals) || at(.colon), nextKind == .text else { return }
        note(
            .wrongSign, "between a point and its label stands no \(found)", at: range,
            why: "a point is its code and, directly after it, the label", help: "remove it",
            fix: Fix("remove it", [Edit(location(previousEnd..<end), "")], isSafe: true))
        advance()
    }

    /// NAME where a construct gets its name; a point's code and a respondent's key may be a number.
    private mutating func declaredName(of construct: Construct) -> Name? {
        let isClause = construct.name == .optional && construct.clause(keyword) != nil && nextKind == .word
        if at(.word), !isClause {
            let reserved = keyword?.isReserved == true
            let name = takeName()
            if reserved {
                note(
                    .reservedName, "`\(name.text)` cannot be a name", at: name.range,
                    why: "the word is part of expressions", help: "choose another, such as `\(name.text)_`",
                    fix: .instead(name.text + "_", at: location(name.range)))
            }
            checkEnd(of: name)
            return name
        }
        if construct.kind == .point || construct.kind == .respondent, let code = codeName() { return code }
        if construct.name == .required, kind == .number, !breakBefore, nextKind == .text,
            let last = bytes[Int(start)..<Int(end)].last, isNameByte(last), !isDigit(last)
        {
            let written = shown(bytes, Int(start), Int(end))
            fail(
                .malformedName, "`\(written)` is not a name", why: "a name begins with a letter",
                help: "write the number later, or as a word")
            isLost = false
            advance()
            return nil
        }
        if construct.name == .required {
            fail(
                .missingPart, "\(construct.label) needs a name, but here is \(found)",
                help: "a name begins with a letter and has letters, digits and `_` only")
            // Without its name, but with the rest, if what follows is that.
            if atEnd || kind == .text || kind == .equals || clauseKind(in: construct) != nil { isLost = false }
        }
        return nil
    }

    /// `1`, `-2`, `"R-17"` in a name's place, as written.
    private mutating func codeName() -> Name? {
        guard at(TokenKind.number) || at(.text) || at(.minus) && nextKind == .number else { return nil }
        let first = start
        if kind == .text {
            guard let text = quotedText() else { return nil }
            return Name(text: text.value, range: text.range)
        }
        if kind == .minus { advance() }
        advance()
        return Name(text: source.text(range(from: first)).filter { $0 != " " }, range: range(from: first))
    }

    /// `data-lead` and `a.b` are no names to declare.
    private mutating func checkEnd(of name: Name) {
        guard start == previousEnd, kind == .minus || kind == .dot || kind == .slash, nextKind == .word else { return }
        let first = start
        while start == previousEnd, [.minus, .dot, .slash, .word, .number].contains(kind) { advance() }
        let written = shown(bytes, Int(name.range.lowerBound), Int(previousEnd))
        let suggested = String(written.map { $0.isLetter || $0.isNumber ? $0 : "_" })
        let place = name.range.lowerBound..<max(first, previousEnd)
        note(
            .malformedName, "`\(written)` is not a name", at: place,
            help: "a name is one word of letters, digits and `_`, such as `\(suggested)`",
            fix: suggested.utf8.allSatisfy(isNameByte) ? .instead(suggested, at: location(place)) : nil)
    }

    // MARK: Clauses

    /// What stands between a construct's keyword and its title, where that is no name.
    private mutating func clausesBeforeTitle(of construct: Construct) -> [Clause] {
        switch construct.kind {
        case .step: return direction()
        case .amend: return amendedNode()
        default: return []
        }
    }

    /// What comes directly behind a construct's keyword or name, and no word announces.
    mutating func leadingClauses(of construct: Construct) -> [Clause] {
        guard !isLost else { return [] }
        let first = start
        let kind: ClauseKind
        let argument: Argument
        switch construct.kind {
        case .onFramework: (kind, argument) = (.on, pathArgument())
        case .answers, .changedAnswers: (kind, argument) = (.forSurvey, pathArgument())
        case .show: (kind, argument) = (.expression, plain(value()))
        case .explain: (kind, argument) = (.expression, plain(condition()))
        case .define:
            let parameters = at(.leftParenthesis) ? [clause(.parameters)] : []
            guard !isLost else { return parameters }
            let sign = start
            equals()
            let value = isLost ? nothing : value()
            guard !isLost else { return parameters }
            return parameters + [Clause(kind: .definition, range: range(from: sign), arguments: [plain(value)])]
        case .line:
            equals()
            (kind, argument) = (.definition, plain(condition()))
        case .entry, .questionEntry, .numberEntry:
            colon()
            guard !isLost else { return [] }
            let values = list { $0.plain($0.condition()) }
            return [Clause(kind: .labelled, range: range(from: first), arguments: values)]
        case .reach: (kind, argument) = (.expression, plain(condition()))
        case .respondent: return given()
        case .correspondence: return correspondence()
        case .expect: return expectation()
        case .row: return cells()
        case .setting:
            guard at(.word) else {
                fail(
                    .missingPart, "how much it matters is missing \(afterPrevious): here is \(found)",
                    help: "write `off`, `note`, `warning` or `error`")
                return []
            }
            (kind, argument) = (.level, pathArgument())
        default: return []
        }
        return isLost ? [] : [Clause(kind: kind, range: range(from: first), arguments: [argument])]
    }

    /// Clauses up to the end of the line, or of the head.
    mutating func clauses(of construct: Construct, in parent: Construct, into clauses: inout [Clause]) {
        if isLost { skipLostClause(of: construct, into: &clauses) }
        while !atEnd || beginsWording(of: construct) {
            continuesLine = true
            if let kind = clauseKind(in: construct) {
                append(clause(kind), to: &clauses)
            } else if kind == .word, parent.member(keyword) != nil, nextKind == .word || nextKind == .text {
                return  // a sibling on the same line, which the body reports
            } else {
                unknownClause(of: construct, into: &clauses)
            }
            if isLost { skipLostClause(of: construct, into: &clauses) }
        }
    }

    /// A question's other wordings may have lines of their own, as its targets do.
    private func beginsWording(of construct: Construct) -> Bool {
        (keyword == .for || keyword == .was) && construct.clauses.contains(.wording)
    }

    private mutating func skipLostClause(of construct: Construct, into clauses: inout [Clause]) {
        clauses.append(Clause(kind: .malformed, range: range(from: previousEnd), arguments: []))
        skipToClause(of: construct)
    }

    mutating func append(_ clause: Clause, to clauses: inout [Clause]) {
        if !clause.kind.mayRepeat, let first = clauses.first(where: { $0.kind == clause.kind }) {
            let written = shown(bytes, Int(clause.range.lowerBound), Int(clause.range.upperBound))
            note(
                .repeatedClause,
                clause.kind.rawValue.hasPrefix("<")
                    ? "`\(written)` is one too many" : "`\(clause.kind.rawValue)` is given twice", at: clause.range,
                related: [Label(location(first.range), "first here")], help: "keep one of them",
                fix: source.text(first.range) == source.text(clause.range) ? removal(of: clause.range) : nil)
        } else if !isLost {
            clauses.append(clause)
        }
    }

    /// Takes a clause away, with the space before it.
    private func removal(of range: ByteRange) -> Fix {
        var first = range.lowerBound
        while first > 0, bytes[Int(first) - 1] == 0x20 || bytes[Int(first) - 1] == 0x09 { first -= 1 }
        return Fix("remove it", [Edit(location(first..<range.upperBound), "")], isSafe: true)
    }

    /// The kind of clause that the current token begins.
    func clauseKind(in construct: Construct) -> ClauseKind? {
        let candidate: ClauseKind
        switch kind {
        case .word: return construct.clause(keyword)
        case .arrow: candidate = .target
        case .text: candidate = .remark
        case .number, .date, .minus:
            // In a scale's body a number is a point's code, and begins a line.
            if construct.kind == .scale, isInBody { return nil }
            candidate = construct.kind == .wave ? .start : .values
        default: return nil
        }
        return construct.clauses.contains(candidate) ? candidate : nil
    }

    // MARK: Bodies

    /// `{ members }`, if there is one; clauses in it join those of the head.
    private mutating func body(of construct: Construct, indent: UInt32, clauses: inout [Clause]) -> [Declaration]? {
        guard kind == .leftBrace else { return nil }
        guard construct.hasBody else {
            if breakBefore { return nil }
            note(.noBody, "\(construct.label) has no body", at: range, help: "end the line before the `{`")
            skipBlock(indent: indent)
            return nil
        }
        if breakBefore {
            note(
                .unexpected, "the `{` here stands on a line of its own", at: range,
                why: "a line break ends a declaration's head", help: "write it at the end of the line before",
                fix: joiningLines())
        }
        guard enter() else {
            skipBlock(indent: indent)
            return []
        }
        defer { depth -= 1 }
        let opening = range
        advance()
        var members: [Declaration] = []
        // The first few would each move those before them.
        members.reserveCapacity(4)
        while !endsBody(opening, indent: indent) {
            member(of: construct, into: &members, clauses: &clauses)
        }
        return members
    }

    /// Puts the current token behind the one before it, if nothing but white space lies between.
    private func joiningLines() -> Fix? {
        let between = bytes[Int(previousEnd)..<Int(start)]
        guard between.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else { return nil }
        return Fix("write it on the line before", [Edit(location(previousEnd..<start), " ")], isSafe: true)
    }

    /// Consumes the `}` of a body; true also where indentation or the end of the file says that it is missing.
    private mutating func endsBody(_ opening: ByteRange, indent: UInt32) -> Bool {
        while kind == .rightBrace, surplusBraces > 0, newlineBefore, lineIndent > indent {
            reportStray(range, "delete it")
            advance()
        }
        if kind == .rightBrace {
            dropDoc()
            if missingBraces > 0, newlineBefore, lineIndent < indent {
                reportUnclosed(opening)
                return true
            }
            if depth == 1 { lastClosing = range }
            advance()
            return true
        }
        let isOutside = kind == .endOfFile || missingBraces > 0 && newlineBefore && lineIndent <= indent
        if isOutside { reportUnclosed(opening) }
        return isOutside
    }

    /// One member, or the clauses on one line of a body.
    mutating func member(of construct: Construct, into members: inout [Declaration], clauses: inout [Clause]) {
        let before = index
        let startsLine = newlineBefore || previousKind == .leftBrace
        if !startsLine, !isLost {
            note(
                .sharedLine, "\(found) has to begin a line of its own", at: range,
                help: "put a line break before it",
                fix: Fix(
                    "put a line break before it",
                    [
                        Edit(
                            location(previousEnd..<start),
                            "\n" + String(repeating: " ", count: Int(min(lineIndent, 100))))
                    ], isSafe: true))
        }
        statementIndent = lineIndent
        continuesLine = true  // what begins here has nothing before it that the line break could end
        if let kind = memberKind(in: construct) {
            members.append(declaration(Construct.of(kind), in: construct))
        } else if clauseKind(in: construct) != nil {
            dropDoc()
            isInBody = true
            self.clauses(of: construct, in: construct, into: &clauses)
            isInBody = false
        } else {
            members.append(unknownMember(of: construct))
        }
        if isLost { skipStatement() }
        if index == before { advance() }
    }

    /// The kind of member that the current token begins. A word means what it means by what follows: a tag may be
    /// called `data`, a line `bands`, an entry `source`.
    private func memberKind(in construct: Construct) -> DeclarationKind? {
        switch construct.unkeyed {
        case .themeEntry where kind == .word, .setting where kind == .word, .correspondence where kind == .word,
            .respondent where kind == .word || kind == .number || kind == .text:
            return construct.unkeyed
        case .row where beginsOperand: return .row
        case .descriptor where kind == .word && nextKind == .text && keyword != .also,
            .descriptor
        where kind == .word && construct.member(keyword) == nil && construct.clause(keyword) == nil
            && nextKind != .word:
            return .descriptor
        case .point where kind == .number || kind == .minus && nextKind == .number: return .point
        case .point where kind == .word:
            let isKnown = construct.member(keyword) != nil || construct.clause(keyword) != nil
            return isKnown && nextKind != .text ? construct.member(keyword) : .point
        case .line where kind == .word && (nextKind == .equals || nextKind == .colon): return .line
        // `own mean(answers)`: what is missing is the `=`.
        case .line where kind == .word && construct.clause(keyword) == nil && nextKind == .word:
            if tokens[following(following(index).index).index].kind == .leftParenthesis { return .line }
        case .entry where kind == .word:
            if nextKind == .colon || nextKind == .equals { return .entry }
            if construct.member(keyword) != nil || construct.clause(keyword) != nil { break }
            if keyword(at: following(index).index) == .column { return .entry }
        default: break
        }
        return kind == .word ? construct.member(keyword) : nil
    }
}
