import GearModel
import GearTable

extension Evaluator {
    /// A row a criterion or strand and a level that it describes; columns as `TableSchema.descriptors`.
    func descriptors() -> Table {
        struct Row {
            let owner: String
            let kind: String
            let part: Heading
            let level: String
            let text: String
        }
        var rows: [Row] = []
        for rubric in model.rubrics {
            for criterion in rubric.criteria {
                rows += criterion.descriptors.map {
                    Row(
                        owner: rubric.heading.name, kind: "rubric", part: criterion.heading,
                        level: rubric.levels[$0.level].name, text: $0.text)
                }
            }
        }
        for progression in model.progressions {
            for level in progression.levels {
                rows += level.descriptors.map {
                    Row(
                        owner: progression.heading.name, kind: "progression", part: progression.strands[$0.strand],
                        level: level.heading.name, text: $0.text)
                }
            }
        }
        return Table([
            model.column("owner", .text, rows.map(\.owner)),
            model.column("kind", .text, rows.map(\.kind)),
            model.column("part", .text, rows.map(\.part.name)),
            model.column("title", .text, rows.map(\.part.title.ifWritten)),
            model.column("level", .point(scale: ""), rows.map(\.level)),
            model.column("descriptor", .text, rows.map(\.text.ifWritten)),
        ])
    }
}
