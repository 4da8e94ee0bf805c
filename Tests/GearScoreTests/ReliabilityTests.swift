import Testing

@testable import GearModel
@testable import GearScore

/// The sums behind items and reliability, and the formulas at their edges. Figures from R: `examples/bfi/check`.
@Suite struct ReliabilityTests {
    /// Made-up answers, of which one in `gap` is missing: `people` by `width` codes.
    private func answers(people: Int, width: Int, gap: Int = 9, seed: UInt64) -> [Record] {
        var random = SeededGenerator(seed: seed)
        return (0..<people).map { person in
            let level = Int.random(in: 0...2, using: &random)
            let codes = (0..<width).map { _ -> UInt8 in
                if Int.random(in: 0..<gap, using: &random) == 0 { return CellCode.skipped }
                return UInt8(max(1, min(5, 1 + level + Int.random(in: 0...2, using: &random))))
            }
            return Record(respondent: "\(person)", codes: codes)
        }
    }

    private func analysis(_ records: [Record], width: Int, values: [Rational], threads: Int) throws -> ScaleAnalysis {
        var model = Model()
        model.frameworks = [Make.framework([("a", .one), ("a.x", .one), ("b", .one)])]
        model.scales = [Make.scale("s", values)]
        model.surveys = [
            Make.survey("s", (0..<width).map { Make.question("q\($0)", scale: 0, [($0 % 3 + 1, .one)]) })
        ]
        let means = Make.line(.mean, .parts)
        model.rules = [
            Make.rule(own: Make.line(.mean, .answers), node: means, layers: ["framework": means])
        ]
        let responses = Responses(survey: 0, width: width, dimensions: [], records)
        let plan = try #require(ScorePlan.compile(Make.request(), model: model, answers: [responses]).plan)
        return ScaleAnalysis(plan, [responses], withPairs: true, withSquares: true, threads: threads)
    }

    /// Panels of 128 cases against plain loops over doubles; the numbers of cases stand around a panel's end, and gaps
    /// on both sides of where absences are counted instead of answers.
    @Test(arguments: [1, 2, 127, 128, 129, 700], [2, 9, 40])
    func panelsAddUpToWhatPlainLoopsDo(people: Int, gap: Int) throws {
        let width = 11
        let records = answers(people: people, width: width, gap: gap, seed: UInt64(people))
        let values: [Rational] = [1, 2, 3, 4, 5]
        let analysis = try analysis(records, width: width, values: values, threads: 1)
        let group = try #require(analysis.groups.first)
        let root = try #require(group.scales.firstIndex { $0.questions.count == width })
        let sums = try #require(group.blocks?[group.blockOf[root]])
        let plain = PairSums(
            records.map { record in
                group.scales[root].answered.map { slot in
                    CellCode.isValid(record.codes[slot]) ? Double(record.codes[slot]) : .nan
                }
            }, count: group.scales[root].answered.count, withSquares: true)
        for i in 0..<plain.count {
            for j in 0..<plain.count {
                let (found, wanted) = (sums.pairs.covariance(i, j), plain.covariance(i, j))
                #expect(found.isNaN ? wanted.isNaN : agree(found * sums.unit * sums.unit, wanted, within: 1e-11))
                let (r, expected) = (sums.pairs.correlation(i, j), plain.correlation(i, j))
                #expect(r.isNaN ? expected.isNaN : agree(r, expected, within: 1e-11))
            }
        }
        let complete = records.filter { record in
            group.scales[root].answered.allSatisfy { CellCode.isValid(record.codes[$0]) }
        }
        #expect(group.complete(root)?.count == Double(complete.count))
    }

    /// Values too many for a panel go another way to the same figures.
    @Test func valuesOfAnySizeGiveTheSame() throws {
        let records = answers(people: 300, width: 7, seed: 5)
        let small = try analysis(records, width: 7, values: [0, 1, 2, 3, 4], threads: 1)
        let large = try analysis(records, width: 7, values: [0, 1, 2, 3, 1_000_000], threads: 1)
        let scaled = try analysis(records, width: 7, values: [0, 300, 600, 900, 1200], threads: 1)
        let alphas = [small, large, scaled].map { $0.groups[0].alpha(0)?.alpha.value ?? .nan }
        #expect(alphas[0] == alphas[2])
        #expect(alphas[1] < alphas[0])
        #expect(small.groups[0].omega(0).value == scaled.groups[0].omega(0).value)
    }

