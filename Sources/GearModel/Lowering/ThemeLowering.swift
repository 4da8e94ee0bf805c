import GearSource
import GearSyntax

extension Builder {
    func lowerThemes() {
        for (place, declaration) in declarations(.theme) {
            var seen: [FoldedName: [Name]] = [:]
            var entries: [Heading] = []
            for entry in declaration.body ?? [] where entry.kind == .themeEntry {
                guard let name = entry.name, isNew(name, among: &seen, place) else { continue }
                let path = (declaration.name?.text ?? "") + "." + name.text
                entries.append(place.heading(entry, kind: "theme entry", path: path))
            }
            model.themes.append(Theme(heading: place.heading(declaration, kind: "theme"), entries: entries))
        }
    }

    /// `elements.vision`: a theme by all steps but the last, one of its entries by the last.
    func resolveThemeEntry(_ path: Path, _ place: Place) -> ThemeReference? {
        guard path.steps.count > 1, path.reach == .itself, let last = path.steps.last else {
            wrongShape(
                "a theme and one of its entries", path.range, place, help: "write both with a dot: `elements.vision`")
            return nil
        }
        let steps = Array(path.steps.dropLast())
        let owner = Path(steps, at: path.range.lowerBound..<(steps.last?.range.upperBound ?? last.range.lowerBound))
        guard let theme = resolve(owner, as: .theme, place) else { return nil }
        let entries = model.themes[theme].entries
        if let entry = entries.firstIndex(where: { $0.name == last.text }) {
            return ThemeReference(theme: theme, entry: entry)
        }
        let near = Likeness.nearest(to: last.text, among: entries.map(\.name))
        report(
            .unknownName, "theme `\(owner.text)` has no entry `\(last.text)`", at: place.location(last.range),
            help: near.map { "did you mean `\(owner.text).\($0)`?" }
                ?? "it has: " + entries.prefix(8).map { "`\($0.name)`" }.joined(separator: ", "),
            fix: near.map { .instead($0, at: place.location(last.range)) })
        return nil
    }
}
