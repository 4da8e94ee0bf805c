import GearSource

/// goal NAME "Title" on FRAMEWORK using RULE from SOURCES for COND { reach … }
package struct Goal: Sendable {
    package let heading: Heading
    /// -1 where it is unknown, which was reported.
    package let framework: Int
    /// In the order written.
    package var reaches: [Reach]
    /// A part of it was not understood, which was reported.
    package var isBroken: Bool
}

/// reach personal.micro by 2016-05-31 · reach data >= 3.5 by 2016-12-31 for district == d07
package struct Reach: Sendable {
    package enum Subject: Sendable {
        /// Positions of the progression and of its level.
        case level(progression: Int, level: Int)
        case score(Requirement)
    }
    package let subject: Subject
    /// Whose scores tell of it: the progression's, else those that the goal uses.
    package let scores: UsedScores
    package let due: CalendarDate
    /// Over answers: whose they have to be; the goal's own condition included.
    package let forCondition: Term?
    /// What is to be reached, as written.
    package let text: String
    package let location: Location
}

extension Model {
    /// What has to be fulfilled for a thing to be reached.
    package func requirements(of reach: Reach) -> [Requirement] {
        switch reach.subject {
        case .score(let requirement): [requirement]
        case .level(let progression, let level): progressions[progression].requirements(upTo: level)
        }
    }
}
