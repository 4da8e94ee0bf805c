extension Code {
    /// GB065x: rules that do not fit the surveys or the answers that they are to score.
    static let scoreCodes: [Code] = [
        mixedScales, personsUnknown, misplacedCollection, unscorableExpression, inexactValues, nothingToScore,
        pointlessRescale, timesWithoutOrder, tooManyTimes,
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

    package static let timesWithoutOrder = Code(
        "GB0658", .error, "times that nobody can put in order",
        """
        The rule's `time` line asks which answers come last, and `at` is bound, so that answers of one wave stand in \
        the order of that column. Numbers have an order, and so have dates and times that are all written in one way, \
        from the year down: `2015-10-02`, `2015-10-02 09:15`. In `10/2/2015` the month may stand before the day or \
        behind it, and words have no order at all; a guess would make an old answer the latest.

        Write the column so, or bind another one, such as the number of the attempt. A rule with `max` or `mean` asks \
        for no order.

        For a file whose column `Timestamp` holds `10/2/2015 9:15` and whose column `Attempt` holds `2`:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID"  at: column "Timestamp" }
        show scores of std.latest_wave
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID"  at: column "Attempt" }
        show scores of std.latest_wave
        ```
        """)

    package static let tooManyTimes = Code(
        "GB0659", .error, "more points in time than one score can hold",
        """
        The rule's `time` line puts points in time together, and each text of a bound `at` is one. Times to the second \
        make as many of them as there are answers. That is rarely meant (the latest score of a district would be that \
        of whoever answered last), and each needs room for the scores of all nodes.

        Bind a coarser column, such as the day or the number of the attempt, or split the scores with `by`.

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID"  at: column "Submitted at" }
        show scores of std.latest_wave
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID"  at: column "Submitted on" }
        show scores of std.latest_wave
        ```
        """)
}
