/// The cells of one expression for a run of rows.
struct Batch<Element> {
    /// How many rows are evaluated at a time: what fits the nearest cache with a few operands.
    static var size: Int { 1_024 }

    /// Where a cell is missing, a filler stands here.
    var cells: [Element]
    /// As in `Column.states`, reasons being those of the `Compiler`; empty if no cell is missing.
    var states: [UInt8] = []

    func map<Result>(_ change: (Element) -> Result) -> Batch<Result> {
        Batch<Result>(cells: cells.map(change), states: states)
    }

    /// Cell by cell, missing where either is, for the first one's reason.
    @inline(__always)
    func combined<Other, Result>(
        with other: Batch<Other>, _ combine: (Element, Other) -> Result
    ) -> Batch<Result> {
        var combined: [Result] = []
        combined.reserveCapacity(cells.count)
        for row in cells.indices { combined.append(combine(cells[row], other.cells[row])) }
        return Batch<Result>(cells: combined, states: firstStates(states, other.states))
    }

    /// The state of a row: 0 if its cell is a value.
    @inline(__always)
    func state(_ row: Int) -> UInt8 { states.isEmpty ? 0 : states[row] }

    /// Gives up the value of a row.
    mutating func setMissing(_ row: Int, _ state: UInt8) {
        if states.isEmpty { states = [UInt8](repeating: 0, count: cells.count) }
        states[row] = state
    }

    /// Takes a row's cell, or that it is missing, from another batch.
    mutating func take(_ row: Int, from other: Batch) {
        cells[row] = other.cells[row]
        let state = other.state(row)
        if state != 0 || !states.isEmpty { setMissing(row, state) }
    }
}

/// For each row the first state that is not 0.
private func firstStates(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    return zip(left, right).map { $0 != 0 ? $0 : $1 }
}
