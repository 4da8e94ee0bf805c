import GearModel
import GearSource

extension VersionComparison {
    /// What a check of the new version has to say about the old one: each change that breaks something and that no
    /// version announces, and each version that is not raised enough.
    package var findings: [Diagnostic] { findings(of: unannounced) }

    /// The same of every change that breaks something, whether a version announces it or not.
    package var breakFindings: [Diagnostic] { findings(of: breaking) }

    private func findings(of changes: [Change]) -> [Diagnostic] {
        let found = changes.map { Self.finding($0) } + versions.filter { !$0.isEnough }.map { finding($0) }
        return found.compactMap(reported)
    }

    /// As the settings of the new version say, also of what only the old one has.
    private func reported(_ finding: Diagnostic) -> Diagnostic? {
        let new = sessions.dropFirst(oldCount)
        let file = finding.place?.location.file
        if let file, let owner = new.first(where: { $0.source(file) != nil }) { return owner.reported(finding) }
        // `v1.2.0:office.gear`: what is before the path can have no colon.
        let name = file.flatMap { file in sessions.lazy.compactMap { $0.source(file)?.name }.first }
        let path = name.map { String($0[($0.firstIndex(of: ":").map($0.index(after:)) ?? $0.startIndex)...]) }
        return new.first.map { $0.reported(finding, inOld: path) } ?? finding
    }

    private static func finding(_ change: Change) -> Diagnostic {
        let code: Code =
            change.breaks.contains(.data)
            ? .breaksData : change.breaks.contains(.comparability) ? .breaksComparability : .breaksQueries
        let texts =
            switch (change.before, change.after) {
            case (let before?, let after?): ": “\(before)” → “\(after)”"
            case (let text?, nil), (nil, let text?): ": “\(text)”"
            case (nil, nil): ""
            }
        let renaming = change.oldPath != change.newPath && change.oldPath != nil && change.newPath != nil
        let message =
            "\(change.noun) `\(change.path)` "
            + (change.isSuspected ? "was perhaps " : "")
            + (renaming && change.kind == .renamed || change.kind == .moved && renaming
                ? "\(change.kind.rawValue) from `\(change.oldPath ?? "")`" : change.kind.rawValue) + texts
        return Diagnostic(
            code, message, at: (change.newPlace ?? change.oldPlace).map { Label($0) },
            related: change.newPlace == nil ? [] : change.oldPlace.map { [Label($0, "it was here")] } ?? [],
            why: change.reason, help: change.help)
    }

    private func finding(_ step: VersionStep) -> Diagnostic {
        let causes = changes.filter { $0.bump == step.calledFor && $0.frameworks?.contains(step.framework) ?? true }
        let first = causes.prefix(3).map { "\($0.noun) `\($0.path)` \($0.kind.rawValue)" }.joined(separator: ", ")
        return Diagnostic(
            .versionTooLow,
            "`\(step.framework)` is version \(step.new ?? "none"), and the changes since \(step.old ?? "none") call for "
                + (step.needed ?? "a higher one"), at: Label(step.place),
            why: causes.isEmpty ? nil : first + (causes.count > 3 ? " and \(causes.count - 3) more" : ""),
            help: step.needed.map { "write `version \($0)`" })
    }
}
