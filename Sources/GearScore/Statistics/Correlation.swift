#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How far two lists of numbers go together.
package enum Correlation {
    /// Pearson's r of pairs; undefined for fewer than three pairs, and where one of the two has no variance.
    package static func pearson(_ pairs: [(Double, Double)]) -> Figure {
        guard pairs.count >= 3 else { return Figure(why: pairs.isEmpty ? .noPair : .twoPairs) }
        let n = Double(pairs.count)
        let means = pairs.reduce((0.0, 0.0)) { ($0.0 + $1.0 / n, $0.1 + $1.1 / n) }
        var (left, right, both) = (0.0, 0.0, 0.0)
        for (x, y) in pairs {
            left += (x - means.0) * (x - means.0)
            right += (y - means.1) * (y - means.1)
            both += (x - means.0) * (y - means.1)
        }
        let size = pairs.reduce(0) { max($0, $1.0 * $1.0, $1.1 * $1.1) } * n
        guard left > 1e-24 * size, right > 1e-24 * size else { return Figure(why: .noVariance) }
        return Figure(max(-1, min(1, both / (left.squareRoot() * right.squareRoot()))))
    }

    /// Spearman's rho: Pearson's r of the ranks, equal numbers sharing the mean of theirs. Numbers are equal if they are
    /// to nine decimals.
    ///
    /// Source: Spearman (1904), American Journal of Psychology 15, 72–101.
    package static func spearman(_ pairs: [(Double, Double)]) -> Figure {
        let ranks = [pairs.map(\.0), pairs.map(\.1)].map { Self.ranks($0.map(Rounding.cut)) }
        return pearson(Array(zip(ranks[0], ranks[1])))
    }

    /// 1 for the least; ties share the mean of their ranks.
    static func ranks(_ numbers: [Double]) -> [Double] {
        let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
        var ranks = [Double](repeating: 0, count: numbers.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, numbers[order[end]] == numbers[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }

    /// The 95 % interval of Pearson's r of `n` pairs; undefined for fewer than four.
    ///
    /// Source: Fisher (1921), Metron 1, 3–32.
    package static func interval(_ r: Double, pairs n: Int) -> (low: Figure, high: Figure) {
        guard n >= 4 else { return (Figure(why: .threePairs), Figure(why: .threePairs)) }
        guard r.magnitude < 1 else { return (Figure(r), Figure(r)) }
        let z = atanh(r)
        let half = 1.959963984540054 / Double(n - 3).squareRoot()
        return (Figure(tanh(z - half)), Figure(tanh(z + half)))
    }
}
