import GearModel
import GearSource
import GearTable

extension ScorePlan {
    /// How a node's score in one group changed since an earlier wave: taken apart by what it is made of, by who answered,
    /// and by what was asked. The figures are those of `progress`.
    ///
    /// - Parameter dimensions: What tells the group from others, its wave among them.
    package func change(
        of node: Int, where dimensions: [(name: String, value: String)], since before: String, _ answers: [Responses],
        depth: Int, at location: Location
    ) throws(Diagnostic) -> Derivation {
        let engine = Engine(self, answers, statistics: true)
        if let refusal = engine.refusal { throw refusal }
        guard let step = steps.firstIndex(where: { $0.node == node }) else {
            return unscored(node, whyUnscored(node))
        }
        let after = dimensions.first { $0.name == "wave" }?.value ?? ""
        let waves = [before, after]
        var rows: [ExplainedRow] = []
        for wave in waves {
            let group = dimensions.map { ($0.name, $0.name == "wave" ? wave : $0.value) }
            guard let row = try ExplainedRow(engine, step, where: group, at: location) else {
                return unscored(node, "nobody in this group gave a usable answer in \(wave)")
            }
            rows.append(row)
        }
        let trees = rows.map { ScoreDerivation($0, depth: .max, wantsPersons: false).derivation }
        var root = Derivation.change(trees[0], trees[1], waves: (before, after))
        if case .number = root.value {} else { return root }
        var parts = root
        (parts.name, parts.title) = ("parts", "by what it is made of")
        parts.facts = []
        root.parts = [parts.limited(to: depth)]
        root.formula = nil
        guard let progress = engine.progress(rows, waves) else { return root }
        for name in ["se", "low", "high"] { root.facts.append(.init(name, progress.cell(name))) }
        root.parts += [progress.people(root.value), progress.questions(root.value, waves)]
        return root
    }
}

/// The row of the table `progress` that a change is.
private struct ProgressRow {
    let row: Table

    func cell(_ name: String) -> Cell { row[name]?[0] ?? .missing(nil) }

    private func piece(_ name: String, _ title: String, _ column: String) -> Derivation {
        Derivation(.change, name, title: title, value: cell(column))
    }

    /// By who answered: the three add up to the change.
    func people(_ change: Cell) -> Derivation {
        var piece = Derivation(.change, "people", title: "by who answered", value: change)
        piece.parts = [
            self.piece("stayers", "who answered in both waves", "stayers"),
            self.piece("joiners", "who answered in the later one only", "joiners"),
            self.piece("leavers", "who answered in the earlier one only", "leavers"),
        ]
        piece.facts = [.init("stayed", cell("stayed"))]
        return piece.withReason
    }

    /// By what was asked: the two add up to the change.
    func questions(_ change: Cell, _ waves: [String]) -> Derivation {
        var piece = Derivation(.change, "questions", title: "by what was asked", value: change)
        piece.parts = [
            self.piece("common", "over the questions asked in both waves", "common_change"),
            self.piece("others", "because of questions asked in one wave only", "beyond_common"),
        ]
        piece.facts = [
            .init("common", cell("common")), .init("before", cell("questions_before")),
            .init("after", cell("questions_after")),
        ]
        return piece.withReason
    }
}

extension Derivation {
    /// Without parts that all lack a value for one reason, which is then its own.
    fileprivate var withReason: Derivation {
        guard let first = parts.first?.value, parts.allSatisfy({ $0.value == first }), parts.first?.number == nil else {
            return self
        }
        var piece = self
        piece.value = first
        piece.parts = []
        return piece
    }
}

extension Engine {
    fileprivate func progress(_ rows: [ExplainedRow], _ waves: [String]) -> ProgressRow? {
        guard let place = plan.rowDimensions.firstIndex(of: "wave"), let first = rows.first else { return nil }
        let whole = grouping.groups[first.job.groups.lowerBound].key
        let key = plan.rowDimensions.indices.filter { $0 != place }.map { whole[$0] }
        var changes = changes(
            ComparedJobs(key: key, sides: rows.map(\.job)), waves, nil, workers: 1, Tally(self))
        plan.addCommonChanges(&changes, self, threads: 1)
        guard let row = changes.firstIndex(where: { $0.difference.place.step == first.step }) else { return nil }
        let table = ChangeRow.table(changes, self, waves, without: [place])
        return ProgressRow(row: Table(table.columns.map { $0.taking([row]) }))
    }
}

// MARK: - By parts

