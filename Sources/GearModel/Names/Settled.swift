import GearSource
import GearSyntax

/// Parts of a program that a later one need not make or check again if their text is still the same: they name nothing
/// outside themselves, and nothing was found in them. Positions.
struct Settled: Sendable {
    var frameworks: Set<Int> = []
    var scales: Set<Int> = []
    /// Of the standard library, but for when they count a node as mastered.
    var rules: Set<Int> = []
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

    /// What the program before made of a declaration, at the same position; nil if it has to be made.
    ///
    /// - Parameter heading: of what stood there.
    func settled<Made>(
        _ declaration: Declaration, at position: Int, _ place: Place, in positions: KeyPath<Settled, Set<Int>>,
        of made: KeyPath<Model, [Made]>, heading: KeyPath<Made, Heading>
    ) -> Made? {
        guard let earlier, earlier.settled[keyPath: positions].contains(position), isUnchanged(place.module) else {
            return nil
        }
        let before = earlier.model[keyPath: made][position]
        return before[keyPath: heading].location == place.location(of: declaration) ? before : nil
    }

    /// Whether dimensions, waves and sources, whose names are known in all files, are called as in the program before.
    var hasNamesOfEarlier: Bool {
        guard let before = earlier?.model else { return false }
        func isSame<Declared>(_ all: KeyPath<Model, [Declared]>, _ heading: KeyPath<Declared, Heading>) -> Bool {
            before[keyPath: all].elementsEqual(model[keyPath: all]) {
                $0[keyPath: heading].name == $1[keyPath: heading].name
            }
        }
        return isSame(\.dimensions, \.heading) && isSame(\.waves, \.heading) && isSame(\.sources, \.heading)
    }

    /// Does what may find something, and tells whether it found nothing. In a file that lost declarations nobody knows: some
    /// findings are left out.
    func findsNothing(in place: Place? = nil, _ check: () -> Void) -> Bool {
        let before = diagnostics.count
        check()
        return diagnostics.count == before && place.map { !isIncomplete($0.file) } ?? true
    }
}
