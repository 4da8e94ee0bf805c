import GearModel
import GearSource
import GearTable

/// Functions of texts: computed once a dictionary entry, not once a row.
extension Compiler {
    func text(_ term: Term, _ change: (String) -> String) throws(Diagnostic) -> Kernel {
        guard let (run, dictionary) = try codes(term) else { return .nothing(1) }
        var texts: [String] = []
        var places: [String: UInt32] = [:]
        let codes = dictionary.texts.map { text in
            let changed = change(text)
            if let place = places[changed] { return place }
            let place = UInt32(texts.count)
            places[changed] = place
            texts.append(changed)
            return place
        }
        let translated = dictionary.perText(codes, filler: 0)
        return .codes({ run($0).map { translated[Int($0)] } }, TextDictionary(texts), .text)
    }

    func textNumber(_ term: Term, _ measure: (String) -> Double) throws(Diagnostic) -> Kernel {
        guard let (run, dictionary) = try codes(term) else { return .nothing(1) }
        let measures = dictionary.perText(dictionary.texts.map(measure), filler: 0)
        return .numbers { run($0).map { measures[Int($0)] } }
    }

    /// Whether a text has another in it, by bytes. Each pair of texts that occurs is looked at once.
    func search(
        _ arguments: [Term], at location: Location, _ finds: @escaping ([UInt8], [UInt8]) -> Bool
    ) throws(Diagnostic) -> Kernel {
        guard arguments.count == 2 else {
            throw Diagnostic(.unsuitableOperand, "this takes a text and the text to look for", at: location)
        }
        guard let (left, texts) = try codes(arguments[0]), let (right, patterns) = try codes(arguments[1]) else {
            return .nothing(1)
        }
        let (haystacks, needles) = (texts.texts.map { Array($0.utf8) }, patterns.texts.map { Array($0.utf8) })
        var known: [UInt64: Bool] = [:]
        return .booleans { rows in
            let (searched, wanted) = (left(rows), right(rows))
            var result = searched.combined(with: wanted) { _, _ in false }
            for row in result.cells.indices where result.state(row) == 0 {
                let (text, pattern) = (searched.cells[row], wanted.cells[row])
                let pair = UInt64(text) << 32 | UInt64(pattern)
                if let found = known[pair] {
                    result.cells[row] = found
                } else {
                    let found = finds(haystacks[Int(text)], needles[Int(pattern)])
                    known[pair] = found
                    result.cells[row] = found
                }
            }
            return result
        }
    }

    /// nil for the literals `missing` and `hidden`.
    private func codes(_ term: Term) throws(Diagnostic) -> (Kernel.Run<UInt32>, TextDictionary)? {
        switch try kernel(for: term) {
        case .codes(let run, let dictionary, _): return (run, dictionary)
        case .nothing: return nil
        default: throw unsuitable(term, "a text")
        }
    }
}

extension [UInt8] {
    /// Whether a run of these bytes is `pattern` (which may be empty).
    func contains(_ pattern: [UInt8]) -> Bool {
        guard let first = pattern.first else { return true }
        guard pattern.count <= count else { return false }
        for start in 0...(count - pattern.count) where self[start] == first {
            if self[start..<start + pattern.count].elementsEqual(pattern) { return true }
        }
        return false
    }
}
