import GearSource

/// What differs between two versions of a program, and how far the versions of its frameworks tell of it.
///
/// Meanings are compared, not lines: order, layout and the files that declarations stand in make no difference. Of the
/// standard library, of `show` and `test` nothing is compared.
package struct Comparison: Sendable {
    /// By construct, then in the order of the new program.
    package private(set) var changes: [Change] = []
    package private(set) var versions: [VersionStep] = []
    package let matches: Matches

    package init(from old: Program, to new: Program) {
        matches = Matches(old, new)
        var work = Comparing(old: old, new: new, matches: matches)
        work.compareFrameworks()
        work.compareThemes()
        work.compareDimensions()
        work.compareWaves()
        work.compareSources()
        work.compareScales()
        work.compareSurveys()
        work.compareRubrics()
        work.compareRules()
        work.compareProgressions()
        work.compareGoals()
        work.compareRoles()
        work.comparePlans()
        work.compareResources()
        work.compareCrosswalks()
        work.compareDefinitions()
        work.compareBindings()
        changes = work.changes
        versions = Self.versions(old.model, new.model, matches, changes)
    }

    private static func versions(_ old: Model, _ new: Model, _ matches: Matches, _ changes: [Change]) -> [VersionStep] {
        matches.frameworks.pairs.map { pair in
            let name = new.frameworks[pair.new].heading.name
            let bumps = changes.filter { $0.frameworks?.contains(name) ?? true }.map(\.bump)
            return VersionStep(
                framework: name, old: old.frameworks[pair.old].version, new: new.frameworks[pair.new].version,
                calledFor: bumps.max() ?? .none, place: new.frameworks[pair.new].heading.location)
        }
    }
}

/// What of the old program is what of the new one.
package struct Matches: Sendable {
    var frameworks: Pairing
    var themes: Pairing
    var dimensions: Pairing
    var waves: Pairing
    var sources: Pairing
    var scales: Pairing
    var surveys: Pairing
    var rules: Pairing
    var progressions: Pairing
    var goals: Pairing
    var roles: Pairing
    var plans: Pairing
    var resources: Pairing
    var playlists: Pairing
    var crosswalks: Pairing
    var bindings: Pairing
    /// By position of the old framework.
    var nodes: [Int: Pairing] = [:]
    /// By position of the old survey.
    var questions: [Int: Pairing] = [:]

    init(_ old: Program, _ new: Program) {
        func pairing(_ headings: (Model) -> [Heading]) -> Pairing {
            func keys(_ program: Program) -> [Pairing.Key] {
                headings(program.model).map {
                    Pairing.Key(
                        name: $0.name, module: $0.id.module,
                        // What becomes of the dimension of roles is said of these.
                        isStandard: program.isStandard($0.location) || $0.id.kind == Dimension.kindOfRoles)
                }
            }
            return Pairing(keys(old), keys(new))
        }
        let (left, right) = (old.model, new.model)
        frameworks = pairing { $0.frameworks.map(\.heading) }
        themes = pairing { $0.themes.map(\.heading) }
        dimensions = pairing { $0.dimensions.map(\.heading) }
        waves = pairing { $0.waves.map(\.heading) }
        sources = pairing { $0.sources.map(\.heading) }
        scales = pairing { $0.scales.map(\.heading) }
        surveys = pairing { $0.surveys.map(\.heading) }
        rules = pairing { $0.rules.map(\.heading) }
        progressions = pairing { $0.progressions.map(\.heading) }
        goals = pairing { $0.goals.map(\.heading) }
        roles = pairing { $0.roles.map(\.heading) }
        plans = pairing { $0.plans.map(\.heading) }
        resources = pairing { $0.resources.map(\.heading) }
        playlists = pairing { $0.playlists.map(\.heading) }
        crosswalks = pairing { $0.crosswalks.map(\.heading) }
        bindings = pairing { $0.bindings.map(\.heading) }
        suspect(left, right)
        for pair in frameworks.pairs {
            nodes[pair.old] = NodePairing(left, pair.old, right, pair.new).pairing
        }
        for pair in surveys.pairs {
            questions[pair.old] = Self.questions(left.surveys[pair.old], right.surveys[pair.new])
        }
    }

    /// What nothing says to be the same, but what stands in it does.
    private mutating func suspect(_ old: Model, _ new: Model) {
        frameworks.suspect { first, second in
            TextLikeness.commonShare(
                Set(old.frameworks[first].nodes.dropFirst().map(\.path)),
                Set(new.frameworks[second].nodes.dropFirst().map(\.path)))
        }
        themes.suspect { Self.likeness(old.themes[$0].entries.map(\.name), new.themes[$1].entries.map(\.name)) }
        dimensions.suspect { Self.likeness(old.dimensions[$0].heading.title, new.dimensions[$1].heading.title) }
        waves.suspect { old.waves[$0].start == new.waves[$1].start ? 1 : 0 }
        sources.suspect { Self.likeness(old.sources[$0].heading.title, new.sources[$1].heading.title) }
        scales.suspect { Self.likeness(old.scales[$0].points.map(\.label), new.scales[$1].points.map(\.label)) }
        surveys.suspect { first, second in
            Self.likeness(
                old.surveys[first].questions.map { $0.heading.name + $0.heading.title },
                new.surveys[second].questions.map { $0.heading.name + $0.heading.title })
        }
        rules.suspect { first, second in
            let (left, right) = (old.rules[first].plainLines, new.rules[second].plainLines)
            return left == right ? 1 : 0
        }
        progressions.suspect {
            Self.likeness(
                old.progressions[$0].levels.map(\.heading.name), new.progressions[$1].levels.map(\.heading.name))
        }
        goals.suspect { Self.likeness(old.goals[$0].heading.title, new.goals[$1].heading.title) }
        roles.suspect { Self.likeness(old.roles[$0].heading.title, new.roles[$1].heading.title) }
        plans.suspect {
            Self.likeness(old.plans[$0].tasks.map(\.heading.name), new.plans[$1].tasks.map(\.heading.name))
        }
        resources.suspect { first, second in
            Self.likeness(old.resources[first].heading.title, new.resources[second].heading.title)
        }
        playlists.suspect { first, second in
            Self.likeness(old.playlists[first].heading.title, new.playlists[second].heading.title)
        }
        crosswalks.suspect { first, second in
            Self.likeness(old.crosswalks[first].heading.title, new.crosswalks[second].heading.title)
        }
        bindings.suspect { Self.likeness(old.bindings[$0].files, new.bindings[$1].files) }
    }

    private static func likeness(_ left: [String], _ right: [String]) -> Double {
        TextLikeness.commonShare(Set(left), Set(right))
    }

    private static func likeness(_ left: String, _ right: String) -> Double {
        left == right && !left.isEmpty ? 1 : TextLikeness.share(left, right)
    }

    private static func questions(_ old: Survey, _ new: Survey) -> Pairing {
        func keys(_ survey: Survey) -> [Pairing.Key] {
            survey.questions.map { Pairing.Key(name: $0.heading.name, formerly: $0.formerly) }
        }
        var pairing = Pairing(keys(old), keys(new))
        pairing.suspect { first, second in
            let (left, right) = (old.questions[first], new.questions[second])
            if left.formerly.contains(right.heading.name) { return 1 }
            return left.isOpen == right.isOpen ? likeness(left.heading.title, right.heading.title) : 0
        }
        return pairing
    }
}

