import GearModel
import GearSource

/// How a file is laid out, judged by which of its columns and texts name questions.
enum LayoutGuess {
    /// Columns that hold the answers to a question; the text that fitted.
    case wide([MatchedColumn])
    case long(question: Int, answer: Int, share: Double)
    case counts(pattern: String, columns: Set<Int>)

    struct MatchedColumn {
        enum Evidence {
            case name, text
            /// Only like this text of the question.
            case likeness(String)
        }
        let column: Int
        let question: Int
        let evidence: Evidence
    }

    init(_ profile: FileProfile, _ context: SurveyContext) {
        let matched = Self.matched(profile, context)
        let sure = matched.count { if case .likeness = $0.evidence { false } else { true } }
        if let counts = Self.counts(profile, context), counts.columns.count > sure {
            self = .counts(pattern: counts.pattern, columns: counts.columns)
        } else if sure == 0, let long = Self.long(profile, context) {
            self = .long(question: long.question, answer: long.answer, share: long.share)
        } else {
            self = .wide(matched)
        }
    }

    private static func matched(_ profile: FileProfile, _ context: SurveyContext) -> [MatchedColumn] {
        var found: [MatchedColumn] = []
        var names = NameIndex()
        for (place, question) in context.survey.questions.enumerated() {
            for name in [question.heading.name] + question.formerly { names.add(name, for: place) }
        }
        for (column, profile) in profile.columns.enumerated() {
            guard let question = context.questions.item(profile.name) else { continue }
            let isName = names.item(profile.name) != nil
            found.append(MatchedColumn(column: column, question: question, evidence: isName ? .name : .text))
        }
        let taken = Set(found.map(\.question))
        let columns = Set(found.map(\.column))
        let free = context.questions.texts.filter { text in
            context.questions.item(text).map { !taken.contains($0) } ?? false
        }
        // Looking for likenesses takes time by the product of both.
        guard free.count * profile.columns.count <= 1 << 18 else { return found }
        var guessed: Set<Int> = []
        for (column, profile) in profile.columns.enumerated() where !columns.contains(column) {
            guard profile.name.utf8.count > 2, let text = TextLikeness.nearest(to: profile.name, among: free),
                let question = context.questions.item(text), guessed.insert(question).inserted
            else { continue }
            found.append(MatchedColumn(column: column, question: question, evidence: .likeness(text)))
        }
        return found
    }

    private static func long(
        _ profile: FileProfile, _ context: SurveyContext
    ) -> (question: Int, answer: Int, share: Double)? {
        let shares = profile.columns.map { column in column.share { context.questions.item($0) != nil } }
        guard let question = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[question] >= 0.5 else {
            return nil
        }
        let answers = QuestionAnswers(context, absentWords: [])
        let closed = answers.meanings.enumerated().filter { place, _ in
            context.survey.questions.indices.contains {
                answers.meaningOfQuestion[$0] == place && !context.survey.questions[$0].isOpen
            }
        }
        let fits = profile.columns.indices.map { column in
            column == question
                ? -1
                : profile.columns[column].share { text in
                    closed.contains { $0.element.meaning(of: text) != .unknown }
                }
        }
        // Small numbers in a key fit a scale as well; the answer stands behind its question, as a rule right behind it.
        func rank(_ column: Int) -> (Double, Int) { (fits[column], column > question ? -column : -Int.max) }
        guard let answer = fits.indices.max(by: { rank($0) < rank($1) }), fits[answer] > 0 else { return nil }
        return (question, answer, shares[question])
    }

    /// The pattern that most columns follow which hold whole numbers and name a question and one of its points.
    private static func counts(
        _ profile: FileProfile, _ context: SurveyContext
    ) -> (pattern: String, columns: Set<Int>)? {
        var columnsOfPattern: [String: Set<Int>] = [:]
        // Each name is looked through for each question.
        let most = (1 << 19) / max(1, context.width)
        for (place, column) in profile.columns.prefix(most).enumerated() {
            guard !column.order.isEmpty, column.share({ CountsPass.count($0[...]) != nil }) > 0.9 else { continue }
            for pattern in patterns(column.name, context) { columnsOfPattern[pattern, default: []].insert(place) }
        }
        let best = columnsOfPattern.max { left, right in
            (left.value.count, right.key) < (right.value.count, left.key)
        }
        return best.flatMap { $0.value.count >= 2 ? ($0.key, $0.value) : nil }
    }

    /// What a column's name may have been made from, each word of it being used for one slot.
    private static func patterns(_ name: String, _ context: SurveyContext) -> [String] {
        var found: [String] = []
        for (place, question) in context.survey.questions.enumerated() {
            guard let range = lastRange(of: question.heading.name, in: name) else { continue }
            let before = String(name[..<range.lowerBound])
            let after = String(name[range.upperBound...])
            for point in context.scale(of: place)?.points ?? [] {
                for word in [point.code, point.label] where !word.isEmpty && after.hasSuffix(word) {
                    let between = after.dropLast(word.count)
                    guard !between.isEmpty else { continue }
                    found.append(withSource(before, context) + "{question}" + between + "{point}")
                }
            }
        }
        return found
    }

    private static func withSource(_ text: String, _ context: SurveyContext) -> String {
        for source in context.model.sources {
            for word in [source.heading.title, source.heading.name] where !word.isEmpty && text.hasPrefix(word) {
                return "{source}" + text.dropFirst(word.count)
            }
        }
        return text
    }

    private static func lastRange(of word: String, in text: String) -> Range<String.Index>? {
        var start = text.endIndex
        while start > text.startIndex {
            start = text.index(before: start)
            if text[start...].hasPrefix(word) {
                return start..<(text.index(start, offsetBy: word.count, limitedBy: text.endIndex) ?? text.endIndex)
            }
        }
        return nil
    }
}
