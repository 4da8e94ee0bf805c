/// What gets lines of its own: a declaration, or a clause in a body. What the layout needs to know of the tree, and nothing
/// of the tree itself.
struct Statement {
    /// Words, from its first.
    let range: Range<Int>
    /// What a finding lies in, or what nothing in the tree accounts for: stays as it is.
    var isVerbatim = false
    /// Whether any part of it stays as it is.
    var hasVerbatimParts = false
    /// Whether there are braces that cannot close on the line where they open.
    var isOpen = false
    /// What lines up with its siblings.
    var columns: Columns?
    /// nil if there are none: then it is laid out as its words follow each other. So it is with most, of which there may
    /// be very many; that is why they are in a box.
    var parts: Parts?

    final class Parts {
        /// The braces of its body, and what is in them.
        let braces: (open: Int, close: Int)?
        let children: [Statement]
        /// A finding lies before the body, and none spoils the body.
        let hasVerbatimHead: Bool
        let blocks: [Block]
        /// Where it may be broken, in order.
        let breaks: [Break]

        init(
            braces: (open: Int, close: Int)? = nil, children: [Statement] = [], hasVerbatimHead: Bool = false,
            blocks: [Block] = [], breaks: [Break] = []
        ) {
            self.braces = braces
            self.children = children
            self.hasVerbatimHead = hasVerbatimHead
            self.blocks = blocks
            self.breaks = breaks
        }
    }

    static func verbatim(_ range: Range<Int>) -> Statement {
        Statement(range: range, isVerbatim: true, hasVerbatimParts: true)
    }
}

/// A mapping, a playlist's entries, or bands in braces: elements that a comma or a line break parts. Or what a `what if`
/// holds: statements.
struct Block {
    let open: Int
    let close: Int
    var elements: [Element] = []
    var statements: [Statement] = []
    /// Whether its braces cannot close on the line where they open.
    var isOpen = false

    struct Element {
        /// Its first word.
        let start: Int
        /// The word that stands under those of the others.
        let column: Int?
        let breaks: [Break]
    }
}
