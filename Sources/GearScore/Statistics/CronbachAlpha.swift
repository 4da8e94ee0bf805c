/// Cronbach's alpha and what one question contributes to it.
///
/// Source: Cronbach (1951), Psychometrika 16, 297–334. Nothing is imputed: covariances are over the cases that
/// answered both questions of a pair, as in the R package psych.
package struct CronbachAlpha: Sendable {
    /// Positions of the questions that have variance; the others say nothing and are left out.
    package let items: [Int]
    private let variances: [Double]
    /// Each question's covariances with all of `items`, itself included, added up.
    private let rows: [Double]
    private let total: Double

    /// For some of the questions that `sums` is about.
    package init(_ sums: PairSums, of questions: some Sequence<Int>) {
        let items = questions.filter { sums.variance($0) > 0 }
        self.items = items
        variances = items.map(sums.variance)
        rows = items.map { i in items.reduce(0) { $0 + sums.covariance(i, $1) } }
        total = rows.reduce(0, +)
    }

    package var alpha: Figure {
        Self.alpha(items.count, variances: variances.reduce(0, +), total: total)
    }

    /// k/(k − 1) · (1 − Σ the questions' variances / the variance of their sum). Undefined for fewer than two
    /// questions, where a pair has no covariance (`total` is NaN), and where their sum has no variance. Covariances over
    /// different cases can contradict each other; what exceeds 1 shows it, and is undefined as well.
    package static func alpha(_ count: Int, variances: Double, total: Double) -> Figure {
        guard count >= 2 else { return Figure(why: .oneQuestion) }
        guard !total.isNaN else { return Figure(why: .neverTogether) }
        guard total > rounding * variances else { return Figure(why: .noSharedVariance) }
        let k = Double(count)
        let alpha = k / (k - 1) * (1 - variances / total)
        return alpha > 1 + rounding ? Figure(why: .contradictoryPairs) : Figure(alpha)
    }

    /// Alpha of the others. `place`: in `items`.
    package func alpha(without place: Int) -> Figure {
        Self.alpha(
            items.count - 1, variances: variances.reduce(0, +) - variances[place],
            total: total - 2 * rows[place] + variances[place])
    }

    /// The correlation of a question with the sum of the others, from the same covariances (psych's `r.drop`;
    /// Henrysson 1963, Psychometrika 28, 211–218). `place`: in `items`.
    package func itemRest(_ place: Int) -> Figure {
        guard items.count >= 2 else { return Figure(why: .oneQuestion) }
        guard !total.isNaN else { return Figure(why: .neverTogether) }
        let (own, row) = (variances[place], rows[place])
        let rest = total - 2 * row + own
        guard rest > Self.rounding * total.magnitude else { return Figure(why: .noSharedVariance) }
        let correlation = (row - own) / (own * rest).squareRoot()
        return correlation.magnitude > 1 + Self.rounding ? Figure(why: .contradictoryPairs) : Figure(correlation)
    }

    private static let rounding = 1e-12
}
