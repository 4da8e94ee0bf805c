import CPrefetch
import GearModel

/// Records and their cells while answers are taken in: a matrix that grows by rows, and the tables that find a
/// record's row.
///
/// Used by one thread at a time: each thread of a pass fills its own, and `absorb` makes one of two. What is
/// in a store does not depend on the order in which answers came, but for the order of its rows.
final class RecordStore: @unchecked Sendable {
    let width: Int
    /// How the cells of a row lie, and how many bytes they are.
    let size: CellSize
    let rowLength: Int
    private(set) var rowCount = 0
    private let cells: UnsafeMutablePointer<UInt8>
    private let memory: CellMemory
    private let rowCapacity: Int
    /// Cells of the rows beyond the store's own, where another store has them.
    private var absorbedCells: [UnsafeMutablePointer<UInt8>] = []
    private var absorbedStores: [RecordStore] = []
    /// For each question on a numeric range, its place in `numbers`; -1 for the others.
    let numberSlots: [Int]
    private(set) var numbers: [[Double]]

    let respondents = ByteTable()
    let dimensions: [ByteTable]
    let instants = ByteTable()
    let clusters = ByteTable()
    let strata = ByteTable()
    /// The codes that make a record: respondent, dimensions, time. Entries are rows.
    private let records = ByteTable()
    private(set) var notes: [Note] = []
    /// Rows whose records have no respondent to match, in the order of the files.
    private(set) var unmatchedRows: [UInt32] = []
    /// Rows of which weight, cluster or stratum were said differently.
    private(set) var contradictions: Set<Int> = []
    /// Cells that were answered differently.
    private(set) var conflicts = Bits()
    /// Answers that repeat what a cell held, and answers that contradict it.
    private(set) var repeats = 0
    /// Whether a record was refused because the matrix would grow beyond `mostCells`.
    private(set) var isFull = false

    private let mostCells: Int
    static let none = UInt32.max
    /// Respondent, dimensions, time: four bytes each.
    private var wordsOfRecord: Int { (dimensions.count + 3) / 2 }

    /// What is said about a row beside its key.
    struct Note: BitwiseCopyable {
        /// NaN: nothing.
        var weight = Double.nan
        var cluster = RecordStore.none
        var stratum = RecordStore.none
        /// What a cell is that no row of a file speaks of: `skipped` or `notShown`; the former if any file says so.
        var fill = UInt8.max
    }

    private init(width: Int, _ size: CellSize, dimensionCount: Int, numberSlots: [Int], mostCells: Int) {
        self.width = width
        self.size = size
        rowLength = size.byteCount(width)
        self.mostCells = mostCells
        self.numberSlots = numberSlots
        numbers = Array(repeating: [], count: numberSlots.filter { $0 >= 0 }.count)
        dimensions = (0..<dimensionCount).map { _ in ByteTable() }
        memory = CellMemory(byteCount: mostCells / max(1, width) * rowLength)
        cells = memory.base
        rowCapacity = memory.byteCount / max(1, rowLength)
    }

    /// An empty store for the answers to a survey.
    convenience init(_ context: SurveyContext, mostCells: Int = IntakeOptions().mostCells) {
        var slots = 0
        let numberSlots = (0..<context.width).map { question in
            guard context.scale(of: question)?.range != nil else { return -1 }
            slots += 1
            return slots - 1
        }
        self.init(
            width: context.width, CellSize(context), dimensionCount: context.dimensions.count, numberSlots: numberSlots,
            mostCells: mostCells)
    }

    /// An empty store of the same shape.
    func emptied() -> RecordStore {
        RecordStore(
            width: width, size, dimensionCount: dimensions.count, numberSlots: numberSlots, mostCells: mostCells)
    }

    /// Makes room for about as many records as will come, so that tables need not grow.
    func reserve(_ rows: Int) {
        let rows = min(rows, rowCapacity)
        respondents.reserve(rows)
        records.reserve(rows, words: wordsOfRecord)
        notes.reserveCapacity(rows)
    }

    // MARK: Records

