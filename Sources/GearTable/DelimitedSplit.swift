/// Reads a delimited file on several threads.
///
/// A line end after which a thread could begin may lie inside quotes, and only reading everything before it
/// would tell. So each thread begins after such a line end anyway, and reads until it starts a row at or after
/// the next thread's beginning: if that row starts exactly there, the next thread was right to begin there.
/// If not, what it and all after it have read is thrown away, and read again from the true place.
struct DelimitedSplit {
    private let file: DataFile
    private let format: DelimitedFormat
    private let coded: CodedColumns?

    init(_ file: DataFile, _ format: DelimitedFormat, coded: CodedColumns? = nil) {
        self.coded = coded
        self.file = file
        self.format = format
    }

    func scan<Part: Sendable>(
        threads: Int, shortestPart: Int, start: @Sendable (Int) -> Part,
        ahead: @Sendable (Part) -> ((RowsAhead) -> Int?)? = { _ in nil },
        consume: @Sendable (inout Part, borrowing RowBatch) -> Void
    ) -> [Part] {
        let begins = beginnings(min(threads, (file.size - format.dataStart) / max(shortestPart, 1)))
        let pieces = Threads.map(begins.count) { place in
            read(
                from: begins[place], to: place + 1 < begins.count ? begins[place + 1] : file.size, start(place), ahead,
                consume)
        }
        var parts: [Part] = []
        for (place, piece) in pieces.enumerated() {
            parts.append(piece.part)
            if place + 1 < begins.count, piece.end != begins[place + 1] {
                parts.append(read(from: piece.end, to: file.size, start(place + 1), ahead, consume).part)
                break
            }
        }
        return parts
    }

    private func read<Part>(
        from: Int, to limit: Int, _ part: Part, _ ahead: (Part) -> ((RowsAhead) -> Int?)?,
        _ consume: (inout Part, borrowing RowBatch) -> Void
    ) -> (part: Part, end: Int) {
        var part = part
        let scanner = DelimitedScanner(file, format, from: from, to: limit, coded: coded, ahead: ahead(part))
        while !Threads.isStopping, let batch = scanner.next() { consume(&part, batch) }
        return (part, scanner.position)
    }

    /// Where threads begin: the first at the first row, the others after the first line end in their share.
    private func beginnings(_ count: Int) -> [Int] {
        var begins = [format.dataStart]
        for place in 1..<max(count, 1) {
            let share = format.dataStart + (file.size - format.dataStart) / count * place
            guard let line = lineEnd(from: max(share, begins[begins.count - 1])), line + 1 < file.size else { break }
            begins.append(line + 1)
        }
        return begins
    }

    private func lineEnd(from start: Int) -> Int? {
        var offset = start
        while offset < file.size, offset - start < DelimitedScanner.longestRow {
            let piece = file.bytes(at: offset, count: 1 << 14)
            if piece.isEmpty { return nil }
            if let place = piece.firstIndex(of: format.terminator) { return offset + place }
            offset += piece.count
        }
        return nil
    }
}
