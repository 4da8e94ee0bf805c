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
        case table, csv, tsv, json, jsonl, md

        /// As the ending of a file's name says.
        init?(path: String) {
            guard let ending = path.split(separator: "/").last?.split(separator: ".").last else { return nil }
            self.init(rawValue: String(ending))
        }

        /// One document of tables with their titles; nil where a table could not be had.
        func render(
            _ tables: [(title: String, table: Table?)], for terminal: Terminal?, escapingFormulas: Bool
        ) -> [UInt8] {
            if self == .json, tables.count > 1 {
                let parts = tables.map { $0.table.map { $0.json().dropLast() } ?? ArraySlice("null".utf8) }
                return Array("[\n".utf8) + parts.joined(separator: ",\n".utf8) + "\n]\n".utf8
            }
            let parts = tables.compactMap { title, table in
                table.map { heading(title) + render($0, for: terminal, escapingFormulas) }
            }
            return Array(parts.joined(separator: self == .jsonl ? [] : [0x0A]))
        }

        private func heading(_ title: String) -> [UInt8] {
            title.isEmpty || self != .table && self != .md ? [] : Array((Visible.paragraph(title) + "\n\n").utf8)
        }

        /// `terminal`, if the table goes there: what fits it, and whether it shows colour.
        private func render(_ table: Table, for terminal: Terminal?, _ escapingFormulas: Bool) -> [UInt8] {
            switch self {
            case .table:
                let style: Style = terminal?.usesColor == true ? .colored : .plain
                return Array(TerminalTable(width: terminal?.width, style: style).render(table).utf8)
            case .csv: return table.delimited(escapingFormulas: escapingFormulas)
            case .tsv: return table.delimited(separator: 0x09, escapingFormulas: escapingFormulas)
            case .json: return table.json()
            case .jsonl: return table.json(lines: true)
            case .md: return Array(MarkdownTable.render(table).utf8)
            }
        }
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            How to print: table, csv, tsv, json, jsonl or md. Without it, what the ending of -o says; else a table on a \
            terminal, and csv elsewhere.
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
