#if canImport(Glibc)
    import CMalloc
#endif

/// How the process gets memory.
enum Memory {
    /// Memory that is free again stays the program's: an array that grows leaves room that the next one takes. Given back
    /// to the system, the pages of each would be cleared and mapped anew, which takes longer than filling them.
    static func keep() {
        #if canImport(Glibc)
            mallopt(M_MMAP_THRESHOLD, 32 << 20)
            mallopt(M_TRIM_THRESHOLD, 256 << 20)
            mallopt(M_TOP_PAD, 1 << 20)
        #endif
    }
}
