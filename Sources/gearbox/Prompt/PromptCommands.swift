import GearReport
import GearSession
import GearSource
import GearTable

/// What each command does.
extension Prompt {
    /// Carries out a command, without its colon; false if it could not be.
    func command(_ line: String) -> Bool {
        let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        let name = parts.first.map(String.init) ?? ""
        let argument = parts.count > 1 ? String(parts[1]).trimmed : ""
        let meant = PromptCommand.named(name)
        guard meant.count == 1, let command = meant.first else { return refuse(unknown: name, meant) }
        if !command.takesArgument, !argument.isEmpty {
            return refuse(
                .promptArgument, "`:\(command.rawValue)` takes nothing, and not `\(argument)`",
                help: "write `\(command.usage)` alone")
        }
        switch command {
        case .help: return help(argument)
        case .quit: end()
        case .load: return withArgument(command, argument, load)
        case .reload: return reload()
        case .check: return check()
        case .read: return withArgument(command, argument) { carryOut($0) }
        case .save: return withArgument(command, argument) { saveTyped(to: $0) }
        case .format: return setFormat(argument)
        case .output: return setOutput(argument)
        case .once: return withArgument(command, argument) { remember(once: .file($0)) }
        case .pipe: return withArgument(command, argument) { remember(once: .command($0)) }
        case .time: return setTime(argument)
        case .tables: say(Self.list(workspace.tables, mostWithAbout: .max))
        case .describe: return withArgument(command, argument) { describe($0) }
        case .doc: return withArgument(command, argument) { document($0) }
        case .search: return withArgument(command, argument) { search($0) }
        case .set: return set(argument)
        case .edit: return edit()
        case .watch: return watch()
        case .profile: return withArgument(command, argument) { profile($0) }
        }
        return true
    }

    private func withArgument(_ command: PromptCommand, _ argument: String, _ work: (String) -> Bool) -> Bool {
        guard argument.isEmpty else { return work(argument) }
        return refuse(.promptArgument, "`:\(command.rawValue)` needs more", help: "write `\(command.usage)`")
    }

    private func refuse(unknown name: String, _ meant: [PromptCommand]) -> Bool {
        let names = PromptCommand.allCases.map(\.rawValue)
        if meant.count > 1 {
            return refuse(
                .promptCommand, "`:\(name)` could be several commands",
                help: "write " + meant.map { "`:\($0.rawValue)`" }.joined(separator: " or "))
        }
        let near = Likeness.nearest(to: name, among: names)
        return refuse(
            .promptCommand, name.isEmpty ? "a command is missing after `:`" : "there is no command `:\(name)`",
            help: near.map { "did you mean `:\($0)`?" } ?? "`:help` lists them")
    }

    /// What begins as commands of other tools do.
    func refuse(otherCommand text: String) -> Bool {
        let name = text.dropFirst().prefix { !$0.isWhitespace }
        let meant: PromptCommand? =
            switch name {
            case "q": .quit
            case "d", "dt", "l": .tables
            case "?", "h": .help
            case "i": .read
            case "o": .output
            case "e": .edit
            case "timing": .time
            default: PromptCommand.named(String(name)).first
            }
        return refuse(
            .promptCommand, "there is no command `\\\(name)`",
            help: meant.map { "commands begin with a colon: `\($0.usage)`" }
                ?? "commands begin with a colon; `:help` lists them")
    }

    @discardableResult
    func refuse(_ code: Code, _ message: String, help: String) -> Bool {
        var findings = Findings()
        findings.add([Diagnostic(code, message, help: help)])
        tell(findings)
        return false
    }

    private func remember(once destination: Destination) -> Bool {
        if case .file(let path) = destination, !mayWrite(path) { return false }
        once = destination
        return true
    }

    private func tellAll(_ findings: Findings) -> Bool {
        tell(findings)
        return findings.worst != .error
    }

    private func check() -> Bool {
        let findings = workspace.findings
        if findings.diagnostics.isEmpty { say("nothing was found\n") }
        guard isInteractive else {
            Output.complain(findings.listing(for: .errors))
            return findings.worst != .error
        }
        let text = findings.listing(for: .output) + DiagnosticText.summary(findings.diagnostics)
        return Pager.show(Array(text.utf8)) && findings.worst != .error
    }

