import GearModel
import GearTable

extension Evaluator {
    /// A row a point, an absence or a range's two ends in one; columns as `TableSchema.scales`.
    func scales() -> Table {
        struct Row {
            let scale: String
            var point: String?
            var label: String?
            var value: Double?
            var isFavourable: Bool?
            let kind: String
        }
        let rows = model.scales.flatMap { scale -> [Row] in
            let name = scale.heading.name
            let points = scale.points.enumerated().map { place, point in
                Row(
                    scale: name, point: point.code, label: point.label.ifWritten, value: point.value.double,
                    isFavourable: scale.favourable?.contains(place), kind: "point")
            }
            let ends = [scale.range?.low, scale.range?.high].compactMap { end in
                end.map { Row(scale: name, value: $0.double, kind: "range") }
            }
            let absences = scale.absences.map { absence in
                Row(scale: name, label: absence.labels.first, kind: absence.kind.rawValue)
            }
            return points + ends + absences
        }
        var values = ColumnBuilder("value", .number, capacity: rows.count)
        var favourable = ColumnBuilder("favourable", .boolean, capacity: rows.count)
        for row in rows {
            if let value = row.value { values.append(value) } else { values.appendMissing() }
            if let isFavourable = row.isFavourable {
                favourable.append(isFavourable)
            } else {
                favourable.appendMissing()
            }
        }
        return Table([
            model.column("scale", .text, rows.map(\.scale)),
            model.column("point", .point(scale: ""), rows.map(\.point)),
            model.column("label", .text, rows.map(\.label)),
            values.finish(),
            favourable.finish(),
            model.column("kind", .text, rows.map(\.kind)),
        ])
    }
}
