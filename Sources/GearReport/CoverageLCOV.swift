/// What tests depend on, as LCOV's tracefiles have it, which code hosts and editors show beside the text.
///
/// Nodes, questions and lines of rules are lines, `DA`: 1 if all on it are reached, else 0. Bands and outcomes are
/// branches of their line, `BRDA`, in order; a line that has nothing else is reached if one of them is.
/// The manual page geninfo(1) of LCOV has the format.
package enum CoverageLCOV {
    /// - Parameter items: in order, as `CoverageItem.merging` gives them.
    package static func render(_ items: [CoverageItem]) -> String {
        var files: [(name: String, items: [CoverageItem])] = []
        for item in items {
            if files.last?.name != item.file { files.append((item.file, [])) }
            files[files.count - 1].items.append(item)
        }
        return files.map { record($0.name, $0.items) }.joined()
    }

    private static func record(_ file: String, _ items: [CoverageItem]) -> String {
        var lines = ["TN:", "SF:\(Visible.text(file))"]
        var branches: [String] = []
        var hits: [(line: Int, isReached: Bool)] = []
        for line in Set(items.map(\.line)).sorted() {
            let here = items.filter { $0.line == line }
            let things = here.filter { $0.kind != .band && $0.kind != .outcome }
            let choices = here.filter { $0.kind == .band || $0.kind == .outcome }
            hits.append(
                (line, things.isEmpty ? choices.contains(where: \.isReached) : things.allSatisfy(\.isReached)))
            for (place, choice) in choices.enumerated() {
                branches.append("BRDA:\(line),0,\(place),\(choice.isReached ? 1 : 0)")
            }
        }
        lines += branches
        if !branches.isEmpty {
            lines += ["BRF:\(branches.count)", "BRH:\(branches.count { $0.hasSuffix(",1") })"]
        }
        lines += hits.map { "DA:\($0.line),\($0.isReached ? 1 : 0)" }
        lines += ["LF:\(hits.count)", "LH:\(hits.count(where: \.isReached))", "end_of_record"]
        return lines.map { $0 + "\n" }.joined()
    }
}
