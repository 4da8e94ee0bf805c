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

    /// What answers on a scale are worth, as they are or reversed.
    private struct Reading {
        let values: [Rational]
        /// nil if undeclared, and on a numeric range.
        let favourable: [Bool]?
        let line: (offset: Double, factor: Double)?
        let span: (low: Double, high: Double)
    }

    /// Slots of the closed questions of `surveys` with a target in `framework`, and what their values are over.
    mutating func compile(surveys: [Int], framework: Int) -> (slots: [Slot], denominator: Int64)? {
        var slots: [Slot] = []
        // Many questions have one scale; by twice its position, and one more where it is reversed.
        var readings: [Reading] = []
        var places = [Int?](repeating: nil, count: 2 * model.scales.count)
        var readingOf: [Int] = []
        for (place, survey) in surveys.enumerated() {
            let survey = model.surveys[survey]
            for (index, question) in survey.questions.enumerated() {
                guard !question.isOpen, let scale = question.scale,
                    question.targets.contains(where: { $0.node.framework == framework })
                else { continue }
                let key = 2 * scale + (question.isReversed ? 1 : 0)
                if places[key] == nil {
                    guard let reading = reading(of: model.scales[scale], in: question) else { return nil }
                    places[key] = readings.count
                    readings.append(reading)
                }
                let known = places[key] ?? 0
                let (reading, asks) = (readings[known], question.asks ?? survey.asks)
                readingOf.append(known)
                slots.append(
                    Slot(
                        survey: place, question: index, values: [], favourable: reading.favourable,
                        line: reading.line, asks: asks.isEmpty ? nil : asks, span: reading.span))
            }
        }
        guard let denominator = commonDenominator(readings.lazy.flatMap(\.values)) else { return inexact() }
        var numerators: [[Int64]] = []
        for reading in readings {
            let values = reading.values.compactMap { $0.numerator(over: denominator) }
            guard values.count == reading.values.count, values.allSatisfy({ $0.magnitude < 1 << 31 }) else {
                return inexact()
            }
            numerators.append(values)
        }
        for (slot, reading) in readingOf.enumerated() { slots[slot].values = numerators[reading] }
        return (slots, denominator)
    }

    /// y = a + (b − a)(x − min)/(max − min), x being `min + max − v` if the question is reversed (STATISTICS rule 1).
    private mutating func reading(of scale: Scale, in question: Question) -> Reading? {
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
            let wanted = points.map { scale.points[$0].value }
            return flipped.map(wanted.contains)
        }
        let ends = [scale.minimum, scale.maximum].map { offset.double + factor.double * $0.double }
        var line: (offset: Double, factor: Double)?
        if scale.range != nil {
            let sign: Double = question.isReversed ? -1 : 1
            let base = question.isReversed ? scale.minimum.double + scale.maximum.double : 0
            line = (offset.double + factor.double * base, sign * factor.double)
        }
        return Reading(
            values: values, favourable: line == nil ? favourable : nil, line: line,
            span: (min(ends[0], ends[1]), max(ends[0], ends[1])))
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
