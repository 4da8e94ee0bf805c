import GearSource

/// What binds how, loosest first.
private enum Precedence: Int, Comparable {
    case or, and, not, comparison, range, sum, product, operand

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
    var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .operand }
}

extension Parser {
    /// condition   ::= conjunction ("or" conjunction)*
    /// conjunction ::= negation ("and" negation)*
    /// negation    ::= "not"* comparison
    /// comparison  ::= range (("==" | "!=" | "<" | "<=" | ">" | ">=") range
    ///               | "is" "not"? ("missing" | "hidden") | "not"? "in" range)?
    mutating func condition() -> Expression { operation(.or) }

    /// range   ::= sum (".." sum)?
    /// sum     ::= product (("+" | "-") product)*
    /// product ::= operand (("*" | "/") operand)*
    mutating func rangeExpression() -> Expression { operation(.range) }

    /// Precedence climbing: a chain of one precedence is a loop, whatever its length.
    private mutating func operation(_ floor: Precedence) -> Expression {
        let first = start
        var left = at(.not) && floor <= .not ? negation() : operand()
        while !isLost, let precedence = precedenceHere, precedence >= floor {
            switch precedence {
            case .comparison: left = comparison(left, from: first)
            case .range: left = rangeEnd(left, from: first)
            default:
                var rest: [(BinaryOperator, Expression)] = []
                while !isLost, precedenceHere == precedence, let sign = binaryOperator {
                    advance()
                    rest.append((sign, operation(precedence.tighter)))
                }
                left = Expression(kind: .chain(left, rest), range: range(from: first))
            }
        }
        return left
    }

    private var precedenceHere: Precedence? {
        guard !breakBefore else { return nil }
        switch kind {
        case .star, .slash: return .product
        case .plus, .minus: return .sum
        case .dotDot: return .range
        case .equalEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .equals: return .comparison
        case .word:
            switch keyword {
            case .and: return .and
            case .or: return .or
            case .is, .in, .not: return .comparison
            default: return nil
            }
        default: return nil
        }
    }

    private var binaryOperator: BinaryOperator? {
        switch kind {
        case .star: .times
        case .slash: .divided
        case .plus: .plus
        case .minus: .minus
        case .equalEqual, .equals: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .word: keyword == .and ? .and : keyword == .or ? .or : nil
        default: nil
        }
    }

    private mutating func negation() -> Expression {
        prefixed(.not) {
            $0.take(.not)
        } operand: {
            $0.operation(.comparison)
        }
    }

    /// A prefix sign as often as it stands there, then what it is before.
    private mutating func prefixed(
        _ sign: UnaryOperator, _ take: (inout Parser) -> Bool, operand: (inout Parser) -> Expression
    ) -> Expression {
        var starts: [UInt32] = []
        var isTooDeep = false
        var first = start
        while take(&self) {
            isTooDeep = isTooDeep || starts.count + depth >= Parser.deepest
            if isTooDeep { tooDeep() } else { starts.append(first) }
            first = start
        }
        depth += starts.count
        var result = operand(&self)
        depth -= starts.count
        for start in starts.reversed() {
            result = Expression(kind: .unary(sign, result), range: range(from: start))
        }
        return result
    }

    private mutating func comparison(_ left: Expression, from first: UInt32) -> Expression {
        let operatorRange = range
        let result = comparisonOnce(left, from: first)
        guard !isLost, precedenceHere == .comparison else { return result }
        note(
            .chainedComparison, "comparisons do not chain, but \(found) follows one", at: range,
            related: [Label(location(operatorRange), "the first is here")],
            help: "join two comparisons with `and`: `a < b and b < c`")
        while !isLost, precedenceHere == .comparison { _ = comparisonOnce(result, from: first) }
        return Expression(kind: .malformed, range: range(from: first))
    }

