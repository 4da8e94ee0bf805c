extension Construct {
    /// test ::= "test" TEXT ("{" ((answers | expect) NL)* "}")?
    static let test = Construct(.test, "a test", name: .none, title: .required, members: [.answers, .expect])

    /// answers ::= "answers" path ("{" (respondent NL)* "}")?
    static let answers = Construct(.answers, "an `answers` block", name: .none, title: .none, unkeyed: .respondent)

    /// respondent ::= (NAME | NUMBER | TEXT) given mapping?
    static let respondent = Construct(.respondent, "a respondent", title: .none, clauses: [.mapping])

    /// expect ::= "expect" value
    static let expect = Construct(.expect, "an `expect`", name: .none, title: .none)
}

extension Parser {
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
