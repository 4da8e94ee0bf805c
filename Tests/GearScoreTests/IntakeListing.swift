import GearModel
import GearSource
import GearSyntax
import GearTesting
import Synchronization

@testable import GearScore
@testable import GearTable

/// A program and files of text that stand beside it, taken in; and what came of it as text.
struct TakenIn {
    let model: Model
    let responses: Responses
    let report: IntakeReport
    let rejects: [Reject]

    /// The first survey's answers. `files`: contents by path.
    init(_ program: String, files: [String: [UInt8]], options: IntakeOptions = IntakeOptions()) throws {
        try self.init(try Self.model(program), options: options) { binding, path throws(Diagnostic) in
            guard let bytes = files[path] else {
                throw Diagnostic(.dataFileMissing, "there is no file `\(path)`", data: DataPlace(file: path))
            }
            var format = try RowFile.Format(path: path)
            if let separator = binding.separator { format = .delimited(separator: separator) }
            return try RowFile(
                DataFile(path: path, contents: bytes), format: format, headerRows: binding.headerRows)
        }
    }

    init(_ program: String, files: [String: String]) throws {
        try self.init(program, files: files.mapValues { Array($0.utf8) })
    }

    init(_ model: Model, options: IntakeOptions = IntakeOptions(), open: Intake.Opener) throws {
        let rejected = Mutex<[Reject]>([])
        var options = options
        options.reject = { reject in rejected.withLock { $0.append(reject) } }
        self.model = model
        (responses, report) = Intake(model, survey: 0, bindings: model.bindings, options: options).run(open)
        rejects = rejected.withLock { $0 }
    }

    init(_ model: Model, _ responses: Responses, _ report: IntakeReport) {
        self.model = model
        self.responses = responses
        self.report = report
        rejects = []
    }

    struct NotAProgram: Error { let findings: [String] }

    static func model(_ program: String) throws -> Model {
        let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(program.utf8)))
        let built = Program([
            Module(tree: tree, name: "", directory: "", isStandardLibrary: false, imports: [:])
        ])
        let errors = (tree.diagnostics + built.diagnostics).filter { $0.severity == .error }
        guard errors.isEmpty else { throw NotAProgram(findings: errors.map { "\($0.code.id) \($0.message)" }) }
        return built.model
    }

    /// Files, findings, rejects and records, a line each; nothing in it depends on the order of records.
    var text: String {
        let files = report.files.map { file in
            file.summary + (file.repeats > 0 ? "; \(file.repeats) answers repeated" : "") + "\n"
        }
        let findings = report.findings.map { finding in
            var line = place(finding.data) + "\(finding.code.id) \(finding.message)\n"
            if let why = finding.why { line += "    why: \(why)\n" }
            if let help = finding.help { line += "    help: \(help)\n" }
            return line
        }
        let rejected = rejects.map { reject in
            let place = place(DataPlace(file: reject.file, line: reject.line, column: reject.column))
            return "rejected \(place)\(reject.code) \(reject.reason)\n"
        }
        return (files + findings + rejected + records + counts + responded + invited).joined()
    }

    private func place(_ data: DataPlace?) -> String {
        guard let data else { return "" }
        let line = data.line > 0 ? ":\(data.line)" : ""
        let column = data.column.isEmpty ? "" : " [\(data.column)]"
        return "\(data.file)\(line)\(column): "
    }

    var records: [String] {
        (0..<responses.recordCount).map { record in
            let key = responses.respondentKeys[Int(responses.respondents[record])]
            let values = responses.dimensions.map { dimension in
                let code = dimension.codes[record]
                return code == DimensionValues.missing ? "?" : dimension.values[Int(code)]
            }
            var extra = ""
            if let weights = responses.weights { extra += " weight \(weights[record])" }
            if let times = responses.times, times.codes[record] != DimensionValues.missing {
                extra += " at \(times.values[Int(times.codes[record])])"
            }
            let cells = (0..<responses.width).map { "\(name($0))=\(cell(record, $0))" }
            return "\(key.isEmpty ? "(nobody)" : key): \(values.joined(separator: ", "))\(extra) | "
                + cells.joined(separator: " ") + "\n"
        }
        .sorted()
    }

    private func name(_ question: Int) -> String { model.surveys[0].questions[question].heading.name }

    private func cell(_ record: Int, _ question: Int) -> String {
        let code = responses.cells[record, question]
        switch code {
        case CellCode.skipped: return "."
        case CellCode.notShown: return "-"
        case CellCode.notApplicable: return "na"
        case CellCode.dontKnow: return "dk"
        case CellCode.refused: return "rf"
        case CellCode.notObserved: return "no"
        default:
            if let number = responses.numbers[question]?[record] { return "\(number)" }
            guard let scale = model.surveys[0].questions[question].scale else { return "text" }
            return model.scales[scale].points[Int(code) - 1].code
        }
    }

    private var counts: [String] {
        responses.counts.map { count in
            let question = model.surveys[0].questions[count.question]
            let point = question.scale.map { model.scales[$0].points[count.point].code } ?? ""
            return "\(count.group.joined(separator: ", ")) | \(question.heading.name) \(point): \(count.count)\n"
        }
    }

    private var responded: [String] {
        responses.responded.map { "\($0.group.joined(separator: ", ")) | responded: \($0.count)\n" }
    }

    private var invited: [String] {
        responses.invited.map { invited in
            let group = invited.group.map { "\($0.dimension) \($0.value)" }.joined(separator: ", ")
            return "invited \(group): \(invited.count)\n"
        }
    }
}
