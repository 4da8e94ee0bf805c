extension Construct {
    /// resource        ::= "resource" NAME TEXT? resource_clause* ("{" (resource_clause+ NL)* "}")?
    /// resource_clause ::= "on" path | "kind" path | "url" TEXT | "minutes" operand | "vetted" operand | teaches
    ///                   | "after" paths
    static let resource = Construct(
        .resource, "a resource", clauses: [.on, .kind, .url, .minutes, .vetted, .teaches, .after],
        bodyOfClauses: true)

    /// playlist ::= "playlist" NAME TEXT? ("adapts" path)* ("{" (entry_of_playlist ("," | NL))* "}")?
    static let playlist = Construct(.playlist, "a playlist", clauses: [.adapts, .entries])
}

extension Parser {
    /// teaches ::= "teaches" paths ("for" range)?
    mutating func taughtNodes() -> [Argument] {
        var arguments = paths()
        guard !isLost, at(.for), let last = arguments.popLast() else { return arguments }
        let levels = clause(.forLevels)
        return arguments + [
            Argument(
                label: nil, quotedLabel: nil, value: last.value, clauses: [levels],
                range: range(from: last.range.lowerBound))
        ]
    }

    /// What stands between a playlist's braces.
    mutating func playlistEntries() -> Clause {
        let first = start
        let entries = block { $0.playlistEntry() }
        return Clause(kind: .entries, range: range(from: first), arguments: entries)
    }

    /// entry_of_playlist ::= "without"? path
    private mutating func playlistEntry() -> Argument {
        let first = start
        var clauses: [Clause] = []
        if at(.without), nextKind == .word {
            advance()
            clauses.append(Clause(kind: .without, range: range(from: first), arguments: []))
        }
        let path = pathArgument()
        if clauses.isEmpty { return path }
        return Argument(
            label: nil, quotedLabel: nil, value: path.value, clauses: clauses, range: range(from: first))
    }
}
