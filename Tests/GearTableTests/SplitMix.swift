/// A small generator with a seed (Steele, Lea and Flood 2014), so that every run sees the same cases.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[Int(next() % UInt64(elements.count))] }

    /// Rows of a delimited file: mostly sound (0), quoted a lot (1), any signs (2), any bytes (3).
    mutating func file(width: Int, terminator: UInt8, style: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<(next() % 60) {
            switch style {
            case 2: bytes += signs(Int(next() % 20), terminator)
            case 3: for _ in 0..<(next() % 40) { bytes.append(UInt8(truncatingIfNeeded: next())) }
            default:
                let fields = next() % 12 == 0 ? Int(next() % 7) : width
                for place in 0..<fields {
                    if place > 0 { bytes.append(0x2C) }
                    bytes += field(style)
                }
                if terminator == 0x0A, next() % 6 == 0 { bytes.append(0x0D) }
                bytes.append(terminator)
            }
        }
        return bytes
    }

    /// Rows with `count` answers by number side by side; the greater `oddness`, the more that is not one.
    mutating func answers(before: Int, count: Int, after: Int, oddness: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        let ending: [UInt8] = next() % 2 == 0 ? [0x0A] : [0x0D, 0x0A]
        for _ in 0..<(next() % 80) {
            let isOdd = next() % 40 < oddness * 3
            for place in 0..<before + count + after {
                if place > 0 { bytes.append(0x2C) }
                let isAnswer = place >= before && place < before + count
                if isAnswer, !isOdd || next() % 8 > 0 {
                    bytes += Array(pick(["1", "2", "3", "4", "5", "5", "4", "1", "2", "", "9"]).utf8)
                } else if isAnswer {
                    bytes += Array(pick(["10", "N/A", "é", "\"1\"", "\"1,2\"", ",", "\r", "a\"", "\0"]).utf8)
                } else {
                    bytes += field(0)
                }
            }
            bytes += next() % 60 == 0 ? [0x0A, 0x0A] : ending
        }
        return next() % 3 == 0 ? Array(bytes.dropLast(ending.count)) : bytes
    }

    private mutating func field(_ style: Int) -> [UInt8] {
        let plain = Array(pick(["", "1", "5", "d001", "teacher", "2014F", "a longer answer", "é", "5\" screen"]).utf8)
        guard style == 1 || next() % 20 == 0 else { return plain }
        return Array(pick(["\"\"", "\"a,b\"", "\"x\"\"y\"", "\"two\nlines\"", "\"two\r\nlines\"", "\"é\""]).utf8)
    }

    private mutating func signs(_ count: Int, _ terminator: UInt8) -> [UInt8] {
        (0..<count).map { _ in pick([0x22, 0x22, 0x2C, terminator, 0x0D, 0x0A, 0x61, 0x20, 0xC3, 0xA9]) }
    }
}
