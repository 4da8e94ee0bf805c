/// `lower` lies in `upper`, because the tree of a framework or an entry of a crosswalk says so.
struct Containment {
    let lower: Int
    let upper: Int
    /// Not all of `upper`.
    let isStrict: Bool
    /// nil: the framework's own tree.
    let entry: Int?
}

/// What lies in what by the trees of two frameworks and a crosswalk between them; the second framework's nodes are
/// counted on from the first's.
///
/// No thing is a true part of itself, and no two nodes of a framework are one: where either follows, the entries on the
/// way there contradict each other.
struct Containments {
    /// How many nodes the first framework has.
    private let firstCount: Int
    /// By the lower node.
    private var edges: [[Containment]]

    init(_ crosswalk: Crosswalk, _ model: Model) {
        let (first, second) = (model.frameworks[crosswalk.from].nodes, model.frameworks[crosswalk.to].nodes)
        firstCount = first.count
        edges = [[Containment]](repeating: [], count: first.count + second.count)
        for (nodes, base) in [(first, 0), (second, first.count)] {
            for (place, node) in nodes.enumerated() where node.parent >= 0 {
                add(base + place, base + node.parent, isStrict: true, nil)
            }
        }
        for (place, entry) in crosswalk.entries.enumerated() {
            let (node, other) = (entry.node, firstCount + entry.other)
            switch entry.relation {
            case .partOf: add(node, other, isStrict: true, place)
            case .covers: add(other, node, isStrict: true, place)
            case .same:
                add(node, other, isStrict: false, place)
                add(other, node, isStrict: false, place)
            case .related: break
            }
        }
    }

    private mutating func add(_ lower: Int, _ upper: Int, isStrict: Bool, _ entry: Int?) {
        edges[lower].append(Containment(lower: lower, upper: upper, isStrict: isStrict, entry: entry))
    }

    /// For each set of nodes that lie in each other and must not, one way around it, or from one node to another that
    /// would be the same.
    func circles() -> [[Containment]] {
        let component = components()
        var members: [Int: [Int]] = [:]
        for (node, number) in component.enumerated() { members[number, default: []].append(node) }
        return members.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.compactMap { nodes in
            let inner = nodes.lazy.flatMap { edges[$0] }.filter { component[$0.upper] == component[$0.lower] }
            if let strict = inner.first(where: { $0.isStrict && $0.entry != nil }) ?? inner.first(where: \.isStrict) {
                return [strict] + way(from: strict.upper, to: strict.lower, component)
            }
            let twins = nodes.filter { $0 < firstCount }
            let pair = twins.count > 1 ? twins : nodes.filter { $0 >= firstCount }
            return pair.count > 1 ? way(from: pair[0], to: pair[1], component) : nil
        }
    }

    /// The shortest way between two nodes of one component.
    private func way(from start: Int, to end: Int, _ component: [Int]) -> [Containment] {
        var reached: [Int: Containment] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count, reached[end] == nil {
            for edge in edges[queue[next]]
            where component[edge.upper] == component[start] && edge.upper != start && reached[edge.upper] == nil {
                reached[edge.upper] = edge
                queue.append(edge.upper)
            }
            next += 1
        }
        var way: [Containment] = []
        var node = end
        while node != start, let edge = reached[node] {
            way.append(edge)
            node = edge.lower
        }
        return way.reversed()
    }

    /// For each node the number of its strongly connected component (Tarjan 1972), without recursion.
    private func components() -> [Int] {
        var order = [Int](repeating: -1, count: edges.count)
        var low = order
        var component = order
        var open: [Int] = []
        var (count, found) = (0, 0)
        for root in edges.indices where order[root] < 0 {
            var stack: [(node: Int, next: Int)] = [(root, 0)]
            while let top = stack.last {
                let node = top.node
                if top.next == 0 {
                    (order[node], low[node]) = (count, count)
                    count += 1
                    open.append(node)
                }
                if top.next < edges[node].count {
                    stack[stack.count - 1].next += 1
                    let upper = edges[node][top.next].upper
                    if order[upper] < 0 {
                        stack.append((upper, 0))
                    } else if component[upper] < 0 {
                        low[node] = min(low[node], order[upper])
                    }
                    continue
                }
                stack.removeLast()
                if let below = stack.last?.node { low[below] = min(low[below], low[node]) }
                guard low[node] == order[node] else { continue }
                while let member = open.popLast() {
                    component[member] = found
                    if member == node { break }
                }
                found += 1
            }
        }
        return component
    }
}
