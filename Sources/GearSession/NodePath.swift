import GearSyntax

extension SyntaxTree {
    /// The path of the innermost thing with a name that holds an offset, as a program would write it: a node's from its
    /// framework on (`leadership.vision`), a question's from its survey (`readiness.q1`), a point's from its scale.
    /// nil outside of all declarations, and in those without a name.
    func nodePath(at offset: UInt32) -> String? {
        var steps: [String] = []
        var siblings = items
        var isInFramework = false
        while let declaration = siblings.holding(offset) {
            // A section only groups questions; what a framework is called is no part of its nodes' paths.
            if declaration.kind != .section, let name = declaration.name?.text {
                if isInFramework { steps.removeAll() }
                steps.append(name)
                isInFramework = declaration.kind == .framework
            }
            siblings = declaration.body ?? []
        }
        return steps.isEmpty ? nil : steps.joined(separator: ".")
    }
}

extension [Declaration] {
    /// The one whose range holds an offset, its end included; they are in order.
    fileprivate func holding(_ offset: UInt32) -> Declaration? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].range.upperBound < offset { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].range.lowerBound <= offset ? self[low] : nil
    }
}