/// Collects changes, construct by construct.
struct Comparing {
    let old: Model
    let new: Model
    let oldProgram: Program
    let newProgram: Program
    let matches: Matches
    var changes: [Change] = []

    init(old: Program, new: Program, matches: Matches) {
        self.old = old.model
        self.new = new.model
        oldProgram = old
        newProgram = new
        self.matches = matches
    }

    /// A thing on both sides, or on one.
    struct Subject {
        let noun: String
        var oldPath: String?
        var newPath: String?
        var oldPlace: Location?
        var newPlace: Location?
        /// See `Change.frameworks`.
        var frameworks: Set<String>?
        /// Waves and data declarations say when and from where answers come, which no version tells of.
        var isVersioned = true
    }

    mutating func note(
        _ kind: Change.Kind, _ subject: Subject, _ before: String? = nil, _ after: String? = nil,
        breaks: Breaks = [], bump: Bump = .patch, suspected: Bool = false, because reason: String, help: String? = nil
    ) {
        changes.append(
            Change(
                kind: kind, isSuspected: suspected, noun: subject.noun, oldPath: subject.oldPath,
                newPath: subject.newPath, before: before.flatMap { kind == .removed && $0.isEmpty ? nil : $0 },
                after: after.flatMap { kind == .added && $0.isEmpty ? nil : $0 }, breaks: breaks,
                bump: subject.isVersioned ? (breaks.isEmpty ? bump : .major) : .none, reason: reason, help: help,
                frameworks: subject.frameworks, oldPlace: subject.oldPlace, newPlace: subject.newPlace))
    }

    /// A title or a doc comment that reads otherwise.
    mutating func compareTexts(_ subject: Subject, _ old: Heading, _ new: Heading) {
        if old.title != new.title {
            note(.retitled, subject, old.title, new.title, because: "a title is shown and nothing else")
        }
        if old.doc != new.doc {
            note(.documented, subject, old.doc, new.doc, because: "a doc comment is shown and nothing else")
        }
    }

    /// A pair whose names differ: since nothing but a likeness says that they are one, neither do answers or queries.
    mutating func noteSuspected(_ subject: Subject, breaks: Breaks, because reason: String, help: String) {
        note(.renamed, subject, breaks: breaks, suspected: true, because: reason, help: help)
    }

    /// All frameworks' names, for what belongs to none of them in particular.
    func frameworkName(_ place: Int, _ model: Model) -> Set<String> {
        guard model.frameworks.indices.contains(place) else { return [] }
        return [model.frameworks[place].heading.name]
    }

    func name(_ place: Int, _ headings: [Heading]) -> String {
        headings.indices.contains(place) ? headings[place].name : "?"
    }
}

extension Program {
    /// Whether a place is in a file of the standard library.
    func isStandard(_ place: Location) -> Bool { standardFiles.contains(place.file) }
}
