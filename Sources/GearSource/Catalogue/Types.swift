extension Code {
    /// GB03: types and expressions.
    static let typeCodes: [Code] = []
}
