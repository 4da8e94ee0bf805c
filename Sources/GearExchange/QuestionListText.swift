import GearModel

extension QuestionList {
    /// The survey's declaration, those of its new sources before it, formatted, without a line break at the end.
    package var text: String {
        var text = GearText()
        for source in newSources { text.line("source", source.name, GearText.quoted(source.title)) }
        if !newSources.isEmpty { text.line() }
        text.doc(doc)
        let usual = Self.mostUsed(questions)
        text.block(
            [isWalkthrough ? "walkthrough" : "survey", name, GearText.quoted(title), "on \(framework)"].spaced
        ) { text in
            text.line("asks", asks.joined(separator: ", "))
            if let unit { text.line("unit", unit) }
            if let usual { text.line("scale", usual) }
            var place = 0
            var next = 0
            while place < questions.count || next < sections.count {
                let section = place < questions.count ? questions[place].section : sections.count
                if let section, section >= next, next < sections.count {
                    // Of those without questions, each where it stands among the others.
                    let count = section == next ? questions[place...].prefix { $0.section == next }.count : 0
                    write(sections[next], questions[place..<place + count], usual, to: &text)
                    place += count
                    next += 1
                } else {
                    if place == 0 || questions[place - 1].section != nil { text.line() }
                    write(questions[place], usual, to: &text)
                    place += 1
                }
            }
            text.comments(lastComments)
        }
        return text.formatted
    }

    /// The scale that most closed questions have; of several, the first.
    private static func mostUsed(_ questions: some Sequence<Question>) -> String? {
        var counts: [String: Int] = [:]
        var best: String?
        for scale in questions.compactMap(\.scale) {
            counts[scale, default: 0] += 1
            best = best ?? scale
        }
        let most = counts.values.max() ?? 0
        return best.map { first in questions.compactMap(\.scale).first { counts[$0] == most } ?? first }
    }

    private func write(
        _ section: Section, _ questions: ArraySlice<Question>, _ usual: String?, to text: inout GearText
    ) {
        let scales = Set(questions.compactMap(\.scale))
        let own = scales.count == 1 && scales.first != usual ? scales.first : nil
        text.line()
        text.comments(section.comments)
        text.doc(section.doc)
        text.block(["section", section.name, GearText.quoted(section.title)].spaced, if: !questions.isEmpty) { text in
            if let own { text.line("scale", own) }
            for question in questions { write(question, own ?? usual, to: &text) }
        }
    }

    private func write(_ question: Question, _ usual: String?, to text: inout GearText) {
        let keyword = question.isOpen ? "open" : question.rated != nil ? "rate" : isWalkthrough ? "observe" : "question"
        let clauses = [
            question.isReversed ? "reverse" : "",
            question.scale.map { $0 == usual ? "" : "scale \($0)" } ?? "",
            question.asks.isEmpty ? "" : "asks " + question.asks.joined(separator: ", "),
            question.formerly.isEmpty ? "" : "formerly " + question.formerly.joined(separator: ", "),
        ]
        let head = ([keyword, question.name, GearText.quoted(question.title)] + clauses).spaced
        let targets =
            question.rated.map { [$0] }
            ?? question.targets.map { target in
                target.path + (target.weight == .one ? "" : " weight " + (target.weight.decimal ?? "1"))
            }
        let arrow = targets.isEmpty ? "" : "-> " + targets.joined(separator: ", ")
        text.comments(question.comments)
        text.doc(question.doc)
        let others =
            question.wordings.map { "for \($0.source) " + GearText.quoted($0.text) }
            + question.earlier.map {
                ["was", GearText.quoted($0.text), "until \($0.until)", $0.isComparable ? "comparable" : ""].spaced
            }
        text.line(([head] + others + [arrow]).spaced)
    }
}
