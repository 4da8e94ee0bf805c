/// Byte strings to dense numbers in order of first sight: open addressing over one arena of copies, and bytes
/// compared exactly, so that a hash never decides anything.
final class ByteTable {
    private struct Slot {
        /// Upper half of the hash.
        var tag: UInt32
        /// Number of the entry plus 1; 0 for an empty slot.
        var entry: UInt32
    }

    private(set) var count = 0
    private var slots: UnsafeMutablePointer<Slot>
    private var mask: Int
    private var arena: UnsafeMutablePointer<UInt8>
    private var arenaCapacity: Int
    /// Where each entry begins in the arena; one more than there are entries.
    private var starts: UnsafeMutablePointer<Int>
    private var startsCapacity: Int
    /// Drawn once a process, so that nobody can prepare a file whose keys all collide.
    private let seed: UInt64
    private static let processSeed = UInt64.random(in: .min ... .max)

    init(bits: Int = 8) {
        mask = (1 << bits) - 1
        slots = Self.emptySlots(mask + 1)
        arenaCapacity = 1 << 12
        arena = .allocate(capacity: arenaCapacity)
        startsCapacity = 1 << 8
        starts = .allocate(capacity: startsCapacity)
        starts[0] = 0
        seed = Self.processSeed
    }

    deinit {
        slots.deallocate()
        arena.deallocate()
        starts.deallocate()
    }

    /// The number of a byte string, or -1.
    @inline(__always)
    func find(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        let hash = hash(bytes, length)
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place].entry != 0 {
            let entry = Int(slots[place].entry) &- 1
            if slots[place].tag == UInt32(truncatingIfNeeded: hash &>> 32), equals(entry, bytes, length) {
                return entry
            }
            place = (place &+ 1) & mask
        }
        return -1
    }

    /// The number of a byte string, which is copied if it is new.
    func intern(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        let known = find(bytes, length)
        if known >= 0 { return known }
        let entry = append(bytes, length)
        if count * 2 > mask { grow() } else { place(entry, hash(bytes, length)) }
        return entry
    }

    func intern(_ bytes: some Sequence<UInt8>) -> Int {
        Array(bytes).withUnsafeBufferPointer { buffer in
            withBase(buffer) { intern($0, buffer.count) }
        }
    }

    func find(_ bytes: some Sequence<UInt8>) -> Int {
        Array(bytes).withUnsafeBufferPointer { buffer in
            withBase(buffer) { find($0, buffer.count) }
        }
    }

    /// A new entry that no look-up will ever find.
    func appendUnfindable(_ bytes: some Sequence<UInt8>) -> Int {
        Array(bytes).withUnsafeBufferPointer { buffer in
            withBase(buffer) { append($0, buffer.count) }
        }
    }

    /// The bytes of an entry; valid until the next `intern`.
    subscript(entry: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: arena + starts[entry], count: starts[entry + 1] - starts[entry])
    }

    func text(_ entry: Int) -> String { String(decoding: self[entry], as: UTF8.self) }

    /// Whether an entry holds exactly these bytes.
    @inline(__always)
    func equals(_ entry: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let start = starts[entry]
        return starts[entry &+ 1] &- start == length && sameBytes(arena + start, bytes, length)
    }

    private func withBase<R>(_ buffer: UnsafeBufferPointer<UInt8>, _ body: (UnsafePointer<UInt8>) -> R) -> R {
        if let base = buffer.baseAddress { return body(base) }
        return body(UnsafePointer(arena))
    }

    private func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        let start = starts[count]
        if start + length > arenaCapacity {
            let capacity = max(arenaCapacity * 2, start + length)
            let more = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            more.update(from: arena, count: start)
            arena.deallocate()
            (arena, arenaCapacity) = (more, capacity)
        }
        (arena + start).update(from: bytes, count: length)
        if count + 2 > startsCapacity {
            let more = UnsafeMutablePointer<Int>.allocate(capacity: startsCapacity * 2)
            more.update(from: starts, count: count + 1)
            starts.deallocate()
            (starts, startsCapacity) = (more, startsCapacity * 2)
        }
        count += 1
        starts[count] = start + length
        return count - 1
    }

    private func place(_ entry: Int, _ hash: UInt64) {
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place].entry != 0 { place = (place + 1) & mask }
        slots[place] = Slot(tag: UInt32(truncatingIfNeeded: hash >> 32), entry: UInt32(truncatingIfNeeded: entry + 1))
    }

    /// Twice the slots, for the entries that have one and the newest; unfindable ones stay without.
    private func grow() {
        let old = slots
        let room = mask + 1
        var findable: [Int] = []
        for place in 0..<room where old[place].entry != 0 { findable.append(Int(old[place].entry) - 1) }
        findable.append(count - 1)
        mask = room * 2 - 1
        slots = Self.emptySlots(room * 2)
        old.deallocate()
        for entry in findable { place(entry, hash(UnsafePointer(arena + starts[entry]), self[entry].count)) }
    }

    private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<Slot> {
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
        slots.initialize(repeating: Slot(tag: 0, entry: 0), count: count)
        return slots
    }

    /// Eight bytes at a time, each folded in by the two halves of a full product.
    @inline(__always)
    private func hash(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        var state = seed ^ UInt64(truncatingIfNeeded: length)
        if length >= 8 {
            var offset = 0
            while offset &+ 8 <= length {
                state = Self.mixed(state ^ load8(bytes + offset))
                offset &+= 8
            }
            if offset < length { state = Self.mixed(state ^ load8(bytes + (length &- 8))) }
            return state
        }
        return Self.mixed(state ^ loadUpTo7(bytes, length))
    }

    @inline(__always)
    private static func mixed(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}

@inline(__always)
func load8(_ bytes: UnsafePointer<UInt8>) -> UInt64 { UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) }

@inline(__always)
private func load4(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self))
}

/// All of fewer than eight bytes in one word; different strings of one length give different words.
@inline(__always)
private func loadUpTo7(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    if length >= 4 { return load4(bytes) | load4(bytes + (length &- 4)) &<< 32 }
    if length == 0 { return 0 }
    return UInt64(bytes[0]) | UInt64(bytes[length &>> 1]) &<< 8 | UInt64(bytes[length &- 1]) &<< 16
}

@inline(__always)
func sameBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    if length < 8 { return loadUpTo7(left, length) == loadUpTo7(right, length) }
    var offset = 0
    while offset &+ 8 <= length {
        if load8(left + offset) != load8(right + offset) { return false }
        offset &+= 8
    }
    return load8(left + (length &- 8)) == load8(right + (length &- 8))
}
