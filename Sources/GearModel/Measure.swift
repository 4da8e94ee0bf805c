import GearSource

/// What the numbers of a column are measured on, where the program says so: between which they lie, and what parts of
/// that have names.
package struct Measure: Sendable, Hashable {
    /// nil: not known, or the same at both ends.
    package let range: ClosedRange<Double>?
    /// From low to high; the last has no bound. Empty where there are none.
    package let bands: [Part]

    package struct Part: Sendable, Hashable {
        package let name: String
        /// Numbers below it are in this band (or at it, if `includesBound`); nil for the last.
        package let bound: Double?
        package let includesBound: Bool

        package init(name: String, bound: Double?, includesBound: Bool = false) {
            self.name = name
            self.bound = bound
            self.includesBound = includesBound
        }
    }

    package init(_ range: ClosedRange<Double>?, bands: [Part] = []) {
        self.range = range
        self.bands = bands
    }

    /// From 0 to 1.
    package static let share = Measure(0...1)

    /// The band that a number falls in, by its place; cuts see numbers rounded to nine decimals.
    package func band(of number: Double) -> Int? {
        let rounded = abs(number) < 1e6 ? (number * 1e9).rounded() / 1e9 : number
        return bands.firstIndex { band in
            guard let bound = band.bound else { return true }
            return rounded < bound || band.includesBound && rounded == bound
        }
    }
}

extension Builder {
    /// What the scores of a rule are measured on; nil if the program says nothing about it.
    func measure(of rule: Scoring, on framework: Int?) -> Measure? {
        let scores = scoreRange(of: rule, on: framework)
        let range = scores.flatMap { $0.low.double < $0.high.double ? $0.low.double...$0.high.double : nil }
        guard range != nil || !rule.bands.isEmpty else { return nil }
        return Measure(
            range,
            bands: rule.bands.map {
                Measure.Part(name: $0.name, bound: $0.upperBound?.double, includesBound: $0.includesBound)
            })
    }

    /// What the columns of a table are measured on, by their names.
    func measures(of table: TableSource) -> [String: Measure] {
        var measures: [String: Measure] = [:]
        func add(_ names: [String], _ measure: Measure?) { for name in names { measures[name] = measure } }
        func scores(_ request: ScoresRequest) -> Measure? {
            measure(of: model.rules[request.rule], on: request.framework)
        }
        let shares = ["answered", "favourable", "favourable_low", "favourable_high"]
        switch table {
        case .scores(let request):
            add(["score", "low", "high"], scores(request))
            add(shares, .share)
        case .strengths(let request), .frontier(let request): add(["score"], scores(request))
        // What a goal asks for can be a share as well as a score.
        case .gaps, .forecast: break
        case .promises(let request): add(["before", "after"], measure(of: request.scores))
        case .statistics(let request):
            switch request.kind {
            case .comparison: add(["first", "second"], scores(request.scores))
            case .progress: add(["before", "after"], scores(request.scores))
            case .items: add(["answered"], .share)
            case .reliability, .agreement, .correlations: break
            }
        case .responses: add(["rate"], .share)
        default: break
        }
        return measures
    }

    /// Of several scores, only what holds for all.
    private func measure(of scores: [UsedScores]) -> Measure? {
        let all = Set(scores.map { measure(of: model.rules[$0.rule], on: $0.framework) })
        return all.count == 1 ? all.first.flatMap { $0 } : nil
    }
}
