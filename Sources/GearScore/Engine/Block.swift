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

    convenience init(_ elements: [Element]) where Element: BinaryInteger {
        self.init(repeating: 0, count: elements.count)
        for (index, element) in elements.enumerated() { base[index] = element }
    }

    deinit { base.deallocate() }

    func fill(_ value: Element) { base.update(repeating: value, count: count) }
}
