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
    /// The program's file; nil if there is none.
    package private(set) var path: String?
    /// Declarations typed so far, the latest last; one that takes another's name replaces it.
    package private(set) var typed: [Typed] = []
    private let options: SessionOptions
    private var loader: Loader
    /// The pipelines and expressions that gave a result, in order.
    private var results: [String] = []
    /// All that gave something to show, as statements of a file.
    private var asked: [String] = []

    package struct Typed {
        /// What it declares; empty if it has no name.
        package let name: String
        package let text: String
        /// Whether it only keeps a result.
        fileprivate let isResult: Bool
    }

    /// What became of what was typed.
    package enum Outcome {
        /// Names, in order; nothing else is to be shown.
        case declared([String])
        case shown([Exhibit])
        /// Findings say why not; nothing changed.
        case refused
    }

    package init(_ path: String?, options: SessionOptions = SessionOptions()) {
        self.path = path
        self.options = options
        loader = Loader.disk.remembering()
        session = Self.session(path, [], loader, options, after: nil)
    }

    private static func session(
        _ path: String?, _ typed: [Typed], _ loader: Loader, _ options: SessionOptions, after earlier: Session?,
        rereading rereads: Bool = false
    ) -> Session {
        let text = Array(typed.map { $0.text + "\n" }.joined().utf8)
        let name = ProgramLoader.typedName
        return path.map {
            Session(
                $0, loader: loader, options: options, withLibrary: true, typed: text, after: earlier, rereading: rereads)
        }
            ?? Session(
                name, text: text, loader: loader, options: options, withLibrary: true, after: earlier,
                rereading: rereads)
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
        let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)))
        guard let first = tree.tokens.first(where: { !$0.kind.isTrivia }), first.kind == .word else { return false }
        return tree.items.first.map { $0.kind != .malformed } ?? false
    }

    /// What was asked last, worked out again; it is no result of its own.
    package func askAgain() -> (outcome: Outcome, findings: Findings) {
        var findings = Findings()
        guard let last = results.last else { return (.refused, findings) }
        let exhibit = exhibit(last, title: "", &findings)
        if exhibit != nil { results.removeLast() }
        return (exhibit.map { .shown([$0]) } ?? .refused, findings)
    }

    /// The files that the program and its answers are made of.
    package var files: [String] { session.files.filter { $0 != ProgramLoader.typedName } }

    /// `define NAME` alone names the last result; other definitions may use results, as questions do.
    private func withNamedResult(_ text: String, _ findings: inout Findings) -> String? {
        let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)))
        guard tree.items.first?.kind == .define else { return text }
        let words = tree.tokens.filter { !$0.kind.isTrivia && $0.kind != .endOfFile }
        guard words.count == 2, words[1].kind == .word, let name = tree.items[0].name?.text else {
            return withResults(text, &findings)
        }
        guard let last = results.last else {
            findings.add([
                Diagnostic(
                    .promptArgument, "nothing has been asked yet that could be called `\(name)`",
                    help: "ask first, and name the result then; or write `define \(name) = …`")
            ])
            return nil
        }
        return "define \(name) = \(last)"
    }

    private func declare(_ text: String, _ findings: inout Findings) -> Outcome {
        guard let text = withNamedResult(text, &findings) else { return .refused }
        let source = SourceText(file: FileID(0), name: ProgramLoader.typedName, bytes: Array(text.utf8))
        let tree = SyntaxTree(parsing: source)
        guard tree.diagnostics.allSatisfy({ $0.severity != .error }) else {
            findings.add(tree.diagnostics, in: source)
            return .refused
        }
        let items = tree.items.filter { $0.kind != .show && $0.kind != .explain }
        if !items.isEmpty {
            let names = Set(items.compactMap { $0.name?.text })
            let kept = typed.filter { !names.contains($0.name) }
            let new = items.map { Typed(name: $0.name?.text ?? "", text: source.text($0.range), isResult: false) }
            guard replace(kept + new, &findings) else { return .refused }
        }
        let shows = tree.items.filter { $0.kind == .show || $0.kind == .explain }
        if shows.isEmpty { return .declared(items.compactMap { $0.name?.text }) }
        var exhibits: [Exhibit] = []
        for show in shows {
            let text = String(
                source.text(show.keywordRange.upperBound..<show.range.upperBound).drop(while: \.isWhitespace))
            let title = show.doc ?? ""
            let exhibit = show.kind == .show ? exhibit(text, title: title, &findings) : explain(text, title, &findings)
            guard let exhibit else { return .refused }
            exhibits.append(exhibit)
        }
        return .shown(exhibits)
    }

    /// Goes on with other declarations if they bring no error; else says what is wrong, and stays as it is.
    private func replace(_ declarations: [Typed], _ findings: inout Findings) -> Bool {
        let next = Self.session(path, declarations, loader, options, after: session)
        let new = next.diagnostics.filter { !session.diagnostics.contains($0) }
        findings.add(sourcesOf: [next])
        findings.add(new)
        if new.contains(where: { $0.severity == .error }) { return false }
        session = next
        typed = declarations
        return true
    }

    private func ask(_ text: String, _ findings: inout Findings) -> Outcome {
        exhibit(text, title: "", &findings).map { .shown([$0]) } ?? .refused
    }

    private func exhibit(_ text: String, title: String, _ findings: inout Findings) -> Exhibit? {
        guard isSound(&findings), let text = withResults(text, &findings) else { return nil }
        guard let exhibit = exhibit(session.show(text, named: ProgramLoader.typedName), title, &findings) else {
            return nil
        }
        results.append(text)
        asked.append("show \(text)")
        return exhibit
    }

    /// What an explanation gives is no table: it does not become `it`.
    private func explain(_ text: String, _ title: String, _ findings: inout Findings) -> Exhibit? {
        guard isSound(&findings) else { return nil }
        let exhibit = exhibit(session.explanation(text, named: ProgramLoader.typedName), title, &findings)
        if exhibit != nil { asked.append("explain \(text)") }
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

    private func exhibit(
        _ show: @autoclosure () -> Session.Shown?, _ title: String, _ findings: inout Findings
    ) -> Exhibit? {
        let known = session.diagnostics.count
        let exhibit = show().flatMap { show in session.answer(to: show).map { Exhibit(show.titled(title), $0) } }
        findings.add(sourcesOf: [session])
        findings.add(Array(session.diagnostics[known...]))
        return exhibit
    }

    // MARK: Results

    /// A text in which `it` is the last result, `it3` the third, and a `|` at the beginning goes on from the last.
    func withResults(_ text: String, _ findings: inout Findings) -> String? {
        if text.drop(while: \.isWhitespace).first == "|", let last = results.last { return last + "\n" + text }
        let tree = SyntaxTree(
            parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)), as: .value)
        var (written, end) = ("", UInt32(0))
        var needed: [Int] = []
        for (place, token) in tree.tokens.enumerated() where token.kind == .word && place + 1 < tree.tokens.count {
            let range = token.start..<tree.tokens[place + 1].start
            let isStep = place > 0 && tree.tokens[place - 1].kind == .dot
            guard !isStep, let number = resultNumber(tree.source.text(range)) else { continue }
            written += tree.source.text(end..<range.lowerBound) + "it\(number)"
            end = range.upperBound
            needed.append(number)
        }
        written += tree.source.text(end..<UInt32(clamping: text.utf8.count))
        let missing = Set(needed).filter { number in !typed.contains { $0.name == "it\(number)" } }
        let added = missing.sorted().map { number in
            Typed(name: "it\(number)", text: "define it\(number) = \(results[number - 1])", isResult: true)
        }
        if !added.isEmpty, !replace(typed + added, &findings) { return nil }
        return written
    }

    /// Which result a word stands for, unless something is called so.
    private func resultNumber(_ word: String) -> Int? {
        guard word.hasPrefix("it"), !results.isEmpty, !session.program.isDeclared(word) || isResult(word) else {
            return nil
        }
        if word == "it" { return results.count }
        return Int(word.dropFirst(2)).flatMap { (1...results.count).contains($0) ? $0 : nil }
    }

    private func isResult(_ word: String) -> Bool { typed.contains { $0.isResult && $0.name == word } }

    // MARK: Files

    /// Opens another program; what was typed goes, as it was about the one before. Stays where it is if there is none.
    package func load(_ path: String) -> Findings {
        var findings = Findings()
        let anew = Loader.disk.remembering()
        let next = Self.session(path, [], anew, options, after: nil)
        findings.add(next)
        // A program that could not be read has no text but what is typed after it.
        guard next.sources.contains(where: { $0.name == path }) else { return findings }
        (self.path, loader, session, typed, results, asked) = (path, anew, next, [], [], [])
        return findings
    }

    /// Reads all files anew. What was typed stays as far as it still holds.
    package func reload() -> Findings {
        var findings = Findings()
        loader = Loader.disk.remembering()
        session = Self.session(path, [], loader, options, after: session, rereading: true)
        findings.add(session)
        let before = typed
        typed = []
        for one in before where !replace(typed + [one], &findings) {}
        return findings
    }

    /// What was typed last that gave a result.
    package var lastText: String {
        asked.last.map { $0.hasPrefix("show ") ? String($0.dropFirst(5)) : $0 } ?? ""
    }

    /// What was typed, as a program that goes on from the file, with a `show` or `explain` for each result.
    ///
    /// - Parameter target: where it will be; in the folder of the program, whose imports it needs.
    package func transcript(savedAs target: String) -> Result<String, Diagnostic> {
        var parts: [String] = []
        if let path {
            let real = { (path: String) in Loader.disk.realPath(FilePath.folder(of: path)) }
            guard let folder = real(target), folder == real(path) else {
                return .failure(
                    Diagnostic(
                        .otherProject, "`\(target)` is not in the folder of `\(path)`", data: DataPlace(file: target),
                        why: "a file of what was typed imports the program", help: "save it beside the program"))
            }
            parts.append("import \"\(FilePath.name(of: path))\"\n" + imports())
        }
        parts += typed.filter { !$0.isResult }.map { $0.text + "\n" }
        let kept = typed.filter(\.isResult)
        parts += kept.map { $0.text + "\n" }
        parts += asked.map { $0 + "\n" }
        return .success(parts.joined(separator: "\n"))
    }

    /// What the program imports, which its importers do not get from it.
    private func imports() -> String {
        guard let file = session.sources.first else { return "" }
        return SyntaxTree(parsing: file).items
            .filter { $0.kind == .importFile || $0.kind == .onFramework }
            .map { file.text($0.range) + "\n" }.joined()
    }
}