    private mutating func comparisonOnce(_ left: Expression, from first: UInt32) -> Expression {
        if let sign = binaryOperator {
            if kind == .equals {
                note(
                    .wrongSign, "`=` stands where `==` belongs", at: range, why: "`=` defines, `==` compares",
                    help: "write `==`", fix: Fix("write `==`", [Edit(location(range), "==")], isSafe: true))
            }
            advance()
            let right = operation(.range)
            return Expression(kind: .chain(left, [(sign, right)]), range: range(from: first))
        }
        if take(.is) {
            let negated = take(.not)
            guard at(.missing) || at(.hidden) else {
                fail(
                    .unexpected, "after `is` comes `missing` or `hidden`, but here is \(found)",
                    help: "values are compared with `==`")
                return malformed(first)
            }
            let state: Expression.State = keyword == .missing ? .missing : .hidden
            advance()
            return Expression(kind: .isState(left, state, negated: negated), range: range(from: first))
        }
        let negated = take(.not)
        guard take(.in) else {
            fail(
                .unexpected, "after `not` comes `in` here, but there is \(found)",
                help: "write `not` before the condition")
            return malformed(first)
        }
        let right = operation(.range)
        return Expression(kind: .membership(left, right, negated: negated), range: range(from: first))
    }

    private mutating func rangeEnd(_ left: Expression, from first: UInt32) -> Expression {
        advance()
        let right = operation(.sum)
        if !isLost, at(.dotDot) {
            fail(.unexpected, "a range has two ends, but a second `..` follows")
        }
        return Expression(kind: .range(left, right), range: range(from: first))
    }

    /// What stands for a value that is missing here.
    var nothing: Expression { Expression(kind: .malformed, range: previousEnd..<previousEnd) }

    func malformed(_ first: UInt32) -> Expression { Expression(kind: .malformed, range: range(from: first)) }

    mutating func tooDeep() {
        if !reportedDepth {
            note(
                .tooDeep, "nested more than \(Parser.deepest) levels deep", at: range,
                help: "give an inner part a name with `define`")
        }
        reportedDepth = true
    }

    // MARK: Operands

    /// operand ::= "-"* primary
    mutating func operand() -> Expression {
        at(.minus)
            ? prefixed(.minus) {
                $0.take(.minus)
            } operand: {
                $0.primary()
            } : primary()
    }

    /// primary ::= NUMBER | PERCENT | TEXT | DATE | VERSION | "true" | "false" | "missing" | "hidden"
    ///           | ("column" | "columns") TEXT | path | call | list | "(" value ")"
    private mutating func primary() -> Expression {
        let first = start
        guard !breakBefore else { return noValue() }
        switch kind {
        case .number, .percent, .date, .version, .text: return literal()
        case .leftParenthesis: return parenthesised()
        case .leftBracket:
            guard let elements = bracketed(.rightBracket, { $0.plain($0.condition()) }) else { return malformed(first) }
            return Expression(kind: .list(elements.map(\.value)), range: range(from: first))
        case .word: break
        default: return noValue()
        }
        switch keyword {
        case .true: return word(.boolean(true))
        case .false: return word(.boolean(false))
        case .missing: return word(.missing)
        case .hidden: return word(.hidden)
        case .column where nextKind == .text, .columns where nextKind == .text:
            let isOne = keyword == .column
            advance()
            guard let text = quotedText() else { return malformed(first) }
            return Expression(
                kind: isOne ? .column(text.value) : .columns(text.value), range: range(from: first))
        default: break
        }
        guard let path = path() else { return noValue() }
        guard at(.leftParenthesis), start == previousEnd else {
            return Expression(kind: .path(path), range: path.range)
        }
        guard let arguments = bracketed(.rightParenthesis, { $0.argument() }) else { return malformed(first) }
        return Expression(kind: .call(path, arguments), range: range(from: first))
    }

    private mutating func word(_ kind: Expression.Kind) -> Expression {
        let place = range
        advance()
        return Expression(kind: kind, range: place)
    }

    private mutating func noValue() -> Expression {
        fail(
            .missingValue, "a value is missing \(afterPrevious): here is \(found)",
            why: keyword?.isReserved == true && !breakBefore ? "the word is part of expressions, and no name" : nil)
        return nothing
    }

