import GearModel
import GearSource

extension ScorePlan {
    /// The plan of the request's rule over the surveys in `answers`; nil if an error is among the findings.
    package static func compile(
        _ request: ScoresRequest, model: Model, answers: [Responses]
    ) -> (plan: ScorePlan?, diagnostics: [Diagnostic]) {
        var compiler = PlanCompiler(request, model: model, answers: answers)
        let plan = compiler.compile()
        let failed = compiler.diagnostics.contains { $0.severity == .error }
        return (failed ? nil : plan, compiler.diagnostics)
    }
}

/// One run from a rule to a plan.
struct PlanCompiler {
    let request: ScoresRequest
    let model: Model
    let rule: Scoring
    let nodes: [Node]
    let answers: [Responses]
    var plan: ScorePlan
    var lines: LineCompiler
    var diagnostics: [Diagnostic] = []
    /// By node, its step if it is scored.
    var stepOfNode: [Int?]
    /// How many steps score the framework's own nodes; more are read through a crosswalk.
    var ownSteps = 0
    /// By node, its own questions: slot and the target's weight.
    var ownTargets: [[(slot: Int, weight: Rational)]]
    var person: PlanLine?
    var own: (line: PlanLine, collection: Collection)?
    /// Compiled lines of nodes by layer; the key "" is the `node` line.
    var nodeLines: [String: (line: PlanLine, collection: Collection)] = [:]

    init(_ request: ScoresRequest, model: Model, answers: [Responses]) {
        self.request = request
        self.model = model
        self.answers = answers
        rule = model.rules[request.rule]
        nodes = model.frameworks[request.framework].nodes
        ownTargets = [[(slot: Int, weight: Rational)]](repeating: [], count: nodes.count)
        stepOfNode = [Int?](repeating: nil, count: nodes.count)
        let surveys = Set(answers.map(\.survey)).sorted().filter { model.surveys[$0].framework == request.framework }
        let context = PlanContext(
            nodes: request.via.map { model.frameworks[$0.onto].nodes } ?? nodes, sources: model.sources,
            waves: model.waves, surveys: surveys.map { model.surveys[$0] },
            scales: model.scales, numbers: model.numericAttributes)
        plan = ScorePlan(rule: request.rule, framework: request.framework, surveys: surveys, model: context)
        lines = LineCompiler(slots: [], context: context)
    }

