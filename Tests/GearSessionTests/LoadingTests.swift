import GearSession
import GearSource
import Testing

/// Programs of files that are nowhere on disk.
@Suite struct LoadingTests {
    /// Files by path from the root; the folder at hand is `/project`.
    private func loader(_ files: [String: String]) -> Loader {
        @Sendable func absolute(_ path: String) -> String {
            path.hasPrefix("/") ? path : path == "." ? "/project" : "/project/" + path
        }
        return Loader(
            read: { path in files[absolute(path)].map { .success(Array($0.utf8)) } ?? .failure(.missing) },
            realPath: { path in
                let path = absolute(path)
                let isThere = files[path] != nil || files.keys.contains { $0.hasPrefix(path + "/") }
                return isThere ? path : nil
            },
            names: { folder in
                let names = files.keys.filter { $0.hasPrefix(absolute(folder) + "/") }
                    .map { String($0.dropFirst(absolute(folder).count + 1)) }
                return names.isEmpty ? nil : names.sorted()
            })
    }

    @Test func eachFileIsReadOnceThoughAllImportEachOther() {
        let session = Session(
            "a.gear",
            loader: loader([
                "/project/a.gear": "import \"b.gear\"\nimport \"c.gear\"\nshow nodes\n",
                "/project/b.gear": "import \"c.gear\"\nframework f \"F\" {\n  gear g \"G\"\n}\n",
                "/project/c.gear": "wave w \"W\" 2015\n",
            ]))
        #expect(session.sources.map(\.name) == ["a.gear", "b.gear", "c.gear"])
        #expect(!session.hasErrors)
        #expect(session.shows.count == 1)
    }

    /// What is found about the paths of data files stands among what else is found, by place.
    @Test func findingsAreInTheOrderOfPlaces() {
        let text = """
            framework f "F" { gear g "G" }
            source team "Team"
            survey s "S" on f {
              asks team
              scale yes
              question q "Q" -> g
            }
            scale yes "Yes?" { 0 "No" }
            data d from "answers.docx" for s { respondent: column "id" }
            show nodes | where nothing == 1
            """
        let session = Session("a.gear", loader: loader(["/project/a.gear": text]))
        let places = session.diagnostics.compactMap { $0.place?.location.start }
        #expect(session.diagnostics.contains { $0.code == .dataFileFormat } && places.count > 1)
        #expect(places == places.sorted())
    }

    @Test func whatLiesOutsideIsNotEvenLookedFor() {
        let session = Session(
            "a.gear",
            loader: loader([
                "/project/a.gear":
                    "import \"../secret.gear\"\nimport \"/etc/other.gear\"\nimport \"./x/../../y.gear\"\n",
                "/secret.gear": "", "/etc/other.gear": "", "/y.gear": "",
            ]))
        #expect(session.diagnostics.map(\.code.id) == ["GB0804", "GB0804", "GB0804"])
        #expect(session.sources.count == 1)
    }

    /// `..` after a link: by where the link leads the path is inside, by its names, as it is opened, it is not.
    @Test func noLinkLeadsAnImportOutside() {
        let plain = loader([
            "/project/main.gear": "import \"sub/b.gear\"\n", "/project/a/b/c/b.gear": "import \"../../secret.gear\"\n",
            "/secret.gear": "framework f \"F\" {\n  gear g \"G\"\n}\n", "/project/.git/HEAD": "",
        ])
        @Sendable func followed(_ path: String) -> String {
            switch path {
            case "sub": "a/b/c"
            case "sub/b.gear": "a/b/c/b.gear"
            case "../secret.gear": "/secret.gear"
            default: path
            }
        }
        let linked = Loader(
            read: { plain.read(followed($0)) }, realPath: { plain.realPath(followed($0)) },
            names: { plain.names(followed($0)) })
        let session = Session("main.gear", loader: linked)
        #expect(session.diagnostics.map(\.code.id) == ["GB0804"])
        #expect(session.sources.map(\.name) == ["main.gear", "sub/b.gear"])
    }

