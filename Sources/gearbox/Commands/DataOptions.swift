import ArgumentParser
import GearSession

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where answers come from: shared by all that score.
struct AnswerFiles: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Read the answers to SURVEY from PATH instead of the files that the program names; may be repeated. SURVEY \
            may also be the name of one `data` declaration.
            """, valueName: "SURVEY=PATH"))
    var data: [String] = []

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Read files with N threads.", valueName: "N"))
    var threads = 2

    /// Whether what is read is kept beside the data.
    enum Cache: String, EnumerableFlag {
        case cache, verifyCache, noCache

        static func help(for value: Cache) -> ArgumentHelp? {
            switch value {
            case .cache: "Keep what is read in a file beside the data, and start from it as long as all is the same."
            case .verifyCache: "The same, but compare the content of the data, not only when they were changed."
            case .noCache: "Read the data, whatever GEARBOX_CACHE says (1 is --cache, verify is --verify-cache)."
            }
        }
    }

    @Flag(exclusivity: .chooseLast)
    var cache: Cache?

    private static func cacheByEnvironment() throws -> Cache {
        switch getenv("GEARBOX_CACHE").map({ String(cString: $0) }) {
        case nil, "", "0", "off": .noCache
        case "1", "on": .cache
        case "verify": .verifyCache
        case let text?: throw ValidationError("GEARBOX_CACHE is 1, verify or 0, and not `\(text)`")
        }
    }

    func validate() throws {
        _ = try cache ?? Self.cacheByEnvironment()
        for pair in data where pair.split(separator: "=", maxSplits: 1).count != 2 {
            throw ValidationError("--data takes SURVEY=PATH, such as readiness=fall.csv")
        }
        guard (1...64).contains(threads) else { throw ValidationError("--threads takes a number from 1 to 64") }
    }

    /// The options of a session.
    var session: SessionOptions {
        var options = SessionOptions()
        options.dataFiles = data.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return SessionOptions.DataFile(name: parts[0], path: parts[1])
        }
        options.threads = threads
        options.cache =
            switch cache ?? (try? Self.cacheByEnvironment()) ?? .noCache {
            case .cache: .trusting
            case .verifyCache: .verifying
            case .noCache: .none
            }
        options.noteTemporary = { path, isBegun in
            if isBegun { Interruption.begin(path) } else { Interruption.end(path) }
        }
        return options
    }
}

/// Where answers come from, and what is said about them.
struct DataOptions: ParsableArguments {
    @OptionGroup var files: AnswerFiles

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write every row and cell that was set aside, with the reason, to PATH as CSV.", valueName: "PATH"),
        completion: .file())
    var rejects: String?

    @Flag(help: "Show every finding about the answers, not only the first two of each kind.")
    var allFindings = false
}
