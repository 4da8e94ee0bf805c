import GearModel
import GearSource
import GearTable

/// Attributes of a dimension's values, which split and select records as a dimension does.
struct Attributes: Sendable {
    let dimension: String
    let names: [String]
    /// By value of the dimension; one text a name, nil where it is missing.
    var values: [String: [String?]]
}

/// What the columns of a file of attributes are.
struct AttributePlan: Sendable {
    let dimension: String
    let names: [String]
    /// For each of them, whether it is a number.
    let areNumbers: [Bool]
    let columns: [Int]
    /// Of the whole file.
    let columnNames: [String]
    let keyColumn: String
    /// Reads the dimension's value as its only one.
    let shape: RecordShape
}

extension IntakeRun {
    /// `data NAME from FILE for dimension DIMENSION`: a row a value.
    func takeAttributes(_ binding: DataBinding, of dimension: String, _ file: RowFile) throws(Diagnostic) {
        var planner = FilePlanner(
            context, binding, path: file.path, columns: file.columns, isDelimited: file.isDelimited)
        var fileReport = FileReport(file: file.path, binding: binding.heading.name)
        guard let plan = planner.attributePlan(of: dimension) else {
            report.findings += planner.refusals
            report.files.append(fileReport)
            return
        }
        let parts = try file.scan(threads: 1) { _ in
            AttributeRows(plan)
        } consume: { rows, batch in
            rows.take(batch)
        }
        for rows in parts {
            fileReport.rowsRead = rows.rowsRead
            fileReport.rowsSetAside = rows.rowsSetAside
            fileReport.cellsSetAside = rows.cellsSetAside
            report.findings += planner.findings
            report.findings += rows.log.diagnostics(file, context, Label(binding.heading.location), unit: "rows")
            attributes.append(
                Attributes(dimension: plan.dimension, names: plan.names, values: rows.values))
        }
        report.files.append(fileReport)
    }
}

/// Rows of attributes: those of one value that differ are all set aside.
private final class AttributeRows: @unchecked Sendable {
    private(set) var log = FindingLog()
    private(set) var rowsRead = 0
    private(set) var rowsSetAside = 0
    private(set) var cellsSetAside = 0
    private let plan: AttributePlan
    private var known: [String: (attributes: [String?], rows: Int, locator: Int, isContradicted: Bool)] = [:]
    private var cache = DimensionCache()

    init(_ plan: AttributePlan) { self.plan = plan }

    var values: [String: [String?]] { known.filter { !$0.value.isContradicted }.mapValues(\.attributes) }

    func take(_ batch: borrowing RowBatch) {
        rowsRead += batch.rowCount + batch.problems.count
        for problem in batch.problems { setAside(.malformed(problem.kind), problem.place) }
        for row in 0..<batch.rowCount {
            var texts: [String] = []
            for column in plan.shape.columns { texts.append(batch.text(row, column)) }
            guard case .success(let key) = plan.shape.read(texts, &cache), let value = key.dimensions[0] else {
                setAside(.missing(plan.dimension), batch.locator(row))
                continue
            }
            var attributes: [String?] = []
            for place in plan.columns.indices {
                let text = plan.shape.present(batch.text(row, plan.columns[place]))
                attributes.append(plan.areNumbers[place] ? number(text, place, batch.locator(row)) : text)
            }
            take(value, attributes, batch.locator(row))
        }
    }

    private func take(_ value: String, _ attributes: [String?], _ locator: Int) {
        guard let before = known[value] else {
            known[value] = (attributes, 1, locator, false)
            return
        }
        if before.attributes == attributes, !before.isContradicted {
            known[value]?.rows += 1
            return
        }
        if !before.isContradicted {
            known[value]?.isContradicted = true
            for _ in 0..<before.rows { setAside(.attributeConflict(value), before.locator) }
        }
        setAside(.attributeConflict(value), locator)
    }

    /// A number as one text; nil for what is none.
    private func number(_ text: String?, _ place: Int, _ locator: Int) -> String? {
        guard let text else { return nil }
        if let number = DecimalText.number(text) { return NumberText.text(number) }
        cellsSetAside += 1
        log.note(
            .notNumber(attribute: plan.names[place], text: text), at: locator,
            column: plan.columnNames[plan.columns[place]])
        return nil
    }

    private func setAside(_ fault: Fault, _ locator: Int) {
        rowsSetAside += 1
        log.note(fault, at: locator, column: plan.keyColumn)
    }
}

extension Responses {
    /// Adds the attributes of a dimension's values as dimensions.
    mutating func add(_ attributes: Attributes) {
        guard let place = dimensions.firstIndex(where: { $0.name == attributes.dimension }) else { return }
        let base = dimensions[place]
        for (index, name) in attributes.names.enumerated() where !dimensions.contains(where: { $0.name == name }) {
            func attribute(_ value: String) -> String? { attributes.values[value].flatMap { $0[index] } }
            let texts = Set(base.values.compactMap(attribute)).sorted(by: DimensionText.order)
            let codes = Dictionary(zip(texts, UInt32(0)...), uniquingKeysWith: { first, _ in first })
            let codeOfValue = base.values.map { attribute($0).flatMap { codes[$0] } ?? DimensionValues.missing }
            dimensions.append(
                DimensionValues(
                    name: name,
                    codes: base.codes.map { $0 == DimensionValues.missing ? $0 : codeOfValue[Int($0)] },
                    values: texts))
            counts = counts.map { count in
                let value = attribute(count.group[place]) ?? ""
                return AnswerCount(
                    group: count.group + [value], question: count.question, point: count.point, count: count.count)
            }
            responded = responded.map { responded in
                RespondedCount(
                    group: responded.group + [attribute(responded.group[place]) ?? ""], count: responded.count)
            }
            invited = invited.map { invited in
                let value = invited.group.first { $0.dimension == attributes.dimension }?.value
                guard let own = value.flatMap(attribute) else { return invited }
                return Invited(group: invited.group + [(dimension: name, value: own)], count: invited.count)
            }
        }
    }
}
