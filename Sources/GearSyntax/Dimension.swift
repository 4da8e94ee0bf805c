/// What data are split by.
extension Construct {
    /// dimension ::= "dimension" NAME TEXT? ("within" path)?
    static let dimension = Construct(.dimension, "a dimension", clauses: [.within])

    /// wave ::= "wave" NAME TEXT? (NUMBER | DATE)?
    static let wave = Construct(.wave, "a wave", clauses: [.start])

    /// source ::= "source" NAME TEXT? ("single" "per" path)?
    static let source = Construct(.source, "a source", clauses: [.singlePer])
}
