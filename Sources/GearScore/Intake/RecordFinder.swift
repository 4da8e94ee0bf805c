import GearModel
import GearTable

/// Finds the records of rows by the bytes of the columns that say whose answers they hold.
///
/// Each different combination of bytes is understood once, and remembered by what it means. Bytes that differ
/// may mean the same record; that is the store's to know.
final class RecordFinder {
    enum Purpose {
        /// Records that are new are made.
        case filling
        /// All records are there; those without a respondent come in the order in which they were made, from
        /// this one on.
        case reviewing(unmatched: Int)
    }

    /// What a combination means that is not simply a row of the store.
    private enum Exception {
        case unmatched(RecordCodes)
        case fault(Fault)
        case noRoom
    }

    let store: RecordStore
    private let shape: RecordShape
    private var keys: KeyReader
    private let fill: UInt8
    private var purpose: Purpose
    /// Whether the columns stand side by side in a delimited file, so that their bytes can be taken as one.
    private let isSideBySide: Bool
    /// Whether combinations come again, as they do where a row is an answer.
    private let isRepeating: Bool
    private let firstColumn: Int
    private let lastPlace: Int
    /// Combinations seen, as they lie in the file with separators between, and put together: the row, or -1 less
    /// a place in `exceptions`.
    private let spans = ByteTable(bits: 12)
    private let parts = ByteTable(bits: 12)
    /// The first is whatever was met last and not remembered.
    private var exceptions: [Exception] = [.noRoom]
    private var joined: [UInt8] = []
    private let looks = UnsafeMutablePointer<Look>.allocate(capacity: RecordFinder.chunk)
    /// The first value of a wave's column that shows that it does not hold months.
    private(set) var schoolYear: Fault?

    private static let rememberedExceptions = 1 << 16
    private static let rememberedAtOnce = 1 << 15
    /// Rows looked up together.
    static let chunk = ByteTable.chunk

    init(_ plan: FilePlan, _ store: RecordStore, _ purpose: Purpose) {
        self.store = store
        self.purpose = purpose
        shape = plan.shape
        keys = KeyReader(plan.shape, store)
        fill = plan.fill
        isRepeating = if case .long = plan.layout { true } else { false }
        let columns = plan.shape.columns
        isSideBySide = plan.isDelimited && !columns.isEmpty && columns[columns.count - 1] - columns[0] < columns.count
        firstColumn = columns.first ?? 0
        lastPlace = columns.count - 1
    }

    deinit { looks.deallocate() }

    /// Bytes of one row's key that lie together, and where its search begins; length -1 if they do not.
    private struct Look {
        var start: UnsafePointer<UInt8>
        var length: Int
        var hash: UInt64 = 0
        var slot: UInt64 = 0
        /// Whether the bytes are those of the row before, so that nothing is looked up.
        var isSame = false
    }

    /// The store's rows of up to `chunk` rows of the file; negative if one has to be set aside.
    ///
    /// First all searches begin, then all find a slot, then they end: each asks for memory that the next loop reads, so that
    /// nothing waits for it where records come in no order.
    func records(_ batch: borrowing RowBatch, _ rows: Range<Int>, into found: UnsafeMutablePointer<Int>) {
        let looks = looks
        for row in rows {
            var look = look(batch, row)
            let place = row &- rows.lowerBound
            if place > 0, look.length >= 0, looks[place &- 1].length == look.length,
                sameBytes(looks[place &- 1].start, look.start, look.length)
            {
                look.isSame = true
            } else if look.length >= 0 {
                look.hash = spans.hash(look.start, look.length)
                spans.expectSearch(hash: look.hash)
            }
            looks[place] = look
        }
        for place in 0..<rows.count where looks[place].length >= 0 && !looks[place].isSame {
            looks[place].slot = spans.slot(hash: looks[place].hash, length: looks[place].length)
        }
        for row in rows {
            let place = row &- rows.lowerBound
            let look = looks[place]
            if look.isSame, found[place &- 1] >= 0, !isTransient {
                found[place] = found[place &- 1]
                continue
            }
            var record = -1
            if look.length >= 0, !look.isSame {
                record = spans.find(look.start, look.length, hash: look.hash, slot: look.slot)
            }
            if record >= 0 {
                found[place] = record
                isTransient = false
            } else {
                found[place] = understand(batch, row, look)
            }
        }
    }

