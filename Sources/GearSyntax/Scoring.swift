extension Construct {
    /// scoring        ::= "scoring" NAME TEXT? scoring_clause* scoring_body?
    /// scoring_body   ::= "{" ((scoring_clause+ | line) NL)* "}"
    /// scoring_clause ::= "on" path | "rescale" range | bands | "mastered" "when" condition | across
    ///                  | "sources" source_weight ("," source_weight)*
    static let scoring = Construct(
        .scoring, "a scoring rule", clauses: [.on, .rescale, .bands, .masteredWhen, .across, .sources], unkeyed: .line)

    /// line        ::= NAME "=" condition line_clause*
    /// line_clause ::= "weighted" | "needs" operand
    static let line = Construct(.line, "a line of a scoring rule", title: .none, clauses: [.weighted, .needs])
}

extension Parser {
    /// bands ::= "bands" (condition ("," condition)* | "{" (condition ("," | NL))* "}")
    mutating func bands() -> [Argument] {
        at(.leftBrace) ? block { $0.plain($0.condition()) } : list { $0.plain($0.condition()) }
    }

    /// source_weight ::= path NUMBER?
    mutating func sourceWeight() -> Argument {
        let path = pathArgument()
        let first = start
        guard !isLost, at(TokenKind.number) else { return path }
        let weight = [plain(operand())]
        return Argument(
            label: nil, quotedLabel: nil, value: path.value,
            clauses: [Clause(kind: .weight, range: range(from: first), arguments: weight)],
            range: range(from: path.range.lowerBound))
    }

    /// across ::= "across" NAME "=" condition line_clause*
    mutating func acrossArgument() -> Argument {
        guard at(.word) else {
            fail(.missingPart, "a dimension is missing \(afterPrevious): here is \(found)")
            return plain(nothing)
        }
        let first = start
        let label = takeName()
        equals()
        let value = condition()
        var clauses: [Clause] = []
        while !isLost, !atEnd, let kind = clauseKind(in: .line) { clauses.append(clause(kind)) }
        return Argument(label: label, quotedLabel: nil, value: value, clauses: clauses, range: range(from: first))
    }
}
