extension Construct {
    /// define ::= "define" NAME ("(" (NAME ("," NAME)* ","?)? ")")? "=" value
    static let define = Construct(.define, "a definition", title: .none)

    /// show ::= "show" value
    static let show = Construct(.show, "a `show`", name: .none, title: .none)
}

extension Parser {
    mutating func parameters() -> [Argument] {
        let names = bracketed(.rightParenthesis) { parser in
            let argument = parser.pathArgument()
            if case .path(let path) = argument.value.kind, path.steps.count > 1 || path.reach != .itself {
                parser.fail(.malformedName, "a parameter is a name of one word", at: path.range)
            }
            return argument
        }
        return names ?? []
    }
}
