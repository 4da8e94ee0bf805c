import GearExchange
import GearModel
import GearSource
import GearSyntax
import GearTable

/// Text of the language made of a spreadsheet, and what there is to say about its rows.
package struct SpreadsheetImport {
    /// A whole file; nil if nothing could be made of the rows.
    package private(set) var text: String?
    package private(set) var diagnostics: [Diagnostic] = []
    /// What the findings point into.
    package private(set) var sources: [SourceText] = []

    package var hasErrors: Bool { diagnostics.contains { $0.code.severity == .error } }

    /// Where names come from, and what the text becomes part of.
    package enum Beside {
        /// The text is a file of its own that imports what it needs, seen from a folder.
        case program(String, folder: String)
        /// The text is this file, with the declaration in it replaced or added.
        case file(String)
        case nothing
    }

    /// A framework from a spreadsheet or from indented text.
    ///
    /// - Parameters:
    ///   - name: the framework's, for a file that has several.
    ///   - layers: headers of the tree's columns from the top, where they are called otherwise.
    package init(
        outline path: String, into file: String?, framework name: String? = nil, title: String? = nil,
        layers: [String] = [], loader: Loader
    ) {
        do throws(Diagnostic) {
            let target = try Target(file.map { .file($0) } ?? .nothing, loader: loader)
            sources = target.sources
            var options = OutlineOptions()
            options.layers = layers
            options.title = title
            options.stem = Self.stem(path)
            let place = try target.place(of: .framework, named: name, orNew: true)
            if let program = target.program {
                if let place { try Self.refuseAdaptation(program.model.frameworks[place]) }
                let comments = place.flatMap { target.comments(program.model.frameworks[$0].heading) }
                options.known = place.map { Outline($0, of: program, in: target.file, comments: comments) }
                options.add(program, in: target.file)
            }
            let (outline, findings) = try Self.outline(path, options, loader)
            diagnostics = findings
            guard var outline else { return }
            if place == nil, let name { outline.name = name }
            finish(outline.text, replacing: place.flatMap { target.program?.model.frameworks[$0].heading }, in: target)
        } catch {
            diagnostics.append(error)
        }
    }

    /// A survey from a spreadsheet.
    ///
    /// - Parameters:
    ///   - name: the survey's, where there are several or none.
    ///   - framework: the framework's, where there are several.
    package init(
        questions path: String, beside: Beside, survey name: String? = nil, framework: String? = nil,
        title: String? = nil, scale: String? = nil, loader: Loader
    ) {
        do throws(Diagnostic) {
            let target = try Target(beside, loader: loader)
            sources = target.sources
            guard let program = target.program else { return }
            let sheet = try Sheet(Self.rows(path))
            let stated = sheet.statedSurvey
            let place = try target.place(
                of: .survey, named: name ?? (stated.name.isEmpty ? nil : stated.name), orNew: true)
            let known = place.map { program.model.surveys[$0] }
            let wanted = framework ?? (stated.framework.isEmpty ? nil : stated.framework)
            var frameworkPlace = known?.framework
            if frameworkPlace == nil { frameworkPlace = try target.place(of: .framework, named: wanted, orNew: false) }
            guard let frameworkPlace else { return }
            let vocabulary = Vocabulary(program, in: target.file)
            var options = QuestionOptions(vocabulary, framework: frameworkPlace)
            options.known = place.map {
                QuestionList($0, of: program, comments: target.comments(program.model.surveys[$0].heading))
            }
            options.takenNames = program.takenNames(in: target.file)
            options.name = place == nil ? name : nil
            options.title = title
            options.stem = Self.stem(path)
            if let scale { options.scale = scale }
            let (list, findings) = QuestionList.read(sheet, options)
            diagnostics = findings
            guard let list else { return }
            let imports = target.imports(of: list, framework: frameworkPlace, vocabulary)
            finish(imports + list.text, replacing: known?.heading, in: target)
        } catch {
            diagnostics.append(error)
        }
    }

    /// An outline has all nodes, and would make a framework of its own of what adapts another.
    private static func refuseAdaptation(_ framework: Framework) throws(Diagnostic) {
        guard framework.adapts != nil else { return }
        throw Diagnostic(
            .unsuitableArgument,
            "framework `\(framework.heading.name)` adapts another, and an outline has no word for that",
            why: "its nodes would no longer follow those of the framework that it adapts",
            help: "write into a new file, or import into the framework that it adapts")
    }

    private mutating func finish(_ text: String, replacing heading: Heading?, in target: Target) {
        self.text = target.text(with: text, replacing: heading)
        guard let heading, let comments = target.comments(heading) else { return }
        let lost = comments.count(notIn: text)
        guard lost > 0 else { return }
        diagnostics.append(
            Diagnostic(
                .commentLeftOut, lost == 1 ? "a comment is not kept" : "\(lost) comments are not kept",
                at: heading.location, why: "what they stood before is not there any more"))
    }

    // MARK: Reading

    static func outline(_ path: String, _ options: OutlineOptions, _ loader: Loader) throws(Diagnostic)
        -> (outline: Outline?, findings: [Diagnostic])
    {
        guard path.hasSuffix(".txt") || path.hasSuffix(".md") else {
            return Outline.read(try Sheet(rows(path)), options)
        }
        switch loader.read(path) {
        case .failure(let failure): throw .unreadable(failure, path, at: nil)
        case .success(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Diagnostic(
                    .dataFileBytes, "`\(path)` is not UTF-8 text", data: DataPlace(file: path),
                    help: "save it with the encoding UTF-8")
            }
            return Outline.read(text: text, path: path, options)
        }
    }

    private static func rows(_ path: String) throws(Diagnostic) -> RowFile {
        if path == "-" { return try RowFile(path: "<stdin>", at: "/dev/stdin", format: .delimited(separator: nil)) }
        return try RowFile(path: path, format: RowFile.Format(path: path))
    }

    static func stem(_ path: String) -> String {
        path == "-" ? "" : FilePath.withoutEnding(FilePath.name(of: path))
    }
}
