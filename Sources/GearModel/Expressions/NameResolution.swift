import GearSource
import GearSyntax

extension TermResolver {
    /// A parameter or a named value, else a column, else a constant of the type expected. Two that fit are an error.
    func resolveName(_ path: Path, _ expecting: Type?, _ expression: Expression, _ depth: Int) -> Term? {
        guard path.reach == .itself else {
            return misfit(
                "one value", expression, help: "several nodes stand only after `in`: `node in \(path.text).*`")
        }
        let single = path.steps.count == 1 ? path.steps[0].text : nil
        let binding = single.flatMap { context.parameters[$0] }
        let symbol = builder.symbol(path, from: context.place.module)
        let definition = symbol?.kind == .definition ? symbol : nil
        let constant = expecting.flatMap { isOpen($0) ? nil : knownConstant(path, $0) }
        var column = single.flatMap { context.columns[$0] }
        // A column of another kind could not be meant beside what has this constant.
        if let type = column, let constant, !type.fits(constant.type) { column = nil }
        let scored = context.scores.flatMap { scores in
            builder.findNode(path.text, in: scores.framework).map {
                NodeReference(framework: scores.framework, node: $0)
            }
        }
        let fitting = [
            binding.map { _ in "a parameter" }, definition.map { _ in "a named value" }, column.map { _ in "a column" },
            scored.map { _ in "a node's score" },
            constant.map { _ in expecting?.noun ?? "a constant" },
        ].compactMap { $0 }
        if fitting.count > 1 {
            builder.report(
                .ambiguousName, "`\(path.text)` could be \(fitting.joined(separator: " or "))",
                at: location(expression),
                help: constant == nil
                    ? "give the parameter or the named value another name"
                    : "if \(fitting.last ?? "") is meant, write it in quotes: `\"\(path.text)\"`")
            return nil
        }
        if let binding { return resolveParameter(binding, expression) }
        if let definition { return resolveDefinition(definition, [], expression, depth) }
        if let column, let single { return make(.column(single), column, expression) }
        if let scored, let scores = context.scores { return score(of: scored, scores, expression) }
        if let constant { return make(.constant(.text(constant.text)), constant.type, expression) }
        if let expecting, isOpen(expecting), let single { return make(.constant(.text(single)), expecting, expression) }
        if context.columns.isOpen, let single { return make(.column(single), .absent, expression) }
        // In a definition by itself, what a bare name is may depend on a parameter's type.
        if context.isDefinition, expecting == .absent {
            return make(.constant(.missing), .absent, expression)
        }
        reportUnknownName(path, expecting, expression)
        return nil
    }

    private func score(of node: NodeReference, _ scores: UsedScores, _ expression: Expression) -> Term {
        make(.cell(CellReference(measure: .score, node: node, rule: scores.rule, dimensions: [])), .number, expression)
    }

    /// Values of a dimension come from the data: any name may be one.
    private func isOpen(_ type: Type) -> Bool {
        if case .dimension = type { true } else { false }
    }

    /// Whether only the other operand's type can explain what an operand is.
    func needsType(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .text, .number, .date: return true
        case .path(let path):
            if path.steps.count == 1,
                context.parameters[path.steps[0].text] != nil || context.columns[path.steps[0].text] != nil
            {
                return false
            }
            if let scores = context.scores, builder.findNode(path.text, in: scores.framework) != nil { return false }
            return builder.symbol(path, from: context.place.module)?.kind != .definition
        default: return false
        }
    }

    func resolveColumn(_ name: String, _ expression: Expression) -> Term? {
        if let type = context.columns[name] { return make(.column(name), type, expression) }
        if context.columns.isOpen { return make(.column(name), .absent, expression) }
        builder.reportUnknownColumn(
            name, context.columns, context.rowNoun, later: context.columnsLater, at: location(expression))
        return nil
    }

    private func resolveParameter(_ binding: TermContext.Binding, _ expression: Expression) -> Term? {
        switch binding {
        case .term(let term, let size):
            budget.count += size
            return term
        case .unknown: return make(.constant(.missing), .absent, expression)
        case .collection(let collection, let given):
            builder.report(
                .collectionMisplaced, "`\(collection.rawValue)` stands for many values, and one belongs here",
                at: given, help: "say what is made of them, such as `mean(\(collection.rawValue))`")
            return nil
        }
    }

    private func reportUnknownName(_ path: Path, _ expecting: Type?, _ expression: Expression) {
        let name = path.text
        if let expecting, expecting.isCoded {
            reportUnknownConstant(path, expecting, expression)
            return
        }
        if Collection(rawValue: name) != nil {
            builder.report(
                .collectionMisplaced, "`\(name)` is a collection, and one value belongs here", at: location(expression),
                help: "in a scoring rule, say what is made of it, such as `mean(\(name))`")
            return
        }
        if let symbol = builder.symbol(path, from: context.place.module) {
            builder.report(
                .unknownValue, "`\(name)` is a \(symbol.kind.noun), and a value belongs here", at: location(expression),
                help: "its name can only stand beside something that is compared with a \(symbol.kind.noun)",
                related: [Label(symbol.location, "declared here")])
            return
        }
        if let scores = context.scores {
            builder.reportUnknownNode(path, scores.framework, context.place)
            return
        }
        let named = context.parameters.keys.sorted() + builder.visibleNames(.definition, context.place.module)
        guard context.columns.columns.isEmpty else {
            builder.reportUnknownColumn(
                name, context.columns, context.rowNoun, or: named, later: context.columnsLater, at: location(expression)
            )
            return
        }
        let near = Likeness.nearest(to: name, among: named)
        builder.report(
            .unknownValue, "there is no value `\(name)`", at: location(expression),
            help: near.map { "did you mean `\($0)`?" }
                ?? "declare it, `define \(path.steps.last?.text ?? name) = …`, or write a text in quotes",
            fix: near.map { .instead($0, at: location(expression)) })
    }
}

extension Builder {
    /// - Parameters:
    ///   - others: what else could have been meant, after the columns.
    ///   - later: columns that there are only once a table is made.
    func reportUnknownColumn(
        _ name: String, _ schema: TableSchema, _ rowNoun: String, or others: [String] = [], later: Set<String> = [],
        at location: Location
    ) {
        if later.contains(name) {
            report(
                .unknownColumn, "\(rowNoun) has no column `\(name)`", at: location,
                why: "this chooses the answers that a table is made of, not its rows",
                help: "choose rows after the table, with a stage: `| where \(name) …`")
            return
        }
        let known = schema.columns.map(\.name)
        let near = Likeness.nearest(to: name, among: known + others)
        report(
            .unknownColumn, "\(rowNoun) has no column `\(name)`", at: location,
            help: near.map { "did you mean `\($0)`?" }
                ?? (known.isEmpty ? nil : "it has: " + known.prefix(24).map { "`\($0)`" }.joined(separator: ", ")),
            fix: near.map { .instead($0, at: location) })
    }
}

extension Framework {
    /// The layers that its nodes can be on, from the top, the framework itself and look-fors included.
    package var layerNames: [String] {
        var names = ["framework"] + layers
        let declared = layers.count
        for node in nodes where node.depth > declared && node.kind != .lookfor && !names.contains(node.layer) {
            names.append(node.layer)
        }
        return names + ["lookfor"]
    }
}
