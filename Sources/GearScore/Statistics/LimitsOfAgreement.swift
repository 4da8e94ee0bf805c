/// How far two ratings of the same units are apart.
package struct LimitsOfAgreement: Sendable {
    package let pairs: Int
    /// The mean difference, its standard error and degrees of freedom; undefined for fewer than two pairs.
    package let bias: MeanDifference?
    /// Between these lie about 95 % of the differences; undefined for fewer than three pairs.
    package let limits: (low: Figure, high: Figure)
    /// Of each limit.
    package let error: Figure

    /// d̄ ± 1.96 s, each limit's error s √(1/n + 1.96²/(2(n − 1))), from one difference a pair.
    ///
    /// Source: Bland and Altman (1986), Lancet 327, 307–310, and (1999), Statistical Methods in Medical Research 8,
    /// 135–160.
    package init(_ differences: [Double]) {
        pairs = differences.count
        let n = Double(pairs)
        let mean = differences.reduce(0, +) / n
        let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let variance = pairs < 2 ? .nan : squares / (n - 1)
        bias =
            pairs < 2
            ? nil : MeanDifference(SampledMean(value: mean, variance: variance / n, units: pairs), .exact(0))
        guard pairs >= 3 else {
            let why: UndefinedReason = pairs == 0 ? .noPair : pairs == 1 ? .onePair : .twoPairs
            (limits, error) = ((Figure(why: why), Figure(why: why)), Figure(why: why))
            return
        }
        let deviation = variance.squareRoot()
        limits = (Figure(mean - 1.96 * deviation), Figure(mean + 1.96 * deviation))
        error = Figure(deviation * (1 / n + 1.96 * 1.96 / (2 * (n - 1))).squareRoot())
    }
}
