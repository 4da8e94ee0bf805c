import GearSource
import GearSyntax

/// Names that stand for a value of a coded type: nodes, layers, waves, sources, bands, questions, points.
extension TermResolver {
    /// The constant of a type that a path names, and its exact type; nil if there is none.
    func knownConstant(_ path: Path, _ type: Type) -> (text: String, type: Type)? {
        let model = builder.model
        switch type {
        case .wave: return declared(path, .wave).map { (model.waves[$0].heading.name, type) }
        case .source: return declared(path, .source).map { (model.sources[$0].heading.name, type) }
        case .rule: return declared(path, .rule).map { (model.rules[$0].heading.name, type) }
        case .node(let framework): return node(path.text, framework)
        default:
            guard path.steps.count == 1 else { return nil }
            return constants(of: type).contains(path.text) ? (path.text, type) : nil
        }
    }

    private func declared(_ path: Path, _ kind: SymbolKind) -> Int? {
        guard let symbol = builder.symbol(path, from: context.place.module), symbol.kind == kind else { return nil }
        return symbol.position
    }

    private func node(_ path: String, _ framework: Int?) -> (text: String, type: Type)? {
        for candidate in frameworks(framework) {
            if let node = builder.findNode(path, in: candidate) {
                return (builder.model.frameworks[candidate].name(of: node), .node(framework: candidate))
            }
        }
        return nil
    }

    /// All constants of a type with a closed set of them.
    func constants(of type: Type) -> [String] {
        let model = builder.model
        switch type {
        case .layer: return frameworks(nil).flatMap { model.frameworks[$0].layerNames }
        case .band:
            let rules = context.rule.map { model.rules.indices.contains($0) ? [model.rules[$0]] : [] } ?? model.rules
            return rules.flatMap { $0.bands.map(\.name) }
        case .question: return model.surveys.flatMap { $0.questions.map(\.heading.name) }
        case .point(let scale):
            let scales = scale.map { model.scales.indices.contains($0) ? [model.scales[$0]] : [] } ?? model.scales
            return scales.flatMap { $0.points.map(\.code) }
        case .wave: return model.waves.map(\.heading.name)
        case .level(let progression):
            let all = progression.map { model.progressions.indices.contains($0) ? [model.progressions[$0]] : [] }
            return (all ?? model.progressions).flatMap { $0.levels.map(\.heading.name) }
        case .source: return model.sources.map(\.heading.name)
        case .rule: return model.rules.map(\.heading.name)
        case .absenceKind: return AbsenceKind.allCases.map(\.rawValue)
        default: return []
        }
    }

    /// A literal beside something coded: `layer == "gear"`, `district == 7`, `point == 4`.
    func codedConstant(_ text: String, _ type: Type, _ expression: Expression) -> Term? {
        switch type {
        case .dimension: break
        // The data may bring waves that no program declares: years, months, days.
        case .wave where text.utf8.first.map({ (0x30...0x39).contains($0) }) == true:
            if let name = wave(within: expression) { return make(.constant(.text(name)), type, expression) }
        case .node(let framework):
            guard let node = node(text, framework) else { return unknownConstant(text, type, expression) }
            return make(.constant(.text(node.text)), node.type, expression)
        default:
            if !constants(of: type).contains(text) { return unknownConstant(text, type, expression) }
        }
        return make(.constant(.text(text)), type, expression)
    }

    /// The one declared wave that a year, month or day means, as in data.
    private func wave(within expression: Expression) -> String? {
        guard let date = CalendarDate(expression) else { return nil }
        let meant = builder.model.waves.map(\.start).meant(by: date)
        return meant.count == 1 ? builder.model.waves[meant[0]].heading.name : nil
    }

    private func unknownConstant(_ text: String, _ type: Type, _ expression: Expression) -> Term? {
        reportUnknownConstant(Path(dotted: text, at: expression.range), type, expression)
        return nil
    }

    func reportUnknownConstant(_ path: Path, _ type: Type, _ expression: Expression) {
        if case .node(let framework) = type {
            let candidates = frameworks(framework)
            if candidates.count == 1, !path.steps.isEmpty {
                builder.reportUnknownNode(path, candidates[0], context.place)
                return
            }
        }
        var seen: Set<String> = []
        // Several scales may have points of one name.
        let known = builder.maySuggest() ? constants(of: type).filter { seen.insert($0).inserted } : []
        let near = Likeness.nearest(to: path.text, among: known)
        builder.report(
            .unknownConstant, "`\(path.text)` is not \(type.noun)", at: location(expression),
            help: near.map { "did you mean `\($0)`?" }
                ?? (known.isEmpty ? nil : "there is: " + known.prefix(12).map { "`\($0)`" }.joined(separator: ", ")),
            fix: near.map { .instead($0, at: location(expression)) })
    }

    /// Frameworks whose nodes a bare path may name: the one given, the context's, else all.
    func frameworks(_ given: Int?) -> [Int] {
        if let one = given ?? context.framework {
            return builder.model.frameworks.indices.contains(one) ? [one] : []
        }
        return Array(builder.model.frameworks.indices)
    }

    /// The framework in which a path that reaches many nodes starts; nil after a report.
    func nodeFramework(_ path: Path, _ type: Type) -> Int? {
        var given: Int?
        if case .node(let framework) = type { given = framework }
        let candidates = frameworks(given)
        if let found = candidates.first(where: { builder.findNode(path.text, in: $0) != nil }) { return found }
        if let first = candidates.first { builder.reportUnknownNode(path, first, context.place) }
        return nil
    }
}
