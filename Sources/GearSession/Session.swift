import GearModel
import GearQuery
import GearScore
import GearSource
import GearSyntax
import GearTable

/// One program, its answers and what was found about them: what the command, and later a prompt or an editor, asks.
///
/// Answers are read when a table first needs them, and only those of the surveys that it needs.
package final class Session {
    package let program: Program
    /// The program's files, then texts that were asked beside it; their ids count up from `firstFile`.
    package private(set) var sources: [SourceText]
    let firstFile: Int
    /// How many of them are the program's.
    private let programFileCount: Int
    /// Everything found so far, each finding once, in the order it was found.
    package private(set) var diagnostics: [Diagnostic] = []
    private var known: Set<Diagnostic> = []
    /// What became of the files of answers read so far.
    package var fileReports: [FileReport] { answers.reports }
    let answers: Answers
    /// What says how answers are read, as it is written.
    private let readingText: [ArraySlice<UInt8>]
    private let rulesText: RulesText
    /// Whether something of the program could not be read or parsed.
    private let isUnread: Bool
    private let options: SessionOptions
    private let project: Project
    /// By file, counted from `firstFile`.
    let trees: [SyntaxTree]
    /// Paths of the files that the program's author can change.
    private let ownFiles: [FileID: String]
    private let settings: Settings
    private var allowances: [FileID: Allowances]
    /// What its files were read with.
    let loader: Loader

    /// - Parameters:
    ///   - text: The program's content where `path` is only what it is called.
    ///   - firstFile: So that files of several sessions can stand in one report.
    ///   - label: Stands before the names of its files where they are shown, such as `HEAD~3:`.
    ///   - withLibrary: The standard library is there even if the program does not name it.
    ///   - typed: What was typed after the program.
    ///   - earlier: The session before an edit: what is the same there is not parsed or checked again, and answers that
    ///     are read in the same way are taken over.
    ///   - rereads: Answers are read again nevertheless.
    package init(
        _ path: String, text: [UInt8]? = nil, loader: Loader, options: SessionOptions = SessionOptions(),
        firstFile: Int = 0, label: String = "", withLibrary: Bool = false, typed: [UInt8]? = nil,
        after earlier: Session? = nil, rereading rereads: Bool = false
    ) {
        let loaded = ProgramLoader.load(
            path, text: text, typed: typed, with: loader, firstFile: firstFile, label: label,
            withLibrary: withLibrary, after: earlier?.trees ?? [])
        self.firstFile = firstFile
        self.loader = loader
        program = Program(loaded.modules, after: earlier?.program)
        sources = loaded.sources
        programFileCount = loaded.sources.count
        self.options = options
        project = loaded.project
        trees = loaded.modules.map(\.tree)
        ownFiles = Self.ownFiles(loaded, path, isGiven: text != nil, loader)
        settings = loaded.settings
        allowances = loaded.allowances
        isUnread = loaded.diagnostics.contains { $0.severity == .error }
        let readingText = Self.readingText(loaded.modules)
        self.readingText = readingText
        let rules = RulesText(loaded.modules)
        rulesText = rules
        let read = earlier.flatMap { !rereads && $0.readingText == readingText ? $0 : nil }
        answers = Answers(
            program.model, options, loaded.project, reusing: read?.answers,
            hidesSame: read.map { rules.meansSame(as: $0.rulesText) } ?? false)
        // Without the standard library every name of it would be a finding of its own.
        let lacksLibrary = loaded.diagnostics.contains { $0.code == .noStandardLibrary }
        let found = loaded.diagnostics + (lacksLibrary ? [] : program.diagnostics)
        report((found + answers.forbiddenFiles() + unsuitableDataFiles(options)).inOrderOfPlaces())
    }

    /// What says which scores there are, and so on how few people one can rest.
    private struct RulesText {
        /// Parts of the texts as they are held: of a file that is as it was they are the same memory.
        private var rules: [ArraySlice<UInt8>] = []
        private var definitions: Set<String> = []

        init(_ modules: [Module]) {
            for module in modules {
                for item in module.tree.items {
                    let source = module.tree.source
                    switch item.kind {
                    case .framework, .scoring: rules.append(source.part(item.range))
                    case .define: definitions.insert(source.text(item.range))
                    default: break
                    }
                }
            }
        }

        /// A rule uses no definition that came after it.
        func meansSame(as earlier: RulesText) -> Bool {
            rules == earlier.rules && earlier.definitions.isSubset(of: definitions)
        }
    }

    private static func readingText(_ modules: [Module]) -> [ArraySlice<UInt8>] {
        let kinds: Set<DeclarationKind> = [
            .dimension, .wave, .source, .role, .scale, .survey, .walkthrough, .rubric, .progression, .data,
        ]
        return modules.flatMap { module in
            module.tree.items.filter { kinds.contains($0.kind) }.map { module.tree.source.part($0.range) }
        }
    }

    package var model: Model { program.model }

    /// Where the time goes.
    package var profile: Profile { answers.profile }

    /// The same files, read and scored as another model says.
    func answers(as model: Model) -> Answers { Answers(model, options, project) }

    /// What the program's files are called, in the order of their numbers.
    var programFiles: [String] { sources.prefix(programFileCount).map(\.name) }

    /// Whether a finding is about a text that was asked beside the program.
    func isAsked(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.place.map { $0.location.file.index >= firstFile + programFileCount } ?? false
    }

    /// The paths of all that the session reads: the program's files and those of answers.
    package var files: [String] { sources.map(\.name) + answers.files }

    /// What a program or a user asks to be shown.
    package typealias Shown = GearModel.Show

    /// The `show` statements of the program's first file.
    package var shows: [Shown] { model.shows }

    /// Why the last answer lacks some of what it asks for: answers that could not be read, told once and true ever since.
    package var lacking: [Diagnostic] { answers.errorsOfAsked }

    /// Whether nothing of what the last answer asks for could be read: then it says nothing.
    package var lacksAllAnswers: Bool { answers.lacksAllOfAsked }

    /// Whether the program itself, whatever was asked since, has errors.
    package var hasProgramErrors: Bool { program.diagnostics.contains { $0.severity == .error } || isUnread }

    /// Whether a finding stops evaluation.
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    package func report(_ found: [Diagnostic]) {
        for diagnostic in found where known.insert(diagnostic).inserted {
            if let reported = reported(diagnostic) { diagnostics.append(reported) }
        }
    }

    /// A finding as it is to be reported; nil if its line allows it or the settings silence it.
    ///
    /// - Parameter inOld: the path of the file, where the finding is in an older version of it.
    func reported(_ diagnostic: Diagnostic, inOld path: String? = nil) -> Diagnostic? {
        if let file = diagnostic.place?.location.file, allowances[file]?.allows(diagnostic) == true { return nil }
        return judged(diagnostic, in: path)
    }

    /// A finding with the path of what it is in, and as serious as the project takes it; nil if that is not at all.
    private func judged(_ diagnostic: Diagnostic, in path: String? = nil) -> Diagnostic? {
        var diagnostic = diagnostic
        var file = path ?? diagnostic.data?.file
        if let location = diagnostic.place?.location {
            let place = location.file.index - firstFile
            if trees.indices.contains(place) { diagnostic.node = trees[place].nodePath(at: location.start) }
            file = source(location.file)?.name ?? file
        }
        guard let severity = settings.severity(of: diagnostic, in: file) else { return nil }
        diagnostic.severity = severity
        return diagnostic
    }

    /// What the program's files allow, with what is to be said if no program needs it; none of a program with errors,
    /// of which not all is known.
    package var judgedAllowances: [(isUsed: Bool, finding: Diagnostic)] {
        hasErrors
            ? []
            : allowances.sorted { $0.key.index < $1.key.index }.flatMap(\.value.judged).compactMap { isUsed, finding in
                judged(finding).map { (isUsed, $0) }
            }
    }

    /// Names before `=` in `--data` that no file can be given for.
    private func unsuitableDataFiles(_ options: SessionOptions) -> [Diagnostic] {
        let surveys = model.surveys.map(\.heading.name)
        let bindings = model.bindings.map(\.heading.name)
        return options.dataFiles.compactMap { file in
            if bindings.contains(file.name) { return nil }
            guard let survey = surveys.firstIndex(of: file.name) else {
                let names = surveys + bindings
                return Diagnostic(
                    .unsuitableArgument, "--data: there is no survey and no `data` declaration `\(file.name)`",
                    help: Likeness.nearest(to: file.name, among: names).map { "did you mean `\($0)`?" }
                        ?? "there are " + names.prefix(20).map { "`\($0)`" }.joined(separator: ", "))
            }
            let own = model.bindings.filter { if case .survey(survey) = $0.subject { true } else { false } }
            switch own.count {
            case 1: return nil
            case 0:
                return Diagnostic(
                    .unsuitableArgument, "--data: no `data` declaration says how a file answers `\(file.name)`",
                    help: "`gearbox bind` writes one for you to confirm")
            default:
                let names = own.map { "`\($0.heading.name)`" }.joined(separator: ", ")
                return Diagnostic(
                    .unsuitableArgument, "--data: several `data` declarations are for `\(file.name)`",
                    help: "name the one whose files it replaces: \(names)")
            }
        }
    }

    // MARK: Texts beside the program

    /// Parses a text that the user typed; `name` is what findings call it, such as `--for`. nil after a finding.
    func parse(_ text: String, named name: String, as symbol: StartSymbol) -> SyntaxTree? {
        let source = SourceText(file: FileID(firstFile + sources.count), name: name, bytes: Array(text.utf8))
        sources.append(source)
        let tree = SyntaxTree(parsing: source, as: symbol)
        report(tree.diagnostics)
        return tree.diagnostics.contains { $0.severity == .error } ? nil : tree
    }

    /// The number of the next file, for a session whose files stand beside this one's.
    var nextFile: Int { firstFile + sources.count }

    /// Takes such files in, so that findings can point into them.
    func adopt(_ files: [SourceText]) { sources += files }

    /// What a pipeline or an expression shows. nil after a finding.
    package func show(_ text: String, named name: String = "<pipeline>") -> Show? {
        guard let tree = parse(text, named: name, as: .value) else { return nil }
        let (show, found) = profile.measure(.understanding) { program.show(tree) }
        report(found)
        return show
    }

    /// The text of a file, or of what was asked beside the program.
    package func source(_ file: FileID) -> SourceText? {
        let place = file.index - firstFile
        return sources.indices.contains(place) ? sources[place] : nil
    }

    /// The path of a file that the program's author can change: one of the project, not of the standard library, and
    /// not what a link in a folder leads to anywhere else. nil for others.
    func ownFile(_ file: FileID) -> String? { ownFiles[file] }

    private static func ownFiles(
        _ loaded: LoadedProgram, _ path: String, isGiven: Bool, _ loader: Loader
    ) -> [FileID: String] {
        var own: [FileID: String] = [:]
        let library = Set(loaded.modules.filter(\.isStandardLibrary).map(\.tree.source.file))
        for (place, source) in loaded.sources.enumerated() where !library.contains(source.file) {
            if place == 0, isGiven || path == "-" {
                own[source.file] = path
            } else if let folder = loaded.project.folder, let real = loader.realPath(source.name),
                FilePath.isInside(real, folder)
            {
                own[source.file] = source.name
            }
        }
        return own
    }

    /// What the user wrote at a place.
    func text(at location: Location) -> String { source(location.file)?.text(location.range) ?? "" }

    // MARK: Evaluation

    /// The values of a dimension that the answers read so far have, in order.
    package func valuesRead(of dimension: String) -> [String] { answers.valuesRead(of: dimension) }

    /// Where groups stand and what is next; nil after a finding.
    func nextSteps(_ levels: LevelsRequest?, _ gaps: GapsRequest?, _ conditions: [Term]) -> Table? {
        let evaluator = answers.evaluator
        defer { report(answers.takeFindings()) }
        do throws(Diagnostic) {
            let table = try evaluator.nextSteps(levels: levels, gaps: gaps)
            answers.findUnknown(conditions.flatMap(\.comparedValues))
            return table
        } catch {
            report([error])
            return nil
        }
    }

    /// The table that a `show` is of; an expression gives one column and row, an explanation a row a piece. nil after a
    /// finding.
    package func table(of show: Show) -> Table? { answer(to: show)?.table }

    /// What a `show` or an `explain` gives; nil after a finding.
    package func answer(to show: Show) -> Answer? {
        let evaluator = answers.evaluator
        answers.forgetAsked()
        defer { report(answers.takeFindings()) }
        do throws(Diagnostic) {
            let answer: Answer = try profile.measure(.query) { () throws(Diagnostic) in
                switch show.subject {
                case .query(let query): .table(try evaluator.table(query))
                case .term(let term): .table(try evaluator.table(of: term))
                case .explanation(let request): .explained(try answers.explain(request))
                }
            }
            if Threads.isStopping { return nil }
            // Of answers that are not there, nobody knows what they have.
            if !lacksAllAnswers { answers.findUnknown(show.comparedValues) }
            return answer
        } catch {
            if Threads.isStopping { return nil }
            var error = error
            // Refused by what the answers are, wherever in the pipeline they are read.
            if error.place == nil, [.outsideHiding, .withheldTable].contains(error.code) {
                error.place = Label(show.location)
            }
            report([error])
            return nil
        }
    }
}

extension [Diagnostic] {
    /// By file and place, those without one first; of one place, as they were found.
    fileprivate func inOrderOfPlaces() -> [Diagnostic] {
        func key(_ diagnostic: Diagnostic) -> (Int, UInt32) {
            diagnostic.place.map { ($0.location.file.index, $0.location.start) } ?? (-1, 0)
        }
        return enumerated()
            .sorted {
                (key($0.element).0, key($0.element).1, $0.offset) < (key($1.element).0, key($1.element).1, $1.offset)
            }
            .map(\.element)
    }
}
