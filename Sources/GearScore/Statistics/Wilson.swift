/// The interval of a share.
package enum Wilson {
    /// How far from 0 or 1 a share may be by rounding alone.
    private static let rounding = 1e-12

    /// The 95 % interval of share `p` on effective number `n`, which may be infinite and need not be whole.
    ///
    /// Source: Wilson (1927), JASA 22, 209–212; with an effective n as Korn and Graubard (1998).
    package static func interval(_ p: Double, n: Double) -> (low: Double, high: Double) {
        guard n.isFinite else { return (p, p) }
        let z = 1.959963984540054
        let s = z * z / n
        let centre = (p + s / 2) / (1 + s)
        let half = z * (p * (1 - p) / n + s / (4 * n)).squareRoot() / (1 + s)
        // At 0 and 1 the bound is exact; what rounding leaves there is no figure.
        return (p <= rounding ? 0 : max(0, centre - half), p >= 1 - rounding ? 1 : min(1, centre + half))
    }

    /// n / deff, deff = V / (p(1 − p)/(n − 1)), 1 where p is 0 or 1 (but for rounding).
    package static func effective(n: Int, p: Double, variance: Double) -> Double {
        guard p > rounding, p < 1 - rounding else { return Double(n) }
        return Double(n) / (variance / (p * (1 - p) / Double(n - 1)))
    }
}
