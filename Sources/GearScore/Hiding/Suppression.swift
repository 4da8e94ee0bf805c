import GearModel

extension HiddenGroups {
    /// Decides which groups of a survey's answers are hidden.
    ///
    /// Primary: a group in which fewer than the threshold answered in all, or answered a question that anybody in it
    /// answered, or stand behind a node's score; and groups that share people, which are hidden unless together.
    /// Complementary, from the innermost dimension out: hidden groups within one value of a dimension become a block;
    /// while the block is too small to be shown as a whole, the smallest group (or block) that is left there joins it; if
    /// there is none, the value as a whole is hidden, and what is outside of it has to make up for that. Source and wave
    /// are never crossed.
    ///
    /// - Parameters:
    ///   - exempt: sources that are one respondent by design.
    ///   - scored: under a rule, how many stand behind each score of a member's group.
    ///   - complementary: off in tests alone, see `isComplementary`.
    package init(
        _ responses: Responses, _ rule: HidingRule, _ questions: [Question], exempt: Set<String>,
        scored: ((Member) -> [Int])? = nil, complementary: Bool = true
    ) {
        self.rule = rule
        isComplementary = complementary
        let answered = AnsweredGroups(responses, rule, questions, scored: scored)
        let pieces = answered.pieces.filter { piece in
            let source = responses.text(of: "source", at: answered.members[piece.groups[0]])
            return !(source.map(exempt.contains) ?? false)
        }
        var suppression = Suppression(threshold: rule.threshold, keys: answered.keys)
        suppression.settle(pieces)
        blocks = suppression.blocks.map { block in
            Block(members: block.piece.groups.map { answered.members[$0] }, isShownWhole: block.isShownWhole)
        }
    }
}

extension Responses {
    /// A member's value of a dimension; nil if it has none.
    package func text(of dimension: String, at member: HiddenGroups.Member) -> String? {
        guard let place = dimensions.firstIndex(where: { $0.name == dimension }) else { return nil }
        switch member {
        case .record(let record):
            let code = dimensions[place].codes[record]
            return code == DimensionValues.missing ? nil : dimensions[place].values[Int(code)]
        case .count(let position):
            let text = counts[position].group[place]
            return text.isEmpty ? nil : text
        }
    }
}

/// The greedy choice of which groups are hidden besides those that are too small.
private struct Suppression {
    let threshold: Int
    /// A rank in each dimension, source and wave first, for each group.
    let keys: [[UInt32]]
    private(set) var blocks: [(piece: AnsweredGroups.Piece, isShownWhole: Bool)] = []

    typealias Piece = AnsweredGroups.Piece

    /// Source and wave: rows are never about several.
    private static let slice = 2

    /// A piece and how many dimensions, from the first, all of its groups have in common.
    private struct Placed {
        let piece: Piece
        let key: [UInt32]
        let depth: Int
    }

    init(threshold: Int, keys: [[UInt32]]) {
        self.threshold = threshold
        self.keys = keys
    }

    mutating func settle(_ pieces: [Piece]) {
        let placed = pieces.map { piece in
            let key = keys[piece.groups.min { keys[$0].lexicographicallyPrecedes(keys[$1]) } ?? piece.groups[0]]
            let depth = piece.groups.reduce(key.count) { depth, group in
                zip(key, keys[group]).prefix(depth).prefix { $0 == $1 }.reduce(0) { sum, _ in sum + 1 }
            }
            return Placed(piece: piece, key: key, depth: depth)
        }
        let sorted = placed.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let whole = settle(sorted[...], depth: 0)
        close(whole.settled)
    }

    /// What is within one value of the dimensions up to `depth`: pieces that can be shown, each by itself, and what is
    /// too small for that, as one.
    private mutating func settle(_ placed: ArraySlice<Placed>, depth: Int) -> (settled: [Piece], open: Piece?) {
        var settled: [Piece] = []
        var open: Piece?
        func add(_ piece: Piece) {
            if open == nil { open = piece } else { open?.add(piece) }
        }
        for one in placed where one.depth == depth {
            if isShowable(one.piece) { settled.append(one.piece) } else { add(one.piece) }
        }
        let inner = placed.filter { $0.depth > depth }
        var start = 0
        while start < inner.count {
            var end = start + 1
            while end < inner.count, inner[end].key[depth] == inner[start].key[depth] { end += 1 }
            let part = settle(inner[start..<end], depth: depth + 1)
            settled += part.settled
            if let piece = part.open { add(piece) }
            start = end
        }
        guard depth >= Self.slice, var block = open else { return (settled, open) }
        // The smallest first, of equal ones the first.
        let order = settled.indices.sorted { (settled[$0].respondents, $0) < (settled[$1].respondents, $1) }
        var taken: Set<Int> = []
        for place in order {
            if isBlock(block) { break }
            block.add(settled[place])
            taken.insert(place)
        }
        settled = settled.indices.filter { !taken.contains($0) }.map { settled[$0] }
        if isBlock(block) {
            settled.append(block)
            return (settled, nil)
        }
        if depth == Self.slice {
            seal(block)
            return (settled, nil)
        }
        return (settled, block)
    }

    /// Whether all that is shown of a piece has enough respondents; of several groups, more than would tell that there
    /// is one in each.
    private func isShowable(_ piece: Piece) -> Bool {
        piece.respondents >= threshold
            && (piece.ofQuestion + piece.ofScore).allSatisfy { $0 == 0 || $0 >= threshold }
            && (piece.groups.count == 1 || piece.respondents > piece.groups.count)
    }

    private func isBlock(_ piece: Piece) -> Bool { piece.groups.count > 1 && isShowable(piece) }

    /// What nothing can be added to any more is not even shown as a whole.
    private mutating func seal(_ piece: Piece) { blocks.append((piece, false)) }

    private mutating func close(_ settled: [Piece]) {
        for piece in settled where piece.groups.count > 1 { blocks.append((piece, true)) }
    }
}
