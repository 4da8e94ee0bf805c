import GearSource

/// Makes edits of the old model out of the differences to the new one.
struct Stepping {
    struct Step {
        var title: String
        /// What it is put together with if there are many.
        let group: String
        var edits: [@Sendable (inout Model) -> Void]
        var rebuilt: Set<Int> = []
    }

    let old: Model
    let new: Model
    let matches: Matches
    var steps: [Step] = []
    /// Questions (old survey, old position) that the rebuilding of a tree has taken along.
    private var taken: Set<[Int]> = []
    /// The same of added ones: new survey, new position.
    private var takenNew: Set<[Int]> = []
    /// By the old and the new scale, the questions (old survey, old position) that went from one to the other.
    private var rescaled: [[Int]: [(survey: Int, question: Int)]] = [:]

    init(old: Model, new: Model, matches: Matches) {
        self.old = old
        self.new = new
        self.matches = matches
    }

    mutating func add(_ title: String, group: String, _ edit: @escaping @Sendable (inout Model) -> Void) {
        steps.append(Step(title: title, group: group, edits: [edit]))
    }

    /// - Parameter changesBindings: Whether data declarations read otherwise.
    mutating func collect(rule: Int, changesBindings: Bool) {
        for pair in matches.frameworks.pairs {
            rebuildTree(pair)
            weighNodes(pair)
        }
        for pair in matches.surveys.pairs { compareSurvey(pair) }
        changeScalesOfQuestions()
        removeSurveys()
        changeScales()
        changeRule(rule)
        if changesBindings { rebind() }
    }

    // MARK: Trees

    /// Nodes added, removed or moved, with all questions that are tagged to one that is on one side only.
    private mutating func rebuildTree(_ pair: Pairing.Pair) {
        guard let nodes = matches.nodes[pair.old] else { return }
        let (before, after) = (old.frameworks[pair.old], new.frameworks[pair.new])
        let isSame =
            nodes.removed.isEmpty && nodes.added.isEmpty && before.layers == after.layers
            && nodes.pairs.allSatisfy { pair in
                let (left, right) = (before.nodes[pair.old], after.nodes[pair.new])
                return left.kind == right.kind && (left.parent < 0 || nodes.new(of: left.parent) == right.parent)
            }
        guard !isSame else { return }
        var tree = after.nodes
        for place in tree.indices {
            if let was = nodes.old(of: place) { tree[place].weight = before.nodes[was].weight }
        }
        let (removed, added) = (Set(nodes.removed), Set(nodes.added))
        var step = Step(
            title: "tags of \(after.heading.name) added, removed or moved", group: "tags", edits: [],
            rebuilt: [pair.old])
        let (framework, layers) = (pair.old, after.layers)
        let rebuilt = tree
        step.edits.append { model in
            model.frameworks[framework].nodes = rebuilt
            model.frameworks[framework].layers = layers
            for survey in model.surveys.indices where model.surveys[survey].framework == framework {
                for question in model.surveys[survey].questions.indices {
                    model.surveys[survey].questions[question].targets = model.surveys[survey].questions[question]
                        .targets
                        .compactMap { target in
                            nodes.new(of: target.node.node).map {
                                Target(node: NodeReference(framework: framework, node: $0), weight: target.weight)
                            }
                        }
                }
            }
        }
        takeQuestions(pair, removed, added, &step)
        steps.append(step)
    }

    private mutating func takeQuestions(
        _ pair: Pairing.Pair, _ removed: Set<Int>, _ added: Set<Int>, _ step: inout Step
    ) {
        for surveys in matches.surveys.pairs where new.surveys[surveys.new].framework == pair.new {
            guard let questions = matches.questions[surveys.old] else { continue }
            for place in new.surveys[surveys.new].questions.indices {
                let question = new.surveys[surveys.new].questions[place]
                let was = questions.old(of: place)
                let reaches =
                    question.targets.contains { added.contains($0.node.node) }
                    || (was.map {
                        old.surveys[surveys.old].questions[$0].targets.contains { removed.contains($0.node.node) }
                    } ?? false)
                guard reaches else { continue }
                let targets = question.targets.map {
                    Target(node: NodeReference(framework: pair.old, node: $0.node.node), weight: $0.weight)
                }
                if let was {
                    taken.insert([surveys.old, was])
                    let survey = surveys.old
                    step.edits.append { $0.surveys[survey].questions[was].targets = targets }
                } else {
                    takenNew.insert([surveys.new, place])
                    step.edits.append(appending(question, targets: targets, to: surveys.old))
                }
            }
        }
    }

    private mutating func weighNodes(_ pair: Pairing.Pair) {
        guard let nodes = matches.nodes[pair.old] else { return }
        for node in nodes.pairs {
            let weight = new.frameworks[pair.new].nodes[node.new].weight
            guard weight != old.frameworks[pair.old].nodes[node.old].weight else { continue }
            add("\(new.frameworks[pair.new].nodes[node.new].path) weighs \(weight.text)", group: "weights") {
                $0.frameworks[pair.old].nodes[node.old].weight = weight
            }
        }
    }

