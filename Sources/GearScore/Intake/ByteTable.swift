import CPrefetch

/// Byte strings to numbers: open addressing over one arena of copies, and bytes compared exactly, so that a hash
/// never decides anything.
///
/// A look-up that hits touches two places: a slot, and the copy with its number. Positions in the arena are in
/// words of eight bytes.
final class ByteTable {
    /// How many entries there are.
    private(set) var count = 0
    /// Upper half of the hash, then the arena's word at which the entry begins, plus 1; 0 for an empty slot.
    private var slots: UnsafeMutablePointer<UInt64>
    private var mask: Int
    /// An entry: length and number, four bytes each, then the bytes.
    private var arena: UnsafeMutablePointer<UInt64>
    private var arenaUsed = 0
    private var arenaCapacity = 1 << 9
    /// Where each entry begins in the arena.
    private var starts: UnsafeMutablePointer<UInt32>
    private var startsCapacity = 1 << 8
    /// Drawn once a process, so that nobody can prepare a file whose keys all collide.
    private let seed: UInt64
    private static let processSeed = UInt64.random(in: .min ... .max)
    /// Searches that are begun together.
    static let chunk = 64

    init(bits: Int = 8) {
        mask = (1 << bits) - 1
        slots = Self.emptySlots(mask + 1)
        arena = .allocate(capacity: arenaCapacity)
        starts = .allocate(capacity: startsCapacity)
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
        find(bytes, length, hash: hash(bytes, length))
    }

