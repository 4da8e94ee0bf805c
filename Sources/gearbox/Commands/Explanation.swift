import GearSource

/// gearbox help GB0203
enum Explanation {
    static func print(_ id: String) -> Status {
        guard let code = Code.named(id) else {
            let near = Likeness.nearest(to: id.uppercased(), among: Code.all.map(\.id))
            var findings = Findings()
            findings.add([
                Diagnostic(
                    .unknownCode, "no finding has the code `\(id)`", help: near.map { "did you mean \($0)?" })
            ])
            Output.complain(findings.text(for: .errors))
            return .misuse
        }
        let text = "\(code.id) (\(code.severity.rawValue)): \(code.title)\n\n\(code.explanation)\n"
        return Output.print(Array(text.utf8)) ? .fine : .findings
    }
}
