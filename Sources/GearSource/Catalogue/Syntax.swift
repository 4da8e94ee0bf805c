extension Code {
    /// GB01: how words, signs and braces go together.
    static let syntaxCodes: [Code] = []
}
