import GearReport
import GearSession
import GearSource

/// gearbox help GB0203
enum Explanation {
    static func print(_ id: String, commands: [String]) -> Status {
        guard let code = Code.named(id) else {
            let near = Likeness.nearest(to: id, among: commands + Code.all.map(\.id))
            var findings = Findings()
            findings.add([
                Diagnostic(
                    .unknownCode, "there is no command and no code `\(id)`",
                    help: near.map { "did you mean `\($0)`?" } ?? "there are " + commands.joined(separator: ", "))
            ])
            Output.complain(findings.text(for: .errors))
            return .misuse
        }
        return Output.print(Array(text(of: code).utf8)) ? .fine : .findings
    }

    static func text(of code: Code) -> String {
        let fixes = code.fixes.map { "\n\($0.explanation)\n" } ?? ""
        let text = "\(code.id) (\(code.severity.rawValue)): \(code.title)\n\n\(code.explanation)\n\(fixes)"
        return Wrapping.prose(text, width: Terminal.output.width)
    }
}
