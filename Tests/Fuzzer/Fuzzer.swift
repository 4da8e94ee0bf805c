import Foundation
import GearFuzz
import GearTesting
import LibFuzzer

/// Hands inputs that libFuzzer makes to one target.
///
///     fuzzer TARGET seeds FOLDER      writes what to begin with, and the target's words
///     fuzzer TARGET ARGUMENTS         libFuzzer with its own arguments; files run those inputs alone
@main struct Fuzzer {
    /// No input may take longer, in seconds of processor time. What else the machine does makes no difference.
    private static let longest = 1.0

    private static let target = CommandLine.arguments.dropFirst().first.flatMap(FuzzTarget.init(rawValue:))
    private static let mutation = Mutation(target ?? .parser)

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let target else {
            give("usage: fuzzer \(FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")) ARGUMENTS\n")
            exit(2)
        }
        if arguments[2] == "seeds", arguments.count == 4 {
            try writeSeeds(of: target, to: URL(filePath: arguments[3]))
        } else {
            exit(run([arguments[0], "-max_len=\(target.mostBytes)"] + arguments.dropFirst(2)))
        }
    }

    private static func writeSeeds(of target: FuzzTarget, to folder: URL) throws {
        let seeds = folder.appending(path: "seeds")
        try FileManager.default.createDirectory(at: seeds, withIntermediateDirectories: true)
        for (index, seed) in target.seeds.enumerated() {
            try Data(seed).write(to: seeds.appending(path: String(index)))
        }
        let words = target.words.map { word in
            "\"" + word.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\"\n"
        }
        try Data(words.joined().utf8).write(to: folder.appending(path: "words"))
    }

    private static func run(_ arguments: [String]) -> CInt {
        var strings = arguments.map { strdup($0) } + [nil]
        var count = CInt(arguments.count)
        return strings.withUnsafeMutableBufferPointer { strings in
            var start = strings.baseAddress
            return LLVMFuzzerRunDriver(&count, &start) { Fuzzer.test($0, $1) }
        }
    }

    /// Ends the process if something does not hold, so that libFuzzer keeps the input.
    private static func test(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        let input = Array(UnsafeBufferPointer(start: bytes, count: count))
        let start = clock()
        var faults = target?.faults(input) ?? []
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        if seconds > longest { faults.append("\(count) bytes take \(seconds) seconds") }
        guard faults.isEmpty else {
            let shown = String(decoding: input, as: UTF8.self).debugDescription
            give("\nfinding: " + faults.joined(separator: "\n") + "\nin " + shown + "\n")
            abort()
        }
        return 0
    }

    /// Most changes are libFuzzer's own: they cost less.
    fileprivate static func mutate(
        _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: CUnsignedInt
    ) -> Int {
        guard seed % 4 == 0 else { return LLVMFuzzerMutate(bytes, count, room) }
        var random = SplitMix(seed: UInt64(seed))
        let changed = mutation.changed(Array(UnsafeBufferPointer(start: bytes, count: count)), &random).prefix(room)
        for (index, byte) in changed.enumerated() { bytes[index] = byte }
        return changed.count
    }

    private static func give(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// What libFuzzer looks for: changes bytes in place, and says how many there are then.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: CUnsignedInt) -> Int {
    Fuzzer.mutate(bytes, count, room, seed)
}
