import GearSource

/// Which of the old things is which of the new ones.
struct Pairing: Sendable {
    /// Why two are taken for one.
    enum Ground: Sendable {
        case name
        /// The new one says what it was: `formerly`.
        case former
        case likeness
    }

    struct Pair: Sendable {
        let old: Int
        let new: Int
        let ground: Ground
    }

    /// What a thing is found by.
    struct Key {
        let name: String
        /// The file that declares it; names of two files may be the same.
        var module = ""
        var formerly: [String] = []
        /// Part of the standard library, which is the same on both sides as far as it is there.
        var isStandard = false
    }

    private let old: [Key]
    private let new: [Key]
    private(set) var ofOld: [Int: Pair] = [:]
    private(set) var ofNew: [Int: Pair] = [:]

    /// By file and name, by name alone, then by what the new ones say they were.
    init(_ old: [Key], _ new: [Key]) {
        self.old = old
        self.new = new
        joinByText(old.map { $0.module + "/" + $0.name }, new.map { $0.module + "/" + $0.name })
        joinByText(old.map(\.name), new.map(\.name))
        let names = Dictionary(removed.map { (old[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        for place in added {
            for name in new[place].formerly {
                if let former = names[name] { join(former, place, .former) }
            }
        }
    }

    init(_ old: [Heading], _ new: [Heading]) {
        self.init(
            old.map { Key(name: $0.name, module: $0.id.module) }, new.map { Key(name: $0.name, module: $0.id.module) })
    }

    private mutating func joinByText(_ old: [String], _ new: [String]) {
        var places = Dictionary(
            old.indices.filter { ofOld[$0] == nil }.map { (old[$0], [$0]) }, uniquingKeysWith: +)
        for place in new.indices where ofNew[place] == nil {
            guard let first = places[new[place]]?.first else { continue }
            places[new[place]]?.removeFirst()
            join(first, place, .name)
        }
    }

    mutating func join(_ old: Int, _ new: Int, _ ground: Ground) {
        guard ofOld[old] == nil, ofNew[new] == nil else { return }
        let pair = Pair(old: old, new: new, ground: ground)
        ofOld[old] = pair
        ofNew[new] = pair
    }

    /// In the order of the new ones.
    var pairs: [Pair] { new.indices.compactMap { ofNew[$0] } }
    var removed: [Int] { old.indices.filter { ofOld[$0] == nil && !old[$0].isStandard } }
    var added: [Int] { new.indices.filter { ofNew[$0] == nil && !new[$0].isStandard } }

    func new(of old: Int) -> Int? { ofOld[old]?.new }
    func old(of new: Int) -> Int? { ofNew[new]?.old }

    /// So many pairs are looked at; with more, whoever renames half of a large program says so by `formerly`.
    private static let mostCandidates = 20_000
    /// As alike as two things must be to be suspected of being one.
    static let leastLikeness = 0.6

    /// Joins what is left over on both sides by how alike it is, the most alike first. The other direction of the
    /// comparison suspects the same pairs: likeness has no direction, and of equally alike ones names decide.
    ///
    /// - Parameter likeness: 0 to 1.
    mutating func suspect(_ likeness: (_ old: Int, _ new: Int) -> Double) {
        let (removed, added) = (removed, added)
        guard removed.count.multipliedReportingOverflow(by: added.count).partialValue <= Self.mostCandidates,
            removed.count < Self.mostCandidates, added.count < Self.mostCandidates
        else { return }
        var found: [(score: Double, names: [String], old: Int, new: Int)] = []
        for first in removed {
            for second in added {
                let score = likeness(first, second)
                if score >= Self.leastLikeness {
                    found.append((score, [old[first].name, new[second].name].sorted(), first, second))
                }
            }
        }
        found.sort { $0.score != $1.score ? $0.score > $1.score : $0.names.lexicographicallyPrecedes($1.names) }
        for one in found { join(one.old, one.new, .likeness) }
    }
}
