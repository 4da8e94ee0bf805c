import Dispatch

/// The results of `body` for each worker, in the workers' order; `workers` of 1 or less runs it here.
func concurrently<Result: Sendable>(workers: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    guard workers > 1 else { return [body(0)] }
    var results = [Result?](repeating: nil, count: workers)
    results.withUnsafeMutableBufferPointer { buffer in
        nonisolated(unsafe) let places = buffer
        DispatchQueue.concurrentPerform(iterations: workers) { places[$0] = body($0) }
    }
    return results.compactMap { $0 }
}

/// `count` things cut into as many even ranges as there are workers.
func evenRanges(_ count: Int, workers: Int) -> [Range<Int>] {
    let workers = max(1, min(workers, count))
    return (0..<workers).map { count * $0 / workers..<count * ($0 + 1) / workers }
}
