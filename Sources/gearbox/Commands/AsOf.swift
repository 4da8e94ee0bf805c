import ArgumentParser
import GearSource

/// By which day it is told what is late.
struct AsOf: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp(
            "Tell what is late as of a day, 2026-02-01, not as of the start of the last wave.", valueName: "DATE"))
    var date: String?

    func validate() throws {
        if let date, CalendarDate(date.utf8) == nil {
            throw ValidationError("--as-of takes a day such as 2026-02-01, or a month such as 2026-02")
        }
    }

    var day: CalendarDate? { date.flatMap { CalendarDate($0.utf8) } }
}
