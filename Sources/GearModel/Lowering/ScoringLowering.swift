import GearSource
import GearSyntax

extension Builder {
    func lowerRules() {
        let mayReuse = hasNamesOfEarlier
        for (position, (place, declaration)) in declarations(.scoring).enumerated() {
            let clauses = Clauses(declaration)
            var known: Scoring?
            if mayReuse {
                known = settled(declaration, at: position, place, in: \.rules, of: \.rules, heading: \.heading)
            }
            if let known {
                model.rules.append(known)
                settled.rules.insert(position)
            } else {
                let isSound = findsNothing(in: place) { lowerRule(declaration, clauses, place) }
                // No other file is named in those of the standard library.
                if isSound, modules[place.module].isStandardLibrary { settled.rules.insert(position) }
            }
            // Bare names of bands in `mastered when` are this rule's own, which the model did not hold before.
            model.rules[position].mastered =
                clauses[.masteredWhen]?.arguments.first.flatMap { mastered($0.value, position, place) }
        }
    }

    private func lowerRule(_ declaration: Declaration, _ clauses: Clauses, _ place: Place) {
        var rule = Scoring(
            heading: place.heading(declaration, kind: "scoring"), framework: nil,
            rescale: clauses[.rescale].flatMap { interval($0, place) }, person: nil, own: nil, node: nil,
            layers: [:], across: [], time: nil, sourceWeights: [],
            bands: clauses[.bands].map { bands($0, place) } ?? [], mastered: nil)
        switch framework(clauses, place) {
        case .known(let position): rule.framework = position
        case .unknown: rule.framework = unknown
        case .absent: break
        }
        lowerLines(of: declaration, into: &rule, place)
        for clause in clauses.all(.across) { lowerAcross(clause, into: &rule, place) }
        if let clause = clauses[.sources] { rule.sourceWeights = sourceWeights(clause, place) }
        checkLines(of: rule, declaration, isIncomplete: clauses.isIncomplete)
        model.rules.append(rule)
    }

    // MARK: Lines

    private func lowerLines(of declaration: Declaration, into rule: inout Scoring, _ place: Place) {
        var seen: [FoldedName: [Name]] = [:]
        for item in declaration.body ?? [] where item.kind == .line {
            guard let name = item.name, isNew(name, among: &seen, place) else { continue }
            let clauses = Clauses(item)
            guard let expression = clauses[.definition]?.arguments.first?.value,
                let allowed = collections(of: name, rule, place),
                let line = line(
                    expression, isWeighted: clauses.has(.weighted), needs: clauses[.needs], gathers: allowed, name,
                    rule,
                    place)
            else { continue }
            if name.text == "time" { reportWeighted(item.clauses, "time", place) }
            switch name.text {
            case "person": rule.person = line
            case "own": rule.own = line
            case "node": rule.node = line
            case "time": rule.time = line
            default: rule.layers[name.text] = line
            }
        }
    }

    /// What the lines of nodes and layers may gather.
    private static let nodeCollections: Set<Collection> = [.parts, .below, .persons, .answers, .questions]

    /// What a line of this name may gather; nil if there is no such line.
    static func collections(line name: String, layers: [String]) -> Set<Collection>? {
        switch name {
        case "person": [.answers, .questions]
        case "own": [.persons, .answers, .questions]
        case "node", "framework": nodeCollections
        case "time": [.waves]
        default: layers.contains(name) ? nodeCollections : nil
        }
    }

    /// What a line of this name may gather; nil after a report.
    private func collections(of name: Name, _ rule: Scoring, _ place: Place) -> Set<Collection>? {
        var layers = ["gear", "lead", "sub", "lookfor"]
        if let framework = rule.framework {
            // Of an unknown framework nobody knows the layers.
            layers = model.frameworks.indices.contains(framework) ? model.frameworks[framework].layerNames : [name.text]
        }
        if let known = Self.collections(line: name.text, layers: layers) { return known }
        let known = ["person", "own", "node", "time", "framework"] + layers
        let near = Likeness.nearest(to: name.text, among: known)
        report(
            .unknownName, "there is no line `\(name.text)`", at: place.location(name.range),
            help: near.map { "did you mean `\($0)`?" }
                ?? "a rule's lines are `person`, `own`, `node`, `time` and the layers: "
                + layers.map { "`\($0)`" }.joined(separator: ", "),
            fix: near.map { .instead($0, at: place.location(name.range)) })
        return nil
    }

    private func line(
        _ expression: Expression, isWeighted: Bool, needs: Clause?, gathers: Set<Collection>, _ name: Name,
        _ rule: Scoring, _ place: Place
    ) -> ScoreLine? {
        var context = TermContext(place)
        context.aggregates = .collections(gathers, line: name.text)
        context.framework = rule.framework
        let resolver = TermResolver(self, context, expression)
        guard let term = resolver.require(.number, resolver.resolve(expression), expression) else { return nil }
        let gathered = Set(term.gatheredCollections)
        guard gathered.count == 1 else {
            report(
                .aggregateMissing,
                gathered.isEmpty
                    ? "`\(name.text)` gathers nothing"
                    : "`\(name.text)` gathers \(gathered.map { "`\($0.rawValue)`" }.sorted().joined(separator: " and "))",
                at: place.location(expression.range), why: "a line gathers one collection",
                help: "write such as `\(name.text) = mean(\(gathers.map(\.rawValue).sorted().first ?? "parts"))`")
            return nil
        }
        return ScoreLine(
            expression: term, isWeighted: isWeighted, needs: needs.flatMap { self.needs($0, place) } ?? .one,
            location: place.location(name.range))
    }

