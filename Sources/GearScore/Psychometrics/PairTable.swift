/// Sums about a question over the cases that answered another: whole numbers, exact in a double.
struct PairTable {
    /// By the question answered, what it is about; of panels added as they are, and less what cases added whole gave
    /// beside a question that they did not answer.
    let pairs: Block<Double>
    /// The case at hand, by question.
    let one: Block<Double>
    /// Of the cases that were added whole.
    private let whole: Block<Double>
    private let rows: Int

    init(rows: Int) {
        self.rows = rows
        pairs = Block(repeating: 0, count: rows * rows)
        (one, whole) = (Block(repeating: 0, count: rows), Block(repeating: 0, count: rows))
    }

    /// Adds `one`, from which `count` questions are absent.
    func addOne(without absent: UnsafePointer<Int32>, _ count: Int) {
        let one = UnsafePointer(one.base)
        add(one, 1, to: whole.base)
        for place in 0..<count { add(one, -1, to: pairs.base + Int(absent[place]) &* rows) }
    }

    @inline(__always)
    private func add(_ line: UnsafePointer<Double>, _ sign: Double, to sums: UnsafeMutablePointer<Double>) {
        for place in 0..<rows { sums[place] += sign * line[place] }
    }

    /// About question `other`, over those who answered question `answered`.
    subscript(answered: Int, other: Int) -> Double { pairs.base[answered * rows + other] + whole.base[other] }
}
