#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Bytes in memory that belong to nobody else, not changed any more.
package final class StoredBytes: @unchecked Sendable {
    package let base: UnsafeMutablePointer<UInt8>
    package let count: Int

    /// nil if there is no such memory. What is in it has still to be written.
    init?(count: Int) {
        guard let room = malloc(max(1, count)) else { return nil }
        base = room.assumingMemoryBound(to: UInt8.self)
        self.count = count
    }

    /// A copy.
    package convenience init?(_ bytes: [UInt8]) {
        self.init(count: bytes.count)
        bytes.withUnsafeBufferPointer { from in
            if let start = from.baseAddress { base.update(from: start, count: from.count) }
        }
    }

    deinit { free(base) }
}

/// Reads what a `ByteSink` wrote, believing none of it: lengths are held against what is left.
package struct ByteSource {
    package let bytes: StoredBytes
    private var offset = 0

    /// What was read cannot be what was written.
    package struct Unsound: Error {
        package init() {}
    }

    package init(_ bytes: StoredBytes) { self.bytes = bytes }

    package var isAtEnd: Bool { offset == bytes.count }

    /// All that was not read yet.
    package var rest: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes.base + offset, count: bytes.count - offset)
    }

    /// Where the next bytes lie.
    package mutating func take(_ count: Int) throws(Unsound) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= bytes.count - offset else { throw Unsound() }
        defer { offset += count }
        return UnsafeRawBufferPointer(start: bytes.base + offset, count: count)
    }

    package mutating func number() throws(Unsound) -> Int { try value(Int.self) }

    /// A number that must be in a range.
    package mutating func number(in range: ClosedRange<Int>) throws(Unsound) -> Int {
        let number = try number()
        guard range.contains(number) else { throw Unsound() }
        return number
    }

    /// A type any bytes of which are a value.
    package mutating func value<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type) throws(Unsound) -> Value
    {
        try take(MemoryLayout<Value>.size).loadUnaligned(as: Value.self)
    }

    package mutating func bool() throws(Unsound) -> Bool {
        switch try value(UInt8.self) {
        case 0: false
        case 1: true
        default: throw Unsound()
        }
    }

    package mutating func text() throws(Unsound) -> String {
        let bytes = try take(try number())
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Unsound() }
        return text
    }

    package mutating func optionalText() throws(Unsound) -> String? { try bool() ? try text() : nil }

    package mutating func texts() throws(Unsound) -> [String] {
        try list { (source) throws(Unsound) in try source.text() }
    }

    /// How many values follow, of at least so many bytes each.
    package mutating func count(ofAtLeast size: Int) throws(Unsound) -> Int {
        try number(in: 0...((bytes.count - offset) / max(1, size)))
    }

    package mutating func codes() throws(Unsound) -> [UInt32] {
        let count = try count(ofAtLeast: 4)
        let bytes = try take(4 * count)
        return [UInt32](unsafeUninitializedCapacity: count) { room, filled in
            UnsafeMutableRawBufferPointer(room).copyMemory(from: bytes)
            filled = count
        }
    }

    package mutating func doubles() throws(Unsound) -> [Double] {
        let count = try count(ofAtLeast: 8)
        let bytes = try take(8 * count)
        return [Double](unsafeUninitializedCapacity: count) { room, filled in
            UnsafeMutableRawBufferPointer(room).copyMemory(from: bytes)
            filled = count
        }
    }

    /// A number and as many values, each of a byte at least.
    package mutating func list<Element>(
        _ each: (inout ByteSource) throws(Unsound) -> Element
    ) throws(Unsound) -> [Element] {
        var list: [Element] = []
        for _ in 0..<(try count(ofAtLeast: 1)) { list.append(try each(&self)) }
        return list
    }
}
