import GearSource
import GearSyntax

/// Makes a model out of syntax trees: collects names, then lowers one construct after the other.
///
/// Each construct's lowering is an extension in a file of its own. What cannot be understood is reported once
/// and left out; what refers to it stays silent.
final class Builder {
    let modules: [Module]
    var model: Model
    var names: Names
    var diagnostics: [Diagnostic] = []
    /// The program as it was before an edit.
    let earlier: Program?
    var settled = Settled()
    /// Frameworks that were taken over from there.
    var reusedFrameworks: Set<Int> = []
    /// Nodes by path, made when a framework's paths are first asked for.
    var nodeIndexes: [Int: [String: Int]] = [:]
    /// Definitions being resolved, from the outside in, to find those that need themselves.
    var openDefinitions: [Int] = []
    /// Definitions that were looked at by themselves.
    var checkedDefinitions: Set<Int> = []
    /// Definitions in which something was reported already.
    var brokenDefinitions: Set<Int> = []
    /// Tables that definitions hold, once resolved, and how many tables are in each.
    var namedTables: [Int: (query: ResolvedQuery, size: Int)] = [:]
    /// The program is one that would be: what it shows and tests is left out, and nothing in it is changed again.
    var isOverlay = false
    /// The module whose names a question beside the program means.
    var asked: Int?
    /// How many `what if` were met.
    var overlayCount = 0
    /// Frameworks whose adapted one is not known, so that nodes of theirs are missing; reported.
    var incompleteFrameworks: Set<Int> = []
    /// How many nodes frameworks have inherited, all together.
    var inheritedNodes = 0
    /// How many more times 'did you mean' is worked out: each looks at all names.
    private var suggestionsLeft = 200
    /// A question's target was not found: what nothing reaches is then unknown.
    var hasUnresolvedTargets = false
    /// A source was not found, or named where it is not asked: which ones are used is then unknown.
    var hasUnresolvedSources = false
    /// A rule of the standard library was asked for by name.
    var usesStandardRules = false

    init(modules: [Module], model: Model = Model(), names: Names = Names(), after earlier: Program? = nil) {
        self.earlier = earlier
        self.modules = modules
        self.model = model
        self.names = names
    }

    func report(
        _ code: Code, _ message: String, at location: Location, why: String? = nil, help: String? = nil,
        related: [Label] = [], fix: Fix? = nil
    ) {
        if Self.unknownNames.contains(code), isIncomplete(location.file) { return }
        diagnostics.append(
            Diagnostic(code, message, at: Label(location), related: related, why: why, help: help, fix: fix))
    }

    /// What is found where a declaration is not: silent in a file that lost some.
    private static let unknownNames: [Code] = [
        .unknownName, .unknownTable, .unknownValue, .unknownColumn, .unknownFunction, .unknownConstant, .whichRule,
        .noFramework,
    ]

    /// Whether a file lost declarations, its own or those of what it imports.
    func isIncomplete(_ file: FileID) -> Bool {
        guard let module = modules.firstIndex(where: { $0.tree.source.file == file }) else { return false }
        return names.scopes.indices.contains(module) && names.scopes[module].isIncomplete
    }

    /// Whether there is still time to look for what was meant.
    func maySuggest() -> Bool {
        suggestionsLeft -= 1
        return suggestionsLeft >= 0
    }

    /// By file and place; of one place, by code. What is wrong with an argument shows at each place in a function
    /// that reads it, at every use: it is said once.
    func sortedDiagnostics() -> [Diagnostic] {
        func key(_ diagnostic: Diagnostic) -> (Int, UInt32, UInt32) {
            guard let place = diagnostic.place?.location else { return (-1, 0, 0) }
            return (place.file.index, place.start, place.end)
        }
        let sorted = diagnostics.sorted {
            let (left, right) = (key($0), key($1))
            return left != right ? left < right : ($0.code.id, $0.message) < ($1.code.id, $1.message)
        }
        return sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
    }
}

/// One declaration with the module that it stands in, so that places and names can be looked up from it.
struct Place {
    let module: Int
    let file: FileID
    let moduleName: String

    func location(_ range: ByteRange) -> Location { Location(file, range) }

    /// Of its name, or of the word that it begins with.
    func location(of declaration: Declaration) -> Location {
        location(declaration.name?.range ?? declaration.keywordRange)
    }

    func heading(_ declaration: Declaration, kind: String, within owner: String = "", path: String? = nil) -> Heading {
        let name = declaration.name?.text ?? ""
        return Heading(
            id: ID(module: moduleName, kind: kind, within: owner, path: path ?? name), name: name,
            title: declaration.title?.value ?? "", doc: declaration.doc,
            location: location(of: declaration))
    }
}

extension Builder {
    func place(_ module: Int) -> Place {
        Place(module: module, file: modules[module].tree.source.file, moduleName: modules[module].name)
    }

    /// All declarations of a kind, with where they stand, in the order of the modules.
    func declarations(_ kinds: DeclarationKind...) -> [(place: Place, declaration: Declaration)] {
        var found: [(place: Place, declaration: Declaration)] = []
        for module in modules.indices {
            // By position: a declaration that is only looked at is not copied.
            let items = modules[module].tree.items
            for index in items.indices where kinds.contains(items[index].kind) {
                found.append((place(module), items[index]))
            }
        }
        return found
    }
}
