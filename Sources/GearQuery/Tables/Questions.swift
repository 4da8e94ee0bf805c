import GearModel
import GearTable

extension Evaluator {
    /// A row a question and target, one for a question without target; columns as `TableSchema.questions`.
    func questions() -> Table {
        struct Row {
            let survey: Survey
            let question: Question
            let target: Target?
        }
        let rows = model.surveys.flatMap { survey in
            survey.questions.flatMap { question in
                question.targets.isEmpty
                    ? [Row(survey: survey, question: question, target: nil)]
                    : question.targets.map { Row(survey: survey, question: question, target: $0) }
            }
        }
        var reverse = ColumnBuilder("reverse", .boolean, capacity: rows.count)
        var weights = ColumnBuilder("weight", .number, capacity: rows.count)
        for row in rows {
            reverse.append(row.question.isReversed)
            if let target = row.target { weights.append(target.weight.double) } else { weights.appendMissing() }
        }
        return Table([
            model.column("survey", .text, rows.map(\.survey.heading.name)),
            model.column("question", .text, rows.map(\.question.heading.name)),
            model.column(
                "section", .text,
                rows.map { row in
                    let heading = row.question.section.map { row.survey.sections[$0] }
                    return heading?.name.ifWritten ?? heading?.title.ifWritten
                }),
            model.column("title", .text, rows.map(\.question.heading.title.ifWritten)),
            model.column("scale", .text, rows.map { row in row.question.scale.map { model.scales[$0].heading.name } }),
            reverse.finish(),
            model.column("node", .node, rows.map { row in row.target.map { model.shownPath($0.node) } }),
            weights.finish(),
            model.column("sources", .text, rows.map { sources(asked: $0.question, $0.survey) }),
            model.column("kind", .text, rows.map { kind($0.question, $0.survey) }),
        ])
    }

    private func sources(asked question: Question, _ survey: Survey) -> String? {
        (question.asks ?? survey.asks).map { model.sources[$0].heading.name }.joined(separator: ", ").ifWritten
    }

    private func kind(_ question: Question, _ survey: Survey) -> String {
        question.isOpen ? "open" : question.isRating ? "rate" : survey.isWalkthrough ? "observe" : "question"
    }
}
