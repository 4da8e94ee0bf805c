import GearModel
import GearSource

extension Session {
    /// The place of the declaration that an option names, or of the only one. nil after a finding.
    ///
    /// - Parameter noun: what is declared, and the option's name.
    func place(_ noun: String, named name: String?, among headings: [Heading]) -> Int? {
        if let name, let place = headings.firstIndex(where: { $0.name == name }) { return place }
        if name == nil, headings.count == 1 { return 0 }
        report([.unsuitable(noun, name, among: headings.map(\.name))])
        return nil
    }
}

extension Diagnostic {
    /// An option that names nothing that is declared, or had to name one of several.
    static func unsuitable(_ noun: String, _ name: String?, among names: [String]) -> Diagnostic {
        Diagnostic(
            .unsuitableArgument,
            name.map { "--\(noun): there is no \(noun) `\($0)`" } ?? "--\(noun) must say which \(noun) is meant",
            help: name.flatMap { Likeness.nearest(to: $0, among: names) }.map { "did you mean `\($0)`?" }
                ?? (names.isEmpty
                    ? "declare one" : "there are " + names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")))
    }
}
