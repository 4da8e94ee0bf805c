import GearTable

/// A delimited reader that is slow and plain: the oracle for the fast one.
package struct NaiveDelimited {
    package enum Row: Equatable, Hashable {
        case fields([[UInt8]], offset: Int)
        case ragged(Int, offset: Int)
        case open(offset: Int)
        case stray(offset: Int)
        case notUTF8(offset: Int)
        /// What no delimited file can have.
        case impossible(String, offset: Int)
    }

    private let separator: UInt8
    private let terminator: UInt8
    private let width: Int
    private static let quote = UInt8(ascii: "\"")
    private static let back = UInt8(ascii: "\r")

    package init(separator: UInt8, terminator: UInt8, width: Int) {
        self.separator = separator
        self.terminator = terminator
        self.width = width
    }

    package func rows(_ file: [UInt8], from start: Int) -> [Row] {
        var bytes = file
        if bytes.last != terminator, bytes.count > start { bytes.append(terminator) }
        var rows: [Row] = []
        var offset = start
        while offset < bytes.count {
            let begin = offset
            var fields: [[UInt8]] = []
            var outcome: Row?
            var isBlank = true
            repeat {
                var field: [UInt8] = []
                if bytes[offset] == Self.quote {
                    isBlank = false
                    let opening = offset
                    offset += 1
                    while offset < bytes.count, outcome == nil {
                        if bytes[offset] != Self.quote {
                            field.append(bytes[offset])
                            offset += 1
                        } else if offset + 1 < bytes.count, bytes[offset + 1] == Self.quote {
                            field.append(Self.quote)
                            offset += 2
                        } else {
                            break
                        }
                    }
                    if offset >= bytes.count {
                        outcome = .open(offset: begin)
                        offset = opening
                        while bytes[offset] != terminator { offset += 1 }
                        break
                    }
                    offset += 1
                    if terminator != Self.back, bytes[offset] == Self.back, offset + 1 < bytes.count,
                        bytes[offset + 1] == terminator
                    {
                        offset += 1
                    }
                    if bytes[offset] != separator, bytes[offset] != terminator {
                        outcome = .stray(offset: begin)
                        while bytes[offset] != terminator { offset += 1 }
                        break
                    }
                } else {
                    while bytes[offset] != separator, bytes[offset] != terminator {
                        field.append(bytes[offset])
                        offset += 1
                    }
                    if terminator != Self.back, bytes[offset] == terminator, field.last == Self.back {
                        field.removeLast()
                    }
                }
                fields.append(field)
                if bytes[offset] == terminator { break }
                offset += 1
                isBlank = false
            } while true
            if outcome == nil, isBlank, fields == [[]] {
                offset += 1
                continue
            }
            offset += 1
            rows.append(outcome ?? judge(fields, bytes[begin..<offset], begin))
        }
        return rows
    }

    private func judge(_ fields: [[UInt8]], _ raw: ArraySlice<UInt8>, _ begin: Int) -> Row {
        if raw.contains(0) || String(validating: raw, as: UTF8.self) == nil { return .notUTF8(offset: begin) }
        if fields.count == width { return .fields(fields, offset: begin) }
        if fields.count > width, fields.count <= width + 64, fields[width...].allSatisfy(\.isEmpty) {
            return .fields(Array(fields[..<width]), offset: begin)
        }
        return .ragged(fields.count, offset: begin)
    }
}

/// What a scan gave, in the form of the naive reader, sorted by offset.
package struct Collected: Sendable {
    package private(set) var rows: [NaiveDelimited.Row] = []
    /// How many rows came with codes.
    package private(set) var codedRows = 0
    /// Of the bytes after each field: eight of them may be loaded.
    private var loaded: UInt64 = 0
    private let coded: CodedColumns?

    package init(_ coded: CodedColumns? = nil) { self.coded = coded }

    package mutating func add(_ batch: borrowing RowBatch) {
        for row in 0..<batch.rowCount {
            var fields: [[UInt8]] = []
            for column in 0..<batch.width { fields.append(field(batch, row, column)) }
            rows.append(.fields(fields, offset: batch.locator(row)))
        }
        codedRows += batch.codes == nil ? 0 : batch.rowCount
        for problem in batch.problems {
            switch problem.kind {
            case .ragged(let count): rows.append(.ragged(count, offset: problem.row))
            case .openQuote: rows.append(.open(offset: problem.row))
            case .strayQuote: rows.append(.stray(offset: problem.row))
            case .notUTF8: rows.append(.notUTF8(offset: problem.row))
            case .tooLong, .json, .blob: rows.append(.impossible("\(problem.kind)", offset: problem.row))
            }
        }
    }
}

extension Collected {
    private mutating func field(_ batch: borrowing RowBatch, _ row: Int, _ column: Int) -> [UInt8] {
        guard let codes = batch.codes, let coded, coded.columns.contains(column) else {
            return plain(batch, row, column)
        }
        let code = codes[row * coded.columns.count + column - coded.columns.lowerBound]
        if code == coded.unknown { return plain(batch, row, column) }
        return coded.codes.firstIndex(of: code).map { $0 == 256 ? [] : [UInt8($0)] } ?? []
    }

    private mutating func plain(_ batch: borrowing RowBatch, _ row: Int, _ column: Int) -> [UInt8] {
        let field = batch.field(row, column)
        if let base = field.baseAddress {
            loaded ^= UnsafeRawPointer(base + field.count).loadUnaligned(as: UInt64.self)
        }
        return Array(field)
    }
}

extension NaiveDelimited.Row {
    package var offset: Int {
        switch self {
        case .fields(_, let offset), .ragged(_, let offset), .open(let offset), .stray(let offset),
            .notUTF8(let offset), .impossible(_, let offset):
            offset
        }
    }
}
