import GearSource
import GearTable

/// Which columns of a table are shown in a terminal that is too narrow for all, and how wide.
///
/// Columns that tell rows apart stay readable, and beside them the first that says something of the rows; of the others
/// the last go first. What is left over is given to texts that would be cut.
struct ColumnFit {
    /// The places of the columns that are shown, in order.
    let places: [Int]
    /// Of each that is shown, in cells.
    let widths: [Int]

    /// Which columns tell rows apart, by their places.
    struct Keys {
        let all: Set<Int>
        /// Those of them that people know a thing by, and the program does not.
        let titles: Set<Int>
    }

    /// To how many cells other texts are cut before a column goes.
    private static let narrow = 8
    /// To how many those that tell rows apart are cut, and to how many where they differ only later.
    private static let readable = 16, distinct = 32
    /// So many rows tell how far texts have to be read to be told apart.
    private static let mostCompared = 1_000

    /// - Parameters:
    ///   - natural: how wide each column is where nothing is cut.
    ///   - width: of the terminal, in cells; nil: all columns are as wide as they are.
    init(_ texts: [ColumnText], natural: [Int], keys: Keys, width: Int?) {
        guard let width, Self.total(natural) > width else {
            (places, widths) = (Array(natural.indices), natural)
            return
        }
        var least = natural.indices.map { place in
            let text = texts[place]
            if text.isNumeric { return natural[place] }
            guard keys.all.contains(place) else { return min(natural[place], Self.narrow) }
            if keys.titles.contains(place) { return min(natural[place], Self.readable) }
            let apart = min(text.distinctWidth(rows: Self.mostCompared), Self.distinct, max(Self.readable, width / 2))
            return min(natural[place], max(apart, Self.readable))
        }
        let kept = Self.kept(texts, &least, keys, width)
        places = kept
        widths = Self.widened(kept.map { least[$0] }, to: kept.map { natural[$0] }, width)
            .map { min($0, max(width - 4, 1)) }
    }

    /// A border before each column and after the last, and a blank on both sides of it.
    private static func total(_ widths: [Int]) -> Int { widths.reduce(1) { $0 + $1 + 3 } }

    /// The last value goes first, but one stays; then one name after the other; then that value.
    private static func kept(_ texts: [ColumnText], _ least: inout [Int], _ keys: Keys, _ width: Int) -> [Int] {
        var names = least.indices.filter(keys.all.contains)
        var values = least.indices.filter { !keys.all.contains($0) }
        var excess = total(least) - width
        while excess > 0, values.count > 1, let last = values.popLast() { excess -= least[last] + 3 }
        while excess > 0, names.count + values.count > 1 {
            if let name = names.first, names.count == 1 {
                // A name that is hard to read beside its value is better than either alone.
                if !texts[name].isNumeric, least[name] - excess >= narrow {
                    least[name] -= excess
                    excess = 0
                } else if let last = values.popLast() {
                    excess -= least[last] + 3
                }
            } else if let name = dispensable(names, texts, keys) {
                names.removeAll { $0 == name }
                excess -= least[name] + 3
            }
        }
        return (names + values).sorted()
    }

    /// The last name that the rows can be told apart without, a title only after the others; else the last.
    private static func dispensable(_ names: [Int], _ texts: [ColumnText], _ keys: Keys) -> Int? {
        let tellers = names.filter { !keys.titles.contains($0) }
        let count = distinctRows(texts, tellers)
        let idle = tellers.last { name in distinctRows(texts, tellers.filter { $0 != name }) == count }
        return idle ?? (tellers.isEmpty ? nil : names.last(where: keys.titles.contains)) ?? names.last
    }

    private static func distinctRows(_ texts: [ColumnText], _ places: [Int]) -> Int {
        let rows = texts.first?.cells.prefix(mostCompared).count ?? 0
        return Set((0..<rows).map { row in places.map { texts[$0].cells[row] } }).count
    }

    /// Gives what room there is to those that are cut, the narrowest first.
    private static func widened(_ least: [Int], to natural: [Int], _ width: Int) -> [Int] {
        var widths = least
        var room = width - total(widths)
        var open = widths.indices.filter { widths[$0] < natural[$0] }
        while room > 0, !open.isEmpty {
            guard let narrowest = open.map({ widths[$0] }).min() else { break }
            let lowest = open.filter { widths[$0] == narrowest }
            let next = open.map { widths[$0] }.filter { $0 > narrowest }.min() ?? .max
            let step = min(next - narrowest, max(1, room / lowest.count))
            for place in lowest {
                let more = min(step, natural[place] - widths[place], room)
                widths[place] += more
                room -= more
            }
            open.removeAll { widths[$0] == natural[$0] }
        }
        return widths
    }
}

extension ColumnText {
    /// How many cells its first texts need so that different ones still look different when they are cut.
    func distinctWidth(rows: Int) -> Int {
        let most = 64
        let texts = Set(cells.prefix(rows)).map { tellsByEnd ? $0.suffix(most).reversed() : Array($0.prefix(most)) }
            .sorted { $0.lexicographicallyPrecedes($1) }
        return zip(texts, texts.dropFirst()).reduce(0) { widest, pair in
            let common = zip(pair.0, pair.1).prefix { $0 == $1 }.count
            let shown = pair.1.prefix(common + 1).reduce(0) { $0 + TextWidth.of($1) }
            // And one for the mark where it is cut.
            return max(widest, shown + 1)
        }
    }
}
