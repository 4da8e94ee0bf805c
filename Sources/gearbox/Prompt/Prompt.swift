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
    private(set) var output: ResultFile?
    /// Where only the next one goes.
    var once: Destination?
    var tellsTime = false
    /// What the files were like when they were loaded.
    var loaded: [String: Stamp] = [:]
    var rows = RowLimit.fitting
    private(set) var isInteractive = false
    private var hadError = false
    /// What `:save` has written.
    var savedFiles: Set<FileIdentity> = []
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
        let history = History()
        self.history = history
        LineEditor.begin()
        // Ctrl-C where nothing is to be stopped (a file is loaded, say) ends neither the prompt nor what it does.
        let before = signal(SIGINT) { _ in }
        defer { signal(SIGINT, before) }
        LineEditor.complete = { [workspace] text, cursor in
            let before = String(decoding: Array(text.utf8).prefix(cursor), as: UTF8.self)
            return before.hasPrefix(":")
                ? Prompt.commandCompletions(before, workspace) : Completer(workspace, before).completions
        }
        for statement in history.read() { LineEditor.remember(statement) }
        say(greeting)
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
            say(Self.firstSteps)
            return true
        }
        if text.hasPrefix("help "), !text.contains("\n") { return command(text) }
        if text == "exit" || text == "quit" { return command("quit") }
        let clock = ContinuousClock()
        let start = clock.now
        let progress = Progress("reading and scoring")
        let ((outcome, findings), wasStopped) = Interruption.stopping { workspace.enter(text) }
        progress.end()
        tell(findings)
        if wasStopped {
            complain("stopped; nothing was lost")
            return false
        }
        defer {
            if tellsTime {
                let taken = start.duration(to: clock.now)
                say("\(Elapsed.text(taken))\n")
            }
        }
        switch outcome {
        case .refused: return false
        case .declared(let names):
            if isInteractive, !names.isEmpty { say(names.map { "`\($0)`" }.joined(separator: ", ") + "\n") }
            return true
        case .shown(let exhibits):
            // Of answers that could not be read, nothing is known: a bare header would look like a result.
            let isFine = findings.worst != .error
            if !isFine, exhibits.allSatisfy({ $0.table?.rowCount ?? 0 == 0 }) { return false }
            if isFine { tellLacking() }
            return workspace.session.profile.measure(.printing) { print(exhibits) } && isFine
        }
    }

    /// An answer that rests on less than it seems to says so each time, not only when that was found.
    private func tellLacking() {
        let codes = Set(workspace.session.lacking.map(\.code.id)).sorted()
        guard !codes.isEmpty else { return }
        complain("this lacks answers that could not be read (\(codes.joined(separator: ", "))); `:check` says why")
    }

    /// Prints what was asked for, wherever it is to go.
    func print(_ exhibits: [Exhibit]) -> Bool {
        defer { once = nil }
        switch once {
        case .file(let path):
            var file = ResultFile(path)
            file.add(exhibits)
            let isFine = file.write(as: format) { save($0, to: $1) }
            if isFine, isInteractive { say(file.summary) }
            return isFine
        case nil where output != nil:
            output?.add(exhibits)
            // Nobody looks into the file while a script is carried out.
            return !isInteractive || writeOutput()
        case .command(let command):
            return Pipe.run(command, (format ?? .csv).render(exhibits, for: nil, escapingFormulas: false)) {
                complain($0)
            }
        case nil:
            let isToTerminal = Terminal.output.isTerminal
            let chosen = format ?? (isToTerminal ? .table : .csv)
            let isCut = isInteractive && isToTerminal
            let bytes = chosen.render(
                exhibits, for: .output, escapingFormulas: false,
                mostRows: isCut ? rows.most(withPager: Pager.isThere) : nil)
            // Tables for people are safe to show; other formats have cells as they are.
            let safe =
                chosen == .table || !isToTerminal
                ? bytes : Array(Visible.paragraph(String(decoding: bytes, as: UTF8.self)).utf8)
            return isCut ? Pager.show(safe) : Output.print(safe)
        }
    }

    private func writeOutput() -> Bool {
        let isFine = output?.write(as: format) { save($0, to: $1) } ?? true
        if isFine, isInteractive, let output { say(output.summary) }
        return isFine
    }

    /// Results go there, or here again; what went elsewhere until now is in its file.
    func setOutput(_ path: String) -> Bool {
        let isFine = endOutput()
        if path.isEmpty { return isFine }
        guard mayWrite(path) else { return false }
        output = ResultFile(path)
        return isFine
    }

    private func endOutput() -> Bool {
        defer { output = nil }
        return isInteractive || writeOutput()
    }

    /// Whatever the program and its answers are read from is never written over.
    func mayWrite(_ path: String) -> Bool {
        var findings = Findings()
        findings.add(Diagnostic.overwriting(inputs: workspace.files, outputs: [("the output", path)]))
        tell(findings)
        return findings.diagnostics.isEmpty
    }

    func save(_ bytes: [UInt8], to path: String) -> Bool {
        guard mayWrite(path) else { return false }
        var findings = Findings()
        findings.add([Output.save(bytes, to: path)].compactMap(\.self))
        tell(findings)
        return findings.diagnostics.isEmpty
    }

    func end() { isOver = true }

    // MARK: Saying

    func say(_ text: String) { _ = Output.print(Array(text.utf8)) }

    func complain(_ text: String) { Output.complain(Visible.text(text) + "\n") }

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
        let rest = isInteractive ? "`:check` shows them" : "--all-findings shows them"
        Output.complain(findings.listing(for: .errors, mostAlike: 2, seeing: rest))
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

/// How many rows of a table are shown at a terminal before the rest is only counted.
enum RowLimit: Equatable {
    /// All, where a pager takes what is longer than the screen; else as many as one scrolls through.
    case fitting
    case all
    case most(Int)

    /// As one writes it.
    init?(_ text: String) {
        switch text {
        case "auto": self = .fitting
        case "all": self = .all
        default:
            guard let count = Int(text), count > 0 else { return nil }
            self = .most(count)
        }
    }

    var text: String {
        switch self {
        case .fitting: "auto: all through a pager, else \(Self.withoutPager)"
        case .all: "all"
        case .most(let count): "\(count)"
        }
    }

    private static let withoutPager = 40

    func most(withPager hasPager: Bool) -> Int? {
        switch self {
        case .fitting: hasPager ? nil : Self.withoutPager
        case .all: nil
        case .most(let count): count
        }
    }
}

/// A time as people say it.
enum Elapsed {
    /// In milliseconds, with their first digit behind the point.
    static func precise(_ duration: Duration) -> String {
        let tenths = ((duration / .milliseconds(1)) * 10).rounded()
        return tenths < 1e15 ? "\(Int(tenths) / 10).\(Int(tenths) % 10) ms" : "long"
    }

    static func text(_ duration: Duration) -> String {
        let milliseconds = Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
        return milliseconds < 1000
            ? "\(Int(milliseconds.rounded())) ms" : "\((milliseconds / 10).rounded() / 100) s"
    }
}