    private func saveTyped(to path: String) -> Bool {
        let (transcript, wasStopped) = stoppable("trying what is to be saved") { workspace.transcript(savedAs: path) }
        switch transcript {
        case .success where wasStopped:
            complain("stopped; nothing was saved")
            return false
        case .success(let transcript):
            guard save(Array(transcript.text.utf8), to: path, isProgram: true) else { return false }
            let all = transcript.kept + transcript.leftOut
            if transcript.leftOut > 0 {
                complain(
                    "\(transcript.leftOut) of \(all) result\(all == 1 ? "" : "s") would be something else now: "
                        + "in `\(path)` as comments")
            }
            return true
        case .failure(let finding):
            var findings = Findings()
            findings.add([finding])
            return tellAll(findings)
        }
    }

    // MARK: Settings

    /// A table on a terminal; in a file what its name says, else csv.
    static let usualFormat = "auto"

    static let settingNames = ["format", "output", "rows", "time"]

    private func setFormat(_ name: String) -> Bool {
        if name.isEmpty { return set("format") }
        guard name == Self.usualFormat || TableOptions.Format(rawValue: name) != nil else {
            return refuse(
                .promptArgument, "there is no format `\(name)`",
                help: "there are "
                    + ([Self.usualFormat] + TableOptions.Format.allCases.map(\.rawValue))
                    .map { "`\($0)`" }.joined(separator: ", "))
        }
        format = TableOptions.Format(rawValue: name)
        return true
    }

    private func setTime(_ word: String) -> Bool {
        switch word {
        case "": return set("time")
        case "on": tellsTime = true
        case "off": tellsTime = false
        default:
            return refuse(.promptArgument, "`:time` is on or off, and not `\(word)`", help: "write `:time on`")
        }
        return true
    }

    private func setRows(_ text: String) -> Bool {
        guard let limit = RowLimit(text) else {
            return refuse(
                .promptArgument,
                text.isEmpty ? "`:set rows` needs more" : "`rows` is a number, `all` or `auto`, and not `\(text)`",
                help: "write such as `:set rows 100`")
        }
        rows = limit
        return true
    }

    private func set(_ argument: String) -> Bool {
        let settings = [
            ("format", format?.rawValue ?? "table on a terminal, else csv"),
            ("output", output.map { Visible.text($0.path) } ?? "here"), ("rows", rows.text),
            ("time", tellsTime ? "on" : "off"),
        ]
        let parts = argument.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        // Without a value, what it is.
        let told = settings.filter { parts.isEmpty || parts == [$0.0] }
        if !told.isEmpty {
            say(told.map { "\($0)  \($0.count < 6 ? "  " : "")\($1)\n" }.joined())
            return true
        }
        switch (parts.first, parts.count > 1 ? parts[1] : "") {
        case ("format", let value): return setFormat(value)
        case ("time", let value): return setTime(value)
        case ("rows", let value): return setRows(value)
        case ("output", let value):
            return setOutput(value)
        case (let name, _):
            return refuse(
                .promptArgument, "there is no setting `\(name ?? "")`",
                help: "there are " + Self.settingNames.map { "`\($0)`" }.joined(separator: ", "))
        }
    }

    // MARK: Looking things up

    private func help(_ name: String) -> Bool {
        guard !name.isEmpty else {
            say(Self.list(PromptCommand.allCases.map { Completions.Word($0.usage, $0.about) }))
            return true
        }
        if let code = Code.named(name) {
            say(Explanation.text(of: code))
            return true
        }
        if !name.hasPrefix(":"), let text = workspace.explanation(of: name) {
            say(Visible.paragraph(text) + "\n")
            return true
        }
        if let command = PromptCommand.named(name.hasPrefix(":") ? String(name.dropFirst()) : name).first {
            say("\(command.usage)\n  \(command.about)\n")
            return true
        }
        if let text = workspace.documentation(of: name) {
            say(Visible.paragraph(text) + "\n")
            return true
        }
        if let text = workspace.explanation(ofValue: name) {
            say(Visible.paragraph(text) + "\n")
            return true
        }
        return refuse(
            .promptArgument, "nothing is called `\(name)`",
            help: "`:help` lists the commands, `:tables` the tables; `:search WORD` finds words in what is declared")
    }

    static let firstOfAll =
        """
        No program is open: `:load FILE` opens one, and `gearbox init` in a shell begins
        one. Without a program, what is typed is all there is.

        """

    static let firstSteps =
        """
        Ask with a pipeline, and go on from the last result with a line that begins
        with `|`:
          nodes
          | where layer == gear | select node, title | take 5
        `it` is the last result, `it3` the third. An expression is worked out:
          round(2 / 3, 2)
        `explain score(NODE, …)` tells how a score came about.
        Whatever can stand in a file can be typed too, and stays:
          define cut = 3.5
        `define NAME` names the last result. What would it be if? Try it on a result:
          | what if { amend NODE weight 2 }
        Tab completes and lists what fits. Enter goes on where a bracket is open.
        `:tables` lists what there is to ask for, `:help` the commands, `:help WORD`
        says what a word means, `:doc NAME` and `:search WORD` what is declared.

        """

