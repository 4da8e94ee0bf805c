extension Code {
    /// GB08: files, imports and the command line.
    static let commandCodes: [Code] = []
}
