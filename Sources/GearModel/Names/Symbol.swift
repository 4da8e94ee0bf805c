import GearSource
import GearSyntax

/// What a top-level name can stand for.
package enum SymbolKind: Sendable, CaseIterable {
    case framework, theme, dimension, wave, source, scale, survey, rule, rubric, progression, goal, role, plan, binding
    case definition, resource, playlist, crosswalk

    init?(_ declaration: DeclarationKind) {
        switch declaration {
        case .framework: self = .framework
        case .theme: self = .theme
        case .dimension: self = .dimension
        case .wave: self = .wave
        case .source: self = .source
        case .scale: self = .scale
        case .survey, .walkthrough: self = .survey
        case .scoring: self = .rule
        case .rubric: self = .rubric
        case .progression: self = .progression
        case .goal: self = .goal
        case .role: self = .role
        case .plan: self = .plan
        case .resource: self = .resource
        case .playlist: self = .playlist
        case .crosswalk: self = .crosswalk
        case .data: self = .binding
        case .define: self = .definition
        default: return nil
        }
    }

    /// As a message calls one.
    package var noun: String {
        switch self {
        case .framework: "framework"
        case .theme: "theme"
        case .dimension: "dimension"
        case .wave: "wave"
        case .source: "source"
        case .scale: "scale"
        case .survey: "survey"
        case .rule: "scoring rule"
        case .rubric: "rubric"
        case .progression: "progression"
        case .goal: "goal"
        case .role: "role"
        case .plan: "plan"
        case .resource: "resource"
        case .playlist: "playlist"
        case .crosswalk: "crosswalk"
        case .binding: "data binding"
        case .definition: "named value"
        }
    }
}

/// What a name stands for: the kind of thing and its position in the model's array of that kind.
package struct Symbol: Sendable, Hashable {
    let kind: SymbolKind
    let position: Int
    /// The name where it is declared.
    let location: Location
}

/// The names of one module.
struct Scope: Sendable {
    /// What the file itself declares; this is what an import hands on.
    var declared: [String: Symbol] = [:]
    /// What its imports add.
    var imported: [String: Symbol] = [:]
    /// `as fall`: the module behind each alias.
    var aliases: [String: Int] = [:]
    /// `on office` at the head of the file; nil also where that name is unknown.
    var framework: Int?
    /// Whether there is such a head, known or not.
    var hasHead = false
    /// Whether names could be missing that the author has declared: an import was not found, or a declaration, here
    /// or in what is imported, could not be read. Either was reported; a name that is unknown then may be theirs.
    var isIncomplete = false
}

/// What all names of a program stand for.
struct Names: Sendable {
    var scopes: [Scope] = []
    /// What is reached as `std.NAME`.
    var standard: [String: Symbol] = [:]
    /// `define` declarations; a `.definition` symbol's position points here.
    var definitions: [Definition] = []
}

/// define cut = 3.5 · define high(s) = s >= cut · define low = scores of m | where score < 2
struct Definition: Sendable {
    let name: Name
    let module: Int
    let parameters: [Name]
    /// nil where it is malformed, which was reported.
    let body: Expression?
}
