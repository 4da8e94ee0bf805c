import GearModel
import GearQuery
import GearScore
import GearSource
import GearTable

/// The answers of a session: read survey by survey, each when it is first needed, and scored.
final class Answers {
    let model: Model
    let options: SessionOptions
    /// What the program's own paths may not lead out of; nil where there are no files.
    private let project: Project?
    /// A test's own answers, instead of files.
    let given: [Int: Responses]?
    /// What is changed about each plan before it is run, to see what depends on it.
    private let change: ((ScorePlan) -> ScorePlan)?
    /// The answers as they are, where these are as they would be.
    let base: Answers?
    let overlay: Overlay?
    let profile: Profile
    /// What was tried since findings were last taken.
    var tried: [Answers] = []
    /// Surveys whose answers were needed, and what kept some of them from being read.
    private var asked: Set<Int> = []
    private var errors: [Int: [Diagnostic]] = [:]
    /// What kept answers from being read as they would be, at the places that were written.
    private var errorsOfTried: [Diagnostic] = []
    private var read: [Int: Responses?] = [:]
    /// What files say of the tasks of plans.
    private var statuses: [Int: [Int: TaskStatus]] = [:]
    private(set) var reports: [FileReport] = []
    private var findings: [Diagnostic] = []
    /// Groups that are not shown, by survey.
    var hiddenGroups: [Int: HiddenGroups] = [:]

    /// - Parameters:
    ///   - earlier: of a program that reads its answers in the same way.
    ///   - hidesSame: its rules are the same too, so that it hides the same groups.
    init(
        _ model: Model, _ options: SessionOptions, _ project: Project, reusing earlier: Answers? = nil,
        hidesSame: Bool = false
    ) {
        if hidesSame { hiddenGroups = earlier?.hiddenGroups ?? [:] }
        profile = earlier?.profile ?? Profile()
        read = earlier?.read ?? [:]
        errors = earlier?.errors ?? [:]
        reports = earlier?.reports ?? []
        self.project = project
        self.model = model
        self.options = options
        given = nil
        change = nil
        base = nil
        overlay = nil
    }

    /// The answers to a program that would be.
    init(_ overlay: Overlay, over base: Answers) {
        model = overlay.model
        options = base.options
        project = base.project
        profile = base.profile
        given = nil
        change = nil
        self.base = base
        self.overlay = overlay
    }

    /// The answers that a test writes down.
    init(_ model: Model, given: [Int: Responses], change: ((ScorePlan) -> ScorePlan)? = nil) {
        self.model = model
        self.given = given
        self.change = change
        base = nil
        overlay = nil
        profile = Profile()
        project = nil
        options = SessionOptions()
    }

    /// What was found since the last call.
    func takeFindings() -> [Diagnostic] {
        defer { (findings, tried) = ([], []) }
        errorsOfTried += tried.flatMap(\.originalErrors)
        return findings + tried.flatMap(\.originalFindings)
    }

    var evaluator: Evaluator {
        Evaluator(
            model: model, asOf: options.asOf ?? model.waves.last?.start,
            statuses: { self.taskStatuses($0) },
            responses: { survey throws(Diagnostic) in try self.responses(survey) },
            scores: { request, columns throws(Diagnostic) in
                try self.profile.measure(.scoring) { () throws(Diagnostic) in
                    try self.scores(request, columnsRead: columns)
                }
            },
            statistics: { request, columns throws(Diagnostic) in
                try self.profile.measure(.scoring) { () throws(Diagnostic) in
                    try self.statistics(request, columnsRead: columns)
                }
            },
            changed: { overlay throws(Diagnostic) in try self.changed(overlay).evaluator },
            note: { self.findings.append($0) })
    }

    /// nil if the survey has no data.
    func responses(_ survey: Int) throws(Diagnostic) -> Responses? {
        if let given { return given[survey] }
        guard var responses = openResponses(survey), base?.given == nil else { return openResponses(survey) }
        responses.hiding = profile.measure(.hiding) { hiding(responses) }
        try refuseOtherHiding(responses)
        return responses
    }

    /// With nothing hidden.
    func openResponses(_ survey: Int) -> Responses? {
        asked.insert(survey)
        if let known = read[survey] { return known }
        let responses = readsFiles ? readFiles(survey) : changedAnswers(survey)
        if !Threads.isStopping { read[survey] = .some(responses) }
        return responses
    }

    private func readFiles(_ survey: Int) -> Responses? {
        let bindings = bindings(of: survey)
        let isBound = bindings.contains { if case .dimension = $0.subject { false } else { true } }
        guard isBound else { return nil }
        let intake = Intake(model, survey: survey, bindings: bindings, options: options.intake)
        let (responses, report) = profile.measure(.reading) { takeIn(intake) }
        if !report.wasStopped {
            add(report)
            errors[survey] = report.findings.filter { $0.severity == .error }
        }
        return responses
    }

    /// What is wrong with the answers that were asked for since `forgetAsked`.
    var errorsOfAsked: [Diagnostic] { asked.sorted().flatMap { errors[$0] ?? [] } + errorsOfTried }

