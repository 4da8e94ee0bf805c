import GearTesting

/// Made-up answers to a survey that hides small groups, and the program that reads them: few people, groups of very
/// different sizes, questions that many leave out, groups that all answer alike.
struct RandomAnswers {
    static let points = 3
    /// Those that a rule counts; what is left chose the last one.
    static let counted = 1..<points
    static let leaves = ["one", "two", "three"]
    private static let allDimensions = ["district", "school", "gender"]

    private let seed: UInt64
    let threshold: Int
    let dimensions: [String]
    /// Values of each dimension.
    private(set) var values: [String: [String]] = [:]
    private(set) var csv = "id,district,school,gender,source,wave,q1,q2,q3\n"

    init(seed: UInt64) {
        self.seed = seed
        var random = SplitMix(seed: seed)
        threshold = Int.random(in: 2...6, using: &random)
        dimensions =
            [["district"], ["district", "school"], ["gender", "district"], ["district", "gender"], []][
                Int.random(in: 0...4, using: &random)]
        let waves = Int.random(in: 1...2, using: &random)
        let districts = Int.random(in: 2...4, using: &random)
        for district in 1...districts { csv += "team\(district),d\(district),,,team,w1,3,2,1\n" }
        var person = 0
        for wave in 1...waves {
            // Some answer in both waves.
            if wave == 2 { person = Bool.random(using: &random) ? 0 : person / 2 }
            for district in 1...districts {
                for school in 1...Int.random(in: 1...3, using: &random) {
                    let size = [1, 2, 3, 5, 8, 13].randomElement(using: &random) ?? 1
                    let usual = Int.random(in: 1...Self.points, using: &random)
                    let agree = [0, 50, 90, 100].randomElement(using: &random) ?? 0
                    let skip = [0, 0, 10, 60].randomElement(using: &random) ?? 0
                    for _ in 0..<size {
                        person += 1
                        let gender = Bool.random(using: &random) ? "f" : "m"
                        let answers = (0..<3).map { question -> String in
                            if question > 0, Int.random(in: 0..<100, using: &random) < skip { return "" }
                            return Int.random(in: 0..<100, using: &random) < agree
                                ? "\(usual)" : "\(Int.random(in: 1...Self.points, using: &random))"
                        }
                        let place = "d\(district),d\(district)s\(school),\(gender)"
                        csv += "p\(person),\(place),teacher,w\(wave),\(answers.joined(separator: ","))\n"
                        values["district", default: []].append("d\(district)")
                        values["school", default: []].append("d\(district)s\(school)")
                        values["gender", default: []].append(gender)
                    }
                }
            }
        }
        values = values.mapValues { Array(Set($0)).sorted() }
    }

    /// The program; without its `hide` for comparison.
    func program(hides: Bool) -> String {
        let by = dimensions.isEmpty ? "" : " by \(dimensions.joined(separator: ", "))"
        let counting = Self.counted.map { point in
            """
            scoring count\(point) on f {
              own  = count(answers, value == \(point))
              node = count(below, value == \(point))
            }
            """
        }
        return """
            framework f "F" {
              gear g "G" {
                tag one "One"
                tag two "Two"
              }
              gear three "Three"
            }
            dimension district "District"
            dimension school   "School" within district
            dimension gender   "Gender"
            wave w1 2015-01
            wave w2 2016-01
            source teacher "Teachers"
            source team    "Team" single per district
            scale s {
              1 "Low"
              2 "Middle"
              3 "High"
            }
            survey v "V" on f {
              asks teacher, team
              scale s
              \(hides ? "hide under \(threshold)\(by)" : "")
              question q1 "One" -> g.one
              question q2 "Two" -> g.two
              question q3 "Three" -> three
            }
            data d from "d.csv" for v {
              respondent: column "id"
              district:   column "district"
              school:     column "school"
              gender:     column "gender"
              source:     column "source"
              wave:       column "wave"
            }
            scoring plain on f {
              own  = mean(answers)
              node = mean(parts)
            }
            scoring strict on f {
              person = mean(answers) needs 100%
              own    = mean(persons)
              node   = mean(persons)
            }
            \(counting.joined(separator: "\n"))
            """
    }

    /// What is asked of the answers: all that can split the rows, and a dozen of what else can select from them.
    var questions: [Question] {
        var questions: [Question] = []
        var selecting: [Question] = []
        var random = SplitMix(seed: seed)
        for subset in 0..<(1 << dimensions.count) {
            questions.append(Question(by: dimensions.indices.filter { subset >> $0 & 1 == 1 }.map { dimensions[$0] }))
        }
        for dimension in dimensions {
            let all = values[dimension] ?? []
            for value in all.prefix(4) {
                for by in [[], dimensions.filter { $0 != dimension }] {
                    selecting.append(Question(by: by, dimension: dimension, kept: [value]))
                    selecting.append(
                        Question(by: by, dimension: dimension, kept: Set(all).subtracting([value]), without: value))
                }
            }
            if all.count > 2 { selecting.append(Question(by: [], dimension: dimension, kept: Set(all.prefix(2)))) }
        }
        return questions + selecting.shuffled(using: &random).prefix(12)
    }

    /// What could be otherwise, and the rule whose scores are asked for: other rules, weights, points that become others
    /// for all or for a wave, and what has to be refused, as it would set few apart.
    var changes: [(rule: String, change: String)] {
        [
            ("plain", "amend g.one weight 3"),
            ("plain", "scoring plain on f {\nown = max(answers)\nnode = mean(below)\n}"),
            ("count1", "scoring count1 on f {\nown = count(answers, value == 3)\nnode = count(below, value == 3)\n}"),
            (
                "plain",
                "scoring plain on f {\nperson = mean(answers) needs 100%\nown = mean(persons)\nnode = mean(persons)\n}"
            ),
            ("count2", "answers v { 1: 2 }"), ("count2", "answers v for wave == w1 { 1: 2 }"),
            ("plain", "answers v for source == teacher { 3: 1 }"),
        ] + dimensions.prefix(1).map { ("plain", "answers v for \($0) == \"\(values[$0]?.first ?? "")\" { 1: 3 }") }
    }

    struct Question {
        let by: [String]
        var dimension: String?
        var kept: Set<String> = []
        var without: String?

        /// What stands behind the name of a table and its rule.
        var clauses: String {
            var text = by.isEmpty ? "" : " by \(by.joined(separator: ", "))"
            guard let dimension else { return text }
            if let without {
                text += " for \(dimension) != \"\(without)\""
            } else {
                text += " for \(dimension) in [\(kept.sorted().map { "\"\($0)\"" }.joined(separator: ", "))]"
            }
            return text
        }
    }
}
