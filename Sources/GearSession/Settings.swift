import GearSource
import GearSyntax

/// How much findings matter to a project, as the `settings` in its `gearbox.gear` say.
///
///     settings {
///       GB0205 off
///       GB0402 error in "published/"
///     }
///
/// Of several that fit a finding, the one with the innermost folder counts. What is an error by itself stays one: the
/// program cannot be evaluated, whatever is thought of it.
struct Settings {
    /// What the file is called; it is looked for from the program's folder up to the project's.
    static let fileName = "gearbox.gear"

    private struct Rule {
        let code: Code
        /// nil: off.
        let severity: Severity?
        /// Its real path; nil for all of the project.
        let folder: String?
        let location: Location
    }

    private let loader: Loader
    private var rules: [Rule] = []
    /// What is wrong with the settings themselves.
    private(set) var diagnostics: [Diagnostic] = []

    /// None: every finding is what its code says.
    init(loader: Loader) { self.loader = loader }

    /// - Parameter folder: that the file is in, and that paths in it are relative to.
    init(_ tree: SyntaxTree, in folder: String, of project: Project, loader: Loader) {
        self.init(loader: loader)
        for block in tree.items where block.kind == .settings {
            for setting in block.body ?? [] where setting.kind == .setting {
                read(setting, tree.source.file, folder, project)
            }
        }
    }

    /// How much a finding matters; nil if it is not to be reported.
    ///
    /// - Parameter file: that the finding is in, if it is in one.
    func severity(of diagnostic: Diagnostic, in file: String?) -> Severity? {
        let fitting = rules.filter { $0.code == diagnostic.code }
        guard !fitting.isEmpty else { return diagnostic.severity }
        let path = file.flatMap(realPath)
        let inside = fitting.filter { rule in
            rule.folder.map { folder in path.map { FilePath.isInside($0, folder) } ?? false } ?? true
        }
        guard let chosen = inside.max(by: { ($0.folder?.utf8.count ?? 0) < ($1.folder?.utf8.count ?? 0) }) else {
            return diagnostic.severity
        }
        return chosen.severity
    }

    /// A text that stands for no file, such as a program from standard input, is where its name would be.
    private func realPath(_ file: String) -> String? {
        loader.realPath(file)
            ?? loader.realPath(FilePath.folder(of: file)).map { FilePath.joined($0, FilePath.name(of: file)) }
    }

    // MARK: Reading

    private mutating func read(_ setting: Declaration, _ file: FileID, _ folder: String, _ project: Project) {
        guard let name = setting.name,
            let level = setting.clauses.first(where: { $0.kind == .level })?.arguments.first?.value,
            case .path(let path) = level.kind
        else { return }
        guard let code = Code.named(name.text) else {
            diagnostics.append(.unknownCode(name.text, at: Location(file, name.range)))
            return
        }
        guard let severity = severity(path, Location(file, path.range)) else { return }
        if code.severity == .error, severity != .some(.error) {
            diagnostics.append(.cannotBeLowered(code, at: Location(file, name.range)))
            return
        }
        let texts = setting.clauses.first { $0.kind == .inFolders }?.arguments
        guard let texts else { return add(code, severity, nil, Location(file, name.range)) }
        for text in texts {
            guard case .text(let path) = text.value.kind else { continue }
            let location = Location(file, text.range)
            let opened = FilePath.joined(folder, path)
            guard project.contains(path, from: folder, opened: opened), !path.isEmpty,
                let real = loader.realPath(opened)
            else {
                diagnostics.append(
                    Diagnostic(
                        .settingWithoutPlace, "there is no `\(path)` in the project", at: location,
                        why: "so the setting has no effect", help: "paths are relative to \(Settings.fileName)"))
                continue
            }
            add(code, severity, real, location)
        }
    }

    /// nil after a finding; `.some(nil)` is off.
    private mutating func severity(_ path: Path, _ location: Location) -> Severity?? {
        let levels = ["off", "note", "warning", "error"]
        let text = path.steps.map(\.text).joined(separator: ".")
        if path.reach == .itself, levels.contains(text) { return .some(Severity(rawValue: text)) }
        let near = Likeness.nearest(to: text, among: levels)
        diagnostics.append(
            Diagnostic(
                .unknownConstant, "`\(text)` does not say how much a finding matters", at: Label(location),
                help: near.map { "did you mean `\($0)`?" } ?? "there is: `off`, `note`, `warning`, `error`",
                fix: near.map { .instead($0, at: location) }))
        return nil
    }

    private mutating func add(_ code: Code, _ severity: Severity?, _ folder: String?, _ location: Location) {
        if let earlier = rules.first(where: { $0.code == code && $0.folder == folder }) {
            diagnostics.append(
                Diagnostic(
                    .boundTwice, "\(code.id) is set twice for the same files", at: Label(location),
                    related: [Label(earlier.location, "first here")], help: "keep one of them"))
        } else {
            rules.append(Rule(code: code, severity: severity, folder: folder, location: location))
        }
    }
}

extension Diagnostic {
    /// A code that settings or an `allow` name and nobody knows.
    static func unknownCode(_ id: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .noSuchFinding, "there is no finding `\(id)`", at: location,
            help: "a finding's code stands in brackets at its beginning, such as `warning[GB0402]`")
    }

    static func cannotBeLowered(_ code: Code, at location: Location) -> Diagnostic {
        Diagnostic(
            .errorStays, "\(code.id) cannot be silenced: it is an error", at: location,
            why: "a program with an error cannot be evaluated, whatever is thought of it",
            help: "`gearbox help \(code.id)` says how it is mended")
    }

    /// `settings` in a file where nobody looks for them.
    static func settingsElsewhere(at location: Location) -> Diagnostic {
        Diagnostic(
            .settingsElsewhere, "settings have no effect here", at: location,
            why: "a project's settings are those in its `\(Settings.fileName)`",
            help: "move them into `\(Settings.fileName)`, in this folder or one above it in the project")
    }
}
