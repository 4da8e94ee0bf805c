import GearSource

/// Gives the rows that start in a range of a delimited file, batch by batch.
///
/// Rows go through `DelimitedIndex` as long as they have no quotes and the header's number of fields; what
/// that cannot read goes through `DelimitedRow`, row by row. Where a row starts, nothing of what came before
/// matters, so two scanners of one file agree from the first row on that both of them start.
final class DelimitedScanner {
    private let file: DataFile
    private let width: Int
    private let index: DelimitedIndex
    private let reader: DelimitedRow
    private let limit: Int
    private let longestRow: Int

    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// The file's offset of `buffer[0]`; how many bytes are there; where the next row starts among them.
    private var origin: Int
    private var filled = 0
    private var cursor = 0
    /// Whether the file has ended; its last line then has a terminator in the buffer, if need be a made one.
    private var hasEnded = false

    private let slices: UnsafeMutablePointer<FieldSlice>
    private let locators: UnsafeMutablePointer<Int>
    private let sliceCapacity: Int
    private var rows = 0
    /// Whether all of them went through the index.
    private var isTight = true
    private var problems: [RowProblem] = []
    /// Reads rows with coded columns, as long as that pays; nil if there are none.
    private var coded: CodedRow?
    private let codes: UnsafeMutablePointer<UInt8>
    /// Whether the rows of this batch have codes.
    private var isCoded = false
    /// Of the rows so far: how many there were, how many could not be coded, and coded fields that were long.
    private var codedRows = (all: 0, other: 0, longFields: 0)
    /// Reads rows from their bytes, and says where the first begins that it cannot; nil if that does not pay.
    private var ahead: ((RowsAhead) -> Int?)?
    /// How many rows go one by one after the index met something that it cannot read: more, the less of the
    /// rows between it could read.
    private var patience = 16

    /// The longest row.
    static let longestRow = 64 << 20
    /// Room after the bytes for a made terminator, and for loads beyond the end.
    private static let padding = 80
    /// Empty fields beyond the header's that a row may have.
    private static let excess = 64

    /// Rows that start in `from..<limit`; a row must start at `from`.
    init(
        _ file: DataFile, _ format: DelimitedFormat, from: Int, to limit: Int,
        coded: CodedColumns? = nil, ahead: ((RowsAhead) -> Int?)? = nil,
        longestRow: Int = DelimitedScanner.longestRow
    ) {
        self.ahead = ahead
        self.file = file
        self.limit = limit
        self.longestRow = longestRow
        width = format.columns.count
        index = DelimitedIndex(separator: format.separator, terminator: format.terminator)
        reader = DelimitedRow(separator: format.separator, terminator: format.terminator)
        origin = from
        capacity = file.firstPiece
        sliceCapacity = max(8192, 2 * width) + Self.excess + 2 * DelimitedIndex.blockFields
        buffer = .allocate(capacity: capacity + Self.padding)
        slices = .allocate(capacity: sliceCapacity)
        locators = .allocate(capacity: sliceCapacity / width + 1)
        let (reader, most) = (coded.flatMap { CodedRow(format, $0) }, sliceCapacity / width + 1)
        self.coded = reader
        codes = .allocate(capacity: reader.map { most * $0.columns.count + CodedRow.excess } ?? 1)
    }

    deinit {
        buffer.deallocate()
        slices.deallocate()
        locators.deallocate()
        codes.deallocate()
    }

    /// The offset at which the next row would start: at the end, the first row that belongs to someone else.
    var position: Int { min(origin + cursor, file.size) }

    /// The next rows, nil after the last. Ends the validity of the batch before.
    func next() -> RowBatch? {
        rows = 0
        isTight = true
        isCoded = false
        problems.removeAll(keepingCapacity: true)
        while origin + cursor < limit {
            if cursor < filled { fill() }
            if rows > 0 || !problems.isEmpty {
                return RowBatch(
                    base: buffer, slices: slices, locators: locators, width: width, rowCount: rows,
                    separator: isTight ? index.separator : nil, codes: isCoded ? UnsafePointer(codes) : nil,
                    problems: problems)
            }
            if hasEnded && cursor >= filled { return nil }
            if origin + cursor < limit { refill() }
        }
        return nil
    }

    /// As many rows as the buffer holds whole, or as there is room for.
    private func fill() {
        if let ahead {
            if readAhead(ahead) { return }
            self.ahead = nil
        }
        if let coded {
            readCoded(coded)
            return
        }
        while readIndexed() {
            guard readSingly() else { return }
        }
    }

