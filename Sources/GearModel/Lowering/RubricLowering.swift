import GearSource
import GearSyntax

extension Builder {
    func lowerRubrics() {
        for (place, declaration) in declarations(.rubric) {
            let clauses = Clauses(declaration)
            var rubric = Rubric(
                heading: place.heading(declaration, kind: "rubric"),
                framework: frameworkOrUnknown(
                    clauses, declaration, place, why: "its criteria point at the nodes of one"),
                levels: [], criteria: [], scale: model.scales.count)
            var seen: [FoldedName: [Name]] = [:]
            var points: [Point] = []
            for item in declaration.body ?? [] where item.kind == .level {
                guard let name = item.name, isNew(name, among: &seen, place) else { continue }
                if let inner = item.body?.first {
                    report(
                        .clauseNotHere, "a rubric's level has nothing in braces",
                        at: place.location(inner.keywordRange),
                        why: "each criterion says what it looks like there",
                        help: "write it in the criterion: `\(name.text) \"…\"`")
                }
                rubric.levels.append(place.heading(item, kind: "level", path: rubric.heading.name + "." + name.text))
                points.append(levelPoint(item, name, value: points.count + 1, place))
            }
            for item in declaration.body ?? [] where item.kind == .criterion {
                guard let name = item.name, isNew(name, among: &seen, place) else { continue }
                rubric.criteria.append(criterion(item, name, of: rubric, place))
            }
            checkLevelCount(rubric.heading, points.count, declaration)
            var scale = levelScale(rubric.heading, points, declaration, place)
            scale.favourable = clauses[.favourable].flatMap { favourable($0, scale, place) }
            model.scales.append(scale)
            model.rubrics.append(rubric)
        }
    }

    private func criterion(_ item: Declaration, _ name: Name, of rubric: Rubric, _ place: Place) -> Criterion {
        let clauses = Clauses(item)
        let heading = place.heading(item, kind: "criterion", path: rubric.heading.name + "." + name.text)
        if !clauses.has(.target), !clauses.isIncomplete {
            report(
                .questionWithoutTarget, "`\(name.text)` is tagged to nothing", at: heading.location,
                why: "scores belong to nodes, so its ratings enter none", help: "say what it measures: `-> NODE`")
        }
        let targets = targets(clauses.all(.target), of: name.text, in: rubric.framework, place)
        let descriptors = descriptors(item, rubric, place)
        let isComplete = !(item.body ?? []).contains { $0.kind == .malformed }
        if isComplete,
            let missing = rubric.levels.indices.first(where: { level in
                !(item.body ?? []).contains { $0.name?.text == rubric.levels[level].name }
            })
        {
            report(
                .undescribedLevel, "`\(name.text)` does not say what `\(rubric.levels[missing].name)` looks like",
                at: heading.location, why: "a rater picks the level whose description fits",
                help: "add it: `\(rubric.levels[missing].name) \"…\"`")
        }
        return Criterion(heading: heading, targets: targets, descriptors: descriptors)
    }

    private func descriptors(_ item: Declaration, _ rubric: Rubric, _ place: Place) -> [Criterion.Cell] {
        var result: [Criterion.Cell] = []
        for inner in item.body ?? [] where inner.kind == .descriptor {
            guard let name = inner.name, let text = inner.title?.value else { continue }
            guard let level = rubric.levels.firstIndex(where: { $0.name == name.text }) else {
                reportNoPart(
                    name, of: "rubric `\(rubric.heading.name)`", "level", rubric.levels.map(\.name), place)
                continue
            }
            if result.contains(where: { $0.level == level }) {
                report(
                    .duplicateName, "`\(name.text)` is described twice", at: place.location(name.range),
                    help: "keep one of them")
            } else {
                result.append(Criterion.Cell(level: level, text: text))
            }
        }
        return result
    }
}
