import Foundation

/// The repository that the tests stand in.
package enum Repository {
    package static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Whether outputs are to be written down anew; a run that does so fails, so that nobody records in passing.
    package static let isRecording = ProcessInfo.processInfo.environment["GEARBOX_RECORD"] == "1"

    package static func url(_ path: String) -> URL { root.appending(path: path) }

    package static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: url(path)), as: UTF8.self)
    }

    /// The files at and below a folder whose names end so, as paths from the root, sorted; none if there is no folder.
    /// What is hidden, built or generated is left out.
    package static func files(under folder: String, ending: String...) -> [String] {
        var found: [String] = []
        let entries = FileManager.default.enumerator(atPath: url(folder).path)
        while let entry = entries?.nextObject() as? String {
            let name = entry.split(separator: "/").last ?? ""
            if name.hasPrefix(".") || entry == "bench/data" {
                entries?.skipDescendants()
            } else if ending.contains(where: { name.hasSuffix($0) }) {
                found.append(folder.isEmpty ? entry : folder + "/" + entry)
            }
        }
        return found.sorted()
    }
}