    private mutating func parenthesised() -> Expression {
        let first = start
        let lossesBefore = lossCount
        let elements = bracketed(.rightParenthesis, isList: false) { $0.plain($0.value()) }
        guard let elements, lossCount == lossesBefore else { return malformed(first) }
        guard let inner = elements.first else {
            fail(.missingValue, "a value is missing between the parentheses", at: range(from: first))
            return malformed(first)
        }
        return inner.value
    }

    /// argument ::= (NAME ":")? condition
    ///
    /// A query has commas of its own, so it is the only argument, or stands in parentheses.
    private mutating func argument() -> Argument {
        if previousKind == .leftParenthesis, startsQuery {
            let query = query()
            if kind == .comma {
                fail(
                    .unexpected, "a query beside other arguments stands in parentheses, but here is one without",
                    at: query.range, help: "write `(` before it and `)` after it")
            }
            return plain(query)
        }
        guard kind == .word, tokens[following(index).index].kind == .colon else { return plain(condition()) }
        let first = start
        let label = takeName()
        advance()
        let value = condition()
        return Argument(label: label, quotedLabel: nil, value: value, clauses: [], range: range(from: first))
    }

    /// list ::= "[" (condition ("," condition)* ","?)? "]"
    /// call ::= path "(" (query | argument ("," argument)* ","?)? ")"
    ///
    /// The elements between a bracket and the one that closes it; line breaks mean nothing there. Nil if nested too
    /// deep.
    mutating func bracketed(
        _ closing: TokenKind, isList: Bool = true, _ element: (inout Parser) -> Argument
    ) -> [Argument]? {
        let opening = range
        let depthBefore = bracketDepth
        defer { bracketDepth = depthBefore }
        bracketDepth += 1
        guard enter() else {
            advance()
            isLost = !skipToBracketEnd()
            return nil
        }
        defer { depth -= 1 }
        advance()
        var elements: [Argument] = []
        while kind != closing {
            if beginsNext { break }
            elements.append(element(&self))
            guard !isLost, isList, kind == .comma else { break }
            advance()
        }
        close(opening, closing)
        return elements
    }

    /// Consumes the closing bracket, or says what is wrong and looks for it.
    private mutating func close(_ opening: ByteRange, _ closing: TokenKind) {
        if !isLost, kind == closing {
            bracketDepth -= 1
            return advance()
        }
        if !isLost {
            let sign = shown(bytes, Int(opening.lowerBound), Int(opening.upperBound))
            if newlineBefore || kind == .leftBrace || kind == .rightBrace || kind == .endOfFile {
                fail(.unclosedBracket, "the `\(sign)` here is never closed", at: opening)
            } else {
                fail(
                    .unexpected,
                    "a comma or the closing `\(closing == .rightBracket ? "]" : ")")` is missing before \(found)",
                    related: [Label(location(opening), "opened here")],
                    help: kind == .pipe || keyword.map(Parser.beginsQueryClause) == true
                        ? "put the query in parentheses" : nil)
            }
        }
        if skipToBracketEnd() { isLost = false }
    }

    // MARK: Paths

    /// path  ::= NAME ("." NAME)* ("." ("*" | "**"))?
    /// paths ::= path ("," path)*
    /// texts ::= TEXT ("," TEXT)*
    mutating func path() -> Path? {
        guard at(.word), keyword?.isReserved != true else { return nil }
        let first = start
        var steps = [takeName()]
        var reach = Path.Reach.itself
        while reach == .itself, take(.dot) {
            if at(.word) {
                steps.append(takeName())
            } else if at(.star) || at(.doubleStar) {
                reach = kind == .star ? .children : .descendants
                advance()
                // The star ends a path here: it is no operator that asks for more.
                continuesLine = kind == .arrow || kind == .pipe
            } else {
                fail(
                    .missingPart, "a name is missing \(afterPrevious): here is \(found)",
                    help: "`a.b` is a node, `a.*` its children, `a.**` all below")
                break
            }
        }
        return Path(steps: steps, reach: reach, range: range(from: first))
    }
}
