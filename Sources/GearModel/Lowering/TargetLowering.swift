import GearSource
import GearSyntax

extension Builder {
    /// `-> NODE weight 2, NODE`: what the answers to a question, or ratings of a criterion, count for.
    func targets(_ clauses: [Clause], of name: String, in framework: Int, _ place: Place) -> [Target] {
        var targets: [Target] = []
        for clause in clauses {
            for argument in clause.arguments {
                guard let path = path(argument.value, place) else { continue }
                var weight = Rational.one
                for inner in argument.clauses where inner.kind == .weight {
                    weight = self.weight(inner, place) ?? .one
                }
                guard framework >= 0, let node = resolveNode(path, in: framework, place) else {
                    hasUnresolvedTargets = true
                    continue
                }
                let reference = NodeReference(framework: framework, node: node)
                if targets.contains(where: { $0.node == reference }) {
                    report(
                        .targetTwice, "`\(name)` points at `\(path.text)` twice", at: place.location(path.range),
                        why: "its answers would count twice there", help: "remove one, or say `weight 2`",
                        fix: removal(ofRepeated: path.range, in: clause.arguments, place))
                } else {
                    targets.append(Target(node: reference, weight: weight))
                }
            }
        }
        return targets
    }
}
