/// The six intraclass correlations of ratings, over units that all raters rated.
package struct IntraclassCorrelations: Sendable {
    /// Units that all rated.
    package let units: Int
    /// Of one rating: ICC(1,1) other raters for each unit; ICC(2,1) raters as a sample, their levels counting as
    /// disagreement; ICC(3,1) these raters and no others.
    package let single: [Figure]
    /// Of the mean of all raters: ICC(1,k), ICC(2,k), ICC(3,k).
    package let mean: [Figure]

    /// Undefined for fewer than two raters or two complete units, and without variance.
    ///
    /// Source: Shrout and Fleiss (1979), Psychological Bulletin 86, 420–428.
    package init(_ ratings: Ratings) {
        let rows = ratings.rows.filter { !$0.contains(where: \.isNaN) }
        units = ratings.raters == 0 ? 0 : rows.count
        let why: UndefinedReason? = ratings.raters < 2 ? .oneRater : rows.count < 2 ? .notAllRated : nil
        guard why == nil else {
            (single, mean) = Self.undefined(why ?? .noVariance)
            return
        }
        let (n, k) = (Double(rows.count), Double(ratings.raters))
        let whole = rows.joined().reduce(0, +) / (n * k)
        func squares(_ means: [Double], _ count: Double) -> Double {
            count * means.reduce(0) { $0 + ($1 - whole) * ($1 - whole) }
        }
        let between = squares(rows.map { $0.reduce(0, +) / k }, k)
        let raters = squares((0..<ratings.raters).map { rater in rows.reduce(0) { $0 + $1[rater] } / n }, n)
        let total = rows.joined().reduce(0) { $0 + ($1 - whole) * ($1 - whole) }
        guard total > 0 else {
            (single, mean) = Self.undefined(.noVariance)
            return
        }
        let bms = between / (n - 1)
        let wms = max(0, total - between) / (n * (k - 1))
        let jms = raters / (k - 1)
        let ems = max(0, total - between - raters) / ((n - 1) * (k - 1))
        func figure(_ over: Double, _ under: Double) -> Figure {
            under > 1e-13 * total ? Figure(over / under) : Figure(why: .noVariance)
        }
        single = [
            figure(bms - wms, bms + (k - 1) * wms), figure(bms - ems, bms + (k - 1) * ems + k * (jms - ems) / n),
            figure(bms - ems, bms + (k - 1) * ems),
        ]
        mean = [figure(bms - wms, bms), figure(bms - ems, bms + (jms - ems) / n), figure(bms - ems, bms)]
    }

    private static func undefined(_ why: UndefinedReason) -> (single: [Figure], mean: [Figure]) {
        let none = [Figure](repeating: Figure(why: why), count: 3)
        return (none, none)
    }
}