    /// The cells of a row that is the store's own, as all are while a pass fills it: one row after the other.
    @inline(__always)
    func ownCells(of row: Int) -> UnsafeMutablePointer<UInt8> { cells + row &* rowLength }

    /// The cells of a row.
    @inline(__always)
    func cells(of row: Int) -> UnsafeMutablePointer<UInt8> {
        let absorbed = row &- (rowCount &- absorbedCells.count)
        return absorbed < 0 ? ownCells(of: row) : absorbedCells[absorbed]
    }

    /// The row of a record, made if it is new; -1 if there is no more room.
    func row(_ codes: RecordCodes, fill: UInt8) -> Int {
        let note = Note(weight: codes.weight, cluster: codes.cluster, stratum: codes.stratum, fill: fill)
        if codes.isMatched { return row(codes.key, note) }
        var key = codes.key
        key[0] = UInt32(truncatingIfNeeded: respondents.appendUnfindable())
        let row = row(key, note)
        if row >= 0 { unmatchedRows.append(UInt32(truncatingIfNeeded: row)) }
        return row
    }

    /// The same for a key in texts.
    func row(_ key: RecordKey, fill: UInt8) -> Int {
        func code(_ text: String, _ table: ByteTable) -> UInt32 { UInt32(truncatingIfNeeded: table.intern(text)) }
        let respondent = key.respondent.map { UInt32(truncatingIfNeeded: respondents.intern($0)) }
        let dimensions = zip(key.dimensions, dimensions).map { text, table in
            text.map { code($0, table) } ?? Self.none
        }
        let codes = RecordCodes(
            key: [respondent ?? Self.none] + dimensions + [Self.none], isMatched: respondent != nil)
        return row(codes, fill: fill)
    }

    /// The row of a record that has a respondent; -1 if there is none.
    func find(_ codes: RecordCodes) -> Int {
        codes.isMatched ? Self.withBytes(codes.key) { records.find($0, $1) } : -1
    }

    private func row(_ key: [UInt32], _ note: Note) -> Int {
        Self.withBytes(key) { bytes, length in
            row(bytes, length, hash: records.hash(bytes, length), slot: 0, note, cells: nil)
        }
    }

    /// - Parameters:
    ///   - slot: as in `ByteTable.find`.
    ///   - theirs: the cells of a row that another store has; nil for a row of this store.
    private func row(
        _ bytes: UnsafePointer<UInt8>, _ length: Int, hash: UInt64, slot: UInt64, _ note: Note,
        cells theirs: UnsafeMutablePointer<UInt8>?
    ) -> Int {
        let known = records.find(bytes, length, hash: hash, slot: slot)
        if known >= 0 {
            describe(known, note)
            return known
        }
        guard addRow(note, theirs) else { return -1 }
        records.insert(bytes, length, number: rowCount - 1, hash: hash)
        return rowCount - 1
    }

    /// A row, empty unless another store has its cells; false if there is no more room.
    private func addRow(_ note: Note, _ theirs: UnsafeMutablePointer<UInt8>?) -> Bool {
        let (cellCount, overflow) = (rowCount + 1).multipliedReportingOverflow(by: max(1, width))
        guard !overflow, cellCount <= mostCells, theirs != nil || rowCount < rowCapacity else {
            isFull = true
            return false
        }
        if let theirs {
            absorbedCells.append(theirs)
        } else {
            memory.willWrite(upTo: (rowCount + 1) * rowLength)
            ownCells(of: rowCount).initialize(repeating: size.unseenByte, count: rowLength)
        }
        for slot in numbers.indices { numbers[slot].append(.nan) }
        notes.append(note)
        rowCount += 1
        return true
    }

    private func describe(_ row: Int, _ new: Note) {
        var note = notes[row]
        note.fill = min(note.fill, new.fill)
        if !new.weight.isNaN {
            if !note.weight.isNaN, note.weight != new.weight { contradictions.insert(row) }
            note.weight = new.weight
        }
        if new.cluster != Self.none {
            if note.cluster != Self.none, note.cluster != new.cluster { contradictions.insert(row) }
            note.cluster = new.cluster
        }
        if new.stratum != Self.none {
            if note.stratum != Self.none, note.stratum != new.stratum { contradictions.insert(row) }
            note.stratum = new.stratum
        }
        notes[row] = note
    }

