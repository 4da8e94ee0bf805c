import GearModel
import GearTable

/// Distinct respondents and distinct pairs of respondent and question behind each node (rule 5).
extension Engine {
    /// Completes the figures of one base group where several pools are behind a node.
    func count(_ base: inout BaseScores, _ tally: Tally, workers: Int) {
        var recounted: [(step: Int, pools: PoolSet)] = []
        for index in base.view.several where !base[step: index].value.isNaN {
            // A single part may itself be of several.
            let counted = base.counted(index, self)
            guard counted.count > 1 else { continue }
            base[step: index].respondents = base.behind.count(behind: counted)
            if counted.allSatisfy({ isSimple[$0] }) {
                base[step: index].answers = pairs(of: counted, at: index, base, tally)
            } else {
                base[step: index].answers = counted.reduce(0) { $0 + base.places[$1].answers }
                if !base.view.sharedSlots[index].isEmpty { recounted.append((index, counted)) }
            }
            addUnnamed(index, &base, tally)
        }
        if !recounted.isEmpty { subtractRepeats(recounted, &base, workers) }
    }

    /// Pairs of pools in which every valid answer enters.
    private func pairs(of pools: PoolSet, at step: Int, _ base: BaseScores, _ tally: Tally) -> Int {
        // Where all pools of the step count, that is what was answered.
        if pools.count == base.view.pools[step].count { return base[step: step].valid }
        var seen = [Bool](repeating: false, count: plan.slots.count)
        var sum = 0
        for pool in pools {
            for cell in base.view.cells[pool] where !seen[cell.slot] {
                seen[cell.slot] = true
                sum += tally.valid[cell.slot]
            }
        }
        return sum
    }

    /// A question that several counted pools under one step hold: a range of the list of pools.
    private struct Shared {
        let step: Int
        let survey: Int
        let column: Int32
        let pools: Range<Int>
    }

    /// Takes away what a question of several parts was counted too often.
    private func subtractRepeats(_ steps: [(step: Int, pools: PoolSet)], _ base: inout BaseScores, _ workers: Int) {
        var shared: [Shared] = []
        var holders: [Int] = []
        for (place, step) in steps.enumerated() {
            for slot in base.view.sharedSlots[step.step] {
                let start = holders.count
                holders += slot.pools.filter { step.pools.contains($0) }
                let question = plan.slots[slot.slot]
                shared.append(
                    Shared(
                        step: place, survey: plan.surveys[question.survey], column: Int32(question.question),
                        pools: start..<holders.count))
            }
        }
        shared.removeAll { $0.pools.count < 2 }
        let (group, view, behind, entries, pools) = (base.group, base.view, base.behind, shared, holders)
        let ranges = evenRanges(group.units.count, workers: workers)
        let parts = Threads.map(ranges.count) { worker in
            var excess = [Int](repeating: 0, count: steps.count)
            for place in ranges[worker] {
                let unit = grouping.units[group.units.lowerBound + place]
                let survey = grouping.answers[Int(unit.answers)].survey
                let reader = UnitReader(self, unit, view.programs[Int(unit.answers)])
                for entry in entries where entry.survey == survey {
                    var count = 0
                    for pool in entry.pools { count += behind.contains(place, pools[pool]) ? 1 : 0 }
                    if count > 1, reader.state(entry.column).valid == 1 { excess[entry.step] += count - 1 }
                }
            }
            return excess
        }
        for (index, step) in steps.enumerated() {
            base[step: step.step].answers -= parts.reduce(0) { $0 + $1[index] }
        }
    }

    /// Counts name no persons (rule 9).
    private func addUnnamed(_ step: Int, _ base: inout BaseScores, _ tally: Tally) {
        guard !base.group.counts.isEmpty else { return }
        let slots = base.view.slots(of: base.view.stepFacts[step])
        base[step: step].respondents += tally.unnamed(slots.lazy.map { Int($0) }).count
    }

    /// Over several base groups, of which `used` says for each step which ones its score rests on: everything anew,
    /// respondent by respondent.
    func countCombined(
        _ bases: [BaseScores], used: [[Int]], _ scores: inout [StepScore]
    ) {
        var members: [(unit: Int, base: Int)] = []
        for (index, base) in bases.enumerated() { members += base.group.units.map { ($0, index) } }
        members.sort {
            let (a, b) = (grouping.units[$0.unit].respondent, grouping.units[$1.unit].respondent)
            return a != b ? a < b : $0.unit < $1.unit
        }
        let uses = used.map { Set($0) }
        let counted = bases.map { base in plan.steps.indices.map { base.counted($0, self) } }
        for step in scores.indices where !scores[step].value.isNaN {
            (scores[step].respondents, scores[step].answers) = (0, 0)
            // With counts only, what the groups have is added up.
            for index in used[step] where bases[index].group.units.isEmpty {
                scores[step].respondents += bases[index][step: step].respondents
                scores[step].answers += bases[index][step: step].answers
            }
        }
        var start = 0
        while start < members.count {
            var end = start + 1
            while end < members.count,
                grouping.units[members[end].unit].respondent == grouping.units[members[start].unit].respondent
            { end += 1 }
            for step in scores.indices where !scores[step].value.isNaN {
                let run = members[start..<end].filter { uses[step].contains($0.base) }
                let answers = answers(of: run, at: step, bases, counted)
                if let answers {
                    scores[step].respondents += 1
                    scores[step].answers += answers
                }
            }
            start = end
        }
    }

    /// Distinct questions that one respondent's units bring into a step; nil if none is behind it.
    private func answers(
        of run: [(unit: Int, base: Int)], at step: Int, _ bases: [BaseScores], _ counted: [[PoolSet]]
    ) -> Int? {
        var slots = Set<Int>()
        var isBehind = false
        for (index, place) in run {
            let base = bases[place]
            let pools = counted[place][step].filter { base.behind.contains(index - base.group.units.lowerBound, $0) }
            guard !pools.isEmpty else { continue }
            isBehind = true
            let unit = grouping.units[index]
            let reader = UnitReader(self, unit, base.view.programs[Int(unit.answers)])
            for pool in pools {
                for cell in base.view.cells[pool] where reader.holds(cell.slot) {
                    if reader.state(Int32(plan.slots[cell.slot].question)).valid == 1 { slots.insert(cell.slot) }
                }
            }
        }
        return isBehind ? slots.count : nil
    }
}
