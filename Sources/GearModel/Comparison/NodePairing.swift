import GearSource

/// Which node of an old framework is which of its new version.
///
/// First by path and by what `formerly` says; what is then left over, by likeness. A node that only goes along with
/// the one above it is the same without a word.
struct NodePairing {
    private let old: Framework
    private let new: Framework
    private(set) var pairing: Pairing
    private let oldPlaces: [String: Int]
    private let newPlaces: [String: Int]
    /// Names of the questions that are tagged to each node.
    private let oldQuestions: [Set<String>]
    private let newQuestions: [Set<String>]

    init(_ oldModel: Model, _ oldPlace: Int, _ newModel: Model, _ newPlace: Int) {
        old = oldModel.frameworks[oldPlace]
        new = newModel.frameworks[newPlace]
        oldPlaces = Dictionary(zip(old.nodes.map(\.path), old.nodes.indices), uniquingKeysWith: { first, _ in first })
        newPlaces = Dictionary(zip(new.nodes.map(\.path), new.nodes.indices), uniquingKeysWith: { first, _ in first })
        oldQuestions = oldModel.questionNames(of: oldPlace)
        newQuestions = newModel.questionNames(of: newPlace)
        // Paths are looked up here, as a former one covers what is below it.
        pairing = Pairing(old.nodes.map { .init(name: $0.path) }, new.nodes.map { .init(name: $0.path) })
        joinFormer()
        suspect()
    }

    // MARK: Former paths

    private mutating func joinFormer() {
        var claims: [String: String] = [:]
        for node in new.nodes { for path in node.formerly { claims[path] = node.path } }
        guard !claims.isEmpty else { return }
        for place in pairing.removed {
            if let path = current(old.nodes[place].path, claims), let now = newPlaces[path] {
                pairing.join(place, now, .former)
            }
        }
    }

    /// Where a path has gone: former names are followed one after the other, the longest that fits first. A former
    /// path may be one that another rename made.
    private func current(_ path: String, _ claims: [String: String]) -> String? {
        var path = path
        for _ in 0...claims.count {
            if newPlaces[path] != nil { return path }
            var head = path[...]
            while claims[String(head)] == nil {
                guard let dot = head.lastIndex(of: ".") else { return nil }
                head = head[..<dot]
            }
            guard let now = claims[String(head)] else { return nil }
            path = now + path[head.endIndex...]
        }
        return nil
    }

    // MARK: Likeness

    private mutating func suspect() {
        // A node that was claimed in the old version and bears the claimed name again was renamed back.
        let (old, new) = (self.old, self.new)
        let oldClaims = Dictionary(
            old.nodes.indices.flatMap { place in old.nodes[place].formerly.map { ($0, place) } },
            uniquingKeysWith: { first, _ in first })
        let (oldQuestions, newQuestions) = (self.oldQuestions, self.newQuestions)
        pairing.suspect { first, second in
            let (left, right) = (old.nodes[first], new.nodes[second])
            guard left.kind == right.kind else { return 0 }
            if oldClaims[right.path] == first { return 1 }
            return Self.likeness(
                left, right, below: (Self.names(below: first, old), Self.names(below: second, new)),
                questions: (oldQuestions[first], newQuestions[second]))
        }
        carryAlong()
    }

    /// The mean of what there is to go by, the title counting twice: title, name, children, questions.
    private static func likeness(
        _ left: Node, _ right: Node, below: (Set<String>, Set<String>), questions: (Set<String>, Set<String>)
    ) -> Double {
        let titles =
            left.heading.title == right.heading.title
            ? 1 : TextLikeness.share(left.heading.title, right.heading.title)
        var (sum, count) = (2 * titles + (left.heading.name == right.heading.name ? 1 : 0), 3.0)
        for (one, other) in [below, questions] where !(one.isEmpty && other.isEmpty) {
            sum += TextLikeness.commonShare(one, other)
            count += 1
        }
        return sum / count
    }

    private static func names(below node: Int, _ framework: Framework) -> Set<String> {
        Set(framework.children(of: node).map { framework.nodes[$0].heading.name })
    }

    /// Below a suspected pair, nodes of one name go along. Parents stand before what is below them.
    private mutating func carryAlong() {
        for place in pairing.removed {
            let parent = old.nodes[place].parent
            guard let nowParent = pairing.new(of: parent) else { continue }
            let path = new.nodes[nowParent].path
            let name = old.nodes[place].heading.name
            if let now = newPlaces[path.isEmpty ? name : path + "." + name] {
                pairing.join(place, now, .likeness)
            }
        }
    }
}

extension Model {
    /// For each node of a framework, `SURVEY.QUESTION` of each question that is tagged to it.
    fileprivate func questionNames(of framework: Int) -> [Set<String>] {
        var names = [Set<String>](repeating: [], count: frameworks[framework].nodes.count)
        for survey in surveys where survey.framework == framework {
            for question in survey.questions {
                for target in question.targets where names.indices.contains(target.node.node) {
                    names[target.node.node].insert(survey.heading.name + "." + question.heading.name)
                }
            }
        }
        return names
    }
}
