import GearSource
import GearSyntax

extension Builder {
    /// After data, which may give dimensions attributes.
    func lowerHiding() {
        for (survey, (place, declaration)) in declarations(.survey, .walkthrough).enumerated() {
            guard let clause = Clauses(declaration)[.hide], let argument = clause.arguments.first,
                let threshold = hidingThreshold(argument.value, place),
                let names = QueryResolver(self, place).dimensions(argument.clauses.first { $0.kind == .by })
            else { continue }
            model.surveys[survey].hiding = HidingRule(
                threshold: threshold, dimensions: outerFirst(names.filter { $0 != "source" && $0 != "wave" }),
                location: place.location(clause.range))
        }
        for survey in model.surveys { checkHiding(of: survey) }
    }

    private func hidingThreshold(_ expression: Expression, _ place: Place) -> Int? {
        guard let value = rational(expression, place) else { return nil }
        guard value.denominator == 1, (2...1_000_000).contains(value.numerator) else {
            report(
                .numberOutOfRange, "groups are hidden under a whole number of respondents, 2 to 1000000",
                at: place.location(expression.range), why: "a group has at least one respondent",
                help: "`hide under 10` is the most usual")
            return nil
        }
        return Int(value.numerator)
    }

    /// Dimensions in the order written, but each after those of them that it lies within.
    private func outerFirst(_ names: [String]) -> [String] {
        var result: [String] = []
        func add(_ name: String) {
            if result.contains(name) { return }
            var outer: [String] = []
            var next = model.dimensions.first { $0.heading.name == name }?.within
            while let place = next, outer.count < model.dimensions.count {
                outer.insert(model.dimensions[place].heading.name, at: 0)
                next = model.dimensions[place].within
            }
            for one in outer + [name] where names.contains(one) && !result.contains(one) { result.append(one) }
        }
        for name in names { add(name) }
        return result
    }

    /// A dimension that no data of the survey have splits nothing, so that the groups are not those that are meant.
    private func checkHiding(of survey: Survey) {
        guard let hiding = survey.hiding else { return }
        let own = model.bindings.filter { binding in
            if case .survey(let place) = binding.subject {
                model.surveys[place].heading.id == survey.heading.id
            } else {
                false
            }
        }
        if own.isEmpty { return }
        let attributes = Set(model.bindings.flatMap(\.attributes).map(\.name))
        for name in hiding.dimensions
        where !attributes.contains(name) && !own.contains(where: { $0.dimensions.contains { $0.name == name } }) {
            report(
                .unboundHiding, "no data of `\(survey.heading.name)` say which \(name) an answer is from",
                at: hiding.location, why: "all answers are then in one group, whose parts nobody hides",
                help: "bind it, `\(name): column \"…\"`, or leave it out of `hide`",
                related: own.map { Label($0.heading.location, "these data") })
        }
    }
}
