import GearModel

extension Outline {
    /// The framework's declaration and those of its themes, formatted, without a line break at the end.
    package var text: String {
        var text = GearText()
        text.doc(doc)
        text.block(
            ["framework", name, GearText.quoted(title), version.map { "version \($0)" } ?? ""].spaced,
            if: license != nil || !layers.isEmpty || !roots.isEmpty || !lastComments.isEmpty
        ) { text in
            if let license { text.line("license", GearText.quoted(license)) }
            if !layers.isEmpty { text.line("layers", layers.joined(separator: ", ")) }
            for (place, root) in roots.enumerated() {
                if place > 0 || license != nil || !layers.isEmpty { text.line() }
                write(root, to: &text)
            }
            text.comments(lastComments)
        }
        for theme in themes { write(theme, to: &text) }
        return text.formatted
    }

    // As deep as `OutlineReading.mostLayers`, or as the parser lets a program nest.
    private func write(_ place: Int, to text: inout GearText) {
        let node = nodes[place]
        let keyword = node.isLookfor ? "lookfor" : node.parent == nil ? "gear" : "tag"
        let clauses = [
            node.weight?.decimal.map { "weight \($0)" },
            node.themes.isEmpty ? nil : "in " + node.themes.joined(separator: ", "),
            node.buildsOn.isEmpty ? nil : "builds on " + node.buildsOn.joined(separator: ", "),
            node.formerly.isEmpty ? nil : "formerly " + node.formerly.joined(separator: ", "),
        ]
        text.comments(node.comments)
        text.doc(node.doc)
        text.block(
            ([keyword, node.name, GearText.quoted(node.title)] + clauses.compactMap { $0 }).spaced,
            if: !node.children.isEmpty
        ) { text in
            for child in node.children { write(child, to: &text) }
        }
    }

    private func write(_ theme: Theme, to text: inout GearText) {
        text.line()
        text.doc(theme.doc)
        text.block(["theme", theme.name, GearText.quoted(theme.title)].spaced, if: !theme.entries.isEmpty) { text in
            for entry in theme.entries {
                text.doc(entry.doc)
                text.line(entry.name, GearText.quoted(entry.title))
            }
        }
    }
}

extension [String] {
    /// With spaces between those that are not empty.
    var spaced: String { filter { !$0.isEmpty }.joined(separator: " ") }
}
