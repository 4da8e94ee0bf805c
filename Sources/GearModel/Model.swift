import GearSource

/// Everything that a program and the modules it imports declare, resolved and checked.
///
/// References inside one model are positions in its arrays; what outlives a model is an `ID`.
package struct Model: Sendable {
    package var frameworks: [Framework] = []
    package var themes: [Theme] = []
    package var dimensions: [Dimension] = []
    /// In the order of their start.
    package var waves: [Wave] = []
    package var sources: [Source] = []
    /// Those declared, then one for each rubric and progression, of its levels.
    package var scales: [Scale] = []
    /// Surveys and walkthroughs.
    package var surveys: [Survey] = []
    package var rules: [Scoring] = []
    package var rubrics: [Rubric] = []
    package var progressions: [Progression] = []
    package var goals: [Goal] = []
    package var roles: [Role] = []
    package var plans: [Plan] = []
    package var resources: [Resource] = []
    package var playlists: [Playlist] = []
    package var crosswalks: [Crosswalk] = []
    package var bindings: [DataBinding] = []
    package var shows: [Show] = []
    package var tests: [TestDeclaration] = []

    package init() {}
}

/// What a thing is through edits and versions: the module that declares it, its kind and its path.
package struct ID: Hashable, Sendable {
    package let module: String
    package let kind: String
    /// What it is a part of: a node's framework, a level's progression; empty for what stands by itself.
    package let owner: String
    package let path: String

    package init(module: String, kind: String, within owner: String = "", path: String) {
        self.module = module
        self.kind = kind
        self.owner = owner
        self.path = path
    }
}

/// Name, title, doc comment and place, which every declaration has.
package struct Heading: Sendable {
    package let id: ID
    package let name: String
    /// Empty where none was written.
    package let title: String
    /// Markdown; nil without a doc comment.
    package let doc: String?
    package let location: Location

    package init(id: ID, name: String, title: String, doc: String?, location: Location) {
        self.id = id
        self.name = name
        self.title = title
        self.doc = doc
        self.location = location
    }
}
