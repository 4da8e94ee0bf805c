import GearSource
import GearSyntax

extension Builder {
    /// Gives every top-level declaration its position in the model and its name in its file's scope.
    ///
    /// A position is the declaration's rank among those of its kind, modules in order; waves, which the model
    /// keeps by their start, get theirs from `waveOrder`.
    func collectNames(waveOrder: [Int]) {
        var counts: [SymbolKind: Int] = [:]
        for module in modules.indices {
            let place = place(module)
            var scope = Scope()
            var seen: [FoldedName: [Name]] = [:]
            for item in modules[module].tree.items {
                guard let kind = SymbolKind(item.kind) else { continue }
                var position = counts[kind, default: 0]
                counts[kind] = position + 1
                if kind == .wave { position = waveOrder[position] }
                if kind == .definition { names.definitions.append(definition(item, module)) }
                guard let name = item.name, isNew(name, among: &seen, place) else { continue }
                checkTaken(name, kind, place)
                scope.declared[name.text] = Symbol(
                    kind: kind, position: position, location: place.location(name.range))
            }
            names.scopes.append(scope)
            if modules[module].isStandardLibrary { names.standard.merge(scope.declared) { first, _ in first } }
        }
        for module in modules.indices where modules[module].continued == nil { importNames(module) }
        for module in modules.indices { continueScope(module) }
        findIncompleteScopes()
        reportImportCycles()
        for module in modules.indices { readHead(module) }
    }

    private func continueScope(_ module: Int) {
        guard let continued = modules[module].continued else { return }
        let scope = names.scopes[continued]
        let taken = scope.declared.merging(scope.imported) { own, _ in own }
        for (name, own) in names.scopes[module].declared.sorted(by: { $0.key < $1.key }) {
            guard let other = taken[name] else { continue }
            report(
                .typedOverFile, "the program declares `\(name)` already", at: own.location,
                why: "what its files mean stays as it is, so that answers before and after mean the same",
                help: "try another with `| what if { … }`, change the file and `:reload`, or choose another name",
                related: [Label(other.location, "declared here")])
        }
        names.scopes[module].imported = taken
        importNames(module)
        names.scopes[module].aliases.merge(scope.aliases) { own, _ in own }
    }

    /// Whether a name is the first of its kind in its scope; reports one that is not, and one that differs from
    /// another only by case.
    func isNew(_ name: Name, among seen: inout [FoldedName: [Name]], _ place: Place) -> Bool {
        let earlier = seen[FoldedName(name.text), default: []]
        if let same = earlier.first(where: { $0.text == name.text }) {
            report(
                .duplicateName, "`\(name.text)` is declared twice", at: place.location(name.range),
                help: "give one of them another name", related: [Label(place.location(same.range), "the first one")])
            return false
        }
        seen[FoldedName(name.text), default: []].append(name)
        if let other = earlier.first {
            report(
                .differsByCase, "`\(name.text)` and `\(other.text)` differ only by capital letters",
                at: place.location(name.range), help: "give one of them a name that reads differently aloud",
                related: [Label(place.location(other.range), "the first one")])
        }
        return true
    }

    /// Words that the language itself gives a meaning in the same place.
    private func checkTaken(_ name: Name, _ kind: SymbolKind, _ place: Place) {
        let isTaken =
            name.text == "std"
            || kind == .dimension && Self.columnNames.contains(name.text)
            || kind == .definition && Self.builtInNames.contains(name.text)
        guard isTaken else { return }
        report(
            .takenName, "a \(kind.noun) cannot be called `\(name.text)`", at: place.location(name.range),
            why: "the language uses this name itself", help: "choose another name")
    }

    /// Columns that stand beside dimensions in a table, and what an entry of a data binding may be called.
    static let columnNames = Set(
        (TableSchema.scoreMeasures(of: nil) + TableSchema.responseMeasures).map(\.name)
            + ["source", "wave", "survey", "respondent", "question", "point", "label", "value", "absent"]
            + BindingLowering.entryNames)

    private func definition(_ item: Declaration, _ module: Int) -> Definition {
        var parameters: [Name] = []
        var body: Expression?
        for clause in item.clauses {
            switch clause.kind {
            case .parameters:
                for argument in clause.arguments {
                    if case .path(let path) = argument.value.kind, let step = path.steps.first {
                        parameters.append(step)
                    }
                }
            case .definition: body = clause.arguments.first?.value
            default: break
            }
        }
        if case .malformed = body?.kind { body = nil }
        let name = item.name ?? Name("", at: item.keywordRange)
        return Definition(name: name, module: module, parameters: parameters, body: body)
    }

    private func importNames(_ module: Int) {
        let place = place(module)
        for item in modules[module].tree.items where item.kind == .importFile {
            guard let file = item.title, let target = modules[module].imports[file.value] else { continue }
            if let clause = item.clauses.first(where: { $0.kind == .asName }) {
                guard let alias = clause.arguments.first?.value.singleName else { continue }
                addAlias(alias, target, module, place)
                continue
            }
            for (name, symbol) in names.scopes[target].declared.sorted(by: { $0.key < $1.key }) {
                addImported(name, symbol, module, at: place.location(file.range))
            }
        }
    }

