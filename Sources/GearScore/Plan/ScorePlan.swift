import GearModel
import GearSource

/// What a scoring rule compiles to for one framework, one request and the surveys that there are answers to.
///
/// The native engine runs it; explanations and SQL are made from it. It is a closed set of operators:
/// answers of questions (`slots`) fall into `pools`, pools and children into `steps` (one a scored node, each after
/// what it takes in), and the scores of groups are combined by `across`, `time` and `sources`, in that order.
package struct ScorePlan: Sendable {
    package let rule: Int
    package let framework: Int
    /// Positions in the model's `surveys`, those with answers.
    package let surveys: [Int]
    package var slots: [Slot] = []
    /// What all values of `slots` are over.
    package var denominator: Int64 = 1
    package var pools: [Pool] = []
    /// Children stand before their parents.
    package var steps: [Step] = []
    /// Dimension names of the rows, `source` and `wave` last unless `by` names them.
    package var rowDimensions: [String] = []
    package var across: [(dimension: String, line: PlanLine)] = []
    package var time: PlanLine?
    /// Where `time` is declared.
    package var timeLocation: Location?
    /// Whether `time` puts waves together, and not only the times within each.
    package var combinesWaves = true
    /// Empty: sources stay apart.
    package var sourceWeights: [(source: Int, weight: Rational)] = []
    package var filter: Term?
    package var bands: [Band] = []
    package var mastered: Term?
    /// The steps whose rows are wanted, in the order of the rows: nodes as declared.
    package var shown: [Int] = []
    /// Steps of which a group that has none of `shown` has the first, where it must not vanish; else empty.
    package var standIns: [Int] = []
    /// For scores read through a crosswalk, what brings them to each node; children before parents.
    var carried: [CarriedNode] = []
    package var model: PlanContext

    init(rule: Int, framework: Int, surveys: [Int], model: PlanContext) {
        self.rule = rule
        self.framework = framework
        self.surveys = surveys
        self.model = model
    }
}

extension ScorePlan {
    /// The steps that a group has rows of, if those can be scored that are marked.
    func rows(_ isScorable: [Bool]) -> [Int] {
        let steps = shown.filter { isScorable[$0] }
        if steps.isEmpty, let first = standIns.first(where: { isScorable[$0] }) { return [first] }
        return steps
    }
}

/// The names that a plan's results carry, taken from the model.
package struct PlanContext: Sendable {
    /// The nodes that rows are about: the scored framework's, or those that its scores are read onto.
    package let nodes: [Node]
    package let sources: [Source]
    package let waves: [Wave]
    package let surveys: [Survey]
    package let scales: [Scale]
    /// Attributes that are numbers.
    package let numbers: Set<String>
}

/// A closed question that reaches a node.
package struct Slot: Sendable {
    /// Position in the plan's `surveys`, and in that survey's questions.
    package let survey: Int
    package let question: Int
    /// The value of each point after flip and rescaling, over the plan's denominator; empty for a numeric range.
    package var values: [Int64]
    /// Whether each point is favourable after the flip; nil if undeclared.
    package let favourable: [Bool]?
    /// For a numeric range: y = offset + factor · v.
    package let line: (offset: Double, factor: Double)?
    /// Positions of the sources it is asked of; nil: of all.
    package let asks: [Int]?
    /// The least and the greatest value it can give.
    package let span: (low: Double, high: Double)
}

/// One gathering of answers on a node. (A class, so that loops over pools pass one reference.)
package final class Pool: Sendable {
    /// Position in the framework's `nodes`.
    package let node: Int
    /// answers, questions, persons or below.
    package let collection: Collection
    package let cells: [PoolCell]
    /// What the cells' weights are over.
    package let weightDenominator: Int64
    /// For persons: what makes one of a respondent's answers.
    package let person: PlanLine?
    /// For persons of a parent: their scores on its parts; nil where the answers are the node's own.
    package let personTree: PersonTree?
    package let line: PlanLine
    /// Whether what it comes to depends on favourable points.
    let asksForFavourable: Bool

    init(
        node: Int, collection: Collection, cells: [PoolCell], weightDenominator: Int64, person: PlanLine?,
        personTree: PersonTree?, line: PlanLine
    ) {
        self.node = node
        self.collection = collection
        self.cells = cells
        self.weightDenominator = weightDenominator
        self.person = person
        self.personTree = personTree
        self.line = line
        asksForFavourable = [line, person].contains { line in
            line?.aggregates.contains { $0.condition?.operations.contains(.favourable) ?? false } ?? false
        }
    }
}

package struct PoolCell: Sendable, Hashable, BitwiseCopyable {
    package let slot: Int
    /// 1 unless the line is `weighted`.
    package let weight: Int64
}

/// A respondent's score on a node with parts: the person line on own questions, the part line on what is below.
package struct PersonTree: Sendable {
    package struct Branch: Sendable {
        package let node: Int
        /// The node's own questions; empty if it has none.
        package let cells: [PoolCell]
        /// What the cells' weights are over.
        package let weightDenominator: Double
        /// Positions of earlier branches, with their weights.
        package let children: [(branch: Int, weight: Double)]
    }
    /// Children before parents; the last is the node itself.
    package let branches: [Branch]
    package let line: PlanLine
}

/// A line with its aggregates set apart from the arithmetic over them.
package final class PlanLine: Sendable {
    package let program: LineProgram
    package let aggregates: [PlanAggregate]
    package let isWeighted: Bool
    package let needs: Needs
    /// The expression as the rule has it; empty where no rule says how.
    package let text: String
    /// A plain mean: the aggregate for which errors have a formula.
    package let isMean: Bool
    /// The one aggregate, if the line is nothing else.
    let bare: PlanAggregate?
    /// The condition of a bare `share`, which is the mean of a yes or no.
    let shareCondition: LineProgram?

    init(program: LineProgram, aggregates: [PlanAggregate], isWeighted: Bool, needs: Needs, text: String = "") {
        self.program = program
        self.text = text
        self.aggregates = aggregates
        self.isWeighted = isWeighted
        self.needs = needs
        bare = program.operations == [.aggregate(0)] ? aggregates.first : nil
        isMean = bare?.function == .mean && bare?.condition == nil
        shareCondition = bare?.function == .share ? bare?.condition : nil
    }

    static func mean(isWeighted: Bool = false, needs: Needs = .one) -> PlanLine {
        PlanLine(
            program: LineProgram([.aggregate(0)]), aggregates: [PlanAggregate(function: .mean, condition: nil)],
            isWeighted: isWeighted, needs: needs)
    }
}

package struct PlanAggregate: Sendable {
    package let function: AggregateFunction
    package let condition: LineProgram?
}

/// What makes the score of a node.
package struct Step: Sendable {
    package enum Kind: Sendable {
        /// A pool's result as it is.
        case pool(Int)
        /// The node's own pool, if any, and the steps of its children, in declared order.
        case parts(PlanLine, own: Int?, children: [Int])
    }
    /// Position in the framework's `nodes`.
    package let node: Int
    package let kind: Kind
    /// The weights of the parts, own first; all 1 unless the line is `weighted`.
    package let weights: [Double]
}