    // MARK: Surveys

    private mutating func compareSurvey(_ pair: Pairing.Pair) {
        let (before, after) = (old.surveys[pair.old], new.surveys[pair.new])
        let name = after.heading.name
        let asks = oldSources(after.asks)
        if Set(asks) != Set(before.asks) {
            add("\(name) asks others", group: "questions of \(name)") { $0.surveys[pair.old].asks = asks }
        }
        guard let questions = matches.questions[pair.old] else { return }
        for question in questions.pairs {
            compareQuestion(question, pair, "\(name).\(after.questions[question.new].heading.name)")
        }
        for place in questions.removed where !before.questions[place].isOpen {
            add("\(name).\(before.questions[place].heading.name) removed", group: "questions of \(name)") {
                $0.surveys[pair.old].questions[place].targets = []
            }
        }
        for place in questions.added where !after.questions[place].isOpen && !takenNew.contains([pair.new, place]) {
            let question = after.questions[place]
            steps.append(
                Step(
                    title: "\(name).\(question.heading.name) added", group: "questions of \(name)",
                    edits: [appending(question, targets: oldTargets(question.targets), to: pair.old)]))
        }
    }

    private mutating func compareQuestion(_ pair: Pairing.Pair, _ surveys: Pairing.Pair, _ name: String) {
        let (before, after) = (
            old.surveys[surveys.old].questions[pair.old], new.surveys[surveys.new].questions[pair.new]
        )
        let (survey, place) = (surveys.old, pair.old)
        let group = "questions of \(new.surveys[surveys.new].heading.name)"
        if before.isOpen != after.isOpen {
            add("\(name) \(after.isOpen ? "open" : "closed")", group: group, replacing(place, after, in: survey))
            return
        }
        if Self.words(before) != Self.words(after) {
            let renamed = converted(after, targets: [])
            add("\(name) called otherwise", group: group) { model in
                let old = model.surveys[survey].questions[place]
                var question = renamed(&model)
                (question.section, question.scale, question.asks) = (old.section, old.scale, old.asks)
                (question.isReversed, question.targets) = (old.isReversed, old.targets)
                model.surveys[survey].questions[place] = question
            }
        }
        if before.isReversed != after.isReversed {
            let isReversed = after.isReversed
            add("\(name) \(isReversed ? "reversed" : "no longer reversed")", group: group) {
                $0.surveys[survey].questions[place].isReversed = isReversed
            }
        }
        if let was = before.scale, let now = after.scale, matches.scales.new(of: was) != now {
            rescaled[[was, now], default: []].append((survey, place))
        }
        let asks = after.asks.map(oldSources)
        if before.asks.map(Set.init) != asks.map(Set.init) {
            add("\(name) put to others", group: group) { $0.surveys[survey].questions[place].asks = asks }
        }
        let targets = oldTargets(after.targets)
        if !taken.contains([survey, place]), Set(before.targets) != Set(targets) {
            add("\(name) tagged otherwise", group: group) { $0.surveys[survey].questions[place].targets = targets }
        }
    }

    /// What files may call a question.
    private static func words(_ question: Question) -> Set<String> {
        let texts = [question.heading.title] + question.wordings.map(\.text) + question.earlier.map(\.text)
        return Set(([question.heading.name] + question.formerly + texts).map(normalised))
    }

    private mutating func removeSurveys() {
        for place in matches.surveys.removed {
            add("\(old.surveys[place].heading.name) removed", group: "surveys") { model in
                for question in model.surveys[place].questions.indices {
                    model.surveys[place].questions[question].targets = []
                }
            }
        }
    }

    // MARK: Scales, rules, data

