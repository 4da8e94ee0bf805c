import GearModel
import GearSource

/// The wave that a text of a data file means: a declared name or title, or a year, a month or a date that falls
/// into one.
struct WaveReading: Sendable {
    enum Match: Equatable {
        case wave(Int)
        case unknown
        /// Before the first declared wave starts.
        case tooEarly
        /// More than one wave starts within the year or month.
        case several
        /// Looks like a month but is none, such as `2012-13`: the column holds school years.
        case noMonth
    }

    let names: NameIndex
    private let starts: [CalendarDate]

    /// `waves` in order of their start.
    init(_ waves: [Wave]) {
        var names = NameIndex()
        for (place, wave) in waves.enumerated() {
            names.add(wave.heading.name, for: place, rank: 0)
            if !wave.heading.title.isEmpty { names.add(wave.heading.title, for: place, rank: 1) }
        }
        self.names = names
        starts = waves.map(\.start)
    }

    func match(_ text: String) -> Match {
        switch names.find(text) {
        case .one(let wave): return .wave(wave)
        case .several: return .several
        case .none: return match(date: Array(DecimalText.trim(text).utf8))
        }
    }

    private func match(date bytes: [UInt8]) -> Match {
        guard bytes.count >= 4, bytes[..<4].allSatisfy(Self.isDigit) else { return .unknown }
        let year = bytes[..<4].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if bytes.count == 4 { return CalendarDate(year: year).map(place) ?? .unknown }
        if bytes.count == 7, bytes[4] == UInt8(ascii: "-"), bytes[5...].allSatisfy(Self.isDigit) {
            guard let month = CalendarDate(bytes) else { return .noMonth }
            return place(month)
        }
        // A time of day may follow a date: `2015-10-03 14:22`, `2015-10-03T14:22Z`.
        guard bytes.count >= 10, bytes.count == 10 || bytes[10] == 0x20 || bytes[10] == UInt8(ascii: "T"),
            let date = CalendarDate(bytes[..<10])
        else { return .unknown }
        return place(date)
    }

    private func place(_ date: CalendarDate) -> Match {
        let meant = starts.meant(by: date)
        return meant.count > 1 ? .several : meant.first.map { .wave($0) } ?? .tooEarly
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
