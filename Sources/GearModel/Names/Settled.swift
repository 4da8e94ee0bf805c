import GearSource
import GearSyntax

/// Parts of a program that a later one need not make or check again if their text is still the same: they name nothing
/// outside themselves, and nothing was found in them. Positions.
struct Settled: Sendable {
    var frameworks: Set<Int> = []
    /// Modules whose texts were looked at.
    var texts: Set<Int> = []
}

extension Builder {
    /// Whether a module is what it was in the program before, at the same place.
    func isUnchanged(_ module: Int) -> Bool {
        guard let earlier, earlier.modules.indices.contains(module) else { return false }
        let (before, now) = (earlier.modules[module], modules[module])
        return before.name == now.name && before.tree.source.isSame(as: now.tree.source)
    }

    /// The framework as the program before has it; nil if it has to be made.
    func settledFramework(_ declaration: Declaration, at position: Int, _ place: Place) -> Framework? {
        guard let earlier, earlier.settled.frameworks.contains(position), isUnchanged(place.module) else { return nil }
        let framework = earlier.model.frameworks[position]
        guard framework.heading.location == place.heading(declaration, kind: "framework").location else { return nil }
        return framework
    }

    /// Does what may find something, and tells whether it found nothing.
    func findsNothing(_ check: () -> Void) -> Bool {
        let before = diagnostics.count
        check()
        return diagnostics.count == before
    }
}
