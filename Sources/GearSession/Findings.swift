import GearSource

/// Findings of one or more sessions, each once, on the way to being printed.
package struct Findings {
    package private(set) var diagnostics: [Diagnostic] = []
    private var sources: [FileID: SourceText] = [:]
    /// What was added, told apart by what a reader would see: a file may be part of several programs.
    private var known: Set<String> = []
    /// What files allow and what is to be said if no session needs it, told apart in the same way.
    private var unusedAllowances: [String: (place: Int, finding: Diagnostic)] = [:]
    private var usedAllowances: Set<String> = []
    /// Files that can be changed, as paths.
    private var paths: [FileID: String] = [:]

    package init() {}

    /// For the next session, so that its files can stand beside those that are here.
    package private(set) var firstFile = 0

    package var worst: Severity? { diagnostics.map(\.severity).max() }

    package mutating func add(_ session: Session) {
        add(sourcesOf: [session])
        for source in session.sources { paths[source.file] = session.ownFile(source.file) }
        add(session.diagnostics)
        for (isUsed, finding) in session.judgedAllowances {
            let key = key(finding)
            if isUsed {
                usedAllowances.insert(key)
            } else if unusedAllowances[key] == nil {
                unusedAllowances[key] = (unusedAllowances.count, finding)
            }
        }
    }

    /// So that findings can point into their files.
    package mutating func add(sourcesOf sessions: [Session]) { add(sessions.flatMap(\.sources)) }

    package mutating func add(_ read: [SourceText]) {
        for source in read {
            sources[source.file] = source
            firstFile = max(firstFile, source.file.index + 1)
        }
    }

    /// Findings about one text, whose file is `firstFile`.
    package mutating func add(_ found: [Diagnostic], in source: SourceText) {
        sources[source.file] = source
        firstFile = max(firstFile, source.file.index + 1)
        add(found)
    }

    /// Errors alone; of the rest, `check` and `score` tell.
    package var errors: Findings { filter { $0.severity == .error } }

    /// Those of another list; the files of both must have numbers of their own.
    package mutating func add(_ other: Findings) {
        add(Array(other.sources.values))
        add(other.diagnostics)
    }

    /// Those that are wanted, with all files.
    package func filter(_ isWanted: (Diagnostic) -> Bool) -> Findings {
        var some = self
        some.diagnostics.removeAll { !isWanted($0) }
        return some
    }

    /// Those that an earlier list has not, or has less often; where in its file something stands does not count, as it
    /// moves with what stands before it.
    package func new(since earlier: Findings) -> Findings {
        func key(_ diagnostic: Diagnostic, _ findings: Findings) -> String {
            let file = diagnostic.place.flatMap { findings.source($0.location.file)?.name } ?? ""
            return "\(diagnostic.code.id) \(file) \(diagnostic.data?.file ?? "") \(diagnostic.message)"
        }
        var counts: [String: Int] = [:]
        for diagnostic in earlier.diagnostics { counts[key(diagnostic, earlier), default: 0] += 1 }
        return filter { diagnostic in
            counts[key(diagnostic, self), default: 0] -= 1
            return counts[key(diagnostic, self), default: 0] < 0
        }
    }

    package mutating func add(_ found: [Diagnostic]) {
        for diagnostic in found where known.insert(key(diagnostic)).inserted { diagnostics.append(diagnostic) }
    }

    /// Adds what is allowed in vain: only when all programs are here, because one file may be part of several.
    package mutating func judgeAllowances() {
        let unused = unusedAllowances.filter { !usedAllowances.contains($0.key) }.values.sorted { $0.place < $1.place }
        add(unused.map(\.finding))
    }

    package func source(_ file: FileID) -> SourceText? { sources[file] }

    /// The path of a file whose author it is that runs the program; nil for others.
    package func path(_ file: FileID) -> String? { paths[file] }

    private func key(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.place.map { "\(source($0.location.file)?.name ?? ""):\($0.location.start)" } ?? ""
        let data = diagnostic.data.map { "\($0.file):\($0.line):\($0.column)" } ?? ""
        return "\(diagnostic.code.id) \(place) \(data) \(diagnostic.message)"
    }
}

extension Findings {
    /// What is found about several programs, without reading any answers.
    ///
    /// - Parameters:
    ///   - texts: What stands in for the content of some of them.
    ///   - each: Gets each session once it was looked at.
    package init(
        checking paths: [String], texts: [String: [UInt8]] = [:], loader: Loader, each: (Session) -> Void = { _ in }
    ) {
        self.init()
        for path in paths {
            let session = Session(path, text: texts[path], loader: loader, firstFile: firstFile)
            add(session)
            each(session)
        }
        judgeAllowances()
    }
}
