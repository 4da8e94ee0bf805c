extension Builder {
    /// Things that may each adapt another of their kind, in an order in which what is adapted comes first, and the
    /// circles among them: each adapts the next, and the last the first. A circle's things are in the order as well.
    ///
    /// - Parameter bases: the place of what each thing adapts.
    static func order(adapting bases: [Int?]) -> (order: [Int], circles: [[Int]]) {
        var order: [Int] = []
        var circles: [[Int]] = []
        var isSeen = [Bool](repeating: false, count: bases.count)
        for start in bases.indices where !isSeen[start] {
            var way: [Int] = []
            var placeOnWay: [Int: Int] = [:]
            var next: Int? = start
            while let position = next, !isSeen[position] {
                isSeen[position] = true
                placeOnWay[position] = way.count
                way.append(position)
                next = bases[position]
            }
            if let next, let first = placeOnWay[next] { circles.append(Array(way[first...])) }
            order += way.reversed()
        }
        return (order, circles)
    }
}
