import GearSource
import GearSyntax

/// Findings that the author of one file allows on one line, each with a reason:
///
///     tag Ohio "Ohio"  // gearbox: allow GB0205 because the states' codes are given
///
/// At the end of a line it is for that line, alone on a line for the next one with code in it.
struct Allowances {
    private struct Allowance {
        let code: Code
        let line: Int
        /// The comment.
        let location: Location
        /// Takes the comment away; nil if it allows something else as well.
        let removal: Fix?
        var isUsed = false
    }

    private var allowances: [Allowance] = []
    private let table: LineTable
    /// Comments that cannot be followed.
    private(set) var diagnostics: [Diagnostic] = []

    init(_ tree: SyntaxTree) {
        table = LineTable(tree.source)
        for index in tree.tokens.indices where tree.tokens[index].kind == .comment { read(index, tree) }
    }

    /// Whether a file may have any: a look at its bytes, so that others cost nothing.
    static func mayBe(in tree: SyntaxTree) -> Bool {
        tree.hasComments
            && tree.tokens.indices.contains { index in
                guard tree.tokens[index].kind == .comment, index + 1 < tree.tokens.count else { return false }
                return tree.source.bytes[Int(tree.tokens[index].start)..<Int(tree.tokens[index + 1].start)].dropFirst(2)
                    .drop { $0 == 0x20 || $0 == 0x09 }.starts(with: Self.mark.utf8)
            }
    }

    private static let mark = "gearbox:"

    /// Whether a finding in this file is allowed where it is; if so, it counts as used.
    mutating func allows(_ diagnostic: Diagnostic) -> Bool {
        guard let place = diagnostic.place else { return false }
        let line = table.line(of: place.location.start)
        guard let index = allowances.firstIndex(where: { $0.code == diagnostic.code && $0.line == line }) else {
            return false
        }
        allowances[index].isUsed = true
        return true
    }

    /// Those that `check` alone can judge, with what is to be said if no program needs them.
    var judged: [(isUsed: Bool, finding: Diagnostic)] {
        allowances.filter { ("GB00"..<"GB05").contains($0.code.id) }.map { allowance in
            (
                allowance.isUsed,
                Diagnostic(
                    .unusedAllowance, "\(allowance.code.id) is allowed here, and is not found",
                    at: Label(allowance.location), why: "a reason for what is gone misleads who reads it",
                    help: "remove the comment", fix: allowance.removal)
            )
        }
    }

    // MARK: Reading

    private mutating func read(_ index: Int, _ tree: SyntaxTree) {
        let file = tree.source.file
        let range = tree.tokens[index].start..<tree.tokens[index + 1].start
        var words = Words(tree.source.bytes, range)
        words.skip(2)
        guard words.take(Self.mark) else { return }
        let location = Location(file, range)
        guard words.next()?.text == "allow" else { return complain("`gearbox:` is not followed by `allow`", location) }
        var codes: [Code] = []
        var hasReason = false
        while let word = words.next() {
            if word.text == "because" {
                hasReason = words.next() != nil
                break
            }
            guard let code = Code.named(word.text) else {
                diagnostics.append(.unknownCode(word.text, at: Location(file, word.range)))
                return
            }
            if code.severity == .error {
                diagnostics.append(.cannotBeLowered(code, at: Location(file, word.range)))
            } else {
                codes.append(code)
            }
        }
        guard hasReason else {
            diagnostics.append(
                Diagnostic(
                    .allowedWithoutReason, "this allows a finding without a reason", at: location,
                    why: "who reads it later could not tell whether it still holds, so it has no effect",
                    help: "end it with `because` and the reason"))
            return
        }
        let (line, removal) = placement(index, tree)
        for code in codes {
            let fix = codes.count == 1 ? Fix("remove the comment", [Edit(removal, "")], isSafe: true) : nil
            allowances.append(Allowance(code: code, line: line, location: location, removal: fix))
        }
    }

    private mutating func complain(_ message: String, _ location: Location) {
        diagnostics.append(
            Diagnostic(
                .commentNotFollowed, message, at: location,
                help: "write `// gearbox: allow GB0402 because …`, with the code of the finding and your reason"))
    }

    /// The line that a comment is for, and what goes if the comment goes.
    private func placement(_ index: Int, _ tree: SyntaxTree) -> (line: Int, removal: Location) {
        let tokens = tree.tokens
        var first = index
        while first > 0, tokens[first - 1].kind == .space { first -= 1 }
        let isAlone = first == 0 || tokens[first - 1].kind == .newline
        var end = index + 1
        guard isAlone else {
            return (
                table.line(of: tokens[index].start), Location(tree.source.file, tokens[first].start..<tokens[end].start)
            )
        }
        let next = tokens[index...].first { !$0.kind.isTrivia } ?? tokens[index]
        if tokens[end].kind == .newline { end += 1 }
        return (
            table.line(of: next.start),
            Location(tree.source.file, tokens[first].start..<(end < tokens.count ? tokens[end] : tokens[index]).start)
        )
    }
}

/// The words of a comment, with where they stand; commas separate as spaces do.
private struct Words {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: ByteRange) {
        self.bytes = bytes
        position = Int(range.lowerBound)
        end = Int(range.upperBound)
    }

    mutating func skip(_ count: Int) { position = min(end, position + count) }

    /// The next bytes, if they are these, after spaces.
    mutating func take(_ text: String) -> Bool {
        skipSpaces()
        guard bytes[position..<end].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    mutating func next() -> (text: String, range: ByteRange)? {
        skipSpaces()
        let start = position
        while position < end, !Self.separates(bytes[position]) { position += 1 }
        guard start < position else { return nil }
        return (
            String(decoding: bytes[start..<position], as: UTF8.self),
            UInt32(truncatingIfNeeded: start)..<UInt32(truncatingIfNeeded: position)
        )
    }

    private mutating func skipSpaces() {
        while position < end, Self.separates(bytes[position]) { position += 1 }
    }

    private static func separates(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ",")
    }
}
