import GearSource
import GearTable

/// What was set aside in one file, gathered by what is wrong with it: a bounded number of findings, however
/// many rows they concern.
struct FindingLog {
    private struct Group {
        let fault: Fault
        var count: Int
        /// Of the first row or cell.
        let locator: Int
        let column: String
    }

    private var groups: [Fault: Group] = [:]
    private var order: [Fault] = []
    private var groupsOfCode: [Code: Int] = [:]
    private var moreOfCode: [Code: Int] = [:]

    /// Different findings shown for each code and file.
    static let mostOfCode = 10

    mutating func note(_ fault: Fault, at locator: Int, column: String) {
        if let known = groups.index(forKey: fault) {
            groups.values[known].count += 1
            return
        }
        let code = fault.code
        guard groupsOfCode[code, default: 0] < Self.mostOfCode else {
            moreOfCode[code, default: 0] += 1
            return
        }
        groupsOfCode[code, default: 0] += 1
        groups[fault] = Group(fault: fault, count: 1, locator: locator, column: column)
        order.append(fault)
    }

    /// In the order of the file, each code's overflow after the last of its findings. `unit`: what is counted.
    func diagnostics(_ file: RowFile, _ context: SurveyContext, _ binding: Label, unit: String) -> [Diagnostic] {
        let shown = order.compactMap { groups[$0] }
        let lines = file.lines(at: shown.map(\.locator))
        var found = zip(shown, lines).map { diagnostic($0, file, $1, context, binding, unit) }
        for (code, count) in moreOfCode.sorted(by: { $0.key.id < $1.key.id }) {
            let more = Diagnostic(
                code, "… and \(Self.grouped(count)) more like this in `\(file.path)`", at: binding,
                data: DataPlace(file: file.path), help: "A file of rejected rows lists them all.")
            found.insert(more, at: (found.lastIndex { $0.code == code } ?? found.count - 1) + 1)
        }
        return found
    }

    private func diagnostic(
        _ group: Group, _ file: RowFile, _ line: Int, _ context: SurveyContext, _ binding: Label, _ unit: String
    ) -> Diagnostic {
        let times = group.count == 1 ? "" : " (\(Self.grouped(group.count)) \(unit))"
        if case .malformed(let kind) = group.fault {
            let plain = file.diagnostics(for: [RowProblem(kind, row: group.locator, place: group.locator)])[0]
            return Diagnostic(
                plain.code, plain.message + times, at: binding, data: plain.data, why: plain.why, help: plain.help)
        }
        return Diagnostic(
            group.fault.code, group.fault.message(context) + times, at: binding,
            data: DataPlace(file: file.path, line: line, column: group.column), why: group.fault.why,
            help: group.fault.help(context))
    }

    /// 4312 as 4,312.
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(number).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
