import GearModel
import GearSource
import GearTable

/// Which of two cells a row takes.
private enum Pick {
    /// The first if true, else the second.
    case side(Bool)
    /// Missing, with this state.
    case neither(UInt8)
}

/// Picks for a batch of rows.
private typealias Choice = (Range<Int>) -> [Pick]

extension Compiler {
    /// `if(COND, A, B)`: missing where the condition is.
    func choice(_ arguments: [Term], at location: Location) throws(Diagnostic) -> Kernel {
        guard arguments.count == 3 else {
            throw Diagnostic(.unsuitableOperand, "`if` takes a condition and two values", at: location)
        }
        let condition = try booleans(arguments[0])
        let (first, second) = (try kernel(for: arguments[1]), try kernel(for: arguments[2]))
        return try joined(first, second, at: arguments[2]) { rows in
            let conditions = condition(rows)
            return conditions.cells.indices.map { row in
                conditions.state(row) == 0 ? .side(conditions.cells[row]) : .neither(conditions.state(row))
            }
        }
    }

    /// `coalesce(A, B, …)`: the first that is not missing.
    func firstPresent(_ arguments: [Term]) throws(Diagnostic) -> Kernel {
        var result = try kernel(for: arguments[0])
        for term in arguments.dropFirst() {
            let first = result.remembered
            // What is hidden is there.
            let isPresent = states(of: first) { $0 == 0 || $0 == Column.hiddenState }
            result = try joined(first, try kernel(for: term), at: term) { rows in
                isPresent(rows).cells.map { .side($0) }
            }
        }
        return result
    }

    /// Both sides as one type, row by row the one that is picked.
    private func joined(
        _ first: Kernel, _ second: Kernel, at term: Term, _ choice: @escaping Choice
    ) throws(Diagnostic) -> Kernel {
        func pick<Element>(_ a: @escaping Kernel.Run<Element>, _ b: @escaping Kernel.Run<Element>)
            -> Kernel.Run<Element>
        {
            { rows in
                var result = a(rows)
                let other = b(rows)
                for (row, pick) in choice(rows).enumerated() {
                    switch pick {
                    case .side(true): break
                    case .side(false): result.take(row, from: other)
                    case .neither(let state): result.setMissing(row, state)
                    }
                }
                return result
            }
        }
        switch (first, second) {
        case (.nothing(let a), .nothing(let b)):
            // Of no type yet, so that of numbers does.
            return a == b ? first : .numbers(pick(Kernel.allMissing(.nan, a), Kernel.allMissing(.nan, b)))
        case (.numbers(let a), .numbers(let b)): return .numbers(pick(a, b))
        case (.booleans(let a), .booleans(let b)): return .booleans(pick(a, b))
        case (.dates(let a), .dates(let b)): return .dates(pick(a, b))
        case (.codes(let a, let ours, let domain), .codes(let b, let theirs, _)):
            let (all, rightCodes) = union(ours, theirs, domain)
            let codes = theirs.perText(rightCodes, filler: 0)
            return .codes(pick(a, { b($0).map { codes[Int($0)] } }), all, domain)
        case (.nothing(let state), .numbers), (.nothing(let state), .booleans), (.nothing(let state), .dates),
            (.nothing(let state), .codes):
            return try joined(second.emptied(state), second, at: term, choice)
        case (.numbers, .nothing(let state)), (.booleans, .nothing(let state)), (.dates, .nothing(let state)),
            (.codes, .nothing(let state)):
            return try joined(first, first.emptied(state), at: term, choice)
        default: throw unsuitable(term, "of the type of the other values")
        }
    }
}

extension Kernel {
    /// Of the same type, in every row in a state without a value.
    fileprivate func emptied(_ state: UInt8) -> Kernel {
        switch self {
        case .numbers: .numbers(Self.allMissing(.nan, state))
        case .booleans: .booleans(Self.allMissing(false, state))
        case .dates: .dates(Self.allMissing(0, state))
        case .codes(_, let dictionary, let domain): .codes(Self.allMissing(0, state), dictionary, domain)
        case .nothing: self
        }
    }
}
