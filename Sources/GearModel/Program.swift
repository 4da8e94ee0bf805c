import GearSource
import GearSyntax

/// A file and all that it imports, resolved and checked: the model, what there is to say about it, and the
/// names by which later questions are understood.
package struct Program: Sendable {
    package let model: Model
    /// By file and place; those of the parser are not among them.
    package let diagnostics: [Diagnostic]
    let modules: [Module]
    let names: Names
    /// The files of the standard library.
    let standardFiles: Set<FileID>
    /// The module whose names questions mean: what was typed, else the file asked for.
    let asking: Int
    let settled: Settled

    /// - Parameters:
    ///   - modules: the file asked for first, then what it imports, those of `std` among them, then what was typed.
    ///   - earlier: the program before an edit; what is still as it was there is not made or checked again.
    package init(_ modules: [Module], after earlier: Program? = nil) {
        let builder = Builder(modules: modules, after: earlier)
        builder.build()
        settled = builder.settled
        model = builder.model
        diagnostics = builder.sortedDiagnostics()
        names = builder.names
        self.modules = modules
        asking = modules.lastIndex { $0.continued != nil } ?? 0
        standardFiles = Set(modules.filter(\.isStandardLibrary).map(\.tree.source.file))
    }

    /// Whether a file belongs to the standard library.
    package func isStandard(_ file: FileID) -> Bool { standardFiles.contains(file) }

    /// What a question typed beside the program shows, parsed as `.value` or as a file of `show` declarations.
    ///
    /// Names mean what they mean in the program's first file, or in what was typed after it. nil after a finding.
    package func show(_ tree: SyntaxTree) -> (show: Show?, diagnostics: [Diagnostic]) {
        ask(tree) { builder, place in
            tree.expression.flatMap { builder.subject($0, place) }.map {
                Show(title: "", subject: $0, location: place.location(0..<UInt32(clamping: tree.source.bytes.count)))
            }
        }
    }

    /// What stands behind `explain`, parsed as `.explanation`. nil after a finding.
    package func explanation(_ tree: SyntaxTree) -> (show: Show?, diagnostics: [Diagnostic]) {
        ask(tree) { builder, place in
            tree.items.first.flatMap { builder.explanation($0, place) }.map {
                Show(title: "", subject: .explanation($0), location: $0.location)
            }
        }
    }

    /// A condition over answers (`--for`), parsed as `.condition`. nil after a finding.
    package func answerCondition(_ tree: SyntaxTree, framework: Int? = nil)
        -> (condition: Term?, diagnostics: [Diagnostic])
    {
        ask(tree) { builder, place in
            tree.expression.flatMap { builder.answerCondition($0, framework: framework, place) }
        }
    }

    /// A condition over a table's rows (`--where`), parsed as `.condition`. nil after a finding.
    package func rowCondition(_ tree: SyntaxTree, over query: ResolvedQuery)
        -> (condition: Term?, diagnostics: [Diagnostic])
    {
        ask(tree) { builder, place in
            var context = TermContext(place)
            context.columns = query.schema
            context.rowNoun = "the table"
            if case .scores(let request) = query.table {
                context.framework = request.via?.onto ?? request.framework
                context.rule = request.rule
            }
            return tree.expression.flatMap { TermResolver(builder, context, $0).condition($0) }
        }
    }

    /// `district=d07` written out as a condition, `district == "d07"`; nil if a text is no such pair.
    package static func condition(short text: String) -> String? {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[0].utf8.first, !"<>! ".utf8.contains(parts[0].utf8.last ?? first),
            parts[0].utf8.allSatisfy({ $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }),
            !parts[1].isEmpty, parts[1].first != " "
        else { return nil }
        let quoted = parts[1].map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "\(parts[0]) == \"\(quoted)\""
    }

    private func ask<Answer>(_ tree: SyntaxTree, _ answer: (Builder, Place) -> Answer?) -> (Answer?, [Diagnostic]) {
        let question = Module(tree: tree, name: tree.source.name, directory: "")
        let builder = Builder(modules: modules + [question], model: model, names: names)
        builder.asked = asking
        builder.names.scopes.append(names.scopes.indices.contains(asking) ? names.scopes[asking] : Scope())
        let result = answer(builder, builder.place(modules.count))
        let diagnostics = builder.sortedDiagnostics()
        return (diagnostics.contains { $0.severity == .error } ? nil : result, diagnostics)
    }
}

extension Builder {
    /// Everything that only names are needed for comes first; what refers to it, after.
    func build() {
        let waveOrder = lowerWaves()
        collectNames(waveOrder: waveOrder)
        lowerDimensions()
        addRoleDimension()
        lowerSources()
        lowerScales()
        lowerThemes()
        lowerFrameworks()
        lowerRoles()
        lowerRubrics()
        lowerProgressions()
        lowerSurveys()
        lowerBindings()
        lowerHiding()
        lowerRules()
        lowerRequirements()
        lowerGoals()
        lowerPlans()
        lowerResources()
        lowerPlaylists()
        lowerCrosswalks()
        checkDefinitions()
        if !isOverlay {
            lowerShows()
            lowerTests()
        }
        checkBuildsOnCycles()
        checkReach()
        checkSharedNames()
        checkUnused()
        checkAsked()
        checkTexts()
        checkRules()
        checkScoreRanges()
        checkLevels()
        checkGoals()
        checkRoles()
        checkPlans()
        checkResources()
        checkCrosswalks()
    }
}
