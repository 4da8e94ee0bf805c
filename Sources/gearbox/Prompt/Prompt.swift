import GearReport
import GearSession
import GearSource
import GearTable

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Statements and commands, one after the other, from a terminal or from a pipe.
@MainActor final class Prompt {
    let workspace: Workspace
    /// How results are printed; nil: as a table on a terminal, else as csv.
    var format: TableOptions.Format?
    /// Where results go; nil: standard output.
    var output: ResultFile?
    /// Where only the next one goes.
    var once: Destination?
    var tellsTime = false
    /// What the files were like when they were loaded.
    var loaded: [String: Stamp] = [:]
    var rows = RowLimit.fitting
    private(set) var isInteractive = false
    private var hadError = false
    /// What was written from here, and so may be written over.
    private var ownFiles: Set<FileIdentity> = []
    /// The files of statements that are being carried out, each read by the one before.
    private var reading: [FileIdentity?] = []
    private static let mostReading = 64
    private var isOver = false
    private var history: History?

    enum Destination {
        case file(String)
        case command(String)
    }

    init(_ workspace: Workspace) { self.workspace = workspace }

    /// Until the end of what is typed; whether there was no error.
    func run(isInteractive: Bool, keepGoing: Bool) -> Bool {
        self.isInteractive = isInteractive
        var findings = Findings()
        findings.add(workspace.session)
        tell(findings)
        if isInteractive { loaded = stamps }
        let isFine = isInteractive ? converse() : carryOutInput(keepGoing: keepGoing)
        return endOutput() && isFine
    }

    // MARK: On a terminal

    private func converse() -> Bool {
        var history = History()
        LineEditor.begin()
        // Ctrl-C where nothing is to be stopped (a file is loaded, say) ends neither the prompt nor what it does.
        // Nor does Ctrl-\\, which may be in what is pasted. (What is ignored, programs that are started would ignore.)
        let before = [SIGINT, SIGQUIT].map { ($0, signal($0) { _ in }) }
        defer { for (number, action) in before { signal(number, action) } }
        LineEditor.complete = { [workspace] text, cursor in
            let before = String(decoding: Array(text.utf8).prefix(cursor), as: UTF8.self)
            return before.hasPrefix(":")
                ? Prompt.commandCompletions(before, workspace) : Completer(workspace, before).completions
        }
        for statement in history.read() { LineEditor.remember(statement) }
        say(greeting)
        if let trouble = history.trouble { complain(trouble) }
        self.history = history
        while !isOver {
            switch LineEditor.read("gear> ") {
            case .end:
                say("\n")
                isOver = true
            case .interrupted: break
            case .statement(let text): take(text)
            }
        }
        return true
    }

    private var greeting: String {
        let name = workspace.path.map { Visible.text($0) } ?? "no program; `:load FILE` opens one"
        return "Gearbox \(Gearbox.version), \(name)\n`help` says what to do next, Ctrl-D leaves.\n"
    }

    private func take(_ text: String) {
        guard text.contains(where: { !$0.isWhitespace }) else { return }
        LineEditor.remember(text)
        if let failure = history?.add(text) {
            history = nil
            complain("this and what follows is not kept in the history: \(failure)")
        }
        // What was pasted may be several statements.
        for statement in Statement.parts(of: text) where !isOver { _ = perform(statement) }
    }

    // MARK: From a file or a pipe

    /// Statements of a file; false if there was an error.
    func carryOut(_ path: String) -> Bool {
        let file = FileIdentity(path)
        guard !reading.contains(file), reading.count < Self.mostReading else {
            return refuse(
                .promptArgument, "`\(path)` is being read already", help: "files that read each other would never end")
        }
        reading.append(file)
        defer { reading.removeLast() }
        switch Loader.disk.read(path) {
        case .success(let bytes):
            return carryOut(Statement.parts(of: String(decoding: bytes, as: UTF8.self)), keepGoing: false)
        case .failure(let failure): return refuse(failure, path)
        }
    }

    /// Statements as they come from a pipe; false if there was an error.
    private func carryOutInput(keepGoing: Bool) -> Bool {
        let lines = InputLines()
        let isFine = carryOut(Statements(lines), keepGoing: keepGoing)
        return lines.failure.map { refuse($0, "-") } ?? isFine
    }

