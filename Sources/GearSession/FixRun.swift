import GearSource

/// Programs with the fixes of their findings applied, in memory; whoever asks decides what becomes of the texts.
///
/// In each round the fixes are applied in the order of places; one that touches what another changes waits for the
/// next round, in which everything is checked anew. It ends when nothing is left to apply.
package struct FixRun {
    /// A file that fixes changed.
    package struct Change {
        /// As the user named it, or as an import leads to it.
        package let path: String
        package let before: [UInt8]
        package let after: [UInt8]
    }

    /// In order of paths.
    package let changes: [Change]
    /// How many fixes were applied.
    package private(set) var count = 0
    /// What is left to say.
    package private(set) var findings: Findings

    /// More rounds than fixes that wait for each other need; fixes that undo each other end here.
    private static let mostRounds = 20

    /// - Parameters:
    ///   - paths: of programs.
    ///   - texts: What stands in for the content of some of them. If there is any, no file is changed but those of `paths`:
    ///     whoever gives a text, and no file, wants the text back.
    ///   - unsafe: Also apply fixes that may change what the program means.
    package init(_ paths: [String], texts: [String: [UInt8]] = [:], loader: Loader, unsafe: Bool) {
        var files = EditedFiles(loader, texts)
        let changeable = texts.isEmpty ? nil : Set(texts.keys).union(paths)
        findings = files.check(paths)
        for _ in 0..<Self.mostRounds {
            let plan = FixPlan(findings, unsafe: unsafe, in: changeable)
            guard plan.count > 0 else { break }
            var edited = files
            for (path, edits) in plan.edits { edited.apply(edits, to: path) }
            let found = edited.check(paths)
            // A fix that makes a text unreadable would be worse than the finding.
            guard found.unreadable <= findings.unreadable else { break }
            (files, findings) = (edited, found)
            count += plan.count
        }
        changes = files.changes
    }
}

extension Findings {
    /// Errors that the texts themselves have, whatever they mean.
    fileprivate var unreadable: Int { diagnostics.count { $0.severity == .error && $0.code.id < "GB02" } }
}

/// Files as they are on disk, or as they would be with what was applied so far.
private struct EditedFiles {
    private let base: Loader
    /// By real path, or by the name of what has none.
    private var texts: [String: (path: String, before: [UInt8], now: [UInt8])] = [:]

    init(_ base: Loader, _ texts: [String: [UInt8]]) {
        self.base = base
        for (path, text) in texts { self.texts[key(path)] = (path, text, text) }
    }

    private func key(_ path: String) -> String { base.realPath(path) ?? path }

    func check(_ paths: [String]) -> Findings {
        let now = texts.mapValues(\.now)
        var loader = base
        loader.read = { [base] path in now[base.realPath(path) ?? path].map { .success($0) } ?? base.read(path) }
        let given = paths.compactMap { path in now[key(path)].map { (path, $0) } }
        return Findings(
            checking: paths, texts: Dictionary(given, uniquingKeysWith: { first, _ in first }), loader: loader)
    }

    mutating func apply(_ edits: [(range: Range<Int>, replacement: String)], to path: String) {
        let key = key(path)
        guard let before = try? texts[key]?.now ?? base.read(path).get() else { return }
        var now = before
        for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound })
        where edit.range.upperBound <= now.count {
            now.replaceSubrange(edit.range, with: edit.replacement.utf8)
        }
        texts[key] = (texts[key]?.path ?? path, texts[key]?.before ?? before, now)
    }

    var changes: [FixRun.Change] {
        texts.values.filter { $0.before != $0.now }.sorted { $0.path < $1.path }.map {
            FixRun.Change(path: $0.path, before: $0.before, after: $0.now)
        }
    }
}

/// The fixes of one round: none touches what another changes.
private struct FixPlan {
    /// By file.
    private(set) var edits: [String: [(range: Range<Int>, replacement: String)]] = [:]
    private(set) var count = 0

    /// - Parameter files: those that may be changed; nil: all.
    init(_ findings: Findings, unsafe: Bool, in files: Set<String>?) {
        for diagnostic in findings.diagnostics {
            guard let fix = diagnostic.fix, fix.isSafe || unsafe, !fix.edits.isEmpty else { continue }
            let placed = fix.edits.compactMap { edit in
                findings.path(edit.location.file).map { path in
                    (path: path, range: Int(edit.location.start)..<Int(edit.location.end), text: edit.replacement)
                }
            }
            let wanted = placed.filter { files?.contains($0.path) ?? true }
            guard placed.count == fix.edits.count, !wanted.isEmpty,
                wanted.allSatisfy({ isFree($0.range, in: $0.path) })
            else { continue }
            for edit in wanted { edits[edit.path, default: []].append((edit.range, edit.text)) }
            count += 1
        }
    }

    /// Also what only touches is taken: two insertions at one place have no order.
    private func isFree(_ range: Range<Int>, in file: String) -> Bool {
        !edits[file, default: []].contains {
            $0.range.lowerBound <= range.upperBound && range.lowerBound <= $0.range.upperBound
        }
    }
}
