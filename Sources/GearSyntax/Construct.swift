import GearSource

/// What may stand in a construct: the grammar as data.
///
/// Each construct is described in the file that is named after it, under its production. What begins a member, a
/// clause in a head or a clause in a body is looked up here; a word that nothing begins with is answered with the
/// nearest of these.
final class Construct: Sendable {
    enum Presence { case required, optional, none }

    let kind: DeclarationKind
    /// What it is called in messages, with its article.
    let label: String
    let name: Presence
    let title: Presence
    let clauses: [ClauseKind]
    let members: [DeclarationKind]
    /// Members that begin without a keyword.
    let unkeyed: DeclarationKind?
    let hasBody: Bool
    /// The word that it begins with, if it has one.
    let keyword: Keyword?
    private let clauseWordPairs: [(word: Keyword, clause: ClauseKind)]
    private let memberWordPairs: [(word: Keyword, member: DeclarationKind)]

    init(
        _ kind: DeclarationKind, _ label: String, name: Presence = .required, title: Presence = .optional,
        clauses: [ClauseKind] = [], members: [DeclarationKind] = [], unkeyed: DeclarationKind? = nil,
        bodyOfClauses: Bool = false
    ) {
        self.kind = kind
        self.label = label
        self.name = name
        self.title = title
        self.clauses = clauses
        self.members = members
        self.unkeyed = unkeyed
        hasBody = !members.isEmpty || unkeyed != nil || bodyOfClauses
        keyword = kind.keyword
        clauseWordPairs = clauses.compactMap { clause in clause.keyword.map { ($0, clause) } }
        memberWordPairs = members.compactMap { member in member.keyword.map { ($0, member) } }
    }

    func clause(_ word: Keyword?) -> ClauseKind? {
        for pair in clauseWordPairs where pair.word == word { return pair.clause }
        return nil
    }

    func member(_ word: Keyword?) -> DeclarationKind? {
        for pair in memberWordPairs where pair.word == word { return pair.member }
        return nil
    }

    /// The words that may begin something here, for 'did you mean'.
    var memberWords: [String] { memberWordPairs.map(\.word.spelling) }
    var clauseWords: [String] { clauseWordPairs.map(\.word.spelling) }

    static func of(_ kind: DeclarationKind) -> Construct {
        switch kind {
        case .importFile: .importFile
        case .onFramework: .onFramework
        case .framework: .framework
        case .gear: .gear
        case .tag: .tag
        case .lookfor: .lookfor
        case .amend: .amend
        case .theme: .theme
        case .themeEntry: .themeEntry
        case .dimension: .dimension
        case .wave: .wave
        case .source: .source
        case .scale: .scale
        case .point: .point
        case .absent: .absent
        case .survey: .survey
        case .section: .section
        case .question: .question
        case .open: .open
        case .walkthrough: .walkthrough
        case .observe: .observe
        case .rate: .rate
        case .rubric: .rubric
        case .criterion: .criterion
        case .progression: .progression
        case .strand: .strand
        case .level: .level
        case .descriptor: .descriptor
        case .step: .step
        case .goal: .goal
        case .reach: .reach
        case .role: .role
        case .plan: .plan
        case .focus: .focus
        case .task: .task
        case .resource: .resource
        case .playlist: .playlist
        case .crosswalk: .crosswalk
        case .correspondence: .correspondence
        case .scoring: .scoring
        case .line: .line
        case .data: .data
        case .entry: .entry
        case .questionEntry: .questionEntry
        case .numberEntry: .numberEntry
        case .define: .define
        case .show: .show
        case .explain: .explain
        case .test: .test
        case .answers: .answers
        case .respondent: .respondent
        case .expect: .expect
        case .settings: .settings
        case .setting: .setting
        case .cases: .cases
        case .program: .program
        case .row: .row
        case .whatIf: .whatIf
        case .changedAnswers: .changedAnswers
        case .malformed: .file
        }
    }

    /// Words that begin a declaration somewhere.
    static func beginsDeclaration(_ word: Keyword?) -> Bool { word.map(declarationWords.contains) ?? false }

    private static let declarationWords = Set(all.compactMap(\.keyword))

    static let all = DeclarationKind.allCases.filter { $0 != .malformed }.map(of)
}

extension ClauseKind {
    /// The word it begins with; nil if it begins with a sign or a value.
    package var keyword: Keyword? { Keyword(rawValue: String(rawValue.prefix { $0 != " " })) }
}

extension DeclarationKind {
    var keyword: Keyword? {
        switch self {
        case .questionEntry: .question
        case .numberEntry: .number
        case .changedAnswers: .answers
        default: Keyword(rawValue: rawValue)
        }
    }
}

/// How a construct is spoken of.
extension Construct {
    /// The member that a word was meant to begin, if it is one slip away.
    func misspelt(_ word: String) -> (spelling: String, kind: DeclarationKind)? {
        guard let spelling = Likeness.nearest(to: word, among: memberWords),
            let kind = member(Keyword(rawValue: spelling)),
            Likeness.distance(word, spelling, limit: 1) != nil
        else { return nil }
        return (spelling, kind)
    }

    /// `in a gear`, for what is there; `here` for a file.
    var place: String { kind == .malformed ? "here" : "in \(label)" }
    /// The same where the file is one place among others.
    var home: String { kind == .malformed ? "outside of all braces" : "in \(label)" }

    var clauseHelp: String? { Construct.list("it takes", clauseWords + (clauses.contains(.target) ? ["->"] : [])) }
    var memberHelp: String? { Construct.list("here may stand", memberWords + clauseWords) }

    private static func list(_ start: String, _ words: [String]) -> String? {
        words.isEmpty ? nil : "\(start) " + words.map { "`\($0)`" }.joined(separator: ", ")
    }
}

extension ClauseKind {
    /// Several of them add up; of all others a construct has one.
    var mayRepeat: Bool {
        switch self {
        case .target, .was, .wording, .also, .formerly, .buildsOn, .inThemes, .from, .absentWords, .ignore, .across,
            .requires, .carries, .inNodes, .steps, .raises, .after, .teaches, .withoutNodes, .malformed:
            true
        default: false
        }
    }
}
