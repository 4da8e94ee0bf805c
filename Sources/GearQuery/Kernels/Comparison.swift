import GearModel
import GearScore
import GearSource
import GearTable

extension Compiler {
    /// Missing where either side is.
    func comparison(
        _ operation: BinaryOperation, _ left: Kernel, _ right: Kernel, at term: Term
    ) throws(Diagnostic) -> Kernel.Run<Bool> {
        switch (left, right) {
        case (.nothing(let state), _), (_, .nothing(let state)): return Kernel.allMissing(false, state)
        case (.numbers(let a), .numbers(let b)):
            guard roundsComparisons else { return Self.compare(operation, a, b) }
            return Self.compare(operation, { a($0).map(Rounding.cut) }, { b($0).map(Rounding.cut) })
        case (.dates(let a), .dates(let b)): return Self.compare(operation, a, b)
        case (.booleans(let a), .booleans(let b)):
            return Self.compare(operation, { a($0).map { $0 ? 1 : 0 } }, { b($0).map { $0 ? 1 : 0 } })
        case (.codes(let a, let ours, let domain), .codes(let b, let theirs, _)):
            let isEquality = operation == .equal || operation == .notEqual
            let (ourPlaces, theirPlaces) = places(ours, theirs, domain, inOrder: !isEquality)
            return Self.compare(
                operation, { a($0).map { ourPlaces[Int($0)] } }, { b($0).map { theirPlaces[Int($0)] } })
        default: throw unsuitable(term, "of the type of the other side")
        }
    }

    private static func compare<Element: Comparable>(
        _ operation: BinaryOperation, _ left: @escaping Kernel.Run<Element>, _ right: @escaping Kernel.Run<Element>
    ) -> Kernel.Run<Bool> {
        switch operation {
        case .equal: { left($0).combined(with: right($0)) { $0 == $1 } }
        case .notEqual: { left($0).combined(with: right($0)) { $0 != $1 } }
        case .less: { left($0).combined(with: right($0)) { $0 < $1 } }
        case .lessOrEqual: { left($0).combined(with: right($0)) { $0 <= $1 } }
        case .greater: { left($0).combined(with: right($0)) { $0 > $1 } }
        default: { left($0).combined(with: right($0)) { $0 >= $1 } }
        }
    }

    /// For each text of two dictionaries a number, the same for the same text; rising with the order of the
    /// texts if that matters.
    private func places(
        _ left: TextDictionary, _ right: TextDictionary, _ domain: ColumnType.Domain, inOrder: Bool
    ) -> ([UInt32], [UInt32]) {
        let (all, rightCodes) = union(left, right, domain)
        let order =
            inOrder
            ? all.ranks ?? model.ranks(of: all.texts, domain) ?? all.order() : Array(0..<UInt32(all.texts.count))
        return (
            left.perText(left.texts.indices.map { order[$0] }, filler: 0),
            right.perText(rightCodes.map { order[Int($0)] }, filler: 0)
        )
    }

    /// The texts of two dictionaries, the left's codes staying what they are, and the right's codes there.
    func union(
        _ left: TextDictionary, _ right: TextDictionary, _ domain: ColumnType.Domain
    ) -> (all: TextDictionary, rightCodes: [UInt32]) {
        var texts = left.texts
        let rightCodes = right.codes(in: left).enumerated().map { place, code in
            if let code { return code }
            texts.append(right.texts[place])
            return UInt32(texts.count - 1)
        }
        if texts.count == left.texts.count { return (left, rightCodes) }
        return (TextDictionary(texts, ranks: model.ranks(of: texts, domain)), rightCodes)
    }

    // MARK: What is built on comparing

    /// `x in [a, b]`: true if any is equal; else missing if any comparison is.
    func membership(_ operand: Term, _ list: [Term], _ negated: Bool) throws(Diagnostic) -> Kernel {
        let left = try kernel(for: operand).remembered
        var runs: [Kernel.Run<Bool>] = []
        for element in list { runs.append(try comparison(.equal, left, try kernel(for: element), at: element)) }
        return .booleans { rows in
            var result = Batch(cells: [Bool](repeating: false, count: rows.count))
            for run in runs { result = result.kleene(run(rows), decisive: true) }
            return negated ? result.map { !$0 } : result
        }
    }

    /// `x in a..b`, both ends in it.
    func betweenness(_ operand: Term, _ low: Term, _ high: Term, _ negated: Bool) throws(Diagnostic) -> Kernel {
        let middle = try kernel(for: operand).remembered
        let above = try comparison(.greaterOrEqual, middle, try kernel(for: low), at: low)
        let below = try comparison(.lessOrEqual, middle, try kernel(for: high), at: high)
        return .booleans { rows in
            let result = above(rows).kleene(below(rows), decisive: false)
            return negated ? result.map { !$0 } : result
        }
    }

    /// What is true of each cell's state, such as `x is missing`: never missing itself.
    func states(of kernel: Kernel, _ holds: @escaping (UInt8) -> Bool) -> Kernel.Run<Bool> {
        func run<Element>(_ operand: @escaping Kernel.Run<Element>) -> Kernel.Run<Bool> {
            { rows in
                let states = operand(rows).states
                if states.isEmpty { return Batch(cells: [Bool](repeating: holds(0), count: rows.count)) }
                return Batch(cells: states.map(holds))
            }
        }
        switch kernel {
        case .numbers(let operand): return run(operand)
        case .booleans(let operand): return run(operand)
        case .dates(let operand): return run(operand)
        case .codes(let operand, _, _): return run(operand)
        case .nothing(let state): return Kernel.constant(holds(state))
        }
    }
}

extension TextDictionary {
    /// What a kernel looks up by code: one value a text, and at least one, as a missing cell has a code too.
    func perText<Value>(_ values: [Value], filler: Value) -> [Value] { values.isEmpty ? [filler] : values }
}
