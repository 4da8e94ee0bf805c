#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import CMalloc
    import Glibc
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

    /// The most that the process had in memory so far, files that it has mapped included.
    static var mostMiB: Int {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
            return Int(usage.ru_maxrss) >> 20
        #else
            getrusage(numericCast(RUSAGE_SELF.rawValue), &usage)
            return Int(usage.ru_maxrss) >> 10
        #endif
    }
}
