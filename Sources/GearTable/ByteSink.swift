/// Values one after the other as bytes, the machine's own way round, handed on in chunks and hashed.
package final class ByteSink {
    private var chunk: [UInt8] = []
    private var hashes: [ContentHash] = []
    private var byteCount = 0
    private let handOn: (UnsafeRawBufferPointer) -> Void

    /// `handOn` gets all bytes, in order; the default lets them be hashed only.
    package init(_ handOn: @escaping (UnsafeRawBufferPointer) -> Void = { _ in }) {
        self.handOn = handOn
        chunk.reserveCapacity(ContentHash.chunkLength)
    }

    package func put(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(ContentHash.chunkLength - chunk.count)
            chunk.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece))
            rest = rest.dropFirst(piece.count)
            if chunk.count == ContentHash.chunkLength { flush() }
        }
    }

    package func put(_ value: some BitwiseCopyable) { withUnsafeBytes(of: value) { put($0) } }

    package func put(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            put(bytes.count)
            put(UnsafeRawBufferPointer(bytes))
        }
    }

    package func put(_ text: String?) {
        put(text != nil)
        if let text { put(text) }
    }

    package func put(_ values: [some BitwiseCopyable]) {
        put(values.count)
        values.withUnsafeBytes { put($0) }
    }

    package func put(_ texts: [String]) { put(texts) { put($0) } }

    /// Their number, then each.
    package func put<Element>(_ values: [Element], _ each: (Element) -> Void) {
        put(values.count)
        for value in values { each(value) }
    }

    private func flush() {
        guard !chunk.isEmpty else { return }
        chunk.withUnsafeBytes { bytes in
            hashes.append(ContentHash.chunk(bytes))
            handOn(bytes)
        }
        byteCount += chunk.count
        chunk.removeAll(keepingCapacity: true)
    }

    /// Hands on what is left; the hash of all, and how many bytes they are.
    package func finish() -> (hash: ContentHash, byteCount: Int) {
        flush()
        return (ContentHash(chunks: hashes, byteCount: byteCount), byteCount)
    }
}
