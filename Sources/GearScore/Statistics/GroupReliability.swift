/// How far persons of one group resemble each other, and how far groups' means can be trusted.
///
/// From a one-way analysis of variance with groups as a random sample: MSB between groups, MSW within.
package struct GroupReliability: Sendable {
    /// ICC(1): the share of the variance of persons that lies between groups, (MSB − MSW) / (MSB + (k − 1) MSW). With
    /// groups of unequal size k is (N − Σn²/N) / (groups − 1), for which MSB estimates MSW + k · variance of groups.
    package let icc1: Figure
    /// ICC(2): the reliability of the groups' means, (MSB − MSW) / MSB. Below 0 where groups differ less than chance
    /// alone would have them.
    package let icc2: Figure
    /// Those with at least one person.
    package let groups: Int

    /// What one group's persons came to.
    package struct Group: Sendable {
        package var count = 0.0
        package var sum = 0.0
        package var squares = 0.0

        package init(count: Double = 0, sum: Double = 0, squares: Double = 0) {
            self.count = count
            self.sum = sum
            self.squares = squares
        }
    }

    /// Undefined for fewer than two groups, where no group has two persons, and without any variance.
    ///
    /// Source: Bartko (1976), Psychological Bulletin 83, 762–765; Bliese (2000); k as Haggard (1958).
    package init(_ all: [Group]) {
        let present = all.filter { $0.count > 0 }
        groups = present.count
        let n = present.reduce(0) { $0 + $1.count }
        let freedom = (between: Double(present.count - 1), within: n - Double(present.count))
        let why: UndefinedReason? =
            present.isEmpty ? .noAnswers : freedom.between < 1 ? .fewGroups : freedom.within < 1 ? .oneInEachGroup : nil
        if let why {
            (icc1, icc2) = (Figure(why: why), Figure(why: why))
            return
        }
        let mean = present.reduce(0) { $0 + $1.sum } / n
        let between = present.reduce(0) { sum, group in
            let distance = group.sum / group.count - mean
            return sum + group.count * distance * distance
        }
        let within = present.reduce(0) { $0 + max(0, $1.squares - $1.sum * $1.sum / $1.count) }
        let whole = present.reduce(0) { $0 + $1.squares }
        guard between + within > 1e-13 * whole else {
            (icc1, icc2) = (Figure(why: .noVariance), Figure(why: .noVariance))
            return
        }
        let (msb, msw) = (between / freedom.between, within / freedom.within)
        let k = (n - present.reduce(0) { $0 + $1.count * $1.count } / n) / freedom.between
        icc1 = Figure((msb - msw) / (msb + (k - 1) * msw))
        icc2 = between > 1e-13 * whole ? Figure((msb - msw) / msb) : Figure(why: .noVariance)
    }
}
