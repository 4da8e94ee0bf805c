/// The words that may begin something in a construct, for whoever completes what is being typed.
package struct ConstructWords: Sendable {
    private let construct: Construct

    /// `keyword`: what the construct begins with; nil for a file. nil if nothing begins so.
    package init?(_ keyword: String?) {
        guard let keyword else {
            self.init(.malformed)
            return
        }
        guard let kind = DeclarationKind(rawValue: keyword) else { return nil }
        self.init(kind)
    }

    /// `malformed`: of a file.
    package init(_ kind: DeclarationKind) { construct = .of(kind) }

    /// What it is called, with its article.
    package var label: String { construct.label }
    /// Declarations in its braces.
    package var members: [String] { construct.memberWords }
    /// Clauses in its head or body.
    package var clauses: [String] { construct.clauseWords }
    package var clauseKinds: [ClauseKind] { construct.clauses }
    /// What stands in its braces without a word of its own.
    package var unkeyed: DeclarationKind? { construct.unkeyed }
    package var hasBody: Bool { construct.hasBody || construct.clauses.contains(.entries) }
    /// What it begins with, if that is a word of its own.
    package var keyword: String? { construct.keyword?.spelling }
    package var hasName: Bool { construct.name != .none }

    package func member(_ word: String) -> DeclarationKind? { construct.member(Keyword(rawValue: word)) }

    package func clause(_ word: String) -> ClauseKind? {
        word == "->" && construct.clauses.contains(.target) ? .target : construct.clause(Keyword(rawValue: word))
    }

    /// Whether a clause may stand a second time.
    package static func mayRepeat(_ clause: ClauseKind) -> Bool { clause.mayRepeat }
}
