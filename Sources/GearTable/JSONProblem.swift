/// Why a line of JSON is not a flat object.
package enum JSONProblem: Hashable, Sendable {
    /// What was expected, or what is wrong, as a noun phrase.
    case malformed(String)
    /// The field that holds a list or an object.
    case nested(String)
    /// The field that is there twice.
    case repeated(String)
}
