#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Memory for a matrix that grows by rows and never moves.
///
/// Addresses for the largest matrix are reserved at once; the system finds memory for a page when it is about to be
/// written. (Large pages are not asked for: to clear a new one costs more here than all faults of the small ones, which
/// were used a moment ago.)
final class CellMemory {
    let base: UnsafeMutablePointer<UInt8>
    /// How much there is: what was wanted, or less where addresses are rationed; perhaps nothing.
    let byteCount: Int
    private let start: UnsafeMutableRawPointer?
    private let reserved: Int
    /// What lies below has been asked for.
    private var ready = 0

    private static let page = 1 << 12
    private static let piece = 1 << 17
    /// MADV_POPULATE_WRITE, of Linux 5.14; older kernels refuse it.
    private static let populateForWriting: CInt = 23

    init(byteCount wanted: Int) {
        var count = max(1, wanted)
        var start = Self.reserve(count + Self.page)
        while start == nil, count > Self.page {
            count /= 2
            start = Self.reserve(count + Self.page)
        }
        self.start = start
        byteCount = start == nil ? 0 : count
        reserved = count + Self.page
        base =
            start?.alignedUp(toMultipleOf: Self.page).assumingMemoryBound(to: UInt8.self) ?? .allocate(capacity: 1)
    }

    deinit {
        if let start { munmap(start, reserved) } else { base.deallocate() }
    }

    /// To be called before what lies below `end` is written.
    @inline(__always)
    func willWrite(upTo end: Int) {
        if end > ready { populate(upTo: end) }
    }

    /// Has the system find pages for what will be written and the next piece at once, which costs less than one fault
    /// after the other. A hint: nothing but speed depends on it.
    private func populate(upTo end: Int) {
        let start = ready
        ready = min(byteCount, (end + Self.piece) & ~(Self.page - 1))
        #if canImport(Glibc)
            _ = madvise(base + start, ready - start, Self.populateForWriting)
        #endif
    }

    private static func reserve(_ count: Int) -> UnsafeMutableRawPointer? {
        let found = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0)
        return found == MAP_FAILED ? nil : found
    }
}
