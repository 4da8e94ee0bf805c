import GearModel
import GearSource

/// Turns a rule's expressions into postfix programs and says what does not fit.
struct LineCompiler {
    let slots: [Slot]
    let context: PlanContext
    private(set) var diagnostics: [Diagnostic] = []

    init(slots: [Slot], context: PlanContext) {
        self.slots = slots
        self.context = context
    }

    /// The line, and what it gathers; nil after a finding. `name` is as written before `=`.
    mutating func compile(
        _ line: ScoreLine, name: String, gathers allowed: [Collection]
    ) -> (line: PlanLine, collection: Collection)? {
        var operations: [LineOperation] = []
        var aggregates: [PlanAggregate] = []
        var collections: [Collection] = []
        guard append(line.expression, to: &operations, &aggregates, &collections) else { return nil }
        guard let collection = collections.first else {
            report(.misplacedCollection, "'\(name)' gathers nothing", line.location, allowed)
            return nil
        }
        if let other = collections.first(where: { $0 != collection }) {
            report(
                .misplacedCollection, "'\(name)' gathers both '\(collection.rawValue)' and '\(other.rawValue)'",
                line.location, allowed)
            return nil
        }
        guard allowed.contains(collection) else {
            report(
                .misplacedCollection, "'\(name)' cannot gather '\(collection.rawValue)'", line.location, allowed)
            return nil
        }
        let result = PlanLine(
            program: LineProgram(operations), aggregates: aggregates, isWeighted: line.isWeighted, needs: line.needs,
            text: TermText { _, name in name }.text(line.expression))
        return (result, collection)
    }

    private mutating func append(
        _ term: Term, to operations: inout [LineOperation], _ aggregates: inout [PlanAggregate],
        _ collections: inout [Collection]
    ) -> Bool {
        if case .aggregate(let aggregate) = term.kind {
            guard case .collection(let collection) = aggregate.argument else {
                return unscorable(term, "an aggregate here gathers a collection, such as 'answers' or 'parts'")
            }
            var condition: LineProgram?
            if let term = aggregate.condition {
                guard let program = compileCondition(term, over: collection) else { return false }
                condition = program
            }
            operations.append(.aggregate(aggregates.count))
            aggregates.append(PlanAggregate(function: aggregate.function, condition: condition))
            collections.append(collection)
            return true
        }
        return appendShared(term, to: &operations) { compiler, term, operations in
            compiler.append(term, to: &operations, &aggregates, &collections)
        }
    }

    /// A condition inside an aggregate over `collection`.
    private mutating func compileCondition(_ term: Term, over collection: Collection) -> LineProgram? {
        var operations: [LineOperation] = []
        guard appendCondition(term, collection, to: &operations) else { return nil }
        return LineProgram(operations)
    }

    private mutating func appendCondition(
        _ term: Term, _ collection: Collection, to operations: inout [LineOperation]
    ) -> Bool {
        let ofAnswers = collection == .answers || collection == .below
        switch term.kind {
        case .column("value"): operations.append(.value)
        case .column("favourable") where ofAnswers: operations.append(.favourable)
        case .binary(let operation, let left, let right) where operation == .equal || operation == .notEqual:
            if let test = membership(left, [right], collection) ?? membership(right, [left], collection) {
                operations.append(test)
                if operation == .notEqual { operations.append(.not) }
                return true
            }
            fallthrough
        case .binary, .unary, .isMissing, .isBetween, .call, .constant:
            return appendShared(term, to: &operations) { $0.appendCondition($1, collection, to: &$2) }
        case .isIn(let tested, let alternatives, let negated):
            guard let test = membership(tested, alternatives, collection) else {
                return appendShared(term, to: &operations) { $0.appendCondition($1, collection, to: &$2) }
            }
            operations.append(test)
            if negated { operations.append(.not) }
        default:
            return unscorable(term, "a condition over '\(collection.rawValue)' cannot ask for this")
        }
        return true
    }

    /// `question == q1`, `point in (4, 5)`: a test of where the element belongs, known without its value.
    private func membership(_ tested: Term, _ names: [Term], _ collection: Collection) -> LineOperation? {
        guard case .column(let column) = tested.kind else { return nil }
        let wanted = names.map { if case .constant(.text(let name)) = $0.kind { name } else { nil as String? } }
        guard !wanted.contains(nil) else { return nil }
        switch (column, collection) {
        case ("question", .answers), ("question", .below), ("question", .questions):
            return .isSlot(slots.indices.filter { wanted.contains(question(at: $0).heading.name) })
        case ("point", .answers), ("point", .below):
            return .isPoint(
                slots.indices.flatMap { slot -> [SlotPoint] in
                    guard let scale = question(at: slot).scale else { return [] }
                    let points = context.scales[scale].points
                    return points.indices.filter { wanted.contains(points[$0].code) }
                        .map { SlotPoint(slot: slot, point: $0) }
                })
        default: return nil
        }
    }

    private func question(at slot: Int) -> Question {
        context.surveys[slots[slot].survey].questions[slots[slot].question]
    }

    private typealias Append = (inout LineCompiler, Term, inout [LineOperation]) -> Bool

    /// What lines and conditions have in common: constants, operators and functions of numbers.
    private mutating func appendShared(_ term: Term, to operations: inout [LineOperation], _ append: Append) -> Bool {
        switch term.kind {
        case .constant(.number(let number)): operations.append(.constant(number))
        case .constant(.boolean(let truth)): operations.append(.constant(truth ? 1 : 0))
        case .constant(.missing): operations.append(.constant(.nan))
        case .unary(let operation, let operand):
            guard append(&self, operand, &operations) else { return false }
            operations.append(operation == .not ? .not : .negate)
        case .binary(let operation, let left, let right):
            guard append(&self, left, &operations), append(&self, right, &operations) else { return false }
            operations.append(.binary(operation))
        case .isMissing(let operand, let negated):
            guard append(&self, operand, &operations) else { return false }
            operations += negated ? [.isMissing, .not] : [.isMissing]
        case .isBetween(let value, let low, let high, let negated):
            for operand in [value, low, high] where !append(&self, operand, &operations) { return false }
            operations += negated ? [.isBetween, .not] : [.isBetween]
        case .isIn(let value, let alternatives, let negated):
            for operand in [value] + alternatives where !append(&self, operand, &operations) { return false }
            operations += negated ? [.isIn(alternatives.count), .not] : [.isIn(alternatives.count)]
        case .call(let function, let arguments) where Self.numeric.contains(function):
            for argument in arguments where !append(&self, argument, &operations) { return false }
            operations.append(.call(function, arguments.count))
        default: return unscorable(term, "only numbers, conditions and aggregates have a place in a line")
        }
        return true
    }

    private static let numeric: Set<Function> = [.abs, .round, .floor, .ceiling, .min, .max, .sqrt, .if, .coalesce]

    private mutating func unscorable(_ term: Term, _ why: String) -> Bool {
        diagnostics.append(
            Diagnostic(.unscorableExpression, "this cannot be part of a score", at: term.location, why: why))
        return false
    }

    private mutating func report(_ code: Code, _ message: String, _ location: Location, _ allowed: [Collection]) {
        let names = allowed.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        diagnostics.append(Diagnostic(code, message, at: location, help: "gather one of \(names)"))
    }
}
