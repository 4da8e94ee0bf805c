/// McDonald's omega total of one factor.
package enum OmegaTotal {
    /// (Σλ)² / ((Σλ)² + Σ(1 − λ²)), λ being the loadings on one factor.
    ///
    /// `correlations`: `count` × `count`. Undefined for fewer than three questions, which do not identify a factor;
    /// where a pair has no correlation (NaN); and where no loadings are found.
    /// Source: McDonald (1999), Test Theory, chapter 6.
    package static func total(_ correlations: [Double], count: Int) -> Figure {
        guard count >= 2 else { return Figure(why: .oneQuestion) }
        guard count >= 3 else { return Figure(why: .twoQuestions) }
        guard !correlations.contains(where: \.isNaN) else { return Figure(why: .neverTogether) }
        guard let loadings = loadings(correlations, count: count) else { return Figure(why: .notConverged) }
        let sum = loadings.reduce(0, +)
        let unique = loadings.reduce(0) { $0 + 1 - $1 * $1 }
        return Figure(sum * sum / (sum * sum + unique))
    }

    /// No question's own part falls below this (Heywood cases), as in the R package psych.
    private static let leastUnique = 0.005

    /// Loadings that leave the least squares of residuals off the diagonal; nil if none are found.
    ///
    /// Each in turn is set to what is best given the others, λᵢ = Σⱼ rᵢⱼλⱼ / Σⱼ λⱼ², until nothing moves.
    /// Source: minres, Harman and Jones (1966), Psychometrika 31, 351–368; bounded as by Harman and Fukuda (1966).
    static func loadings(_ correlations: [Double], count: Int) -> [Double]? {
        guard var loadings = centroid(correlations, count) else { return nil }
        let most = (1 - leastUnique).squareRoot()
        return correlations.withUnsafeBufferPointer { r in
            for _ in 0..<10_000 {
                var moved = 0.0
                var squares = loadings.reduce(0) { $0 + $1 * $1 }
                for i in 0..<count {
                    let own = loadings[i]
                    let others = squares - own * own
                    guard others > 0 else { return nil }
                    var sum = -r[i * count + i] * own
                    for j in 0..<count { sum += r[i * count + j] * loadings[j] }
                    let next = max(-most, min(most, sum / others))
                    moved = max(moved, (next - own).magnitude)
                    loadings[i] = next
                    squares = others + next * next
                }
                if moved < 1e-12 { return loadings }
            }
            return nil
        }
    }

    /// Where to start: each question's correlation with the sum of all; nil where they cancel out.
    private static func centroid(_ correlations: [Double], _ count: Int) -> [Double]? {
        let rows = (0..<count).map { i in (0..<count).reduce(0) { $0 + correlations[i * count + $1] } }
        let whole = rows.reduce(0, +)
        guard whole > 0 else { return nil }
        let most = (1 - leastUnique).squareRoot()
        return rows.map { max(-most, min(most, $0 / whole.squareRoot())) }
    }
}
