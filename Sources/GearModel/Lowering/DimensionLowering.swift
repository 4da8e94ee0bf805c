import GearSource
import GearSyntax

extension Builder {
    func lowerDimensions() {
        for (place, declaration) in declarations(.dimension) {
            let clauses = Clauses(declaration)
            let within = path(clauses[.within], place).flatMap { resolve($0, as: .dimension, place) }
            model.dimensions.append(
                Dimension(heading: place.heading(declaration, kind: "dimension"), within: within))
        }
        for start in model.dimensions.indices where liesInItself(start) {
            let heading = model.dimensions[start].heading
            report(
                .dimensionCycle, "`\(heading.name)` lies within itself", at: heading.location,
                help: "remove one `within`: the largest unit lies within nothing")
            model.dimensions[start].within = nil
        }
    }

    private func liesInItself(_ start: Int) -> Bool {
        var next = model.dimensions[start].within
        for _ in model.dimensions.indices {
            guard let dimension = next else { return false }
            if dimension == start { return true }
            next = model.dimensions[dimension].within
        }
        return false
    }

    func lowerSources() {
        for (place, declaration) in declarations(.source) {
            let clauses = Clauses(declaration)
            let dimension = path(clauses[.singlePer], place).flatMap { resolve($0, as: .dimension, place) }
            model.sources.append(
                Source(heading: place.heading(declaration, kind: "source"), singlePer: dimension))
        }
    }
}
