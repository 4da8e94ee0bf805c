import GearModel
import GearSource
import GearTable

/// Takes in the answers to one survey: all files of all its bindings become one `Responses`.
package struct Intake: Sendable {
    let context: SurveyContext
    let bindings: [DataBinding]
    let options: IntakeOptions

    /// Opens a binding's file, whose path is as the binding has it.
    package typealias Opener = (DataBinding, String) throws(Diagnostic) -> RowFile

    /// `bindings`: those of this survey, of numbers invited to it and of attributes; others are passed over.
    package init(
        _ model: Model, survey: Int, bindings: [DataBinding], options: IntakeOptions = IntakeOptions()
    ) {
        let own = bindings.filter { binding in
            switch binding.subject {
            case .survey(let place): place == survey
            case .invited(let place): place == survey
            case .dimension: true
            case .plan: false
            }
        }
        context = SurveyContext(model, survey: survey, bound: Self.bound(own))
        self.bindings = own
        self.options = options
    }

    /// Dimensions that rows of answers or of numbers invited give; attributes come on top of them.
    private static func bound(_ bindings: [DataBinding]) -> Set<String> {
        var names: Set<String> = []
        for binding in bindings {
            if case .dimension = binding.subject { continue }
            names.formUnion(binding.dimensions.map(\.name))
        }
        return names
    }

    /// Attributes are needed only where there is something that has them.
    private func isNeeded(_ binding: DataBinding) -> Bool {
        if case .dimension(let name) = binding.subject { context.dimensions.contains(name) } else { true }
    }

    package var surveyName: String { context.survey.heading.name }

    /// The files that are read, in order.
    package var files: [(binding: DataBinding, path: String)] {
        bindings.filter(isNeeded).flatMap { binding in binding.files.map { (binding, $0) } }
    }

    /// Nothing that is wrong with a file stops the others; what is used and what not is in the report.
    package func run(_ open: Opener) -> (responses: Responses, report: IntakeReport) {
        let run = IntakeRun(context, options)
        for binding in bindings where isNeeded(binding) {
            for path in binding.files {
                do throws(Diagnostic) {
                    let file = try open(binding, path)
                    switch binding.subject {
                    case .survey: try run.take(binding, file)
                    case .invited: try run.takeInvited(binding, file)
                    case .dimension(let name): try run.takeAttributes(binding, of: name, file)
                    case .plan: break
                    }
                } catch {
                    run.refuse(binding, path, error)
                }
            }
            run.takeFixedInvited(binding)
        }
        return run.finish()
    }
}

/// What is known while the files of a survey are taken in, one after the other.
final class IntakeRun {
    let context: SurveyContext
    let options: IntakeOptions
    var report = IntakeReport()
    var invited: [Invited] = []
    var attributes: [Attributes] = []
    private var store: RecordStore
    private let counts: CountsPass
    private var taken: [TakenFile] = []

    /// A file that went through its pass.
    private struct TakenFile {
        let file: RowFile
        let plan: FilePlan
        let binding: Label
        /// Its place in the report.
        let place: Int
        /// How many records without respondent came from the files before.
        let unmatched: Int
        let isClean: Bool
        let refusal: Fault?
        /// Findings about its columns.
        let findings: [Diagnostic]
    }

    init(_ context: SurveyContext, _ options: IntakeOptions) {
        self.context = context
        self.options = options
        store = RecordStore(context, mostCells: options.mostCells)
        counts = CountsPass(context, reject: options.reject)
    }

    /// A file that cannot be used at all.
    func refuse(_ binding: DataBinding, _ path: String, _ finding: Diagnostic) {
        var finding = finding
        if finding.place == nil { finding.place = Label(binding.heading.location) }
        report.findings.append(finding)
        report.files.append(FileReport(file: path, binding: binding.heading.name))
    }

    func take(_ binding: DataBinding, _ file: RowFile) throws(Diagnostic) {
        if report.wasStopped || store.isFull { return }
        var planner = FilePlanner(
            context, binding, path: file.path, columns: file.columns, isDelimited: file.isDelimited)
        let plan = planner.plan()
        guard let plan else {
            for var finding in file.columnFindings {
                finding.place = Label(binding.heading.location)
                report.findings.append(finding)
            }
            report.findings += planner.refusals
            report.files.append(FileReport(file: file.path, binding: binding.heading.name))
            return
        }
        if case .counts(let columns, let responded) = plan.layout {
            try takeCounts(binding, file, plan, columns, responded, planner.findings)
        } else {
            try takeAnswers(binding, file, plan, planner.findings)
        }
    }

    private func takeAnswers(
        _ binding: DataBinding, _ file: RowFile, _ plan: FilePlan, _ findings: [Diagnostic]
    ) throws(Diagnostic) {
        let (context, options, empty) = (context, options, store)
        let (coded, columnCount) = (Pass.coded(plan, store), file.columns.count)
        let rows = plan.usualRowBytes.map { file.byteCount / $0 / max(1, options.threads) } ?? 0
        var passes = try file.scan(threads: options.threads, coded: coded) { place in
            let store = empty.emptied()
            // The first takes up what the others have.
            store.reserve(place == 0 ? rows * options.threads : rows)
            return Pass(plan, context, store, columnCount: columnCount, coded: coded)
        } ahead: {
            $0.ahead
        } consume: { pass, batch in
            guard !options.shouldStop(), !pass.finder.store.isFull else { return }
            options.progress(pass.take(batch))
        }
        var fileReport = FileReport(file: file.path, binding: binding.heading.name)
        fileReport.rowsRead = passes.reduce(0) { $0 + $1.rowCount }
        let refusal = passes.lazy.compactMap(\.finder.schoolYear).first
        let isClean = passes.allSatisfy(\.isClean)
        let unmatched = store.unmatchedRows.count
        let filled = passes.map(\.finder.store)
        // What only the reading needed makes room.
        passes = []
        if refusal == nil {
            let before = store.repeats
            for other in filled {
                if store.rowCount == 0 { store = other } else { store.absorb(other) }
            }
            fileReport.repeats = store.repeats - before
        } else {
            fileReport.rowsSetAside = fileReport.rowsRead
        }
        report.wasStopped = report.wasStopped || options.shouldStop()
        taken.append(
            TakenFile(
                file: file, plan: plan, binding: Label(binding.heading.location), place: report.files.count,
                unmatched: unmatched, isClean: isClean, refusal: refusal, findings: findings))
        report.files.append(fileReport)
    }