    /// A stranger's folder may hold links to anything.
    @Test func ofAFolderNoFileOutsideTheProjectIsShown() {
        let plain = loader(["/project/a.gear": "", "/project/b.gear": "", "/project/c.gear": "", "/etc/passwd": "x"])
        let links = ["./b.gear": "/etc/passwd", "./c.gear": "/project/a.gear"]
        let linked = Loader(
            read: plain.read, realPath: { links["./" + $0] ?? plain.realPath($0) },
            names: { $0 == "." ? ["a.gear", "b.gear", "c.gear"] : nil })
        #expect(ProgramFiles(["."], loader: linked, entriesOnly: false).paths == ["a.gear", "c.gear"])
        #expect(ProgramFiles(["b.gear"], loader: linked, entriesOnly: false).paths == ["b.gear"])
    }

    @Test func theProjectIsTheRepository() {
        let session = Session(
            "sub/a.gear",
            loader: loader([
                "/project/.git/HEAD": "", "/project/sub/a.gear": "import \"../b.gear\"\n",
                "/project/b.gear": "framework f \"F\" {\n  gear g \"G\"\n}\n",
            ]))
        #expect(session.diagnostics.filter { $0.code.id.hasPrefix("GB08") } == [])
        #expect(session.sources.map(\.name) == ["sub/a.gear", "b.gear"])
    }

    @Test func nearNamesAreOffered() {
        let session = Session(
            "a.gear", loader: loader(["/project/a.gear": "import \"frame.gaer\"\n", "/project/frame.gear": ""]))
        #expect(session.diagnostics.map(\.code.id) == ["GB0801"])
        #expect(
            session.diagnostics.first?.help == "did you mean `frame.gear`?")
    }

    /// As often as a file is imported, that it is not there is said once, and mended everywhere at once.
    @Test func aMissingImportIsSaidOnce() {
        let own = (1...5).map { ("/project/sub/\($0).gear", "import \"../frame.gaer\"\n") }
        let imports = (1...5).map { "import \"sub/\($0).gear\"\n" }.joined()
        let files = Dictionary(uniqueKeysWithValues: own).merging([
            "/project/a.gear": "import \"frame.gaer\"\n" + imports, "/project/.git/HEAD": "", "/project/frame.gear": "",
        ]) { $1 }
        let session = Session("a.gear", loader: loader(files))
        #expect(session.diagnostics.map(\.message) == ["there is no file `frame.gaer`"])
        let finding = session.diagnostics.first
        #expect(finding?.place?.location.file == session.sources.first?.file)
        #expect(
            finding?.why == "`sub/1.gear`, `sub/2.gear`, `sub/3.gear` and 2 more import it too", "\(finding?.why ?? "")"
        )
        #expect(
            finding?.fix?.edits.map(\.replacement) == ["\"frame.gear\""]
                + Array(repeating: "\"../frame.gear\"", count: 5))
        let two = Session(
            "a.gear",
            loader: loader([
                "/project/a.gear": "import \"b.gear\"\nimport \"none.gear\"\n",
                "/project/b.gear": "import \"./none.gear\"\n",
            ]))
        #expect(two.diagnostics.map(\.why) == ["`b.gear` imports it too"])
    }

    @Test(arguments: [
        ("", "GB0802", "the import names no file"),
        ("https://x.org/a.gear", "GB0801", "there is no file `https://x.org/a.gear`"),
        ("./lib//frame.gaer", "GB0801", "there is no file `./lib//frame.gaer`"),
    ])
    func anImportIsShownAsWritten(file: String, code: String, message: String) {
        let session = Session(
            "sub/a.gear",
            loader: loader([
                "/project/sub/a.gear": "import \"\(file)\"\nshow x\n", "/project/sub/lib/frame.gear": "",
            ]))
        #expect(session.diagnostics.map(\.code.id) == [code])
        #expect(session.diagnostics.first?.message == message)
        if file.hasSuffix("gaer") { #expect(session.diagnostics.first?.help == "did you mean `./lib/frame.gear`?") }
    }

    @Test func askedTextsHavePlacesOfTheirOwn() {
        let session = Session("a.gear", loader: loader(["/project/a.gear": "framework f \"F\" {\n  gear g \"G\"\n}\n"]))
        #expect(session.show("nodes | where nonsense") == nil)
        let place = session.diagnostics.last?.place?.location
        #expect(place.flatMap { session.source($0.file)?.name } == "<pipeline>")
        #expect(session.show("nodes | select node").flatMap { session.table(of: $0)?.rowCount } == 2)
    }
}
