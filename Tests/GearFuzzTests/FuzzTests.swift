import GearFuzz
import GearTesting
import Testing

/// Each door, with what the conformance cases put in and with changes of it. The seeds are fixed, so a failure comes
/// back; `make fuzz` goes on from here.
@Suite struct FuzzTests {
    @Test(arguments: [
        (FuzzTarget.parser, 2_000), (.formatter, 1_500), (.program, 200), (.delimited, 3_000), (.jsonLines, 1_500),
    ]) func whatIsMadeOfTheCases(target: FuzzTarget, rounds: Int) {
        let mutation = Mutation(target)
        let seeds = target.seeds
        #expect(seeds.count >= 8)
        var random = SplitMix(seed: 9)
        for round in 0..<rounds {
            let seed = seeds[round * 7 % seeds.count]
            check(target, round % 8 == 0 ? seed : mutation.changed(seed, &random))
        }
    }

    @Test(arguments: FuzzTarget.allCases) func anyBytes(target: FuzzTarget) {
        var random = SplitMix(seed: 1)
        for _ in 0..<200 {
            let count = Int.random(in: 0...120, using: &random)
            check(target, (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    private func check(_ target: FuzzTarget, _ input: [UInt8]) {
        let found = target.faults(input)
        #expect(found == [], "\(target.rawValue): \(String(decoding: input, as: UTF8.self).debugDescription)")
    }
}
