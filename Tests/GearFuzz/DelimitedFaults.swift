import GearSource
import GearTable

/// What is wrong with how a delimited file is read, compared with a slow and plain reader. The first byte of the input
/// says how it is read, the rest is the file.
func faults(ofDelimited input: [UInt8]) -> [String] {
    guard let choice = input.first else { return [] }
    let bytes = Array(input.dropFirst())
    let way = WayOfReading(choice)
    let file = DataFile(path: "x.csv", contents: bytes, firstPiece: way.firstPiece)
    do throws(Diagnostic) {
        let format = try DelimitedFormat(file, separator: way.separator, headerRows: 1)
        let rows = try RowFile(file, format: .delimited(separator: way.separator))
        return try compare(rows, format, bytes, way)
    } catch {
        return error.message.isEmpty ? ["a refusal that says nothing"] : []
    }
}

private struct WayOfReading {
    let separator: UInt8?
    let threads: Int
    let firstPiece: Int
    let isCoded: Bool

    init(_ choice: UInt8) {
        separator = [nil, UInt8(ascii: ","), UInt8(ascii: ";"), nil][Int(choice & 3)]
        threads = [1, 1, 2, 5][Int(choice >> 2 & 3)]
        firstPiece = [1, 40, 100, DataFile.usualPiece][Int(choice >> 4 & 3)]
        isCoded = choice >> 6 & 1 == 1
    }

    /// Answers from 1 to 5 in all columns, in those between the first and the last if there are enough.
    func coded(_ width: Int) -> CodedColumns? {
        guard isCoded else { return nil }
        var codes = [UInt8](repeating: 255, count: 257)
        for digit in 1...5 { codes[0x30 + digit] = UInt8(digit) }
        codes[256] = 0
        return CodedColumns(columns: width > 9 ? 1..<width - 1 : 0..<width, codes: codes, unknown: 255)
    }
}

private func compare(
    _ file: RowFile, _ format: DelimitedFormat, _ bytes: [UInt8], _ way: WayOfReading
) throws(Diagnostic) -> [String] {
    let plain = NaiveDelimited(
        separator: format.separator, terminator: format.terminator, width: format.columns.count
    ).rows(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    var faults: [String] = []
    if file.columns != format.columns { faults.append("columns differ between two readings") }
    let names = format.columns
    if case .fields(let fields, _)? = plain.first,
        fields.map({ String(String(decoding: $0, as: UTF8.self).trimmingSpaces()) }) == names
    {
    } else {
        faults.append("the header is \(names), the plain reader has \(String(describing: plain.first))")
    }
    let coded = way.coded(names.count)
    let parts = try file.scan(
        threads: way.threads, shortestPart: 8, coded: coded, start: { _ in Collected(coded) }, consume: { $0.add($1) })
    // Within a batch, rows that are set aside come after the others.
    let rows = parts.flatMap(\.rows).sorted { $0.offset < $1.offset }
    if rows != Array(plain.dropFirst()) {
        faults.append("the rows are \(rows), the plain reader has \(plain.dropFirst())")
    }
    return faults
}
