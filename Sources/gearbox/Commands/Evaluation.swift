import GearReport
import GearSession
import GearSource
import GearTable

/// One program asked for tables: what `score`, `show` and `run` have in common.
final class Evaluation {
    let session: Session
    private let rejects: RejectLog?
    private let rejectsPath: String?
    private let showsAll: Bool
    private let progress: Progress

    init(_ file: String, _ data: DataOptions) {
        let options = data.session
        rejects = options.rejects
        rejectsPath = data.rejects
        showsAll = data.allFindings
        progress = Progress("reading and scoring")
        session = Session(file, loader: .disk, options: options)
    }

    /// The content of a file that stands in for an argument.
    func text(of path: String) throws -> String {
        switch Loader.disk.read(path) {
        case .success(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .failure(let failure):
            session.report([.unreadable(failure, path, at: nil)])
            throw finish()
        }
    }

    /// Prints the tables, then all findings; ends the command.
    ///
    /// - Parameter elsewhere: the format where output goes to no terminal and none is asked for.
    func print(_ shows: [Session.Shown], _ options: TableOptions, elsewhere: TableOptions.Format = .csv) throws {
        let isToTerminal = options.output == nil && Terminal.output.isTerminal
        let format = options.chosenFormat ?? (isToTerminal ? .table : elsewhere)
        var parts: [[UInt8]] = []
        for shown in shows {
            guard let table = session.table(of: shown) else { continue }
            let hasTitle = !shown.title.isEmpty && (format == .table || format == .md)
            let title = hasTitle ? Array((Visible.paragraph(shown.title) + "\n\n").utf8) : []
            parts.append(title + format.render(table, for: options.output == nil ? .output : nil))
        }
        progress.end()
        let bytes = Array(parts.joined(separator: [0x0A]))
        if let path = options.output {
            if let failure = Output.save(bytes, to: path) { session.report([failure]) }
        } else if !Output.print(bytes) {
            throw Status.findings
        }
        throw finish()
    }

    /// Says what was found and what became of the rows; the status to end with.
    func finish() -> Status {
        progress.end()
        if let rejects, let rejectsPath, let failure = Output.save(rejects.table.delimited(), to: rejectsPath) {
            session.report([failure])
        }
        var findings = Findings()
        findings.add(session)
        let rows = session.fileReports.map { Visible.text($0.summary) + "\n" }.joined()
        Output.complain(findings.text(for: .errors, mostAlike: showsAll ? .max : 2) + rows)
        if session.diagnostics.contains(where: { $0.code == .unsuitableArgument }) { return .misuse }
        return session.hasErrors ? .findings : .fine
    }
}
