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

    /// The files below a folder whose names end so ("": all), as paths from the root, sorted; none if it is missing.
    /// What is hidden, built or generated is left out.
    package static func files(under folder: String, ending: String...) -> [String] {
        var found: [String] = []
        let entries = FileManager.default.enumerator(atPath: url(folder).path)
        while let below = entries?.nextObject() as? String {
            let entry = folder.isEmpty ? below : folder + "/" + below
            let name = entry.split(separator: "/").last ?? ""
            if name.hasPrefix(".") || entry == "bench/data" {
                entries?.skipDescendants()
            } else if ending.contains(where: { name.hasSuffix($0) }), isFile(entry) {
                found.append(entry)
            }
        }
        return found.sorted()
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url(path).path, isDirectory: &isFolder) && !isFolder.boolValue
    }
}
