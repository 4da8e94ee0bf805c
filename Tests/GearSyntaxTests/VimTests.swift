import Foundation
import GearTesting
import Testing

/// Grammar/editors/gear.vim, by Vim itself, where there is one.
@Suite struct VimTests {
    private static let isThere = (try? Scratch().run("vim --version | grep -q +syntax").status) == 0

    /// Writes the name of the syntax group of each byte, a line a line, for every program in a folder.
    private static let script = """
        set encoding=utf-8 fileencodings=utf-8 fileformats=unix nomodeline
        syntax on
        for program in sort(glob('*.gear', 0, 1))
          execute 'edit' program
          syntax clear
          unlet! b:current_syntax
          source SYNTAX
          let names = []
          for row in range(1, line('$'))
            let columns = range(1, strlen(getline(row)))
            call add(names, join(map(columns, 'synIDattr(synID(row, v:val, 1), "name")'), ','))
          endfor
          call writefile(names, program . '.names')
        endfor
        """

    /// Byte by byte, as in the test of the TextMate grammar; without programs that have carriage returns or a byte
    /// order mark, which Vim takes off when it opens a file.
    @Test(.enabled(if: isThere)) func vimAgrees() throws {
        let scratch = try Scratch()
        let programs = Corpus.programs.filter { String(validating: $0.bytes, as: UTF8.self) != nil }
            .filter { !$0.bytes.contains(0x0D) && !$0.bytes.contains(0) && !$0.bytes.starts(with: [0xEF]) }
        for (index, program) in programs.enumerated() {
            try scratch.write(String(decoding: program.bytes, as: UTF8.self), to: "\(index).gear")
        }
        let syntax = Repository.url("Grammar/editors/gear.vim").path.replacing(" ", with: "\\ ")
        try scratch.write(Self.script.replacing("SYNTAX", with: syntax) + "\n", to: "dump.vim")
        _ = try scratch.run("vim -N -n -e -s -u NONE -i NONE -S dump.vim +qall! < /dev/null")
        for (index, program) in programs.enumerated() {
            let names = try String(contentsOf: scratch.folder.appending(path: "\(index).gear.names"), encoding: .utf8)
            let given = names.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
                line.isEmpty ? [] : line.split(separator: ",", omittingEmptySubsequences: false).map(Self.byteClass)
            }
            compare(program.name, program.bytes, Array(given.joined(separator: [nil])))
        }
    }

    private static func byteClass(of group: Substring) -> ByteClass? {
        switch group {
        case "gearComment": .comment
        case "gearDoc": .doc
        case "gearText", "gearNoEscape": .string
        case "gearEscape": .escape
        case "gearNumber": .number
        case "gearKeyword", "gearOperator", "gearConstant", "gearFor", "gearStep", "gearFinding", "gearScaleHead",
            "gearScaleWord", "gearThemeHead", "gearCrosswalkHead", "gearRelation",
            "gearRelationOf":
            .keyword
        case "gearName", "gearArgument", "gearPoint", "gearGiven": .name
        case "gearSign", "gearClosing": .sign
        default: nil
        }
    }
}
