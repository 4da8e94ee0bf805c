import GearSource

/// What tests do not depend on, for people: a line each, and how much they depend on.
package enum CoverageText {
    package static func render(_ items: [CoverageItem], style: Style = .plain) -> String {
        let open = items.filter { !$0.isReached }
        let rows = open.map { item in
            [
                "\(Visible.text(item.file)):\(item.line):\(item.column)", item.kind.rawValue, Visible.text(item.name),
                Visible.text(item.why ?? ""),
            ]
        }
        let widths = (0..<3).map { column in rows.map { TextWidth.of($0[column]) }.max() ?? 0 }
        let lines = rows.map { row -> String in
            let cells = (0..<3).map { column in
                row[column] + String(repeating: " ", count: widths[column] - TextWidth.of(row[column]))
            }
            return "  \(style.paint(cells[0], .place))  \(cells[1])  \(cells[2])  \(style.paint(row[3], .dim))\n"
        }
        let head = rows.isEmpty ? "" : style.paint("no test depends on", .bold) + "\n"
        return head + lines.joined() + (rows.isEmpty ? "" : "\n") + summary(items)
    }

    /// Such as `tests depend on 5 of 8 things (62%): 3 of 4 nodes, 2 of 4 questions`.
    package static func summary(_ items: [CoverageItem]) -> String {
        guard !items.isEmpty else { return "there is nothing that a test could depend on\n" }
        let parts = CoverageItem.Kind.allCases.compactMap { kind -> String? in
            let all = items.filter { $0.kind == kind }
            guard !all.isEmpty else { return nil }
            return "\(all.count(where: \.isReached)) of \(all.count) \(kind.rawValue)\(all.count == 1 ? "" : "s")"
        }
        let reached = items.count(where: \.isReached)
        // Rounded down: 100% is everything.
        return "tests depend on \(reached) of \(items.count) things (\(reached * 100 / items.count)%): "
            + parts.joined(separator: ", ") + "\n"
    }
}
