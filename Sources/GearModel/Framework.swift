import GearSource

/// framework NAME "Title" version 1.2.0 adapts FRAMEWORK 1.1.0 { license "…"  layers a, b, c  without PATHS
/// gear …  amend PATH … }
package struct Framework: Sendable {
    package let heading: Heading
    package var version: String?
    package var license: String?
    /// Names of the tag layers by depth, from the top: gear, lead, sub unless declared.
    package var layers: [String]
    /// The tree in declared order, each node before what is below it; `nodes[0]` is the framework itself.
    package var nodes: [Node]
    /// The framework of which it is an adaptation: its place in the model.
    package var adapts: Int?

    /// What stands for a node in tables and expressions: its path, and the framework's name for the root.
    package func name(of node: Int) -> String {
        nodes[node].path.isEmpty ? heading.name : nodes[node].path
    }
}

/// gear, tag or lookfor NAME "Title" weight W builds on PATH formerly PATH in THEME.ENTRY { … }
package struct Node: Sendable {
    package enum Kind: String, Sendable { case framework, gear, tag, lookfor }

    package let heading: Heading
    package let kind: Kind
    /// Dotted, without the framework's name: `leadership.vision`; empty for the root.
    package let path: String
    /// The layer's name: `gear`, `lead`, `sub`, `lookfor`, or as declared; `framework` for the root.
    package let layer: String
    /// 0 for the root.
    package let depth: Int
    /// Position in the framework's `nodes`; -1 for the root.
    package let parent: Int
    /// One past the last node below it.
    package var end: Int
    /// Its share in what its parent makes of `parts` under `weighted`; 1 unless declared.
    package var weight: Rational
    package var declaresWeight: Bool
    package var buildsOn: [NodeReference]
    /// Paths that it had before.
    package var formerly: [String]
    /// Positions of (theme, entry).
    package var themes: [ThemeReference]
    /// Where an inherited node comes from; nil for one that its framework declares itself.
    package var origin: NodeOrigin?

    /// Whether it is what the adapted framework has, and nothing else.
    var isMereCopy: Bool { origin?.isAmended == false }
}

/// The framework that declares a node which others inherit.
package struct NodeOrigin: Hashable, Sendable {
    /// Its place in the model. Of a chain of adaptations it is the first to have the node.
    package let framework: Int
    /// Whether the framework at hand has an `amend` for it.
    package let isAmended: Bool
}

package struct NodeReference: Hashable, Sendable {
    package let framework: Int
    package let node: Int

    package init(framework: Int, node: Int) {
        self.framework = framework
        self.node = node
    }
}

package struct ThemeReference: Hashable, Sendable {
    package let theme: Int
    package let entry: Int

    package init(theme: Int, entry: Int) {
        self.theme = theme
        self.entry = entry
    }
}

/// theme NAME "Title" { vision "A clear vision" }
package struct Theme: Sendable {
    package let heading: Heading
    package var entries: [Heading]
}
