/// Files and folders whose names go on as a path does.
package enum FileNames {
    private static let most = 500

    /// - Parameters:
    ///   - home: the folder that the path is seen from.
    ///   - isWished: of the name of a file; folders are all there.
    package static func completions(
        _ path: String, start: Int, from home: String = ".", where isWished: (String) -> Bool = { _ in true }
    ) -> Completions {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let (folder, name) = (String(path[..<slash]), String(path[slash...]))
        let seen = FilePath.joined(home, folder.isEmpty ? "." : folder)
        let names = (Loader.disk.names(seen) ?? [])
            .filter { $0.hasPrefix(name) && (name.hasPrefix(".") || !$0.hasPrefix(".")) }
        let words = names.prefix(most).compactMap { name -> Completions.Word? in
            if Loader.disk.names(FilePath.joined(seen, name)) != nil { return Completions.Word(folder + name + "/") }
            return isWished(name) ? Completions.Word(folder + name) : nil
        }
        return Completions(start: start, words: words)
    }
}
