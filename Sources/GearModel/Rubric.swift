import GearSource

/// rubric NAME "Title" on FRAMEWORK { level … criterion … favourable … absent … }
package struct Rubric: Sendable {
    package let heading: Heading
    /// -1 where it is unknown, which was reported.
    package let framework: Int
    /// From the lowest up.
    package var levels: [Heading]
    package var criteria: [Criterion]
    /// Position in the model's `scales` of the one whose points are the levels, from 1 up.
    package let scale: Int
}

/// criterion NAME "Title" -> NODE weight 2, NODE { strong "What one sees" … }
package struct Criterion: Sendable {
    package let heading: Heading
    /// The nodes that ratings of it are answers to.
    package let targets: [Target]
    package let descriptors: [Cell]

    package struct Cell: Sendable {
        /// Position among the rubric's levels.
        package let level: Int
        package let text: String
    }
}

package struct CriterionReference: Sendable, Hashable {
    /// Position in the model's `rubrics`.
    package let rubric: Int
    package let criterion: Int

    package init(rubric: Int, criterion: Int) {
        self.rubric = rubric
        self.criterion = criterion
    }
}
