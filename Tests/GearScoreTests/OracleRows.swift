import GearModel

@testable import GearScore

/// A row as the oracle gives it; NaN where undefined.
struct OracleRow {
    var score = Double.nan
    var n = 0.0
    var answers = 0.0
    var answered = Double.nan
    var se = Double.nan
    var df = Double.nan
    var low = Double.nan
    var high = Double.nan
    var favourable = Double.nan
    var favourableLow = Double.nan
    var favourableHigh = Double.nan
}

/// Groups, combinations and errors of the oracle.
struct OracleRun {
    let program: TestProgram
    let answers: [TestAnswer]

    /// A group's scores of one node, with what they are made of.
    private struct Part {
        var score: OracleScore
        var value: Double?
        var favourable: Double?
        /// Base groups behind it and what they count for; nil coefficients without a formula.
        var terms: [(base: Int, coefficient: Double?)]
    }

    private struct Base {
        let key: [String: String]
        let scores: [OracleScore]
        let isExact: Bool
        let units: [String: (unit: String, stratum: String)]
    }

    /// Rows by the values of the row dimensions (joined) and node.
    func rows() -> [String: OracleRow] {
        let dimensions = program.rowDimensions
        let isTimed = program.rule.time != nil && program.records.contains { $0.contains { !$0.at.isEmpty } }
        let extra = (program.rule.across == nil ? [] : ["school"]) + (isTimed ? ["at"] : [])
        let all = dimensions + extra.filter { !dimensions.contains($0) }
        let bases = Dictionary(grouping: answers) { answer in all.map { answer.dimensions[$0] ?? "-" } }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { key, list in base(Dictionary(uniqueKeysWithValues: zip(all, key)), list) }
            .filter { $0.scores.contains { $0.put > 0 } }
        // What is combined at each turn.
        var combined: [[String]] = []
        if program.rule.across != nil, !program.by.contains("school") { combined.append(["school"]) }
        if program.rule.time != nil {
            let time = (program.by.contains("wave") || !program.hasWaves ? [] : ["wave"]) + (isTimed ? ["at"] : [])
            if !time.isEmpty { combined.append(time) }
        }
        if !program.rule.sourceWeights.isEmpty, !program.by.contains("source") { combined.append(["source"]) }
        let shown = dimensions.filter { !combined.joined().contains($0) }
        var rows: [String: OracleRow] = [:]
        for places in Dictionary(grouping: bases.indices, by: { base in shown.map { bases[base].key[$0] ?? "-" } })
            .values
        {
            let usable = places.contains { place in
                bases[place].scores.contains { $0.isScorable && $0.valid > 0 }
            }
            guard usable else { continue }
            let key = shown.map { "\($0)=\(bases[places[0]].key[$0] ?? "-")" }.joined(separator: ",")
            for node in program.weights.indices where program.isScored(node) {
                if let row = row(node, places.sorted(), bases, combined) { rows["\(key) \(node)"] = row }
            }
        }
        return rows
    }

    private func base(_ key: [String: String], _ list: [TestAnswer]) -> Base {
        let source = key["source"].flatMap { $0 == "-" ? nil : $0 }
        let oracle = Oracle(
            rule: program.rule, questions: program.questions, weights: program.weights, children: program.children,
            layers: program.layers, answers: list, source: source)
        var units: [String: (String, String)] = [:]
        for answer in list { units[answer.respondent] = (answer.unit, answer.stratum) }
        return Base(
            key: key, scores: program.weights.indices.map(oracle.score),
            isExact: source.map(program.singleSources.contains) ?? false, units: units)
    }

    private func row(_ node: Int, _ places: [Int], _ bases: [Base], _ combined: [[String]]) -> OracleRow? {
        var parts: [(key: [String: String], part: Part)] = places.compactMap { place in
            let score = bases[place].scores[node]
            guard score.isScorable else { return nil }
            return (
                bases[place].key,
                Part(
                    score: score, value: score.value, favourable: score.favourable,
                    terms: score.value == nil ? [] : [(place, 1)])
            )
        }
        for dimensions in combined {
            switch dimensions {
            case ["school"]: parts = fold(parts, dimensions, program.rule.across)
            case ["source"]: parts = fold(parts, dimensions, nil)
            default: parts = fold(parts, dimensions, program.rule.time)
            }
        }
        guard let part = parts.first?.part else { return nil }
        var row = OracleRow()
        row.score = part.value ?? .nan
        if part.score.put > 0 { row.answered = Double(part.score.valid) / Double(part.score.put) }
        guard part.value != nil else { return row }
        row.favourable = part.favourable ?? .nan
        var (behind, pairs) = (Set<String>(), Set<String>())
        for term in part.terms {
            behind.formUnion(bases[term.base].scores[node].behind)
            pairs.formUnion(bases[term.base].scores[node].pairs)
        }
        row.n = Double(behind.count)
        row.answers = Double(pairs.count)
        addErrors(node, part, bases, &row)
        return row
    }

