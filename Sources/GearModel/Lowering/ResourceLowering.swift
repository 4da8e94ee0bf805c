import GearSource
import GearSyntax

extension Builder {
    func lowerResources() {
        let all = declarations(.resource)
        for (place, declaration) in all {
            let clauses = Clauses(declaration)
            let heading = place.heading(declaration, kind: "resource")
            let framework = frameworkOrUnknown(
                clauses, declaration, place, why: "what it teaches are the nodes of one")
            var isBroken = clauses.isIncomplete || framework < 0
            var teaches: [Teaching] = []
            for clause in clauses.all(.teaches) {
                if let found = taught(clause, framework, place) { teaches += found } else { isBroken = true }
            }
            model.resources.append(
                Resource(
                    heading: heading, framework: framework, kind: name(clauses[.kind], place)?.text,
                    url: clauses[.url].flatMap { webAddress($0, place) },
                    minutes: clauses[.minutes].flatMap { minutes($0, place) },
                    vetted: clauses[.vetted].flatMap { date($0, place) }, teaches: teaches, after: [],
                    vettedLocation: place.location(clauses[.vetted]?.range ?? declaration.keywordRange),
                    isBroken: isBroken))
        }
        for (position, (place, declaration)) in all.enumerated() {
            guard let clause = Clauses(declaration)[.after] else { continue }
            for path in paths(clause, place) {
                guard let before = resolve(path, as: .resource, place) else { continue }
                if !model.resources[position].after.contains(before) { model.resources[position].after.append(before) }
            }
        }
    }

    /// nil after a report.
    private func taught(_ clause: Clause, _ framework: Int, _ place: Place) -> [Teaching]? {
        var levels: LevelSpan?
        for inner in clause.arguments.flatMap(\.clauses) where inner.kind == .forLevels {
            guard let span = levelSpan(inner, framework, place) else { return nil }
            levels = span
        }
        var result: [Teaching] = []
        for path in paths(clause, place) {
            guard framework >= 0, let node = resolveNode(path, in: framework, place) else { return nil }
            result.append(Teaching(node: node, levels: levels))
        }
        return result
    }

    /// `macro`, `macro..micro`, `personal.macro..personal.micro`; nil after a report.
    private func levelSpan(_ clause: Clause, _ framework: Int, _ place: Place) -> LevelSpan? {
        guard let value = clause.arguments.first?.value else { return nil }
        let ends: [Expression]
        switch value.kind {
        case .malformed: return nil
        case .range(let low, let high): ends = [low, high]
        default: ends = [value]
        }
        let paths = ends.compactMap { path($0, place) }
        guard paths.count == ends.count, framework >= 0 else { return nil }
        let levels = paths.compactMap { level($0, framework, place) }
        guard levels.count == paths.count else { return nil }
        let (first, last) = (levels[0], levels[levels.count - 1])
        guard first.progression == last.progression, first.level <= last.level else {
            report(
                .emptyRange, "`\(line(value.range, place))` is no range of levels", at: place.location(value.range),
                why: first.progression == last.progression
                    ? "it ends before it begins" : "its ends are levels of two progressions",
                help: "write the lower level first")
            return nil
        }
        return LevelSpan(progression: first.progression, first: first.level, last: last.level)
    }

    /// A level by its name, or by its progression's and its own.
    private func level(_ path: Path, _ framework: Int, _ place: Place) -> (progression: Int, level: Int)? {
        guard path.reach == .itself, let last = path.steps.last else {
            wrongShape("a level", path.range, place)
            return nil
        }
        var owners = model.progressions.indices.filter { model.progressions[$0].framework == framework }
        if path.steps.count > 1 {
            let owner = Path(Array(path.steps.dropLast()), at: path.range)
            guard let position = resolve(owner, as: .progression, place) else { return nil }
            owners = [position]
        }
        let found = owners.flatMap { owner in
            model.progressions[owner].levels.indices.filter {
                model.progressions[owner].levels[$0].heading.name == last.text
            }.map { (progression: owner, level: $0) }
        }
        if found.count == 1 { return found[0] }
        if found.count > 1 {
            report(
                .ambiguousName, "`\(last.text)` is a level of several progressions", at: place.location(path.range),
                help: "say of which: `\(model.progressions[found[0].progression].heading.name).\(last.text)`")
            return nil
        }
        let known = owners.flatMap { model.progressions[$0].levels.map(\.heading.name) }
        reportNoPart(
            last,
            of: owners.count == 1
                ? "progression `\(model.progressions[owners[0]].heading.name)`"
                : "framework `\(model.frameworks[framework].heading.name)`", "level", known, place)
        return nil
    }

    private func webAddress(_ clause: Clause, _ place: Place) -> String? {
        guard let text = texts(clause, place).first, let argument = clause.arguments.first else { return nil }
        let isAddress = ["https://", "http://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
        guard isAddress, !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else {
            wrongShape("a web address such as `https://example.org/page`", argument.value.range, place)
            return nil
        }
        return text
    }

    private func minutes(_ clause: Clause, _ place: Place) -> Double? {
        guard let argument = clause.arguments.first, let value = rational(argument.value, place) else { return nil }
        guard value.numerator > 0 else {
            report(
                .numberOutOfRange, "a length is more than 0 minutes", at: place.location(argument.value.range),
                help: "write how long it takes, or leave it out")
            return nil
        }
        return value.double
    }

    /// A date of whatever precision; nil after a report.
    func date(_ clause: Clause, _ place: Place) -> CalendarDate? {
        guard let value = clause.arguments.first?.value else { return nil }
        if case .malformed = value.kind { return nil }
        guard let date = CalendarDate(value) else {
            wrongShape("a year, a month or a day, such as `2026-06-30`", value.range, place)
            return nil
        }
        return date
    }
}
