extension Code {
    /// GB065x: rules that do not fit the surveys or the answers that they are to score.
    static let scoreCodes: [Code] = [
        mixedScales, personsUnknown, misplacedCollection, unscorableExpression, inexactValues, nothingToScore,
        pointlessRescale,
    ]

    package static let mixedScales = Code(
        "GB0651", .error, "scales mixed without rescaling",
        """
        Questions on different scales meet in one score. A 4 of 5 and a 4 of 10 are not the same, so their mean has no \
        meaning. Write `rescale LOW..HIGH` in the rule: each answer is then placed by how far it lies along its own \
        scale, `(x - min) / (max - min)`.

        Wrong:
        ```gear
        scoring mastery { own = mean(answers)  node = mean(parts) }
        ```
        Right:
        ```gear
        scoring mastery { rescale 0..100  own = mean(answers)  node = mean(parts) }
        ```
        """)

    package static let personsUnknown = Code(
        "GB0652", .error, "a person line over counted answers",
        """
        The data say how many gave each answer, not who. What one person answered cannot be told from that, so a rule \
        that makes a score for each person cannot be used. Score the answers instead, or bind a file with a row for \
        each respondent.

        Wrong:
        ```gear
        scoring mastery { person = mean(answers)  own = mean(persons) }
        ```
        Right:
        ```gear
        scoring mastery { own = mean(answers) }
        ```
        """)

    package static let misplacedCollection = Code(
        "GB0653", .error, "a line gathers what it cannot",
        """
        Each line of a rule gathers one collection: `person` gathers `answers`; `own` gathers `answers`, `questions` \
        or `persons` (with a `person` line); `node` and the lines of layers gather `parts`, `below`, `answers`, \
        `questions` or `persons`; `across` gathers `groups` and `time` gathers `waves`. Two collections in one line \
        would need a rule for how they meet, so each has its own line.

        Wrong:
        ```gear
        scoring mastery { own = mean(parts)  node = mean(parts) }
        ```
        Right:
        ```gear
        scoring mastery { own = mean(answers)  node = mean(parts) }
        ```
        """)

    package static let unscorableExpression = Code(
        "GB0654", .error, "an expression that no score can be made of",
        """
        A line of a rule is arithmetic over aggregates, and a condition inside an aggregate asks for `value`, \
        `favourable`, `question` or `point`. Texts, dates and other columns have no place there; answers are chosen by \
        other columns with `for` in the query.

        Wrong:
        ```gear
        scoring mastery { own = mean(answers, district == "d1") }
        ```
        Right:
        ```gear
        scoring mastery { own = mean(answers, value >= 2) }
        ```
        """)

    package static let inexactValues = Code(
        "GB0655", .error, "values or weights too fine to add exactly",
        """
        Answers are added as whole numbers over one denominator, so that a score never depends on the order of the \
        rows. Point values, weights or the bounds of `rescale` have so many digits that no such denominator of less \
        than two thousand million exists. Write them with fewer decimals.

        Wrong:
        ```gear
        scale odd { 1 "Never" value 0.123456789123  2 "Always" value 1 }
        ```
        Right:
        ```gear
        scale odd { 1 "Never" value 0.123  2 "Always" value 1 }
        ```
        """)

    package static let nothingToScore = Code(
        "GB0656", .warning, "a rule that scores nothing",
        """
        No question of the surveys that have answers reaches a node that the rule scores. Either the questions have no \
        targets in this framework, or the rule has no line that gathers them.

        Wrong:
        ```gear
        scoring mastery on office { person = mean(answers) }
        ```
        Right:
        ```gear
        scoring mastery on office { person = mean(answers)  own = mean(persons)  node = mean(parts) }
        ```
        """)

    package static let pointlessRescale = Code(
        "GB0657", .error, "a scale with nothing between its ends",
        """
        Rescaling places an answer by how far it lies from the least value of its scale to the greatest. All points of \
        this scale have one value, so there is no such distance.

        Wrong:
        ```gear
        scale tick { 1 "Yes" }
        ```
        Right:
        ```gear
        scale tick { 0 "No"  1 "Yes" }
        ```
        """)
}
