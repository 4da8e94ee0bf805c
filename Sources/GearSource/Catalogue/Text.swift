extension Code {
    /// GB00: what bytes and characters a program may hold.
    static let textCodes: [Code] = []
}
