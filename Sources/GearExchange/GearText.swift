import GearFormat
import GearSource
import GearSyntax

/// Text of the language, line by line; its layout is `GearFormat`'s.
struct GearText {
    private var text = ""

    /// The canonical text, without a line break at the end.
    var formatted: String {
        let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)))
        return String(decoding: tree.formatted(), as: UTF8.self).trimmed
    }

    mutating func line(_ parts: String...) { text += parts.filter { !$0.isEmpty }.joined(separator: " ") + "\n" }

    /// A head, and if anything is in it, a body in braces.
    mutating func block(_ head: String, if hasBody: Bool = true, _ body: (inout GearText) -> Void) {
        guard hasBody else { return line(head) }
        line(head, "{")
        body(&self)
        line("}")
    }

    mutating func doc(_ doc: String?) {
        guard let doc else { return }
        for part in doc.split(separator: "\n", omittingEmptySubsequences: false) {
            line("///" + (part.isEmpty ? "" : " " + Self.comment(part)))
        }
    }

    mutating func comments(_ comments: [String]) {
        for comment in comments { line("//" + comment) }
    }

    /// A text in quotes; nothing for none.
    static func quoted(_ text: String) -> String {
        if text.isEmpty { return "" }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case _ where mustBeEscaped(scalar): quoted += "\\u{\(String(scalar.value, radix: 16))}"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// In a comment nothing can be escaped: what may not stand there is left out.
    private static func comment(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 == "\t" || !mustBeEscaped($0) }))
    }

    /// Control characters, and embeddings, overrides and isolates, which steer the direction of text.
    private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
    }
}
