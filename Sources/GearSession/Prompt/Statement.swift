import GearSyntax

/// A text as it is typed, before anybody knows what it means.
package enum Statement {
    /// Whether it goes on: a bracket is open, or its last word or sign needs more. A command ends with its line.
    package static func isOpen(_ text: String) -> Bool {
        text.drop(while: \.isWhitespace).first != ":" && OpenEnd(Array(text.utf8)).isOpen
    }
}
