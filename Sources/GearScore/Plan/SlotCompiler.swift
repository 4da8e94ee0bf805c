import GearModel
import GearSource

/// The questions that reach a framework, with their values after flip and rescaling.
struct SlotCompiler {
    let model: Model
    let rule: Scoring
    private(set) var diagnostics: [Diagnostic] = []

    init(model: Model, rule: Scoring) {
        self.model = model
        self.rule = rule
    }

    /// Slots of the closed questions of `surveys` with a target in `framework`, and what their values are over.
    mutating func compile(surveys: [Int], framework: Int) -> (slots: [Slot], denominator: Int64)? {
        var exact: [(slot: Slot, values: [Rational])] = []
        for (place, survey) in surveys.enumerated() {
            for (index, question) in model.surveys[survey].questions.enumerated() {
                guard !question.isOpen, let scale = question.scale,
                    question.targets.contains(where: { $0.node.framework == framework })
                else { continue }
                guard let entry = compile(question, model.scales[scale], (place, index), model.surveys[survey]) else {
                    return nil
                }
                exact.append(entry)
            }
        }
        guard let denominator = commonDenominator(exact.lazy.flatMap(\.values)) else { return inexact() }
        var slots: [Slot] = []
        for (slot, values) in exact {
            var slot = slot
            for value in values {
                guard let numerator = value.numerator(over: denominator), numerator.magnitude < 1 << 31 else {
                    return inexact()
                }
                slot.values.append(numerator)
            }
            slots.append(slot)
        }
        return (slots, denominator)
    }

    /// y = a + (b − a)(x − min)/(max − min), x being `min + max − v` if the question is reversed (STATISTICS rule 1).
    private mutating func compile(
        _ question: Question, _ scale: Scale, _ place: (survey: Int, question: Int), _ survey: Survey
    ) -> (slot: Slot, values: [Rational])? {
        guard let (offset, factor) = rescaling(of: scale, in: question) else { return nil }
        let turn = question.isReversed ? scale.minimum.plus(scale.maximum) : nil
        var values: [Rational] = []
        var flipped: [Rational] = []
        for point in scale.points {
            let turned = question.isReversed ? turn.flatMap { $0.minus(point.value) } : point.value
            guard let turned, let value = factor.times(turned).flatMap({ offset.plus($0) }) else {
                return inexact()
            }
            flipped.append(turned)
            values.append(value)
        }
        let favourable = scale.favourable.map { points in
            let wanted = Set(points.map { scale.points[$0].value })
            return flipped.map(wanted.contains)
        }
        let ends = [scale.minimum, scale.maximum].map { offset.double + factor.double * $0.double }
        var line: (offset: Double, factor: Double)?
        if scale.range != nil {
            let sign: Double = question.isReversed ? -1 : 1
            let base = question.isReversed ? scale.minimum.double + scale.maximum.double : 0
            line = (offset.double + factor.double * base, sign * factor.double)
        }
        let asks = question.asks ?? survey.asks
        let slot = Slot(
            survey: place.survey, question: place.question, values: [], favourable: line == nil ? favourable : nil,
            line: line, asks: asks.isEmpty ? nil : asks, span: (min(ends[0], ends[1]), max(ends[0], ends[1])))
        return (slot, values)
    }

    /// What a value is multiplied by and what is added.
    private mutating func rescaling(of scale: Scale, in question: Question) -> (offset: Rational, factor: Rational)? {
        guard let target = rule.rescale else { return (.zero, .one) }
        guard scale.minimum != scale.maximum else {
            diagnostics.append(
                Diagnostic(
                    .pointlessRescale,
                    "all points of scale '\(scale.heading.name)' have one value, so it cannot be rescaled",
                    at: scale.heading.location,
                    help:
                        "give its points different values, or leave question '\(question.heading.name)' without target"
                ))
            return nil
        }
        guard let width = scale.maximum.minus(scale.minimum),
            let factor = target.high.minus(target.low).flatMap({ $0.divided(by: width) }),
            let offset = factor.times(scale.minimum).flatMap({ target.low.minus($0) })
        else {
            return inexact()
        }
        return (offset, factor)
    }

    private mutating func inexact<Result>() -> Result? {
        diagnostics.append(
            Diagnostic(
                .inexactValues, "rule '\(rule.heading.name)' has values too fine to add exactly",
                at: rule.heading.location, help: "write point values and the bounds of 'rescale' with fewer decimals"))
        return nil
    }
}
