import GearFuzz
import GearTesting
import Testing

/// Each door, with what the conformance cases put in and with changes of it. The seeds are fixed, so a failure comes
/// back; `make fuzz` goes on from here.
@Suite struct FuzzTests {
    @Test(arguments: FuzzTarget.allCases) func whatThereIs(target: FuzzTarget) {
        #expect(target.seeds.count >= 8)
        for seed in target.seeds { check(target, seed) }
    }

    @Test(arguments: [
        (FuzzTarget.parser, 4_000), (.formatter, 6_000), (.program, 300), (.delimited, 6_000), (.jsonLines, 4_000),
    ]) func whatIsMadeOfIt(target: FuzzTarget, rounds: Int) {
        let mutation = Mutation(target)
        let seeds = target.seeds
        var random = SplitMix(seed: 9)
        for round in 0..<rounds { check(target, mutation.changed(seeds[round % seeds.count], &random)) }
    }

    @Test(arguments: FuzzTarget.allCases) func anyBytes(target: FuzzTarget) {
        var random = SplitMix(seed: 1)
        for _ in 0..<400 {
            let count = Int.random(in: 0...120, using: &random)
            check(target, (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    private func check(_ target: FuzzTarget, _ input: [UInt8]) {
        let found = target.faults(input)
        #expect(found == [], "\(target.rawValue): \(String(decoding: input, as: UTF8.self).debugDescription)")
    }
}
