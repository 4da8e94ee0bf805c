import Foundation
import GearTesting
import Testing

/// gearbox next
@Suite struct NextTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.copy("examples/district")
    }

    @Test func fitsOneScreen() throws {
        let next = try scratch.run(
            "gearbox next examples/district/plan.gear --for district=d07 --format table 2>/dev/null")
        #expect(next.status == 0)
        let lines = next.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 24)
        #expect(lines.allSatisfy { $0.count <= 80 })
        let expected = try Repository.text("Tests/CommandTests/Fixtures/next.txt")
        #expect(next.output == expected, "\(next.output)")
    }

    @Test func aPipeGetsPlainData() throws {
        let next = try scratch.run(
            "gearbox next examples/district/plan.gear --for district=d07 2>/dev/null | cut -d, -f1-5")
        #expect(
            next.output == """
                district,source,wave,part,item
                d07,teacher,spring16,level,macro
                d07,teacher,spring16,next,micro
                d07,teacher,spring16,needs,data.formative >= 2.9
                d07,teacher,spring16,needs,curriculum.teaching.groups >= 2.8
                d07,teacher,spring16,needs,data.formative.cycle >= 2.6
                d07,teacher,spring16,gap,data.formative
                d07,teacher,spring16,task,protocol
                d07,teacher,spring16,task,comments
                d07,teacher,spring16,task,hour
                d07,teacher,spring16,playlist,friday_start
                d07,teacher,spring16,playlist,friday_micro
                d07,teacher,spring16,gap,curriculum.teaching.groups
                d07,teacher,spring16,task,regroup
                d07,teacher,spring16,task,cover
                d07,teacher,spring16,playlist,friday_start
                d07,teacher,spring16,playlist,friday_micro

                """)
    }

    /// A district without visits: its level cannot be told, and that is said.
    @Test func whatCannotBeToldIsSaid() throws {
        let next = try scratch.run(
            "gearbox next examples/district/district.gear --for district=d09 --format table 2>/dev/null"
        ).output
        #expect(next.contains("Level: cannot tell, Macro differentiation to "))
        #expect(next.contains("cannot tell: no rated visits"))
    }

    @Test func saysWhatItNeeds() throws {
        try scratch.write("framework f \"F\" { gear a \"A\" }\n", to: "bare.gear")
        let bare = try scratch.run("gearbox next bare.gear")
        #expect(bare.status == 2)
        #expect(bare.output.contains("neither a progression nor a goal"))
        let unknown = try scratch.run("gearbox next examples/district/district.gear --for district=d99")
        #expect(unknown.output.contains("GB0608"))
        let day = try scratch.run("gearbox next examples/district/district.gear --as-of 2016-13")
        #expect(day.status == 2)
        #expect(day.output.contains("--as-of takes a day"))
    }
}
