import GearSource
import GearSyntax

/// A text in which results have their numbers, with what its author wrote in their places: `it` means another result
/// later, and findings show what was typed.
struct NumberedText {
    let text: String
    let words: AuthorsWords
}

/// Where words of a text stand for others that its author wrote.
struct AuthorsWords {
    private struct Word {
        var range: ByteRange
        /// What stands there now, and what was written.
        let (number, written): (String, String)
    }

    /// In order of their places.
    private var words: [Word] = []

    mutating func add(_ written: String, at range: ByteRange, insteadOf number: String) {
        if written != number { words.append(Word(range: range, number: number, written: written)) }
    }

    /// Those of a part of the text, where that stands at `place` of another.
    func moved(_ part: ByteRange, to place: Int) -> AuthorsWords {
        var moved = AuthorsWords()
        let place = UInt32(clamping: place)
        for var word in words where part.contains(word.range.lowerBound) && part.upperBound >= word.range.upperBound {
            let start = place + (word.range.lowerBound - part.lowerBound)
            word.range = start..<start + UInt32(word.range.count)
            moved.words.append(word)
        }
        return moved
    }

    static func + (left: AuthorsWords, right: AuthorsWords) -> AuthorsWords {
        var both = left
        both.words += right.words
        return both
    }

    // MARK: As it was written

    func source(_ source: SourceText) -> SourceText {
        var (bytes, end): ([UInt8], Int) = ([], 0)
        for word in words where Int(word.range.upperBound) <= source.bytes.count {
            bytes += source.bytes[end..<Int(word.range.lowerBound)] + word.written.utf8
            end = Int(word.range.upperBound)
        }
        return SourceText(file: source.file, name: source.name, bytes: bytes + source.bytes[end...])
    }

    /// A finding about the text, which is `file`, with its places in what was written; fixes are for files.
    func finding(_ finding: Diagnostic, in file: FileID) -> Diagnostic {
        guard !words.isEmpty else { return finding }
        var finding = finding
        finding.message = text(finding.message)
        finding.place = finding.place.map { label($0, in: file) }
        finding.related = finding.related.map { label($0, in: file) }
        (finding.why, finding.help, finding.fix) = (finding.why.map(text), finding.help.map(text), nil)
        return finding
    }

    private func label(_ label: Label, in file: FileID) -> Label {
        guard label.location.file == file else { return Label(label.location, text(label.text)) }
        return Label(Location(file, place(label.location.start)..<place(label.location.end)), text(label.text))
    }

    private func place(_ place: UInt32) -> UInt32 {
        var moved = Int(place)
        for word in words where word.range.upperBound <= place {
            moved += word.written.utf8.count - word.number.utf8.count
        }
        return UInt32(clamping: moved)
    }

    /// What quotes the text, with the author's words.
    private func text(_ text: String) -> String {
        words.reduce(into: text) { text, word in
            for range in text.ranges(of: word.number).reversed() where !text.isInsideWord(range) {
                text.replaceSubrange(range, with: word.written)
            }
        }
    }
}

extension String {
    /// Whether a word goes on before or behind a range.
    fileprivate func isInsideWord(_ range: Range<Index>) -> Bool {
        let around = [self[..<range.lowerBound].last, self[range.upperBound...].first]
        return around.contains { $0.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
    }
}
