import GearModel
import GearSyntax
import GearTable

/// Definitions, expectations, explanations, and files that are named.
extension Completer {
    /// define NAME(PARAMETERS) = VALUE
    func definition(_ marks: Marks) -> Offer {
        guard let sign = marks.places(where: { $0.kind == .equals }).first else { return Offer() }
        var scope = ExpressionScope()
        let head = marks[..<sign]
        if let open = head.firstIndex(where: { $0.kind == .leftParenthesis }) {
            let parameters = head[(open + 1)...].filter { $0.kind == .word }
            scope.names = typed.steps.isEmpty ? parameters.map { Word($0.text, "parameter") } : []
            scope.aggregates = .collections(Set(Collection.allCases))
        }
        return value(marks[(sign + 1)...], scope)
    }

    /// expect error CODE, expect VALUE within NUMBER
    func expectation(_ marks: Marks) -> Offer {
        let severities = ["error", "warning", "note"].map { Word($0, "a finding of this severity") }
        if marks.isEmpty { return Offer(values() + (typed.steps.isEmpty ? severities : [])) }
        if marks.first?.is("error", "warning", "note") == true, marks.count < 3 { return Offer() }
        var scope = ExpressionScope()
        scope.wanted = .boolean
        return value(marks, scope, following: [Word("within", "how far off it may be")])
    }

    /// explain SUBJECT for CONDITION since WAVE depth N
    func explanation(_ marks: Marks) -> Offer {
        guard let open = marks.firstIndex(where: { $0.kind == .leftParenthesis }) else {
            return marks.isEmpty ? Offer(measures() + [Word("level", "of a progression", suffix: "(")]) : Offer()
        }
        let isLevel = marks.first?.is("level") == true
        guard marks.openBrackets.first != open else {
            let inner = marks[(open + 1)...]
            if isLevel { return explainedLevel(inner) }
            return expression(marks, ExpressionScope(hasCells: true))
        }
        guard let close = marks.places(where: { $0.kind == .rightParenthesis }).first else { return Offer() }
        let earlier = isLevel ? [] : earlierWaves(marks[(open + 1)..<close])
        let clauses = CompletionClauses(marks[(close + 1)...]) { ConstructWords(.explain).clause($0) }
        let all: [(ClauseKind, Word)] = [
            (.forCondition, CompletionWords.explainFor), (.since, CompletionWords.explainSince),
            (.depth, CompletionWords.explainDepth),
        ]
        let following = all.filter { !clauses.given.contains($0.0) && ($0.0 != .since || !earlier.isEmpty) }.map(\.1)
        switch clauses.current {
        case .forCondition: return expression(clauses.value, answers(model.surveys), following: following)
        case .since where clauses.wantsValue: return Offer(earlier)
        case .depth where clauses.wantsValue: return Offer(note: "depth N: layers of parts, down to answers")
        default: return Offer(following)
        }
    }

    /// level(PROGRESSION.LEVEL, district: …)
    private func explainedLevel(_ inner: Marks) -> Offer {
        let element = inner.lastElement
        if inner.earlierElements.isEmpty {
            return Offer(
                element.isEmpty ? progressionsAndLevels() : [], note: "level(PROGRESSION.LEVEL, DIMENSION: VALUE, …)")
        }
        if element.isEmpty {
            return Offer(labels(dimensions(), besides: inner.earlierElements.compactMap(\.first?.text)))
        }
        guard element.last?.kind == .colon, let type = element.first.flatMap({ type(ofDimension: $0.text) }) else {
            return Offer()
        }
        var offer = Offer(constants(of: type), note: note(onNone: type))
        offer.isQuotable = true
        return offer
    }

    /// Waves before the one that a score is asked of.
    private func earlierWaves(_ arguments: Marks) -> [Word] {
        guard let label = arguments.firstIndex(where: { $0.is("wave") }), label + 2 < arguments.endIndex,
            let wave = model.waves.firstIndex(where: { $0.heading.name == arguments[label + 2].text })
        else { return [] }
        return headings(model.waves.filter { $0.start < model.waves[wave].start }.map(\.heading))
    }

    // MARK: Files

    /// What paths are seen from.
    private var folder: String { (workspace?.path).map(FilePath.folder(of:)) ?? "." }

    /// The columns of the files that the data around the cursor are in, as the beginnings of these say.
    func headers() -> Offer {
        guard let head = place.frames.last(where: { $0.head.first?.is("data") == true })?.head,
            let from = head.places(where: { $0.is("from") }).first
        else { return Offer() }
        let files = head[(from + 1)...].prefix { $0.kind == .text || $0.kind == .comma }.filter { $0.kind == .text }
        var offer = Offer(files.flatMap { headers(of: String($0.text.dropFirst().dropLast())) })
        offer.isQuotable = true
        return offer
    }

    /// None of a file that lies outside the project, cannot be read, or is a pipe, which might be waited for.
    private func headers(of file: String) -> [Word] {
        let path = FilePath.joined(folder, file)
        guard Project(of: folder, loader: .disk).contains(file, from: folder, opened: path),
            !Loader.disk.isSpecial(path),
            let format = try? RowFile.Format(path: file, mayLackEnding: false), hasShortHeader(path, format),
            let rows = try? RowFile(path: path, format: format)
        else { return [] }
        return rows.columns.filter { $0.utf8.count <= Self.longestColumn }.map { quoted($0, "column") }
    }

    /// Whether a file's first line ends where one may expect it: nobody waits for a whole file to be read, and a name of
    /// thousands of characters is none to type.
    private func hasShortHeader(_ path: String, _ format: RowFile.Format) -> Bool {
        if case .sqlite = format { return true }
        guard let file = try? DataFile(path: path) else { return false }
        return file.size <= Self.longestHeader
            || file.bytes(at: 0, count: Self.longestHeader).contains { $0 == 0x0A || $0 == 0x0D }
    }

    private static let (longestHeader, longestColumn) = (1 << 16, 1 << 10)

    /// Files beside the program's first one, and folders, whose names go on as what is typed.
    func files(endingIn endings: [String]) -> Offer {
        guard typed.isQuoted else { return Offer() }
        let found = FileNames.completions(typed.word, start: typed.start, from: folder) { name in
            endings.contains { name.hasSuffix("." + $0) }
        }
        var offer = Offer(found.words)
        offer.isQuotable = true
        return offer
    }
}
