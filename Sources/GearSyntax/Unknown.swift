import GearSource

/// What begins nothing where it stands: misspelt, misplaced or unknown.
extension Parser {
    /// One member that the construct does not have, with its block.
    mutating func unknownMember(of construct: Construct) -> Declaration {
        let first = docIndex.map { tokens[$0].start } ?? start
        let place = range
        let looksDeclared = kind == .word && (nextKind == .word || nextKind == .text)
        if looksDeclared, let keyword, let known = Construct.all.first(where: { $0.keyword == keyword }) {
            return misplaced(known, in: construct)
        }
        if looksDeclared, let meant = construct.misspelt(source.text(range)) {
            reportUnknown(.unknownDeclaration, unknown(in: construct), meant.spelling, nil)
            return declaration(Construct.of(meant.kind), in: construct)
        }
        docIndex = nil
        if kind == .rightBrace {
            reportStray(range, "delete it, or look for a `{` that is missing before it")
            advance()
        } else {
            if findings.isFull {
                findings.drop()
                lose()
            } else if kind == .word {
                let words = construct.memberWords + construct.clauseWords
                let nearest = Likeness.nearest(to: source.text(range), among: words)
                reportUnknown(.unknownDeclaration, unknown(in: construct), nearest, construct.memberHelp)
                lose()
            } else {
                fail(.unexpected, "nothing begins with \(found) \(construct.place)", help: construct.memberHelp)
            }
            if kind != .leftBrace { skipToken() }
            skipStatement()
        }
        return Declaration(
            kind: .malformed, range: range(from: first), keywordRange: place, doc: nil, name: nil, title: nil,
            clauses: [], body: nil)
    }

    private func unknown(in construct: Construct) -> String {
        "\(found) is nothing that Gearbox knows \(construct.place)"
    }

    /// A declaration where it cannot stand: read, so that what is wrong inside is found, but not taken.
    private mutating func misplaced(_ known: Construct, in construct: Construct) -> Declaration {
        let place = range
        if construct.kind == .malformed, let closing = lastClosing, surplusBraces > 0 {
            reportStray(closing, "it ends what the lines below belong to; delete it")
        } else if !reportedBrace {
            let homes = ([Construct.file] + Construct.all).filter {
                $0.kind != .whatIf && $0.members.contains(known.kind)
            }.map(\.home)
            note(
                .misplaced, "\(known.label) cannot stand \(construct.place)", at: range,
                help: homes.isEmpty ? nil : "it belongs \(homes.joined(separator: " or "))")
        }
        let read = declaration(known, in: construct)
        return Declaration(
            kind: .malformed, range: read.range, keywordRange: place, doc: read.doc, name: read.name, title: read.title,
            clauses: [], body: read.body)
    }

    /// A word in a head that none of the construct's clauses begins with.
    mutating func unknownClause(of construct: Construct, into clauses: inout [Clause]) {
        guard kind == .word else {
            return fail(.unexpected, "\(construct.label) cannot go on with \(found)", help: construct.clauseHelp)
        }
        let written = source.text(range)
        let meant = Likeness.nearest(to: written, among: construct.clauseWords)
        if meant == nil, construct.clauses.contains(.target), !clauses.contains(where: { $0.kind == .target }),
            [.dot, .comma, .newline, .rightBrace].contains(nextKind)
        {
            return targetWithoutArrow(into: &clauses)
        }
        reportUnknown(.unknownClause, "\(construct.label) has no clause `\(written)`", meant, construct.clauseHelp)
        if let meant, Likeness.distance(written, meant, limit: 1) != nil,
            let kind = construct.clause(Keyword(rawValue: meant))
        {
            append(clause(kind), to: &clauses)
        } else {
            lose()
            advance()
        }
    }

    /// `question q "…" leadership.vision`: what stands where a target would.
    private mutating func targetWithoutArrow(into clauses: inout [Clause]) {
        let first = start
        let targets = list { $0.weightedPath() }
        guard !isLost else { return }
        let place = range(from: first)
        let written = shown(bytes, Int(place.lowerBound), Int(place.upperBound))
        note(
            .missingPart, "an `->` is missing before `\(written)`", at: place,
            why: "what a question measures comes after an arrow", help: "write `-> \(written)`",
            fix: Fix("write `->`", [Edit(location(first..<first), "-> ")], isSafe: false))
        append(Clause(kind: .target, range: place, arguments: targets), to: &clauses)
    }

    /// Says that a word is unknown, and what was perhaps meant.
    mutating func reportUnknown(_ code: Code, _ message: String, _ meant: String?, _ otherwise: String?) {
        note(
            code, message, at: range, help: meant.map { "did you mean `\($0)`?" } ?? otherwise,
            fix: meant.map { Fix("write `\($0)`", [Edit(location(range), $0)], isSafe: false) })
    }
}
