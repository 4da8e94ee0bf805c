import GearSource
import GearSyntax
import GearTesting

/// A door that bytes come in by, and what must hold of it whatever they are.
package enum FuzzTarget: String, Sendable, CaseIterable {
    /// Lexer and parser: every byte in one token, ranges that nest, findings inside of the text.
    case parser
    /// The formatter: its text formats to itself, with the same words, comments and meaning.
    case formatter
    /// Checker and evaluator on a whole program and the files beside it.
    case program
    /// Files with separators, against a slow and plain reader.
    case delimited
    /// JSON Lines, against Foundation.
    case jsonLines = "json-lines"

    /// What does not hold; nothing, for any input.
    package func faults(_ input: [UInt8]) -> [String] {
        switch self {
        case .parser: return parserFaults(input)
        case .formatter: return GearFuzz.faults(ofFormatting: input)
        case .program:
            do { return try GearFuzz.faults(ofProgram: input) } catch { return ["\(error)"] }
        case .delimited: return GearFuzz.faults(ofDelimited: input)
        case .jsonLines: return GearFuzz.faults(ofJSONLines: input)
        }
    }

    /// One line is also read as what is typed at a prompt or after `--for`.
    private func parserFaults(_ input: [UInt8]) -> [String] {
        let symbols: [StartSymbol] = input.contains(0x0A) ? [.file] : [.file, .value, .condition]
        return symbols.flatMap { symbol in
            let source = SourceText(file: FileID(0), name: "", bytes: input)
            return GearFuzz.faults(of: SyntaxTree(parsing: source, as: symbol))
        }
    }

    /// Longer inputs are slower and find little more.
    package var mostBytes: Int {
        switch self {
        case .parser: 512
        case .formatter: 1024
        case .program: 2048
        case .delimited, .jsonLines: 256
        }
    }

    /// Inputs to begin with, made from the conformance cases.
    package var seeds: [[UInt8]] {
        switch self {
        case .parser, .formatter: Corpus.programs.map(\.bytes).filter { $0.count <= 4096 }
        case .program: Self.programs.map(\.bytes).filter { $0.count <= 8192 }
        case .delimited: Self.delimitedSeeds
        case .jsonLines: Self.jsonSeeds
        }
    }

    private static let programs = Repository.files(under: "Grammar/conformance", ending: ".gear-case").flatMap {
        ConformanceFile($0, (try? Repository.text($0)) ?? "").cases.map { one in
            FuzzedProgram(text: Array(one.source.utf8), files: one.files.map { ($0.name, Array($0.text.utf8)) })
        }
    }

    /// Data of the cases, each read in some ways.
    private static var delimitedSeeds: [[UInt8]] {
        let wide = "id,a,b,c,d,e,f,g,h,i,note\nr1,1,2,3,4,5,1,2,3,4,x\nr2,5,,3,10,N/A,1,2,3,4,\"y\"\n"
        let files = programs.flatMap(\.files).filter { !$0.name.hasSuffix(".gear") && !$0.name.hasSuffix(".jsonl") }
        return (files.map(\.bytes) + [Array(wide.utf8)]).enumerated().flatMap { index, bytes in
            [0x30, 0x01, 0x4C, 0x58].map { [UInt8($0 + index % 3)] + bytes }
        }
    }

    private static var jsonSeeds: [[UInt8]] {
        let files = programs.flatMap(\.files).filter { $0.name.hasSuffix(".jsonl") }
        let odd = """
            {"id": "r1", "q1": 4, "q2": null}
            \t{ "q2":"so \\"so\\"", "id":"r2" , "more": true}\r

            {"q1":-1.5e+3,"id":"\\u00e9\\ud83d\\ude00\\/\\n"}
            {"id": [1, {"a": false}], "q1": 2}
            {"id": 1, "id": 2}
            """
        return (files.map(\.bytes) + [Array(odd.utf8)]).flatMap { bytes in (0..<4).map { [UInt8($0)] + bytes } }
    }

    /// What may be put anywhere: words of the language, signs, texts at the edge.
    package var words: [[UInt8]] {
        let edges = ["\0", "\u{FEFF}", "é", "\u{1F600}", "\r", "\r\n", "\n", " ", "\t", "\""]
        let own: [String] =
            switch self {
            case .parser, .formatter, .program:
                Keyword.allCases.map(\.spelling) + Self.signs + Self.values
                    + (self == .program ? Self.names : [])
            case .delimited: [",", ";", "|", "\"\"", "\"a,b\"", "1", "5", "N/A", "\n\n", "\"\r\n\"", "1,2,3,4,5,1,2,3"]
            case .jsonLines:
                ["{", "}", "[", "]", ":", ",", "\"a\"", "\"id\":", "null", "true", "false", "-", "1e5", "0.5", "\\\""]
                    + ["\\u0000", "\\ud83d\\ude00", "\\n", "\\/", "1e400", "{}", "{\"a\":1}\n"]
            }
        return (edges + own).map { Array($0.utf8) }
    }

    private static let signs =
        ["{", "}", "(", ")", "[", "]", ",", ":", ".", "..", "*", "**", "/", "+", "-", "->", "|", "=", "==", "!=", "<"]
        + ["<=", ">", ">=", "\"\"\"", "// c\n", "/// d\n", "\\u{41}", "{\n", "}\n", "\n\n", "\n  "]
    private static let values = [
        "0", "1", "2.5", "50%", "2016-10", "2016-02-30", "1.2.0", "1e9", "0.000000001", "9223372036854775807",
        "999999999999999999999", "\"text\"", "name",
    ]
    private static let names = [
        "mean(", "share(", "sum(", "median(", "count(", "min(", "max(", "latest(waves)", "std.agreement5",
        "std.mean_of_persons", "answers", "persons", "questions", "parts", "below", "scores of", "responses by",
        "score(", "band(", "coalesce(", "n(", "=== file d.csv\n", "// gearbox: allow GB0402 because x\n",
    ]
}
