import GearModel
import GearSource

/// What differs between two versions of the programs in a file or a folder.
package final class VersionComparison {
    package private(set) var changes: [Change] = []
    package private(set) var versions: [VersionStep] = []
    /// Of the old side first; their files can stand in one report.
    package private(set) var sessions: [Session] = []
    /// What keeps the sides from being compared, beyond findings of the sessions.
    package private(set) var diagnostics: [Diagnostic] = []
    /// How many of the sessions are of the old side.
    private(set) var oldCount = 0
    /// Programs that are there on both sides.
    private(set) var pairs: [(old: Session, new: Session, comparison: Comparison)] = []

    package init(
        from old: ComparedSide, to new: ComparedSide, options: SessionOptions = SessionOptions(), firstFile: Int = 0
    ) {
        let before = open(old, options, firstFile)
        oldCount = sessions.count
        let after = open(new, options, firstFile)
        guard !hasErrors else { return }
        compare(Self.paired(before, after))
    }

    /// Whether a side has errors: then nothing was compared.
    package var hasErrors: Bool {
        (diagnostics + sessions.flatMap(\.diagnostics)).contains { $0.severity == .error }
    }

    /// An error of the old side; nil if it has none.
    package var firstOldError: Diagnostic? {
        sessions.prefix(oldCount).flatMap(\.diagnostics).first { $0.severity == .error }
    }

    /// The changes that break something.
    package var breaking: [Change] { changes.filter { !$0.breaks.isEmpty } }

    /// The breaking changes that no raised version tells of.
    package var unannounced: [Change] {
        breaking.filter { change in
            let steps = versions.filter { change.frameworks?.contains($0.framework) ?? true }
            return steps.isEmpty || steps.contains { !$0.announces }
        }
    }

    /// Whether somebody who relies on the old version has to know: the exit status of `diff`.
    package var needsCare: Bool { !breaking.isEmpty || versions.contains { !$0.isEnough } }

    // MARK: Programs

    /// A program with its path within its side.
    private typealias Opened = (path: String, session: Session)

    private func open(_ side: ComparedSide, _ options: SessionOptions, _ firstFile: Int) -> [Opened] {
        let files = ProgramFiles(side.paths, loader: side.loader, entriesOnly: true)
        diagnostics += files.diagnostics
        return files.paths.map { path in
            let session = Session(
                path, loader: side.loader, options: options,
                firstFile: firstFile + sessions.reduce(0) { $0 + $1.sources.count }, label: side.label)
            sessions.append(session)
            return (Self.path(path, within: side.paths), session)
        }
    }

    /// Without the folder of the side, so that two folders can be compared.
    private static func path(_ path: String, within folders: [String]) -> String {
        for folder in folders where folder != "." && path.hasPrefix(folder) && path != folder {
            return String(path.dropFirst(folder.utf8.count).drop { $0 == "/" })
        }
        return path
    }

    /// One with one; else by path, then by what they declare; what is left over stands alone.
    private static func paired(_ old: [Opened], _ new: [Opened]) -> [(old: Session?, new: Session?)] {
        if old.count == 1, new.count == 1 { return [(old[0].session, new[0].session)] }
        var left = old
        var pairs: [(old: Session?, new: Session?)] = []
        var unpaired: [Session] = []
        for program in new {
            if let place = left.firstIndex(where: { $0.path == program.path }) {
                pairs.append((left.remove(at: place).session, program.session))
            } else {
                unpaired.append(program.session)
            }
        }
        for session in unpaired {
            let shares = left.map { TextLikeness.commonShare(declared($0.session), declared(session)) }
            if let best = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[best] >= 0.5 {
                pairs.append((left.remove(at: best).session, session))
            } else {
                pairs.append((nil, session))
            }
        }
        return pairs + left.map { ($0.session, nil) }
    }

    /// What a program declares: all that is new beside an empty one.
    private static func declared(_ session: Session) -> Set<String> {
        Set(Comparison(from: Program([]), to: session.program).changes.map { "\($0.noun) \($0.path)" })
    }

    // MARK: Changes

    private func compare(_ programs: [(old: Session?, new: Session?)]) {
        var known: Set<ChangeKey> = []
        lazy var before = Set(programs.compactMap(\.old).flatMap(Self.declared))
        lazy var after = Set(programs.compactMap(\.new).flatMap(Self.declared))
        for (old, new) in programs {
            let comparison = Comparison(from: old?.program ?? Program([]), to: new?.program ?? Program([]))
            if let old, let new { pairs.append((old, new, comparison)) }
            for change in comparison.changes {
                // A program that came or went may hold what others have as well.
                let name = "\(change.noun) \(change.path)"
                if old == nil && before.contains(name) || new == nil && after.contains(name) { continue }
                if known.insert(ChangeKey(change)).inserted { changes.append(change) }
            }
            for step in comparison.versions { merge(step) }
        }
    }

    /// A framework that several programs import changes for each of them.
    private func merge(_ step: VersionStep) {
        if let place = versions.firstIndex(where: { $0.framework == step.framework }) {
            if versions[place].calledFor < step.calledFor { versions[place] = step }
        } else {
            versions.append(step)
        }
    }

    private struct ChangeKey: Hashable {
        let words: [String?]

        init(_ change: Change) {
            words = [
                change.kind.rawValue, change.noun, change.oldPath, change.newPath, change.before, change.after,
            ]
        }
    }
}
