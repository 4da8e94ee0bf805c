/// How far raters of the same units agree. Ratings are unit by rater, NaN where there is none.
package struct Ratings: Sendable {
    /// One array a unit, one number a rater: the value of the point chosen.
    package let rows: [[Double]]
    package let raters: Int

    package init(_ rows: [[Double]], raters: Int) {
        self.rows = rows
        self.raters = raters
    }

    /// The numbers of each unit that two or more rated.
    private var rated: [[Double]] { rows.map { $0.filter { !$0.isNaN } }.filter { $0.count >= 2 } }

    /// How often two ratings of one unit are the same: the mean over units of the share of pairs that agree, of units
    /// with two ratings or more. Undefined without any.
    ///
    /// Source: Fleiss (1971), Psychological Bulletin 76, 378–382; with gaps as Gwet (2014), Handbook of Inter-Rater
    /// Reliability.
    package var percent: Figure {
        let units = rated
        guard !units.isEmpty else { return Figure(why: .notRatedTwice) }
        let sum = units.reduce(0.0) { sum, unit in
            let counts = Dictionary(unit.map { ($0, 1.0) }, uniquingKeysWith: +).values
            let n = Double(unit.count)
            return sum + counts.sorted().reduce(0) { $0 + $1 * ($1 - 1) } / (n * (n - 1))
        }
        return Figure(sum / Double(units.count))
    }

    /// How much a disagreement of two points counts.
    package enum Weight: Sendable { case plain, linear, quadratic }

    /// Cohen's kappa of two raters over units that both rated: 1 − Σ w·observed / Σ w·expected, w being 1, the distance
    /// of the points' values, or its square. Undefined for another number of raters, without a unit that both rated, and
    /// where both always chose one and the same point.
    ///
    /// Source: Cohen (1960), Educational and Psychological Measurement 20, 37–46, and (1968), Psychological Bulletin 70,
    /// 213–220.
    package func kappa(_ weight: Weight) -> Figure {
        guard raters == 2 else { return Figure(why: raters < 2 ? .oneRater : .notTwoRaters) }
        let pairs = rows.filter { !$0[0].isNaN && !$0[1].isNaN }
        guard !pairs.isEmpty else { return Figure(why: .notRatedTwice) }
        func distance(_ left: Double, _ right: Double) -> Double {
            switch weight {
            case .plain: left == right ? 0 : 1
            case .linear: (left - right).magnitude
            case .quadratic: (left - right) * (left - right)
            }
        }
        let n = Double(pairs.count)
        let observed = pairs.map { distance($0[0], $0[1]) }.sorted().reduce(0, +) / n
        let counts = (0..<2).map { rater in
            Dictionary(pairs.map { ($0[rater], 1.0) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
        }
        var expected = 0.0
        for (left, p) in counts[0] { for (right, q) in counts[1] { expected += distance(left, right) * p * q / n / n } }
        return expected > 0 ? Figure(1 - observed / expected) : Figure(why: .noVariance)
    }

    /// What a difference of two ratings is.
    package enum Metric: Sendable { case nominal, ordinal, interval }

    /// Krippendorff's alpha of any number of raters with gaps: 1 − observed / expected disagreement over all pairs of
    /// ratings of one unit. Undefined where no unit has two ratings, and where all ratings are one and the same.
    ///
    /// Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability; (2004), Content Analysis, chapter 11.
    package func krippendorff(_ metric: Metric) -> Figure {
        let units = rated
        guard !units.isEmpty else { return Figure(why: .notRatedTwice) }
        let values = Set(units.joined()).sorted()
        guard values.count > 1 else { return Figure(why: .noVariance) }
        let places = Dictionary(uniqueKeysWithValues: zip(values, 0...))
        let k = values.count
        var together = [Double](repeating: 0, count: k * k)
        for unit in units {
            var counts = [Double](repeating: 0, count: k)
            for rating in unit { counts[places[rating] ?? 0] += 1 }
            for c in 0..<k where counts[c] > 0 {
                for d in 0..<k where counts[d] > 0 {
                    together[c * k + d] += counts[c] * (counts[d] - (c == d ? 1 : 0)) / Double(unit.count - 1)
                }
            }
        }
        let totals = (0..<k).map { c in (0..<k).reduce(0) { $0 + together[c * k + $1] } }
        let n = totals.reduce(0, +)
        var (observed, expected) = (0.0, 0.0)
        for c in 0..<k {
            for d in 0..<k where c != d {
                let distance = Self.distance(c, d, values, totals, metric)
                observed += together[c * k + d] * distance
                expected += totals[c] * totals[d] * distance
            }
        }
        return Figure(1 - (n - 1) * observed / expected)
    }

    private static func distance(
        _ c: Int, _ d: Int, _ values: [Double], _ totals: [Double], _ metric: Metric
    ) -> Double {
        switch metric {
        case .nominal: return 1
        case .interval: return (values[c] - values[d]) * (values[c] - values[d])
        case .ordinal:
            let between = totals[min(c, d)...max(c, d)].reduce(0, +) - (totals[c] + totals[d]) / 2
            return between * between
        }
    }
}