    private func fold(
        _ parts: [(key: [String: String], part: Part)], _ dimensions: [String], _ line: TestLine?
    ) -> [(key: [String: String], part: Part)] {
        let groups = Dictionary(grouping: parts) { entry in
            entry.key.filter { !dimensions.contains($0.key) }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                .joined()
        }
        return groups.sorted { $0.key < $1.key }.compactMap { _, list in
            // Whatever has no wave or time, "-", is before all that have.
            func order(_ key: [String: String]) -> [String] { dimensions.map { key[$0] ?? "" } }
            var list = list.sorted { order($0.key).lexicographicallyPrecedes(order($1.key)) }
            if dimensions == ["source"] {
                list = list.filter { entry in program.rule.sourceWeights.contains { $0.source == entry.key["source"] } }
            }
            guard let first = list.first else { return nil }
            let present = list.map(\.part).filter { $0.value != nil }
            var result = Part(score: OracleScore(isScorable: true), value: nil, favourable: nil, terms: [])
            let weights: [Double]?
            if let line {
                weights = Self.coefficients(line, present.count)
                if Oracle.meets(line.needs, present.count, list.filter { $0.part.score.put > 0 }.count) {
                    result.value = Oracle.evaluate(line, present.map { ($0.value ?? 0, 1) }, cutsScores: true)
                }
            } else {
                let raw = list.filter { $0.part.value != nil }.map { entry in
                    program.rule.sourceWeights.first { $0.source == entry.key["source"] }?.weight ?? 0
                }
                weights = raw.map { $0 / raw.reduce(0, +) }
                result.value = Oracle.mean(zip(present, raw).map { ($0.value ?? 0, $1) })
            }
            var counted: [Part] = []
            if result.value != nil {
                result.favourable = weights == nil ? nil : 0
                for (index, part) in present.enumerated() {
                    let weight = weights?[index]
                    if weight == 0 { continue }
                    counted.append(part)
                    result.terms += part.terms.map { term in
                        (term.base, weight.flatMap { weight in term.coefficient.map { $0 * weight } })
                    }
                    if let sum = result.favourable, let weight {
                        result.favourable = part.favourable.map { sum + weight * $0 }
                    }
                }
            }
            for part in counted.isEmpty ? list.map(\.part) : counted {
                result.score.valid += part.score.valid
                result.score.put += part.score.put
            }
            return (first.key.filter { !dimensions.contains($0.key) }, result)
        }
    }

    private static func coefficients(_ line: TestLine, _ count: Int) -> [Double]? {
        guard line.cut == nil, !line.meetsMaximum, count > 0 else { return nil }
        switch line.function {
        case .mean: return (0..<count).map { _ in 1 / Double(count) }
        case .latest: return (0..<count).map { $0 == count - 1 ? 1 : 0 }
        case .decayingLinear:
            return count == 1 ? [1] : (0..<count).map { $0 == count - 1 ? 0.65 : 0.35 / Double(count - 1) }
        case .decayingRecursive:
            return (0..<count).map { place in
                var weight = place == 0 ? 1 : 0.65
                for _ in place + 1..<max(count, place + 1) { weight *= 0.35 }
                return weight
            }
        default: return nil
        }
    }

    private func addErrors(_ node: Int, _ part: Part, _ bases: [Base], _ row: inout OracleRow) {
        if part.terms.allSatisfy({ bases[$0.base].isExact }) {
            (row.se, row.low, row.high) = (0, row.score, row.score)
            (row.favourableLow, row.favourableHigh) = (row.favourable, row.favourable)
            return
        }
        let sampled = part.terms.filter { !bases[$0.base].isExact }
        guard row.n >= 2, !sampled.contains(where: { bases[$0.base].scores[node].restsOnOne }) else { return }
        var residuals: [String: Double]? = [:]
        var favourable: [String: Double]? = [:]
        var strata: [String: Set<String>] = [:]
        for term in sampled {
            let base = bases[term.base]
            let score = base.scores[node]
            for name in score.behind {
                guard let place = base.units[name] else { continue }
                strata[place.stratum, default: []].insert(place.unit)
            }
            func byUnit(_ all: [String: Double]?) -> [String: Double]? {
                all.map { all in
                    Dictionary(all.map { (base.units[$0.key]?.unit ?? "", $0.value) }, uniquingKeysWith: +)
                }
            }
            guard let weight = term.coefficient else { return }
            residuals = Oracle.add(residuals, byUnit(score.residuals), weight)
            favourable = Oracle.add(favourable, byUnit(score.favourableResiduals), weight)
        }
        guard !strata.values.contains(where: { $0.count < 2 }) else { return }
        func variance(_ u: [String: Double]) -> Double {
            strata.values.reduce(0) { sum, units in
                let m = Double(units.count)
                let mean = units.reduce(0) { $0 + (u[$1] ?? 0) } / m
                return sum + m / (m - 1) * units.reduce(0) { $0 + ((u[$1] ?? 0) - mean) * ((u[$1] ?? 0) - mean) }
            }
        }
        if let residuals {
            let df = strata.values.reduce(0) { $0 + $1.count } - strata.count
            row.se = variance(residuals).squareRoot()
            row.df = Double(df)
            row.low = row.score - TDistribution.quantile(0.975, df: row.df) * row.se
            row.high = row.score + TDistribution.quantile(0.975, df: row.df) * row.se
        }
        if let favourable, part.favourable != nil {
            let (p, v) = (row.favourable, variance(favourable))
            let n =
                p <= 1e-12 || p >= 1 - 1e-12
                ? row.n : (v < 1e-30 ? .infinity : row.n / (v / (p * (1 - p) / (row.n - 1))))
            (row.favourableLow, row.favourableHigh) = Wilson.interval(p, n: n)
        }
    }
}
