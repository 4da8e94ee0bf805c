extension Code {
    /// GB04: checks of frameworks, surveys and rules.
    static let checkCodes: [Code] = []
}
