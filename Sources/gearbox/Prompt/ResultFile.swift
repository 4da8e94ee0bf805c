import GearReport

/// The file that results go into from `:output FILE` on: one document, of which the file has all after each result.
struct ResultFile {
    let path: String
    private(set) var exhibits: [Exhibit] = []
    /// Whether the file lacks what came last.
    private var isBehind = false

    init(_ path: String) { self.path = path }

    mutating func add(_ more: [Exhibit]) {
        exhibits += more
        isBehind = true
    }

    /// Writes the document anew, so that it is whole whatever its format. False if it could not be written.
    mutating func write(as format: TableOptions.Format?, _ save: ([UInt8], String) -> Bool) -> Bool {
        guard isBehind else { return true }
        let chosen = format ?? TableOptions.Format(path: path) ?? .csv
        isBehind = !save(chosen.render(exhibits, for: nil, escapingFormulas: false), path)
        return !isBehind
    }

    /// Such as `3 results are in notes.md`.
    var summary: String {
        "\(exhibits.count == 1 ? "1 result is" : "\(exhibits.count) results are") in \(Visible.text(path))\n"
    }
}
