import GearSource
import GearSyntax
import GearTesting
import Testing

@Suite struct GrammarTests {
    private static func grammar() throws -> Grammar { Grammar(try Repository.text("Grammar/gear.ebnf")) }

    /// `gear.ebnf` and the productions above the parse functions are the same.
    @Test func productionsAreThoseOfTheParser() throws {
        let written = Grammar.productions(in: try Repository.text("Grammar/gear.ebnf")).map {
            "\($0.name) ::= \($0.definition)"
        }
        let commented = try Repository.files(under: "Sources/GearSyntax", ending: ".swift").flatMap { path in
            let comments = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).map {
                line in
                let code = line.drop { $0 == " " }
                return code.hasPrefix("///") ? String(code.dropFirst(3)) : ""
            }
            return Grammar.productions(in: comments.joined(separator: "\n")).map { "\($0.name) ::= \($0.definition)" }
        }
        #expect(Set(written).subtracting(commented) == [], "in the grammar only")
        #expect(Set(commented).subtracting(written) == [], "in the parser only")
        #expect(written.count == Set(written).count)
    }

    /// Every name that a production uses is defined, and every construct is used.
    @Test func grammarIsClosed() throws {
        let grammar = try Self.grammar()
        let text = Grammar.productions(in: try Repository.text("Grammar/gear.ebnf")).map(\.definition).joined(
            separator: " ")
        let bare = text.replacing(/"(?:[^"\\]|\\.)*"/, with: " ").replacing(/\[[^\]]*\]/, with: " ").replacing(
            /#x[A-F0-9]+/, with: " ")
        let used = Set(bare.matches(of: /[A-Za-z_]+/).map { String($0.output) })
        #expect(used.subtracting(grammar.names) == [])
        #expect(Set(grammar.names).subtracting(used) == ["file", "COMMENT"])
    }

    @Test func wordsAreTheKeywords() throws {
        let words = try Self.grammar().literals.filter { $0.first?.isLetter == true }
        #expect(words == Set(Keyword.allCases.map(\.spelling)))
        let kinds =
            DeclarationKind.allCases.map(\.rawValue) + ClauseKind.allCases.map(\.rawValue)
            + StageKind.allCases.map(\.rawValue)
        // `for source`, `for condition` and `on key` tell kinds of one word apart.
        let first = Set(
            kinds.compactMap { $0.split(separator: " ").first }.filter { $0.first?.isLetter == true }.map(String.init))
        #expect(first.subtracting(words) == [])
    }

    /// Whatever the grammar allows, the parser reads; what it says once or not at all is another matter.
    @Test func sentencesAreRead() throws {
        let grammar = try Self.grammar()
        var generator = SentenceGenerator(grammar, seed: 4)
        for round in 0..<2_000 {
            let text = generator.sentence(of: "file", budget: 20 + round % 200)
            let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)))
            let found = tree.diagnostics.filter { $0.code != .repeatedClause }.map(\.message)
            #expect(found == [], "\(text)")
            if !found.isEmpty { break }
        }
        for (name, symbol) in [("value", StartSymbol.value), ("condition", .condition)] {
            for _ in 0..<1_000 {
                let text = generator.sentence(of: name, budget: 40)
                let tree = SyntaxTree(
                    parsing: SourceText(file: FileID(0), name: "", bytes: Array(text.utf8)), as: symbol)
                let found = tree.diagnostics.filter { $0.code != .repeatedClause }.map(\.message)
                #expect(found == [], "\(text)")
                if !found.isEmpty { break }
            }
        }
    }

    /// Whatever the parser reads without a finding, the grammar allows; together the programs of the repository use all
    /// of it.
    @Test func programsAreSentences() throws {
        let grammar = try Self.grammar()
        var unused = Set(grammar.rules.keys)
        var unsaid = grammar.literals
        for (name, bytes) in Corpus.programs {
            let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: bytes))
            guard tree.diagnostics.isEmpty else { continue }
            var recogniser = Recogniser(grammar, tree)
            let isSentence = recogniser.accepts("file")
            #expect(isSentence, "\(name): …\(recogniser.surroundings)…")
            unused.subtract(recogniser.names)
            unsaid.subtract(recogniser.literals)
        }
        #expect(unused == [])
        #expect(unsaid == [])
    }

    /// What the parser finds no place for, the grammar has none for either.
    @Test func mistakesAreNoSentences() throws {
        let grammar = try Self.grammar()
        let codes: [Code] = [
            .unknownDeclaration, .misplaced, .unknownClause, .missingPart, .missingValue, .unexpected, .unclosedBrace,
            .strayBrace, .unclosedBracket, .sharedLine, .reservedName, .malformedName, .chainedComparison, .wrongSign,
            .unknownStage, .noBody,
        ]
        var unseen = Set(codes.map(\.id))
        for (name, bytes) in Corpus.programs {
            let tree = SyntaxTree(parsing: SourceText(file: FileID(0), name: "", bytes: bytes))
            let found = Set(tree.diagnostics.map(\.code.id)).intersection(codes.map(\.id))
            guard !found.isEmpty else { continue }
            var recogniser = Recogniser(grammar, tree)
            let isSentence = recogniser.accepts("file")
            #expect(!isSentence, "\(name): \(tree.diagnostics.map(\.message))")
            unseen.subtract(found)
        }
        #expect(unseen == [])
    }
}
