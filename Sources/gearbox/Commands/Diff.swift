import ArgumentParser
import GearReport
import GearSession
import GearSource
import GearTable

/// gearbox diff OLD [NEW] [-- PATH…]
struct Diff: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, markdown, sarif }

    static let configuration = CommandConfiguration(
        commandName: "diff", _superCommandName: Gearbox.name,
        abstract: "Compare two versions of programs: what changed, what that breaks, and which version it calls for.",
        discussion: """
            gearbox diff HEAD~3
            gearbox diff v1.2.0 main -- framework.gear
            gearbox diff v1.2.0:framework.gear framework.gear

            What is there as a file or a folder is taken as one; all else is a git revision, of all programs below the \
            folder at hand or of the files after --. Without NEW, what is on disk is the new side.
            Exit status: 0 if nothing breaks and each version tells of what changed, 1 if something breaks, a version is \
            not raised enough, or a side has errors, 2 if the arguments do not fit.
            """)

    @Argument(help: ArgumentHelp("The old version: a file, a folder or a git revision.", valueName: "OLD"))
    var old: String

    @Argument(help: ArgumentHelp("The new version; what is on disk if not named.", valueName: "NEW"))
    var new: String?

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("After --: the files or folders of revisions that are compared.", valueName: "PATH"))
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "How to print: text, json, markdown, or of what breaks something sarif.", valueName: "FORMAT"))
    var format = Format.text

    @Flag(
        help: "Also score the answers that the programs name, and show which scores move and which change moves them.")
    var scores = false

    @Option(help: ArgumentHelp("Move only the scores of this rule; may be repeated.", valueName: "RULE"))
    var rule: [String] = []

    @Option(help: ArgumentHelp("Dimensions to score apart, with commas between; may be repeated.", valueName: "DIMS"))
    var by: [String] = []

    @OptionGroup var data: AnswerFiles

    func run() throws {
        let comparison: VersionComparison
        do throws(Diagnostic) {
            let (before, after) = try ComparedSide.pair([old] + (new.map { [$0] } ?? []), paths: paths)
            comparison = VersionComparison(from: before, to: after, options: data.session)
        } catch {
            var findings = Findings()
            findings.add([error])
            Output.complain(findings.text(for: .errors))
            throw Status.misuse
        }
        let moved = wantsScores && !comparison.hasErrors ? comparison.movements(rules: rule, by: names(by)) : nil
        var findings = Findings()
        for session in comparison.sessions { findings.add(session) }
        findings.add(comparison.diagnostics)
        Output.complain(findings.errors.text(for: .errors))
        if comparison.hasErrors {
            throw findings.diagnostics.contains { $0.code == .unsuitableArgument } ? Status.misuse : Status.findings
        }
        let report = ChangeReport(
            from: old, to: new ?? "on disk", changes: comparison.changes,
            versions: comparison.versions, scores: wantsScores ? moved ?? Table([]) : nil, source: findings.source)
        if wantsScores, let session = comparison.sessions.last {
            Output.complain(session.fileReports.map { Visible.text($0.summary) + "\n" }.joined())
        }
        guard print(report, comparison.breakFindings, findings.source) else { throw Status.findings }
        if comparison.needsCare { throw Status.findings }
    }

    private var wantsScores: Bool { scores || !data.data.isEmpty || !rule.isEmpty || !by.isEmpty }

    private func names(_ lists: [String]) -> [String] {
        lists.flatMap { $0.split(separator: ",").map { $0.filter { $0 != " " } } }
    }

    private func print(
        _ report: ChangeReport, _ breaks: [Diagnostic], _ source: @escaping (FileID) -> SourceText?
    ) -> Bool {
        switch format {
        case .text:
            let text = ChangeText(style: Terminal.output.usesColor ? .colored : .plain, width: Terminal.output.width)
            return Output.print(Array(text.render(report).utf8))
        case .json: return Output.printPlain(ChangeJSON.render(report))
        case .markdown: return Output.printPlain(Array(ChangeMarkdown.render(report).utf8))
        case .sarif:
            var sarif = DiagnosticSARIF(version: Gearbox.version, source: source)
            return Output.printPlain(sarif.render(breaks))
        }
    }
}
