import GearModel
import GearTable

/// Finds the record of a row by the bytes of the columns that say whose answers it holds.
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
        case unmatched(RecordKey)
        case fault(Fault)
        case noRoom
    }

    let store: RecordStore
    private let shape: RecordShape
    private let fill: UInt8
    private var purpose: Purpose
    /// Whether the columns stand side by side in a delimited file, so that their bytes can be taken as one.
    private let isSideBySide: Bool
    private let firstColumn: Int
    private let lastPlace: Int
    /// Combinations seen, as they lie in the file with separators between, and put together.
    private let spans = ByteTable(bits: 12)
    private let parts = ByteTable(bits: 12)
    /// The row, or -1 - a place in `exceptions`.
    private var meaningOfSpan: [Int] = []
    private var meaningOfParts: [Int] = []
    /// The first is whatever was met last and not remembered.
    private var exceptions: [Exception] = [.noRoom]
    private var joined: [UInt8] = []
    /// Whether the last combination has no respondent, so that the same bytes in the next row are another record.
    private(set) var isTransient = false
    /// The first value of a wave's column that shows that it does not hold months.
    private(set) var schoolYear: Fault?

    private static let rememberedExceptions = 1 << 16

    init(_ plan: FilePlan, _ store: RecordStore, _ purpose: Purpose) {
        self.store = store
        self.purpose = purpose
        shape = plan.shape
        fill = plan.fill
        let columns = plan.shape.columns
        isSideBySide = plan.isDelimited && !columns.isEmpty && columns[columns.count - 1] - columns[0] < columns.count
        firstColumn = columns.first ?? 0
        lastPlace = columns.count - 1
    }

    /// Bytes of one row's key, if they lie together; valid as long as the batch.
    struct Span {
        let start: UnsafePointer<UInt8>
        let length: Int
    }

    /// The bytes from the first key column to the last, if nothing but one separator lies between any two (a
    /// quoted field has more there).
    @inline(__always)
    func span(_ batch: borrowing RowBatch, _ row: Int) -> Span? {
        guard isSideBySide else { return nil }
        let fields = batch.slices + (row &* batch.width &+ firstColumn)
        var place = 0
        while place < lastPlace {
            if fields[place].end &+ 1 != fields[place &+ 1].start { return nil }
            place &+= 1
        }
        let start = fields[0].start
        return Span(start: batch.base + Int(start), length: Int(fields[lastPlace].end &- start))
    }

    /// The store's row; negative if the row of the file has to be set aside, `fault` then says why.
    @inline(__always)
    func record(_ batch: borrowing RowBatch, _ row: Int, _ span: Span?) -> Int {
        if let span {
            let known = spans.find(span.start, span.length)
            if known >= 0, meaningOfSpan[known] >= 0 {
                isTransient = false
                return meaningOfSpan[known]
            }
        }
        return understand(batch, row, span)
    }

    /// Why `record` gave a negative number; nil if there is no more room.
    func fault(_ record: Int) -> Fault? {
        if case .fault(let fault) = exceptions[-1 - record] { return fault }
        return nil
    }

    @inline(never)
    private func understand(_ batch: borrowing RowBatch, _ row: Int, _ span: Span?) -> Int {
        var known: Int
        if let span {
            known = spans.find(span.start, span.length)
        } else {
            join(batch, row)
            known = parts.find(joined)
        }
        if known >= 0 { return use(span == nil ? meaningOfParts[known] : meaningOfSpan[known]) }
        let meaning = meaning(batch, row)
        if meaning == -1 { return use(meaning) }
        if let span {
            _ = spans.intern(span.start, span.length)
            meaningOfSpan.append(meaning)
        } else {
            _ = parts.intern(joined)
            meaningOfParts.append(meaning)
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
            return row >= 0 ? row : -1
        case .reviewing(let next):
            guard next < store.unmatchedRows.count else { return -1 }
            purpose = .reviewing(unmatched: next + 1)
            return Int(store.unmatchedRows[next])
        }
    }

    private func meaning(_ batch: borrowing RowBatch, _ row: Int) -> Int {
        var texts: [String] = []
        for column in shape.columns { texts.append(batch.text(row, column)) }
        switch shape.read(texts) {
        case .success(let key):
            guard key.respondent != nil else { return exception(.unmatched(key)) }
            let row: Int
            if case .filling = purpose { row = store.row(key, fill: fill) } else { row = store.find(key) }
            return row >= 0 ? row : exception(.noRoom)
        case .failure(let fault):
            if case .schoolYear = fault, schoolYear == nil { schoolYear = fault }
            return exception(.fault(fault))
        }
    }

    /// Kept while there are not too many of them.
    private func exception(_ exception: Exception) -> Int {
        if exceptions.count <= Self.rememberedExceptions {
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
