import GearSource
import GearTable

/// Where groups stand and what is next, for people: 24 lines of 80 columns a group.
package enum NextText {
    static let width = 80
    static let mostNeeds = 3
    static let mostTasks = 2

    /// - Parameter table: As `Evaluator.nextSteps` gives it: rows of one group by part.
    package static func render(_ table: Table) -> String {
        let dimensions = Array(table.columns.prefix { $0.name != "part" })
        var groups: [(key: [String], rows: [Int])] = []
        for row in 0..<table.rowCount {
            let key = dimensions.map { text($0, row) ?? "" }
            if let place = groups.firstIndex(where: { $0.key == key }) {
                groups[place].rows.append(row)
            } else {
                groups.append((key, [row]))
            }
        }
        return groups.map {
            screen(table, dimensions, $0.rows).map { TextWidth.clipped($0, to: width) }.joined(separator: "\n") + "\n"
        }
        .joined(separator: "\n")
    }

    private static func screen(_ table: Table, _ dimensions: [Column], _ rows: [Int]) -> [String] {
        guard let first = rows.first else { return [] }
        func cell(_ name: String, _ row: Int) -> String? { table[name].flatMap { text($0, row) } }
        func of(_ part: String) -> [Int] { rows.filter { cell("part", $0) == part } }
        let who = dimensions.compactMap { column in text(column, first).map { "\(column.name) \($0)" } }
        var lines = [
            (who.isEmpty ? "everybody" : who.joined(separator: ", "))
                + (cell("as_of", first).map { "; as of \($0)" } ?? "")
        ]
        for row in of("level") { lines += ["", level(row, cell)] }
        for row in of("next") {
            lines += ["", "To move up to \(cell("title", row) ?? "") (\(cell("item", row) ?? "")):"]
            lines += needs(of("needs"), cell)
        }
        let gaps = of("gap")
        if !gaps.isEmpty {
            lines += [
                "", gaps.count == 1 ? "The worst gap:" : "The \(gaps.count == 2 ? "two" : "\(gaps.count)") worst gaps:",
            ]
        }
        for (number, row) in gaps.enumerated() {
            lines += gap(number + 1, row, cell)
            let place = rows.firstIndex(of: row) ?? 0
            let behind = rows[(place + 1)...].prefix { ["task", "playlist"].contains(cell("part", $0)) }
            lines += tasks(behind.filter { cell("part", $0) == "task" }, cell)
            let playlists = behind.filter { cell("part", $0) == "playlist" }
            if !playlists.isEmpty {
                lines.append(
                    "   to learn from: "
                        + playlists.compactMap { cell("item", $0) }.joined(separator: ", "))
            }
        }
        return lines
    }

    private static func level(_ row: Int, _ cell: (String, Int) -> String?) -> String {
        let title = cell("title", row) ?? ""
        guard let item = cell("item", row) else {
            return cell("state", row) == "hidden" ? "Level: hidden" : "Level: cannot tell, \(title)"
        }
        return "Level: \(title) (\(item)), \(cell("value", row) ?? "") of \(cell("target", row) ?? "")"
    }

    private static func needs(_ rows: [Int], _ cell: (String, Int) -> String?) -> [String] {
        let shown = rows.prefix(rows.count > mostNeeds ? mostNeeds - 1 : mostNeeds)
        let lines = shown.map { row -> String in
            let item = cell("item", row) ?? ""
            guard cell("state", row) == "short" else { return "  \(item): \(cell("state", row) ?? "")" }
            guard let value = number("value", row, cell), let short = number("short", row, cell) else {
                return "  \(item)"
            }
            return "  \(item): now \(value), \(short) short"
        }
        return lines + more(rows.count - shown.count, "  ")
    }

    private static func gap(_ number: Int, _ row: Int, _ cell: (String, Int) -> String?) -> [String] {
        let item = cell("item", row) ?? ""
        let title = cell("title", row).map { $0 == item ? $0 : "\($0) (\(item))" } ?? item
        var figures = [String]()
        if let value = self.number("value", row, cell), let target = self.number("target", row, cell) {
            figures.append("\(value), wanted \(target)")
        }
        if let due = cell("due", row) { figures.append("by \(due)") }
        if let state = cell("state", row) { figures.append(state == "clear" ? "clearly short" : state) }
        return ["\(number). \(title)", "   " + figures.joined(separator: ", ")]
    }

    private static func tasks(_ rows: [Int], _ cell: (String, Int) -> String?) -> [String] {
        if rows.isEmpty { return ["   no task is on it"] }
        let shown = rows.prefix(rows.count > mostTasks ? mostTasks - 1 : mostTasks)
        let lines = shown.flatMap { row in
            let parts = [
                cell("due", row).map { "due \($0)" }, cell("state", row).flatMap { $0 == "due" ? nil : $0 },
                cell("owner", row),
            ]
            let title = cell("title", row) ?? cell("item", row) ?? ""
            return ["   - \(title)", "     " + parts.compactMap { $0 }.joined(separator: ", ")]
        }
        return lines + more(rows.count - shown.count, "   ")
    }

    private static func more(_ count: Int, _ indent: String) -> [String] {
        count > 0 ? ["\(indent)… and \(GroupedNumber.text(count)) more; --format csv shows all"] : []
    }

    /// With two decimals, as tables show it.
    private static func number(_ name: String, _ row: Int, _ cell: (String, Int) -> String?) -> String? {
        guard let text = cell(name, row), let number = Double(text) else { return nil }
        let hundredths = (number * 100).rounded()
        guard hundredths.magnitude < 1e15 else { return text }
        if name == "short", hundredths == 0, number > 0 { return "less than 0.01" }
        let whole = Int(hundredths)
        let digits = String(whole.magnitude)
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return (whole < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
    }

    private static func text(_ column: Column, _ row: Int) -> String? {
        switch column[row] {
        case .missing: nil
        case .hidden: "hidden"
        case .number(let number):
            number == number.rounded() && number.magnitude < 1e15 ? String(Int(number)) : "\(number)"
        case .integer(let integer): String(integer)
        case .boolean(let boolean): String(boolean)
        case .date(let date): date.description
        case .text(let text): Visible.text(text)
        }
    }
}
