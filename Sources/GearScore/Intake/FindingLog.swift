import GearSource
import GearTable

/// What was set aside in one file, gathered by what is wrong with it: a bounded number of findings, however
/// many rows they concern.
struct FindingLog {
    fileprivate struct Group {
        let fault: Fault
        var count: Int
        /// Of the first row or cell.
        let locator: Int
        let column: String
        /// Of a respondent's conflicts: the questions, and the first rows.
        var questions: Set<Int> = []
        var rows: [Int] = []
    }

    private var groups: [Fault: Group] = [:]
    private var order: [Fault] = []
    private var groupsOfCode: [Code: Int] = [:]
    private var moreOfCode: [Code: Int] = [:]

    /// Different findings shown for each code and file.
    static let mostOfCode = 10
    /// Rows and questions that a respondent's finding names.
    private static let named = 3

    mutating func note(_ fault: Fault, at locator: Int, column: String) {
        let key = Self.key(fault)
        if let known = groups.index(forKey: key) {
            groups.values[known].count += 1
            groups.values[known].add(fault, locator)
            return
        }
        let code = fault.code
        guard groupsOfCode[code, default: 0] < Self.mostOfCode else {
            moreOfCode[code, default: 0] += 1
            return
        }
        groupsOfCode[code, default: 0] += 1
        var group = Group(fault: fault, count: 1, locator: locator, column: column)
        group.add(fault, locator)
        groups[key] = group
        order.append(key)
    }

    /// What makes one finding: all conflicts of a respondent are one, everything else is by itself.
    private static func key(_ fault: Fault) -> Fault {
        guard case .conflict(_, let who) = fault, !who.isEmpty else { return fault }
        return .conflict(question: -1, respondent: who)
    }

    /// In the order of the file, each code's overflow after the last of its findings. `unit`: what is counted.
    func diagnostics(_ file: RowFile, _ context: SurveyContext, _ binding: Label, unit: String) -> [Diagnostic] {
        let shown = order.compactMap { groups[$0] }
        let lines = file.lines(at: shown.map(\.locator))
        var found = zip(shown, lines).map { diagnostic($0, file, $1, context, binding, unit) }
        for (code, count) in moreOfCode.sorted(by: { $0.key.id < $1.key.id }) {
            let more = Diagnostic(
                code, "… and \(GroupedNumber.text(count)) more like this in `\(file.path)`", at: binding,
                data: DataPlace(file: file.path), help: "A file of rejected rows lists them all.")
            found.insert(more, at: (found.lastIndex { $0.code == code } ?? found.count - 1) + 1)
        }
        return found
    }

    private func diagnostic(
        _ group: Group, _ file: RowFile, _ line: Int, _ context: SurveyContext, _ binding: Label, _ unit: String
    ) -> Diagnostic {
        let times = group.count == 1 ? "" : " (\(GroupedNumber.text(group.count)) \(unit))"
        if case .malformed(let kind) = group.fault {
            let plain = file.diagnostics(for: [RowProblem(kind, row: group.locator, place: group.locator)])[0]
            return Diagnostic(
                plain.code, plain.message + times, at: binding, data: plain.data, why: plain.why, help: plain.help)
        }
        let conflicts = group.questions.count > 1 ? conflicts(group, file, context) : nil
        return Diagnostic(
            group.fault.code, conflicts ?? group.fault.message(context) + times, at: binding,
            data: DataPlace(file: file.path, line: line, column: group.column), why: group.fault.why,
            help: group.fault.help(context))
    }

    /// A respondent who answers several questions differently: which, and where.
    private func conflicts(_ group: Group, _ file: RowFile, _ context: SurveyContext) -> String? {
        guard case .conflict(_, let who) = group.fault else { return nil }
        let names = group.questions.sorted().prefix(Self.named).map { "`\(context.survey.questions[$0].heading.name)`" }
        let more = group.questions.count - names.count
        let questions = names.joined(separator: ", ") + (more > 0 ? " and \(GroupedNumber.text(more)) more" : "")
        let lines = file.lines(at: Array(group.rows.prefix(Self.named))).map { String($0) }.joined(separator: ", ")
        let places = (group.rows.count == 1 ? "line " : "lines ") + lines + (group.rows.count > Self.named ? ", …" : "")
        return
            "`\(Fault.clip(who))` answers \(GroupedNumber.text(group.questions.count)) questions differently in one wave: "
            + "\(questions) (\(places))"
    }
}

extension FindingLog.Group {
    /// Notes what a further conflict of the respondent is about.
    fileprivate mutating func add(_ fault: Fault, _ locator: Int) {
        guard case .conflict(let question, _) = fault else { return }
        questions.insert(question)
        if rows.count < 4, rows.last != locator { rows.append(locator) }
    }
}
