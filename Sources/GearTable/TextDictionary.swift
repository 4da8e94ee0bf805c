/// The different texts of one or more columns; a cell stores the place of its text here.
///
/// A reference, so that columns share it and two columns of one dictionary can compare codes.
package final class TextDictionary: Sendable {
    /// Distinct.
    package let texts: [String]
    /// Where each text stands in the declared order (layers, waves); nil if texts order by their bytes.
    package let ranks: [UInt32]?

    package static let empty = TextDictionary([])

    /// `texts` must be distinct; `ranks`, if given, has one entry a text.
    package init(_ texts: [String], ranks: [UInt32]? = nil) {
        assert(ranks == nil || ranks?.count == texts.count)
        self.texts = texts
        self.ranks = ranks
    }

    /// Texts that order as they are listed.
    package convenience init(declared texts: [String]) {
        self.init(texts, ranks: Array(0..<UInt32(texts.count)))
    }

    package subscript(code: UInt32) -> String { texts[Int(code)] }

    /// Each text's place in the order of output: the declared one, else that of UTF-8 bytes.
    package func order() -> [UInt32] {
        if let ranks { return ranks }
        var places = [UInt32](repeating: 0, count: texts.count)
        // Nobody looks at an order that nobody waits for.
        let sorted = texts.indices.sortedWhileWanted { texts[$0].precedes(texts[$1]) }
        for (place, code) in (sorted ?? []).enumerated() { places[code] = UInt32(place) }
        return places
    }

    /// For each text, its code in `other`, or nil where `other` lacks it; for joins and concatenation.
    package func codes(in other: TextDictionary) -> [UInt32?] {
        if other === self { return texts.indices.map { UInt32($0) } }
        let places = Dictionary(zip(other.texts, UInt32(0)...), uniquingKeysWith: { first, _ in first })
        return texts.map { places[$0] }
    }
}

extension String {
    /// The order of output: by UTF-8 bytes, a prefix first. (`<` would compare canonical equivalents.)
    package func precedes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
