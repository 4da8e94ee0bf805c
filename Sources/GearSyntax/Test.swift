import GearSource

extension Construct {
    /// test ::= "test" TEXT ("{" ((cases | program | answers | expect) NL)* "}")?
    static let test = Construct(
        .test, "a test", name: .none, title: .required, members: [.cases, .program, .answers, .expect])

    /// cases ::= "cases" rows?
    static let cases = Construct(.cases, "a `cases` block", name: .none, title: .none, unkeyed: .row)

    /// program ::= "program" TEXT
    static let program = Construct(.program, "a `program`", name: .none, title: .required)

    /// answers ::= "answers" path ("{" (respondent NL)* "}")?
    static let answers = Construct(.answers, "an `answers` block", name: .none, title: .none, unkeyed: .respondent)

    /// respondent ::= (NAME | NUMBER | TEXT) given mapping?
    static let respondent = Construct(.respondent, "a respondent", title: .none, clauses: [.mapping])

    /// expect ::= "expect" (finding | value) ("within" operand)? rows?
    static let expect = Construct(
        .expect, "an `expect`", name: .none, title: .none, clauses: [.tolerance], unkeyed: .row)

    /// rows ::= "{" (row NL)* "}"
    /// row  ::= operand+
    static let row = Construct(.row, "a row", name: .none, title: .none)
}

extension Parser {
    /// finding ::= ("error" | "warning" | "note") NAME TEXT?
    ///
    /// Such a word begins a finding if a name comes after it that an expression or a query cannot go on with.
    mutating func expectation() -> [Clause] {
        let first = start
        guard startsFinding else {
            let value = value()
            return isLost ? [] : [Clause(kind: .expression, range: range(from: first), arguments: [plain(value)])]
        }
        var arguments = [pathArgument(), pathArgument()]
        if at(.text) { arguments.append(textArgument()) }
        return [Clause(kind: .finding, range: range(from: first), arguments: arguments)]
    }

    private var startsFinding: Bool {
        guard at(.error) || at(.warning) || at(.note), nextKind == .word else { return false }
        guard let next = keyword(at: following(index).index) else { return true }
        return !next.isReserved && next != .within && !Parser.beginsQueryClause(next)
    }

    /// The values of a row, side by side.
    mutating func cells() -> [Clause] {
        let first = start
        var cells: [Argument] = []
        while !isLost, !atEnd, beginsOperand { cells.append(plain(operand())) }
        guard !isLost else { return [] }
        if !atEnd {
            fail(
                .unexpected, "a row cannot go on with \(found)",
                help: kind == .comma
                    ? "values stand side by side, without commas" : "put what is worked out in parentheses")
            return []
        }
        return [Clause(kind: .cells, range: range(from: first), arguments: cells)]
    }

    /// Whether a row, or another value of one, may begin with the current token.
    var beginsOperand: Bool {
        switch kind {
        case .number, .percent, .date, .version, .text, .minus, .leftParenthesis, .leftBracket: true
        case .word:
            switch keyword {
            case .and, .or, .not, .in, .is: false
            default: true
            }
        default: false
        }
    }

    /// given ::= operand? (NAME operand)*
    ///
    /// An odd number of words: the first is the source, and the rest pairs of a dimension and its value.
    mutating func given() -> [Clause] {
        let first = start
        var words: [Expression] = []
        while !isLost, !atEnd { words.append(operand()) }
        guard !isLost, !words.isEmpty else { return [] }
        var arguments: [Argument] = []
        var rest = words[...]
        if rest.count % 2 == 1 { arguments.append(plain(rest.removeFirst())) }
        while let dimension = rest.popFirst(), let value = rest.popFirst() {
            guard case .path(let path) = dimension.kind, path.steps.count == 1, path.reach == .itself else {
                fail(
                    .unexpected, "a dimension's name belongs here", at: dimension.range,
                    help: "after the source come pairs such as `district \"d1\"` or `wave fall15`")
                return []
            }
            arguments.append(
                Argument(
                    label: path.steps[0], quotedLabel: nil, value: value, clauses: [],
                    range: dimension.range.lowerBound..<value.range.upperBound))
        }
        return [Clause(kind: .given, range: range(from: first), arguments: arguments)]
    }
}
