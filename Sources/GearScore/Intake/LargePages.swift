#if canImport(Glibc)
    import Glibc
#endif

/// Asks the system to back large memory by large pages: a matrix of cells is first touched in the order of a file and
/// then read in the order of groups, and with small pages both cost more than what is done with the cells.
enum LargePages {
    /// Less than this is left as it is.
    private static let least = 1 << 22
    private static let pageSize = 1 << 12

    /// A hint: nothing but speed depends on it.
    static func advise(_ start: UnsafeMutableRawPointer, byteCount: Int) {
        #if canImport(Glibc)
            guard byteCount >= least else { return }
            let first = start.alignedUp(toMultipleOf: pageSize)
            _ = madvise(first, (byteCount - (first - start)) / pageSize * pageSize, MADV_HUGEPAGE)
        #endif
    }
}
