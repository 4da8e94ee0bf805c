/// The words that may begin something in a construct, for whoever completes what is being typed.
package struct ConstructWords: Sendable {
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

    private init(_ construct: Construct) {
        (members, clauses) = (construct.memberWords, construct.clauseWords)
    }
}
