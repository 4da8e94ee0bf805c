import GearSource
import GearTable

/// Findings as they are kept beside answers: places by their position among those that findings can point to, as the
/// program that reads them may have them elsewhere.
struct StoredFindings {
    private let places: [Location]

    init(_ places: [Location]) { self.places = places }

    /// Whether it can be kept: it points to no other place, and proposes no change.
    func canKeep(_ finding: Diagnostic) -> Bool {
        finding.fix == nil && finding.node == nil
            && ([finding.place].compactMap { $0 } + finding.related).allSatisfy { places.contains($0.location) }
    }

    func put(_ finding: Diagnostic, into sink: ByteSink) {
        sink.put(finding.code.id)
        sink.put(finding.severity.rawValue)
        sink.put(finding.message)
        sink.put([finding.place].compactMap { $0 }) { put($0, into: sink) }
        sink.put(finding.related) { put($0, into: sink) }
        sink.put([finding.data].compactMap { $0 }) { data in
            sink.put(data.file)
            sink.put(data.line)
            sink.put(data.column)
        }
        sink.put(finding.why)
        sink.put(finding.help)
    }

    private func put(_ label: Label, into sink: ByteSink) {
        sink.put(places.firstIndex(of: label.location) ?? -1)
        sink.put(label.text)
    }

    func finding(_ source: inout ByteSource) throws(ByteSource.Unsound) -> Diagnostic {
        guard let code = Code.named(try source.text()), let severity = Severity(rawValue: try source.text()) else {
            throw ByteSource.Unsound()
        }
        let message = try source.text()
        let place = try source.list { (source) throws(ByteSource.Unsound) in try label(&source) }
        let related = try source.list { (source) throws(ByteSource.Unsound) in try label(&source) }
        let data = try source.list { (source) throws(ByteSource.Unsound) in
            DataPlace(file: try source.text(), line: try source.number(in: 0...Int.max), column: try source.text())
        }
        guard place.count <= 1, data.count <= 1 else { throw ByteSource.Unsound() }
        var finding = Diagnostic(
            code, message, at: place.first, related: related, data: data.first, why: try source.optionalText(),
            help: try source.optionalText())
        finding.severity = severity
        return finding
    }

    private func label(_ source: inout ByteSource) throws(ByteSource.Unsound) -> Label {
        guard let last = places.indices.last else { throw ByteSource.Unsound() }
        return Label(places[try source.number(in: 0...last)], try source.text())
    }
}
