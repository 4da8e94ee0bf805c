import GearSource
import GearSyntax

extension TermResolver {
    /// `score(NODE, of: RULE, source: S, district: "d1")`
    func resolveCell(_ measure: CellReference.Measure, _ arguments: [Argument], _ expression: Expression) -> Term? {
        guard context.allowsCells else {
            builder.report(
                .aggregateMisplaced, "a single cell of the scores cannot be asked for here", at: location(expression),
                help: measure == .score ? "write the column: `score`" : "write the column: `\(measure.rawValue)`")
            return nil
        }
        guard let first = arguments.first, first.label == nil, case .path(let path) = first.value.kind else {
            builder.report(
                .argumentCount, "`\(measure.rawValue)` needs a node", at: location(expression),
                help: "write `\(measure.rawValue)(NODE, of: RULE)`")
            return nil
        }
        var rulePath: Path?
        var pairs: [Argument] = []
        for argument in arguments.dropFirst() {
            if let label = argument.label, let reason = misplaced(label) {
                builder.report(
                    .clauseNotHere, "`\(label.text)` cannot be asked for here",
                    at: context.place.location(argument.range),
                    why: reason, help: "leave it out")
                return nil
            } else if argument.label?.text == "of" {
                guard let path = builder.path(argument.value, context.place) else { return nil }
                rulePath = path
            } else {
                pairs.append(argument)
            }
        }
        guard let dimensions = dimensionValues(pairs, help: "write such as `source: teacher` or `of: RULE`") else {
            return nil
        }
        let place = context.place
        let used = rulePath == nil ? context.scores?.rule : nil
        guard let rule = used ?? builder.rule(rulePath, at: location(expression), place),
            let framework = context.scores?.framework
                ?? builder.framework(ofRule: rule, at: location(expression), place),
            let node = builder.resolveNode(path, in: framework, place)
        else { return nil }
        let cell = CellReference(
            measure: measure, node: NodeReference(framework: framework, node: node), rule: rule, dimensions: dimensions)
        return make(.cell(cell), measure.type, expression)
    }

    /// `source: S, district: "d1"`: the group that is meant; nil after a report.
    func dimensionValues(
        _ arguments: [Argument], help: String = "write such as `source: teacher`"
    ) -> [(name: String, value: String)]? {
        var dimensions: [(name: String, value: String)] = []
        for argument in arguments {
            guard let label = argument.label else {
                builder.wrongShape("a label", argument.range, context.place, help: help)
                return nil
            }
            if dimensions.contains(where: { $0.name == label.text }) {
                builder.report(
                    .boundTwice, "`\(label.text)` is given twice", at: context.place.location(argument.range),
                    help: "keep one of them",
                    fix: builder.removal(ofRepeated: argument.range, in: arguments, context.place))
                return nil
            }
            guard let value = dimensionValue(label, argument.value) else { return nil }
            dimensions.append((label.text, value))
        }
        return dimensions
    }

    /// Why a label has no place in a requirement, which is about one group at a time; nil if it has, or elsewhere.
    private func misplaced(_ label: Name) -> String? {
        guard let scores = context.scores else { return nil }
        switch label.text {
        case "source":
            guard builder.model.rules.indices.contains(scores.rule) else { return nil }
            return builder.model.rules[scores.rule].sourceWeights.isEmpty
                ? nil : "the rule makes one score of all sources"
        case "of": return "all that is required is read from one rule"
        default: return "what is required is asked of each group by itself"
        }
    }

    /// The value of a dimension that a cell is asked for, as its name.
    private func dimensionValue(_ label: Name, _ value: Expression) -> String? {
        guard let type = builder.model.dimensionColumns.first(where: { $0.name == label.text })?.type else {
            builder.reportUnknownDimension(label, context.place)
            return nil
        }
        guard let term = constant(value, of: type, 0) else { return nil }
        guard term.type.fits(type), let text = term.dimensionText else {
            builder.wrongShape(type.noun, value.range, context.place)
            return nil
        }
        return text
    }
}

extension Term {
    /// A constant as values of dimensions are kept.
    var dimensionText: String? {
        switch kind {
        case .constant(.text(let text)): text
        case .constant(.number(let number)): NumberText.text(number)
        default: nil
        }
    }
}

extension CellReference.Measure {
    var type: Type {
        switch self {
        case .band: .band
        case .mastered: .boolean
        case .score, .n, .answers, .answered, .se, .low, .high, .favourable: .number
        }
    }
}

extension Builder {
    func reportUnknownDimension(_ name: Name, _ place: Place) {
        let known = model.dimensionColumns.map(\.name)
        let near = Likeness.nearest(to: name.text, among: known)
        report(
            .unknownName, "there is no dimension `\(name.text)`", at: place.location(name.range),
            help: near.map { "did you mean `\($0)`?" }
                ?? (known.isEmpty
                    ? "declare it: `dimension \(name.text) \"…\"`"
                    : "there is: " + known.map { "`\($0)`" }.joined(separator: ", ")),
            fix: near.map { .instead($0, at: place.location(name.range)) })
    }

    /// The rule that is named, or the only one in sight that fits; nil after a report.
    /// - Parameter framework: that it has to fit; nil: that at the head of the file.
    func rule(
        _ path: Path?, at location: Location, _ place: Place, on framework: Int? = nil,
        hint: (String) -> String = { "say which: `of \($0)` (in a call `of: …`)" }
    ) -> Int? {
        if let path { return resolve(path, as: .rule, place) }
        let wanted = framework ?? names.scopes[place.module].framework
        let candidates = visibleNames(.rule, place.module).filter { !$0.hasPrefix("std.") }
        var fitting: [(name: String, position: Int)] = []
        for name in candidates {
            guard let position = symbol(Path(dotted: name), from: place.module)?.position,
                model.rules.indices.contains(position), !fitting.contains(where: { $0.position == position })
            else { continue }
            let own = model.rules[position].framework
            if wanted == nil || own == nil || own == wanted {
                fitting.append((name, position))
            }
        }
        if fitting.count == 1 { return fitting[0].position }
        let standard = visibleNames(.rule, place.module).first { $0.hasPrefix("std.") }
        report(
            .whichRule, fitting.isEmpty ? "there is no scoring rule in sight" : "several scoring rules fit",
            at: location,
            why: fitting.isEmpty ? nil : "there are " + fitting.map { "`\($0.name)`" }.joined(separator: ", "),
            help: hint(fitting.first?.name ?? standard ?? "RULE"))
        return nil
    }

    /// The framework that a rule scores here; nil after a report, or where one was made already.
    func framework(ofRule rule: Int, at location: Location, _ place: Place) -> Int? {
        guard model.rules.indices.contains(rule) else { return nil }
        if let own = model.rules[rule].framework { return own >= 0 ? own : nil }
        let scope = names.scopes[place.module]
        if let head = scope.framework { return head }
        if scope.hasHead { return nil }
        let known = visibleNames(.framework, place.module)
        let positions = Set(known.compactMap { symbol(Path(dotted: $0), from: place.module)?.position })
        if positions.count == 1 { return positions.first }
        report(
            .noFramework, known.isEmpty ? "there is no framework to score" : "several frameworks could be scored",
            at: location, why: "rule `\(model.rules[rule].heading.name)` fits any",
            help: known.isEmpty ? "declare one, or import the file that does" : onHelp(place))
        return nil
    }
}
