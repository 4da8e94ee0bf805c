import GearModel
import GearSource

extension Responses {
    /// Puts other points in the place of those that a change is about. Who answered what stays the same.
    package mutating func apply(_ change: AnswerChange, _ model: Model) throws(Diagnostic) {
        let declared = model.surveys[survey]
        let codes = declared.questions.map { question in
            question.scale.flatMap { change.points[$0] }.map(Self.codes)
        }
        let context = PlanContext(
            nodes: [], sources: model.sources, waves: model.waves, surveys: [declared], scales: model.scales,
            numbers: model.numericAttributes)
        let filter = change.condition.map { AnswerFilter($0, survey: declared, context: context) }
        let held = try filter?.apply(to: self)
        let kept = held?.cells?.codes
        var cells = self.cells.codes
        for record in 0..<recordCount where held?.kept[record] ?? true {
            for question in 0..<width {
                let place = record * width + question
                guard let codes = codes[question], let code = codes[cells[place]],
                    kept.map({ $0[place] == cells[place] }) ?? true
                else { continue }
                cells[place] = code
            }
        }
        self.cells = CellMatrix(width: width, rowCount: recordCount, cells)
        counts = counts.map { count in
            guard let scale = declared.questions[count.question].scale, let point = change.points[scale]?[count.point],
                filter?.keeps(count, of: self) ?? true
            else { return count }
            return AnswerCount(group: count.group, question: count.question, point: point, count: count.count)
        }
    }

    private static func codes(_ points: [Int: Int]) -> [UInt8: UInt8] {
        Dictionary(
            points.compactMap { from, to -> (UInt8, UInt8)? in
                let (from, to) = (from + 1, to + 1)
                guard from <= Int(CellCode.lastPoint), to <= Int(CellCode.lastPoint) else { return nil }
                return (UInt8(from), UInt8(to))
            }, uniquingKeysWith: { first, _ in first })
    }
}
