import GRDB
import GRDBSQLite
import GearSource

/// A table of an SQLite database and its columns.
struct SQLiteFormat: Sendable {
    let location: String
    let table: String
    let columns: [String]

    /// `table` nil: the only one. Views count as tables.
    init(_ file: DataFile, location: String, table: String?) throws(Diagnostic) {
        guard file.bytes(at: 0, count: 16) == Array("SQLite format 3\0".utf8) else {
            throw Diagnostic(
                .dataFileNotSQLite, "`\(file.path)` is not an SQLite database", data: DataPlace(file: file.path),
                why: "Its first bytes are not those of one.", help: "A text file needs the ending `.csv`.")
        }
        self.location = location
        let shape = try Self.reading(file.path, location) { database in
            let names = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' "
                    + "ESCAPE '\\' ORDER BY name")
            let chosen = table ?? (names.count == 1 ? names[0] : nil)
            guard let chosen, names.contains(chosen) else { return (names, "", [String]()) }
            return (names, chosen, try database.columns(in: chosen).map(\.name))
        }
        guard !shape.2.isEmpty else { throw Self.unknown(table, among: shape.0, file.path) }
        (self.table, columns) = (shape.1, shape.2)
    }

    /// What `work` gives on a read-only connection; errors of SQLite as a finding.
    static func reading<Result>(
        _ path: String, _ location: String, _ work: (Database) throws -> Result
    ) throws(Diagnostic) -> Result {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(path: location, configuration: configuration).read(work)
        } catch {
            let message = (error as? DatabaseError)?.message ?? String(describing: error)
            throw Diagnostic(
                .dataFileSQLite, "`\(path)` cannot be read: \(message)", data: DataPlace(file: path),
                help: "`sqlite3 FILE 'PRAGMA integrity_check'` tells whether the file is sound.")
        }
    }

    func scan<Part>(
        _ path: String, _ start: (Int) -> Part, _ consume: (inout Part, borrowing RowBatch) -> Void
    ) throws(Diagnostic) -> Part {
        try Self.reading(path, location) { database in
            let names = columns.map(\.quotedDatabaseIdentifier).joined(separator: ", ")
            let statement = try database.makeStatement(sql: "SELECT \(names) FROM \(table.quotedDatabaseIdentifier)")
            var part = start(0)
            let scanner = SQLiteScanner(self, statement.sqliteStatement)
            while let batch = scanner.next() { consume(&part, batch) }
            guard scanner.result == SQLITE_DONE else {
                throw DatabaseError(resultCode: database.lastErrorCode, message: database.lastErrorMessage)
            }
            return part
        }
    }

    private static func unknown(_ table: String?, among names: [String], _ path: String) -> Diagnostic {
        let place = DataPlace(file: path)
        let listed = names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
        guard let table else {
            return Diagnostic(
                .dataFileTable,
                names.isEmpty ? "`\(path)` has no table" : "`\(path)` has \(names.count) tables: \(listed)",
                data: place, help: names.isEmpty ? nil : "Name the one with the answers: `table: \"\(names[0])\"`.")
        }
        let near = Likeness.nearest(to: table, among: names)
        return Diagnostic(
            .dataFileTable, "`\(path)` has no table `\(table)`", data: place,
            help: near.map { "Did you mean `\($0)`?" } ?? "It has \(names.isEmpty ? "none" : listed).")
    }
}

/// Gives the rows of an SQLite table, batch by batch; a locator is a row's number, from 1.
final class SQLiteScanner {
    private let format: SQLiteFormat
    private let statement: SQLiteStatement
    private var scratch = ByteBuffer(capacity: 1 << 16)
    private let slices: UnsafeMutablePointer<FieldSlice>
    private let locators: UnsafeMutablePointer<Int>
    private let rowCapacity: Int
    private var rowNumber = 0
    private(set) var result = SQLITE_ROW

    /// `statement` selects the format's columns, and lives longer than the scanner.
    init(_ format: SQLiteFormat, _ statement: SQLiteStatement) {
        self.format = format
        self.statement = statement
        rowCapacity = max(1, 8192 / format.columns.count)
        slices = .allocate(capacity: rowCapacity * format.columns.count)
        locators = .allocate(capacity: rowCapacity)
    }

    deinit {
        slices.deallocate()
        locators.deallocate()
    }

    func next() -> RowBatch? {
        var rows = 0
        var problems: [RowProblem] = []
        scratch.count = 0
        while rows < rowCapacity, problems.count < rowCapacity, scratch.count < 1 << 20, result == SQLITE_ROW {
            result = sqlite3_step(statement)
            guard result == SQLITE_ROW else { break }
            rowNumber += 1
            if let problem = read(slices + rows * format.columns.count) {
                problems.append(problem)
            } else {
                locators[rows] = rowNumber
                rows += 1
            }
        }
        guard rows > 0 || !problems.isEmpty else { return nil }
        return RowBatch(
            base: scratch.start, slices: slices, locators: locators, width: format.columns.count, rowCount: rows,
            separator: nil, codes: nil, problems: problems)
    }

    private func read(_ row: UnsafeMutablePointer<FieldSlice>) -> RowProblem? {
        let mark = scratch.count
        for column in format.columns.indices {
            let start = scratch.count
            switch sqlite3_column_type(statement, Int32(column)) {
            case SQLITE_NULL: break
            case SQLITE_BLOB:
                scratch.count = mark
                return RowProblem(.blob(column: column), row: rowNumber, place: rowNumber)
            case SQLITE_FLOAT:
                // SQLite would write only 15 digits.
                var text = sqlite3_column_double(statement, Int32(column)).shortest
                text.withUTF8 { bytes in
                    if let base = bytes.baseAddress { scratch.append(base, bytes.count) }
                }
            default:
                guard let text = sqlite3_column_text(statement, Int32(column)) else { break }
                scratch.append(text, Int(sqlite3_column_bytes(statement, Int32(column))))
            }
            if UTF8Check.firstError(scratch.start, start, scratch.count) != nil {
                scratch.count = mark
                return RowProblem(.notUTF8, row: rowNumber, place: rowNumber)
            }
            row[column] = FieldSlice(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: scratch.count))
        }
        return nil
    }
}
