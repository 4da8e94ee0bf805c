extension Construct {
    /// settings ::= "settings" ("{" (setting NL)* "}")?
    static let settings = Construct(.settings, "a `settings` block", name: .none, title: .none, unkeyed: .setting)

    /// setting ::= NAME path ("in" texts)?
    static let setting = Construct(.setting, "a setting", title: .none, clauses: [.inFolders])
}
