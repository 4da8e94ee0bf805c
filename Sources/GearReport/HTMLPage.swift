import GearTable

/// Tables as a page that needs nothing else: no script, no font, no other file.
package enum HTMLPage {
    /// A section with a heading for each titled table.
    package static func render(_ exhibits: [Exhibit]) -> String {
        let shown = exhibits.filter { $0.table != nil }
        let title = shown.first { !$0.title.isEmpty }.map { Visible.text($0.title) } ?? "Gearbox"
        let body = shown.enumerated().map { place, exhibit in
            HTMLTable(number: place + 1, caption: exhibit.title).render(exhibit.table ?? Table([]))
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(HTMLTable.escaped(title))</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            \(body.joined())</body>
            </html>

            """
    }

    /// Follows the reader's own colours, light or dark. A wide table scrolls by itself.
    private static let style = """
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem; }
        .table { overflow-x: auto; margin-bottom: 1.5rem; }
        table { border-collapse: collapse; }
        caption { text-align: start; font-weight: bold; padding-block-end: .5rem; white-space: pre-line; }
        th, td { text-align: start; vertical-align: top; padding: .25rem .75rem; border-block-end: 1px solid #8886; }
        thead th { border-block-end: 2px solid currentColor; }
        .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .missing, .hidden { font-style: italic; }
        .notes { font-size: .875rem; list-style: none; padding: 0; }
        .said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        """
}

/// One table of a page.
struct HTMLTable {
    /// From 1: what its notes are told apart by.
    let number: Int
    /// Its title; may be empty.
    let caption: String

    func render(_ table: Table) -> String {
        guard !table.columns.isEmpty else { return "" }
        var reasons: [String] = []
        let texts = table.columns.map { ColumnText($0, rows: 0..<table.rowCount, reasons: &reasons) }
        let label = caption.isEmpty ? "Table \(number)" : Visible.text(caption)
        var output =
            "<div class=\"table\" role=\"region\" aria-label=\"\(Self.escaped(label))\" tabindex=\"0\">\n<table>\n"
        if !caption.isEmpty { output += "<caption>\(Self.escaped(Visible.paragraph(caption)))</caption>\n" }
        output += "<thead>\n<tr>"
        for (column, text) in zip(table.columns, texts) {
            output +=
                "<th scope=\"col\"\(text.isNumeric ? " class=\"number\"" : "")>"
                + "\(Self.escaped(Visible.text(column.name)))</th>"
        }
        output += "</tr>\n</thead>\n<tbody>\n"
        for row in 0..<table.rowCount where !Threads.isStopping {
            output += "<tr>"
            for (column, text) in zip(table.columns, texts) { output += cell(column, row, text, reasons) }
            output += "</tr>\n"
        }
        output += "</tbody>\n</table>\n</div>\n"
        return output + notes(reasons, hasHidden: texts.contains(where: \.hasHidden))
    }

    private func cell(_ column: Column, _ row: Int, _ text: ColumnText, _ reasons: [String]) -> String {
        let number = text.isNumeric ? "number" : ""
        guard column.isMissing(row) else {
            let attribute = number.isEmpty ? "" : " class=\"\(number)\""
            return "<td\(attribute)>\(Self.escaped(text.cells[row]))</td>"
        }
        let kind = column.isHidden(row) ? "hidden" : "missing"
        let names = [number, kind].filter { !$0.isEmpty }.joined(separator: " ")
        return "<td class=\"\(names)\">\(sign(column, row, reasons))</td>"
    }

    /// What stands where there is no value: a dot for the eye, a word for the ear, and a way to the reason.
    private func sign(_ column: Column, _ row: Int, _ reasons: [String]) -> String {
        if column.isHidden(row) { return ColumnText.hidden }
        let dot = "<span class=\"said\">missing</span><span aria-hidden=\"true\">·</span>"
        guard let reason = column.reason(row), let place = reasons.firstIndex(of: reason) else { return dot }
        return dot + "<sup><a href=\"#\(id(place))\">\(place + 1)</a></sup>"
    }

    private func notes(_ reasons: [String], hasHidden: Bool) -> String {
        guard !reasons.isEmpty || hasHidden else { return "" }
        let items = reasons.enumerated().map { place, reason in
            "<li id=\"\(id(place))\"><sup>\(place + 1)</sup> \(Self.escaped(Visible.text(reason)))</li>\n"
        }
        let hidden = hasHidden ? "<li>\(Self.escaped(ColumnText.hiddenMeans))</li>\n" : ""
        return "<ul class=\"notes\">\n\(items.joined())\(hidden)</ul>\n"
    }

    private func id(_ reason: Int) -> String { "table\(number)-note\(reason + 1)" }

    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { output, character in
            switch character {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: output.append(character)
            }
        }
    }
}
