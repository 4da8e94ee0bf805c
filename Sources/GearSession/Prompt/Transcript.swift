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
        var written = WrittenStatements(declared, asked)
        while true {
            let session = Session(
                target, text: Array(written.text.utf8), loader: loader, options: options, after: session)
            // A program with errors gives nothing; those of a question are its own.
            if session.hasProgramErrors {
                guard written.leaveOut(errorsIn: session) else { written.leaveOutAll() ; break }
                continue
            }
            written.leaveOut(changedIn: session)
            break
        }
        return .success(
            Transcript(text: written.text, kept: written.kept.count, leftOut: asked.count - written.kept.count))
    }

    /// All but the questions, each once.
    private var declared: [String] {
        let own = typed.map(\.text)
        let program = path.map { ["import \"\(FilePath.name(of: $0))\""] + imports } ?? []
        let results = definitions(of: resultsNamed(in: own + asked.lazy.filter { $0.kind == .show }.map(\.text)))
        let head = program.joined(separator: "\n")
        return (head.isEmpty ? [] : [head]) + own.filter { !program.contains($0) } + results
    }

    /// What the program imports, which its importers do not get from it.
    private var imports: [String] {
        guard let file = session.sources.first else { return [] }
        return SyntaxTree(parsing: file).items
            .filter { $0.kind == .importFile || $0.kind == .onFramework }
            .map { file.text($0.range) }
    }
}

/// Declarations and questions on their way into a file.
private struct WrittenStatements {
    private let declared: [String]
    private let asked: [Workspace.Asked]
    /// Places of the questions that are written, and not as comments.
    private(set) var kept: [Int]

    init(_ declared: [String], _ asked: [Workspace.Asked]) {
        self.declared = declared
        self.asked = asked
        kept = Array(asked.indices)
    }

    var text: String { parts.joined(separator: "\n") }

    private var parts: [String] {
        let kept = Set(kept)
        return declared.map { $0 + "\n" }
            + asked.indices.map { place in
                let question = asked[place]
                let doc = question.title.isEmpty ? "" : Self.each(question.title, "/// ")
                let statement = doc + "\(question.kind.rawValue) \(question.text)\n"
                return kept.contains(place)
                    ? statement : "// What follows gives something else now.\n" + Self.each(statement, "// ")
            }
    }

    private static func each(_ text: String, _ mark: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast(lines.last?.isEmpty == true ? 1 : 0).map { mark + $0 + "\n" }.joined()
    }

    /// Leaves out the questions that have errors; whether there were any.
    mutating func leaveOut(errorsIn session: Session) -> Bool {
        var (ends, end): ([Int], Int) = ([], 0)
        for part in parts {
            end += part.utf8.count + 1
            ends.append(end)
        }
        let wrong = session.diagnostics.compactMap { finding -> Int? in
            guard finding.severity == .error, let location = finding.place?.location,
                location.file == session.sources.first?.file
            else { return nil }
            return ends.firstIndex { Int(location.start) < $0 }.map { $0 - declared.count }
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
