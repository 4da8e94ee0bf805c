import GearModel

/// How many answered in each group of a survey: in all, and each question.
struct AnsweredGroups {
    /// Groups that share people, as one: they can only be shown together.
    struct Piece {
        /// Positions of its groups.
        var groups: [Int]
        /// Distinct respondents with any answer.
        var respondents = 0
        /// To each closed question.
        var ofQuestion: [Int]
        /// Behind each score of a rule; of groups that share people at least this many.
        var ofScore: [Int]

        /// Other people.
        mutating func add(_ other: Piece) {
            groups += other.groups
            respondents += other.respondents
            for question in ofQuestion.indices { ofQuestion[question] += other.ofQuestion[question] }
            for score in ofScore.indices { ofScore[score] += other.ofScore[score] }
        }
    }

    /// For each group a rank in each of the rule's dimensions; a rank stands for a text, or for none.
    private(set) var keys: [[UInt32]] = []
    private(set) var members: [HiddenGroups.Member] = []
    private(set) var pieces: [Piece] = []
    private let closed: [Int]

    /// - Parameter scored: under a rule, how many stand behind each score of a member's group.
    init(
        _ responses: Responses, _ rule: HidingRule, _ questions: [Question],
        scored: ((HiddenGroups.Member) -> [Int])?
    ) {
        closed = questions.indices.filter { !questions[$0].isOpen }
        let columns = rule.allDimensions.map { name in responses.dimensions.firstIndex { $0.name == name } }
        var texts: [[String: UInt32]] = []
        for column in columns {
            let counted = column.map { column in responses.counts.map { $0.group[column] } } ?? []
            let all = Set(column.map { responses.dimensions[$0].values } ?? []).union(counted).subtracting([""])
            texts.append(
                Dictionary(
                    uniqueKeysWithValues: zip(all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, UInt32(0)...)))
        }
        let groupOf = groups(of: responses, columns, texts)
        let countedGroups = countedGroups(of: responses, columns, texts)
        count(responses, groupOf)
        addCounts(responses, countedGroups)
        pieces.removeAll { $0.respondents == 0 }
        guard let scored else { return }
        for place in pieces.indices {
            let counts = pieces[place].groups.map { scored(members[$0]) }
            pieces[place].ofScore = (counts.first ?? []).indices.map { score in counts.reduce(0) { max($0, $1[score]) }
            }
        }
    }

    // MARK: Groups

    /// The group of each record.
    private mutating func groups(
        of responses: Responses, _ columns: [Int?], _ texts: [[String: UInt32]]
    ) -> [Int] {
        var ofRecord = [Int](repeating: 0, count: responses.recordCount)
        var found: [[UInt32]] = responses.recordCount == 0 ? [] : [[]]
        for (place, column) in columns.enumerated() {
            let values = column.map { responses.dimensions[$0] }
            let ranks = values?.values.map { texts[place][$0] ?? .max } ?? []
            var extended: [[UInt32]] = []
            var groups: [UInt64: Int] = [:]
            for record in ofRecord.indices {
                let code = values?.codes[record] ?? DimensionValues.missing
                let rank = code == DimensionValues.missing ? .max : ranks[Int(code)]
                let key = UInt64(ofRecord[record]) << 32 | UInt64(rank)
                if let known = groups[key] {
                    ofRecord[record] = known
                } else {
                    extended.append(found[ofRecord[record]] + [rank])
                    groups[key] = extended.count - 1
                    ofRecord[record] = extended.count - 1
                }
            }
            found = extended
        }
        keys = found
        members = [HiddenGroups.Member](repeating: .record(0), count: keys.count)
        for (record, group) in ofRecord.enumerated().reversed() { members[group] = .record(record) }
        return ofRecord
    }

    /// The group of each count, which may be a new one.
    private mutating func countedGroups(
        of responses: Responses, _ columns: [Int?], _ texts: [[String: UInt32]]
    ) -> [Int] {
        var places = Dictionary(uniqueKeysWithValues: zip(keys, 0...))
        return responses.counts.enumerated().map { position, count in
            let key = columns.enumerated().map { place, column in
                column.flatMap { texts[place][count.group[$0]] } ?? UInt32.max
            }
            if let known = places[key] { return known }
            places[key] = keys.count
            keys.append(key)
            members.append(.count(position))
            return keys.count - 1
        }
    }

    // MARK: People

