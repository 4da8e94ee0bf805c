import GearModel
import GearSource
import GearSyntax

/// Something that a program declares, as it is looked up.
struct Declared {
    /// The word that declares it; of a node, its layer.
    let kind: String
    /// As it is written from outside: `vision.mastery`, `pulse.q1`, `personal.micro`, `std.agreement`.
    let path: String
    let title: String
    let doc: String?
    /// Of its name.
    let location: Location
    /// Its declaration, without the comment before it; nil for a node that a framework has from another.
    var range: ByteRange?
    /// nil for all but nodes.
    var node: NodeReference?
}

extension Workspace {
    /// All that has a name: first nodes, then the rest, file by file, that of the standard library last.
    var declared: [Declared] {
        var found = DeclaredThings()
        let (library, own) = (session.trees.filter { isStandard($0) }, session.trees.filter { !isStandard($0) })
        for tree in own + library {
            found.add(tree.items, of: tree.source.file, isStandard(tree) ? "std." : "")
        }
        let nodes = session.model.frameworks.enumerated().flatMap { number, framework in
            framework.nodes.enumerated().map { place, node in
                Declared(
                    kind: node.layer, path: framework.name(of: place), title: node.heading.title, doc: node.heading.doc,
                    location: node.heading.location, range: found.nodes[node.heading.location],
                    node: NodeReference(framework: number, node: place))
            }
        }
        return nodes + found.others
    }

    private func isStandard(_ tree: SyntaxTree) -> Bool { session.program.isStandard(tree.source.file) }

    package var documentedNames: [String] { declared.map(\.path) }

    /// `FILE:LINE`.
    func place(_ location: Location) -> String {
        guard let source = session.source(location.file) else { return "" }
        return "\(source.name):\(LineTable(source).line(of: location.start))"
    }
}

/// What is declared in trees.
private struct DeclaredThings {
    /// Where nodes are declared, by the places of their names.
    var nodes: [Location: ByteRange] = [:]
    var others: [Declared] = []

    private static let kinds: Set<DeclarationKind> = [
        .theme, .dimension, .wave, .source, .scale, .survey, .walkthrough, .question, .open, .observe, .rate, .scoring,
        .rubric, .criterion, .progression, .strand, .level, .goal, .role, .plan, .focus, .task, .resource, .playlist,
        .crosswalk, .data, .define,
    ]

    mutating func add(_ items: [Declaration], of file: FileID, _ prefix: String) {
        for item in items {
            let range = item.keywordRange.lowerBound..<item.range.upperBound
            let location = item.name.map { Location(file, $0.range) }
            var below = prefix
            if [.framework, .gear, .tag, .lookfor].contains(item.kind) {
                if let location { nodes[location] = range }
            } else if let name = item.name, let location, Self.kinds.contains(item.kind) {
                others.append(
                    Declared(
                        kind: item.kind.rawValue, path: prefix + name.text, title: item.title?.value ?? "",
                        doc: item.doc, location: location, range: range))
                // A task is known by its plan, whatever its focus.
                if item.kind != .focus { below = prefix + name.text + "." }
            }
            add(item.body ?? [], of: file, below)
        }
    }
}
