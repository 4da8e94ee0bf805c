import GearModel
import GearSource
import GearSyntax

/// Something of the program that names another, or for a node, is about it.
struct Use {
    let kind: String
    let name: String
    var title = ""
    let location: Location

    /// The kinds that cover a node, with what one and several of each are called; as in the table `coverage`, and criteria.
    static let covering = [
        ("question", "question", "questions"), ("lookfor", "look-for", "look-fors"),
        ("criterion", "criterion", "criteria"), ("observation", "observation", "observations"),
        ("resource", "resource", "resources"), ("role", "role", "roles"), ("task", "task", "tasks"),
    ]
}

// MARK: Nodes

extension Workspace {
    /// What is about any of some nodes, each thing once.
    func uses(ofNodes nodes: Set<NodeReference>) -> [Use] { NodeUses(nodes, session.model).all }
}

/// What is about any of some nodes.
private struct NodeUses {
    private let nodes: Set<NodeReference>
    private let model: Model

    init(_ nodes: Set<NodeReference>, _ model: Model) { (self.nodes, self.model) = (nodes, model) }

    var all: [Use] { asked + otherNodes + required + offered + carried + planned + related }

    private func isOne(_ framework: Int, _ node: Int) -> Bool {
        nodes.contains(NodeReference(framework: framework, node: node))
    }

    private func use(_ kind: String, _ heading: Heading, of owner: Heading? = nil) -> Use {
        Use(
            kind: kind, name: (owner.map { $0.name + "." } ?? "") + heading.name, title: heading.title,
            location: heading.location)
    }

    /// Questions, observations and criteria.
    private var asked: [Use] {
        model.surveys.flatMap { survey in
            survey.questions.filter { $0.targets.contains { nodes.contains($0.node) } }.map {
                use(survey.isWalkthrough ? "observation" : "question", $0.heading, of: survey.heading)
            }
        }
            + model.rubrics.flatMap { rubric in
                rubric.criteria.filter { $0.targets.contains { nodes.contains($0.node) } }
                    .map { use("criterion", $0.heading, of: rubric.heading) }
            }
    }

    /// Look-fors of them, and nodes that build on them.
    private var otherNodes: [Use] {
        var uses: [Use] = []
        for (number, framework) in model.frameworks.enumerated() {
            for node in framework.nodes {
                let name = Use(
                    kind: node.kind == .lookfor ? "lookfor" : node.layer, name: node.path, title: node.heading.title,
                    location: node.heading.location)
                if node.kind == .lookfor, isOne(number, node.parent) { uses.append(name) }
                if node.buildsOn.contains(where: nodes.contains) { uses.append(name) }
            }
        }
        return uses
    }

    /// Levels and goals.
    private var required: [Use] {
        model.progressions.flatMap { progression in
            progression.levels.filter { level in
                [level.moveUp, level.stay].compactMap(\.self).flatMap(\.requirements)
                    .contains { $0.nodes.contains(where: nodes.contains) }
            }.map { use("level", $0.heading, of: progression.heading) }
        }
            + model.goals.filter { $0.reaches.contains { $0.isAbout(nodes) } }.map { use("goal", $0.heading) }
    }

    private var offered: [Use] {
        model.resources.filter { resource in resource.teaches.contains { isOne(resource.framework, $0.node) } }
            .map { use("resource", $0.heading) }
    }

    private var carried: [Use] {
        Set(nodes.map(\.framework)).sorted().flatMap { number in
            let carriers = model.carriers(in: number)
            let roles = Set(nodes.filter { $0.framework == number }.flatMap { carriers[$0.node] })
            return roles.sorted().map { use("role", model.roles[$0].heading) }
        }
    }

    /// Focuses and tasks.
    private var planned: [Use] {
        model.plans.flatMap { plan in
            plan.focuses.filter { $0.nodes.contains { isOne(plan.framework, $0) } }
                .map { use("focus", $0.heading, of: plan.heading) }
                + plan.tasks.filter { $0.raises.contains { isOne(plan.framework, $0.node) } }
                .map { use("task", $0.heading, of: plan.heading) }
        }
    }

    /// Crosswalks.
    private var related: [Use] {
        model.crosswalks.filter { crosswalk in
            crosswalk.entries.contains { isOne(crosswalk.from, $0.node) || isOne(crosswalk.to, $0.other) }
        }.map { use("crosswalk", $0.heading) }
    }
}

extension Reach {
    fileprivate func isAbout(_ nodes: Set<NodeReference>) -> Bool {
        if case .score(let requirement) = subject { requirement.nodes.contains(where: nodes.contains) } else { false }
    }
}

// MARK: Other names

extension Workspace {
    /// Where the program's own files name something; what stands in one declaration, once.
    func uses(of thing: Declared) -> [Use] {
        let steps = thing.path.split(separator: ".").map(String.init)
        let places = session.program.uses(
            of: steps.first == "std" ? Array(steps.dropFirst()) : steps, at: thing.location)
        var seen: Set<Location> = []
        return places.compactMap { place in
            guard let tree = session.trees.first(where: { $0.source.file == place.file }),
                let item = tree.items.first(where: { $0.range.contains(place.start) })
            else { return nil }
            let name = Location(place.file, item.name?.range ?? item.keywordRange)
            guard name != thing.location, seen.insert(name).inserted else { return nil }
            return Use(
                kind: item.kind.rawValue, name: item.name?.text ?? "", title: item.title?.value ?? "", location: place)
        }
    }
}
