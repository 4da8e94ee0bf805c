/// A number as a test's comparisons see it: rounded to nine decimals, half away from zero (STATISTICS rule 19).
func rounded(_ number: Double) -> Double {
    let scaled = number * 1e9
    return scaled.magnitude < 9e15 ? scaled.rounded(.toNearestOrAwayFromZero) / 1e9 : number
}
