import GearSource

/// Clauses by the shape of their arguments; the productions stand with the constructs that have them.
extension Parser {
    /// The clause that the current token begins.
    mutating func clause(_ kind: ClauseKind) -> Clause {
        let first = start
        switch kind {
        case .parameters, .start, .values, .pair, .subject, .remark, .entries: break
        default: advance()
        }
        var kind = kind
        let arguments: [Argument]
        switch kind {
        case .reverse, .weighted, .comparable, .keepAll, .mapping, .given, .level, .finding, .cells, .stay, .win,
            .without, .malformed:
            arguments = []
        case .buildsOn, .singlePer, .masteredWhen, .moveUp, .hide, .partOf:
            expect(Self.secondWord(of: kind), after: kind)
            switch kind {
            case .moveUp: arguments = []
            case .buildsOn: arguments = paths()
            case .singlePer, .partOf: arguments = [pathArgument()]
            case .hide: arguments = [hiddenGroups()]
            default: arguments = [plain(condition())]
            }
        case .teaches: arguments = taughtNodes()
        case .entries: return playlistEntries()
        case .adaptsFramework: arguments = adaptedFramework()
        case .inThemes, .formerly, .layers, .asks, .by, .joinOn, .fromSources, .carries, .inNodes, .after,
            .withoutNodes:
            arguments = paths()
        case .within, .on, .asName, .scaleUse, .of, .under, .toward, .acrossGroups, .paired, .unit, .unlisted,
            .forDimension, .forInvited, .forPlan, .owner, .fromFramework, .toFramework, .node, .same, .covers, .related,
            .subject, .via, .kind, .adapts:
            arguments = [pathArgument()]
        case .forSurvey: (kind, arguments) = forClause()
        case .license, .remark, .url: arguments = [textArgument()]
        case .from, .also, .absentWords, .ignore, .inFolders, .steps: arguments = list { $0.textArgument() }
        case .version, .weight, .value, .needs, .start, .tolerance, .due, .begins, .dueOn, .byAmount, .confidence,
            .minutes, .vetted, .since, .depth:
            arguments = [plain(operand())]
        case .available, .effort: arguments = amount()
        case .raises: arguments = list { $0.raise() }
        case .values, .rescale, .until, .forLevels: arguments = [plain(rangeExpression())]
        case .favourable: arguments = list { $0.plain($0.rangeExpression()) }
        case .target: arguments = list { $0.weightedPath() }
        case .sources: arguments = list { $0.sourceWeight() }
        case .was: arguments = [formerWording()]
        case .wording: arguments = paths() + [textArgument()]
        case .bands: arguments = bands()
        case .across: arguments = [acrossArgument()]
        case .definition: arguments = [plain(value())]
        case .labelled: arguments = list { $0.plain($0.condition()) }
        case .parameters: arguments = parameters()
        case .using: arguments = [usedRule()]
        case .pair: arguments = pair()
        case .forCondition, .requires: arguments = [plain(condition())]
        case .expression: arguments = [plain(value())]
        }
        return Clause(kind: kind, range: range(from: first), arguments: arguments)
    }

    private static func secondWord(of kind: ClauseKind) -> Keyword {
        switch kind {
        case .buildsOn: .on
        case .singlePer: .per
        case .hide: .under
        case .moveUp: .up
        case .partOf: .of
        default: .when
        }
    }

    /// The second word of a clause such as `builds on`.
    mutating func expect(_ word: Keyword, after kind: ClauseKind) {
        guard !take(word) else { return }
        let first = kind.keyword?.spelling ?? kind.rawValue
        fail(
            .unexpected, "after `\(first)` comes `\(word.spelling)`, but here is \(found)",
            help: "write `\(kind.rawValue)`")
    }

    // MARK: Arguments

    func plain(_ value: Expression) -> Argument {
        Argument(label: nil, quotedLabel: nil, value: value, clauses: [], range: value.range)
    }

    /// `a`, or `a, b`: elements up to the first that no comma follows.
    mutating func list(_ element: (inout Parser) -> Argument) -> [Argument] {
        var elements = [element(&self)]
        while !isLost, take(.comma) { elements.append(element(&self)) }
        return elements
    }

    mutating func paths() -> [Argument] { list { $0.pathArgument() } }

    mutating func pathArgument() -> Argument {
        guard let path = path() else {
            fail(.missingPart, "a name is missing \(afterPrevious): here is \(found)")
            return plain(nothing)
        }
        return plain(Expression(kind: .path(path), range: path.range))
    }