    private func refuse(_ failure: LoadFailure, _ path: String) -> Bool {
        var findings = Findings()
        findings.add([.unreadable(failure, path, at: nil)])
        tell(findings)
        return false
    }

    private func carryOut(_ statements: some Sequence<String>, keepGoing: Bool) -> Bool {
        var isFine = !hadError
        for statement in statements {
            if !perform(statement) {
                isFine = false
                if !keepGoing { return false }
            }
            if isOver { break }
        }
        return isFine
    }

    // MARK: Statements

    /// Carries out a statement or a command; false if it could not be.
    func perform(_ text: String) -> Bool {
        let text = String(text.drop(while: \.isWhitespace))
        if text.hasPrefix("//"), !text.contains("\n") { return true }
        if text.hasPrefix(":") { return command(String(text.dropFirst())) }
        if text == "help" || text == "?" {
            say((workspace.path == nil ? Self.firstOfAll : "") + Self.firstSteps)
            return true
        }
        if text.hasPrefix("help "), !text.contains("\n") { return command(text) }
        if text.hasPrefix("?"), !text.contains("\n") { return command("help \(text.dropFirst())") }
        if text.hasPrefix("\\") { return refuse(otherCommand: text) }
        if text == "exit" || text == "quit" { return command("quit") }
        let clock = ContinuousClock()
        let start = clock.now
        let ((outcome, findings), wasStopped) = stoppable("reading and scoring") { workspace.enter(text) }
        tell(findings)
        if wasStopped {
            complain("stopped; nothing was lost")
            takeBackOnce()
            return false
        }
        defer {
            if tellsTime {
                let taken = start.duration(to: clock.now)
                say("\(Elapsed.text(taken))\n")
            }
        }
        switch outcome {
        case .refused:
            takeBackOnce()
            return false
        case .declared(let names, let tests):
            if isInteractive, !names.isEmpty { say(names.map { "`\($0)`" }.joined(separator: ", ") + "\n") }
            return tell(tests)
        case .shown(let exhibits):
            let isFine = findings.worst != .error
            guard isAnswered(exhibits, isFine: isFine) else {
                takeBackOnce()
                return false
            }
            if isFine { tellLacking() }
            return workspace.session.profile.measure(.printing) { print(exhibits) } && isFine
        }
    }

    /// Of answers that could not be read, nothing is known: a bare header would look like a result.
    func isAnswered(_ exhibits: [Exhibit], isFine: Bool) -> Bool {
        let lacksAll = workspace.session.lacksAllAnswers
        guard lacksAll || !isFine && exhibits.allSatisfy({ $0.table?.rowCount ?? 0 == 0 }) else { return true }
        if isFine { complain("the answers to this could not be read (\(lackingCodes)); `:check` says why") }
        return false
    }

    /// What became of tests that were typed; whether they passed.
    private func tell(_ tests: [TestOutcome]) -> Bool {
        guard !tests.isEmpty else { return true }
        let report = TestReport(
            tests: tests.map { TestReport.Test($0.title, $0.values, at: $0.location, failures: $0.failures) },
            findings: [], coverage: nil, source: { _ in nil })
        say(report.summary)
        return report.failed == 0
    }

    /// Work that Ctrl-C stops at a terminal; in a script, it ends the program. Whether it was stopped.
    func stoppable<Result>(_ doing: String, _ work: () -> Result) -> (Result, wasStopped: Bool) {
        let progress = Progress(doing)
        defer { progress.end() }
        return isInteractive ? Interruption.stopping(work) : (work(), false)
    }

    /// What `:once` and `:pipe` asked for was for a result that did not come, and not for whatever comes next.
    private func takeBackOnce() {
        switch once {
        case .file(let path): complain("nothing was written to `\(path)`: `:once` is over")
        case .command(let command): complain("nothing went to `\(command)`: `:pipe` is over")
        case nil: break
        }
        once = nil
    }

    /// An answer that rests on less, or on something older, than it seems to says so each time, not only when that was
    /// found.
    private func tellLacking() {
        if workspace.isBehind {
            complain("this is from the program as it was before its files had errors; `:check` shows them")
        }
        guard !lackingCodes.isEmpty else { return }
        complain("this lacks answers that could not be read (\(lackingCodes)); `:check` says why")
    }

