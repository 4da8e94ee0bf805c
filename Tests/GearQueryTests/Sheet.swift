import GearSource
import GearTable

@testable import GearModel
@testable import GearQuery

/// Tables and terms written shortly, and tables as lines of text.
enum Sheet {
    static let nowhere = Location(FileID(0), 0..<0)

    /// The first line names columns, an ending saying what they hold: `score` numbers, `n#` counts, `is?` booleans,
    /// `title$` texts, `wave~` waves, `day@` dates. `-` is a missing cell.
    static func table(_ lines: String) -> Table {
        let rows = lines.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        return Table(
            rows[0].indices.map { place in
                column(rows[0][place], rows.dropFirst().map { $0[place] })
            })
    }

    static func column(_ heading: String, _ cells: [String]) -> Column {
        let name = String(heading.prefix { $0.isLetter || $0 == "_" })
        let types: [Character: ColumnType] = [
            "#": .integer, "?": .boolean, "$": .text, "~": .wave, "@": .date,
        ]
        let type = heading.last.flatMap { types[$0] } ?? .number
        var builder = ColumnBuilder(name, type)
        for cell in cells {
            if cell == "-" {
                builder.appendMissing()
                continue
            }
            switch type {
            case .number: builder.append(Double(cell) ?? .nan)
            case .integer: builder.append(Int(cell) ?? 0)
            case .boolean: builder.append(cell == "true")
            case .date: CalendarDate(cell.utf8).map { builder.append($0) }
            case .coded: builder.append(cell)
            }
        }
        return builder.finish()
    }

    static func lines(_ table: Table) -> String {
        let rows = (0..<table.rowCount).map { row in
            table.columns.map { column in
                if case .missing = column[row] { "-" } else { column[row].plainText }
            }
        }
        return ([table.columns.map(\.name)] + rows).map { $0.joined(separator: " ") }.joined(separator: "\n")
    }

    static var evaluator: Evaluator {
        Evaluator(
            model: model, asOf: nil, statuses: { _ in [:] }, responses: { _ in nil }, scores: { _, _ in Table([]) },
            statistics: { _, _ in Table([]) }, changed: { _ in Sheet.evaluator }, note: { _ in })
    }

    /// Waves whose order is not that of their names.
    static var model: Model {
        var model = Model()
        model.waves = [("spring15", 2015, 3), ("fall15", 2015, 10), ("spring16", 2016, 3)].compactMap {
            name, year, month in
            CalendarDate(year: year, month: month).map { start in
                Wave(heading: heading(name), start: start)
            }
        }
        return model
    }

    static func heading(_ name: String) -> Heading {
        Heading(
            id: ID(module: "m", kind: "k", path: name), name: name, title: "", doc: nil, location: nowhere)
    }
}

/// Terms, written from the outside in.
func column(_ name: String, _ type: Type = .number) -> Term { Term(.column(name), type, at: Sheet.nowhere) }
func number(_ value: Double) -> Term { Term(.constant(.number(value)), .number, at: Sheet.nowhere) }
func text(_ value: String, _ type: Type = .text) -> Term { Term(.constant(.text(value)), type, at: Sheet.nowhere) }
func boolean(_ value: Bool?) -> Term {
    Term(.constant(value.map { .boolean($0) } ?? .missing), value == nil ? .absent : .boolean, at: Sheet.nowhere)
}
func binary(_ left: Term, _ operation: BinaryOperation, _ right: Term) -> Term {
    Term(.binary(operation, left, right), .boolean, at: Sheet.nowhere)
}
func call(_ function: Function, _ arguments: Term...) -> Term {
    Term(.call(function, arguments), .number, at: Sheet.nowhere)
}
func aggregate(_ function: AggregateFunction, _ argument: Term? = nil, where condition: Term? = nil) -> Term {
    Term(
        .aggregate(Aggregate(function: function, argument: argument.map { .term($0) } ?? .rows, condition: condition)),
        .number, at: Sheet.nowhere)
}
