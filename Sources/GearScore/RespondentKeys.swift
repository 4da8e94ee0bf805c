/// The keys of respondents, as they are shown. They are texts when somebody looks at them: most queries do not.
package struct RespondentKeys: RandomAccessCollection, @unchecked Sendable {
    /// Not changed any more.
    private let table: ByteTable
    private let entries: [UInt32]

    /// `entries`: of each respondent, its place in the table.
    init(_ table: ByteTable, _ entries: [UInt32]) {
        self.table = table
        self.entries = entries
    }

    package init(_ texts: [String] = []) {
        table = ByteTable()
        entries = texts.map { [table] text in UInt32(truncatingIfNeeded: table.intern(text)) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { entries.count }
    package subscript(respondent: Int) -> String { RecordKey.shown(table[Int(entries[respondent])]) }
}