    private func takeCounts(
        _ binding: DataBinding, _ file: RowFile, _ plan: FilePlan, _ columns: [CountColumn],
        _ responded: [RespondedColumn], _ findings: [Diagnostic]
    ) throws(Diagnostic) {
        let (counts, options) = (counts, options)
        counts.begin(file, FileReport(file: file.path, binding: binding.heading.name))
        taken.append(
            TakenFile(
                file: file, plan: plan, binding: Label(binding.heading.location), place: report.files.count,
                unmatched: 0, isClean: true, refusal: nil, findings: findings))
        report.files.append(FileReport(file: file.path, binding: binding.heading.name))
        _ = try file.scan(threads: 1) { _ in
            counts
        } consume: { pass, batch in
            guard !options.shouldStop() else { return }
            pass.take(batch, plan, columns, responded)
            options.progress(batch.rowCount)
        }
        report.wasStopped = report.wasStopped || options.shouldStop()
    }

    // MARK: At the end

    func finish() -> (responses: Responses, report: IntakeReport) {
        var findings: [Diagnostic] = []
        let reviewsAll = store.needsReview(context)
        var withdrawn = Bits()
        let counted = counts.finished()
        var countsFiles = counts.files[...]
        for file in taken {
            findings += file.findings
            if case .counts = file.plan.layout {
                if let outcome = countsFiles.popFirst() { findings += finishCounts(file, outcome) }
            } else if reviewsAll || !file.isClean || file.refusal != nil {
                findings += review(file, &withdrawn)
            }
            findings += closingFindings(file)
        }
        report.findings += findings
        if store.isFull || counts.isFull { report.findings.append(fullFinding()) }
        var responses =
            store.isFull || report.wasStopped
            ? Responses(survey: context.place, width: context.width)
            : store.finished(context, threads: options.threads)
        (responses.counts, responses.responded) = counted
        responses.invited = invited
        for attributes in attributes { responses.add(attributes) }
        return (responses, report)
    }

    private func review(_ file: TakenFile, _ withdrawn: inout Bits) -> [Diagnostic] {
        let (context, options, store, seen) = (context, options, store, withdrawn)
        let first = report.files[file.place]
        do throws(Diagnostic) {
            let reviews = try file.file.scan(threads: 1) { _ in
                Review(
                    file.plan, context, file.file, store, unmatched: file.unmatched, withdrawn: seen, report: first,
                    refusal: file.refusal, options: options)
            } consume: { review, batch in
                if !options.shouldStop() { review.take(batch) }
            }
            guard let review = reviews.first else { return [] }
            let findings = review.finish(file.binding)
            report.files[file.place] = review.report
            withdrawn = review.withdrawn
            return findings
        } catch {
            return [error]
        }
    }

    private func finishCounts(_ file: TakenFile, _ outcome: CountsPass.FileOutcome) -> [Diagnostic] {
        report.files[file.place] = outcome.report
        return outcome.log.diagnostics(file.file, context, file.binding, unit: "times")
    }

    private func closingFindings(_ file: TakenFile) -> [Diagnostic] {
        let result = report.files[file.place]
        let place = DataPlace(file: result.file)
        var findings: [Diagnostic] = []
        if result.repeats > 0 {
            let answers =
                result.repeats == 1 ? "1 answer repeats" : "\(GroupedNumber.text(result.repeats)) answers repeat"
            findings.append(
                Diagnostic(
                    .answersRepeated, "in `\(result.file)` \(answers) what another row says",
                    at: file.binding, data: place, why: "The same answer twice counts once."))
        }
        if result.rowsUsed == 0, !report.wasStopped {
            findings.append(
                Diagnostic(
                    .nothingUsed, "no row of `\(result.file)` is used", at: file.binding, data: place,
                    why: result.rowsRead == 0 ? "It has no rows." : "All rows were set aside.",
                    help: "Compare the binding with the file's first lines."))
        }
        return findings
    }

    private func fullFinding() -> Diagnostic {
        let (people, width) = (GroupedNumber.text(store.rowCount), GroupedNumber.text(context.width))
        return Diagnostic(
            .matrixTooLarge, "the answers to `\(context.survey.heading.name)` do not fit in memory",
            at: Label(context.survey.heading.location),
            why: counts.isFull
                ? "There are more than \(GroupedNumber.text(CountsPass.mostCounts)) counts."
                : "Each record has a cell for each question: more than \(people) records of \(width) questions are "
                    + "more than \(GroupedNumber.text(options.mostCells)) cells.",
            help: "Check that the respondent's columns are right (without them each row is a respondent), or divide "
                + "the survey or its files.")
    }
}
