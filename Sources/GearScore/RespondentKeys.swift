import GearTable

/// The keys of respondents, as they are shown. They are texts when somebody looks at them: most queries do not.
package struct RespondentKeys: RandomAccessCollection, @unchecked Sendable {
    private let keys: Keys
    /// How many there are.
    package let endIndex: Int

    /// None of it is changed any more.
    private enum Keys {
        /// Of each respondent, its place in the table.
        case taken(ByteTable, [UInt32])
        /// One after the other; of each respondent, where its key ends. `holder` keeps the bytes.
        case stored(UnsafeRawBufferPointer, ends: [UInt32], holder: StoredBytes)
    }

    /// `entries`: of each respondent, its place in the table.
    init(_ table: ByteTable, _ entries: [UInt32]) {
        keys = .taken(table, entries)
        endIndex = entries.count
    }

    package init(_ texts: [String] = []) {
        let table = ByteTable()
        self.init(table, texts.map { text in UInt32(truncatingIfNeeded: table.intern(text)) })
    }

    package var startIndex: Int { 0 }
    package subscript(respondent: Int) -> String { RecordKey.shown(bytes(respondent)) }

    private func bytes(_ respondent: Int) -> UnsafeBufferPointer<UInt8> {
        switch keys {
        case .taken(let table, let entries): return table[Int(entries[respondent])]
        case .stored(let bytes, let ends, _):
            let start = respondent == 0 ? 0 : Int(ends[respondent - 1])
            return UnsafeRawBufferPointer(rebasing: bytes[start..<Int(ends[respondent])])
                .assumingMemoryBound(to: UInt8.self)
        }
    }

    // MARK: Kept in a file

    /// Where each ends, then their bytes.
    func store(in sink: ByteSink) {
        var end = 0
        sink.put(
            indices.map { respondent in
                end += bytes(respondent).count
                return UInt32(clamping: end)
            })
        sink.put(end)
        for respondent in indices { sink.put(UnsafeRawBufferPointer(bytes(respondent))) }
    }

    init(restoring source: inout ByteSource) throws(ByteSource.Unsound) {
        let ends = try source.codes()
        let bytes = try source.take(try source.number(in: 0...Int(UInt32.max)))
        var before: UInt32 = 0
        for end in ends {
            guard end >= before else { throw ByteSource.Unsound() }
            before = end
        }
        guard Int(before) == bytes.count else { throw ByteSource.Unsound() }
        keys = .stored(bytes, ends: ends, holder: source.bytes)
        endIndex = ends.count
    }
}
