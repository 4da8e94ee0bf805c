import GearSource
import GearSyntax

extension Builder {
    func lowerRoles() {
        for (place, declaration) in declarations(.role) {
            let clauses = Clauses(declaration)
            let heading = place.heading(declaration, kind: "role")
            let framework = frameworkOrUnknown(
                clauses, declaration, place, why: "what it carries are the nodes of one")
            var isBroken = clauses.isIncomplete || (declaration.body ?? []).contains { $0.kind == .malformed }
            let carried = framework < 0 ? [] : nodes(clauses.all(.carries), in: framework, place, &isBroken)
            if !clauses.has(.carries), !isBroken {
                report(
                    .missingClause, "role `\(heading.name)` carries nothing", at: heading.location,
                    help: "name what whoever has the post must be able to do: `carries NODE`")
            }
            model.roles.append(
                Role(
                    heading: heading, framework: framework, carries: carried,
                    available: workTime(clauses[.available], place), isBroken: isBroken || framework < 0))
        }
    }

    /// The nodes that clauses list, each once, in the order of the framework.
    func nodes(_ clauses: [Clause], in framework: Int, _ place: Place, _ isBroken: inout Bool) -> [Int] {
        var found: Set<Int> = []
        for path in clauses.flatMap({ paths($0, place) }) {
            guard let nodes = resolveNodes(path, in: framework, place) else {
                isBroken = true
                continue
            }
            found.formUnion(nodes)
        }
        return found.sorted()
    }

    /// `available 12 days`; nil after a report.
    func workTime(_ clause: Clause?, _ place: Place) -> WorkTime? {
        guard let clause, let number = clause.arguments.first?.value, let amount = rational(number, place),
            let word = path(clause.arguments.dropFirst().first?.value, place)
        else { return nil }
        guard let unit = WorkTime.Unit(rawValue: word.text), word.reach == .itself else {
            let near = Likeness.nearest(to: word.text, among: WorkTime.Unit.allCases.map(\.rawValue))
            wrongShape(
                "`days` or `hours`", word.range, place, help: near.map { "did you mean `\($0)`?" })
            return nil
        }
        guard amount.numerator > 0 else {
            report(
                .numberOutOfRange, "time for work is more than 0", at: place.location(number.range),
                help: "leave `\(clause.kind.rawValue)` out where it is not known")
            return nil
        }
        return WorkTime(amount: amount, unit: unit)
    }

    private func path(_ expression: Expression?, _ place: Place) -> Path? {
        expression.flatMap { path($0, place) }
    }

    /// What splits answers by the post of whoever gave them: a program with roles has it without a word.
    func addRoleDimension() {
        guard let (place, declaration) = declarations(.role).first,
            !model.dimensions.contains(where: { $0.heading.name == Dimension.ofRoles })
        else { return }
        let heading = Heading(
            id: ID(module: place.moduleName, kind: Dimension.kindOfRoles, path: Dimension.ofRoles),
            name: Dimension.ofRoles,
            title: "Role", doc: nil, location: place.location(declaration.name?.range ?? declaration.keywordRange))
        model.dimensions.append(Dimension(heading: heading, within: nil))
    }
}

extension Dimension {
    /// The dimension whose values are the roles that a program declares.
    package static let ofRoles = "role"
    /// The kind in its id, by which it is told from one that is declared.
    static let kindOfRoles = "dimension of roles"
}
