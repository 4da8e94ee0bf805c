import GearTable

/// Works a score out again from what an explanation says, knowing nothing but that.
enum Recomputation {
    struct Element {
        let value: Double
        /// Of all that it stands for.
        let weight: Double
        let count: Int
    }

    /// What a piece comes to by its formula and its parts, all the way down; NaN where it has no value.
    static func value(_ piece: Derivation) -> Double {
        guard let said = piece.number, let formula = piece.formula, piece.deeper == 0, !piece.parts.isEmpty else {
            return piece.number ?? .nan
        }
        let elements = elements(piece)
        if formula.isWeightedMean {
            let whole = elements.reduce(0) { $0 + $1.weight }
            return whole == 0 ? said : elements.reduce(0) { $0 + $1.weight * $1.value } / whole
        }
        var parser = FormulaParser(
            formula.text, elements, isExact: piece.parts.contains { $0.kind == .answer || $0.kind == .question })
        return parser.value()
    }

    private static func elements(_ piece: Derivation) -> [Element] {
        let pools =
            piece.formula.map { !$0.isWeightedMean && ($0.text.contains("(answers") || $0.text.contains("(below")) }
            ?? false
        return piece.parts.flatMap { part -> [Element] in
            guard part.number != nil else { return [] }
            // An expression over answers sees each of them.
            if part.kind == .question, pools {
                var target = 1.0
                if case .number(let weight)? = part.fact("target_weight") { target = weight }
                return part.parts.filter { ($0.count ?? 0) > 0 }.compactMap { point in
                    point.number.map {
                        Element(value: $0, weight: target * (point.weight ?? 0), count: point.count ?? 0)
                    }
                }
            }
            return [
                Element(
                    value: Self.value(part), weight: part.weight ?? 1,
                    count: part.kind == .persons ? part.count ?? 1 : 1)
            ]
        }
    }
}

/// Reads formulas as explanations print them: sums and quotients of aggregates, with a condition on `value` or none.
private struct FormulaParser {
    private let text: [Character]
    private var place = 0
    private let elements: [Recomputation.Element]
    private let isExact: Bool

    init(_ text: String, _ elements: [Recomputation.Element], isExact: Bool) {
        self.text = Array(text)
        self.elements = elements
        self.isExact = isExact
    }

    mutating func value() -> Double {
        if take("(") {
            let left = value()
            let sign = word { $0 != " " }
            let right = value()
            _ = take(")")
            return sign == "+" ? left + right : sign == "/" ? left / right : .nan
        }
        let name = word { $0.isLetter || $0 == "_" || $0.isNumber || $0 == "." }
        guard take("(") else { return Double(name) ?? .nan }
        _ = word { $0.isLetter }
        var cut: Double?
        if take(",") {
            _ = take("(")
            _ = word { $0.isLetter }
            _ = word { $0 != " " }
            cut = Double(word { $0.isNumber || $0 == "." })
            _ = take(")")
        }
        _ = take(")")
        return apply(name, cut)
    }

    private func apply(_ name: String, _ cut: Double?) -> Double {
        let kept = elements.filter { element in
            let seen = isExact ? element.value : (element.value * 1e9).rounded(.toNearestOrAwayFromZero) / 1e9
            return cut.map { seen >= $0 } ?? true
        }
        func weight(_ some: [Recomputation.Element]) -> Double { some.reduce(0) { $0 + $1.weight } }
        switch name {
        case "mean": return weight(kept) == 0 ? .nan : kept.reduce(0) { $0 + $1.weight * $1.value } / weight(kept)
        case "sum": return kept.isEmpty ? .nan : kept.reduce(0) { $0 + $1.weight * $1.value }
        case "count": return Double(kept.reduce(0) { $0 + $1.count })
        case "min": return kept.map(\.value).min() ?? .nan
        case "max": return kept.map(\.value).max() ?? .nan
        case "share": return weight(kept) / weight(elements)
        case "median": return median(kept)
        case "latest": return kept.last?.value ?? .nan
        default: return .nan
        }
    }

    private func median(_ kept: [Recomputation.Element]) -> Double {
        let sorted = kept.filter { $0.weight > 0 }.sorted { $0.value < $1.value }
        let half = sorted.reduce(0) { $0 + $1.weight } / 2
        var below = 0.0
        for (place, element) in sorted.enumerated() {
            below += element.weight
            if below > half + 1e-12 { return element.value }
            if (below - half).magnitude <= 1e-12, place + 1 < sorted.count {
                return (element.value + sorted[place + 1].value) / 2
            }
        }
        return sorted.last?.value ?? .nan
    }

    private mutating func take(_ character: Character) -> Bool {
        while place < text.count, text[place] == " " { place += 1 }
        guard place < text.count, text[place] == character else { return false }
        place += 1
        return true
    }

    private mutating func word(_ holds: (Character) -> Bool) -> String {
        while place < text.count, text[place] == " " { place += 1 }
        var word = ""
        while place < text.count, holds(text[place]) {
            word.append(text[place])
            place += 1
        }
        return word
    }
}
