import GearModel
import GearSource

/// Which groups of a survey's answers are not shown: decided once, from counts and never from values.
///
/// A group is one combination of values of the declared dimensions, source and wave. Groups that are hidden are put
/// together in blocks. A row is shown if it holds each block wholly or not at all. So all that is ever shown is about
/// unions of groups that are shown and of whole blocks. These do not overlap, and each of them has as many respondents
/// as were declared (for each question, or none): no sum, difference or other linear combination of what is shown is
/// about a part of one. What is shown is what it would be if nothing were hidden.
package struct HiddenGroups: Sendable {
    package let rule: HidingRule
    package let blocks: [Block]
    /// Off: only rows of too few respondents are hidden, and subtraction finds them. For the tests, which must show that
    /// their attacker can find something.
    let isComplementary: Bool

    /// Groups that are shown together or not at all.
    package struct Block: Sendable {
        /// An answer of each group.
        package let members: [Member]
        /// Whether it has enough respondents to be shown as a whole.
        package let isShownWhole: Bool
    }

    /// Where an answer of a group is.
    package enum Member: Sendable, Hashable {
        /// A record.
        case record(Int)
        /// A place in `Responses.counts`.
        case count(Int)
    }

    /// Of the groups that a table's rows are of, those that are hidden.
    ///
    /// - Parameter group: the row that a member's answers are in; nil if they are left out.
    package func rows<Row: Hashable>(_ row: (Member) -> Row?) -> Set<Row> {
        var hidden: Set<Row> = []
        for block in blocks {
            let rows = Set(block.members.map(row))
            if rows.count == 1, block.isShownWhole { continue }
            for case let row? in rows { hidden.insert(row) }
        }
        return hidden
    }

    /// Whether another choice hides the same groups in the same blocks.
    package func hidesSame(as other: HiddenGroups) -> Bool {
        func all(_ groups: HiddenGroups) -> Set<Choice> {
            Set(groups.blocks.map { Choice(members: Set($0.members), isShownWhole: $0.isShownWhole) })
        }
        return rule.allDimensions == other.rule.allDimensions && rule.threshold == other.rule.threshold
            && all(self) == all(other)
    }

    private struct Choice: Hashable {
        let members: Set<Member>
        let isShownWhole: Bool
    }

    /// Why a table is not given that asks for answers by more than was declared; nil if it is.
    ///
    /// - Parameters:
    ///   - dimensions: what splits its rows, or what is combined in them.
    ///   - condition: which answers are taken.
    package func refusal(_ survey: Heading, by dimensions: [String], where condition: Term?) -> Diagnostic? {
        let declared = rule.allDimensions
        let asked =
            dimensions.first { !declared.contains($0) }
            ?? condition?.columns.sorted().first { !declared.contains($0) }
        guard let asked else { return nil }
        let names = declared.map { "`\($0)`" }.joined(separator: ", ")
        return Diagnostic(
            .outsideHiding, "survey `\(survey.name)` is not shown by `\(asked)`",
            related: [Label(rule.location, "groups under \(rule.threshold) are hidden here")],
            why:
                "which groups are hidden was decided for those by \(names); by anything else, small ones could be seen",
            help: Self.noDimensions.contains(asked)
                ? "ask by these dimensions" : "ask by these dimensions, or add `\(asked)` to those of `hide`")
    }

    /// What an answer has that no `hide` can name.
    private static let noDimensions: Set = [
        "survey", "respondent", "question", "section", "point", "label", "value", "absent", "at",
    ]

    /// Why a table is not given that shows single answers, or figures that single answers follow from.
    package func withheld(_ table: String, of survey: Heading) -> Diagnostic { Self.withheld(table, of: survey, rule) }

    package static func withheld(_ table: String, of survey: Heading, _ rule: HidingRule) -> Diagnostic {
        Diagnostic(
            .withheldTable, "`\(table)` is withheld: survey `\(survey.name)` hides groups under \(rule.threshold)",
            related: [Label(rule.location, "here")],
            why: "single answers, or few of them, could be told from it",
            help: "ask for `scores`, or work on the answers in a program without `hide`, which is not handed on")
    }
}
