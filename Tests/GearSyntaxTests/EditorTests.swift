import Foundation
import GearSyntax
import GearTesting
import Testing

/// Grammar/editors: what the files for editors say about a program is what lexer and parser say.
@Suite struct EditorTests {
    private static func grammar() throws -> TextMateGrammar {
        try JSONDecoder().decode(
            TextMateGrammar.self, from: Data(contentsOf: Repository.url("Grammar/editors/gear.tmLanguage.json")))
    }

    /// Byte by byte, on every program of the repository.
    @Test func textMateAgrees() throws {
        let editor = try TextMate(try Self.grammar())
        for (name, bytes) in Corpus.programs {
            guard let text = String(validating: bytes, as: UTF8.self) else { continue }
            let given = editor.scopes(of: text).map { $0.flatMap(ByteClass.init(scope:)) }
            #expect(given.count == bytes.count, "\(name)")
            compare(name, bytes, given)
        }
    }

    /// Both files know the keywords of the language, all of them and no others.
    @Test func keywordsAreThoseOfTheLanguage() throws {
        let keywords = Set(Keyword.allCases.map(\.spelling))
        let listed = try Self.grammar().expressions.flatMap(Self.words)
        #expect(Set(listed) == keywords)
        let vim = try Repository.text("Grammar/editors/gear.vim")
        let lists = vim.matches(of: /(?m)^let s:\w+ = '([a-z|]+)'$/).map { String($0.1) }
        #expect(Set(lists.flatMap(Self.words)) == keywords)
    }

    /// The words in a regular expression, whatever is quantified, escaped or in a class left out.
    private static func words(_ expression: String) -> [String] {
        let plain = expression.replacing(/u\\\{|\\[px]\{\w+\}|\\.|\[[^\]]*\]/, with: " ").replacing(
            "columns?", with: "columns")
        return plain.matches(of: /[a-z]{2,}/).map { String($0.output) }
    }
}
