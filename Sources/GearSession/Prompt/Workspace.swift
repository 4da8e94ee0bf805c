import GearModel
import GearReport
import GearSource
import GearSyntax
import GearTable

/// What somebody works in at a prompt: a program, what was typed after it, and the answers read so far.
///
/// What is typed is a program of its own that goes on where the file ends; nothing of the file is changed by it.
package final class Workspace {
    /// The program as it is now.
    package private(set) var session: Session
    /// The program as its files are since a reload that found errors in them: answers still come from the one before.
    private(set) var broken: Session?
    /// The program's file; nil if there is none.
    package private(set) var path: String?
    let options: SessionOptions
    /// The files that the session is made of.
    private var loaded: LoadedFiles
    /// Declarations, the latest last; one that takes another's name replaces it.
    private(set) var entered: [Typed] = []
    /// The pipelines and expressions that gave a result, in order.
    private(set) var results: [String] = []
    /// Numbers of the results that the program has a definition of.
    private(set) var definedResults: Set<Int> = []
    /// All that gave something to show, in order.
    private(set) var asked: [Asked] = []
    /// What reading answers brought to light before something was typed that left them as they were.
    private var foundInAnswers: [Diagnostic] = []

    package struct Typed {
        /// What it declares; empty if it has no name.
        package let name: String
        package let text: String
        /// False once the files have changed so that it means nothing; it is tried again at each reload.
        package fileprivate(set) var holds = true
    }

    /// A question that was answered.
    struct Asked {
        enum Kind: String { case show, explain }
        let kind: Kind
        let text: String
        let words: AuthorsWords
        let title: String
        /// What it gave.
        var digest: Int
    }

    /// What became of what was typed.
    package enum Outcome {
        /// Names, in order, and what became of tests; nothing else is to be shown.
        case declared([String], [TestOutcome])
        case shown([Exhibit])
        /// Findings say why not; nothing changed.
        case refused
    }

    package init(_ path: String?, options: SessionOptions = SessionOptions()) {
        self.path = path
        self.options = options
        loaded = LoadedFiles()
        session = Self.session(path, [], loaded, options)
    }

    private static func session(
        _ path: String?, _ typed: [String], _ files: LoadedFiles, _ options: SessionOptions,
        after earlier: Session? = nil, rereading rereads: Bool = false, firstFile: Int = 0
    ) -> Session {
        let text = Array(typed.map { $0 + "\n" }.joined().utf8)
        let name = ProgramLoader.typedName
        return path.map {
            Session(
                $0, loader: files.loader, options: options, firstFile: firstFile, withLibrary: true, typed: text,
                after: earlier, rereading: rereads)
        }
            ?? Session(
                name, text: text, loader: files.loader, options: options, firstFile: firstFile, withLibrary: true,
                after: earlier, rereading: rereads)
    }

    /// Declarations that were typed and hold.
    package var typed: [Typed] { entered.filter(\.holds) }

    /// The files that the program and its answers are made of.
    package var files: [String] {
        (session.files + (broken?.files ?? [])).filter { $0 != ProgramLoader.typedName }
    }

    /// Whether the files have errors, so that answers come from the program as it was before.
    package var isBehind: Bool { broken != nil }

    /// What was found in the files, in what was typed, and in the answers read so far; not in questions.
    package var findings: Findings {
        var findings = Findings()
        if let broken {
            findings.add(broken)
            return findings
        }
        findings.add(sourcesOf: [session])
        findings.add(session.diagnostics.filter { !session.isAsked($0) && $0.data == nil })
        findings.add(foundInAnswers + session.diagnostics.filter { !session.isAsked($0) && $0.data != nil })
        return findings
    }

    /// Whether a finding is about what was typed, and not about a file.
    package static func isTyped(_ diagnostic: Diagnostic, in findings: Findings) -> Bool {
        diagnostic.place.flatMap { findings.source($0.location.file) }?.name == ProgramLoader.typedName
    }

    // MARK: Entering

    /// Takes a whole statement: declarations, which stay, or something to show.
    package func enter(_ text: String) -> (outcome: Outcome, findings: Findings) {
        var findings = Findings()
        let outcome = Self.isDeclaration(text) ? declare(text, &findings) : ask(text, &findings)
        return (outcome, findings)
    }

    /// Whether a text begins with a word that only a declaration begins with.
    package static func isDeclaration(_ text: String) -> Bool {
        let tree = SyntaxTree(typed: text)
        let tokens = tree.tokens.filter { !$0.kind.isTrivia && $0.kind != .endOfFile }
        // A node may be called like a word of the language: `data`, `data.rhythm`.
        guard tokens.count > 1, tokens[0].kind == .word, tokens[1].kind != .dot else { return false }
        return tree.items.first.map { $0.kind != .malformed } ?? false
    }

    /// What was asked last, worked out again; it is no result of its own.
    package func askAgain() -> (outcome: Outcome, findings: Findings) {
        var findings = Findings()
        guard let last = asked.last, isSound(&findings),
            last.kind != .show || definesResults(in: last.text, &findings),
            let exhibit = exhibit(last, &findings)
        else { return (.refused, findings) }
        if !Threads.isStopping { asked[asked.count - 1].digest = exhibit.digest }
        return (.shown([exhibit]), findings)
    }

    /// What was typed last that gave a result.
    package var lastText: String {
        asked.last.map { $0.kind == .show ? $0.text : "explain \($0.text)" } ?? ""
    }

    /// `define NAME` alone names the last result; other definitions may use results, as questions do.
    private func withNamedResult(_ text: String, _ findings: inout Findings) -> NumberedText? {
        let tree = SyntaxTree(typed: text)
        guard tree.items.contains(where: { $0.kind == .define }) else {
            return NumberedText(text: text, words: AuthorsWords())
        }
        guard let name = tree.bareDefinition else { return withResults(text, &findings) }
        guard let last = results.last else {
            findings.add([
                Diagnostic(
                    .promptArgument, "nothing has been asked yet that could be called `\(name)`",
                    help: "ask first, and name the result then; or write `define \(name) = …`")
            ])
            return nil
        }
        return NumberedText(text: "define \(name) = \(last)", words: AuthorsWords())
    }

    private func declare(_ text: String, _ findings: inout Findings) -> Outcome {
        guard let numbered = withNamedResult(text, &findings) else { return .refused }
        let source = SourceText(file: FileID(0), name: ProgramLoader.typedName, bytes: Array(numbered.text.utf8))
        let tree = SyntaxTree(parsing: source)
        guard tree.diagnostics.allSatisfy({ $0.severity != .error }) else {
            findings.add(
                tree.diagnostics.map { numbered.words.finding($0, in: source.file) }, in: numbered.words.source(source))
            return .refused
        }
        let items = tree.items.filter { $0.kind != .show && $0.kind != .explain }
        if !items.isEmpty {
            let new = items.map { Typed(name: $0.name?.text ?? "", text: source.text($0.range)) }
            let names = Set(new.map(\.name)).subtracting([""])
            let kept = entered.filter { old in
                !names.contains(old.name) && !new.contains { old.name.isEmpty && $0.text == old.text }
            }
            // Where each comes to stand in all that was typed.
            var (words, place) = (AuthorsWords(), kept.filter(\.holds).reduce(0) { $0 + $1.text.utf8.count + 1 })
            for (item, typed) in zip(items, new) {
                words = words + numbered.words.moved(item.range, to: place)
                place += typed.text.utf8.count + 1
            }
            guard replace(kept + new, [], writtenWith: words, &findings) else { return .refused }
        }
        let shows = tree.items.filter { $0.kind == .show || $0.kind == .explain }
        if shows.isEmpty {
            return .declared(
                items.compactMap { $0.name?.text }, tests(of: items.map { source.text($0.range) }, &findings))
        }
        var exhibits: [Exhibit] = []
        for show in shows {
            let text = String(
                source.text(show.keywordRange.upperBound..<show.range.upperBound).drop(while: \.isWhitespace))
            guard let exhibit = answer(show.kind == .show ? .show : .explain, text, show.doc ?? "", &findings) else {
                return .refused
            }
            exhibits.append(exhibit)
        }
        return .shown(exhibits)
    }

    /// Runs those of the tests that were typed whose texts these are; what fails is found.
    private func tests(of texts: [String], _ findings: inout Findings) -> [TestOutcome] {
        guard !session.hasProgramErrors else { return [] }
        let known = session.diagnostics.count
        let outcomes = session.runTests { test in
            guard let tree = session.trees.first(where: { $0.source.file == test.heading.location.file }),
                tree.source.name == ProgramLoader.typedName
            else { return false }
            return tree.items.contains { item in
                item.range.contains(test.heading.location.start) && texts.contains(tree.source.text(item.range))
            }
        }
        findings.add(sourcesOf: [session])
        findings.add(Array(session.diagnostics[known...]))
        return outcomes
    }

    /// Goes on with other declarations, and definitions of some results, if they bring no error; else says what is
    /// wrong, and stays as it is.
    func replace(
        _ declarations: [Typed], _ wanted: Set<Int>, writtenWith words: AuthorsWords = AuthorsWords(),
        _ findings: inout Findings
    ) -> Bool {
        let texts = declarations.filter(\.holds).map(\.text)
        let numbers = wanted.union(resultsNamed(in: texts))
        let next = Self.session(
            path, texts + numbers.sorted().map(definition), loaded, options, after: session,
            firstFile: session.firstFile)
        let new = next.diagnostics.filter { !session.diagnostics.contains($0) }
        findings.add(sourcesOf: [next])
        let typed = next.sources.first { $0.name == ProgramLoader.typedName }
        if let typed { findings.add([words.source(typed)]) }
        findings.add(typed.map { typed in new.map { words.finding($0, in: typed.file) } } ?? new)
        if new.contains(where: { $0.severity == .error }) { return false }
        // Answers that are read anew tell of themselves again.
        let keepsAnswers = !next.fileReports.isEmpty && next.programFiles == session.programFiles
        foundInAnswers = keepsAnswers ? foundInAnswers + session.diagnostics.filter { $0.data != nil } : []
        (session, entered, definedResults) = (next, declarations, numbers)
        return true
    }

    // MARK: Asking

    private func ask(_ text: String, _ findings: inout Findings) -> Outcome {
        answer(.show, Statement.joined(text), "", &findings).map { .shown([$0]) } ?? .refused
    }

    /// What an explanation gives is no table: it does not become `it`.
    private func answer(_ kind: Asked.Kind, _ text: String, _ title: String, _ findings: inout Findings) -> Exhibit? {
        guard isSound(&findings),
            let numbered = kind == .show
                ? withResults(text, &findings) : NumberedText(text: text, words: AuthorsWords())
        else { return nil }
        let text = numbered.text
        var question = Asked(kind: kind, text: text, words: numbered.words, title: title, digest: 0)
        guard let exhibit = exhibit(question, &findings) else { return nil }
        question.digest = exhibit.digest
        // Half a digest fits no answer.
        if Threads.isStopping { return nil }
        if kind == .show { results.append(text) }
        asked.append(question)
        return exhibit
    }

    private func isSound(_ findings: inout Findings) -> Bool {
        guard session.hasProgramErrors else { return true }
        findings.add([
            Diagnostic(
                .programHasErrors, "the program has errors, so nothing is worked out from it",
                help: "mend them and `:reload`; `:check` shows them again")
        ])
        return false
    }

    private func exhibit(_ question: Asked, _ findings: inout Findings) -> Exhibit? {
        let (known, file) = (session.diagnostics.count, FileID(session.nextFile))
        let name = ProgramLoader.typedName
        // What is wrong with an `explain` is shown from its first word on.
        let show =
            question.kind == .show
            ? session.show(question.text, named: name)
            : session.explanation("explain \(question.text)", named: name)
        let exhibit = show.flatMap { show in
            session.answer(to: show).map { Exhibit(show.titled(question.title), $0) }
        }
        tell(Array(session.diagnostics[known...]), of: question.words, in: file, &findings)
        return exhibit
    }

    /// Findings about a question, which is `file`, as its author wrote it.
    func tell(_ found: [Diagnostic], of words: AuthorsWords, in file: FileID, _ findings: inout Findings) {
        findings.add(sourcesOf: [session])
        if let source = session.source(file) { findings.add([words.source(source)]) }
        findings.add(found.map { words.finding(advised($0), in: file) })
    }

    // MARK: Files

    /// Opens another program; what was typed goes, as it was about the one before. All stays as it is if there is none,
    /// or one with errors: then it is not open.
    package func load(_ path: String) -> (findings: Findings, isOpen: Bool) {
        var findings = Findings()
        let anew = LoadedFiles()
        let next = Self.session(path, [], anew, options)
        findings.add(next)
        guard findings.worst != .error else { return (findings, false) }
        (self.path, loaded, session, broken) = (path, anew, next, nil)
        (entered, results, definedResults, asked, foundInAnswers) = ([], [], [], [], [])
        return (findings, true)
    }

    /// Reads all files anew. What was typed stays as far as it still holds; what does not is tried again next time. If the
    /// files have errors, the program, what was typed and the answers read stay as they were until they have none.
    package func reload() -> Findings {
        var findings = Findings()
        let anew = LoadedFiles(after: loaded)
        let next = Self.session(path, [], anew, options, after: session, rereading: true)
        findings.add(next)
        if next.hasProgramErrors, !session.hasProgramErrors {
            broken = next
            return findings
        }
        (loaded, session, broken) = (anew, next, nil)
        (definedResults, foundInAnswers) = ([], [])
        for place in entered.indices { entered[place].holds = true }
        while !typed.isEmpty {
            let texts = typed.map(\.text)
            let numbers = resultsNamed(in: texts)
            let next = Self.session(
                path, texts + numbers.sorted().map(definition), loaded, options, firstFile: findings.firstFile)
            guard let wrong = wrong(texts, numbers, in: next) else {
                (session, definedResults) = (next, numbers)
                break
            }
            findings.add(sourcesOf: [next])
            findings.add(wrong.findings)
            let places = entered.indices.filter { entered[$0].holds }
            for place in wrong.places { entered[places[place]].holds = false }
        }
        return findings
    }

    /// Which typed texts make a program wrong that is not so without them; nil if none does.
    private func wrong(
        _ texts: [String], _ numbers: Set<Int>, in next: Session
    ) -> (places: Set<Int>, findings: [Diagnostic])? {
        let errors = next.diagnostics.filter { $0.severity == .error }
        let own = errors.filter { error in
            error.place.flatMap { next.source($0.location.file) }?.name == ProgramLoader.typedName
        }
        // Nothing of theirs says what is wrong: one after the other goes.
        if own.isEmpty {
            let before = session.diagnostics.count { $0.severity == .error }
            return errors.count > before ? ([texts.count - 1], errors) : nil
        }
        var ends: [Int] = []
        for text in texts { ends.append((ends.last ?? 0) + text.utf8.count + 1) }
        var places: Set<Int> = []
        for error in own {
            let start = error.place.map { Int($0.location.start) } ?? 0
            if let place = ends.firstIndex(where: { start < $0 }) {
                places.insert(place)
            } else {
                // In the definition of a result: what goes on from results goes.
                places.formUnion(texts.indices.filter { !resultsNamed(in: [texts[$0]]).isEmpty })
            }
        }
        return (places, own)
    }
}

extension SyntaxTree {
    init(typed text: String, as symbol: StartSymbol = .file) {
        self.init(parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)), as: symbol)
    }

    /// The name in `define NAME`, if that is all.
    var bareDefinition: String? {
        let words = tokens.filter { !$0.kind.isTrivia && $0.kind != .endOfFile }
        guard items.first?.kind == .define, words.count == 2, words[1].kind == .word else { return nil }
        return items[0].name?.text
    }
}