    /// People stand in one piece of a source and wave each.
    private mutating func count(_ responses: Responses, _ groupOf: [Int]) {
        let byRespondent = Grouping.stableOrder(responses.recordCount, keys: responses.respondentKeys.count) {
            responses.respondents[$0]
        }.map { Int($0) }
        var sets = DisjointSets(count: keys.count)
        for run in runs(of: byRespondent, by: { responses.respondents[$0] }) where run.count > 1 {
            // By source and wave.
            var first: [[UInt32]: Int] = [:]
            for group in Set(run.map { groupOf[$0] }).sorted() {
                let slice = Array(keys[group].prefix(2))
                if let other = first[slice] { sets.join(other, group) } else { first[slice] = group }
            }
        }
        let none = [Int](repeating: 0, count: closed.count)
        var pieceOf: [Int: Int] = [:]
        let places = keys.indices.map { group -> Int in
            let place = pieceOf[sets.root(of: group)] ?? pieces.count
            pieceOf[sets.root(of: group)] = place
            if place == pieces.count { pieces.append(Piece(groups: [], ofQuestion: none, ofScore: [])) }
            pieces[place].groups.append(group)
            return place
        }
        let order = Grouping.stableOrder(byRespondent.count, keys: pieces.count) {
            UInt32(places[groupOf[byRespondent[$0]]])
        }.map { byRespondent[Int($0)] }
        countAnswers(responses, order) { places[groupOf[$0]] }
    }

    /// Records in order of their pieces and respondents.
    private mutating func countAnswers(_ responses: Responses, _ order: [Int], piece: (Int) -> Int) {
        let rows = responses.cells.rows
        var counts = [Int](repeating: 0, count: closed.count)
        var hasAnswered = [Bool](repeating: false, count: closed.count)
        var start = 0
        while start < order.count {
            let place = piece(order[start])
            var respondents = 0
            while start < order.count, piece(order[start]) == place {
                let person = responses.respondents[order[start]]
                var hasAny = false
                for question in closed.indices { hasAnswered[question] = false }
                while start < order.count, responses.respondents[order[start]] == person, piece(order[start]) == place {
                    let row = rows[order[start]]
                    for question in closed.indices where CellCode.isValid(row[closed[question]]) {
                        hasAnswered[question] = true
                        hasAny = true
                    }
                    start += 1
                }
                for question in closed.indices where hasAnswered[question] { counts[question] += 1 }
                if hasAny { respondents += 1 }
            }
            pieces[place].respondents = respondents
            pieces[place].ofQuestion = counts
            for question in closed.indices { counts[question] = 0 }
        }
    }

    /// Neighbours with equal keys.
    private func runs<Key: Equatable>(of order: [Int], by key: (Int) -> Key) -> [ArraySlice<Int>] {
        var runs: [ArraySlice<Int>] = []
        var start = 0
        while start < order.count {
            let first = key(order[start])
            var end = start + 1
            while end < order.count, key(order[end]) == first { end += 1 }
            runs.append(order[start..<end])
            start = end
        }
        return runs
    }

    /// Counts name nobody: what they add is theirs alone, as many as the data say or gave the question most answered.
    private mutating func addCounts(_ responses: Responses, _ groups: [Int]) {
        if responses.counts.isEmpty { return }
        let places = Dictionary(uniqueKeysWithValues: zip(closed, 0...))
        let said = Dictionary(responses.responded.map { ($0.group, $0.count) }, uniquingKeysWith: { first, _ in first })
        var added: [Int: Piece] = [:]
        var written: [Int: Set<[String]>] = [:]
        for (count, group) in zip(responses.counts, groups) {
            written[group, default: []].insert(count.group)
            guard let place = places[count.question] else { continue }
            added[
                group,
                default: Piece(groups: [group], ofQuestion: [Int](repeating: 0, count: closed.count), ofScore: [])
            ].ofQuestion[place] += count.count
        }
        let pieceOf = Dictionary(
            pieces.enumerated().flatMap { place, piece in piece.groups.map { ($0, place) } },
            uniquingKeysWith: { first, _ in first })
        for (group, var piece) in added {
            let known = (written[group] ?? []).map { said[$0] }
            let sum = known.reduce(0 as Int?) { sum, one in one.flatMap { one in sum.map { $0 + one } } }
            piece.respondents = sum ?? piece.ofQuestion.max() ?? 0
            if let place = pieceOf[group] {
                piece.groups = []
                pieces[place].add(piece)
            } else {
                pieces.append(piece)
            }
        }
    }
}

/// Which of some things belong together.
private struct DisjointSets {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func root(of element: Int) -> Int {
        var root = element
        while parents[root] != root {
            parents[root] = parents[parents[root]]
            root = parents[root]
        }
        return root
    }

    /// The least element is the root, so that the order of joins makes no difference.
    mutating func join(_ first: Int, _ second: Int) {
        let (a, b) = (root(of: first), root(of: second))
        if a != b { parents[max(a, b)] = min(a, b) }
    }
}
