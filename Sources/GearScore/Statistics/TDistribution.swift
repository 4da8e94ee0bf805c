#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Student's t distribution.
package enum TDistribution {
    /// The value that is not exceeded with probability `p`, for `df` > 0 degrees of freedom; NaN outside.
    /// Relative error about 1e-13.
    package static func quantile(_ p: Double, df: Double) -> Double {
        guard p > 0, p < 1, df > 0 else { return .nan }
        if p == 0.5 { return 0 }
        if p < 0.5 { return -quantile(1 - p, df: df) }
        let z = NormalDistribution.quantile(p)
        return df > 2000 ? expansion(z, df) : solve(p, df, from: expansion(z, max(df, 1)))
    }

    /// Source: Abramowitz and Stegun (1964), 26.7.5; the next term is of order df⁻⁵.
    private static func expansion(_ z: Double, _ df: Double) -> Double {
        let s = z * z
        let first = z * (s + 1) / 4
        let second = z * ((5 * s + 16) * s + 3) / 96
        let third = z * (((3 * s + 19) * s + 17) * s - 15) / 384
        let fourth = z * ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160
        return z + (first + (second + (third + fourth / df) / df) / df) / df
    }

    /// Newton's steps on the upper tail, held between bounds that halving would give.
    private static func solve(_ p: Double, _ df: Double, from start: Double) -> Double {
        let tail = 1 - p
        var (low, high) = (0.0, Double.infinity)
        var t = start
        for _ in 0..<400 {
            let excess = upperTail(t, df) - tail
            if excess > 0 { low = t } else { high = t }
            var next = t + excess / density(t, df)
            if !(next > low && next < high) { next = high.isFinite ? (low + high) / 2 : 2 * t + 1 }
            if (next - t).magnitude <= 4e-16 * t { return next }
            t = next
        }
        return t
    }

    /// P(T > t) for t > 0: half of I(df/(df + t²); df/2, 1/2).
    private static func upperTail(_ t: Double, _ df: Double) -> Double {
        let a = df / 2
        let x = df / (df + t * t)
        let y = t * t / (df + t * t)
        // x^a · y^½ / B(a, ½)
        let front = exp(-a * log1p(t * t / df) + logGammaRatio(a)) * (y / .pi).squareRoot()
        if x < (a + 1) / (a + 2.5) { return front * IncompleteBeta.fraction(x, a, 0.5) / a / 2 }
        return 0.5 - front * IncompleteBeta.fraction(y, 0.5, a)
    }

    private static func density(_ t: Double, _ df: Double) -> Double {
        exp(logGammaRatio(df / 2) - (df + 1) / 2 * log1p(t * t / df)) / (df * .pi).squareRoot()
    }

    /// ln Γ(a + ½) − ln Γ(a), without the difference of two large numbers.
    /// Source: the asymptotic series of a ratio of gamma functions, Tricomi and Erdélyi (1951).
    private static func logGammaRatio(_ a: Double) -> Double {
        // Γ(a + ½)/Γ(a) = a/(a + ½) · Γ(a + 3/2)/Γ(a + 1): climb to where the series holds.
        var (a, climbed) = (a, 0.0)
        while a < 30 {
            climbed -= log1p(0.5 / a)
            a += 1
        }
        let s = 1 / (a * a)
        let series = (-1.0 / 8 + s * (1.0 / 192 + s * (-1.0 / 640 + s * (17.0 / 14336 - s * 31.0 / 18432)))) / a
        return climbed + log(a) / 2 + series
    }
}

enum IncompleteBeta {
    /// The continued fraction of the incomplete beta function: I(x; a, b) = xᵃ(1 − x)ᵇ/(a B(a, b)) · fraction.
    ///
    /// Source: Abramowitz and Stegun (1964), 26.5.8, evaluated from the front as Lentz (1976) does.
    static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func safe(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / safe(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / safe(1 + even * d)
            c = safe(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / safe(1 + odd * d)
            c = safe(1 + odd / c)
            result *= d * c
            if (d * c - 1).magnitude < 1e-16 { break }
        }
        return result
    }
}
