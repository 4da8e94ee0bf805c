/// The interval of a share.
package enum Wilson {
    /// The 95 % interval of share `p` on effective number `n`, which may be infinite and need not be whole.
    ///
    /// Source: Wilson (1927), JASA 22, 209–212; with an effective n as Korn and Graubard (1998).
    package static func interval(_ p: Double, n: Double) -> (low: Double, high: Double) {
        guard n.isFinite else { return (p, p) }
        let z = 1.959963984540054
        let s = z * z / n
        let centre = (p + s / 2) / (1 + s)
        let half = z * (p * (1 - p) / n + s / (4 * n)).squareRoot() / (1 + s)
        return (max(0, centre - half), min(1, centre + half))
    }

    /// n / deff, deff = V / (p(1 − p)/(n − 1)), 1 where p is 0 or 1 (but for rounding).
    package static func effective(n: Int, p: Double, variance: Double) -> Double {
        guard p > 1e-12, p < 1 - 1e-12 else { return Double(n) }
        return Double(n) / (variance / (p * (1 - p) / Double(n - 1)))
    }
}
