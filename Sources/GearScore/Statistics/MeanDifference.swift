/// A mean that was estimated from a sample, or known exactly.
package struct SampledMean: Sendable {
    package let value: Double
    /// Of the mean; 0 where it is exact.
    package let variance: Double
    /// Primary sampling units and their strata; 0 where it is exact.
    package let units: Int
    package let strata: Int

    package init(value: Double, variance: Double, units: Int, strata: Int = 1) {
        self.value = value
        self.variance = variance
        self.units = units
        self.strata = strata
    }

    package static func exact(_ value: Double) -> SampledMean {
        SampledMean(value: value, variance: 0, units: 0, strata: 0)
    }

    var freedom: Double { Double(units - strata) }
}

/// The difference of two means, whose samples may share some of their units.
package struct MeanDifference: Sendable {
    package let value: Double
    package let error: Double
    /// NaN where both means are exact, or where nothing varies.
    package let freedom: Double
    /// Whether there is nothing to estimate: both means are exact.
    package let isExact: Bool

    /// first − second, with the variance V₁ + V₂ − 2 · covariance. `matched`: sampling units that are in both.
    ///
    /// Degrees of freedom lie between those of a paired t test, where all units match, and Welch–Satterthwaite's, where
    /// none do: (n_c − s) + (γ − n_c + s)(n_a + n_b)/(n_a + n_b + 2n_c), with n_c matched units, n_a and n_b those on one
    /// side only, γ Welch's, and s strata (1 without).
    /// Source: Welch (1947), Biometrika 34, 28–35; Derrick, Russ, Toher and White (2017), Journal of Modern Applied
    /// Statistical Methods 16(1), 137–157.
    package init(_ first: SampledMean, _ second: SampledMean, covariance: Double = 0, matched: Int = 0) {
        value = first.value - second.value
        isExact = first.units + second.units == 0
        let separate = first.variance + second.variance
        let variance = separate - 2 * covariance
        // What is left where everybody differs by the same is rounding.
        error = variance > 1e-13 * separate ? variance.squareRoot() : 0
        guard error > 0 else {
            freedom = .nan
            return
        }
        let parts = [first, second].filter { $0.variance > 0 }
        let welch = separate * separate / parts.reduce(0) { $0 + $1.variance * $1.variance / $1.freedom }
        let both = Double(matched)
        let apart = Double(first.units + second.units) - 2 * both
        let strata = matched > 0 ? Double(max(1, min(first.strata, second.strata))) : 1
        freedom = both - strata + (welch - both + strata) * apart / (apart + 2 * both)
    }

    /// Samples in which nobody differs from anybody say nothing about how much others would.
    package var hasInterval: Bool { isExact || error > 0 }

    /// The interval of one of `together` differences, of which all hold with 95 % (Bonferroni); 1 for one alone. NaN
    /// where there is none.
    package func interval(together: Int = 1) -> (low: Double, high: Double) {
        guard error > 0 else { return isExact ? (value, value) : (.nan, .nan) }
        let half = TDistribution.quantile(1 - 0.025 / Double(max(1, together)), df: freedom) * error
        return (value - half, value + half)
    }

    /// What can be said of a difference, by its joint interval as seen to nine decimals.
    package enum Verdict: String, Sendable, CaseIterable {
        case clear, unclear
        case cannotTell = "cannot tell"

        init(_ interval: (low: Double, high: Double)) {
            let isBounded = interval.low.isFinite && interval.high.isFinite
            let excludesNothing = Rounding.cut(interval.low) > 0 || Rounding.cut(interval.high) < 0
            self = !isBounded ? .cannotTell : excludesNothing ? .clear : .unclear
        }
    }
}
