import GearSession

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Standard input, each line as soon as it is there: whoever writes into the pipe may wait for an answer before it goes on.
final class InputLines: Sequence, IteratorProtocol {
    /// Why it could not be read to its end; nil so far.
    private(set) var failure: LoadFailure?
    /// What was read and not handed on, from `start`; up to `searched` there is no end of a line.
    private var bytes: [UInt8] = []
    private var start = 0
    private var searched = 0
    private var isAtEnd = false
    private static let chunk = 1 << 16

    /// Without its end; what is no UTF-8 is replaced.
    func next() -> String? {
        while true {
            if let end = bytes[searched...].firstIndex(of: 0x0A) {
                defer { (start, searched) = (end + 1, end + 1) }
                let isReturn = end > start && bytes[end - 1] == 0x0D
                return String(decoding: bytes[start..<(isReturn ? end - 1 : end)], as: UTF8.self)
            }
            searched = bytes.count
            if isAtEnd {
                defer { start = bytes.count }
                return start < bytes.count ? String(decoding: bytes[start...], as: UTF8.self) : nil
            }
            fill()
        }
    }

    private func fill() {
        bytes.removeFirst(start)
        searched -= start
        start = 0
        var chunk = [UInt8](repeating: 0, count: Self.chunk)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { failure = LoadFailure(errno: errno) }
            isAtEnd = count <= 0
            if count > 0 { bytes += chunk[..<count] }
            return
        }
    }
}