    private func needs(_ clause: Clause, _ place: Place) -> Needs? {
        guard let value = clause.arguments.first?.value else { return nil }
        switch value.kind {
        case .malformed: return nil
        case .number(let number):
            guard let count = Int(exactly: number), count >= 1 else { break }
            return .count(count)
        case .percent(let percent):
            let written = self.written(value.range, place).filter { $0 != "%" }
            guard percent > 0, percent <= 100, let exact = Rational(decimal: written),
                exact.denominator <= Int64.max / 100,
                let share = Rational(exact.numerator, over: exact.denominator * 100)
            else { break }
            return .share(share)
        default: break
        }
        report(
            .numberOutOfRange, "`needs` takes a whole number from 1, or a share up to 100%",
            at: place.location(value.range), help: "write such as `needs 3` or `needs 50%`")
        return nil
    }

    private func lowerAcross(_ clause: Clause, into rule: inout Scoring, _ place: Place) {
        for argument in clause.arguments {
            guard let label = argument.label else { continue }
            let path = Path([label], at: label.range)
            guard let dimension = resolve(path, as: .dimension, place),
                let line = line(
                    argument.value, isWeighted: argument.clauses.contains { $0.kind == .weighted },
                    needs: argument.clauses.first { $0.kind == .needs }, gathers: [.groups],
                    Name("across \(label.text)", at: label.range), rule, place)
            else { continue }
            reportWeighted(argument.clauses, "across", place)
            if rule.across.contains(where: { $0.dimension == dimension }) {
                report(
                    .clauseTwice, "`across \(label.text)` is given twice", at: place.location(clause.range),
                    help: "keep one of them")
            } else {
                rule.across.append(AcrossLine(dimension: dimension, line: line))
            }
        }
    }

    private func reportWeighted(_ clauses: [Clause], _ line: String, _ place: Place) {
        guard let clause = clauses.first(where: { $0.kind == .weighted }) else { return }
        report(
            .clauseNotHere, "`weighted` does not belong to `\(line)`", at: place.location(clause.range),
            why: "neither waves nor groups carry a weight", help: "remove it")
    }

    /// What must fit together once all lines are read.
    private func checkLines(of rule: Scoring, _ declaration: Declaration, isIncomplete: Bool) {
        let lines = [rule.own, rule.node].compactMap { $0 } + rule.layers.values
        let isComplete = !isIncomplete && !(declaration.body ?? []).contains { $0.kind == .malformed }
        let written = Set((declaration.body ?? []).compactMap { $0.kind == .line ? $0.name?.text : nil })
        if !written.contains("person"),
            let line = lines.sorted(by: { $0.location.start < $1.location.start })
                .first(where: { $0.expression.gatheredCollections.contains(.persons) })
        {
            report(
                .missingClause, "rule `\(rule.heading.name)` has no line `person`", at: line.location,
                why: "`persons` are what that line gives for each respondent",
                help: "add `person = mean(answers)`, or gather `answers` here")
        }
        guard isComplete else { return }
        if written.isDisjoint(with: ["own", "node"]) && lines.isEmpty {
            report(
                .missingClause, "rule `\(rule.heading.name)` scores nothing", at: rule.heading.location,
                help:
                    "say how a node's own questions are scored, `own = mean(answers)`, and how its parts are put together, `node = mean(parts)`"
            )
        } else if !written.contains("own"),
            let line = lines.first(where: { $0.expression.gatheredCollections.contains(.parts) }),
            !lines.contains(where: { !$0.expression.gatheredCollections.contains(.parts) })
        {
            report(
                .missingClause, "rule `\(rule.heading.name)` has no line `own`", at: line.location,
                why: "parts are made of parts, and nothing says how the first are scored",
                help: "add `own = mean(answers)`")
        }
        if rule.person != nil, !lines.contains(where: { $0.expression.gatheredCollections.contains(.persons) }),
            written.isSubset(of: Set(rule.layers.keys).union(["person", "own", "node", "time"])), rule.own != nil
        {
            report(
                .unusedLine, "nothing gathers what `person` gives", at: rule.person?.location ?? rule.heading.location,
                help: "write `own = mean(persons)`, or remove the line")
        }
    }

    private func mastered(_ condition: Expression, _ rule: Int, _ place: Place) -> Term? {
        var context = TermContext(place)
        context.columns = model.masteredSchema
        context.rowNoun = "a score"
        context.framework = model.rules[rule].framework
        context.rule = rule
        return TermResolver(self, context, condition).condition(condition)
    }

    private func sourceWeights(_ clause: Clause, _ place: Place) -> [SourceWeight] {
        var result: [SourceWeight] = []
        for argument in clause.arguments {
            guard let path = path(argument.value, place), let source = resolve(path, as: .source, place) else {
                continue
            }
            let weight = argument.clauses.first { $0.kind == .weight }.map { self.weight($0, place) ?? .one }
            if result.contains(where: { $0.source == source }) {
                report(
                    .boundTwice, "`\(path.text)` stands twice", at: place.location(path.range),
                    help: "keep one of them", fix: removal(ofRepeated: path.range, in: clause.arguments, place))
            } else {
                result.append(SourceWeight(source: source, weight: weight ?? .one))
            }
        }
        return result
    }
}

extension Model {
    /// The columns that `mastered when` sees: a score's row without `mastered` itself.
    package var masteredSchema: TableSchema {
        TableSchema(
            splittingDimensions.map { .init($0, $0 == "source" ? .source : .wave) } + [
                .init("node", .node(framework: nil)), .init("layer", .layer), .init("score", .number),
                .init("band", .band),
            ] + TableSchema.figures)
    }
}

extension Term {
    /// The collections that its aggregates gather, in order.
    package var gatheredCollections: [Collection] {
        if case .aggregate(let aggregate) = kind, case .collection(let collection) = aggregate.argument {
            return [collection]
        }
        return operands.flatMap(\.gatheredCollections)
    }
}
