import GearFormat
import GearModel
import GearReport
import GearSession
import GearSource
import GearSyntax
import GearTable
import GearTesting

/// A whole program with the files beside it, written as a conformance case: the program, then `=== file NAME` and what
/// stands in that file.
package struct FuzzedProgram {
    package let text: [UInt8]
    package let files: [(name: String, bytes: [UInt8])]

    package init(text: [UInt8], files: [(name: String, bytes: [UInt8])]) {
        self.text = text
        self.files = files
    }

    package init(_ input: [UInt8]) {
        let mark = Array("=== file ".utf8)
        var text: [UInt8] = []
        var files: [(name: String, bytes: [UInt8])] = []
        var start = 0
        while start < input.count {
            let end = input[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? input.count
            let line = input[start..<end]
            if line.starts(with: mark), files.count < Self.mostFiles {
                let name = String(decoding: line.dropFirst(mark.count).prefix { $0 != 0x0A }, as: UTF8.self)
                files.append((Self.isPlain(name) ? name : "d.csv", []))
            } else if files.isEmpty {
                text += line
            } else {
                files[files.count - 1].bytes += line
            }
            start = end
        }
        self.init(text: text, files: files)
    }

    package var bytes: [UInt8] {
        files.reduce(text) { $0 + Array("=== file \($1.name)\n".utf8) + $1.bytes }
    }

    private static let mostFiles = 4

    /// A name that stays in its folder.
    private static func isPlain(_ name: String) -> Bool {
        name.wholeMatch(of: /[A-Za-z0-9_-]{1,20}\.[a-z0-9]{1,8}/) != nil
    }
}

/// What is wrong with how a whole program is checked, tested and evaluated: findings outside of the text or out of order,
/// other results the second time or with other threads, another meaning once it is formatted.
func faults(ofProgram input: [UInt8]) throws -> [String] {
    let program = FuzzedProgram(input)
    // Data are read from a disk; all else is at hand.
    let scratch = program.files.isEmpty ? nil : try Scratch()
    for file in program.files { try scratch?.write(file.bytes, to: file.name) }
    let folder = scratch?.folder.path ?? "/gearbox-fuzz"
    let loader = Loader.memory(folder, program.files)
    func run(_ text: [UInt8], threads: Int) -> ProgramRun {
        ProgramRun(folder + "/program.gear", text, loader, threads: threads)
    }
    let first = run(program.text, threads: 1)
    let again = run(program.text, threads: 2)
    var faults = first.faults
    if first.listing != again.listing {
        faults.append("not the same twice:\n\(first.listing)\n--- and\n\(again.listing)")
    }
    let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: program.text))
    // How much of what is broken is given up depends on where its lines begin, so other findings may follow.
    guard tree.diagnostics.allSatisfy({ $0.severity != .error }) else { return faults }
    let formatted = tree.formatted()
    guard formatted != program.text else { return faults }
    let after = run(formatted, threads: 1)
    // Some of it quotes the text, the spaces of which are chosen anew.
    if first.meaning.filter({ !$0.isWhitespace }) != after.meaning.filter({ !$0.isWhitespace }) {
        faults.append("formatted, it means something else:\n\(first.meaning)\n--- and\n\(after.meaning)")
    }
    let changes = Comparison(from: first.session.program, to: after.session.program).changes
    if !first.session.hasErrors, !changes.isEmpty {
        faults.append("formatting changed " + changes.map { "\($0.noun) \($0.path)" }.joined(separator: ", "))
    }
    return faults
}

/// All that a program gives.
private struct ProgramRun {
    let session: Session
    private(set) var faults: [String] = []
    private var results = ""

    init(_ path: String, _ text: [UInt8], _ loader: Loader, threads: Int) {
        var options = SessionOptions()
        options.threads = threads
        session = Session(path, text: text, loader: loader, options: options)
        let places = session.diagnostics.map { finding in
            finding.place.map { ($0.location.file.index, $0.location.start) } ?? (-1, 0)
        }
        if !zip(places, places.dropFirst()).allSatisfy({ $0 <= $1 }) { faults.append("findings are out of order") }
        if !session.hasErrors { evaluate() }
        check()
    }

    private mutating func evaluate() {
        for outcome in session.runTests() {
            let values = outcome.values.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
            results += "\(outcome.failures.isEmpty ? "passed" : "failed") \(outcome.title) (\(values))\n"
        }
        for item in session.coverage() { results += "\(item.kind) \(item.name) \(item.why ?? "")\n" }
        for shown in session.shows {
            let before = session.diagnostics.count
            if let table = session.table(of: shown) {
                results += String(decoding: table.delimited(), as: UTF8.self)
            } else if session.diagnostics.count == before, !session.hasErrors {
                faults.append("neither a table nor a finding")
            }
        }
        for report in session.fileReports { results += "\(report)\n" }
    }

    private mutating func check() {
        for finding in session.diagnostics {
            let edits = finding.fix?.edits.map(\.location) ?? []
            for location in [finding.place].compactMap({ $0?.location }) + finding.related.map(\.location) + edits {
                guard let source = session.source(location.file), location.start <= location.end,
                    location.end <= source.bytes.count
                else {
                    faults.append("\(finding.code.id) points outside of the text")
                    continue
                }
            }
            if finding.message.isEmpty { faults.append("\(finding.code.id) says nothing") }
        }
        var text = DiagnosticText(source: session.source)
        for line in text.render(session.diagnostics).split(whereSeparator: { $0 == "\n" || $0 == "\t" })
        where showsControl(String(line)) {
            faults.append("a control character is shown: \(line.debugDescription)")
        }
    }

    /// What may not differ between two runs.
    var listing: String {
        session.diagnostics.map { finding in
            let place = finding.place.map { "\($0.location.file.index):\($0.location.start)" } ?? ""
            return "\(place) \(finding.code.id) \(finding.message) \(finding.why ?? "") \(finding.help ?? "")\n"
        }.joined() + results
    }

    /// What white space has no part in. Ends of lines are mended.
    var meaning: String {
        session.diagnostics.map(\.code).filter { $0 != .loneReturn }.map { "\($0.id)\n" }.joined() + results
    }
}

extension Loader {
    private static let library: [String: [UInt8]] = Dictionary(
        uniqueKeysWithValues: Repository.files(under: "Stdlib", ending: ".gear").map { path in
            ("/gearbox/" + path, (try? Repository.text(path)).map { Array($0.utf8) } ?? [])
        })

    /// The standard library, and files of a folder.
    fileprivate static func memory(_ folder: String, _ files: [(name: String, bytes: [UInt8])]) -> Loader {
        let known = files.reduce(into: library) { $0[folder + "/" + $1.name] = $1.bytes }
        return Loader(
            read: { path in known[path].map { .success($0) } ?? .failure(.missing) },
            realPath: { path in
                if path == "/proc/self/exe" { return "/gearbox/gearbox" }
                return path == folder || known[path] != nil ? path : nil
            },
            names: { folder in
                let names = known.keys.filter { $0.hasPrefix(folder + "/") }.map { $0.dropFirst(folder.utf8.count + 1) }
                return names.isEmpty ? nil : names.map(String.init).sorted()
            })
    }
}
