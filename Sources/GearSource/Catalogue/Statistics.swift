extension Code {
    /// GB062: tables of statistics.
    static let statisticsCodes: [Code] = [rowsAreSplit, needsTwoSides, needsDimension, nothingCarried]

    package static let rowsAreSplit = Code(
        "GB0621", .error, "a dimension that splits the rows has another part in them",
        """
        A table of statistics works on several values of a dimension at once: `reliability across school` judges the
        schools' means, `compare source team, teacher` has two sources in a row, `progress` two waves. A row can then
        not be about one value of the same dimension. Rows are split by what `by` names, and by source and wave in any
        case.

        Leave the dimension out of `by`, or name another one.

        Wrong:
        ```gear
        show reliability of mastery across school by school
        ```
        Right:
        ```gear
        show reliability of mastery across school
        ```
        """)

    package static let needsTwoSides = Code(
        "GB0622", .error, "`compare` without two different sides",
        """
        `compare` sets two values of one dimension beside each other. It names the dimension and both values, or one
        value and `others`, which puts all other values of a dimension together. Sources and waves are never put
        together, so that they have no others.

        Wrong:
        ```gear
        show compare source team, team
        ```
        Right:
        ```gear
        show compare source team, teacher
        ```
        """)

    package static let needsDimension = Code(
        "GB0623", .error, "a table of statistics without the dimension that it works on",
        """
        `correlations` goes over the values of a dimension, such as districts, which `across` names. `agreement` must
        know who rated (`across`) and what was rated (`paired`): both are columns of the data, bound as dimensions.

        Wrong:
        ```gear
        show correlations of mastery
        ```
        Right:
        ```gear
        show correlations of mastery across district
        ```
        """)
}
