/// A change of a mean taken apart by who was asked (STATISTICS rule 16), from sums over groups of respondents.
package struct Composition: Sendable {
    /// What a group of respondents adds: Σ d and Σ (x − θd), where Σx/Σd is a mean and θ the mean of everybody.
    package struct Group: Sendable {
        package var weight = 0.0
        package var residual = 0.0

        package init(weight: Double = 0, residual: Double = 0) {
            self.weight = weight
            self.residual = residual
        }
    }

    /// One occasion.
    package struct Occasion: Sendable {
        package let mean: Double
        package let groups: [Group]

        package init(mean: Double, groups: [Group]) {
            self.mean = mean
            self.groups = groups
        }

        fileprivate var weight: Double { groups.reduce(0) { $0 + $1.weight } }
        fileprivate func mean(_ group: Int) -> Double { mean + groups[group].residual / groups[group].weight }
        fileprivate func share(_ group: Int) -> Double { groups[group].weight / weight }
    }

    /// Stayers, joiners, leavers: μ₂ₘ − μ₁ₘ, λ_J(μ₂_J − μ₂ₘ) and −λ_L(μ₁_L − μ₁ₘ), which add up to the change. Each
    /// occasion has two groups: who is on both, and who is on it alone. nil if nobody is on both.
    ///
    /// Source: Melitz and Polanec (2015), RAND Journal of Economics 46, 362–375.
    package static func stayersJoinersLeavers(
        _ before: Occasion, _ after: Occasion
    ) -> (stayers: Double, joiners: Double, leavers: Double)? {
        guard before.groups[0].weight > 0, after.groups[0].weight > 0 else { return nil }
        func apart(_ occasion: Occasion) -> Double {
            occasion.groups[1].weight > 0 ? occasion.share(1) * (occasion.mean(1) - occasion.mean(0)) : 0
        }
        return (after.mean(0) - before.mean(0), apart(after), -apart(before))
    }

    /// What would have changed with the groups' shares as they were on average, and what their shares changed:
    /// Σ (p₁ + p₂)/2 · (μ₂ − μ₁) and Σ (μ₁ + μ₂)/2 · (p₂ − p₁), which add up to the change. nil if a group is on one
    /// occasion only.
    ///
    /// Source: Kitagawa (1955), Journal of the American Statistical Association 50, 1168–1194.
    package static func withinAndComposition(
        _ before: Occasion, _ after: Occasion
    ) -> (within: Double, composition: Double)? {
        var (within, composition) = (0.0, 0.0)
        for group in before.groups.indices {
            let isThere = (before.groups[group].weight > 0, after.groups[group].weight > 0)
            if !isThere.0, !isThere.1 { continue }
            guard isThere.0, isThere.1 else { return nil }
            let (left, right) = (before.mean(group), after.mean(group))
            let (p, q) = (before.share(group), after.share(group))
            within += (p + q) / 2 * (right - left)
            composition += (left + right) / 2 * (q - p)
        }
        return (within, composition)
    }
}