    /// Rows that somebody else reads, then one, from which more may be told; false if nobody does any more.
    private func readAhead(_ ahead: (RowsAhead) -> Int?) -> Bool {
        let text = RowsAhead(
            bytes: buffer, from: cursor, end: filled, limit: limit - origin, separator: index.separator,
            terminator: index.terminator)
        guard let next = ahead(text) else { return false }
        cursor = next
        if cursor < filled, origin + cursor < limit { _ = readOne(slices) }
        return true
    }

    /// Rows with codes; or, where the first is not such, that one.
    private func readCoded(_ coded: CodedRow) {
        while cursor < filled, origin + cursor < limit, (rows + 1) * width + Self.excess <= sliceCapacity {
            let outcome = coded.read(
                buffer, from: cursor, end: filled, slices: slices + rows * width,
                codes: codes + rows * coded.columns.count)
            guard case .row(let next, let longFields) = outcome else {
                if rows > 0 { return }
                // A row longer than the buffer may be told to be one, so that it is read on or set aside there.
                codedRows.other += outcome == .other ? 1 : 0
                if readOne(slices) { stopCodingIfUseless() }
                return
            }
            locators[rows] = origin + cursor
            cursor = next
            rows += 1
            isCoded = true
            codedRows.all += 1
            codedRows.longFields += longFields
        }
        stopCodingIfUseless()
    }

    /// Where quotes or labels are the rule, the index is faster.
    private func stopCodingIfUseless() {
        guard let coded, codedRows.all + codedRows.other >= 16 else { return }
        if codedRows.other * 8 > codedRows.all || codedRows.longFields > codedRows.all * coded.columns.count / 8 {
            self.coded = nil
        }
    }

    /// Rows by the index; false if that used up the buffer, the room or the range.
    private func readIndexed() -> Bool {
        let room = sliceCapacity - rows * width
        guard room > width + Self.excess + DelimitedIndex.blockFields else { return false }
        let start = cursor
        let target = slices + rows * width
        let found = index.run(buffer, from: start, end: filled, slices: target, capacity: room)
        let whole = found.fields / width
        var accepted = accept(target, whole, isRegular: found.lines == whole)
        let isTooLong = whole == 0 && filled - start >= longestRow
        let isBlocked = accepted < whole || found.metQuote || found.lines != whole || isTooLong
        if found.metSuspect, accepted > 0 {
            let end = Int(target[accepted * width].start)
            if let bad = UTF8Check.firstError(buffer, start, end) {
                accepted = rowsBefore(bad, target, accepted)
                return settle(target, accepted, isBlocked: true)
            }
        }
        return settle(target, accepted, isBlocked: isBlocked)
    }

    /// Takes so many indexed rows; whether the rest has to go one by one.
    private func settle(_ target: UnsafeMutablePointer<FieldSlice>, _ accepted: Int, isBlocked: Bool) -> Bool {
        if accepted > 0 {
            cursor = nextStart
            rows += accepted
        }
        guard isBlocked, origin + cursor < limit else { return false }
        patience = accepted < patience ? min(patience * 2, 1 << 13) : max(patience / 2, 16)
        return true
    }

    /// Where the row after the accepted ones begins; set by `accept` and `rowsBefore`.
    private var nextStart = 0

    /// How many of the rows have their line end at their last field and only there, and start in the range;
    /// takes away carriage returns, and notes where rows start.
    private func accept(_ target: UnsafeMutablePointer<FieldSlice>, _ whole: Int, isRegular: Bool) -> Int {
        let terminator = reader.terminator
        let isLineFeed = terminator != DelimitedRow.return_
        let isNearLimit = origin + filled > limit
        var row = 0
        var first = target
        while row < whole {
            let last = first + (width &- 1)
            let end = Int(last.pointee.end)
            guard buffer[end] == terminator else { break }
            if isNearLimit, origin + Int(first.pointee.start) >= limit { break }
            if !isRegular, hasLineEnd(first..<last) { break }
            if width == 1, isBlank(first.pointee) { break }
            locators[rows &+ row] = origin &+ Int(first.pointee.start)
            if isLineFeed, end > Int(last.pointee.start), buffer[end &- 1] == DelimitedRow.return_ {
                last.pointee.end = UInt32(truncatingIfNeeded: end &- 1)
            }
            nextStart = end &+ 1
            row &+= 1
            first += width
        }
        // As many line ends as rows are in their places only if each row has one.
        if isRegular, row < whole,
            let odd = (0..<row).first(where: { hasLineEnd(target + $0 * width..<target + ($0 * width + width - 1)) })
        {
            nextStart = Int(target[odd * width].start)
            return odd
        }
        return row
    }