    // MARK: Keys

    func respondent(of row: Int) -> UInt32 { keyCode(row, 0) }
    func dimension(_ place: Int, of row: Int) -> UInt32 { keyCode(row, place + 1) }
    func instant(of row: Int) -> UInt32 { keyCode(row, dimensions.count + 1) }

    @inline(__always)
    private func keyCode(_ row: Int, _ place: Int) -> UInt32 {
        UnsafeRawBufferPointer(records[row]).load(fromByteOffset: 4 &* place, as: UInt32.self)
    }

    /// The bytes of the codes that make a record, of which there are always some.
    private static func withBytes(_ codes: [UInt32], _ body: (UnsafePointer<UInt8>, Int) -> Int) -> Int {
        codes.withUnsafeBytes { bytes in
            bytes.baseAddress.map { body($0.assumingMemoryBound(to: UInt8.self), bytes.count) } ?? -1
        }
    }

    // MARK: Cells

    /// Puts an answer where one is already; the common case, an unseen cell, is the passes' own.
    ///
    /// An empty answer never contradicts another; of two different answers the first stays, and the cell is
    /// marked.
    @inline(never)
    func putAgain(_ row: Int, _ question: Int, _ code: UInt8, number: Double = .nan) {
        let cells = cells(of: row)
        let old = size.code(cells, question)
        let slot = numberSlots[question]
        if old == CellCode.unseen || old == CellCode.skipped {
            if code == CellCode.skipped, old == CellCode.skipped { return }
            size.put(code, cells, question)
            if slot >= 0 { numbers[slot][row] = number }
            return
        }
        if code == CellCode.skipped { return }
        repeats += 1
        let isSame = old == code && (slot < 0 || code != 1 || numbers[slot][row] == number)
        if !isSame { conflicts.insert(row * width + question) }
    }

    /// Takes over all records of a store that another thread or file filled, and is not used any more. From then on
    /// this store gets no rows of its own.
    func absorb(_ other: RecordStore) {
        let rows = rows(of: other)
        absorbedStores.append(other)
        repeats += other.repeats
        isFull = isFull || other.isFull
        unmatchedRows += other.unmatchedRows.map { UInt32(truncatingIfNeeded: rows[Int($0)]) }
        for row in other.contradictions where rows[row] >= 0 { contradictions.insert(rows[row]) }
        other.conflicts.forEach { place in
            let row = rows[place / width]
            if row >= 0 { conflicts.insert(row * width + place % width) }
        }
        other.respondents.removeAll()
        other.forgetRecords()
    }

    /// The rows here of another store's records, which are made where they are new, and have its answers then.
    ///
    /// As in `RecordFinder`, searches are begun together: two threads met the same people in different order.
    private func rows(of other: RecordStore) -> [Int] {
        records.reserve(rowCount + other.rowCount, words: wordsOfRecord)
        notes.reserveCapacity(rowCount + other.rowCount)
        absorbedCells.reserveCapacity(absorbedCells.count + other.rowCount)
        let codes = CodesHere(of: other, in: self)
        var rows: [Int] = []
        rows.reserveCapacity(other.rowCount)
        let words = dimensions.count + 2
        let length = MemoryLayout<UInt32>.stride * words
        let keys = UnsafeMutablePointer<UInt32>.allocate(capacity: ByteTable.chunk * words)
        defer { keys.deallocate() }
        var looks = [(hash: UInt64, slot: UInt64, isNew: Bool)](repeating: (0, 0, false), count: ByteTable.chunk)
        for first in stride(from: 0, to: other.rowCount, by: ByteTable.chunk) {
            let count = min(ByteTable.chunk, other.rowCount - first)
            func key(_ place: Int) -> UnsafePointer<UInt8> {
                UnsafeRawPointer(keys).assumingMemoryBound(to: UInt8.self) + place * length
            }
            for place in 0..<count {
                codes.write(keyOf: first + place, to: keys + place * words)
                looks[place].hash = records.hash(key(place), length)
                records.expectSearch(hash: looks[place].hash)
            }
            for place in 0..<count { looks[place].slot = records.slot(hash: looks[place].hash, length: length) }
            for place in 0..<count {
                let (row, look, before) = (first + place, looks[place], rowCount)
                let mine = self.row(
                    key(place), length, hash: look.hash, slot: look.slot, codes.note(row), cells: other.cells(of: row))
                rows.append(mine)
                looks[place].isNew = rowCount > before
                if mine >= 0, rowCount == before { expectCells(mine) }
            }
            for place in 0..<count where rows[first + place] >= 0 {
                takeCells(of: other, first + place, into: rows[first + place], isNew: looks[place].isNew)
            }
        }
        return rows
    }

