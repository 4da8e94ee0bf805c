import GearSyntax

/// Where the cursor is: in which braces, and in which statement of the innermost.
struct CompletionPlace {
    typealias Marks = TypedText.Marks

    enum Braces {
        /// None at all.
        case file
        case construct(DeclarationKind)
        /// `{ q1: 5 }` of what a declaration of the kind says.
        case mapping(DeclarationKind)
        case bands
        /// Of a playlist.
        case resources
        case unknown
    }

    struct Frame {
        let braces: Braces
        /// What stands before the `{`.
        let head: Marks
        fileprivate var start: Int
        fileprivate var depth = 0
    }

    /// The outermost first.
    private(set) var frames: [Frame]
    /// What was typed of the statement before the word at the cursor.
    private(set) var statement: Marks = []

    init(_ typed: TypedText) {
        let marks = typed.marks
        frames = [Frame(braces: .file, head: [], start: 0)]
        for (place, mark) in marks.enumerated() {
            let top = frames.count - 1
            if begins(mark.beginsLine, mark, at: place, marks) { frames[top].start = place }
            switch mark.kind {
            case .leftBrace:
                let head = marks[frames[top].start..<place]
                frames.append(
                    Frame(braces: Self.braces(after: head, in: frames[top].braces), head: head, start: place + 1))
            case .rightBrace: if top > 0 { frames.removeLast() }
            case .leftParenthesis, .leftBracket: frames[top].depth += 1
            case .rightParenthesis, .rightBracket: frames[top].depth -= 1
            case .comma where listsByComma && frames[top].depth == 0: frames[top].start = place + 1
            default: break
            }
        }
        let top = frames[frames.count - 1]
        statement = begins(typed.beginsLine, nil, at: marks.count, marks) ? [] : marks[top.start...]
    }

    var braces: Braces { frames[frames.count - 1].braces }

    private var listsByComma: Bool {
        switch braces {
        case .mapping, .bands, .resources: true
        default: false
        }
    }

    /// Whether what stands at a place begins a statement.
    private func begins(_ beginsLine: Bool, _ mark: TypedText.Mark?, at place: Int, _ marks: [TypedText.Mark]) -> Bool {
        let frame = frames[frames.count - 1]
        guard beginsLine, frame.depth <= 0, place > frame.start else { return false }
        if marks[place - 1].asksForMore || mark?.kind == .pipe || mark?.kind == .arrow { return false }
        // What is asked at the prompt goes on over lines; in a file a declaration ends with its line.
        guard case .file = frame.braces else { return true }
        return Self.kind(of: marks[frame.start..<place], in: .file) != nil
    }

    private static func braces(after head: Marks, in outer: Braces) -> Braces {
        if head.last?.is("if") == true, head.dropLast().last?.is("what") == true { return .construct(.whatIf) }
        if head.last?.is("bands") == true { return .bands }
        guard let kind = kind(of: head, in: outer) else { return .unknown }
        switch kind {
        case .entry, .questionEntry, .numberEntry, .respondent, .changedAnswers: return .mapping(kind)
        case .playlist: return .resources
        default: return .construct(kind)
        }
    }

    /// What a statement declares; nil for a clause, a question, or nothing yet.
    static func kind(of statement: Marks, in braces: Braces) -> DeclarationKind? {
        let parent: DeclarationKind
        switch braces {
        case .file: parent = .malformed
        case .construct(let kind): parent = kind
        default: return nil
        }
        guard let first = statement.first else { return nil }
        let words = ConstructWords(parent)
        let next = statement.dropFirst().first
        let isLabel = next?.kind == .colon || next?.kind == .equals
        if !isLabel, let member = words.member(first.text) { return isAsked(statement, member) ? nil : member }
        if !isLabel, words.clause(first.text) != nil { return nil }
        return words.unkeyed
    }

    /// `crosswalk to_state | …` is a question, and begins as a declaration does.
    private static func isAsked(_ statement: Marks, _ kind: DeclarationKind) -> Bool {
        kind == .crosswalk && statement.contains { $0.kind == .pipe }
    }
}
