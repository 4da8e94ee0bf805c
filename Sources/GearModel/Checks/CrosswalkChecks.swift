import GearSource

extension Builder {
    /// Entries of crosswalks that cannot all be true, and those that others have said already.
    func checkCrosswalks() {
        for (position, crosswalk) in model.crosswalks.enumerated()
        where crosswalk.from >= 0 && crosswalk.to >= 0 && crosswalk.from != crosswalk.to {
            let circles = Containments(crosswalk, model).circles()
            for circle in circles { reportContradiction(circle, crosswalk) }
            checkRepeated(position, but: Set(circles.flatMap { $0.compactMap(\.entry) }))
        }
    }

    private func reportContradiction(_ circle: [Containment], _ crosswalk: Crosswalk) {
        let entries = circle.compactMap(\.entry).sorted()
        guard let last = entries.last else { return }
        let (from, to) = (model.frameworks[crosswalk.from], model.frameworks[crosswalk.to])
        func name(_ node: Int) -> String {
            let count = from.nodes.count
            return "`\(node < count ? from.name(of: node) : to.name(of: node - count))`"
        }
        let chain = circle.enumerated().map { place, step in
            let words = step.entry == nil ? "lies in" : step.isStrict ? "is part of" : "is the same as"
            return (place == 0 ? name(step.lower) : "which") + " \(words) \(name(step.upper))"
        }
        let entry = crosswalk.entries[last]
        report(
            .contradictoryEntries,
            "`\(from.name(of: entry.node)) \(entry.relation.rawValue) \(to.name(of: entry.other))` contradicts what else is said",
            at: entry.location, why: chain.joined(separator: ", "), help: "remove or correct one of the entries",
            related: Set(entries.dropLast()).sorted().map { Label(crosswalk.entries[$0].location, "with this one") })
    }

    /// Two entries about one pair, and parts that are in a node already by way of one below it.
    private func checkRepeated(_ position: Int, but contradictory: Set<Int>) {
        let crosswalk = model.crosswalks[position]
        var pairs: [NodeReference: Int] = [:]
        for (place, entry) in crosswalk.entries.enumerated() {
            let pair = NodeReference(framework: entry.node, node: entry.other)
            guard let first = pairs[pair] else {
                pairs[pair] = place
                continue
            }
            guard !contradictory.contains(place) else { continue }
            reportIdle(entry, crosswalk, "another entry is about the same two nodes", crosswalk.entries[first])
        }
        for framework in [crosswalk.from, crosswalk.to] {
            guard let reading = model.reading(position, from: framework) else { continue }
            let nodes = model.frameworks[reading.onto].nodes
            let placed = reading.entries.indices.filter {
                [.partOf, .same].contains(reading.entries[$0].relation)
            }.sorted {
                let (left, right) = (reading.entries[$0], reading.entries[$1])
                return (left.node, left.other, $0) < (right.node, right.other, $1)
            }
            for (place, next) in zip(placed, placed.dropFirst()) {
                let (entry, lower) = (reading.entries[place], reading.entries[next])
                guard entry.relation == .partOf, entry.node == lower.node, entry.other < lower.other,
                    lower.other < nodes[entry.other].end, !contradictory.contains(place)
                else { continue }
                reportIdle(
                    entry, crosswalk, "another entry puts it into a node that lies in this one",
                    crosswalk.entries[next])
            }
        }
    }

    private func reportIdle(
        _ entry: Correspondence, _ crosswalk: Crosswalk, _ why: String, _ first: Correspondence
    ) {
        report(
            .idleEntry, "this entry of crosswalk `\(crosswalk.heading.name)` adds nothing", at: entry.location,
            why: why,
            help: "remove one of them", related: [Label(first.location, "this one")])
    }
}
