import GearModel
import GearSource

/// A framework as a spreadsheet has it: titles in a tree, names, and what is said of each node.
package struct Outline: Sendable, Equatable {
    package struct Node: Sendable, Equatable {
        package var name: String
        package var title: String
        package var doc: String?
        package var isLookfor: Bool
        /// Lines after `//` that stand before it.
        package var comments: [String] = []
        /// nil if not declared.
        package var weight: Rational?
        /// Paths in the framework, whose own name is its root's.
        package var buildsOn: [String] = []
        /// `elements.vision`.
        package var themes: [String] = []
        package var formerly: [String] = []
        /// Places in `nodes`; nil directly below the framework.
        package var parent: Int?
        package var children: [Int] = []
    }

    /// What a theme or one of its entries is called.
    package struct Theme: Sendable, Equatable {
        package var name: String
        package var title: String
        package var doc: String?
        package var entries: [Theme] = []
    }

    package var name: String
    package var title: String
    package var doc: String?
    package var version: String?
    package var license: String?
    /// Empty where they are called as usual: gear, lead, sub.
    package var layers: [String] = []
    /// Each before what is below it.
    package var nodes: [Node] = []
    package var roots: [Int] = []
    /// Those to be declared beside the framework.
    package var themes: [Theme] = []
    /// Comments after the last node.
    package var lastComments: [String] = []

    package init(name: String, title: String) {
        self.name = name
        self.title = title
    }

    static let usualLayers = ["gear", "lead", "sub"]

    func path(of node: Int) -> String {
        var steps: [String] = []
        var next: Int? = node
        while let place = next {
            steps.append(nodes[place].name)
            next = nodes[place].parent
        }
        return steps.reversed().joined(separator: ".")
    }

    func children(of node: Int?) -> [Int] { node.map { nodes[$0].children } ?? roots }
}

extension Outline {
    /// - Parameters:
    ///   - framework: its place in the model. All themes that its nodes are in come along.
    ///   - file: in whose names themes are told; nil for a new file.
    ///   - comments: to be kept, by what they stand before.
    package init(_ framework: Int, of program: Program, in file: FileID?, comments: KeptComments? = nil) {
        let model = program.model
        let declared = model.frameworks[framework]
        self.init(name: declared.heading.name, title: declared.heading.title)
        doc = declared.heading.writtenDoc
        version = declared.version
        license = declared.license
        layers = declared.layers == Self.usualLayers ? [] : declared.layers
        let themeNames = program.writtenNames(.theme, in: file)
        var used: Set<Int> = []
        for node in declared.nodes.dropFirst() {
            used.formUnion(node.themes.map(\.theme))
            add(
                Node(
                    name: node.heading.name, title: node.heading.title, doc: node.heading.writtenDoc,
                    isLookfor: node.kind == .lookfor,
                    comments: comments?.lines[node.heading.location.start] ?? [],
                    weight: node.declaresWeight ? node.weight : nil,
                    buildsOn: node.buildsOn.map { declared.name(of: $0.node) },
                    themes: node.themes.map { reference in
                        let theme = model.themes[reference.theme]
                        let name = themeNames[reference.theme] ?? theme.heading.name
                        return name + "." + theme.entries[reference.entry].name
                    },
                    formerly: node.formerly, parent: node.parent > 0 ? node.parent - 1 : nil))
        }
        lastComments = comments?.last ?? []
        themes = used.sorted().map { place in
            let theme = model.themes[place]
            return Theme(
                name: themeNames[place] ?? theme.heading.name, title: theme.heading.title,
                doc: theme.heading.writtenDoc,
                entries: theme.entries.map { Theme(name: $0.name, title: $0.title, doc: $0.writtenDoc) })
        }
    }

    /// Puts a node behind all others; its parent must be there.
    @discardableResult
    mutating func add(_ node: Node) -> Int {
        nodes.append(node)
        let place = nodes.count - 1
        if let parent = node.parent { nodes[parent].children.append(place) } else { roots.append(place) }
        return place
    }
}

extension Heading {
    /// The doc comment; nil for one without words.
    var writtenDoc: String? { doc.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed } }
}
