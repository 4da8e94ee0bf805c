import GearSource

/// The names of all fields in a JSON Lines file, in order of first sight. A field may be left out of any line,
/// so finding them takes a pass over the file.
struct JSONLinesFormat: Sendable {
    let columns: [String]
    let dataStart: Int
    /// Places in `columns`, in the order of the names' bytes.
    let sorted: [Int]
    /// The first lines whose fields could not all be read: names may be missing among `columns`.
    let problems: [RowProblem]

    private static let mostProblems = 3

    init(_ file: DataFile) throws(Diagnostic) {
        let head = file.bytes(at: 0, count: 4096)
        if let problem = Encoding.problem(head, file.path) { throw problem }
        dataStart = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var names = NameTable()
        let lines = LineReader(file, from: dataStart)
        var scratch = ByteBuffer(capacity: 4096)
        var sawLine = false
        var problems: [RowProblem] = []
        while let line = lines.next() {
            guard let length = line.length, !JSONLinesScanner.isBlank(line.start, length) else { continue }
            sawLine = true
            guard UTF8Check.firstError(line.start, 0, length) == nil else { continue }
            var object = JSONObject(line.start, count: length)
            if let problem = names.addNames(of: &object, &scratch), problems.count < Self.mostProblems {
                let place = line.offset + object.place
                problems.append(RowProblem(.json(problem), row: line.offset, place: place))
            }
            if names.names.count > DelimitedFormat.mostColumns { break }
        }
        self.problems = problems
        columns = names.names
        sorted = names.sorted
        guard columns.count <= DelimitedFormat.mostColumns else {
            throw Diagnostic(
                .dataFileManyColumns, "the lines of `\(file.path)` have more than 65,536 different fields",
                data: DataPlace(file: file.path))
        }
        guard columns.isEmpty else { return }
        throw Diagnostic(
            sawLine ? .dataFileJSON : .dataFileEmpty,
            sawLine ? "no line of `\(file.path)` is a JSON object with fields" : "`\(file.path)` is empty",
            data: DataPlace(file: file.path, line: 1),
            help: "Each line must be one object, such as {\"respondent\": \"r1\", \"q1\": 4}; "
                + "`jq -c '.[]' FILE` makes such lines from a list.")
    }

    /// The column of that name, looked for at `guess` first.
    func column(_ name: UnsafeBufferPointer<UInt8>, guess: Int) -> Int? {
        if guess < columns.count, NameTable.compare(columns[guess], name) == 0 { return guess }
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            let order = NameTable.compare(columns[sorted[middle]], name)
            if order == 0 { return sorted[middle] }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}

/// Distinct names by their bytes.
private struct NameTable {
    private(set) var names: [String] = []
    private var places: [[UInt8]: Int] = [:]
    private var next = 0

    /// Names usually come in the same order on each line, which costs no look-up.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        if next < names.count, Self.compare(names[next], bytes) == 0 {
            next += 1
            return
        }
        let key = Array(bytes)
        if let place = places[key] {
            next = place + 1
            return
        }
        places[key] = names.count
        names.append(String(decoding: key, as: UTF8.self))
        next = 0
    }

    /// The names of a line's fields, up to what is wrong with it.
    mutating func addNames(of object: inout JSONObject, _ scratch: inout ByteBuffer) -> JSONProblem? {
        if let problem = object.open() { return problem }
        var isFirst = true
        while true {
            scratch.count = 0
            switch object.name(isFirst: isFirst, &scratch) {
            case .finished: return nil
            case .problem(let problem): return problem
            case .name: break
            }
            let name = UnsafeBufferPointer(start: UnsafePointer(scratch.start), count: scratch.count)
            add(name)
            isFirst = false
            scratch.count = 0
            switch object.value(&scratch) {
            case .nested: return .nested(last)
            case let problem?: return problem
            case nil: break
            }
        }
    }

    /// The name added last.
    private var last: String { next > 0 ? names[next - 1] : names.last ?? "" }

    var sorted: [Int] { names.indices.sorted { names[$0].precedes(names[$1]) } }

    /// Less than, equal to or greater than 0 as the name's bytes come before, equal or come after.
    static func compare(_ name: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if name.utf8.elementsEqual(bytes) { return 0 }
        return name.utf8.lexicographicallyPrecedes(bytes) ? -1 : 1
    }
}

