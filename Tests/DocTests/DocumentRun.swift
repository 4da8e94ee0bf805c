import Foundation
import GearTesting

/// Runs a document's examples in a scratch folder and says what does not hold.
struct DocumentRun {
    /// A place where the document and the program differ.
    struct Mismatch: Equatable {
        /// 1-based.
        let line: Int
        let message: String
        /// What would make it right, if recording can.
        var replacement: [String]?
        var lines: Range<Int> = 0..<0
    }

    let document: Document
    let scratch: Scratch
    /// The folder in the scratch folder where commands run.
    let folder: String
    private(set) var mismatches: [Mismatch] = []

    init(_ document: Document, in scratch: Scratch, folder: String = "") {
        self.document = document
        self.scratch = scratch
        self.folder = folder
    }

    mutating func run() throws {
        for (index, block) in document.blocks.enumerated() {
            let next = document.blocks.dropFirst(index + 1).first
            let output = next?.info.first == "output" ? next : nil
            switch block.info.first {
            case "gear": try gear(block, output: output)
            case "console": try console(block)
            default: try save(block)
            }
        }
    }

    /// The document with everything that recording can mend.
    var recorded: String {
        var lines = document.lines
        for mismatch in mismatches.reversed() {
            if let replacement = mismatch.replacement { lines.replaceSubrange(mismatch.lines, with: replacement) }
        }
        return lines.joined(separator: "\n")
    }

    // MARK: - blocks

    private func save(_ block: Document.Block) throws {
        guard block.info.count == 2, block.info[1].contains(".") else { return }
        try scratch.write(document.text(block), to: path(block.info[1]))
    }

    private mutating func gear(_ block: Document.Block, output: Document.Block?) throws {
        let words = block.info.dropFirst()
        let isWrong = words.first == "error"
        let name = !isWrong && words.count == 1 ? words[1] : "example.gear"
        let program = document.text(block) + (block.context.isEmpty ? "" : "\n" + block.context + "\n")
        try scratch.write(program, to: path(name))

        let found = try codes(in: name)
        let wanted = isWrong ? words.dropFirst().sorted() : []
        if found != wanted {
            let shown = try scratch.run("gearbox check \(name)", in: folder).output
            report(block, "has \(list(found)) where \(list(wanted)) was to be found:\n\(shown)")
        } else if !isWrong, program.contains(/(?m)^test "/) {
            let outcome = try scratch.run("gearbox test \(name)", in: folder)
            if outcome.status != 0 { report(block, "has a test that fails:\n\(outcome.output)") }
        }
        if let output {
            let printed = try scratch.run("gearbox \(isWrong ? "check" : "run --format table") \(name)", in: folder)
                .output
            compare(lines(printed), with: output.content)
        }
    }

    private mutating func console(_ block: Document.Block) throws {
        var index = block.content.lowerBound
        while index < block.content.upperBound {
            guard document.lines[index].hasPrefix("$ ") else {
                return report(block, "has a line before the first `$ command`: \(document.lines[index])")
            }
            var command = document.lines[index].dropFirst(2)
            index += 1
            while command.hasSuffix("\\"), index < block.content.upperBound {
                command = command.dropLast() + document.lines[index]
                index += 1
            }
            let rest = index..<block.content.upperBound
            let end = document.lines[rest].firstIndex { $0.hasPrefix("$ ") } ?? block.content.upperBound
            let outcome = try scratch.run(asOnTerminal(String(command)), in: folder)
            compare(lines(outcome.output) + (outcome.status == 0 ? [] : ["[\(outcome.status)]"]), with: index..<end)
            index = end
        }
    }

    // MARK: - steps

    /// A reader has a terminal, where tables have lines; the test has none.
    private func asOnTerminal(_ command: String) -> String {
        command.hasPrefix("gearbox run ") && !command.contains("--format") ? command + " --format table" : command
    }

    /// The codes of the findings of a program, sorted.
    private func codes(in name: String) throws -> [String] {
        let report = try scratch.run("gearbox check --format json \(name)", in: folder)
        let codes = report.output.matches(of: /"code" ?: ?"(GB[0-9]{4})"/).map { String($0.1) }.sorted()
        return codes.isEmpty && report.status != 0 ? ["exit status \(report.status)"] : codes
    }

    private mutating func compare(_ printed: [String], with written: Range<Int>) {
        guard printed != Array(document.lines[written]) else { return }
        mismatches.append(
            Mismatch(
                line: written.lowerBound + 1, message: "the program prints:\n" + printed.joined(separator: "\n"),
                replacement: printed, lines: written))
    }

    private mutating func report(_ block: Document.Block, _ message: String) {
        mismatches.append(Mismatch(line: block.content.lowerBound, message: "the block " + message))
    }

    private func path(_ name: String) -> String { folder.isEmpty ? name : folder + "/" + name }

    private func list(_ codes: [String]) -> String { codes.isEmpty ? "no finding" : codes.joined(separator: ", ") }

    /// Without white space at line ends, which editors and readers do not see.
    private func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)])
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }
}
