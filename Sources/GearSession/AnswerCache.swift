import GearScore
import GearSource
import GearTable

/// The answers to one survey as they were read, kept in a file beside the first file of them.
///
/// The file is about one way of reading (`Intake.key`) by one build of the program, and says which files it was made
/// from: their stamps and a hash of their content. It is taken only if all of that is the same now; whatever is wrong
/// with it, the answers are read as if it were not there, and it is written again.
struct AnswerCache {
    private let intake: Intake
    private let options: SessionOptions
    private let file: CacheFile
    /// Paths of the files of answers, in order.
    private let paths: [String]
    private let stamps: [FileStamp]
    /// When the stamps were taken.
    private let time: Int64

    /// A file that answers came from.
    private struct Source {
        let stamp: FileStamp
        let hash: ContentHash
    }

    /// nil if nothing is to be kept, or cannot be: the answers do not all come from files of text.
    init?(_ intake: Intake, _ options: SessionOptions) {
        guard options.cache != .none else { return nil }
        self.intake = intake
        self.options = options
        time = FileStamp.now
        paths = intake.files.map { FilePath.joined($0.binding.directory, $0.path) }
        var stamps: [FileStamp] = []
        for path in paths {
            guard !path.hasPrefix("/dev/"), Self.isText(path), let stamp = FileStamp(path) else { return nil }
            stamps.append(stamp)
        }
        self.stamps = stamps
        guard let first = paths.first else { return nil }
        file = CacheFile("\(first).\(intake.surveyName).gearcache", key: intake.key(salt: Self.build))
    }

    /// A database may keep what is new in other files than its own.
    private static func isText(_ path: String) -> Bool {
        switch try? RowFile.Format(path: path) {
        case .delimited?, .jsonLines?: true
        case .sqlite?, nil: false
        }
    }

    /// What tells this build of the program from others: no other one's cells are believed.
    private static var build: [String] {
        guard let path = StandardLibrary.programPath(.disk), let stamp = FileStamp(path) else { return [] }
        return [path] + [stamp.device, stamp.number, stamp.size, stamp.modified, stamp.changed].map { String($0) }
    }

    /// The answers, kept or read.
    func answers(_ open: Intake.Opener) -> (Responses, IntakeReport) {
        // What is set aside is told row by row, which is not kept.
        if options.rejects == nil, let kept = kept() { return kept }
        // The hash comes first: what changes after it will not fit it.
        let hashes = paths.map { hash($0) }
        var (responses, report) = intake.run(open)
        let sources = zip(stamps, hashes).compactMap { stamp, hash in hash.map { Source(stamp: stamp, hash: $0) } }
        guard sources.count == paths.count, paths.map({ FileStamp($0) }) == stamps, intake.canStore(report) else {
            return (responses, report)
        }
        let failure = keep(sources) { intake.store(responses, report, in: $0) }
        if let failure { report.findings.append(failure) }
        return (responses, report)
    }

    private func hash(_ path: String) -> ContentHash? {
        guard let file = try? DataFile(path: path) else { return nil }
        return ContentHash(file, threads: options.threads)
    }

    // MARK: Reading

    private func kept() -> (Responses, IntakeReport)? {
        guard let bytes = file.read(owners: Set(stamps.map(\.owner)), threads: options.threads) else { return nil }
        var source = ByteSource(bytes)
        guard let then = try? source.list(Self.source), let writtenAt = try? source.number(),
            then.count == stamps.count
        else { return nil }
        let isSame = zip(then, stamps).map { $0.stamp == $1 && $1.wasAtRest(at: Int64(writtenAt)) }
        for (place, path) in paths.enumerated() where !isSame[place] || options.cache == .verifying {
            guard then[place].stamp.size == stamps[place].size, hash(path) == then[place].hash else { return nil }
        }
        let body = source
        guard let kept = intake.restored(body) else { return nil }
        // Files that only look different, or look at rest now, need not be compared the next time.
        if isSame.contains(false), stamps.allSatisfy({ $0.wasAtRest(at: time) }), paths.map({ FileStamp($0) }) == stamps
        {
            _ = keep(zip(then, stamps).map { Source(stamp: $1, hash: $0.hash) }) { $0.put(body.rest) }
        }
        return kept
    }

    private static func source(_ source: inout ByteSource) throws(ByteSource.Unsound) -> Source {
        let stamp = try source.stamp()
        return Source(
            stamp: stamp, hash: ContentHash(try source.value(UInt64.self), try source.value(UInt64.self)))
    }

    // MARK: Writing

    /// Why it is not kept; nil if it is.
    private func keep(_ sources: [Source], _ body: (ByteSink) -> Void) -> Diagnostic? {
        if file.isForeign {
            return Diagnostic(
                .cacheInTheWay, "`\(file.path)` is not a cache that Gearbox wrote, and was left alone",
                data: DataPlace(file: file.path), why: "the answers would be kept in its place",
                help: "move it away, or go on without `--cache`")
        }
        let failure = file.write(about: stamps, note: options.noteTemporary) { sink in
            sink.put(sources) { source in
                sink.put(source.stamp)
                sink.put(source.hash)
            }
            sink.put(time)
            body(sink)
        }
        return failure.map { reason in
            Diagnostic(
                .cacheUnwritable, "the answers could not be kept in `\(file.path)`: \(reason)",
                data: DataPlace(file: file.path), why: "the next start reads the data again",
                help: "the results are complete; without `--cache` nothing is kept")
        }
    }
}
