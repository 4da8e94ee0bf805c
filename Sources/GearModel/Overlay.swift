import GearSource

/// what if { DECLARATIONS }: the program as it would be, and what a pipeline means in it.
package final class Overlay: Sendable {
    package let model: Model
    /// The pipeline up to the stage, as the changed program understands it.
    package let query: ResolvedQuery
    package let changes: [AnswerChange]
    /// Something that says how answers are read is declared anew.
    package let readsOtherwise: Bool
    /// The columns by which rows of both results belong together, as far as they are still there.
    package let keys: [String]
    package let location: Location
    private let texts: [ChangedText]

    init(
        model: Model, query: ResolvedQuery, changes: [AnswerChange], readsOtherwise: Bool, keys: [String],
        location: Location, texts: [ChangedText]
    ) {
        self.model = model
        self.query = query
        self.changes = changes
        self.readsOtherwise = readsOtherwise
        self.keys = keys
        self.location = location
        self.texts = texts
    }

    /// A finding about the changed program, at the places that its author wrote.
    package func original(_ finding: Diagnostic) -> Diagnostic { texts.original(finding) }
}

/// answers SURVEY for COND { rarely: often }: answers as they would be.
package struct AnswerChange: Sendable {
    /// Position in the model's `surveys`.
    package let survey: Int
    /// Over an answer's columns; nil: all of the survey's answers.
    package let condition: Term?
    /// By scale, which position of a point becomes which.
    package let points: [Int: [Int: Int]]
    package let location: Location
}

/// A module's text with declarations replaced, and where each part of it was written.
struct ChangedText: Sendable {
    /// Of the changed text: no other has this number.
    let file: FileID
    private var parts: [(start: UInt32, origin: Location)] = []
    private(set) var bytes: [UInt8] = []

    init(_ file: FileID) { self.file = file }

    /// Adds what stands at a place.
    mutating func add(_ source: SourceText, _ range: Range<UInt32>) {
        parts.append((UInt32(clamping: bytes.count), Location(source.file, range)))
        bytes += source.bytes[Int(range.lowerBound)..<Int(range.upperBound)]
    }

    /// Ends the line, so that what comes next begins one.
    mutating func addLineEnd() { bytes.append(0x0A) }

    func original(_ location: Location) -> Location {
        guard let part = parts.last(where: { $0.start <= location.start }) else { return location }
        let length = part.origin.end - part.origin.start
        let start = part.origin.start + min(location.start - part.start, length)
        let end = part.origin.start + min(max(location.end, part.start) - part.start, length)
        return Location(part.origin.file, start..<max(start, end))
    }
}

extension [ChangedText] {
    func original(_ location: Location) -> Location {
        first { $0.file == location.file }?.original(location) ?? location
    }

    func original(_ finding: Diagnostic) -> Diagnostic {
        guard !isEmpty else { return finding }
        var moved = finding
        moved.place = finding.place.map { Label(original($0.location), $0.text) }
        moved.related = finding.related.map { Label(original($0.location), $0.text) }
        moved.fix = finding.fix.map { fix in
            Fix(fix.title, fix.edits.map { Edit(original($0.location), $0.replacement) }, isSafe: fix.isSafe)
        }
        return moved
    }
}
