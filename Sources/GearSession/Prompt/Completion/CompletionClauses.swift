import GearSyntax

/// The clauses of a head, or of a table, as far as they are typed.
struct CompletionClauses {
    typealias Marks = TypedText.Marks

    /// The one that the cursor is in; nil before the first.
    private(set) var current: ClauseKind?
    /// What it is a part of, such as the target that a `weight` belongs to.
    private(set) var owner: ClauseKind?
    /// What stands behind its word.
    private(set) var argument: Marks
    /// Those that are complete or begun.
    private(set) var given: [ClauseKind] = []

    /// - Parameters:
    ///   - leading: the clause that begins without a word.
    ///   - clause: the clause that a word begins.
    init(_ marks: Marks, leading: ClauseKind? = nil, clause: (String) -> ClauseKind?) {
        current = leading
        argument = marks
        var depth = 0
        for place in marks.indices {
            let mark = marks[place]
            if mark.closes { depth = max(0, depth - 1) }
            if mark.opens { depth += 1 }
            guard depth == 0 else { continue }
            if mark.kind == .comma, let outer = owner {
                (current, owner, argument) = (outer, nil, marks[(place + 1)...])
                continue
            }
            guard mark.kind == .word || mark.kind == .arrow, !wantsValue(before: place, marks) else { continue }
            if let part = Self.parts(of: owner ?? current).first(where: { $0.word == mark.text })?.kind {
                owner = owner ?? current
                begin(part, after: place, marks)
            } else if let kind = clause(mark.text) {
                owner = nil
                begin(kind, after: place, marks)
            }
        }
    }

    private mutating func begin(_ kind: ClauseKind, after place: Int, _ marks: Marks) {
        current = kind
        given.append(kind)
        argument = marks[(place + 1)...]
    }

    /// Whether the clause at hand asks for a value before a place, so that no word there begins another.
    private func wantsValue(before place: Int, _ marks: Marks) -> Bool {
        guard let current, Self.takesValue(current) else { return false }
        let before = marks[argument.startIndex..<place]
        if let second = Self.secondWord(of: current), before.first?.is(second) != true { return true }
        let value = before.dropFirst(Self.secondWord(of: current) == nil ? 0 : 1)
        return value.last?.asksForMore ?? true
    }

    /// Whether a value is wanted at the end, rather than what may follow one.
    var wantsValue: Bool {
        guard let current else { return false }
        guard Self.takesValue(current) else { return Self.secondWord(of: current) != nil && argument.isEmpty }
        return value.last?.asksForMore ?? true
    }

    /// What stands behind all words of the clause.
    var value: Marks {
        guard let current, let second = Self.secondWord(of: current), argument.first?.is(second) == true else {
            return argument
        }
        return argument.dropFirst()
    }

    /// The second word of a clause such as `builds on`, where it is still to come.
    var missingWord: String? {
        guard let current, argument.isEmpty else { return nil }
        return Self.secondWord(of: current)
    }

    static func secondWord(of kind: ClauseKind) -> String? {
        switch kind {
        case .buildsOn: "on"
        case .singlePer: "per"
        case .hide: "under"
        case .moveUp: "up"
        case .partOf: "of"
        case .masteredWhen: "when"
        default: nil
        }
    }

    private static func takesValue(_ kind: ClauseKind) -> Bool {
        switch kind {
        case .reverse, .weighted, .comparable, .win, .stay, .moveUp, .keepAll, .without: false
        default: true
        }
    }

    /// Clauses of a clause's own.
    static func parts(of kind: ClauseKind?) -> [(word: String, kind: ClauseKind)] {
        switch kind {
        case .target: [("weight", .weight)]
        case .was: [("until", .until), ("comparable", .comparable)]
        case .hide: [("by", .by)]
        case .using: [("from", .fromSources)]
        case .raises: [("by", .byAmount)]
        case .teaches: [("for", .forLevels)]
        case .across: [("weighted", .weighted), ("needs", .needs)]
        default: []
        }
    }
}