extension Derivation {
    /// The difference of two derivations of one thing, with what each part adds to it.
    ///
    /// With p and q the shares of a part in the weights of all before and after, x and y its values, and X and Y those of
    /// the whole, a part adds (p + q)/2 · (y − x) for its own change, and (q − p) · ((x + y)/2 − (X + Y)/2) because it
    /// counts for more or less; one that is there on one occasion only adds its share of what it lies apart from the
    /// middle of X and Y. The sum over all parts is Y − X (Kitagawa 1955, Journal of the American Statistical Association
    /// 50, 1168–1194, with the middle as the origin, which changes no sum as shares add up to 1).
    package static func change(_ before: Derivation, _ after: Derivation, waves: (before: String, after: String))
        -> Derivation
    {
        var piece = Derivation(.change, after.name, title: after.title, value: .missing(nil))
        piece.facts = [.init("before", before.value), .init("after", after.value)]
        for (name, side) in [("n_before", before), ("n_after", after)] {
            if let count = side.fact("n") { piece.facts.append(.init(name, count)) }
        }
        guard let first = before.number, let last = after.number else {
            piece.value = before.number == nil ? before.value : after.value
            piece.remarks = before.remarks + after.remarks.filter { !before.remarks.contains($0) }
            return piece
        }
        piece.value = .number(last - first)
        // What a question's answers add is its mean, whatever points it comes from.
        if before.kind == .question { return piece }
        guard let sides = Sides(before, after) else {
            if !before.parts.isEmpty {
                piece.remarks = ["what each part adds has no formula: \(after.formula?.text ?? "")"]
            }
            return piece
        }
        let middle = (first + last) / 2
        piece.parts = sides.keys.map { key in
            switch (sides.before[key], sides.after[key]) {
            case (let old?, let new?):
                var part = change(old.piece, new.piece, waves: waves)
                let weight = (old.share + new.share) / 2
                let shift = (new.share - old.share) * ((old.value + new.value) / 2 - middle)
                part.facts.append(.init("change", part.value))
                if old.share != new.share { part.facts.append(.init("shift", .number(shift))) }
                part.value = .number(weight * (new.value - old.value) + shift)
                part.weight = weight
                return part
            case (let old?, nil):
                return lone(old, -old.share * (old.value - middle), "before", "only in \(waves.before)")
            case (nil, let new?):
                return lone(new, new.share * (new.value - middle), "after", "only in \(waves.after)")
            case (nil, nil): return Derivation(.change, key, value: .missing(nil))
            }
        }
        return piece
    }

    private static func lone(_ side: Sides.Part, _ adds: Double, _ fact: String, _ remark: String) -> Derivation {
        var part = Derivation(.change, side.piece.name, title: side.piece.title, value: .number(adds))
        part.facts = [.init(fact, side.piece.value)]
        part.weight = side.share
        part.remarks = [remark]
        return part
    }

    /// The parts of two derivations by what they are.
    private struct Sides {
        struct Part {
            let piece: Derivation
            let value: Double
            /// Of the weights of all parts that count.
            let share: Double
        }

        /// In the order of after, then those of before only.
        let keys: [String]
        let before: [String: Part]
        let after: [String: Part]

        /// nil unless both are weighted means.
        init?(_ before: Derivation, _ after: Derivation) {
            guard let old = Self.parts(before), let new = Self.parts(after), !old.isEmpty, !new.isEmpty else {
                return nil
            }
            self.before = Dictionary(old, uniquingKeysWith: { first, _ in first })
            self.after = Dictionary(new, uniquingKeysWith: { first, _ in first })
            keys = new.map(\.0) + old.map(\.0).filter { key in !new.contains { $0.0 == key } }
        }

        private static func parts(_ whole: Derivation) -> [(String, Part)]? {
            let parts = whole.byQuestion.isEmpty ? whole.parts : whole.byQuestion
            guard !whole.byQuestion.isEmpty || whole.formula?.isWeightedMean == true else { return nil }
            let counted = parts.filter { $0.number != nil && $0.weight ?? 0 > 0 }
            let sum = counted.reduce(0) { $0 + ($1.weight ?? 0) }
            guard sum > 0, parts.allSatisfy({ $0.number == nil || $0.weight != nil }) else { return nil }
            var seen: [String: Int] = [:]
            return counted.map { part in
                let name = "\(part.kind.rawValue) \(part.name)"
                seen[name, default: 0] += 1
                let key = "\(name) \(seen[name] ?? 1)"
                return (key, Part(piece: part, value: part.number ?? 0, share: (part.weight ?? 0) / sum))
            }
        }
    }

    /// The same with so many layers of parts.
    package func limited(to depth: Int) -> Derivation {
        var piece = self
        if depth <= 0 {
            piece.deeper += parts.count + byQuestion.count
            (piece.parts, piece.byQuestion) = ([], [])
        } else {
            piece.parts = parts.map { $0.limited(to: depth - 1) }
            piece.byQuestion = byQuestion.map { $0.limited(to: depth - 1) }
        }
        return piece
    }
}