    private func addAlias(_ alias: Name, _ target: Int, _ module: Int, _ place: Place) {
        let scope = names.scopes[module]
        let isTaken = alias.text == "std" || scope.declared[alias.text] != nil || scope.imported[alias.text] != nil
        if isTaken || scope.aliases[alias.text] != nil {
            report(
                .importClash, "`\(alias.text)` is taken already", at: place.location(alias.range),
                help: "choose another name after `as`")
        } else {
            names.scopes[module].aliases[alias.text] = target
        }
    }

    private func addImported(_ name: String, _ symbol: Symbol, _ module: Int, at location: Location) {
        let other = names.scopes[module].declared[name] ?? names.scopes[module].imported[name]
        if let other, other != symbol {
            report(
                .importClash, "the import brings a second `\(name)`", at: location,
                help: "put the import under a name of its own: `as …`",
                related: [Label(other.location, "one"), Label(symbol.location, "the other")])
        } else if names.scopes[module].aliases[name] != nil {
            report(
                .importClash, "the import brings `\(name)`, which already stands for an import", at: location,
                help: "choose another name after `as`", related: [Label(symbol.location)])
        } else {
            names.scopes[module].imported[name] = symbol
        }
    }

    /// Dimensions, waves and sources are known by their names in all files: what one lacks, its importers lack.
    private func findIncompleteScopes() {
        var importers = [[Int]](repeating: [], count: modules.count)
        var next: [Int] = []
        for (module, content) in modules.enumerated() {
            let targets = Module.importedFiles(of: content.tree).map { content.imports[$0.value] }
            for target in targets.compactMap({ $0 }) { importers[target].append(module) }
            if targets.contains(nil) || content.tree.items.contains(where: { $0.kind == .malformed }) {
                next.append(module)
            }
        }
        while let module = next.popLast() {
            guard !names.scopes[module].isIncomplete else { continue }
            names.scopes[module].isIncomplete = true
            next += importers[module]
        }
    }

    /// Follows imports depth first, without recursion; an edge back into the path that is open closes a cycle.
    private func reportImportCycles() {
        enum State { case unseen, open, done }
        var states = [State](repeating: .unseen, count: modules.count)
        for root in modules.indices where states[root] == .unseen {
            func entry(_ module: Int) -> (module: Int, files: [QuotedText], next: Int) {
                (module, Module.importedFiles(of: modules[module].tree), 0)
            }
            var stack = [entry(root)]
            states[root] = .open
            while let top = stack.last {
                let files = top.files
                guard top.next < files.count else {
                    states[top.module] = .done
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                guard let target = modules[top.module].imports[files[top.next].value] else { continue }
                switch states[target] {
                case .done: break
                case .unseen:
                    states[target] = .open
                    stack.append(entry(target))
                case .open:
                    let start = stack.firstIndex { $0.module == target } ?? 0
                    let cycle = stack[start...].map { modules[$0.module].tree.source.name }
                    report(
                        .importCycle, "`\(files[top.next].value)` imports this file again",
                        at: place(top.module).location(files[top.next].range),
                        why: (cycle + [cycle[0]]).joined(separator: " → "),
                        help: "move what both files need into a third one that imports neither")
                }
            }
        }
    }

    /// `on office` at the head of a file.
    private func readHead(_ module: Int) {
        let heads = modules[module].tree.items.filter { $0.kind == .onFramework }
        guard let head = heads.first else {
            if let continued = modules[module].continued {
                names.scopes[module].framework = names.scopes[continued].framework
                names.scopes[module].hasHead = names.scopes[continued].hasHead
            }
            return
        }
        names.scopes[module].hasHead = true
        for second in heads.dropFirst() {
            report(
                .clauseTwice, "a file has one `on`", at: place(module).location(second.range),
                related: [Label(place(module).location(head.range), "the first one")])
        }
        guard let path = head.clauses.first(where: { $0.kind == .on })?.arguments.first?.value.path else { return }
        names.scopes[module].framework = resolve(path, as: .framework, place(module))
    }

    /// What a definition would compete with.
    private static let builtInNames = tableNames.union(Function.allCases.map(\.rawValue))
        .union(AggregateFunction.allCases.map(\.rawValue)).union(Collection.allCases.map(\.rawValue))

    static let tableNames: Set<String> = [
        "nodes", "questions", "scales", "themes", "descriptors", "answers", "responses", "scores", "coverage",
        "levels", "requirements", "gaps", "roles", "strengths", "tasks", "promises", "forecast", "crosswalk",
        "resources",
        "playlists", "recommend", "frontier", "similar",
        "items", "reliability", "compare", "progress", "correlations", "agreement",
    ]
}
