import GearSession
import GearSource

extension Findings {
    /// What has changed since a revision: breaks that no version announces, and versions that are not raised enough.
    ///
    /// Programs that the revision does not have are new, and break nothing. Nothing is said where a program has errors
    /// now: `check` tells of them.
    mutating func add(against revision: String, _ paths: [String]) throws {
        let tree: GitTree
        do throws(Diagnostic) {
            tree = try GitTree.read(revision)
        } catch {
            var findings = Findings()
            findings.add([error])
            Output.complain(findings.text(for: .errors))
            throw Status.misuse
        }
        let known = paths.filter { $0 != "-" && tree.loader.realPath($0) != nil }
        guard !known.isEmpty else { return }
        let comparison = VersionComparison(
            from: ComparedSide(tree, paths: known), to: ComparedSide(paths: known, loader: .disk), firstFile: firstFile)
        add(sourcesOf: comparison.sessions)
        guard comparison.hasErrors else { return add(comparison.findings) }
        guard let error = comparison.firstOldError else { return }
        add([
            Diagnostic(
                .incomparable, "what has changed since `\(revision)` is unknown: it has errors",
                why: "the first is: \(error.message)", help: "name a version that `gearbox check` takes")
        ])
    }
}
