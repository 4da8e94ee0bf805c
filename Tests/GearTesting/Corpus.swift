/// Every program of the repository.
package enum Corpus {
    /// Files, cases and examples in documents, each with what to call it.
    package static let programs: [(name: String, bytes: [UInt8])] = {
        var found: [(String, [UInt8])] = []
        func add(_ name: String, _ text: String) { found.append((name, Array(text.utf8))) }
        for path in files { add(path, (try? Repository.text(path)) ?? "") }
        for path in Repository.files(under: "", ending: ".gear-case") {
            for one in ConformanceFile(path, (try? Repository.text(path)) ?? "").cases {
                add(one.label, one.source)
                for file in one.files where file.name.hasSuffix(".gear") { add(one.label + " " + file.name, file.text) }
            }
        }
        for path in Repository.files(under: "", ending: ".md") {
            for block in blocks(in: (try? Repository.text(path)) ?? "") { add(path, block.text) }
        }
        return found
    }()

    package static let files = ["examples", "Stdlib"].flatMap { Repository.files(under: $0, ending: ".gear") }

    /// Programs in a document, and whether they are there for an error.
    package static func blocks(in document: String) -> [(text: String, isWrong: Bool)] {
        document.matches(of: /(?ms)^```gear([^\n]*)\n(.*?)^```$/).map { (String($0.2), $0.1.hasPrefix(" error")) }
    }
}
