extension Code {
    /// GB06: tables and pipelines.
    static let queryCodes: [Code] = []
}
