import GearSource
import GearSyntax

extension Builder {
    /// Lowers the waves by their start and says where each one, in the order of its declaration, has gone.
    ///
    /// It runs before names are collected, because a wave's position is its place in time.
    func lowerWaves() -> [Int] {
        var waves: [(declared: Int, wave: Wave)] = []
        var withoutStart: Set<Int> = []
        for (index, (place, declaration)) in declarations(.wave).enumerated() {
            let clauses = Clauses(declaration)
            let heading = place.heading(declaration, kind: "wave")
            let start = start(clauses, declaration, place)
            if start == nil { withoutStart.insert(index) }
            waves.append((index, Wave(heading: heading, start: start ?? .last)))
        }
        waves.sort { ($0.wave.start, $0.declared) < ($1.wave.start, $1.declared) }
        var order = [Int](repeating: 0, count: waves.count)
        for (position, entry) in waves.enumerated() {
            order[entry.declared] = position
            if position > 0, waves[position - 1].wave.start == entry.wave.start, !withoutStart.contains(entry.declared)
            {
                report(
                    .sameStart, "`\(entry.wave.heading.name)` starts when another wave does",
                    at: entry.wave.heading.location, why: "waves are compared by their start",
                    help: "say the start more exactly, to the month or the day",
                    related: [Label(waves[position - 1].wave.heading.location, "this one")])
            }
        }
        model.waves = waves.map(\.wave)
        return order
    }

    private func start(_ clauses: Clauses, _ declaration: Declaration, _ place: Place) -> CalendarDate? {
        guard let value = clauses[.start]?.arguments.first?.value else {
            if !clauses.isIncomplete {
                report(
                    .missingClause, "wave `\(declaration.name?.text ?? "")` has no start",
                    at: place.location(declaration.name?.range ?? declaration.keywordRange),
                    why: "waves are put in order by it", help: "write a year, a month or a day: `2026-10`")
            }
            return nil
        }
        if case .malformed = value.kind { return nil }
        guard let date = CalendarDate(value) else {
            wrongShape("a year, a month or a day, such as `2026-10`", value.range, place)
            return nil
        }
        return date
    }
}

extension CalendarDate {
    /// Stands in for a start that was reported as wrong.
    fileprivate static var last: CalendarDate { CalendarDate(year: 9999)! }

    /// A literal: a date, or a number that is a year; nil for anything else.
    init?(_ expression: Expression) {
        switch expression.kind {
        case .date(let year, let month, let day): self.init(year: year, month: month, day: day ?? 0)
        case .number(let year) where year == year.rounded() && (1...9999).contains(year): self.init(year: Int(year))
        default: return nil
        }
    }
}