    mutating func textArgument() -> Argument {
        guard at(.text), let text = quotedText() else {
            fail(
                .missingPart, "a text in quotes is missing \(afterPrevious): here is \(found)",
                help: "texts stand between two `\"`")
            return plain(nothing)
        }
        return plain(Expression(kind: .text(text.value), range: text.range))
    }

    /// `after X`, X being the last token.
    var afterPrevious: String {
        var last = index - 1
        while last > 0, tokens[last].kind.isTrivia || tokens[last].kind == .unknown { last -= 1 }
        guard last >= 0, last < index else { return "here" }
        return "after `\(shown(bytes, Int(tokens[last].start), Int(tokens[last + 1].start)))`"
    }

    /// weighted_path ::= path ("weight" operand)?
    mutating func weightedPath() -> Argument {
        let path = pathArgument()
        guard !isLost, at(.weight) else { return path }
        let weight = clause(.weight)
        return Argument(
            label: nil, quotedLabel: nil, value: path.value, clauses: [weight],
            range: range(from: path.range.lowerBound))
    }

    /// Elements of a block, by comma or line break.
    mutating func block(_ element: (inout Parser) -> Argument) -> [Argument] {
        let opening = range
        let indent = statementIndent
        let isStrict = missingBraces > 0
        advance()
        var elements: [Argument] = []
        while kind != .rightBrace {
            if kind == .endOfFile || isStrict && newlineBefore && lineIndent <= indent {
                reportUnclosed(opening)
                return elements
            }
            let before = index
            continuesLine = true  // an element may begin a line
            elements.append(element(&self))
            if !isLost, kind != .rightBrace, kind != .endOfFile, !breakBefore, !take(.comma) {
                fail(.unexpected, "a comma or a line break is missing before \(found)")
            }
            if isLost {
                while kind != .comma, !atEnd { skipToken() }
                isLost = false
                if kind == .leftBrace { skipBlock(indent: indent) }
                _ = take(.comma)
            }
            if index == before { advance() }
        }
        advance()
        return elements
    }

    /// mapping  ::= "{" (labelled ("," | NL))* "}"
    /// labelled ::= (NAME | TEXT | "-"? NUMBER) ":" condition
    mutating func mapping() -> Clause {
        let first = start
        let elements = block { $0.labelled() }
        return Clause(kind: .mapping, range: range(from: first), arguments: elements)
    }

    private mutating func labelled() -> Argument {
        let first = start
        var label: Name?
        var quoted: QuotedText?
        if kind == .word {
            label = takeName()
        } else if kind == .text {
            quoted = quotedText()
        } else if kind == .number || kind == .minus && nextKind == .number {
            if kind == .minus { advance() }
            advance()
            let place = range(from: first)
            quoted = QuotedText(value: source.text(place).filter { $0 != " " }, range: place)
        } else {
            fail(.missingPart, "a name or a text is missing \(afterPrevious): here is \(found)")
            return plain(nothing)
        }
        colon()
        let value = isLost ? nothing : condition()
        return Argument(label: label, quotedLabel: quoted, value: value, clauses: [], range: range(from: first))
    }

    /// A `:` after a label; a `=` in its place is understood.
    mutating func colon() {
        if take(.colon) { return }
        if at(.equals) {
            note(
                .wrongSign, "`=` stands where a `:` belongs", at: range, why: "labels take `:`, definitions take `=`",
                help: "write `:`", fix: Fix("write `:`", [Edit(location(range), ":")], isSafe: true))
            return advance()
        }
        fail(
            .unexpected, "a `:` is missing \(afterPrevious): here is \(found)", help: "labels take `:`",
            fix: atEnd ? nil : Fix("write `:`", [Edit(location(previousEnd..<previousEnd), ":")], isSafe: false))
    }

    /// A `=` after a name; a `:` in its place is understood.
    mutating func equals() {
        if take(.equals) { return }
        if at(.colon) {
            note(
                .wrongSign, "`:` stands where a `=` belongs", at: range, why: "labels take `:`, definitions take `=`",
                help: "write `=`", fix: Fix("write `=`", [Edit(location(range), "=")], isSafe: true))
            return advance()
        }
        fail(
            .unexpected, "a `=` is missing \(afterPrevious): here is \(found)", help: "definitions take `=`",
            fix: atEnd ? nil : Fix("write `=`", [Edit(location(start..<start), "= ")], isSafe: false))
    }
}
