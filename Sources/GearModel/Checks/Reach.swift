import GearSource

extension Builder {
    /// Leaves of a framework that is asked about, at which no question points and that have no look-for.
    func checkReach() {
        var reached: Set<NodeReference> = []
        for survey in model.surveys {
            for question in survey.questions { reached.formUnion(question.targets.map(\.node)) }
        }
        // Where a target could not be resolved, it may have been meant for any node.
        guard !hasUnresolvedTargets else { return }
        for (position, framework) in model.frameworks.enumerated() {
            guard reached.contains(where: { $0.framework == position }) else { continue }
            for (index, node) in framework.nodes.enumerated() where node.kind == .gear || node.kind == .tag {
                let isLeaf = node.end <= index + 1
                guard isLeaf, !reached.contains(NodeReference(framework: position, node: index)) else { continue }
                report(
                    .unreachedNode, "nothing measures `\(node.path)`", at: node.heading.location,
                    why: "no question points at it, and it has no look-for or part of its own",
                    help: "tag a question to it, `-> \(node.path)`, or give it a `lookfor`")
            }
        }
    }

    /// A name of a dimension, wave or source stands for one thing in all files: data know it by name alone.
    func checkSharedNames() {
        check(model.dimensions.map(\.heading), "dimension")
        check(model.waves.map(\.heading), "wave")
        check(model.sources.map(\.heading), "source")
    }

    private func check(_ headings: [Heading], _ noun: String) {
        var seen: [String: Heading] = [:]
        for heading in headings.sorted(by: { $0.location.file.index < $1.location.file.index })
        where !heading.name.isEmpty {
            guard let earlier = seen[heading.name] else {
                seen[heading.name] = heading
                continue
            }
            // Within one file the collector of names has said so.
            guard earlier.location.file != heading.location.file else { continue }
            report(
                .duplicateName, "the \(noun) `\(heading.name)` is declared in two files", at: heading.location,
                why: "data know a \(noun) by its name alone", help: "declare it in one file and import that",
                related: [Label(earlier.location, "the other one")])
        }
    }

    /// Sources that no survey asks and scales that no question uses, in files that have surveys.
    func checkUnused() {
        let withSurveys = Set(model.surveys.map(\.heading.location.file))
        let asked = Set(model.surveys.flatMap(\.asks))
        let scales = Set(model.surveys.flatMap { $0.questions.compactMap(\.scale) })
        let hasBrokenScales = model.surveys.contains { $0.questions.contains { !$0.isOpen && $0.scale == nil } }
        for (position, source) in model.sources.enumerated()
        where withSurveys.contains(source.heading.location.file) && !asked.contains(position) && !hasUnresolvedSources {
            reportUnused(source.heading, "source", "no survey asks it", "add it to a survey's `asks`, or remove it")
        }
        guard !hasBrokenScales else { return }
        for (position, scale) in model.scales.enumerated()
        where withSurveys.contains(scale.heading.location.file) && !scales.contains(position) && scale.owner == .none {
            reportUnused(
                scale.heading, "scale", "no question uses it",
                "write `scale \(scale.heading.name)` in a survey, or remove it")
        }
    }

    /// Sources that a survey asks, and none of its questions.
    func checkAsked() {
        for survey in model.surveys where !survey.questions.isEmpty {
            for source in survey.asks where !survey.questions.contains(where: { $0.isAsked(of: source, in: survey) }) {
                let name = model.sources[source].heading.name
                report(
                    .silentSource, "survey `\(survey.heading.name)` asks `\(name)` no question",
                    at: survey.heading.location, why: "each of its questions `asks` others",
                    help: "ask `\(name)` one of them, or remove it from the survey's `asks`")
            }
        }
    }

    private func reportUnused(_ heading: Heading, _ noun: String, _ why: String, _ help: String) {
        report(
            .unusedDeclaration, "the \(noun) `\(heading.name)` is used nowhere", at: heading.location, why: why,
            help: help)
    }
}

extension Question {
    fileprivate func isAsked(of source: Int, in survey: Survey) -> Bool { (asks ?? survey.asks).contains(source) }
}
