import GearModel
import GearSource
import GearTable

extension Intake {
    /// Stands for all of the program that decides what is taken in and what is said about it: the survey with its scales,
    /// the sources, waves and dimensions, and how each file is bound. Where it is written and what else the program says
    /// does not count, nor does what is scored or hidden.
    package func key(salt: [String]) -> ContentHash {
        let sink = ByteSink()
        sink.put(salt)
        context.describe(to: sink)
        sink.put(options.mostCells)
        sink.put(bindings) { $0.describe(to: sink) }
        return sink.finish().hash
    }

    /// Where findings can point to, in an order that depends on what is described only.
    var places: [Location] {
        bindings.map(\.heading.location) + [context.survey.heading.location]
            + context.survey.questions.map(\.heading.location)
    }
}

extension SurveyContext {
    fileprivate func describe(to sink: ByteSink) {
        let survey = survey
        survey.heading.describe(to: sink)
        sink.put(survey.isWalkthrough)
        sink.put(survey.asks)
        sink.put(survey.unit)
        let scales = Set(survey.questions.compactMap(\.scale)).sorted()
        sink.put(scales) { model.scales[$0].describe(to: sink) }
        sink.put(survey.questions) { question in
            question.describe(scale: question.scale.flatMap { scales.firstIndex(of: $0) } ?? -1, to: sink)
        }
        sink.put(model.sources) { $0.heading.describe(to: sink) }
        sink.put(model.waves) { wave in
            wave.heading.describe(to: sink)
            sink.put(wave.start.packed)
        }
        sink.put(model.dimensions) { $0.heading.describe(to: sink) }
        sink.put(dimensions)
    }
}

extension Heading {
    fileprivate func describe(to sink: ByteSink) {
        sink.put(name)
        sink.put(title)
    }
}

extension Question {
    fileprivate func describe(scale: Int, to sink: ByteSink) {
        heading.describe(to: sink)
        sink.put(isOpen)
        sink.put(scale)
        sink.put(asks != nil)
        sink.put(asks ?? [])
        sink.put(wordings) { wording in
            sink.put(wording.source)
            sink.put(wording.text)
        }
        sink.put(earlier) { wording in
            sink.put(wording.text)
            sink.put(wording.until)
            sink.put(wording.isComparable)
        }
        sink.put(formerly)
    }
}

extension Scale {
    fileprivate func describe(to sink: ByteSink) {
        heading.describe(to: sink)
        sink.put(points) { point in
            sink.put(point.code)
            sink.put(point.label)
            sink.put(point.synonyms)
            sink.put(point.formerly)
            point.value.describe(to: sink)
        }
        sink.put(absences) { absence in
            sink.put(absence.kind.rawValue)
            sink.put(absence.labels)
        }
        sink.put(range != nil)
        range?.low.describe(to: sink)
        range?.high.describe(to: sink)
    }
}

extension Rational {
    fileprivate func describe(to sink: ByteSink) {
        sink.put(numerator)
        sink.put(denominator)
    }
}

extension DataBinding {
    fileprivate func describe(to sink: ByteSink) {
        heading.describe(to: sink)
        switch subject {
        case .survey: sink.put("survey")
        case .dimension(let name):
            sink.put("dimension")
            sink.put(name)
        case .invited: sink.put("invited")
        case .plan: sink.put("plan")
        }
        sink.put(files)
        sink.put(directory)
        switch layout {
        case .wide: sink.put("wide")
        case .long(let question, let answer): sink.put(["long", question, answer])
        case .counts(let pattern): sink.put(["counts", pattern])
        }
        sink.put(respondent)
        sink.put(dimensions) { name, binding in
            sink.put(name)
            binding.describe(to: sink)
        }
        sink.put(questions) { question, column in
            sink.put(question)
            sink.put(column)
        }
        sink.put(attributes) { attribute in
            sink.put([attribute.name, attribute.column])
            sink.put(attribute.isNumber)
        }
        for column in [weight, cluster, stratum, at, table] { sink.put(column) }
        switch invited {
        case nil: sink.put("")
        case .fixed(let count)?:
            sink.put("fixed")
            sink.put(count)
        case .column(let name)?: sink.put(["column", name])
        }
        switch responded {
        case nil: sink.put("")
        case .column(let name)?: sink.put(["column", name])
        case .columns(let pattern)?: sink.put(["columns", pattern])
        }
        sink.put(absentWords)
        sink.put(ignored)
        sink.put(unlisted.rawValue)
        sink.put(headerRows)
        sink.put(separator != nil)
        sink.put(separator ?? 0)
    }
}

extension ValueBinding {
    fileprivate func describe(to sink: ByteSink) {
        switch self {
        case .fixed(let value): sink.put(["fixed", value])
        case .column(let name, let mapping):
            sink.put(["column", name])
            sink.put(mapping) { sink.put([$0.text, $0.value]) }
        }
    }
}
