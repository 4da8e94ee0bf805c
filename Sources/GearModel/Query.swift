import GearSource

/// A resolved pipeline. Columns of what enters each stage were checked when it was resolved.
package struct ResolvedQuery: Sendable {
    package let table: TableSource
    package let stages: [ResolvedStage]
    /// The columns of its result.
    package let schema: TableSchema
    /// Those of them that tell its rows apart.
    package let keys: [String]
    /// The framework and the rule that bare names of nodes, layers and bands belong to; nil: any.
    package let contextFramework: Int?
    package let contextRule: Int?
    package let location: Location

    package init(
        table: TableSource, stages: [ResolvedStage], schema: TableSchema, keys: [String] = [],
        contextFramework: Int? = nil,
        contextRule: Int? = nil, location: Location
    ) {
        self.table = table
        self.stages = stages
        self.schema = schema
        self.keys = keys
        self.contextFramework = contextFramework
        self.contextRule = contextRule
        self.location = location
    }
}

package enum TableSource: Sendable {
    case nodes, questions, scales, themes, descriptors, resources, playlists
    case answers(forCondition: Term?)
    case responses(by: [String], forCondition: Term?)
    case scores(ScoresRequest)
    case statistics(StatisticsRequest)
    case coverage
    case roles
    /// Of one plan; nil: of all.
    case tasks(plan: Int?)
    /// By roles, whether or not its dimensions name them.
    case strengths(ScoresRequest)
    case promises(PromisesRequest)
    case forecast(GapsRequest)
    case levels(LevelsRequest)
    case requirements(LevelsRequest)
    case gaps(GapsRequest)
    case recommend(GapsRequest)
    case frontier(ScoresRequest)
    /// The values of a dimension beside each other.
    case similar(ScoresRequest, across: String)
    /// Position in the model's `crosswalks`.
    case crosswalk(Int)
    /// A named value that holds a table.
    indirect case query(ResolvedQuery)
}

/// scores of RULE by DIMS for COND under NODE via CROSSWALK
package struct ScoresRequest: Sendable {
    /// Position in the model's `rules`.
    package var rule: Int
    /// Framework that is scored.
    package var framework: Int
    /// Dimension names, in the order written; `source` and `wave` split the rows even if left out.
    package var by: [String]
    /// Over an answer's columns.
    package var forCondition: Term?
    package var under: NodeReference?
    /// Onto whose nodes the scores are read, `under` and `layers` being theirs; nil: the framework's own.
    package var via: CrosswalkReading?
    /// Layers whose rows are wanted, where whoever asks reads no others; nil: all.
    package var layers: Set<String>?
    /// Nodes whose rows are wanted, where whoever asks reads no others; a group without any has one of another node, so
    /// that it is there. nil: all.
    package var nodes: Set<Int>?
    /// Points that are added to the scores of nodes, as if they had been reached; none: scores as they are.
    package var raised: [Int: Double] = [:]
    /// Above which nothing is raised.
    package var raisedAtMost: Double?

    package init(rule: Int, framework: Int, by: [String], forCondition: Term?, under: NodeReference?) {
        self.rule = rule
        self.framework = framework
        self.by = by
        self.forCondition = forCondition
        self.under = under
    }
}

/// levels of PROGRESSION by DIMS for COND
package struct LevelsRequest: Sendable {
    /// Position in the model's `progressions`.
    package let progression: Int
    package let scores: UsedScores
    /// As in `ScoresRequest`.
    package let by: [String]
    package let forCondition: Term?

    package init(progression: Int, scores: UsedScores, by: [String], forCondition: Term?) {
        self.progression = progression
        self.scores = scores
        self.by = by
        self.forCondition = forCondition
    }
}

/// gaps toward GOAL by DIMS for COND
package struct GapsRequest: Sendable {
    /// Position in the model's `goals`.
    package let goal: Int
    /// Those that the goal's parts are told by.
    package let scores: [UsedScores]
    /// As in `ScoresRequest`.
    package let by: [String]
    package let forCondition: Term?

    package init(goal: Int, scores: [UsedScores], by: [String], forCondition: Term?) {
        self.goal = goal
        self.scores = scores
        self.by = by
        self.forCondition = forCondition
    }
}

/// promises of PLAN by DIMS for COND
package struct PromisesRequest: Sendable {
    /// Positions in the model's `plans`: one, or all that have a goal.
    package let plans: [Int]
    /// Those that tell what became of them.
    package let scores: [UsedScores]
    /// As in `ScoresRequest`.
    package let by: [String]
    package let forCondition: Term?

    package init(plans: [Int], scores: [UsedScores], by: [String], forCondition: Term?) {
        self.plans = plans
        self.scores = scores
        self.by = by
        self.forCondition = forCondition
    }
}

package enum ResolvedStage: Sendable {
    case `where`(Term)
    case select([NamedTerm])
    /// A name that is there already is replaced in its place.
    case derive([NamedTerm])
    case sort([SortKey])
    case take(Int)
    case group([NamedTerm], by: [String])
    /// Left columns, then the right ones that are no keys; no name is in both.
    case join(ResolvedQuery, on: [String], keepAll: Bool)
    /// All other columns together are a row's key. `values` are the new columns where the program declares them
    /// (sources, waves, layers, bands), in declared order and whether or not a row has them; nil: those of the data.
    case pivot(value: String, by: String, values: [String]?)
    case chart(Chart)
    /// Beside what there is, what there would be.
    case whatIf(Overlay)
}

package struct NamedTerm: Sendable {
    package let name: String
    package let term: Term

    package init(name: String, term: Term) {
        self.name = name
        self.term = term
    }
}

package struct SortKey: Sendable {
    package let column: String
    package let isDescending: Bool
}

/// show QUERY, show EXPRESSION or explain SUBJECT
package struct Show: Sendable {
    package enum Subject: Sendable {
        case query(ResolvedQuery)
        case term(Term)
        case explanation(ExplainRequest)
    }
    /// Its doc comment; empty without one.
    package let title: String
    package let subject: Subject
    package let location: Location

    package init(title: String, subject: Subject, location: Location) {
        self.title = title
        self.subject = subject
        self.location = location
    }

    package func titled(_ title: String) -> Show { Show(title: title, subject: subject, location: location) }
}