    /// Whether there were errors, and no answer at all could be read of what was asked for.
    var lacksAllOfAsked: Bool {
        !errorsOfAsked.isEmpty
            && asked.allSatisfy { survey in
                guard let responses = read[survey] ?? nil else { return true }
                return responses.recordCount == 0 && responses.counts.isEmpty
            }
    }

    func forgetAsked() { (asked, errorsOfTried) = ([], []) }

    /// As the cache has it, if there is one and it may be used; answers that only would be are never kept.
    private func takeIn(_ intake: Intake) -> (Responses, IntakeReport) {
        let isAllowed = base == nil && intake.files.allSatisfy { refusal($0.binding, $0.path) == nil }
        guard isAllowed, let cache = AnswerCache(intake, options) else { return intake.run(open) }
        return cache.answers(open)
    }

    private func open(_ binding: DataBinding, _ path: String) throws(Diagnostic) -> RowFile {
        if let refusal = refusal(binding, path) { throw refusal }
        return try RowFile(
            path: FilePath.joined(binding.directory, path), format: try Self.format(binding, path),
            headerRows: binding.headerRows)
    }

    /// What describes a dimension is read with each survey, and said once.
    private func add(_ report: IntakeReport) {
        reports += report.files.filter { !reports.contains($0) }
        findings += report.findings.filter { !findings.contains($0) }
    }

    /// How far the tasks of a plan are, by their positions, as far as a file says so.
    private func taskStatuses(_ plan: Int) -> [Int: TaskStatus] {
        if given != nil || base?.given != nil { return [:] }
        if let known = statuses[plan] { return known }
        var intake = TaskStatusIntake(model, plan: plan, options: options.intake)
        let (read, report) = intake.run(bindings(ofPlan: plan), open)
        add(report)
        statuses[plan] = read
        return read
    }

    /// Findings about paths that the program itself writes, without opening a file.
    func forbiddenFiles() -> [Diagnostic] {
        let all =
            model.surveys.indices.flatMap { bindings(of: $0) } + model.plans.indices.flatMap { bindings(ofPlan: $0) }
        return all.flatMap { binding in
            binding.files.compactMap { refusal(binding, $0) }
        }
    }

    /// Why a file is not read; nil if it may be, as each that the command line names.
    private func refusal(_ binding: DataBinding, _ path: String) -> Diagnostic? {
        if options.dataFiles.contains(where: { $0.path == path }) && binding.directory == "." { return nil }
        let place = Label(binding.heading.location)
        let opened = FilePath.joined(binding.directory, path)
        if let project, !project.contains(path, from: binding.directory, opened: opened) {
            return Diagnostic(
                .dataFileOutsideProject, "`\(path)` is outside the project's folder", at: place,
                why: project.rule,
                help: "put the file into the project, or name it on the command line: --data "
                    + "\(binding.heading.name)=\(path)")
        }
        do throws(Diagnostic) {
            _ = try RowFile.Format(path: path, mayLackEnding: false)
            return nil
        } catch {
            var finding = error
            finding.place = place
            return finding
        }
    }

    private static func format(_ binding: DataBinding, _ path: String) throws(Diagnostic) -> RowFile.Format {
        switch try RowFile.Format(path: path) {
        case .delimited(let separator): .delimited(separator: binding.separator ?? separator)
        case .jsonLines: .jsonLines
        case .sqlite: .sqlite(table: binding.table)
        }
    }

    // MARK: Scores

    /// The errors and intervals of scores, which cost more than the scores.
    private static let statistics: Set = [
        "se", "df", "low", "high", "favourable", "favourable_low", "favourable_high",
    ]

    private func scores(_ request: ScoresRequest, columnsRead: Set<String>?) throws(Diagnostic) -> Table {
        let (compiled, all) = try compiled(request)
        let plan = request.raised.isEmpty ? compiled : compiled.raising(request.raised, atMost: request.raisedAtMost)
        let wantsStatistics = columnsRead.map { !$0.isDisjoint(with: Self.statistics) } ?? true
        let scores = plan.score(all, statistics: wantsStatistics, threads: options.threads)
        if let refusal = scores.refusal { throw refusal }
        return scores.table
    }

    private func statistics(_ request: StatisticsRequest, columnsRead: Set<String>?) throws(Diagnostic) -> Table {
        let threads = options.threads
        switch request.kind {
        case .items:
            try withhold("items", request.scores)
            let (plan, all) = try compiled(request.scores)
            return plan.items(all, columnsRead: columnsRead, threads: threads)
        case .reliability(let across):
            try withhold("reliability", request.scores)
            let (plan, all) = try compiled(request.scores)
            return plan.reliability(all, across: across, columnsRead: columnsRead, threads: threads)
        case .comparison(let comparison):
            let split = [comparison.dimension] + (comparison.paired.map { [$0] } ?? [])
            let (plan, all) = try compiled(request.scores, across: split) {
                ComparedAnswers.prepare(comparison, $0, $1)
            }
            return try plan.comparison(comparison, all, threads: threads)
        case .progress(let across):
            var byWave = request.scores
            byWave.by.append("wave")
            let (plan, all) = try compiled(byWave, across: across.map { [$0] } ?? [])
            return try plan.progress(all, across: across, threads: threads)
        case .correlations(let dimension):
            var byUnit = request.scores
            byUnit.by.append(dimension)
            let (plan, all) = try compiled(byUnit)
            return try plan.correlations(across: dimension, all, threads: threads)
        case .agreement(let raters, let units):
            try withhold("agreement", request.scores)
            let (plan, all) = try compiled(request.scores)
            return plan.agreement(raters: raters, units: units, all)
        }
    }

