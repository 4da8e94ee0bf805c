import GearSource

/// What a file is that is not UTF-8 text, told by its first bytes.
enum Encoding {
    private static let marks: [(bytes: [UInt8], name: String, help: String)] = [
        ([0xFF, 0xFE, 0, 0], "UTF-32 text", convert("UTF-32")),
        ([0, 0, 0xFE, 0xFF], "UTF-32 text", convert("UTF-32")),
        ([0xFF, 0xFE], "UTF-16 text", convert("UTF-16")),
        ([0xFE, 0xFF], "UTF-16 text", convert("UTF-16")),
        ([0x50, 0x4B, 3, 4], "a spreadsheet (.xlsx, .ods) or another ZIP archive", "Save it as 'CSV UTF-8'."),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old spreadsheet (.xls)", "Save it as 'CSV UTF-8'."),
        ([0x1F, 0x8B], "compressed with gzip", "Unpack it first: `gunzip FILE`."),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd", "Unpack it first: `unzstd FILE`."),
        (Array("PAR1".utf8), "a Parquet file", "Export it to CSV."),
        (Array("SQLite format 3\0".utf8), "an SQLite database", "Give it the ending `.sqlite`."),
    ]

    /// A finding if the beginning of a file is that of something else than UTF-8 text.
    static func problem(_ head: [UInt8], _ path: String) -> Diagnostic? {
        let found = marks.first { head.starts(with: $0.bytes) }
        if let found { return diagnostic(path, "is \(found.name)", found.help) }
        let firstLine = head.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard let zero = firstLine.firstIndex(of: 0) else { return nil }
        return diagnostic(
            path, "has a zero byte at place \(zero + 1)",
            "Text has no zero bytes: it may be UTF-16, or no text at all. " + convert("UTF-16"))
    }

    private static func diagnostic(_ path: String, _ what: String, _ help: String) -> Diagnostic {
        Diagnostic(
            .dataFileEncoding, "`\(path)` \(what)", data: DataPlace(file: path), why: "Gearbox reads UTF-8 text.",
            help: help)
    }

    private static func convert(_ name: String) -> String {
        "Save it as 'CSV UTF-8', or convert it: `iconv -f \(name) -t UTF-8 FILE > NEW`."
    }
}
