import GearSource
import GearSyntax

extension Program {
    /// What the things of a kind are called where a file names them, by their place in the model's array of the kind;
    /// what the file cannot name is left out.
    ///
    /// - Parameter file: one of the program's; nil for a new file, which imports the files that declare what it names.
    package func writtenNames(_ kind: SymbolKind, in file: FileID?) -> [Int: String] {
        var written: [Int: String] = [:]
        func add(_ table: [String: Symbol], _ prefix: String) {
            for (name, symbol) in table.sorted(by: { $0.key < $1.key })
            where symbol.kind == kind && written[symbol.position] == nil {
                written[symbol.position] = prefix + name
            }
        }
        if let file, let module = modules.firstIndex(where: { $0.tree.source.file == file }) {
            let scope = names.scopes[module]
            add(scope.declared, "")
            add(scope.imported, "")
            for (alias, target) in scope.aliases.sorted(by: { $0.key < $1.key }) {
                add(names.scopes[target].declared, alias + ".")
            }
        } else {
            for module in modules.indices where !modules[module].isStandardLibrary {
                add(names.scopes[module].declared, "")
            }
        }
        add(names.standard, "std.")
        return written
    }

    /// Every top-level name that a file has or, without a file, that any of the program's own files has.
    package func takenNames(in file: FileID?) -> Set<String> {
        if let file, let module = modules.firstIndex(where: { $0.tree.source.file == file }) {
            let scope = names.scopes[module]
            return Set(scope.declared.keys).union(scope.imported.keys).union(scope.aliases.keys).union(["std"])
        }
        let own = modules.indices.filter { !modules[$0].isStandardLibrary }
        return own.reduce(into: ["std"]) { $0.formUnion(names.scopes[$1].declared.keys) }
    }

    /// One of the program's files as it was parsed.
    package func tree(of file: FileID) -> SyntaxTree? { modules.first { $0.tree.source.file == file }?.tree }
}
