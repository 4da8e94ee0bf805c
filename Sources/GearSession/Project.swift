/// The folder whose files a program may read: the one that holds `.git` at or above the program's own folder, else
/// that folder itself. So a program from a stranger cannot read what else is on the machine.
struct Project {
    /// No folder is looked for above so many others.
    static let deepest = 64

    private let loader: Loader
    /// From the root, all links followed; nil for a program that came from no folder, which may read anything.
    let folder: String?

    /// - Parameter folder: of the program's first file.
    init(of folder: String, loader: Loader) {
        self.loader = loader
        self.folder = loader.realPath(folder).map { real in
            var candidate = real
            while true {
                if loader.realPath(FilePath.joined(candidate, ".git")) != nil { return candidate }
                let above = FilePath.folder(of: candidate)
                if above == candidate { return real }
                candidate = above
            }
        }
    }

    /// Why what lies outside is not read, for findings.
    var rule: String {
        "a program reads only files of its own project" + (folder.map { ", which is \($0)" } ?? "")
    }

    /// Whether a path written in a file of `home` stays inside: by its names, so that nothing outside is even looked
    /// for, and by where what will be opened is. These may differ: `..` after a link is the folder above what the link
    /// leads to, and by names the one above the link.
    func contains(_ path: String, from home: String, opened: String) -> Bool {
        guard let folder else { return true }
        guard let home = loader.realPath(home),
            FilePath.isInside(FilePath.normalized(FilePath.joined(home, path)), folder)
        else { return false }
        return holds(opened)
    }

    /// Whether what is opened lies inside, if it is there, wherever links lead.
    func holds(_ opened: String) -> Bool {
        guard let folder else { return true }
        return loader.realPath(opened).map { FilePath.isInside($0, folder) } ?? true
    }
}