/// Gives the rows of a JSON Lines file, batch by batch, a column a field.
final class JSONLinesScanner {
    private let format: JSONLinesFormat
    private let lines: LineReader
    private var scratch = ByteBuffer(capacity: 1 << 16)
    private let slices: UnsafeMutablePointer<FieldSlice>
    private let locators: UnsafeMutablePointer<Int>
    private let rowCapacity: Int
    /// The last row, counted from 1, that had a column.
    private var seen: [Int]
    private var rowNumber = 0
    private var rows = 0
    private var problems: [RowProblem] = []

    init(_ file: DataFile, _ format: JSONLinesFormat) {
        self.format = format
        lines = LineReader(file, from: format.dataStart)
        rowCapacity = max(1, 8192 / format.columns.count)
        slices = .allocate(capacity: rowCapacity * format.columns.count)
        locators = .allocate(capacity: rowCapacity)
        seen = Array(repeating: 0, count: format.columns.count)
    }

    deinit {
        slices.deallocate()
        locators.deallocate()
    }

    static func isBlank(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        (0..<count).allSatisfy { JSONObject.isSpace(bytes[$0]) }
    }

    func next() -> RowBatch? {
        rows = 0
        scratch.count = 0
        problems.removeAll(keepingCapacity: true)
        while rows < rowCapacity, problems.count < rowCapacity, scratch.count < 1 << 20, let line = lines.next() {
            read(line)
        }
        guard rows > 0 || !problems.isEmpty else { return nil }
        return RowBatch(
            base: scratch.start, slices: slices, locators: locators, width: format.columns.count, rowCount: rows,
            separator: nil, codes: nil, problems: problems)
    }

    private func read(_ line: LineReader.Line) {
        guard let length = line.length else {
            return problems.append(RowProblem(.tooLong, row: line.offset, place: line.offset))
        }
        if Self.isBlank(line.start, length) { return }
        if let bad = UTF8Check.firstError(line.start, 0, length) {
            return problems.append(RowProblem(.notUTF8, row: line.offset, place: line.offset + bad))
        }
        let mark = scratch.count
        var object = JSONObject(line.start, count: length)
        if let problem = fields(&object) {
            scratch.count = mark
            problems.append(RowProblem(.json(problem), row: line.offset, place: line.offset + object.place))
        } else {
            locators[rows] = line.offset
            rows += 1
        }
    }

    private func fields(_ object: inout JSONObject) -> JSONProblem? {
        if let problem = object.open() { return problem }
        rowNumber += 1
        let row = slices + rows * format.columns.count
        row.update(repeating: FieldSlice(start: 0, end: 0), count: format.columns.count)
        var guess = 0
        while true {
            let start = scratch.count
            switch object.name(isFirst: guess == 0, &scratch) {
            case .finished: return nil
            case .problem(let problem): return problem
            case .name: break
            }
            let name = UnsafeBufferPointer(start: UnsafePointer(scratch.start + start), count: scratch.count - start)
            guard let column = format.column(name, guess: guess) else { return .malformed("the file has changed") }
            if seen[column] == rowNumber { return .repeated(format.columns[column]) }
            seen[column] = rowNumber
            scratch.count = start
            switch object.value(&scratch) {
            case .nested: return .nested(format.columns[column])
            case let problem?: return problem
            case nil: break
            }
            row[column] = FieldSlice(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: scratch.count))
            guess = column + 1
        }
    }
}
