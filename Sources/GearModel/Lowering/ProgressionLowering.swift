import GearSource
import GearSyntax

extension Builder {
    /// Strands, levels and the scale that these make; what they require is read once rules are there.
    func lowerProgressions() {
        for (place, declaration) in declarations(.progression) {
            let clauses = Clauses(declaration)
            var progression = Progression(
                heading: place.heading(declaration, kind: "progression"),
                framework: frameworkOrUnknown(
                    clauses, declaration, place, why: "what its levels require are scores of the nodes of one"),
                strands: [], levels: [], scale: model.scales.count, scores: nil)
            var seen: [FoldedName: [Name]] = [:]
            for item in declaration.body ?? [] where item.kind == .strand {
                guard let name = item.name, isNew(name, among: &seen, place) else { continue }
                checkTaken(name, place)
                progression.strands.append(heading(item, of: progression, place))
            }
            var points: [Point] = []
            for item in declaration.body ?? [] where item.kind == .level {
                guard let name = item.name, isNew(name, among: &seen, place) else { continue }
                progression.levels.append(
                    Level(
                        heading: heading(item, of: progression, place),
                        descriptors: descriptors(item, progression, place)))
                points.append(levelPoint(item, name, value: points.count + 1, place))
            }
            checkLevelCount(progression.heading, points.count, declaration)
            model.scales.append(levelScale(progression.heading, points, declaration, place))
            model.progressions.append(progression)
        }
    }

    private func heading(_ item: Declaration, of progression: Progression, _ place: Place) -> Heading {
        place.heading(
            item, kind: item.kind.rawValue, path: progression.heading.name + "." + (item.name?.text ?? ""))
    }

    /// In a condition on visits, `level` is that of the whole visit.
    private func checkTaken(_ name: Name, _ place: Place) {
        guard name.text == "level" else { return }
        report(
            .takenName, "a strand cannot be called `level`", at: place.location(name.range),
            why: "in `share(visits, level >= …)` it stands for all strands of a visit together",
            help: "choose another name")
    }

    // MARK: Levels

    private func descriptors(_ level: Declaration, _ progression: Progression, _ place: Place) -> [Descriptor] {
        var result: [Descriptor] = []
        for item in level.body ?? [] where item.kind == .descriptor {
            guard let name = item.name, let text = item.title?.value else { continue }
            guard let strand = progression.strands.firstIndex(where: { $0.name == name.text }) else {
                reportNoPart(
                    name, of: "progression `\(progression.heading.name)`", "strand", progression.strands.map(\.name),
                    place)
                continue
            }
            if result.contains(where: { $0.strand == strand }) {
                report(
                    .duplicateName, "`\(name.text)` is described twice in this level", at: place.location(name.range),
                    help: "keep one of them")
            } else {
                result.append(Descriptor(strand: strand, text: text))
            }
        }
        return result
    }

    /// A level as a point of the scale that ratings choose from.
    func levelPoint(_ item: Declaration, _ name: Name, value: Int, _ place: Place) -> Point {
        let clauses = Clauses(item)
        let formerly = clauses.all(.formerly).flatMap { paths($0, place).map(\.text) }
        return Point(
            code: name.text, label: item.title?.value ?? name.text,
            synonyms: clauses.all(.also).flatMap { texts($0, place) } + formerly, formerly: formerly,
            value: Rational(Int64(value), over: 1) ?? .one, location: place.location(name.range))
    }

    func checkLevelCount(_ heading: Heading, _ count: Int, _ declaration: Declaration) {
        let noun = declaration.kind.rawValue
        let isComplete = !(declaration.body ?? []).contains { $0.kind == .malformed || $0.kind == .level }
        if count == 0, isComplete {
            report(
                .missingClause, "\(noun) `\(heading.name)` has no levels", at: heading.location,
                help: "list them from the lowest up: `level NAME \"…\"`")
        } else if count > Self.mostPoints {
            report(
                .numberOutOfRange, "\(noun) `\(heading.name)` has \(count) levels", at: heading.location,
                why: "there are at most \(Self.mostPoints)", help: "nobody can tell so many apart: put some together")
        }
    }

    func levelScale(_ heading: Heading, _ points: [Point], _ declaration: Declaration, _ place: Place) -> Scale {
        let scale = Scale(
            heading: heading, points: points,
            absences: (declaration.body ?? []).filter { $0.kind == .absent }.compactMap { absence($0, place) },
            favourable: nil, range: nil, minimum: points.first?.value ?? .zero, maximum: points.last?.value ?? .zero,
            owner: declaration.kind == .rubric ? .rubric : .progression)
        checkWords(of: scale)
        return scale
    }
}
