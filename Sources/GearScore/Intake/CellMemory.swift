#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Memory for a matrix that grows by rows and never moves.
///
/// Addresses for the largest matrix are reserved at once; the system finds memory for a page when it is first written.
/// Beyond the first of them it is asked for large pages: a matrix is first written in the order of a file and then read
/// in the order of groups, and with small pages both cost more than what is done with the cells.
final class CellMemory {
    let base: UnsafeMutablePointer<UInt8>
    /// How much there is: what was wanted, or less where addresses are rationed; perhaps nothing.
    let byteCount: Int
    private let start: UnsafeMutableRawPointer?
    private let reserved: Int
    private var isAdvised = false

    /// A large page on the machines that have them.
    private static let largePage = 1 << 21

    init(byteCount wanted: Int) {
        var count = max(1, wanted)
        var start = Self.reserve(count + Self.largePage)
        while start == nil, count > Self.largePage {
            count /= 2
            start = Self.reserve(count + Self.largePage)
        }
        self.start = start
        byteCount = start == nil ? 0 : count
        reserved = count + Self.largePage
        base =
            start?.alignedUp(toMultipleOf: Self.largePage).assumingMemoryBound(to: UInt8.self) ?? .allocate(capacity: 1)
    }

    deinit {
        if let start { munmap(start, reserved) } else { base.deallocate() }
    }

    /// To be called before what lies below `end` is written.
    @inline(__always)
    func willWrite(upTo end: Int) {
        if end > Self.largePage, !isAdvised { advise() }
    }

    /// A hint: nothing but speed depends on it.
    private func advise() {
        isAdvised = true
        #if canImport(Glibc)
            _ = madvise(base + Self.largePage, byteCount - Self.largePage, MADV_HUGEPAGE)
        #endif
    }

    private static func reserve(_ count: Int) -> UnsafeMutableRawPointer? {
        let found = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0)
        return found == MAP_FAILED ? nil : found
    }
}
