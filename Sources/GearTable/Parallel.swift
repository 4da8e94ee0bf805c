#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What `body` gives for each of `0..<count`, each on a thread of its own; the first on the caller's.
///
/// Plain threads, because the work neither waits nor suspends. If the system refuses a thread, its part is done
/// by the caller.
package func parallel<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Result
) -> [Result] {
    guard count > 1 else { return (0..<count).map(body) }
    let parts = (0..<count).map { place in Part { body(place) } }
    let threads = parts.dropFirst().map { $0.start() }
    parts[0].run()
    for (thread, part) in zip(threads, parts.dropFirst()) {
        if let thread { pthread_join(thread, nil) } else { part.run() }
    }
    return parts.compactMap(\.result)
}

/// One thread's work. Only that thread touches it until it has been joined.
private final class Part<Result: Sendable>: @unchecked Sendable {
    private let body: @Sendable () -> Result
    private(set) var result: Result?

    init(_ body: @escaping @Sendable () -> Result) { self.body = body }

    func run() { result = body() }

    func start() -> pthread_t? {
        let entry = Entry { self.run() }
        let passed = Unmanaged.passRetained(entry)
        #if canImport(Darwin)
            var thread: pthread_t?
            let error = pthread_create(&thread, nil, { Entry.call($0) }, passed.toOpaque())
        #else
            var thread = pthread_t()
            let error = pthread_create(&thread, nil, { Entry.call($0) }, passed.toOpaque())
        #endif
        guard error == 0 else {
            passed.release()
            return nil
        }
        return thread
    }
}

/// A closure in the form in which a C function pointer can take it.
private final class Entry {
    private let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }

    static func call(_ passed: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let passed { Unmanaged<Entry>.fromOpaque(passed).takeRetainedValue().body() }
        return nil
    }
}
