import ArgumentParser
import GearReport
import GearSource
import GearTable

/// What may be done to cells on their way to a spreadsheet.
struct FormulaOptions: ParsableArguments {
    @Flag(
        help: """
            In csv and tsv, put an apostrophe before texts that a spreadsheet would take for a formula: those that begin \
            with = + - @, a tab or a line break, and are no number. This changes the cells: use it for what people open, \
            not for what programs read.
            """)
    var escapeFormulas = false
}

/// How tables are printed, and where to.
struct TableOptions: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, csv, tsv, json, jsonl, md, html

        /// As the ending of a file's name says.
        init?(path: String) {
            guard let ending = path.split(separator: "/").last?.split(separator: ".").last else { return nil }
            self.init(rawValue: String(ending))
        }

        /// One document of answers with their titles; those that could not be had are left out, or null.
        ///
        /// - Parameters:
        ///   - terminal: If it goes there: what fits it, and what it can show.
        ///   - mostRows: Rows of each table shown to people before the rest is only counted; nil: all.
        func render(
            _ exhibits: [Exhibit], for terminal: Terminal?, escapingFormulas: Bool, mostRows: Int? = nil
        ) -> [UInt8] {
            if self == .table {
                var bytes: [UInt8] = []
                Self.writeTables(exhibits, for: terminal, mostRows: mostRows) {
                    bytes += $0
                    return true
                }
                return bytes
            }
            if self == .html { return Array(HTMLPage.render(exhibits).utf8) }
            if self == .json, exhibits.count > 1 {
                let parts = exhibits.map { exhibit in
                    exhibit.answer.map { render($0, escapingFormulas).dropLast() } ?? ArraySlice("null".utf8)
                }
                return Array("[\n".utf8) + parts.joined(separator: ",\n".utf8) + "\n]\n".utf8
            }
            let parts = exhibits.compactMap { exhibit in
                exhibit.answer.map { Self.heading(self == .md ? exhibit.title : "") + render($0, escapingFormulas) }
            }
            return Array(parts.joined(separator: self == .jsonl ? [] : [0x0A]))
        }

        /// The same of tables for people, some lines at a time, as long as somebody takes them.
        static func writeTables(
            _ exhibits: [Exhibit], for terminal: Terminal?, mostRows: Int? = nil, take: ([UInt8]) -> Bool
        ) {
            var isTaken = true
            for (place, exhibit) in exhibits.filter({ $0.answer != nil }).enumerated() {
                guard isTaken, take((place == 0 ? [] : [0x0A]) + heading(exhibit.title)) else { return }
                exhibit.write(width: terminal?.width, mostRows: mostRows, style: terminal?.style ?? .plain) {
                    isTaken = take(Array($0.utf8))
                    return isTaken
                }
            }
        }

        private static func heading(_ title: String) -> [UInt8] {
            title.isEmpty ? [] : Array((Visible.paragraph(title) + "\n\n").utf8)
        }

        /// An explanation is a tree as JSON, else rows.
        private func render(_ answer: Answer, _ escapingFormulas: Bool) -> [UInt8] {
            if self == .json, case .explained(let explained) = answer { return ExplanationJSON.render(explained) }
            let table = answer.table
            return switch self {
            case .csv: table.delimited(escapingFormulas: escapingFormulas)
            case .tsv: table.delimited(separator: 0x09, escapingFormulas: escapingFormulas)
            case .json: table.json()
            case .jsonl: table.json(lines: true)
            case .md: Array(MarkdownTable.render(table).utf8)
            case .table, .html: []
            }
        }
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            How to print: table, csv, tsv, json, jsonl, md or html. Without it, what the ending of -o says; else a table \
            on a terminal, and csv elsewhere.
            """, valueName: "FORMAT"))
    var format: Format?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to PATH instead of standard output.", valueName: "PATH"), completion: .file())
    var output: String?

    @OptionGroup var formulas: FormulaOptions

    /// As asked for, or as the name of the output says.
    var chosenFormat: Format? {
        format ?? output.flatMap { Format(path: $0) }
    }
}
