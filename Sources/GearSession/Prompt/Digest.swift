import GearReport
import GearTable

extension Exhibit {
    /// Of what is shown: equal for equal tables. Not the same from one run of the program to the next.
    var digest: Int {
        guard let table else { return 0 }
        var hasher = Hasher()
        for column in table.columns {
            hasher.combine(column.name)
            hasher.combine(column.digest)
        }
        return hasher.finalize()
    }
}

extension Column {
    /// Of the cells in order, values as they are and missing ones with their reasons.
    fileprivate var digest: UInt64 {
        switch storage {
        case .numbers(let cells): return digest(cells) { ($0 == 0 ? 0 : $0).bitPattern }
        case .integers(let cells): return digest(cells) { UInt64(bitPattern: Int64($0)) }
        case .booleans(let cells): return digest(cells) { $0 ? 1 : 0 }
        case .dates(let cells): return digest(cells) { UInt64(bitPattern: Int64($0?.packed ?? 0)) }
        case .codes(let cells, let dictionary):
            // Codes differ where texts do not: each text counts as itself.
            guard cells.count >= dictionary.texts.count else { return digest(cells) { Self.digest(dictionary[$0]) } }
            let texts = dictionary.texts.map(Self.digest)
            return digest(cells) { texts[Int($0)] }
        }
    }

    private static func digest(_ text: String) -> UInt64 { UInt64(bitPattern: Int64(text.hashValue)) }

    private func digest<Element>(_ cells: [Element], _ word: (Element) -> UInt64) -> UInt64 {
        let whys = [0, 1] + reasons.map(Self.digest)
        var check = StopCheck()
        var digest: UInt64 = 0
        for row in cells.indices {
            if check.isDue() { break }
            let state = states.isEmpty ? 0 : states[row]
            let why = state == Self.hiddenState ? UInt64(state) : whys[Int(state)]
            digest = (digest ^ why ^ (state == 0 ? word(cells[row]) : 0)) &* 0x9E37_79B9_7F4A_7C15
            digest ^= digest >> 29
        }
        return digest
    }
}
