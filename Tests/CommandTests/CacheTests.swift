import Foundation
import GearTesting
import Testing

/// `--cache`: the same results, without the data being read.
@Suite struct CacheTests {
    let command: Command
    private let cache = "fall.csv.readiness.gearcache"

    init() throws { command = try Command(Command.district) }

    /// A cache that is used stays the file that it is; one that is not is replaced.
    private func identity() throws -> String { try command("stat -c '%i %z' \(cache)").output }

    /// Files written as long ago as counts as being at rest: what was just written may be written again unseen.
    private func rest() throws { _ = try command("sleep 2.2") }

    private func outcome(_ line: String) throws -> [String] {
        let outcome = try command(line)
        return [outcome.output, outcome.errors, "\(outcome.status)"]
    }

    private static let commands = [
        "gearbox score district.gear --by district,source --stats", "gearbox run district.gear",
        "gearbox show 'answers' district.gear", "gearbox show 'respondents' district.gear --all-findings",
        "gearbox explain 'score(data)' district.gear",
    ]

    @Test func resultsAndFindingsAreTheSame() throws {
        let without = try Self.commands.map(outcome)
        #expect(try !command.names.contains(cache))
        #expect(without[0][1].contains("GB05"))
        for round in 0..<3 {
            for (line, wanted) in zip(Self.commands, without) {
                #expect(try outcome(line + " --cache") == wanted, "\(round): \(line)")
            }
            if round == 1 { try rest() }
        }
        let kept = try identity()
        for (line, wanted) in zip(Self.commands, without) {
            #expect(try outcome(line + " --cache") == wanted)
            #expect(try outcome(line + " --verify-cache") == wanted)
            #expect(try outcome("GEARBOX_CACHE=1 " + line) == wanted)
        }
        #expect(try identity() == kept)
        #expect(try command("echo 'scores by district' | gearbox repl district.gear --cache").status == 0)
        #expect(try identity() == kept)
        #expect(try command.names == ["district.gear", "fall.csv", cache])
    }

    /// Every example, whatever it reads.
    @Test func examplesAreTheSame() throws {
        let scratch = try Scratch()
        try scratch.copy("examples")
        let lines = [
            "run bfi/bfi.gear", "run climate/climate.gear", "run minimal/minimal.gear",
            "run district/district.gear --as-of 2016-02-01", "run district/public.gear",
            "show 'answers' minimal/minimal.gear",
        ]
        for line in lines {
            let wanted = try scratch.run("gearbox \(line)", in: "examples")
            for _ in 0..<2 { #expect(try scratch.run("gearbox \(line) --cache", in: "examples") == wanted, "\(line)") }
        }
        #expect(try scratch.run("ls examples/*/*.gearcache").status == 0)
    }

    @Test func anotherContentIsRead() throws {
        let line = "gearbox score district.gear --by district --cache 2>&1"
        let before = try command(line).output
        try rest()
        _ = try command(line)
        let kept = try identity()
        // As long as before, and as old as before for all that its date says.
        #expect(
            try command("cp -p fall.csv old; sed -i s/team,3,1/team,1,1/ fall.csv; touch -r old fall.csv").status == 0)
        let after = try command(line).output
        #expect(after != before)
        #expect(try after == command("gearbox score district.gear --by district 2>&1").output)
        #expect(try identity() != kept)
        // Within the tick of the clock too: the file is compared as long as it was not at rest.
        for answer in ["2", "3", "1", "3"] {
            _ = try command("sed -i -E 's/team,.,1/team,\(answer),1/' fall.csv")
            #expect(try command(line).output == command("gearbox score district.gear --by district 2>&1").output)
        }
    }

    /// What only looks different is compared, and then known.
    @Test func theSameContentIsNotReadAgain() throws {
        let line = "gearbox run district.gear --cache 2>&1"
        _ = try command(line)
        try rest()
        let output = try command(line).output
        _ = try command("touch fall.csv")
        let kept = try identity()
        #expect(try command(line).output == output)
        #expect(try identity() == kept)
        try rest()
        #expect(try command(line).output == output)
        let known = try identity()
        #expect(known != kept)
        #expect(try command(line).output == output)
        #expect(try identity() == known)
    }

    /// Findings point to where the program has their declarations now.
    @Test func theProgramMayMove() throws {
        let line = "gearbox score district.gear --cache 2>&1"
        _ = try command(line)
        let kept = try identity()
        _ = try command("sed -i '1i // A line more.' district.gear")
        let moved = try command(line).output
        #expect(try moved == command("gearbox score district.gear 2>&1").output)
        #expect(try identity() == kept)
        _ = try command("sed -i 's/\"Half\"/\"Half\" also \"9\"/' district.gear")
        let read = try command(line).output
        #expect(read != moved)
        #expect(try read == command("gearbox score district.gear 2>&1").output)
        #expect(try identity() != kept)
    }

