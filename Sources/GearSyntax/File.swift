import GearSource

extension Construct {
    /// file ::= (item NL)*
    /// item ::= import | on_framework | framework | theme | dimension | wave | source | scale | survey
    ///        | walkthrough | scoring | rubric | progression | goal | role | plan | resource | playlist | crosswalk
    ///        | data | define | show | explain | test | settings
    static let file = Construct(
        .malformed, "a file", name: .none, title: .none,
        members: [
            .importFile, .onFramework, .framework, .theme, .dimension, .wave, .source, .scale, .survey, .walkthrough,
            .scoring, .rubric, .progression, .goal, .role, .plan, .resource, .playlist, .crosswalk, .data, .define,
            .show, .explain, .test, .settings,
        ])

    /// import ::= "import" TEXT ("as" NAME)?
    static let importFile = Construct(.importFile, "an `import`", name: .none, title: .required, clauses: [.asName])

    /// on_framework ::= "on" path
    static let onFramework = Construct(.onFramework, "an `on`", name: .none, title: .none)
}

extension Parser {
    /// What a text holds, by the symbol it is read as.
    mutating func parse(_ symbol: StartSymbol) -> [Declaration] {
        switch symbol {
        case .file:
            var items: [Declaration] = []
            var clauses: [Clause] = []
            while kind != .endOfFile { member(of: .file, into: &items, clauses: &clauses) }
            dropDoc()
            return items
        case .value: return [lone(.show) { $0.value() }]
        case .condition: return [lone(.expect) { $0.condition() }]
        case .explanation: return [loneExplanation()]
        }
    }

    /// A text that is one expression; line breaks mean nothing in it.
    private mutating func lone(_ kind: DeclarationKind, _ read: (inout Parser) -> Expression) -> Declaration {
        bracketDepth = 1
        let first = start
        let value = read(&self)
        if self.kind != .endOfFile {
            let found = found
            let isStage = StageKind.allCases.contains { "`\($0.rawValue.prefix { $0 != " " })`" == found }
            fail(
                .unexpected, "the expression ends before \(found)",
                help: isStage
                    ? "a stage begins with `|`: write `| \(found.dropFirst())"
                    : "put an operator between, or a `|` before a stage")
        }
        let clause = Clause(kind: .expression, range: value.range, arguments: [plain(value)])
        let place = min(first, value.range.lowerBound)
        return Declaration(
            kind: kind, range: range(from: place), keywordRange: place..<place, doc: nil, name: nil, title: nil,
            clauses: [clause], body: nil)
    }
}
