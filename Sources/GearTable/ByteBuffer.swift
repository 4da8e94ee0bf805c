/// Bytes that grow and keep their memory when emptied; fields are written here where they cannot stay in place.
struct ByteBuffer: ~Copyable {
    private(set) var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// May be made less, which forgets the rest.
    var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        start = .allocate(capacity: capacity + RowBatch.readable)
    }

    deinit { start.deallocate() }

    mutating func append(_ byte: UInt8) {
        reserve(1)
        start[count] = byte
        count += 1
    }

    mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length)
        (start + count).update(from: bytes, count: length)
        count += length
    }

    /// As many bytes after the last stay readable as a batch's may.
    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + RowBatch.readable)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }
}
