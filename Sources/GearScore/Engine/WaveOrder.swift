import GearModel
import GearSource
import GearTable

/// Waves by their declared start; others by the date that they are, then by bytes.
struct WaveOrder {
    private let starts: [String: CalendarDate]

    init(_ waves: [Wave]) {
        starts = Dictionary(waves.map { ($0.heading.name, $0.start) }, uniquingKeysWith: { first, _ in first })
    }

    func start(of wave: String) -> CalendarDate? {
        if let start = starts[wave] { return start }
        if let year = Int(wave), wave.utf8.count == 4 { return CalendarDate(year: year) }
        return CalendarDate(Array(wave.utf8))
    }

    func precedes(_ left: String, _ right: String) -> Bool {
        switch (start(of: left), start(of: right)) {
        case (let a?, let b?) where a != b: a < b
        case (nil, _?): false
        case (_?, nil): true
        default: left.precedes(right)
        }
    }
}