    /// Whatever is in its place: the results are the same, and what is no cache stays.
    @Test func damageCostsNothingButTime() throws {
        let line = "gearbox run district.gear --cache 2>&1"
        let wanted = try command("gearbox run district.gear 2>&1").output
        #expect(try command(line).output == wanted)
        let whole = Array(try Data(contentsOf: command.scratch.folder.appending(path: cache)))
        var random = SplitMix(seed: 4)
        for round in 0..<12 {
            var bytes = whole
            switch round % 3 {
            case 0: bytes[Int.random(in: 16..<whole.count, using: &random)] ^= 0x40
            case 1: bytes = Array(bytes.prefix(Int.random(in: 16..<whole.count, using: &random)))
            default:
                bytes =
                    Array(bytes.prefix(16)) + bytes.indices.map { _ in UInt8.random(in: .min ... .max, using: &random) }
            }
            try command.scratch.write(bytes, to: cache)
            #expect(try command(line).output == wanted)
            #expect(Array(try Data(contentsOf: command.scratch.folder.appending(path: cache))).count == whole.count)
        }
        try command.scratch.write("id,answer\n", to: cache)
        let foreign = try command("gearbox run district.gear --cache")
        #expect(foreign.status == 0)
        #expect(foreign.errors.contains("warning[GB0813]: `\(cache)` is not a cache that Gearbox wrote"))
        #expect(try command.text(of: cache) == "id,answer\n")
        #expect(try foreign.output == command("gearbox run district.gear").output)
        // Nothing is lost of an empty one.
        let empty = try command(": > \(cache); gearbox run district.gear --cache")
        #expect(!empty.errors.contains("GB0813") && empty.output == foreign.output)
        #expect(Array(try Data(contentsOf: command.scratch.folder.appending(path: cache))).count == whole.count)
        #expect(try command("rm \(cache); mkdir \(cache); gearbox run district.gear --cache").errors.contains("GB0813"))
    }

    @Test func whatCannotBeKeptIsSaid() throws {
        let wanted = try command("gearbox run district.gear").output
        // The complaints go through a pipe: no file may grow.
        let full = try command("(ulimit -f 0; { gearbox run district.gear --cache; echo $?; } 2>&1 | cat)")
        #expect(full.output.contains(wanted))
        #expect(full.output.hasSuffix("\n0\n"))
        #expect(full.output.contains("warning[GB0812]: the answers could not be kept in `\(cache)`"))
        #expect(try command.names == ["district.gear", "fall.csv"])
        #expect(try command("GEARBOX_CACHE=maybe gearbox run district.gear").status == 2)
    }

    /// Its permissions are no wider than those of the data.
    @Test func isAsPrivateAsTheData() throws {
        _ = try command("chmod 600 fall.csv; gearbox run district.gear --cache")
        #expect(try command("stat -c %a \(cache)").output == "600\n")
    }

    /// What is set aside is told row by row, which is not kept.
    @Test func rejectsAreReadFromTheData() throws {
        let line = "gearbox run district.gear --cache"
        _ = try command(line)
        _ = try command("\(line) --rejects a.csv; gearbox run district.gear --rejects b.csv")
        #expect(try command.text(of: "a.csv") == command.text(of: "b.csv"))
        #expect(try command.text(of: "a.csv").contains("GB05"))
    }

    @Test func severalAtOnceAreSafe() throws {
        let wanted = try command("gearbox run district.gear").output
        nonisolated(unsafe) let scratch = command.scratch
        DispatchQueue.concurrentPerform(iterations: 6) { place in
            _ = try? scratch.run("gearbox run district.gear --cache >out\(place) 2>err\(place); echo $? >>err\(place)")
        }
        for round in 0..<6 {
            #expect(try command.text(of: "out\(round)") == wanted)
            #expect(try command.text(of: "err\(round)").hasSuffix("\n0\n"))
            #expect(try !command.text(of: "err\(round)").contains("GB081"))
        }
        #expect(try command.names.filter { $0.contains("gearcache") } == [cache])
    }

    /// Data that cannot be used, and a pipe, are read each time, and nothing is kept of them.
    @Test func onlyWhatIsSoundIsKept() throws {
        let broken = try command("gearbox run district.gear --cache --data readiness=none.csv")
        #expect(broken.status == 1 && broken.errors.contains("GB05"))
        let piped = try command("cat fall.csv | gearbox run district.gear --cache --data readiness=/dev/stdin")
        #expect(try piped.output == command("gearbox run district.gear").output || piped.errors.contains("/dev/stdin"))
        #expect(try command.names == ["district.gear", "fall.csv"])
    }
}
