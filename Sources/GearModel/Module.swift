import GearSource
import GearSyntax

/// One parsed file of a program, and where the session found what it imports.
package struct Module: Sendable {
    package let tree: SyntaxTree
    /// What the ids of its declarations bear: the file's name without folder and ending.
    package let name: String
    /// The folder that its `data … from "…"` paths are relative to.
    package let directory: String
    /// A file of `Stdlib`: its names are reached as `std.NAME` from everywhere.
    package let isStandardLibrary: Bool
    /// For each text after `import`, the module's position in the program. A file that could not be loaded is
    /// left out: the loader has reported it.
    package var imports: [String: Int]
    /// What is typed after a program: it sees all names that this module sees, and adds its own.
    package let continued: Int?

    package init(
        tree: SyntaxTree, name: String, directory: String, isStandardLibrary: Bool = false,
        imports: [String: Int] = [:], continuing continued: Int? = nil
    ) {
        self.continued = continued
        self.tree = tree
        self.name = name
        self.directory = directory
        self.isStandardLibrary = isStandardLibrary
        self.imports = imports
    }

    /// What a file imports, as written and in its order, for whoever loads it.
    package static func importedFiles(of tree: SyntaxTree) -> [QuotedText] {
        tree.items.indices.compactMap { tree.items[$0].kind == .importFile ? tree.items[$0].title : nil }
    }
}
