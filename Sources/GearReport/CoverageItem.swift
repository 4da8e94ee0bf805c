/// Something of a program that a test can depend on, and whether one does.
package struct CoverageItem: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case node, question, line, band, outcome }

    package let kind: Kind
    package let name: String
    package let file: String
    /// From 1; columns in Unicode scalars.
    package let line: Int
    package let column: Int
    /// Why no test depends on it; nil if one does.
    package let why: String?

    package var isReached: Bool { why == nil }

    package init(kind: Kind, name: String, file: String, line: Int, column: Int, why: String?) {
        self.kind = kind
        self.name = name
        self.file = file
        self.line = line
        self.column = column
        self.why = why
    }

    /// The items of several programs, each once: reached if one of them reaches it. By file, line and column.
    package static func merging(_ items: [CoverageItem]) -> [CoverageItem] {
        var places: [String: Int] = [:]
        var merged: [CoverageItem] = []
        for item in items {
            let key = "\(item.file):\(item.line):\(item.column) \(item.kind.rawValue) \(item.name)"
            if let place = places[key] {
                if item.isReached { merged[place] = item }
            } else {
                places[key] = merged.count
                merged.append(item)
            }
        }
        let order = Dictionary(uniqueKeysWithValues: Kind.allCases.enumerated().map { ($1, $0) })
        return merged.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            let (first, second) = (order[a.kind] ?? 0, order[b.kind] ?? 0)
            return (a.file, a.line, a.column, first, left.offset) < (b.file, b.line, b.column, second, right.offset)
        }.map(\.element)
    }
}