    mutating func compile() -> ScorePlan? {
        var slots = SlotCompiler(model: model, rule: rule)
        let compiled = slots.compile(surveys: plan.surveys, framework: request.framework)
        diagnostics += slots.diagnostics
        guard let compiled else { return nil }
        plan.slots = compiled.slots
        plan.denominator = compiled.denominator
        lines = LineCompiler(slots: compiled.slots, context: plan.model)
        compileLines()
        diagnostics += lines.diagnostics
        guard diagnostics.isEmpty else { return nil }
        gatherTargets()
        for node in nodes.indices.reversed() where !addStep(for: node) { return nil }
        if plan.steps.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .nothingToScore, "rule '\(rule.heading.name)' scores no node of '\(nodes[0].heading.name)'",
                    at: rule.heading.location, help: "tag questions to nodes, and gather them with 'own' or 'node'"))
        }
        plan.rowDimensions = model.rowDimensions(by: request.by)
        plan.filter = request.forCondition
        plan.bands = rule.bands
        plan.mastered = rule.mastered
        ownSteps = plan.steps.count
        var shown = Array(plan.steps.indices)
        if let reading = request.via {
            addCarriedSteps(reading)
            shown = plan.carried.compactMap(\.step)
        }
        plan.shown = shown.reversed().filter { isWanted(plan.steps[$0].node) }
        if let nodes = request.nodes {
            plan.standIns = plan.shown.filter { !nodes.contains(plan.steps[$0].node) }
            plan.shown = plan.shown.filter { nodes.contains(plan.steps[$0].node) }
        }
        checkScales()
        return plan
    }

    private func isWanted(_ node: Int) -> Bool {
        let nodes = plan.model.nodes
        if let under = request.under?.node, !(under..<nodes[under].end).contains(node) { return false }
        return request.layers?.contains(nodes[node].layer) ?? true
    }

    private mutating func compileLines() {
        if let line = rule.person {
            person = lines.compile(line, name: "person", gathers: [.answers])?.line
            if answers.contains(where: { plan.surveys.contains($0.survey) && !$0.counts.isEmpty }) {
                diagnostics.append(
                    Diagnostic(
                        .personsUnknown, "'person' needs to know who answered, and the data are counts",
                        at: line.location, help: "gather 'answers' instead of 'persons'"))
            }
        }
        let gatherable: [Collection] = rule.person == nil ? [.answers, .questions] : [.answers, .questions, .persons]
        if let line = rule.own { own = lines.compile(line, name: "own", gathers: gatherable) }
        for (layer, line) in rule.layers.sorted(by: { $0.key < $1.key }) {
            nodeLines[layer] = lines.compile(line, name: layer, gathers: [.parts, .below] + gatherable)
        }
        if let line = rule.node {
            nodeLines[""] = lines.compile(line, name: "node", gathers: [.parts, .below] + gatherable)
        }
        for across in rule.across {
            let name = model.dimensions[across.dimension].heading.name
            guard !request.by.contains(name),
                let line = lines.compile(across.line, name: "across \(name)", gathers: [.groups])?.line
            else { continue }
            plan.across.append((name, line))
        }
        if let line = rule.time { compileTime(line) }
        if !request.by.contains("source") {
            plan.sourceWeights = rule.sourceWeights.map { ($0.source, $0.weight) }
        }
    }

    /// Rows that are split by wave are still put together from the times within each.
    private mutating func compileTime(_ line: ScoreLine) {
        plan.combinesWaves = !request.by.contains("wave")
        let times = answers.filter { plan.surveys.contains($0.survey) }.compactMap(\.times)
        guard plan.combinesWaves || !times.isEmpty else { return }
        plan.time = lines.compile(line, name: "time", gathers: [.waves])?.line
        plan.timeLocation = line.location
        let isOrdered = plan.time?.aggregates.contains { $0.function.isOverTime } ?? false
        guard isOrdered, let found = TimeOrder.unordered(times.flatMap(\.values)) else { return }
        let beside = found.other.map { " beside “\($0)”" } ?? ""
        diagnostics.append(
            Diagnostic(
                .timesWithoutOrder, "nobody can tell when “\(found.text)”\(beside) was, and 'time' asks for the order",
                at: line.location,
                why: "`at` puts answers in order, and takes numbers, or dates and times that all begin with the year",
                help: "write such as `2015-10-02` or `2015-10-02 09:15`, bind a number such as the attempt's, or leave "
                    + "`at` out"))
    }

    private mutating func gatherTargets() {
        for (index, slot) in plan.slots.enumerated() {
            for target in plan.model.surveys[slot.survey].questions[slot.question].targets
            where target.node.framework == request.framework {
                ownTargets[target.node.node].append((index, target.weight))
            }
        }
    }

    /// Questions on different scales may meet only after rescaling (DOMAIN fact 3), unless they are only counted.
    private mutating func checkScales() {
        guard rule.rescale == nil, let first = plan.slots.first?.span,
            plan.slots.contains(where: { $0.span != first })
        else { return }
        // Sources meet only where the rule combines them.
        let combined = Set(plan.sourceWeights.map(\.source))
        let asked = Set(plan.model.surveys.flatMap(\.asks)).sorted()
        let meetings: [Set<Int>] = combined.isEmpty ? asked.map { [$0] } : [combined]
        guard let found = meetings.compactMap({ mixture($0) }).first else { return }
        func describe(_ slot: Int) -> String {
            let question = plan.model.surveys[plan.slots[slot].survey].questions[plan.slots[slot].question]
            let scale = question.scale.map { model.scales[$0].heading.name } ?? ""
            return "'\(question.heading.name)' on scale '\(scale)'"
        }
        diagnostics.append(
            Diagnostic(
                .mixedScales,
                "\(describe(found.first)) and \(describe(found.second)) meet in the score of '\(found.node)'",
                at: rule.heading.location, why: "their scales do not have the same ends",
                help: "write 'rescale 0..100' in rule '\(rule.heading.name)'"))
    }

    /// The first two questions asked of `sources` whose scales differ and that meet in a node's score.
    private func mixture(_ sources: Set<Int>) -> (first: Int, second: Int, node: String)? {
        var found: (first: Int, second: Int, node: String)?
        func meet(_ first: Int?, _ second: Int?, _ node: Int, of nodes: [Node]) -> Int? {
            guard let first, let second else { return first ?? second }
            if plan.slots[first].span != plan.slots[second].span, found == nil {
                let path = nodes[node].path
                found = (first, second, path.isEmpty ? nodes[node].heading.name : path)
            }
            return first
        }
        func isAsked(_ slot: Int) -> Bool {
            let asked = plan.slots[slot].asks ?? plan.model.surveys[plan.slots[slot].survey].asks
            return asked.contains(where: sources.contains)
        }
        var ofPool: [Int?] = plan.pools.map { _ in nil }
        for (index, pool) in plan.pools.enumerated() where !isUnitFree(pool) {
            for cell in pool.cells where isAsked(cell.slot) {
                ofPool[index] = meet(ofPool[index], cell.slot, pool.node, of: nodes)
            }
        }
        var ofStep: [Int?] = []
        for (place, step) in plan.steps.enumerated() {
            let nodes = place < ownSteps ? nodes : plan.model.nodes
            switch step.kind {
            case .pool(let pool): ofStep.append(ofPool[pool])
            case .parts(_, let own, let children):
                ofStep.append(
                    children.reduce(own.flatMap { ofPool[$0] }) { meet($0, ofStep[$1], step.node, of: nodes) })
            }
        }
        return found
    }

    /// A share or a number of answers has no unit that scales could differ in.
    private func isUnitFree(_ pool: Pool) -> Bool {
        [pool.line, pool.person].contains { line in
            guard let bare = line?.bare else { return false }
            return bare.function == .share || bare.function == .count
        }
    }
}
