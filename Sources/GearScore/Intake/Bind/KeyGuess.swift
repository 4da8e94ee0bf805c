import GearModel
import GearSource

/// Which columns say whose answers a row holds.
struct KeyGuess {
    struct DimensionColumn {
        let dimension: String
        let column: Int
        /// Texts of the column that are no value, and the value that each probably means.
        let mapping: [(text: String, value: String)]
        /// Texts that mean nothing known.
        let unknown: [String]
        let evidence: String
    }

    private(set) var respondent: (column: Int, evidence: String)?
    private(set) var dimensions: [DimensionColumn] = []
    private(set) var weight: Int?
    private let profile: FileProfile
    private let context: SurveyContext
    private var taken: Set<Int>

    /// `taken`: columns that hold answers.
    init(_ profile: FileProfile, _ context: SurveyContext, taken: Set<Int>, isWide: Bool) {
        self.profile = profile
        self.context = context
        self.taken = taken
        if let source = valued("source", context.sources, least: 0.5) { add(source) }
        if let wave = waveColumn() { add(wave) }
        for dimension in context.model.dimensions {
            let names = [dimension.heading.name, dimension.heading.title]
            guard let column = named(names) else { continue }
            add(
                DimensionColumn(
                    dimension: dimension.heading.name, column: column, mapping: [], unknown: [],
                    evidence: "its name is like the dimension's"))
        }
        guessRespondent(isWide: isWide)
        weight = free.first { place in
            let name = NameIndex.fold(profile.columns[place].name)
            return ["weight", "wt", "pweight", "sampling weight"].contains(name)
                && profile.columns[place].share { DecimalText.number($0) != nil } == 1
        }
        if let weight { self.taken.insert(weight) }
    }

    private var free: [Int] { profile.columns.indices.filter { !taken.contains($0) } }

    private mutating func add(_ column: DimensionColumn) {
        dimensions.append(column)
        taken.insert(column.column)
    }

    private func named(_ names: [String]) -> Int? {
        var index = NameIndex()
        for name in names where !name.isEmpty { index.add(name, for: 0) }
        if let place = free.first(where: { index.item(profile.columns[$0].name) != nil }) { return place }
        return free.first { place in
            let name = NameIndex.fold(profile.columns[place].name)
            return names.contains { !$0.isEmpty && name.hasPrefix(NameIndex.fold($0) + " ") }
        }
    }

    /// A column most of whose texts are, or are like, names of a kind.
    private func valued(_ dimension: String, _ names: NameIndex, least: Double) -> DimensionColumn? {
        var best: (column: DimensionColumn, share: Double)?
        for place in free where profile.columns[place].order.count <= 100 {
            let column = profile.columns[place]
            var mapping: [(text: String, value: String)] = []
            var unknown: [String] = []
            for text in column.order where names.item(text) == nil {
                if let near = TextLikeness.nearest(to: text, among: names.texts), let item = names.item(near) {
                    mapping.append((text, context.model.sources[item].heading.name))
                } else {
                    unknown.append(text)
                }
            }
            let share = column.order.isEmpty ? 0 : 1 - Double(unknown.count) / Double(column.order.count)
            guard share >= least, share > best?.share ?? 0 else { continue }
            let known = column.order.count - unknown.count
            best = (
                DimensionColumn(
                    dimension: dimension, column: place, mapping: mapping, unknown: unknown,
                    evidence: "\(known) of \(column.order.count) texts are like a \(dimension)"), share
            )
        }
        return best?.column
    }

    private func isInWave(_ text: String) -> Bool {
        if case .wave = context.waves.match(text) { true } else { false }
    }

    private func waveColumn() -> DimensionColumn? {
        guard !context.model.waves.isEmpty else { return nil }
        var best: (place: Int, score: (share: Double, fewness: Int))?
        for place in free {
            let column = profile.columns[place]
            // Names of rounds say more than the many times at which forms were sent.
            let score = (share: column.share(isInWave), fewness: -column.order.count)
            if score.share >= 0.5, best.map({ score > $0.score }) ?? true { best = (place, score) }
        }
        guard let best else { return nil }
        let column = profile.columns[best.place]
        let unknown = column.order.filter { !isInWave($0) }
        return DimensionColumn(
            dimension: "wave", column: best.place, mapping: [], unknown: unknown,
            evidence: "\(column.order.count - unknown.count) of \(column.order.count) texts fall into a declared wave")
    }

    /// By name; and, where a row is a respondent, a column in which no text comes more often than there are waves.
    private mutating func guessRespondent(isWide: Bool) {
        let words: Set = [
            NameIndex.fold(context.survey.unit), "id", "respondent", "participant", "responseid", "staff", "person",
            "user", "key",
        ]
        let scored = free.compactMap { place -> (place: Int, score: Int)? in
            let column = profile.columns[place]
            let name = Set(column.name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
            let isEmail = name.contains("email") || name.contains("mail")
            let looksLikeKey = name.contains { $0.hasSuffix("id") }
            var score = name.isDisjoint(with: words) ? (looksLikeKey ? 2 : isEmail ? 1 : 0) : 3
            if column.filled == 0 || column.share(isInWave) > 0.9 { return nil }
            if isWide, column.filled == profile.rowCount, profile.rowCount > 1, isSpread(column) { score += 2 }
            return score >= 2 ? (place, score) : nil
        }
        guard let best = scored.max(by: { ($0.score, -$0.place) < ($1.score, -$1.place) }) else { return }
        let column = profile.columns[best.place]
        let repeats =
            column.isUnique ? "no text comes twice" : "\(column.order.count) different texts"
        respondent = (best.place, "\(repeats) in \(profile.rowCount) rows")
        taken.insert(best.place)
    }

    /// Whether no text comes more often than there are waves in the file.
    private func isSpread(_ column: ColumnProfile) -> Bool {
        let wave = dimensions.first { $0.dimension == "wave" }.map { profile.columns[$0.column].order.count } ?? 1
        return column.isUnique || wave <= 12 && column.texts.values.allSatisfy { $0 <= wave }
    }
}