    private func describe(_ text: String) -> Bool {
        guard !Workspace.isDeclaration(text) else {
            return refuse(
                .promptArgument, "a declaration has no columns",
                help: "type it without `:describe`, and then `:describe NAME` if it defines a table, or `:doc NAME`")
        }
        let (table, findings) = workspace.describe(text)
        tell(findings)
        return table.map { print([Exhibit("", $0)]) } ?? false
    }

    private func document(_ name: String) -> Bool {
        guard let text = workspace.documentation(of: name) else {
            return refuse(
                .promptArgument,
                name == "it" ? "nothing has been asked yet" : "the program declares nothing called `\(name)`",
                help: name == "it"
                    ? "ask first, such as `nodes`"
                    : workspace.documentedName(like: name).map { "did you mean `\($0)`?" }
                        ?? "`:search WORD` finds words in titles and texts")
        }
        say(Visible.paragraph(text) + "\n")
        return true
    }

    private func search(_ word: String) -> Bool {
        let found = workspace.search(word)
        if found.rowCount == 0 {
            complain("nothing has `\(word)` in its name, title or text")
            return true
        }
        return print([Exhibit("", found)])
    }

    private func load(_ path: String) -> Bool {
        let before = workspace.typed.map(\.name).filter { !$0.isEmpty }
        let (findings, isOpen) = workspace.load(path)
        guard isOpen else {
            tell(findings)
            complain("`\(path)` was not opened: \(workspace.path.map { "`\($0)` stays open" } ?? "all is as it was")")
            return false
        }
        loaded = stamps
        let kept = Set(workspace.typed.map(\.name))
        if isInteractive { tellNames("forgotten", before.filter { !kept.contains($0) }.map { "`\($0)`" }) }
        return tellAll(findings)
    }

    /// Everything anew; says which files are not what they were, what is found in them that was not, and what was typed
    /// that holds no longer, or again.
    private func reload() -> Bool {
        let before = workspace.findings
        let (findings, isChanged) = reloaded()
        if isInteractive, !isChanged { say("no file has changed\n") }
        let new = Set(findings.new(since: before).diagnostics)
        tellInFull(isInteractive ? findings.filter { $0.severity == .error || new.contains($0) } : findings)
        tellStaying()
        return findings.worst != .error
    }

    /// Everything anew; says on a terminal which files are not what they were and what of the typed holds no longer, or
    /// again.
    func reloaded() -> (findings: Findings, isChanged: Bool) {
        guard isInteractive else { return (workspace.reload(), true) }
        let (before, held) = (loaded, Set(workspace.typed.map(\.name)))
        let findings = workspace.reload()
        loaded = stamps
        let changed = Set(before.keys).union(loaded.keys).filter { before[$0] != loaded[$0] }.sorted()
        let gone = changed.filter { Stamp($0).isOfNothing }
        let holding = Set(workspace.typed.map(\.name))
        tellNames("changed", changed.filter { !gone.contains($0) }.map(Visible.text))
        tellNames("gone", gone.map(Visible.text))
        tellNames("no longer holds", held.subtracting(holding).sorted().map { "`\($0)`" })
        tellNames("holds again", holding.subtracting(held).sorted().map { "`\($0)`" })
        return (findings, !changed.isEmpty)
    }

    /// That a reload changed nothing, as the files have errors.
    func tellStaying() {
        if workspace.isBehind {
            complain("until that is mended, answers come from the program as it was before")
        }
    }

    private func tellNames(_ what: String, _ names: [String]) {
        if !names.isEmpty { say("\(what): \(names.joined(separator: ", "))\n") }
    }

    private func edit() -> Bool {
        guard isInteractive else {
            return refuse(.promptArgument, "`:edit` needs a terminal", help: "in a script, write the statement itself")
        }
        switch Editor.text(after: workspace.lastText) {
        case .success(let text):
            guard text.contains(where: { !$0.isWhitespace }) else { return true }
            say(Visible.paragraph(text) + "\n")
            LineEditor.remember(text)
            return perform(text)
        case .failure(let failure):
            return refuse(.promptArgument, failure.reason, help: "set VISUAL or EDITOR to a program that edits a file")
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
