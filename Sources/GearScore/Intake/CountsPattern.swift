import GearModel

/// A column of the counts layout: how many gave one point to one question, in one group.
struct CountColumn: Sendable {
    let column: Int
    let question: Int
    /// Position in the scale.
    let point: Int
    /// Names, where the pattern gives them.
    let source: String?
    let wave: String?
}

/// A column of how many answered, in one group.
struct RespondedColumn: Sendable {
    let column: Int
    /// Names, where the pattern gives them.
    let source: String?
    let wave: String?
}

/// `columns "{source}_N_{question}_{point}"`: how the names of columns are made.
struct CountsPattern {
    enum Part: Equatable {
        case text(String)
        /// The words `source`, `wave`, `question` or `point`.
        case slot(String)
    }

    let parts: [Part]

    /// A word in braces that is no slot is text.
    init(_ pattern: String) {
        var parts: [Part] = []
        var text = ""
        var rest = Substring(pattern)
        while let next = rest.first {
            let slot = ["source", "wave", "question", "point"].first { rest.hasPrefix("{\($0)}") }
            if let slot {
                if !text.isEmpty { parts.append(.text(text)) }
                text = ""
                parts.append(.slot(slot))
                rest = rest.dropFirst(slot.count + 2)
            } else {
                text.append(next)
                rest = rest.dropFirst()
            }
        }
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
    }

    /// The columns whose names the pattern makes from names of this survey: exactly, else whatever the case.
    func columns(_ names: [String], _ context: SurveyContext, _ binding: DataBinding) -> [CountColumn] {
        guard parts.contains(.slot("question")), parts.contains(.slot("point")) else { return [] }
        let words = Words(context, binding)
        let foldedWords = words.folded()
        return names.enumerated().compactMap { place, name in
            guard let match = match(name, words, foldedWords), let question = match.question, let word = match.point,
                let point = words.points[question]?[word] ?? foldedWords.points[question]?[word]
            else { return nil }
            return CountColumn(
                column: place, question: question, point: point, source: match.source, wave: match.wave)
        }
    }

    /// The columns whose names the pattern makes from sources and waves.
    func respondedColumns(
        _ names: [String], _ context: SurveyContext, _ binding: DataBinding
    ) -> [RespondedColumn] {
        let words = Words(context, binding)
        let foldedWords = words.folded()
        return names.enumerated().compactMap { place, name in
            match(name, words, foldedWords).map { RespondedColumn(column: place, source: $0.source, wave: $0.wave) }
        }
    }

    private func match(_ name: String, _ words: Words, _ foldedWords: Words) -> Match? {
        match(name[...], 0, Match(), words, folded: false)
            ?? match(name.lowercased()[...], 0, Match(), foldedWords, folded: true)
    }

    private struct Match {
        var source: String?
        var wave: String?
        var question: Int?
        /// As written.
        var point: String?
    }

    /// What each slot may hold, longer words first so that `q10` is not read as `q1`.
    private struct Words {
        var sources: [(String, String)]
        var waves: [(String, String)]
        var questions: [(String, Int)]
        /// By question: each word for a point, and the point's place.
        var points: [Int: [String: Int]] = [:]
        var pointWords: [(String, String)] = []

        init(_ context: SurveyContext, _ binding: DataBinding) {
            func mapped(_ dimension: String) -> [(String, String)] {
                guard case .column(_, let mapping)? = binding.dimensions.first(where: { $0.name == dimension })?.binding
                else { return [] }
                return mapping.map { ($0.text, $0.value) }
            }
            func named(_ heading: Heading) -> [(String, String)] {
                [(heading.name, heading.name), (heading.title, heading.name)]
            }
            sources = context.model.sources.flatMap { named($0.heading) } + mapped("source")
            waves = context.model.waves.flatMap { named($0.heading) } + mapped("wave")
            questions = context.survey.questions.enumerated().flatMap { place, question in
                ([question.heading.name] + question.formerly).map { ($0, place) }
            }
            for question in context.survey.questions.indices {
                let words = (context.scale(of: question)?.points ?? []).enumerated().flatMap { place, point in
                    ([point.code, point.label] + point.synonyms + point.formerly).map { ($0, place) }
                }
                points[question] = Dictionary(words, uniquingKeysWith: { first, _ in first })
            }
            sort()
        }

        func folded() -> Words {
            var folded = self
            folded.sources = sources.map { ($0.0.lowercased(), $0.1) }
            folded.waves = waves.map { ($0.0.lowercased(), $0.1) }
            folded.questions = questions.map { ($0.0.lowercased(), $0.1) }
            folded.points = points.mapValues { words in
                Dictionary(words.map { ($0.lowercased(), $1) }, uniquingKeysWith: { first, _ in first })
            }
            folded.sort()
            return folded
        }

        private mutating func sort() {
            sources.sort { $0.0.utf8.count > $1.0.utf8.count }
            waves.sort { $0.0.utf8.count > $1.0.utf8.count }
            questions.sort { $0.0.utf8.count > $1.0.utf8.count }
            pointWords = Set(points.values.flatMap(\.keys)).map { ($0, $0) }
            pointWords.sort { ($0.0.utf8.count, $1.0) > ($1.0.utf8.count, $0.0) }
        }
    }

    /// The first reading of a name that uses all of it. `place` grows with each call, so that the depth is that
    /// of the pattern; patterns longer than 16 parts fit nothing.
    private func match(_ rest: Substring, _ place: Int, _ found: Match, _ words: Words, folded: Bool) -> Match? {
        guard place < parts.count else { return rest.isEmpty ? found : nil }
        guard parts.count <= 16 else { return nil }
        func next<Value>(_ choices: [(String, Value)], _ set: (inout Match, Value) -> Void) -> Match? {
            for (word, value) in choices where !word.isEmpty && rest.hasPrefix(word) {
                var more = found
                set(&more, value)
                if let match = match(rest.dropFirst(word.count), place + 1, more, words, folded: folded) {
                    return match
                }
            }
            return nil
        }
        switch parts[place] {
        case .text(let text):
            let text = folded ? text.lowercased() : text
            guard rest.hasPrefix(text) else { return nil }
            return match(rest.dropFirst(text.count), place + 1, found, words, folded: folded)
        case .slot("source"): return next(words.sources) { $0.source = $1 }
        case .slot("wave"): return next(words.waves) { $0.wave = $1 }
        case .slot("question"): return next(words.questions) { $0.question = $1 }
        default: return next(words.pointWords) { $0.point = $1 }
        }
    }
}
