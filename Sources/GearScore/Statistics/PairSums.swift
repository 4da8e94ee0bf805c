/// Sums over the cases that answered both of two questions, for each two of `count` questions.
///
/// Tables are `count` × `count`, row by row: `together[i, j]` is the number of cases with an answer to both,
/// `sums[i, j]` the sum of what they answered to i, `squares[i, j]` of its squares, `products[i, j]` of the products
/// of both answers. On the diagonal is what everyone answered to one question.
package struct PairSums: Sendable {
    package let count: Int
    var together: [Double]
    var sums: [Double]
    var products: [Double]
    /// Empty where nobody asks for correlations.
    var squares: [Double]

    init(count: Int, withSquares: Bool) {
        self.count = count
        let room = [Double](repeating: 0, count: count * count)
        (together, sums, products) = (room, room, room)
        squares = withSquares ? room : []
    }

    /// From one array a case, of `count` numbers, NaN where there is no answer.
    package init(_ cases: [[Double]], count: Int, withSquares: Bool) {
        self.init(count: count, withSquares: withSquares)
        for row in cases {
            for i in 0..<count where !row[i].isNaN {
                for j in 0..<count where !row[j].isNaN {
                    let place = i * count + j
                    together[place] += 1
                    sums[place] += row[i]
                    products[place] += row[i] * row[j]
                    if withSquares { squares[place] += row[i] * row[i] }
                }
            }
        }
    }

    mutating func add(_ other: PairSums) {
        for place in together.indices {
            together[place] += other.together[place]
            sums[place] += other.sums[place]
            products[place] += other.products[place]
        }
        for place in squares.indices { squares[place] += other.squares[place] }
    }

    /// The variance of what everyone answered to a question; NaN for fewer than two answers, 0 where all are one but
    /// for rounding.
    package func variance(_ i: Int) -> Double { covariance(i, i) }

    /// Over the cases that answered both, n − 1 below; NaN for fewer than two.
    package func covariance(_ i: Int, _ j: Int) -> Double {
        let (place, turned) = (i * count + j, j * count + i)
        let n = together[place]
        guard n >= 2 else { return .nan }
        let (whole, spread) = (n * products[place], n * products[place] - sums[place] * sums[turned])
        return i == j && spread <= Self.rounding * whole ? 0 : spread / n / (n - 1)
    }

    /// Pearson's correlation over the cases that answered both; NaN for fewer than two, or where one of the two
    /// questions has no variance among them.
    package func correlation(_ i: Int, _ j: Int) -> Double {
        let (place, turned) = (i * count + j, j * count + i)
        let n = together[place]
        let (left, right) = (n * squares[place], n * squares[turned])
        let (a, b) = (left - sums[place] * sums[place], right - sums[turned] * sums[turned])
        guard n >= 2, a > Self.rounding * left, b > Self.rounding * right else { return .nan }
        return (n * products[place] - sums[place] * sums[turned]) / (a.squareRoot() * b.squareRoot())
    }

    /// What is left of equal numbers' spread by rounding, at most.
    private static let rounding = 1e-13
}