    private func hasLineEnd(_ fields: Range<UnsafeMutablePointer<FieldSlice>>) -> Bool {
        fields.contains { buffer[Int($0.pointee.end)] == reader.terminator }
    }

    private func isBlank(_ slice: FieldSlice) -> Bool {
        let length = slice.end - slice.start
        return length == 0
            || length == 1 && buffer[Int(slice.start)] == DelimitedRow.return_
                && reader.terminator != DelimitedRow.return_
    }

    /// How many of the accepted rows end before an offset.
    private func rowsBefore(_ offset: Int, _ target: UnsafeMutablePointer<FieldSlice>, _ accepted: Int) -> Int {
        let count = (1..<accepted).first { Int(target[$0 * width].start) > offset }.map { $0 - 1 } ?? accepted - 1
        nextStart = Int(target[count * width].start)
        return count
    }

    /// Rows one by one, as many as patience has; false if that used up the buffer, the room or the range.
    private func readSingly() -> Bool {
        for _ in 0..<patience {
            guard rows * width + width + Self.excess <= sliceCapacity, problems.count < sliceCapacity,
                cursor < filled, origin + cursor < limit,
                readOne(slices + rows * width)
            else { return false }
        }
        return true
    }

    /// One row, sound or not; false if the buffer does not hold all of it.
    private func readOne(_ target: UnsafeMutablePointer<FieldSlice>) -> Bool {
        let start = cursor
        switch reader.read(
            buffer, from: start, end: filled, slices: target, capacity: width + Self.excess)
        {
        case .blank(let next):
            cursor = next
        case .row(let fields, let next, let hasDoubled):
            cursor = next
            if let bad = UTF8Check.firstError(buffer, start, next) {
                note(.notUTF8, start, bad)
            } else if isShaped(target, fields) {
                if hasDoubled { reader.unescape(buffer, target, width) }
                locators[rows] = origin + start
                rows += 1
                isTight = false
            } else {
                note(.ragged(fields: fields), start, start)
            }
        case .stray(let place, let next):
            cursor = next
            note(.strayQuote, start, place)
        case .open(let quote):
            guard hasEnded || filled - start >= longestRow else { return false }
            note(.openQuote, start, quote)
            skipLine(from: quote)
        case .incomplete:
            guard hasEnded || filled - start >= longestRow else { return false }
            note(.tooLong, start, start)
            skipLine(from: start)
        }
        return true
    }

    private func note(_ kind: RowProblem.Kind, _ row: Int, _ place: Int) {
        problems.append(RowProblem(kind, row: origin + row, place: origin + place))
    }

    private func isShaped(_ target: UnsafeMutablePointer<FieldSlice>, _ fields: Int) -> Bool {
        fields == width
            || fields > width && fields <= width + Self.excess
                && (width..<fields).allSatisfy { target[$0].start == target[$0].end }
    }

    /// Goes on after the next end of a line, reading as far as that takes.
    private func skipLine(from offset: Int) {
        var from = offset
        while true {
            if let place = ByteSearch.first(buffer, from, filled, reader.terminator) {
                cursor = place + 1
                return
            }
            cursor = filled
            if hasEnded { return }
            refill()
            from = 0
        }
    }

    /// Moves what is left to the front and reads on; a row that fills the buffer gets a larger one.
    private func refill() {
        let left = filled - cursor
        let old = buffer
        if left == capacity { capacity = min(capacity * 2, longestRow) }
        if left > capacity / 2 || cursor == 0 {
            buffer = .allocate(capacity: capacity + Self.padding)
            buffer.update(from: old + cursor, count: left)
            old.deallocate()
        } else {
            buffer.update(from: old + cursor, count: left)
        }
        origin += cursor
        cursor = 0
        let length = file.read(at: origin + left, into: buffer + left, count: capacity - left)
        filled = left + length
        if length < capacity - left {
            hasEnded = true
            if filled > 0, buffer[filled - 1] != reader.terminator {
                buffer[filled] = reader.terminator
                filled += 1
            }
        }
        // Bytes that end nothing and are no reason to look whether they are text.
        (buffer + filled).update(repeating: UInt8(ascii: "0"), count: 64)
    }
}