    private func expectCells(_ row: Int) {
        let cells = cells(of: row)
        for place in stride(from: 0, to: rowLength, by: 64) { prefetch(cells + place) }
    }

    /// What the codes of another store are in this one.
    private struct CodesHere {
        private let other: RecordStore
        private let respondents: [UInt32]
        private let dimensions: [[UInt32]]
        private let instants: [UInt32]
        private let clusters: [UInt32]
        private let strata: [UInt32]

        init(of other: RecordStore, in store: RecordStore) {
            self.other = other
            respondents = store.respondents.intern(allOf: other.respondents)
            dimensions = zip(store.dimensions, other.dimensions).map { $0.intern(allOf: $1) }
            instants = store.instants.intern(allOf: other.instants)
            clusters = store.clusters.intern(allOf: other.clusters)
            strata = store.strata.intern(allOf: other.strata)
        }

        /// The key of one of its rows: respondent, dimensions, time.
        func write(keyOf row: Int, to key: UnsafeMutablePointer<UInt32>) {
            key[0] = respondents[Int(other.respondent(of: row))]
            for place in dimensions.indices {
                key[place + 1] = Self.code(other.dimension(place, of: row), dimensions[place])
            }
            key[dimensions.count + 1] = Self.code(other.instant(of: row), instants)
        }

        func note(_ row: Int) -> Note {
            var note = other.notes[row]
            (note.cluster, note.stratum) = (Self.code(note.cluster, clusters), Self.code(note.stratum, strata))
            return note
        }

        private static func code(_ code: UInt32, _ codes: [UInt32]) -> UInt32 {
            code == RecordStore.none ? code : codes[Int(code)]
        }
    }

    /// Gives back what only finds records and describes them; cells stay.
    func forgetRecords() {
        records.removeAll()
        notes = []
    }

    private func takeCells(of other: RecordStore, _ from: Int, into row: Int, isNew: Bool) {
        if isNew {
            for slot in numbers.indices { numbers[slot][row] = other.numbers[slot][from] }
            return
        }
        let (theirs, mine) = (other.cells(of: from), cells(of: row))
        for question in joinBlocks(theirs, mine)..<width {
            let code = size.code(theirs, question)
            guard code != CellCode.unseen else { continue }
            let slot = numberSlots[question]
            if slot >= 0 || !size.take(code, mine, question) {
                putAgain(row, question, code, number: slot < 0 ? .nan : other.numbers[slot][from])
            }
        }
    }

    /// Puts their cells into mine, 16 bytes at a time, as far as neither holds what the other does; the first question that
    /// is left.
    ///
    /// Where rows are in no order, each thread has some answers of nearly everyone.
    private func joinBlocks(_ theirs: UnsafeMutablePointer<UInt8>, _ mine: UnsafeMutablePointer<UInt8>) -> Int {
        guard numbers.isEmpty else { return 0 }
        var place = 0
        while place &+ 16 <= rowLength {
            let here = UnsafeRawPointer(mine + place).loadUnaligned(as: CellSize.Block.self)
            let there = UnsafeRawPointer(theirs + place).loadUnaligned(as: CellSize.Block.self)
            guard let joined = size.joined(here, there) else { break }
            UnsafeMutableRawPointer(mine + place).storeBytes(of: joined, as: CellSize.Block.self)
            place &+= 16
        }
        return min(size.questions(before: place), width)
    }
}