    /// The plan for a request and the answers that it is about; `prepare` may change both before.
    ///
    /// - Parameter dimensions: what the rows are made of besides what splits them.
    func compiled(
        _ request: ScoresRequest, across dimensions: [String] = [],
        preparing prepare: (ScoresRequest, [Responses]) -> (request: ScoresRequest, answers: [Responses]) = { ($0, $1) }
    ) throws(Diagnostic) -> (plan: ScorePlan, answers: [Responses]) {
        var all: [Responses] = []
        for survey in model.surveys.indices where model.surveys[survey].framework == request.framework {
            if let responses = try responses(survey) { all.append(responses) }
        }
        guard !all.isEmpty else {
            let name = model.frameworks[request.framework].heading.name
            throw Diagnostic(
                .noAnswers, "no survey on `\(name)` has any answers",
                help: "declare where they are with `data … from \"FILE\" for SURVEY`, or give --data SURVEY=FILE")
        }
        try refuseUndeclared(request, across: dimensions, all)
        let prepared = prepare(request, all)
        let (plan, found) = ScorePlan.compile(prepared.request, model: model, answers: prepared.answers)
        findings += found.filter { $0.severity != .error }
        guard let plan else {
            let errors = found.filter { $0.severity == .error }
            findings += errors.dropLast()
            throw errors.last ?? Diagnostic(.noAnswers, "this rule gives no scores")
        }
        return (change?(plan) ?? plan, prepared.answers)
    }

    /// Finds values of dimensions that a question names and that nothing read so far has.
    func findUnknown(_ values: [ComparedValue]) {
        let all = read.values.compactMap { $0 }
        if all.isEmpty { return }
        for value in values {
            let known = all.reduce(into: Set<String>()) { $0.formUnion($1.distinctValues(of: value.dimension)) }
            if known.contains(value.value) { continue }
            let names = known.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let shown = names.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
            let more = names.count > 12 ? " and \(names.count - 12) more" : ""
            findings.append(
                Diagnostic(
                    .valueNotInData, "no answer has `\(value.value)` as its \(value.dimension)",
                    at: value.location, why: "nothing in the data can be equal to it",
                    help: names.isEmpty
                        ? "the data have no \(value.dimension) at all: bind it where they are declared"
                        : Likeness.nearest(to: value.value, among: names).map { "did you mean `\($0)`?" }
                            ?? "the data have \(shown)\(more)"))
        }
    }

    /// The values of a dimension that were read so far, in order.
    func valuesRead(of dimension: String) -> [String] {
        read.values.compactMap { $0 }.reduce(into: Set<String>()) { $0.formUnion($1.distinctValues(of: dimension)) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    // MARK: Files from the command line

    /// Every file of answers that the program or the command line names.
    var files: [String] {
        model.bindings.flatMap { binding in binding.files.map { FilePath.joined(binding.directory, $0) } }
            + options.dataFiles.map(\.path)
    }

    /// The bindings of a plan's tasks, with the files that the command line gives in place of theirs.
    private func bindings(ofPlan plan: Int) -> [DataBinding] {
        model.bindings.compactMap { binding in
            guard case .plan(plan) = binding.subject else { return nil }
            return Self.replacing(binding, options.dataFiles.filter { $0.name == binding.heading.name }.map(\.path))
        }
    }

    private static func replacing(_ binding: DataBinding, _ paths: [String]) -> DataBinding {
        guard !paths.isEmpty else { return binding }
        var changed = binding
        changed.files = paths
        changed.directory = "."
        return changed
    }

    /// The bindings of a survey, with the files that the command line gives in place of theirs.
    private func bindings(of survey: Int) -> [DataBinding] {
        let name = model.surveys[survey].heading.name
        let forSurvey = options.dataFiles.filter { $0.name == name }.map(\.path)
        return model.bindings.compactMap { binding in
            guard Self.isFor(survey, binding) else { return nil }
            let own = options.dataFiles.filter { $0.name == binding.heading.name }.map(\.path)
            let paths = own.isEmpty && Self.holdsAnswers(binding) ? forSurvey : own
            return Self.replacing(binding, paths)
        }
    }

    private static func isFor(_ survey: Int, _ binding: DataBinding) -> Bool {
        switch binding.subject {
        case .survey(let place), .invited(let place): place == survey
        case .dimension: true
        case .plan: false
        }
    }

    private static func holdsAnswers(_ binding: DataBinding) -> Bool {
        if case .survey = binding.subject { true } else { false }
    }
}