    /// As `records`, for one row.
    func record(_ batch: borrowing RowBatch, _ row: Int) -> Int {
        guard isRepeating else { return use(meaning(batch, row)) }
        let look = look(batch, row)
        if look.length >= 0 {
            let known = spans.find(look.start, look.length, hash: spans.hash(look.start, look.length))
            if known >= 0 { return known }
        }
        return understand(batch, row, look)
    }

    /// Why a record is negative; nil if there is no more room.
    func fault(_ record: Int) -> Fault? {
        if case .fault(let fault) = exceptions[-1 - record] { return fault }
        return nil
    }

    /// The bytes from the first key column to the last, if nothing but one separator lies between any two (a
    /// quoted field has more there).
    @inline(__always)
    private func look(_ batch: borrowing RowBatch, _ row: Int) -> Look {
        let apart = Look(start: batch.base, length: -1)
        guard isSideBySide else { return apart }
        let fields = batch.slices + (row &* batch.width &+ firstColumn)
        if batch.separator == nil {
            var place = 0
            while place < lastPlace {
                if fields[place].end &+ 1 != fields[place &+ 1].start { return apart }
                place &+= 1
            }
        }
        let start = fields[0].start
        return Look(start: batch.base + Int(start), length: Int(fields[lastPlace].end &- start))
    }

    // MARK: Combinations not seen before

    /// Whether the last combination has no respondent, so that the same bytes in the next row are another record.
    private(set) var isTransient = false

    @inline(never)
    private func understand(_ batch: borrowing RowBatch, _ row: Int, _ look: Look) -> Int {
        let isSpan = look.length >= 0
        let hash = isSpan ? spans.hash(look.start, look.length) : 0
        if !isSpan { join(batch, row) }
        let known = isSpan ? spans.find(look.start, look.length, hash: hash) : parts.find(joined)
        if known != -1 { return use(known) }
        let before = store.rowCount
        let meaning = meaning(batch, row)
        // Where the rows of a record stand together, its combination never comes again. To remember a few costs nothing;
        // of many, each is remembered at the second time, if there is one.
        if meaning != -1, store.rowCount == before || before < Self.rememberedAtOnce {
            if isSpan {
                spans.insert(look.start, look.length, number: meaning, hash: hash)
            } else {
                joined.withUnsafeBufferPointer { bytes in
                    if let base = bytes.baseAddress {
                        parts.insert(base, bytes.count, number: meaning, hash: parts.hash(base, bytes.count))
                    }
                }
            }
        }
        return use(meaning)
    }

    /// A row as it is; for a combination without respondent, the next such record.
    private func use(_ meaning: Int) -> Int {
        isTransient = false
        guard meaning < 0, case .unmatched(let key) = exceptions[-1 - meaning] else { return meaning }
        isTransient = true
        switch purpose {
        case .filling:
            let row = store.row(key, fill: fill)
            return row >= 0 ? row : noRoom()
        case .reviewing(let next):
            guard next < store.unmatchedRows.count else { return noRoom() }
            purpose = .reviewing(unmatched: next + 1)
            return Int(store.unmatchedRows[next])
        }
    }

    private func meaning(_ batch: borrowing RowBatch, _ row: Int) -> Int {
        if let fault = keys.read(batch, row) {
            if case .schoolYear = fault, schoolYear == nil { schoolYear = fault }
            return exception(.fault(fault))
        }
        guard keys.codes.isMatched else { return exception(.unmatched(keys.codes)) }
        let row: Int
        if case .filling = purpose { row = store.row(keys.codes, fill: fill) } else { row = store.find(keys.codes) }
        return row >= 0 ? row : noRoom()
    }

    private func noRoom() -> Int {
        exceptions[0] = .noRoom
        return -1
    }

    /// Kept while there are not too many of them.
    private func exception(_ exception: Exception) -> Int {
        if isRepeating, exceptions.count <= Self.rememberedExceptions {
            exceptions.append(exception)
            return -exceptions.count
        }
        exceptions[0] = exception
        return -1
    }

    /// The fields of the key with their lengths before them, so that no two combinations look the same.
    private func join(_ batch: borrowing RowBatch, _ row: Int) {
        joined.removeAll(keepingCapacity: true)
        for column in shape.columns {
            let field = batch.field(row, column)
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: field.count)) { joined.append(contentsOf: $0) }
            joined.append(contentsOf: field)
        }
    }
}
