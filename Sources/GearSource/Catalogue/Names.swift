extension Code {
    /// GB02: names and what they stand for.
    static let nameCodes: [Code] = []
}
