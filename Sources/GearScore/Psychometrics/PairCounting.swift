/// Multiplies panels of answers with each other, which gives the sums behind all covariances at once.
///
/// A panel holds `cases` cases of each question, question by question. Its numbers are small and whole, so that sums
/// over one panel are exact in single precision; they are added to doubles, in which they stay exact.
struct PairCounting {
    /// Of a panel: with values up to `mostValue` no sum of products leaves what a float holds exactly.
    static let cases = 128
    static let mostValue = 255

    /// Questions of a panel: the next multiple of four.
    static func padded(_ count: Int) -> Int { (count + 3) & ~3 }

    private typealias Four = SIMD4<Float>

    /// Adds to `sums[i, j]` the products of row i of `left` and row j of `right`, over all cases. With `upper`, where
    /// the result is symmetric, places below the diagonal may be left out.
    static func add(
        _ left: Block<Float>, _ right: Block<Float>, rows: Int, upper: Bool, to sums: Block<Double>
    ) {
        var i = 0
        while i < rows {
            var j = upper ? i : 0
            while j < rows {
                addTile(left.base + i &* cases, right.base + j &* cases, sums.base + (i &* rows &+ j), rows)
                j &+= 2
            }
            i &+= 4
        }
    }

    /// Four rows by two, which is what fits in registers.
    @inline(__always)
    private static func addTile(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ sums: UnsafeMutablePointer<Double>, _ rows: Int
    ) {
        var (a0, a1, b0, b1) = (Four(), Four(), Four(), Four())
        var (c0, c1, d0, d1) = (Four(), Four(), Four(), Four())
        var place = 0
        while place < cases {
            let (r0, r1) = (load(right, place), load(right, place &+ cases))
            let a = load(left, place)
            a0 += a * r0
            a1 += a * r1
            let b = load(left, place &+ cases)
            b0 += b * r0
            b1 += b * r1
            let c = load(left, place &+ 2 &* cases)
            c0 += c * r0
            c1 += c * r1
            let d = load(left, place &+ 3 &* cases)
            d0 += d * r0
            d1 += d * r1
            place &+= 4
        }
        sums[0] += sum(a0)
        sums[1] += sum(a1)
        sums[rows] += sum(b0)
        sums[rows &+ 1] += sum(b1)
        sums[2 &* rows] += sum(c0)
        sums[2 &* rows &+ 1] += sum(c1)
        sums[3 &* rows] += sum(d0)
        sums[3 &* rows &+ 1] += sum(d1)
    }

    @inline(__always)
    private static func load(_ base: UnsafePointer<Float>, _ place: Int) -> Four {
        UnsafeRawPointer(base + place).loadUnaligned(as: Four.self)
    }

    @inline(__always)
    private static func sum(_ four: Four) -> Double { Double((four.x + four.y) + (four.z + four.w)) }
}