    @Test func neitherOrderNorThreadsChangeAnything() throws {
        let records = answers(people: 1500, width: 8, seed: 11)
        let one = try analysis(records, width: 8, values: [1, 2, 3, 4, 5], threads: 1).groups[0]
        let two = try analysis(records.reversed(), width: 8, values: [1, 2, 3, 4, 5], threads: 2).groups[0]
        for scale in one.scales.indices {
            #expect(one.alpha(scale)?.alpha == two.alpha(scale)?.alpha)
            #expect(one.complete(scale)?.alpha == two.complete(scale)?.alpha)
            #expect(one.omega(scale) == two.omega(scale))
            #expect(one.respondents(scale) == two.respondents(scale))
        }
    }

    /// Loadings (.9, .8, .7, .6): R's `fa(r, 1, fm = "minres")` gives them back.
    @Test func oneFactorIsFound() {
        let loadings = [0.9, 0.8, 0.7, 0.6]
        let r = loadings.indices.flatMap { i in
            loadings.indices.map { i == $0 ? 1 : loadings[i] * loadings[$0] }
        }
        let found = OmegaTotal.loadings(r, count: 4) ?? []
        #expect(zip(found, loadings).allSatisfy { agree($0, $1, within: 1e-9) })
        let omega = 9.0 / (9.0 + (4 - 0.81 - 0.64 - 0.49 - 0.36))
        #expect(agree(OmegaTotal.total(r, count: 4).value, omega, within: 1e-9))
    }

    /// r₁₂r₁₃/r₂₃ > 1: the first question's own part would be negative, and stays at its bound.
    @Test func aHeywoodCaseStaysAtItsBound() {
        let r: [Double] = [1, 0.8, 0.8, 0.8, 1, 0.5, 0.8, 0.5, 1]
        let loadings = OmegaTotal.loadings(r, count: 3) ?? []
        #expect(agree(loadings[0] * loadings[0], 0.995, within: 1e-12))
    }

    @Test func noFactorNoOmega() {
        #expect(OmegaTotal.total([1], count: 1).why == .oneQuestion)
        #expect(OmegaTotal.total([1, 0.5, 0.5, 1], count: 2).why == .twoQuestions)
        #expect(OmegaTotal.total([1, .nan, 0, .nan, 1, 0, 0, 0, 1], count: 3).why == .neverTogether)
        #expect(OmegaTotal.total([1, -0.6, -0.6, -0.6, 1, -0.6, -0.6, -0.6, 1], count: 3).why == .notConverged)
    }

    /// Three groups of 2, 3 and 4; R's `aov` has MSB 7.8194… and MSW .875.
    @Test func groupsOfUnequalSize() {
        let persons: [[Double]] = [[1, 2], [4, 5, 6], [3, 5, 5, 4]]
        let groups = persons.map { group in
            GroupReliability.Group(
                count: Double(group.count), sum: group.reduce(0, +), squares: group.reduce(0) { $0 + $1 * $1 })
        }
        let found = GroupReliability(groups + [GroupReliability.Group()])
        let (msb, msw) = (7.819444444444444, 0.875)
        let k = (9 - 29.0 / 9) / 2
        #expect(found.groups == 3)
        #expect(agree(found.icc1.value, (msb - msw) / (msb + (k - 1) * msw), within: 1e-12))
        #expect(agree(found.icc2.value, (msb - msw) / msb, within: 1e-12))
    }

    @Test func groupsThatTellNothing() {
        func group(_ persons: Double...) -> GroupReliability.Group {
            GroupReliability.Group(
                count: Double(persons.count), sum: persons.reduce(0, +), squares: persons.reduce(0) { $0 + $1 * $1 })
        }
        #expect(GroupReliability([]).icc1.why == .noAnswers)
        #expect(GroupReliability([group(1, 2, 3)]).icc2.why == .fewGroups)
        #expect(GroupReliability([group(1), group(2)]).icc2.why == .oneInEachGroup)
        #expect(GroupReliability([group(2, 2), group(2, 2)]).icc1.why == .noVariance)
        let alike = GroupReliability([group(1, 3), group(1, 3)])
        #expect(alike.icc1.value == -1)
        #expect(alike.icc2.why == .noVariance)
    }
}
