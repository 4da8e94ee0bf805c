import Foundation
import GearTesting
import Testing

/// What examples/district says of its office and its plan, against what `reference.py` finds.
@Suite struct PlanTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.copy("examples/district")
    }

    /// The figures of one table, each with the row that it is of.
    ///
    /// - Parameter isWhole: Whether the reference has all rows of the table.
    private func check(
        _ table: String, _ pipeline: String, _ program: String, item: String, isWhole: Bool = false
    ) throws {
        let found = try Rows("gearbox show '\(pipeline)' examples/district/\(program)", in: scratch)
        let reference = try plainRows(of: "examples/district/plan.csv").filter { $0["table"] == table }
        #expect(!reference.isEmpty)
        if isWhole { #expect(found.rows.count == Set(reference.map { $0["item"] }).count) }
        for row in reference {
            let (name, column, wanted) = (row["item"] ?? "", row["column"] ?? "", row["figure"] ?? "")
            let rows = found.matching([item: name])
            #expect(!rows.isEmpty, "\(table) has no \(name)")
            for cells in rows {
                switch cells[column] ?? .missing {
                case .number(let number):
                    #expect(
                        isClose(number, try #require(Double(wanted))), "\(name) \(column): \(number), not \(wanted)")
                case .text(let text): #expect(Self.names(text) == Self.names(wanted), "\(name) \(column)")
                case .missing: #expect(wanted.isEmpty, "\(name) \(column) is missing, not \(wanted)")
                }
            }
        }
    }

    /// Names of a list, whatever parts them and in whatever order.
    private static func names(_ list: String) -> Set<String> {
        Set(list.split { $0 == "," || $0 == ";" || $0 == " " }.map(String.init))
    }

    @Test func tasksAreAsFarAsTheReferenceSays() throws {
        try check("tasks", "tasks of granite", "plan.gear", item: "task")
        let rows = try Rows("gearbox show 'tasks of granite' examples/district/plan.gear", in: scratch).rows
        let reference = try plainRows(of: "examples/district/plan.csv")
        let late = Set(reference.filter { $0["table"] == "tasks" && $0["column"] == "late" }.compactMap { $0["item"] })
        for case .text(let task)? in rows.map({ $0["task"] }) {
            let isLate = rows.first { $0["task"] == .text(task) }?["late"] != .missing
            #expect(isLate == late.contains(task), "\(task)")
        }
    }

    /// By another day, other tasks are late.
    @Test func latenessDependsOnTheDay() throws {
        func late(_ day: String) throws -> [String] {
            try scratch.run(
                "gearbox show 'tasks of granite | where state == \"late\" | select task | sort task' "
                    + "examples/district/plan.gear --as-of \(day) 2>/dev/null"
            ).output.split(separator: "\n").dropFirst().map(String.init)
        }
        #expect(try late("2015-12-05") == [])
        #expect(try late("2016-03-18") == [])
        #expect(try late("2016-03-19") == ["protocol"])
        #expect(try late("2016-12-17") == ["comments", "cover", "hour", "protocol", "regroup"])
        // On that day the bank of checks was not there yet.
        #expect(try late("2016-03-10") == ["bank"])
    }

    /// A file of another shape, or one that is not there, is said and changes nothing else.
    @Test func aFileThatCannotBeReadIsSaid() throws {
        try scratch.write("Task,State\ncalendar,Finished\n", to: "other.csv")
        let run = { (path: String) in
            try scratch.run(
                "gearbox show 'tasks of granite | where state == \"done\" | select task' examples/district/plan.gear "
                    + "--data granite_progress=\(path) 2>&1")
        }
        let other = try run("other.csv")
        #expect(other.status == 1)
        #expect(other.output.contains("GB0530") && other.output.contains("has no column `Status`"))
        #expect(try run("none.csv").output.contains("GB0501"))
    }

    @Test func promisesAreHeldAgainstWhatCameOfThem() throws {
        try check("promises", "promises of granite", "plan.gear", item: "task")
    }

    @Test func forecastAddsWhatIsPromised() throws {
        try check(
            "forecast", "forecast toward board by district for district == d07", "plan.gear", item: "node")
        let others = try Rows(
            "gearbox show 'forecast toward board by district for district == d01' examples/district/plan.gear",
            in: scratch)
        #expect(!others.rows.isEmpty)
        for row in others.rows { #expect(row["score"] == row["if_promises_hold"] && row["promises"] == .missing) }
    }

    @Test func strengthsAreThoseOfTheReference() throws {
        try check(
            "strengths", "strengths of can_do by district for district == d07 | where layer == lead", "office.gear",
            item: "node")
    }

    @Test func districtsAreAlikeAsTheReferenceSays() throws {
        try check(
            "similar",
            "similar of readiness across district for source == teacher and wave == spring16 | where district == d07",
            "district.gear", item: "other", isWhole: true)
    }

    @Test func whatIsNextIsWhatTheReferenceSays() throws {
        try check(
            "frontier",
            "frontier of readiness by district for district == d07 and source == teacher and wave == spring16",
            "district.gear", item: "node", isWhole: true)
    }

    @Test func resourcesAreRecommendedAsTheReferenceSays() throws {
        try check(
            "recommend", "recommend toward board by district for district == d07 and wave == spring16", "plan.gear",
            item: "resource", isWhole: true)
    }

    /// The interval of a promise is that of the change, which is held against R elsewhere.
    @Test func promisesHaveTheIntervalOfTheChange() throws {
        let promises = try Rows("gearbox show 'promises of granite' examples/district/plan.gear", in: scratch).rows
        #expect(!promises.isEmpty)
        for promise in promises {
            guard case .text(let node)? = promise["node"] else { continue }
            let changes = try Rows(
                "gearbox show 'progress of readiness by district for district == d07 and source == teacher and wave "
                    + "in [fall15, spring16] | where node == \(node)' examples/district/district.gear",
                in: scratch
            ).rows
            #expect(changes.count == 1)
            for (ours, theirs) in [("achieved", "change"), ("low", "low"), ("high", "high")] {
                #expect(promise[ours] == changes.first?[theirs], "\(node) \(ours)")
            }
        }
    }
}