    private var lackingCodes: String {
        Set(workspace.session.lacking.map(\.code.id)).sorted().joined(separator: ", ")
    }

    /// Whatever the program and its answers are read from is never written over; from a terminal, nor is any other file
    /// that was not written from here. A script is meant to be run again.
    func mayWrite(_ path: String, isProgram: Bool = false) -> Bool {
        var findings = Findings()
        findings.add(Diagnostic.overwriting(inputs: workspace.files, outputs: [("the output", path)]))
        tell(findings)
        guard findings.diagnostics.isEmpty else { return false }
        guard isInteractive || isProgram, let file = FileIdentity(path), case .present = file, !ownFiles.contains(file)
        else { return true }
        return refuse(
            .promptArgument, "`\(path)` is there already, and was not written from here",
            help: "name another file, or remove that one")
    }

    func save(_ bytes: [UInt8], to path: String, isProgram: Bool = false) -> Bool {
        guard !Threads.isStopping, mayWrite(path, isProgram: isProgram) else { return false }
        let failure = Output.save(bytes, to: path)
        if Threads.isStopping { return false }
        var findings = Findings()
        findings.add([failure].compactMap(\.self))
        tell(findings)
        if failure == nil, let file = FileIdentity(path) { ownFiles.insert(file) }
        return failure == nil
    }

    func end() { isOver = true }

    // MARK: Saying

    func say(_ text: String) { _ = Output.print(Array(Wrapping.paragraphs(text, width: Terminal.output.width).utf8)) }

    func complain(_ text: String) {
        Output.complain(Wrapping.paragraphs(Visible.text(text), width: Terminal.errors.width) + "\n")
    }

    /// Errors, and what is wrong with what was typed; on a terminal, what is found in files is only counted, and elsewhere
    /// as the other commands tell it.
    func tell(_ findings: Findings) {
        guard isInteractive else { return tellInFull(findings) }
        let isTold = { (finding: Diagnostic) in
            finding.severity == .error || Workspace.isTyped(finding, in: findings)
        }
        tellInFull(findings.filter(isTold))
        let others = findings.diagnostics.filter { !isTold($0) }
        guard !others.isEmpty else { return }
        let count = DiagnosticText.count(others, style: Terminal.errors.style)
        Output.complain("\(count); `:check` shows \(others.count == 1 ? "it" : "them")\n")
    }

    func tellInFull(_ findings: Findings) {
        guard !findings.diagnostics.isEmpty else { return }
        if findings.worst == .error { hadError = true }
        Output.complain(findings.listing(for: .errors, mostAlike: 2, seeing: "`:check` shows them"))
    }

    /// Words in columns, each with what it is about where there is room; functions below the others if there is not enough.
    static func list(_ words: [Completions.Word], mostWithAbout: Int = 24) -> String {
        let functions = words.filter { $0.suffix == "(" }
        let others = words.filter { $0.suffix != "(" }
        if words.count > mostWithAbout, others.count <= mostWithAbout, !others.isEmpty, !functions.isEmpty {
            return list(others) + list(functions, mostWithAbout: 0)
        }
        let width = Terminal.errors.width ?? 80
        let widest = words.reduce(0) { max($0, TextWidth.of($1.text)) }
        let hasAbout = words.contains { !$0.about.isEmpty }
        let shown = words.prefix(mostListed)
        let rest = words.count > mostListed ? "… \(words.count - mostListed) more\n" : ""
        if !hasAbout || words.count > mostWithAbout {
            let columns = max(1, width / (widest + 2))
            return stride(from: 0, to: shown.count, by: columns).map { start in
                shown[start..<min(start + columns, shown.count)]
                    .map { padded(Visible.text($0.text), widest + 2) }.joined() + "\n"
            }.joined() + rest
        }
        return shown.map { word in
            TextWidth.clipped(
                "  " + padded(Visible.text(word.text), widest) + "  " + Visible.text(word.about), to: width)
                + "\n"
        }.joined() + rest
    }

    /// What is said above such a list.
    static func line(_ note: String) -> String {
        TextWidth.clipped(Visible.text(note), to: Terminal.errors.width ?? 80) + "\n"
    }

    private static let mostListed = 200

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - TextWidth.of(text)))
    }
}
