/// A fixed number of plain values in memory, for the loops that see every answer.
///
/// Whoever holds a block reads and writes it through `base`; writers keep to places of their own.
final class Block<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating value: Element, count: Int) {
        self.count = count
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: value, count: max(count, 1))
    }

    init(copying elements: [Element]) {
        count = elements.count
        base = .allocate(capacity: max(count, 1))
        for (index, element) in elements.enumerated() { (base + index).initialize(to: element) }
    }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(index: Int) -> Element {
        get { base[index] }
        set { base[index] = newValue }
    }

    func contains(where predicate: (Element) -> Bool) -> Bool {
        (0..<count).contains { predicate(base[$0]) }
    }

    func fill(_ value: Element) { base.update(repeating: value, count: count) }
}
