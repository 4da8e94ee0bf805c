import GearModel
import GearTable

/// Whose answers a row holds, as a store's codes.
struct RecordCodes {
    /// Respondent, dimensions, time; `RecordStore.none` where nothing is said.
    var key: [UInt32]
    /// Whether a respondent is named; if not, the row is one of its own, and the first code says nothing.
    var isMatched = false
    /// NaN: not said here.
    var weight = Double.nan
    var cluster = RecordStore.none
    var stratum = RecordStore.none
}

/// Reads the columns that say whose answers a row holds. Each different text of a column is understood once, but for
/// respondents, who are all different.
struct KeyReader {
    /// What was read last.
    private(set) var codes: RecordCodes
    private let shape: RecordShape
    private let store: RecordStore
    /// The file's columns of the respondent's key, and of each dimension; -1 if no column has it. They are this reader's
    /// own: threads that went through the shape's lists would count references to them, and wait for each other.
    private let respondent: [Int]
    private let columns: [Int]
    private var dimensions: [TextMeanings<Result<UInt32, Fault>>]
    /// What no column says of a dimension, but the binding; nil for those with a column.
    private let fixed: [Result<UInt32, Fault>?]
    private var weights = TextMeanings<Result<Double, Fault>>()
    private var clusters = TextMeanings<Result<UInt32, Fault>>()
    private var strata = TextMeanings<Result<UInt32, Fault>>()
    private var instants = TextMeanings<UInt32>()
    /// A key as its bytes are kept.
    private var identity: [UInt8] = []

    init(_ shape: RecordShape, _ store: RecordStore) {
        self.shape = shape
        self.store = store
        respondent = shape.respondent.map { shape.columns[$0] }
        columns = shape.textPlaces.map { $0 < 0 ? -1 : shape.columns[$0] }
        codes = RecordCodes(key: Array(repeating: RecordStore.none, count: shape.dimensions.count + 2))
        dimensions = shape.dimensions.map { _ in TextMeanings() }
        fixed = shape.dimensions.indices.map { place in
            shape.textPlaces[place] < 0 ? Self.meaning(shape, place, "", store) : nil
        }
    }

    /// Reads a row into `codes`; says what is wrong with it, if anything is.
    mutating func read(_ batch: borrowing RowBatch, _ row: Int) -> Fault? {
        readRespondent(batch, row)
        for place in dimensions.indices {
            switch fixed[place] ?? dimension(place, batch.field(row, columns[place])) {
            case .success(let code): codes.key[place + 1] = code
            case .failure(let fault): return fault
            }
        }
        if let column = shape.weight {
            switch weight(field(batch, row, column)) {
            case .success(let weight): codes.weight = weight
            case .failure(let fault): return fault
            }
        }
        if let column = shape.cluster {
            switch Self.unit(field(batch, row, column), "cluster", shape, store.clusters, &clusters) {
            case .success(let code): codes.cluster = code
            case .failure(let fault): return fault
            }
        }
        if let column = shape.stratum {
            switch Self.unit(field(batch, row, column), "stratum", shape, store.strata, &strata) {
            case .success(let code): codes.stratum = code
            case .failure(let fault): return fault
            }
        }
        if let column = shape.at { codes.key[codes.key.count - 1] = instant(field(batch, row, column)) }
        return nil
    }

    private typealias Field = UnsafeBufferPointer<UInt8>

    @inline(__always)
    private func field(_ batch: borrowing RowBatch, _ row: Int, _ place: Int) -> Field {
        batch.field(row, shape.columns[place])
    }

    private static func text(_ field: Field) -> String { String(decoding: field, as: UTF8.self) }

    /// A respondent's key is its columns' texts without the blanks around them, with a byte between that no text has.
    private mutating func readRespondent(_ batch: borrowing RowBatch, _ row: Int) {
        codes.isMatched = true
        if respondent.count == 1 {
            let field = batch.field(row, respondent[0])
            if let base = field.baseAddress, Self.hasNoBlanks(field) {
                codes.key[0] = UInt32(truncatingIfNeeded: store.respondents.intern(base, field.count))
                return
            }
        }
        identity.removeAll(keepingCapacity: true)
        codes.isMatched = false
        for (place, column) in respondent.enumerated() {
            if place > 0 { identity.append(RecordKey.separator) }
            let (field, before) = (batch.field(row, column), identity.count)
            if Self.hasNoBlanks(field) {
                identity.append(contentsOf: field)
            } else {
                identity.append(contentsOf: DecimalText.trim(Self.text(field)).utf8)
            }
            if identity.count > before { codes.isMatched = true }
        }
        if codes.isMatched { codes.key[0] = UInt32(truncatingIfNeeded: store.respondents.intern(identity)) }
    }

    /// Whether there is something and nothing to trim, as the outer bytes tell if they are ASCII.
    @inline(__always)
    private static func hasNoBlanks(_ field: Field) -> Bool {
        field.count > 0 && (0x21..<0x7F).contains(field[0]) && (0x21..<0x7F).contains(field[field.count &- 1])
    }

    private mutating func dimension(_ place: Int, _ field: Field) -> Result<UInt32, Fault> {
        if let known = dimensions[place].known(field) { return known }
        let meaning = Self.meaning(shape, place, Self.text(field), store)
        dimensions[place].remember(field, meaning)
        return meaning
    }

    private static func meaning(
        _ shape: RecordShape, _ place: Int, _ text: String, _ store: RecordStore
    ) -> Result<UInt32, Fault> {
        shape.value(place, text).map { value in
            value.map { UInt32(truncatingIfNeeded: store.dimensions[place].intern($0)) } ?? RecordStore.none
        }
    }

    private mutating func weight(_ field: Field) -> Result<Double, Fault> {
        if let known = weights.known(field) { return known }
        let text = Self.text(field)
        let meaning: Result<Double, Fault> = RecordShape.weight(text).map { .success($0) } ?? .failure(.badWeight(text))
        weights.remember(field, meaning)
        return meaning
    }

    /// A cluster or a stratum.
    private static func unit(
        _ field: Field, _ name: String, _ shape: RecordShape, _ table: ByteTable,
        _ known: inout TextMeanings<Result<UInt32, Fault>>
    ) -> Result<UInt32, Fault> {
        if let meaning = known.known(field) { return meaning }
        let meaning: Result<UInt32, Fault> =
            shape.present(text(field)).map { .success(UInt32(truncatingIfNeeded: table.intern($0))) }
            ?? .failure(.missing(name))
        known.remember(field, meaning)
        return meaning
    }

    private mutating func instant(_ field: Field) -> UInt32 {
        if let known = instants.known(field) { return known }
        let meaning =
            shape.present(Self.text(field)).map { UInt32(truncatingIfNeeded: store.instants.intern($0)) }
            ?? RecordStore.none
        instants.remember(field, meaning)
        return meaning
    }
}
