import GearModel
import GearSource

/// The answers written in a test, as if they had come from a file.
package enum InlineIntake {
    /// Questions that a respondent does not mention were skipped, if they are asked of the source.
    ///
    /// A respondent who is written twice with the same dimensions is one record; two different answers to one
    /// question are a finding, and neither counts.
    package static func responses(
        _ respondents: [InlineRespondent], to survey: Int, _ model: Model
    ) -> (responses: Responses, findings: [Diagnostic]) {
        let bound = Set(respondents.flatMap { $0.dimensions.map(\.name) })
        let context = SurveyContext(model, survey: survey, bound: bound)
        let store = RecordStore(context)
        var findings: [Diagnostic] = []
        for respondent in respondents {
            switch key(respondent, context) {
            case .failure(let fault): findings.append(finding(fault, context, respondent.location))
            case .success(let key):
                let row = store.row(key, fill: CellCode.skipped)
                for answer in respondent.answers where row >= 0 {
                    take(answer, key, row, store, context, &findings)
                }
                // Somebody may answer nothing at all and still have been asked.
                if respondent.answers.isEmpty, row >= 0, context.width > 0 {
                    store.putAgain(row, 0, CellCode.skipped)
                }
            }
        }
        return (store.finished(context), findings)
    }

    private static func key(_ respondent: InlineRespondent, _ context: SurveyContext) -> Result<RecordKey, Fault> {
        let readings = context.dimensions.map { name in
            respondent.dimensions.first { $0.name == name }.map { DimensionReading.fixed($0.value) }
                ?? context.onlySource.flatMap { name == "source" ? .fixed($0) : nil } ?? .unbound
        }
        let shape = RecordShape(
            columns: [0], respondent: [0], dimensions: readings, weight: nil, cluster: nil, stratum: nil, at: nil,
            absent: NameIndex(), context: context)
        var cache = DimensionCache()
        return shape.read([respondent.key], &cache)
    }

    private static func take(
        _ answer: InlineAnswer, _ key: RecordKey, _ row: Int, _ store: RecordStore, _ context: SurveyContext,
        _ findings: inout [Diagnostic]
    ) {
        let name = key.dimensions[0] ?? ""
        if let source = context.sources.item(name), !context.isAsked(answer.question, of: source) {
            let fault = Fault.notAsked(question: answer.question, source: source)
            return findings.append(finding(fault, context, answer.location))
        }
        var number = Double.nan
        let code: UInt8
        switch answer.given {
        case .point(let place): code = UInt8(clamping: place + 1)
        case .absent(let kind): code = CellCode.of(kind)
        case .text: code = 1
        case .number(let value):
            guard let range = context.scale(of: answer.question)?.range, range.low.double <= value,
                value <= range.high.double
            else {
                let fault = Fault.outOfRange(question: answer.question, text: "\(value)")
                return findings.append(finding(fault, context, answer.location))
            }
            (code, number) = (1, value)
        }
        let cell = row * store.width + answer.question
        let wasInConflict = store.conflicts.contains(cell)
        store.putAgain(row, answer.question, code, number: number)
        if !wasInConflict, store.conflicts.contains(cell) {
            let fault = Fault.conflict(question: answer.question, respondent: RecordKey.shown(key.respondent ?? []))
            findings.append(finding(fault, context, answer.location))
        }
    }

    private static func finding(_ fault: Fault, _ context: SurveyContext, _ place: Location) -> Diagnostic {
        Diagnostic(
            fault.code, fault.message(context), at: place, why: fault.why, help: fault.help(context))
    }
}
