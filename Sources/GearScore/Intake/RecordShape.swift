import GearModel

/// Whose answers a row holds, read from the columns that say so: respondent, dimensions, weight, cluster,
/// stratum and time.
///
/// A class, because each new record reads it and copies of its parts would cost more than the reading.
final class RecordShape: Sendable {
    /// Columns of the file, ascending; everything else here is a place among them.
    let columns: [Int]
    let respondent: [Int]
    /// One for each of the survey's dimensions.
    let dimensions: [DimensionReading]
    let weight: Int?
    let cluster: Int?
    let stratum: Int?
    let at: Int?
    let absent: NameIndex
    let context: SurveyContext
    /// Whether no dimension is read as source or wave: for attributes of other dimensions.
    let isPlain: Bool
    /// For each dimension, the place of its text among the columns; -1 if no column has it.
    let textPlaces: [Int]

    init(
        columns: [Int], respondent: [Int], dimensions: [DimensionReading], weight: Int?, cluster: Int?, stratum: Int?,
        at: Int?, absent: NameIndex, context: SurveyContext, isPlain: Bool = false
    ) {
        self.columns = columns
        self.respondent = respondent
        self.dimensions = dimensions
        self.weight = weight
        self.cluster = cluster
        self.stratum = stratum
        self.at = at
        self.absent = absent
        self.context = context
        self.isPlain = isPlain
        textPlaces = dimensions.map { $0.place ?? -1 }
    }

    /// Respondent and dimensions as texts, for what makes no records of a file; `KeyReader` reads those.
    ///
    /// `texts` are the row's fields in `columns`; what the dimensions' texts mean is kept in `cache`.
    func read(_ texts: [String], _ cache: inout DimensionCache) -> Result<RecordKey, Fault> {
        var key = RecordKey()
        key.respondent = identity(texts)
        key.dimensions.reserveCapacity(textPlaces.count)
        for place in textPlaces.indices {
            let text = textPlaces[place] < 0 ? "" : texts[textPlaces[place]]
            let known: Result<String?, Fault>
            if let met = cache.value(place, text) {
                known = met
            } else {
                known = value(place, text)
                cache.remember(place, text, known)
            }
            switch known {
            case .success(let value): key.dimensions.append(value)
            case .failure(let fault): return .failure(fault)
            }
        }
        return .success(key)
    }

    /// A sampling weight; nil if the text is none.
    static func weight(_ text: String) -> Double? {
        DecimalText.number(text).flatMap { isWeight($0) ? $0 : nil }
    }

    /// Beyond these bounds no population lies, and sums of squares would lose what the small ones say.
    static func isWeight(_ number: Double) -> Bool { number == 0 || (1e-9...1e9).contains(number) }

    /// The file's column that holds what is wrong with a row's key.
    func column(of fault: Fault) -> Int? {
        let place: Int? =
            switch fault {
            case .unknownSource, .sourceNotAsked, .missing("source"): dimensions[0].place
            case .unknownWave, .waveTooEarly, .waveAmbiguous, .schoolYear, .missing("wave"): dimensions[1].place
            case .badWeight: weight
            case .missing("cluster"): cluster
            case .missing("stratum"): stratum
            default: nil
            }
        return place.map { columns[$0] }
    }

    /// The parts of a respondent's key with a byte between that no text has; nil if all are empty.
    private func identity(_ texts: [String]) -> [UInt8]? {
        if respondent.count == 1 {
            let key = DecimalText.trim(texts[respondent[0]])
            return key.isEmpty ? nil : Array(key.utf8)
        }
        let parts = respondent.map { DecimalText.trim(texts[$0]) }
        guard parts.contains(where: { !$0.isEmpty }) else { return nil }
        return Array(parts.map { Array($0.utf8) }.joined(separator: [RecordKey.separator]))
    }

    /// A text without blanks around it; nil for none, and for words that mean none.
    func present(_ text: String) -> String? {
        let trimmed = DecimalText.trim(text)
        return trimmed.isEmpty || absent.item(text) != nil ? nil : String(trimmed)
    }

    /// What a text of the column of a dimension, given by its place, means.
    func value(_ place: Int, _ text: String) -> Result<String?, Fault> {
        let (isSource, isWave) = (place == 0 && !isPlain, place == 1 && !isPlain)
        switch dimensions[place] {
        case .unbound: return isSource ? .failure(.missing("source")) : .success(nil)
        case .elsewhere: return .success(nil)
        case .fixed(let value):
            return isSource ? source(value) : isWave ? wave(value) : .success(value)
        case .column(_, let mapping, let values):
            let mapped = mapping.item(text).map { values[$0] }
            guard let text = mapped ?? present(text) else {
                return isSource ? .failure(.missing("source")) : isWave ? .failure(.missing("wave")) : .success(nil)
            }
            return isSource ? source(text) : isWave ? wave(text) : .success(text)
        }
    }

    private func source(_ text: String) -> Result<String?, Fault> {
        guard let source = context.sources.item(text) else { return .failure(.unknownSource(text)) }
        guard context.survey.asks.contains(source) else { return .failure(.sourceNotAsked(source)) }
        return .success(context.model.sources[source].heading.name)
    }

    private func wave(_ text: String) -> Result<String?, Fault> {
        switch context.waves.match(text) {
        case .wave(let wave): .success(context.model.waves[wave].heading.name)
        case .unknown: .failure(.unknownWave(text))
        case .tooEarly: .failure(.waveTooEarly(text))
        case .several: .failure(.waveAmbiguous(text))
        case .noMonth: .failure(.schoolYear(text))
        }
    }
}

/// Where a dimension's value comes from in one file.
enum DimensionReading: Sendable {
    case unbound
    /// In the names of the columns (counts layout).
    case elsewhere
    case fixed(String)
    /// A place among the shape's columns; texts that are mapped, and to what.
    case column(Int, mapping: NameIndex, values: [String])

    var place: Int? {
        if case .column(let place, _, _) = self { return place }
        return nil
    }
}

/// What the texts of dimensions mean, for those met so far.
struct DimensionCache {
    private var known: [[String: Result<String?, Fault>]] = []
    /// What each dimension's last text was, as records of one group often stand together.
    private var last: [(text: String, value: Result<String?, Fault>)?] = []

    /// Different texts remembered for each dimension.
    private static let remembered = 1 << 12

    fileprivate mutating func value(_ place: Int, _ text: String) -> Result<String?, Fault>? {
        guard place < known.count else { return nil }
        if let last = last[place], last.text == text { return last.value }
        guard let value = known[place][text] else { return nil }
        last[place] = (text, value)
        return value
    }

    fileprivate mutating func remember(_ place: Int, _ text: String, _ value: Result<String?, Fault>) {
        while known.count <= place {
            known.append([:])
            last.append(nil)
        }
        if known[place].count < Self.remembered { known[place][text] = value }
        last[place] = (text, value)
    }
}

/// Whose answers, in texts.
struct RecordKey {
    /// nil: a respondent of its own, not to be matched with any other.
    var respondent: [UInt8]?
    var dimensions: [String?] = []

    /// Between the parts of a composite key; no UTF-8 text holds it.
    static let separator: UInt8 = 0xFF

    /// A respondent's key as it is shown.
    static func shown(_ respondent: some Swift.Collection<UInt8>) -> String {
        if !respondent.contains(separator) { return String(decoding: respondent, as: UTF8.self) }
        return Array(respondent).split(separator: separator, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: " / ")
    }
}
