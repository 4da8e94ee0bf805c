import GearModel
import GearSource
import GearSyntax

/// Finds what could stand at the cursor, by what stands before it: in a pipeline the tables, clauses, columns and values,
/// in a declaration the words of its construct, in a path the children of what is named so far.
///
/// Where the cursor is, is read from the tokens before it; what columns and types there are, is asked of the program.
package struct Completer {
    typealias Word = Completions.Word
    typealias Marks = TypedText.Marks

    let session: Session
    let model: Model
    let typed: TypedText
    let place: CompletionPlace
    /// Whose results `it` is; nil where there are none.
    let workspace: Workspace?

    /// - Parameter text: All that was typed up to the cursor.
    package init(_ session: Session, _ text: String) { self.init(session, text, of: nil) }

    package init(_ workspace: Workspace, _ text: String) { self.init(workspace.session, text, of: workspace) }

    private init(_ session: Session, _ text: String, of workspace: Workspace?) {
        self.session = session
        self.workspace = workspace
        model = session.model
        typed = TypedText(text)
        place = CompletionPlace(typed)
    }

    /// What fits where the cursor is, and what is to be said of the place.
    struct Offer {
        var words: [Word] = []
        var note = ""
        /// Whether they may stand in quotes as well.
        var isQuotable = false

        init(_ words: [Word] = [], note: String = "") {
            self.words = words
            self.note = note
        }
    }

    package var completions: Completions {
        if typed.isInComment { return Completions(start: typed.start) }
        let offer = offer
        var seen: Set<String> = []
        let words = offer.words.filter { $0.text.hasPrefix(typed.word) && seen.insert($0.text).inserted }
        if typed.isQuoted {
            guard offer.isQuotable else { return Completions(start: typed.start) }
            let isFolder = words.first?.text.hasSuffix("/") == true
            return Completions(start: typed.start, words: words, suffix: isFolder ? "" : "\"", note: offer.note)
        }
        return Completions(
            start: typed.start, words: words, suffix: words.count == 1 ? words[0].suffix : "", note: offer.note)
    }

    private var offer: Offer {
        let statement = place.statement
        switch place.braces {
        case .file:
            if let kind = CompletionPlace.kind(of: statement, in: .file) { return declaration(kind, statement) }
            if statement.isEmpty { return Offer(beginnings()) }
            return value(statement, ExpressionScope())
        case .construct(let parent):
            if let kind = CompletionPlace.kind(of: statement, in: place.braces) { return declaration(kind, statement) }
            return statement.isEmpty ? Offer(members(of: parent)) : clauses(of: parent, statement)
        case .mapping(let kind): return mapping(kind, statement)
        case .bands: return band(statement)
        case .resources:
            let isLeftOut = statement.first?.is("without") == true
            return Offer(names(.resource) + (isLeftOut ? [] : [Word("without", "leave one out")]))
        case .unknown: return Offer()
        }
    }

    /// What a statement begins with.
    private func beginnings() -> [Word] {
        let declarations =
            typed.steps.isEmpty
            ? ConstructWords(.malformed).members.map {
                Word($0, $0 == "explain" ? "how a score came about" : "declares")
            } : []
        return values() + declarations
    }

    /// What a value begins with: tables, what was named, scores; functions once a letter says that one is meant.
    func values() -> [Word] {
        let named = names(.definition)
        guard typed.steps.isEmpty else { return named }
        return tables() + results() + named + measures() + (typed.word.isEmpty ? [] : functions(giving: nil))
    }

    func tables() -> [Word] { Program.tableNames.map { Word($0, "table") } }

    /// Tables, and what stands for one.
    func tablesAndNamed() -> [Word] {
        (typed.steps.isEmpty ? tables() + results() : []) + names(.definition) { $0.isTable }
    }

    private func results() -> [Word] {
        workspace.map { $0.results.isEmpty ? [] : [Word("it", "the last result")] } ?? []
    }

    func measures() -> [Word] {
        CellReference.Measure.allCases.map { Word($0.rawValue, "of a node", suffix: "(") }
    }

    /// Functions whose results can be of a type; nil: of any.
    func functions(giving type: Type?) -> [Word] {
        Function.allCases.filter { function in type.map { function.types?.result ?? $0 == $0 } ?? true }
            .map { Word($0.rawValue, $0.about, suffix: "(") }
    }

    // MARK: Names

    /// Things of some kinds with their titles, or what is left of their names after the steps before the cursor.
    func names(_ kinds: SymbolKind..., where isWished: (Program.VisibleName) -> Bool = { _ in true }) -> [Word] {
        let prefix = typed.steps.map { $0 + "." }.joined()
        return session.program.visibleNames.filter {
            kinds.contains($0.kind) && $0.name.hasPrefix(prefix) && isWished($0)
        }
        .map { one in
            let isFunction = !one.parameters.isEmpty
            return Word(
                String(one.name.dropFirst(prefix.count)), isFunction ? one.usage : one.kind.noun,
                suffix: isFunction ? "(" : "")
        }
    }

    func headings(_ headings: [Heading]) -> [Word] { headings.map { Word($0.name, $0.title) } }

    func dimensions(besides taken: [String] = []) -> [Word] {
        model.dimensionColumns.filter { !taken.contains($0.name) }.map { Word($0.name, "dimension") }
    }

    /// The nodes of frameworks, level by level: the children of what the steps before the cursor name.
    ///
    /// - Parameter framework: nil: of all.
    func nodes(of framework: Int? = nil) -> [Word] {
        let path = typed.steps.joined(separator: ".")
        return model.frameworks.indices.filter { framework == nil || $0 == framework }.flatMap { number -> [Word] in
            let nodes = model.frameworks[number].nodes
            guard let parent = nodes.firstIndex(where: { $0.path == path }) else { return [] }
            return headings(nodes[parent + 1..<nodes[parent].end].filter { $0.parent == parent }.map(\.heading))
        }
    }

    /// Things, or after a step the parts of the one that it names.
    func parts(of things: [(heading: Heading, parts: [Heading])]) -> [Word] {
        if typed.steps.isEmpty { return headings(things.map(\.heading)) }
        let path = typed.steps.joined(separator: ".")
        return headings(things.filter { $0.heading.name == path }.flatMap(\.parts))
    }

    func progressionsAndLevels() -> [Word] {
        parts(of: model.progressions.map { ($0.heading, $0.levels.map(\.heading)) })
    }

    // MARK: Values of a type

    /// What a value of a type can be equal to, as it is written.
    ///
    /// - Parameter scope: whose nodes, layers, bands, questions and points are meant.
    func constants(of type: Type, _ scope: ExpressionScope = ExpressionScope()) -> [Word] {
        let surveys = scope.surveys ?? model.surveys
        switch type {
        case .node(let framework): return typed.isQuoted ? [] : nodes(of: framework ?? scope.framework)
        case .layer:
            let names = layers(of: scope.framework) ?? model.frameworks.flatMap(\.layerNames)
            return names.map { Word($0, "layer") }
        case .source: return headings(model.sources.map(\.heading))
        case .wave:
            let declared = model.waves.map(\.heading.name)
            let read = session.valuesRead(of: "wave").filter { !declared.contains($0) }
            return headings(model.waves.map(\.heading)) + read.map { Word($0, "wave") }
        case .level(let progression):
            return model.progressions.indices.filter { progression == nil || $0 == progression }
                .flatMap { headings(model.progressions[$0].levels.map(\.heading)) }
        case .band:
            let rules = scope.rule.flatMap { model.rules.indices.contains($0) ? [model.rules[$0]] : nil } ?? model.rules
            return rules.flatMap { $0.bands.map(\.name) }.map { Word($0, "band") }
        case .rule: return names(.rule)
        // Open questions have no answers in any table.
        case .question: return surveys.flatMap { headings($0.questions.filter { !$0.isOpen }.map(\.heading)) }
        case .point(let scale):
            return points(of: scale.map { [$0] } ?? surveys.flatMap { $0.questions.compactMap(\.scale) })
        case .absenceKind: return AbsenceKind.allCases.map { Word($0.rawValue, "a kind of absence") }
        case .boolean: return [Word("true"), Word("false")]
        case .dimension(let name): return session.valuesRead(of: name).map { quoted($0, name) }
        case .number, .text, .date, .collection, .absent: return []
        }
    }

    /// From the top; nil where it is not said of which framework, or that is unknown.
    func layers(of framework: Int?) -> [String]? {
        guard let framework, model.frameworks.indices.contains(framework) else { return nil }
        return model.frameworks[framework].layerNames
    }

    /// Points of scales by their codes, each once.
    func points(of scales: [Int]) -> [Word] {
        Set(scales).sorted().filter(model.scales.indices.contains).flatMap {
            model.scales[$0].points.map { Word($0.code, $0.label) }
        }
    }

    func quoted(_ text: String, _ about: String) -> Word {
        let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return typed.isQuoted ? Word(escaped, about) : Word("\"\(escaped)\"", about)
    }

    /// Why nothing is offered where a value of a type belongs.
    func note(onNone type: Type) -> String {
        guard case .dimension(let name) = type, session.valuesRead(of: name).isEmpty else { return "" }
        return "its values are known once answers are read, as by `scores by \(name)`"
    }

    /// In what types a label such as `district:` has its values.
    func type(ofDimension name: String) -> Type? { model.dimensionColumns.first { $0.name == name }?.type }
}
