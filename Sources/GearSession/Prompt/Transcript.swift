import GearReport
import GearSource
import GearSyntax

extension Workspace {
    /// What was typed, as a program that goes on from the file.
    package struct Transcript {
        package let text: String
        /// Questions whose answers it gives as they were shown.
        package let kept: Int
        /// Questions that it has as comments: what was typed or read since would make their answers others.
        package let leftOut: Int
    }

    /// What was typed, with a `show` or `explain` for each result that running it gives as it was shown: what it is to
    /// write is run here first.
    ///
    /// - Parameter target: where it will be; in the folder of the program, whose imports it needs.
    package func transcript(savedAs target: String) -> Result<Transcript, Diagnostic> {
        if let path {
            let real = { (path: String) in Loader.disk.realPath(FilePath.folder(of: path)) }
            guard let folder = real(target), folder == real(path) else {
                return .failure(
                    Diagnostic(
                        .otherProject, "`\(target)` is not in the folder of `\(path)`", data: DataPlace(file: target),
                        why: "a file of what was typed imports the program", help: "save it beside the program"))
            }
        }
        // Whoever runs it gets what the files are then, and not what they were when they were read.
        let anew = LoadedFiles().loader
        let own = typed.map(\.text)
        let program = head.isEmpty ? [] : [head.joined(separator: "\n")]
        var written = WrittenStatements(
            program + own.filter { !head.contains($0) }, needed: resultsNamed(in: own), definitions: definition,
            asked.map { ($0, $0.kind == .show ? resultsNamed(in: [$0.text]) : []) })
        while true {
            let session = Session(
                target, text: Array(written.text.utf8), loader: anew, options: options, after: session)
            // A program with errors gives nothing; those of a question are its own.
            if session.hasProgramErrors {
                if !session.hasErrorsInFirstFile {
                    return .failure(
                        Diagnostic(
                            .programHasErrors,
                            "the program's files have errors, so what goes on from them would not run",
                            help: "mend them first; `:reload` shows the errors"))
                }
                guard written.leaveOut(errorsIn: session) else {
                    written.leaveOutAll()
                    break
                }
                continue
            }
            written.leaveOut(changedIn: session)
            break
        }
        return .success(
            Transcript(text: written.text, kept: written.kept.count, leftOut: asked.count - written.kept.count))
    }

    /// The program itself, and what it imports.
    private var head: [String] {
        path.map { ["import \"\(FilePath.name(of: $0))\""] + imports } ?? []
    }

    /// What the program imports, which its importers do not get from it.
    private var imports: [String] {
        guard let file = session.sources.first else { return [] }
        return SyntaxTree(parsing: file).items
            .filter { $0.kind == .importFile || $0.kind == .onFramework }
            .map { file.text($0.range) }
    }
}

extension Session {
    fileprivate var hasErrorsInFirstFile: Bool {
        diagnostics.contains { finding in
            finding.severity == .error && finding.place?.location.file == sources.first?.file
        }
    }
}

/// Declarations and questions on their way into a file.
private struct WrittenStatements {
    private let declared: [String]
    private let asked: [Workspace.Asked]
    /// Results that each question goes on from, by their numbers.
    private let needs: [Set<Int>]
    private let neededAnyway: Set<Int>
    private let definition: (Int) -> String
    /// Places of the questions that are written, and not as comments.
    private(set) var kept: [Int]

    /// - Parameter needed: results that declarations go on from.
    init(
        _ declared: [String], needed: Set<Int>, definitions definition: @escaping (Int) -> String,
        _ asked: [(question: Workspace.Asked, needs: Set<Int>)]
    ) {
        self.declared = declared
        self.asked = asked.map(\.question)
        self.definition = definition
        needs = asked.map(\.needs)
        neededAnyway = needed
        kept = Array(asked.indices)
    }

    private enum Part {
        case declaration(String)
        case result(Int)
        case question(Int, isKept: Bool)
    }

    private var parts: [Part] {
        let kept = Set(kept)
        let results = kept.reduce(into: neededAnyway) { $0.formUnion(needs[$1]) }
        return declared.map { .declaration($0) } + results.sorted().map { .result($0) }
            + asked.indices.map { .question($0, isKept: kept.contains($0)) }
    }

    private func text(_ part: Part) -> String {
        switch part {
        case .declaration(let text): return "\(text)\n\n"
        case .result(let number): return "\(definition(number))\n\n"
        case .question(let place, let isKept):
            let question = asked[place]
            let doc = question.title.isEmpty ? "" : Self.each(question.title, "/// ")
            let statement = doc + "\(question.kind.rawValue) \(question.text)\n"
            let note = "// What follows gives something else now.\n"
            return (isKept ? statement : note + Self.each(statement, "// ")) + "\n"
        }
    }

    var text: String { String(parts.map { text($0) }.joined().dropLast()) }

    private static func each(_ text: String, _ mark: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast(lines.last?.isEmpty == true ? 1 : 0).map { mark + $0 + "\n" }.joined()
    }

    /// Leaves out the questions that have errors, or go on from what has; whether there were any.
    mutating func leaveOut(errorsIn session: Session) -> Bool {
        let starts = session.diagnostics.compactMap { finding -> Int? in
            guard finding.severity == .error, let location = finding.place?.location,
                location.file == session.sources.first?.file
            else { return nil }
            return Int(location.start)
        }
        var wrong: Set<Int> = []
        var end = 0
        for part in parts {
            let start = end
            end += text(part).utf8.count
            guard starts.contains(where: { (start..<end).contains($0) }) else { continue }
            switch part {
            case .declaration: break
            case .result(let number): wrong.formUnion(asked.indices.filter { needs[$0].contains(number) })
            case .question(let place, _): wrong.insert(place)
            }
        }
        let before = kept.count
        kept.removeAll { wrong.contains($0) }
        return kept.count < before
    }

    /// Leaves out the questions whose answers are others than they were.
    mutating func leaveOut(changedIn session: Session) {
        let shows = session.shows
        guard shows.count == kept.count else { return leaveOutAll() }
        kept = zip(kept, shows).filter { place, show in
            session.answer(to: show).map { Exhibit(show, $0).digest } == asked[place].digest
        }.map(\.0)
    }

    mutating func leaveOutAll() { kept = [] }
}
