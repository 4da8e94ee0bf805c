/// How the codes of one record lie in memory: a row of cells, question by question.
enum CellSize {
    case byte
    /// Two cells a byte, the lower half first. A half is `Layout.index` modulo 16: absences are 0 to 5, points 6 to 14, and
    /// 15 is `unseen`, as is the spare half at the end of an odd row. Cells are most of what is in memory: so
    /// half as much of it is read.
    case half

    /// The points for which halves have room.
    static let mostPointsOfHalf = 9
    private static let unseenHalf: UInt8 = 15

    /// A byte of cells of which nothing is known.
    var unseenByte: UInt8 {
        switch self {
        case .byte: CellCode.unseen
        case .half: 0xFF
        }
    }

    /// The smallest that has room for scales of so many points.
    init(points: Int) { self = points <= Self.mostPointsOfHalf ? .half : .byte }

    /// The same for the answers to a survey. A number or a text that is there is a point.
    init(_ context: SurveyContext) {
        self.init(points: (0..<context.width).reduce(1) { max($0, context.scale(of: $1)?.points.count ?? 1) })
    }

    /// How long a row is.
    func byteCount(_ width: Int) -> Int {
        switch self {
        case .byte: width
        case .half: (width + 1) / 2
        }
    }

    /// Where a question's cell is in its row.
    @inline(__always)
    func byte(of question: Int) -> Int {
        switch self {
        case .byte: question
        case .half: question &>> 1
        }
    }

    @inline(__always)
    func code(_ row: UnsafePointer<UInt8>, _ question: Int) -> UInt8 {
        switch self {
        case .byte: return row[question]
        case .half:
            let half = Self.half(row, question)
            return half == Self.unseenHalf ? CellCode.unseen : half &- UInt8(Layout.index(0))
        }
    }

    /// `Layout.index` of the code; the cell must be seen.
    @inline(__always)
    func index(_ row: UnsafePointer<UInt8>, _ question: Int) -> Int {
        switch self {
        case .byte: Layout.index(row[question])
        case .half: Int(Self.half(row, question))
        }
    }

    @inline(__always)
    func put(_ code: UInt8, _ row: UnsafeMutablePointer<UInt8>, _ question: Int) {
        switch self {
        case .byte: row[question] = code
        case .half:
            let shift = UInt8(truncatingIfNeeded: question & 1) &<< 2
            let byte = question &>> 1
            row[byte] = row[byte] & ~(Self.unseenHalf &<< shift) | Self.half(of: code) &<< shift
        }
    }

    /// Puts a code where nothing is known yet; false where something is.
    @inline(__always)
    func take(_ code: UInt8, _ row: UnsafeMutablePointer<UInt8>, _ question: Int) -> Bool {
        switch self {
        case .byte:
            guard row[question] == CellCode.unseen else { return false }
            row[question] = code
        case .half:
            let (byte, shift) = (question &>> 1, UInt8(truncatingIfNeeded: question & 1) &<< 2)
            let held = row[byte]
            guard (held &>> shift) & Self.unseenHalf == Self.unseenHalf else { return false }
            row[byte] = held ^ (Self.half(of: code) ^ Self.unseenHalf) &<< shift
        }
        return true
    }

    /// As many questions as codes are put at once.
    static let together = 8

    /// Puts eight codes, none of which is `unseen`, where nothing is known of any of the questions; false where something is,
    /// or where they begin in the middle of a byte.
    @inline(__always)
    func take(eight codes: UInt64, _ row: UnsafeMutablePointer<UInt8>, _ question: Int) -> Bool {
        let cells = UnsafeMutableRawPointer(row + byte(of: question))
        switch self {
        case .byte:
            guard cells.loadUnaligned(as: UInt64.self) == UInt64(CellCode.unseen) &* 0x0101_0101_0101_0101 else {
                return false
            }
            cells.storeBytes(of: codes, as: UInt64.self)
        case .half:
            guard question & 1 == 0, cells.loadUnaligned(as: UInt32.self) == .max else { return false }
            cells.storeBytes(of: Self.halves(codes), as: UInt32.self)
        }
        return true
    }

    /// The halves of eight codes side by side. Each sum stays within its byte, as what is above a half is left out first.
    @inline(__always)
    private static func halves(_ codes: UInt64) -> UInt32 {
        var word = ((codes & 0x0F0F_0F0F_0F0F_0F0F) &+ 0x0505_0505_0505_0505) & 0x0F0F_0F0F_0F0F_0F0F
        word = (word | word &>> 4) & 0x00FF_00FF_00FF_00FF
        word = (word | word &>> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: word | word &>> 16)
    }

    /// How many questions lie before a byte.
    func questions(before byte: Int) -> Int {
        switch self {
        case .byte: byte
        case .half: 2 * byte
        }
    }

    typealias Block = SIMD16<UInt8>

    /// What two blocks of cells know together; nil where both know something of one cell.
    @inline(__always)
    func joined(_ left: Block, _ right: Block) -> Block? {
        switch self {
        case .byte:
            let unseen = Block(repeating: CellCode.unseen)
            let isFree = left .== unseen
            return any(.!isFree .& (right .!= unseen)) ? nil : left.replacing(with: right, where: isFree)
        case .half:
            // One of each two halves has all its bits, so that the other's are what both have.
            let isFree = Self.lowestBitIfUnseen(left) | Self.lowestBitIfUnseen(right)
            return any(isFree .!= Block(repeating: 0x11)) ? nil : left & right
        }
    }

    /// Puts a code into all cells of which nothing is known. All are written, whether they change or not: so many are done
    /// at a time.
    func fill(_ cells: UnsafeMutableBufferPointer<UInt8>, with code: UInt8) {
        switch self {
        case .byte:
            for place in cells.indices { cells[place] = cells[place] == CellCode.unseen ? code : cells[place] }
        case .half:
            // What an unseen half has to lose.
            let rest = Self.half(of: code) ^ Self.unseenHalf
            for place in cells.indices {
                let halves = cells[place]
                let pairs = halves & halves &>> 1
                cells[place] = halves ^ (pairs & pairs &>> 2 & 0x11) &* rest
            }
        }
    }

    /// Of each half.
    @inline(__always)
    private static func lowestBitIfUnseen(_ halves: Block) -> Block {
        let pairs = halves & halves &>> 1
        return pairs & pairs &>> 2 & Block(repeating: 0x11)
    }

    @inline(__always)
    private static func half(of code: UInt8) -> UInt8 {
        UInt8(truncatingIfNeeded: Layout.index(code)) & unseenHalf
    }

    @inline(__always)
    private static func half(_ row: UnsafePointer<UInt8>, _ question: Int) -> UInt8 {
        (row[question &>> 1] &>> (UInt8(truncatingIfNeeded: question & 1) &<< 2)) & unseenHalf
    }
}

/// The codes of one record, all of them seen.
struct CellRow: BitwiseCopyable {
    let base: UnsafePointer<UInt8>
    let size: CellSize

    @inline(__always)
    subscript(question: Int) -> UInt8 { size.code(base, question) }

    /// `Layout.index` of the code.
    @inline(__always)
    func index(_ question: Int) -> Int { size.index(base, question) }
}

/// The rows of a matrix, by record.
struct CellRows: BitwiseCopyable {
    let places: UnsafePointer<UnsafePointer<UInt8>>
    let size: CellSize

    @inline(__always)
    subscript(record: Int) -> CellRow { CellRow(base: places[record], size: size) }
}
