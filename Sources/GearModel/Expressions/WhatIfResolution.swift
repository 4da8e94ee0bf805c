import GearSource
import GearSyntax

extension QueryResolver {
    /// The most `what if` stages of a program, each of which takes the whole program anew.
    private static let mostOverlays = 100

    /// what if { … }: the pipeline so far in the changed program, beside what it is. nil after a report.
    func whatIf(_ stage: Stage, after query: Query, _ state: inout StageState) -> ResolvedStage? {
        guard let members = stage.overlay?.body else { return nil }
        let location = place.location(stage.range)
        guard !builder.isOverlay else {
            builder.report(
                .whatIfInside, "a `what if` inside another", at: location,
                why: "what would be is held against what is, not against something else that would be",
                help: "write all changes in the braces of one `what if`")
            return nil
        }
        guard builder.overlayCount < Self.mostOverlays else {
            builder.report(
                .tooLarge, "more than \(Self.mostOverlays) `what if` in one program", at: location,
                why: "each takes the whole program anew", help: "ask some of them in a program of their own")
            return nil
        }
        builder.overlayCount += 1
        guard let overlay = overlay(members, query, keys: state.keys, at: location),
            let columns = compared(state, overlay, at: location)
        else { return nil }
        state.schema.columns = columns
        return .whatIf(overlay)
    }

    private func overlay(_ members: [Declaration], _ query: Query, keys: [String], at location: Location) -> Overlay? {
        let programModules = builder.asked == nil ? builder.modules.count : builder.modules.count - 1
        let asking = builder.asked ?? place.module
        guard
            let changed = ChangedModules(members, builder, asking: asking, programModules: programModules, place)
        else { return nil }
        let built = Builder(modules: changed.modules)
        built.isOverlay = true
        built.build()
        // Declarations that try something themselves are left alone, unless the pipeline needs them.
        let errors = built.sortedDiagnostics().filter { $0.severity == .error && $0.code != .whatIfInside }
        guard errors.isEmpty else {
            builder.diagnostics += errors.map(changed.texts.original)
            return nil
        }
        reweigh(members, built, asking)
        let asker = Builder(
            modules: changed.modules + [builder.modules[place.module]], model: built.model, names: built.names)
        asker.isOverlay = true
        asker.names.scopes.append(built.names.scopes[asking])
        let inside = QueryResolver(asker, asker.place(changed.modules.count), depth: depth + 1, budget: budget)
        let changes = members.filter { $0.kind == .changedAnswers }.map(inside.answerChange)
        let resolved = inside.resolve(query)
        builder.diagnostics += asker.sortedDiagnostics().map(changed.texts.original)
        guard let resolved, !changes.contains(where: { $0 == nil }), !builder.hasErrors(in: location) else {
            return nil
        }
        return Overlay(
            model: built.model, query: resolved, changes: changes.compactMap(\.self),
            readsOtherwise: members.contains { readsOtherwise($0.kind) }, keys: keys, location: location,
            texts: changed.texts)
    }

    /// Whether a declaration of this kind says how answers are read.
    private func readsOtherwise(_ kind: DeclarationKind) -> Bool {
        switch kind {
        case .scale, .survey, .walkthrough, .rubric, .role: true
        case .progression: builder.model.surveys.contains { $0.questions.contains { $0.rated != nil } }
        default: false
        }
    }

    // MARK: Weights

    /// amend PATH weight W
    private func reweigh(_ members: [Declaration], _ changed: Builder, _ asking: Int) {
        for member in members where member.kind == .amend {
            let clauses = Clauses(member)
            let other = member.clauses.first { ![.node, .weight, .malformed].contains($0.kind) }?.range
            if let extra = other ?? member.title?.range ?? member.body?.first?.range {
                builder.report(
                    .clauseNotHere, "in a `what if`, `amend` changes a weight and nothing else",
                    at: place.location(extra), help: "declare the framework anew in the braces")
            }
            guard let path = builder.path(clauses[.node], place) else { continue }
            guard let clause = clauses[.weight] else {
                builder.report(
                    .missingClause, "`amend` does not say which weight `\(path.text)` would have",
                    at: place.location(member.keywordRange), help: "write `amend \(path.text) weight 2`")
                continue
            }
            guard let weight = builder.weight(clause, place),
                let node = node(path, changed, asking)
            else { continue }
            changed.model.frameworks[node.framework].nodes[node.node].weight = weight
            changed.model.frameworks[node.framework].nodes[node.node].declaresWeight = true
        }
    }

