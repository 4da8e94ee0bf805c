import GearSession

/// Files and folders whose names go on as a path does.
enum FileNames {
    private static let most = 500

    static func completions(_ path: String, start: Int) -> Completions {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let (folder, name) = (String(path[..<slash]), String(path[slash...]))
        let names = (Loader.disk.names(folder.isEmpty ? "." : folder) ?? [])
            .filter { $0.hasPrefix(name) && (name.hasPrefix(".") || !$0.hasPrefix(".")) }
        let words = names.prefix(most).map { name in
            Completions.Word(folder + name + (Loader.disk.names(folder + name) == nil ? "" : "/"))
        }
        return Completions(start: start, words: words)
    }
}
