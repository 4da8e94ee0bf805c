/// The words that may begin something in a construct, for whoever completes what is being typed.
package struct ConstructWords: Sendable {
    /// What it is called, with its article.
    package let label: String
    /// Declarations in its braces.
    package let members: [String]
    /// Clauses in its head or body.
    package let clauses: [String]

    /// `keyword`: what the construct begins with; nil for a file. nil if nothing begins so.
    package init?(_ keyword: String?) {
        guard let keyword else {
            self.init(.file)
            return
        }
        guard let kind = DeclarationKind(rawValue: keyword) else { return nil }
        self.init(.of(kind))
    }

    /// Those of the braces of a `what if`.
    package static let ofOverlay = ConstructWords(.whatIf)

    private init(_ construct: Construct) {
        (label, members, clauses) = (construct.label, construct.memberWords, construct.clauseWords)
    }
}
