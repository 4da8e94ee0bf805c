import GearSource
import GearSyntax

extension QueryResolver {
    /// crosswalk NAME; nil after a report.
    func crosswalk(_ query: Query, _ clauses: [ClauseKind: Clause]) -> Int? {
        guard let position = named(.crosswalk, clauses[.subject], "", query) else { return nil }
        return builder.model.crosswalks[position].isBroken ? nil : position
    }

    /// scores … via NAME: how scores on a framework are read onto the other one; nil after a report.
    func via(_ clause: Clause, from framework: Int, _ rule: Int) -> CrosswalkReading? {
        guard let path = builder.path(clause, place),
            let position = builder.resolve(path, as: .crosswalk, place)
        else { return nil }
        let crosswalk = builder.model.crosswalks[position]
        guard !crosswalk.isBroken else { return nil }
        let names = builder.model.frameworks.map { "`\($0.heading.name)`" }
        guard let reading = builder.model.reading(position, from: framework) else {
            builder.report(
                .nothingCarried, "crosswalk `\(path.text)` has no side that these scores are on",
                at: place.location(path.range),
                why: "it leads from \(names[crosswalk.from]) to \(names[crosswalk.to]), and rule "
                    + "`\(builder.model.rules[rule].heading.name)` scores \(names[framework])",
                help: "name a crosswalk from or to \(names[framework])",
                related: [Label(crosswalk.heading.location, "declared here")])
            return nil
        }
        guard !reading.carriers.isEmpty else {
            builder.report(
                .nothingCarried,
                "crosswalk `\(path.text)` brings no score from \(names[framework]) to \(names[reading.onto])",
                at: place.location(path.range),
                why: "a score is brought by a node that is the same, or a part of the other one; what covers more than "
                    + "a node, or is only related to it, says nothing of how it stands",
                help: "say which nodes are the same or part of one another",
                related: [Label(crosswalk.heading.location, "declared here")])
            return nil
        }
        return reading
    }
}
