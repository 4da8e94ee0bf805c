extension Code {
    /// GB07: tests and what they expect.
    static let testCodes: [Code] = []
}
