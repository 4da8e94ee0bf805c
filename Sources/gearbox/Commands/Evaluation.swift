import GearReport
import GearSession
import GearSource
import GearTable

/// One program asked for tables: what `score`, `show` and `run` have in common.
final class Evaluation {
    let session: Session
    /// Where what is set aside goes, and what writes it there.
    private let rejects: (log: RejectLog, file: OutputFile)?
    private let showsAll: Bool
    private let progress: Progress

    convenience init(
        _ file: String, _ data: DataOptions, _ table: TableOptions, queryFile: String?, asOf: CalendarDate? = nil
    ) {
        self.init(
            file, data, output: table.output, escapingFormulas: table.formulas.escapeFormulas, queryFile: queryFile,
            asOf: asOf)
    }

    /// - Parameter queryFile: also read, and so not to be replaced by an output.
    init(
        _ file: String, _ data: DataOptions, output: String?, escapingFormulas: Bool, queryFile: String?,
        asOf: CalendarDate? = nil
    ) {
        Threads.wake()
        var options = data.files.session
        options.asOf = asOf
        let opened = data.rejects.map { path in
            let file = OutputFile(path)
            return (log: RejectLog(escapingFormulas: escapingFormulas) { file.write($0) }, file: file)
        }
        options.rejects = opened?.log
        showsAll = data.allFindings
        progress = Progress("reading and scoring")
        session = Session(file, loader: .disk, options: options)
        // The process ends with the command: what the session holds need not be taken apart piece by piece.
        _ = Unmanaged.passRetained(session)
        let refusals =
            Diagnostic.overwriting(
                inputs: session.files + [file] + (queryFile.map { [$0] } ?? []),
                outputs: [("-o", output), ("--rejects", data.rejects)])
            + session.withheldRejects(isAsked: opened != nil)
        session.report(refusals)
        // What is refused is an error, so nothing is evaluated; the rejects would be written all the same.
        rejects = refusals.isEmpty ? opened : nil
        if !refusals.isEmpty { opened?.file.discard() }
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
    func print(_ shows: [Session.Shown], _ options: TableOptions) throws {
        let isToTerminal = options.output == nil && Terminal.output.isTerminal
        try print(
            shows, as: options.chosenFormat ?? (isToTerminal ? .table : .csv), to: options.output,
            escapingFormulas: options.formulas.escapeFormulas)
    }

    func print(
        _ shows: [Session.Shown], as format: TableOptions.Format, to output: String?, escapingFormulas: Bool
    ) throws {
        let exhibits = shows.map { Exhibit($0, session.answer(to: $0)) }
        progress.end()
        // Of answers that none could be read of, nothing is known: a bare header would look like a result.
        if session.hasErrors, hasNoAnswers || exhibits.allSatisfy({ $0.table?.rowCount ?? 0 == 0 }) { throw finish() }
        let bytes = format.render(
            exhibits, for: output == nil ? .output : nil, escapingFormulas: escapingFormulas)
        if let path = output {
            if let failure = Output.save(bytes, to: path) { session.report([failure]) }
        } else if !(format == .table ? Output.print(bytes) : Output.printPlain(bytes)) {
            throw Status.findings
        }
        throw finish()
    }

    /// Prints one table, in a way of its own where people read it and no format is asked for.
    func print(_ table: Table, _ options: TableOptions, forPeople render: (Table) -> String) throws {
        progress.end()
        if session.hasErrors, hasNoAnswers || table.rowCount == 0 { throw finish() }
        let isForPeople = options.chosenFormat == nil && options.output == nil && Terminal.output.isTerminal
        let format = options.chosenFormat ?? .csv
        let bytes =
            isForPeople || format == .table
            ? Array(render(table).utf8)
            : format.render([Exhibit("", table)], for: nil, escapingFormulas: options.formulas.escapeFormulas)
        if let path = options.output {
            if let failure = Output.save(bytes, to: path) { session.report([failure]) }
        } else if !(isForPeople || format == .table ? Output.print(bytes) : Output.printPlain(bytes)) {
            throw Status.findings
        }
        throw finish()
    }

    /// Whether files were to be read and no row of any was used.
    private var hasNoAnswers: Bool {
        !session.fileReports.isEmpty && session.fileReports.allSatisfy { $0.rowsUsed == 0 }
    }

    /// Says what was found and what became of the rows; the status to end with.
    func finish() -> Status {
        progress.end()
        if let rejects {
            rejects.log.finish()
            if let failure = rejects.file.finish() { session.report([failure]) }
        }
        var findings = Findings()
        findings.add(session)
        let rows = session.fileReports.map { Visible.text($0.summary) + "\n" }.joined()
        Output.complain(findings.text(for: .errors, mostAlike: showsAll ? .max : 2) + rows)
        if session.diagnostics.contains(where: { [.unsuitableArgument, .outputOverInput].contains($0.code) }) {
            return .misuse
        }
        return session.hasErrors ? .findings : .fine
    }
}
