import Dispatch

/// A race, made on purpose: what does not report this one sees none.
final class Sum: @unchecked Sendable {
    var value = 0
}

let sum = Sum()
DispatchQueue.concurrentPerform(iterations: 2) { sum.value += $0 }
