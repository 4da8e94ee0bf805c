import ArgumentParser
import GearReport
import GearSession

/// How findings are printed: for people, for programs, for code hosts.
enum FindingFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, jsonl, sarif, github, gitlab, junit

    static let names = allCases.map(\.rawValue).joined(separator: ", ")

    /// As the ending of an output's name says; nil if it says nothing.
    init?(endingOf path: String) {
        guard let ending = path.split(separator: "/").last?.split(separator: ".").last else { return nil }
        self.init(rawValue: String(ending))
    }

    /// - Parameter files: what was checked, with findings or without.
    func render(_ findings: Findings, files: [String], for terminal: Terminal?) -> [UInt8] {
        let (found, source) = (findings.diagnostics, findings.source)
        switch self {
        case .text: return Array(findings.listing(for: terminal).utf8)
        case .json:
            var json = DiagnosticJSON(source: source)
            return json.render(found)
        case .jsonl:
            var json = DiagnosticJSON(source: source)
            return json.renderLines(found)
        case .sarif:
            var sarif = DiagnosticSARIF(version: Gearbox.version, source: source)
            return sarif.render(found)
        case .github:
            var github = DiagnosticGitHub(source: source)
            return Array(github.render(found).utf8)
        case .gitlab:
            var gitlab = DiagnosticGitLab(source: source)
            return gitlab.render(found)
        case .junit:
            var junit = DiagnosticJUnit(source: source)
            return Array(junit.render(found, files: files).utf8)
        }
    }
}