    @inline(__always)
    func find(_ bytes: UnsafePointer<UInt8>, _ length: Int, hash: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[place]
            if slot == 0 { return -1 }
            if (slot ^ hash) &>> 32 == 0, holds(slot, bytes, length) { return number(slot) }
            place = (place &+ 1) & mask
        }
    }

    /// Has the processor get the slot where a search will begin, so that waits for memory overlap in many searches.
    @inline(__always)
    func expectSearch(hash: UInt64) { prefetch(slots + (Int(truncatingIfNeeded: hash) & mask)) }

    /// The slot of a byte string with such a hash, 0 if there is none; has the processor get its entry.
    @inline(__always)
    func slot(hash: UInt64, length: Int) -> UInt64 {
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0, (slots[place] ^ hash) &>> 32 != 0 { place = (place &+ 1) & mask }
        let slot = slots[place]
        if slot != 0 {
            let entry = entry(slot)
            prefetch(entry)
            prefetch(entry + (8 &+ length))
        }
        return slot
    }

    /// As `find`, trying first a slot that `slot(hash:length:)` gave, before or after the table grew.
    @inline(__always)
    func find(_ bytes: UnsafePointer<UInt8>, _ length: Int, hash: UInt64, slot: UInt64) -> Int {
        if slot != 0, (slot ^ hash) &>> 32 == 0, holds(slot, bytes, length) { return number(slot) }
        return find(bytes, length, hash: hash)
    }

    /// The number of a byte string; a new one is copied and gets the next of 0, 1, 2 ….
    func intern(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        intern(bytes, length, hash: hash(bytes, length), slot: 0)
    }

    /// Copies a byte string that is not there yet. The number must fit 31 bits and a sign, and not be -1.
    func insert(_ bytes: UnsafePointer<UInt8>, _ length: Int, number: Int, hash: UInt64) {
        let start = append(bytes, length, number: number)
        // Where little is copied, seldom; where there is much, no more than is needed.
        if count * 2 > mask { grow(to: (mask + 1) * (mask < 1 << 14 ? 4 : 2)) }
        place(start, hash)
    }

    /// The numbers of all entries of another table; those that no search finds there are new ones, and not found here either.
    func intern(allOf other: ByteTable) -> [UInt32] {
        reserve(count + other.count)
        var numbers: [UInt32] = []
        numbers.reserveCapacity(other.count)
        var looks = [(hash: UInt64, slot: UInt64)](repeating: (0, 0), count: Self.chunk)
        for first in stride(from: 0, to: other.count, by: Self.chunk) {
            let entries = first..<min(first + Self.chunk, other.count)
            for entry in entries {
                let bytes = other[entry]
                let hash = hash(base(bytes), bytes.count)
                looks[entry - first] = (hash, 0)
                expectSearch(hash: hash)
            }
            for entry in entries {
                let look = looks[entry - first]
                looks[entry - first].slot = slot(hash: look.hash, length: other[entry].count)
            }
            for entry in entries {
                let (bytes, look) = (other[entry], looks[entry - first])
                let number: Int
                if bytes.isEmpty, other.find(base(bytes), 0) != entry {
                    number = appendUnfindable()
                } else {
                    number = intern(base(bytes), bytes.count, hash: look.hash, slot: look.slot)
                }
                numbers.append(UInt32(truncatingIfNeeded: number))
            }
        }
        return numbers
    }

    /// As `intern`, with what `slot(hash:length:)` gave.
    private func intern(_ bytes: UnsafePointer<UInt8>, _ length: Int, hash: UInt64, slot: UInt64) -> Int {
        let known = find(bytes, length, hash: hash, slot: slot)
        if known >= 0 { return known }
        insert(bytes, length, number: count, hash: hash)
        return count - 1
    }

    func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Int { intern(base(bytes), bytes.count) }
    func intern(_ bytes: [UInt8]) -> Int { bytes.withUnsafeBufferPointer { intern($0) } }
    func find(_ bytes: [UInt8]) -> Int { bytes.withUnsafeBufferPointer { find(base($0), $0.count) } }

    func intern(_ text: String) -> Int {
        var text = text
        return text.withUTF8 { intern($0) }
    }

    func find(_ text: String) -> Int {
        var text = text
        return text.withUTF8 { find(base($0), $0.count) }
    }

    /// A new, empty entry that no look-up will ever find, under the next number.
    func appendUnfindable() -> Int {
        _ = append(base(UnsafeBufferPointer(start: nil, count: 0)), 0, number: count)
        return count - 1
    }

    /// The bytes of the entry that came in as the `entry`th; valid until the next one comes.
    subscript(entry: Int) -> UnsafeBufferPointer<UInt8> {
        let header = UnsafeRawPointer(arena + Int(starts[entry]))
        return UnsafeBufferPointer(
            start: (header + 8).assumingMemoryBound(to: UInt8.self), count: Int(header.load(as: UInt32.self)))
    }

    func text(_ entry: Int) -> String { String(decoding: self[entry], as: UTF8.self) }

    /// Whether the `entry`th entry holds exactly these bytes.
    @inline(__always)
    func equals(_ entry: Int, _ bytes: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let held = self[entry]
        guard let base = held.baseAddress else { return false }
        return held.count == length && sameBytes(base, bytes, length)
    }

    @inline(__always)
    func hash(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        var state = seed ^ UInt64(truncatingIfNeeded: length)
        if length < 8 { return Self.mixed(state ^ loadUpTo7(bytes, length)) }
        var offset = 0
        while offset &+ 8 <= length {
            state = Self.mixed(state ^ load8(bytes + offset))
            offset &+= 8
        }
        return offset < length ? Self.mixed(state ^ load8(bytes + (length &- 8))) : state
    }

    /// Both halves of a full product, folded.
    @inline(__always)
    private static func mixed(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    @inline(__always)
    private func holds(_ slot: UInt64, _ bytes: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let header = entry(slot)
        return header.load(as: UInt32.self) == UInt32(truncatingIfNeeded: length)
            && sameBytes((header + 8).assumingMemoryBound(to: UInt8.self), bytes, length)
    }

    @inline(__always)
    private func number(_ slot: UInt64) -> Int { Int(entry(slot).load(fromByteOffset: 4, as: Int32.self)) }

    @inline(__always)
    private func entry(_ slot: UInt64) -> UnsafeRawPointer {
        UnsafeRawPointer(arena + (Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1))
    }

    // MARK: Growth

    /// Where bytes lie; for none, a place that need not be read.
    private func base(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8> {
        bytes.baseAddress ?? UnsafeRawPointer(arena).assumingMemoryBound(to: UInt8.self)
    }

    /// Gives back its memory. It is empty then.
    func removeAll() {
        slots.deallocate()
        arena.deallocate()
        starts.deallocate()
        (count, arenaUsed, mask, arenaCapacity, startsCapacity) = (0, 0, 0, 1, 1)
        slots = Self.emptySlots(1)
        arena = .allocate(capacity: 1)
        starts = .allocate(capacity: 1)
    }

    /// Makes room for `entries` of so many words of eight bytes, so that they come in without growth.
    func reserve(_ entries: Int, words: Int = 2) {
        growStarts(to: entries)
        growArena(to: entries * (1 + words))
        if entries * 2 > mask { grow(to: 1 << (Int.bitWidth - (entries * 2).leadingZeroBitCount)) }
    }

    private func append(_ bytes: UnsafePointer<UInt8>, _ length: Int, number: Int) -> Int {
        let start = arenaUsed
        let words = 1 + (length + 7) / 8
        if start + words > arenaCapacity { growArena(to: max(arenaCapacity * 2, start + words)) }
        arena[start] =
            UInt64(UInt32(truncatingIfNeeded: length)) | UInt64(UInt32(truncatingIfNeeded: number)) << 32
        UnsafeMutableRawPointer(arena.advanced(by: start + 1)).copyMemory(from: bytes, byteCount: length)
        arenaUsed = start + words
        if count == startsCapacity { growStarts(to: startsCapacity * 2) }
        starts[count] = UInt32(truncatingIfNeeded: start)
        count += 1
        return start
    }

    private func place(_ start: Int, _ hash: UInt64) {
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 { place = (place + 1) & mask }
        slots[place] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: start + 1)
    }

    private func growArena(to capacity: Int) {
        guard capacity > arenaCapacity else { return }
        arenaCapacity = capacity
        let more = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
        more.update(from: arena, count: arenaUsed)
        arena.deallocate()
        arena = more
    }

    private func growStarts(to capacity: Int) {
        guard capacity > startsCapacity else { return }
        startsCapacity = capacity
        let more = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        more.update(from: starts, count: count)
        starts.deallocate()
        starts = more
    }

    /// More slots, a power of two, for the entries that have one; unfindable ones stay without.
    private func grow(to capacity: Int) {
        let (old, room) = (slots, mask + 1)
        mask = capacity - 1
        slots = Self.emptySlots(capacity)
        for slot in UnsafeBufferPointer(start: old, count: room) where slot != 0 {
            let header = entry(slot)
            let bytes = (header + 8).assumingMemoryBound(to: UInt8.self)
            place(Int(slot & 0xFFFF_FFFF) - 1, hash(bytes, Int(header.load(as: UInt32.self))))
        }
        old.deallocate()
    }

    private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<UInt64> {
        let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
        slots.initialize(repeating: 0, count: count)
        return slots
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
func loadUpTo7(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
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