    /// Questions that go from one scale to another do so together: a rule would not mix the two.
    private mutating func changeScalesOfQuestions() {
        for (scales, questions) in rescaled.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let scale = placing(scales[1])
            let (was, now) = (old.scales[scales[0]].heading.name, new.scales[scales[1]].heading.name)
            add("scale \(was) to \(now)", group: "scales") { model in
                let place = scale(&model)
                for (survey, question) in questions { model.surveys[survey].questions[question].scale = place }
            }
        }
    }

    private mutating func changeScales() {
        for pair in matches.scales.pairs where old.scales[pair.old].owner != .progression {
            let (before, after) = (old.scales[pair.old], new.scales[pair.new])
            func text(_ scale: Scale) -> [String] {
                scale.points.map { "\($0.code) \($0.label) \($0.synonyms) \($0.value)" }
                    + scale.absences.map { "\($0.kind) \($0.labels)" } + ["\(scale.range.map { "\($0)" } ?? "")"]
            }
            guard text(before) != text(after) else { continue }
            add("scale \(after.heading.name)", group: "scales") { $0.scales[pair.old] = after }
        }
    }

    private mutating func changeRule(_ place: Int) {
        guard let now = matches.rules.new(of: place) else { return }
        let (before, after) = (old.rules[place], new.rules[now])
        let plain = TermText { _, name in name }
        func text(_ line: ScoreLine?) -> String? {
            line.map { "\(plain.text($0.expression)) \($0.isWeighted) \($0.needs)" }
        }
        let name = after.heading.name
        if before.rescale != after.rescale {
            add("\(name): rescale", group: "rule \(name)") { $0.rules[place].rescale = after.rescale }
        }
        for (line, path) in [("person", \Scoring.person), ("own", \.own), ("node", \.node), ("time", \.time)]
            as [(String, WritableKeyPath<Scoring, ScoreLine?> & Sendable)]
        where text(before[keyPath: path]) != text(after[keyPath: path]) {
            add("\(name): \(line)", group: "rule \(name)") { $0.rules[place][keyPath: path] = after[keyPath: path] }
        }
        for layer in Set(before.layers.keys).union(after.layers.keys).sorted()
        where text(before.layers[layer]) != text(after.layers[layer]) {
            add("\(name): \(layer)", group: "rule \(name)") { $0.rules[place].layers[layer] = after.layers[layer] }
        }
        let across = after.across.compactMap { line in
            matches.dimensions.old(of: line.dimension).map { AcrossLine(dimension: $0, line: line.line) }
        }
        if before.across.map({ "\($0.dimension) \(text($0.line) ?? "")" })
            != across.map({ "\($0.dimension) \(text($0.line) ?? "")" })
        {
            add("\(name): across", group: "rule \(name)") { $0.rules[place].across = across }
        }
        let sources = after.sourceWeights.compactMap { weight in
            matches.sources.old(of: weight.source).map { SourceWeight(source: $0, weight: weight.weight) }
        }
        func weights(_ list: [SourceWeight]) -> [Int: Rational] {
            Dictionary(list.map { ($0.source, $0.weight) }, uniquingKeysWith: { first, _ in first })
        }
        if weights(before.sourceWeights) != weights(sources) {
            add("\(name): sources", group: "rule \(name)") { $0.rules[place].sourceWeights = sources }
        }
    }

    /// All data declarations of the new version at once, as far as the old one has what they name.
    private mutating func rebind() {
        let bindings = new.bindings.compactMap { binding -> DataBinding? in
            var changed = binding
            switch binding.subject {
            case .survey(let survey):
                guard let was = matches.surveys.old(of: survey) else { return nil }
                changed.subject = .survey(was)
                changed.questions = binding.questions.compactMap { question, column in
                    matches.questions[was]?.old(of: question).map { ($0, column) }
                }
            case .invited(let survey):
                guard let was = matches.surveys.old(of: survey) else { return nil }
                changed.subject = .invited(survey: was)
            case .dimension: break
            // What has been done of a plan moves no score.
            case .plan: return nil
            }
            return changed
        }
        add("data declarations", group: "data declarations") { $0.bindings = bindings }
    }

    // MARK: Positions of the old model

    private func oldSources(_ sources: [Int]) -> [Int] { sources.compactMap { matches.sources.old(of: $0) } }

    private func oldTargets(_ targets: [Target]) -> [Target] {
        targets.compactMap { target in
            guard let framework = matches.frameworks.old(of: target.node.framework),
                let node = matches.nodes[framework]?.old(of: target.node.node)
            else { return nil }
            return Target(node: NodeReference(framework: framework, node: node), weight: target.weight)
        }
    }

    /// Where the old model has a scale of the new one; it is added where it has none.
    private func placing(_ scale: Int) -> @Sendable (inout Model) -> Int {
        if let was = matches.scales.old(of: scale) { return { _ in was } }
        let added = new.scales[scale]
        return { model in
            model.scales.append(added)
            return model.scales.count - 1
        }
    }

    private func converted(_ question: Question, targets: [Target]) -> @Sendable (inout Model) -> Question {
        var changed = question
        changed.section = nil
        changed.asks = question.asks.map(oldSources)
        changed.targets = targets
        changed.wordings = question.wordings.compactMap { wording in
            matches.sources.old(of: wording.source).map { Wording(source: $0, text: wording.text) }
        }
        changed.earlier = question.earlier.map { wording in
            EarlierWording(
                text: wording.text, until: matches.waves.old(of: wording.until) ?? old.waves.count,
                isComparable: wording.isComparable)
        }
        let scale = question.scale.map(placing)
        let ready = changed
        return { model in
            var question = ready
            question.scale = scale.map { $0(&model) }
            return question
        }
    }

    private func appending(_ question: Question, targets: [Target], to survey: Int) -> @Sendable (inout Model) -> Void {
        let converted = converted(question, targets: targets)
        return { model in
            let question = converted(&model)
            model.surveys[survey].questions.append(question)
        }
    }

    private func replacing(_ place: Int, _ question: Question, in survey: Int) -> @Sendable (inout Model) -> Void {
        let converted = converted(question, targets: oldTargets(question.targets))
        return { model in
            let question = converted(&model)
            model.surveys[survey].questions[place] = question
        }
    }
}
