extension Model {
    /// Attributes of dimension values that are numbers.
    package var numericAttributes: Set<String> {
        Set(bindings.lazy.flatMap(\.attributes).filter(\.isNumber).map(\.name))
    }
}

/// Where values of dimensions are texts, a number is one text, however it was written.
package enum NumberText {
    /// `1200` for 1200.0; the digits that give the number back.
    package static func text(_ number: Double) -> String {
        let text = number == 0 ? "0" : number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
