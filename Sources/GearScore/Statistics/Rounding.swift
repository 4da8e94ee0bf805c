/// Decimal rounding, half away from zero, the same in every engine.
package enum Rounding {
    /// What bands, `mastered` and test equality see of a score: nine decimals (STATISTICS rule 19).
    package static func cut(_ score: Double) -> Double { decimal(score, places: 9) }

    /// How far two numbers are apart, both being seen like that.
    package static func distance(_ left: Double, _ right: Double) -> Double { cut((cut(left) - cut(right)).magnitude) }

    /// To `places` decimals, 0...15. A number without digits to lose there is returned as it is.
    package static func decimal(_ number: Double, places: Double) -> Double {
        guard number.isFinite, places >= 0, places <= 15 else { return number }
        var power = 1.0
        for _ in 0..<Int(places) { power *= 10 }
        let scaled = number * power
        guard scaled.magnitude < 0x1p52 else { return number }
        return scaled.rounded(.toNearestOrAwayFromZero) / power
    }
}
