import GearSource

/// What a framework's version says, beside what the changes call for.
package struct VersionStep: Sendable {
    /// The framework's name, as it is now.
    package let framework: String
    /// As declared; nil where there is none.
    package let old: String?
    package let new: String?
    package let calledFor: Bump
    package let place: Location

    /// The least version that tells of the changes; nil where the old one has no version to go on from.
    ///
    /// Below 1.0.0 a break raises the second number and all else the third, as Cargo has it: nothing is promised yet.
    package var needed: String? {
        guard let old = Self.numbers(old) else { return nil }
        switch (calledFor, old[0]) {
        case (.none, _): return Self.text(old)
        case (.major, 0): return "0.\(Self.next(old[1])).0"
        case (.major, _): return "\(Self.next(old[0])).0.0"
        case (.minor, 1...): return "\(old[0]).\(Self.next(old[1])).0"
        case (.minor, _), (.patch, _): return "\(old[0]).\(old[1]).\(Self.next(old[2]))"
        }
    }

    /// Whether the version tells of the changes. Without a version on either side there is nothing to hold to.
    package var isEnough: Bool {
        guard let needed = Self.numbers(needed) else { return true }
        guard let new = Self.numbers(new) else { return false }
        return !new.lexicographicallyPrecedes(needed)
    }

    /// Whether what breaks is announced: a version was declared, and it is raised enough.
    package var announces: Bool { needed != nil && isEnough }

    /// The three numbers; nil where one has more digits than a version would.
    static func numbers(_ text: String?) -> [Int]? {
        let parts = (text ?? "").split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        return parts.count == 3 && !parts.contains(nil) ? parts.compactMap { $0 } : nil
    }

    private static func text(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ".") }

    private static func next(_ number: Int) -> Int { number == .max ? number : number + 1 }
}
