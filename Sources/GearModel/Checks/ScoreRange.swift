import GearSource

/// Bands and marks that a rule's scores cannot reach.
extension Builder {
    func checkScoreRanges() {
        for rule in model.rules {
            guard !rule.bands.isEmpty || rule.mastered != nil, let range = scoreRange(of: rule) else { continue }
            checkBands(rule, range)
            if let mark = rule.mastered.flatMap({ Self.mark($0, above: range) }) {
                reportUnreachable(rule, "no score is ever `mastered`", range, at: mark)
            }
        }
    }

    /// Where all scores of a rule lie: as answers do, rescaled or on scales that agree, if each line gathers by
    /// something that stays between the least and the greatest of what it gathers. nil if that is not known.
    ///
    /// - Parameter scored: the framework that a rule for any is used on.
    func scoreRange(of rule: Scoring, on scored: Int? = nil) -> ClosedInterval? {
        let lines = rule.lines
        guard !lines.isEmpty, lines.allSatisfy({ Self.staysInside($0.expression) }) else { return nil }
        if let rescale = rule.rescale { return rescale }
        guard let framework = rule.framework ?? scored else { return nil }
        let surveys = model.surveys.filter { $0.framework == framework }
        let used = Set(surveys.flatMap(\.questions).filter { !$0.targets.isEmpty }.map(\.scale))
        let ranges = used.map { position -> ClosedInterval? in
            guard let position, model.scales.indices.contains(position) else { return nil }
            return ClosedInterval(low: model.scales[position].minimum, high: model.scales[position].maximum)
        }
        guard let first = ranges.first, ranges.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    private static func staysInside(_ line: Term) -> Bool {
        guard case .aggregate(let aggregate) = line.kind, case .collection = aggregate.argument else { return false }
        return [.mean, .median, .min, .max, .latest].contains(aggregate.function)
    }

    private func checkBands(_ rule: Scoring, _ range: ClosedInterval) {
        var below: Band?
        for band in rule.bands {
            let isTooLow = band.upperBound.map { upper in
                upper.double < range.low.double || upper == range.low && !band.includesBound
            }
            let isTooHigh = below?.upperBound.map { lower in
                lower.double > range.high.double || lower == range.high && below?.includesBound == true
            }
            if isTooLow == true || isTooHigh == true {
                reportUnreachable(
                    rule, "no score falls in band `\(band.name)`", range, at: band.location ?? rule.heading.location)
                return
            }
            below = band
        }
    }

    /// Where a condition asks for a score above all that there are: `score >= 6` where scores end at 5.
    private static func mark(_ condition: Term, above range: ClosedInterval) -> Location? {
        guard case .binary(let sign, let left, let right) = condition.kind, case .column("score") = left.kind,
            case .constant(.number(let least)) = right.kind
        else { return nil }
        switch sign {
        case .greaterOrEqual: return least > range.high.double ? condition.location : nil
        case .greater: return least >= range.high.double ? condition.location : nil
        default: return nil
        }
    }

    private func reportUnreachable(_ rule: Scoring, _ message: String, _ range: ClosedInterval, at location: Location) {
        report(
            .unreachableScore, message, at: location,
            why: "the scores of rule `\(rule.heading.name)` lie between \(range.low.text) and \(range.high.text)",
            help: "move the bound, or `rescale` to the range that it is meant for")
    }
}
