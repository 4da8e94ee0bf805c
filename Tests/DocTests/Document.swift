import Foundation

/// A Markdown document whose fenced blocks are examples that must hold.
///
///     ```gear                  a whole program: no findings; if it has tests, they pass
///     ```gear NAME.gear        the same, and later blocks find it under that name
///     ```gear error GB0203     exactly these findings, one code for each
///     ```output                after a gear block: what `gearbox run` prints on a terminal (after an error: what `gearbox check` prints)
///     ```console               lines `$ command`, each followed by what it prints; `[1]` is an exit status other than 0
///     ```csv NAME.csv          a file for later blocks; so with any language before a file name
///
/// A comment `<!-- with`, lines, `-->` holds declarations that the gear blocks up to the next heading stand among.
/// Other blocks are left alone.
struct Document {
    struct Block {
        /// The words after the opening fence.
        let info: [String]
        /// Where the content is, as indices of lines.
        let content: Range<Int>
        /// What `<!-- with` gives this block.
        let context: String
    }

    let lines: [String]
    let blocks: [Block]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var blocks: [Block] = []
        var context = ""
        var index = 0
        while index < lines.count {
            let line = lines[index]
            let first = index + 1
            if line.hasPrefix("```") {
                index = lines[first...].firstIndex { $0.hasPrefix("```") } ?? lines.count
                let info = line.drop { $0 == "`" }.split(separator: " ").map(String.init)
                blocks.append(Block(info: info, content: first..<index, context: context))
            } else if line == "<!-- with" {
                index = lines[first...].firstIndex(of: "-->") ?? lines.count
                context = lines[first..<index].joined(separator: "\n")
            } else if line.hasPrefix("#") {
                context = ""
            }
            index += 1
        }
        self.blocks = blocks
    }

    func text(_ block: Block) -> String {
        lines[block.content].map { $0 + "\n" }.joined()
    }
}