    private func node(_ path: Path, _ changed: Builder, _ asking: Int) -> NodeReference? {
        let own = changed.names.scopes[asking].framework
        let frameworks = own.map { [$0] } ?? Array(changed.model.frameworks.indices)
        let found = frameworks.compactMap { framework in
            changed.findNode(path.text, in: framework).map { NodeReference(framework: framework, node: $0) }
        }
        if let only = found.first, found.count == 1 { return only }
        if found.isEmpty, let only = frameworks.first, frameworks.count == 1,
            builder.model.frameworks.indices.contains(only)
        {
            builder.reportUnknownNode(path, only, place)
        } else {
            builder.report(
                .unknownNode,
                found.isEmpty ? "there is no node `\(path.text)`" : "several frameworks have a node `\(path.text)`",
                at: place.location(path.range),
                help: found.isEmpty ? nil : "say which framework is meant with `on FRAMEWORK` at the head of the file")
        }
        return nil
    }

    // MARK: Answers

    /// answers SURVEY for COND { FROM: TO }; nil after a report.
    private func answerChange(_ member: Declaration) -> AnswerChange? {
        let clauses = Clauses(member)
        guard let path = builder.path(clauses[.forSurvey], place),
            let survey = builder.resolve(path, as: .survey, place), builder.model.surveys.indices.contains(survey)
        else { return nil }
        var condition: Term?
        if let clause = clauses[.forCondition] {
            let framework = builder.model.surveys[survey].framework
            guard let term = answerCondition(clause, framework: framework < 0 ? nil : framework) else { return nil }
            condition = term
        }
        guard let mapping = clauses[.mapping], !mapping.arguments.isEmpty else {
            builder.report(
                .missingClause, "the answers to `\(path.text)` do not say what they would be",
                at: place.location(member.keywordRange), help: "add such as `{ 2: 4 }`: what was 2 would be 4")
            return nil
        }
        guard let points = points(mapping, survey) else { return nil }
        return AnswerChange(
            survey: survey, condition: condition, points: points, location: place.location(member.range))
    }

    private func points(_ mapping: Clause, _ survey: Int) -> [Int: [Int: Int]]? {
        let scales = Set(builder.model.surveys[survey].questions.compactMap(\.scale)).sorted()
        var result: [Int: [Int: Int]] = [:]
        for argument in mapping.arguments {
            let from = argument.label?.text ?? argument.quotedLabel?.value ?? ""
            let to = point(argument.value)
            var isFound = false
            for scale in scales {
                let known = builder.model.scales[scale].points
                guard let first = known.firstIndex(where: { $0.isCalled(from) }),
                    let last = known.firstIndex(where: { $0.isCalled(to) })
                else { continue }
                result[scale, default: [:]][first] = last
                isFound = true
            }
            if !isFound {
                let known = scales.flatMap { builder.model.scales[$0].points.map(\.code) }
                builder.report(
                    .unknownConstant,
                    "no scale of `\(builder.model.surveys[survey].heading.name)` has both `\(from)` and `\(to)`",
                    at: place.location(argument.range),
                    help: known.isEmpty
                        ? nil : "there is: \(known.prefix(12).map { "`\($0)`" }.joined(separator: ", "))")
                return nil
            }
        }
        return result
    }

    private func point(_ expression: Expression) -> String {
        if case .text(let text) = expression.kind { text } else { builder.written(expression.range, place) }
    }

    // MARK: Columns

    /// Keys once; of all others what is, then what would be, and for numbers the change.
    private func compared(_ state: StageState, _ overlay: Overlay, at location: Location) -> [TableSchema.Column]? {
        var columns: [TableSchema.Column] = []
        for column in state.schema.columns {
            columns.append(column)
            guard !overlay.keys.contains(column.name) else { continue }
            columns.append(.init(WhatIfName.other(column.name), column.type))
            if column.type == .number { columns.append(.init(WhatIfName.change(column.name), .number)) }
        }
        var seen: Set<String> = []
        if let clash = columns.first(where: { !seen.insert($0.name).inserted }) {
            builder.report(
                .duplicateName, "the table has a column `\(clash.name)` already", at: location,
                help: "rename it before: `| select … = \(clash.name)`")
            return nil
        }
        return columns
    }
}

/// What the columns of a `what if` are called.
package enum WhatIfName {
    package static func other(_ column: String) -> String { column + "_if" }
    package static func change(_ column: String) -> String { column + "_change" }
}

extension Point {
    fileprivate func isCalled(_ name: String) -> Bool { code == name || label == name || synonyms.contains(name) }
}

extension Builder {
    fileprivate func hasErrors(in location: Location) -> Bool {
        diagnostics.contains { finding in
            guard finding.severity == .error, let place = finding.place?.location else { return false }
            return place.file == location.file && location.range.contains(place.start)
        }
    }
}
