extension Code {
    /// GB06: tables and pipelines.
    static let queryCodes: [Code] = [
        noSuchColumn, unsuitableOperand, tooManyRows, tooManyColumns, ambiguousPivot, aggregateOutOfPlace, noAnswers,
        valueNotInData, whatIfInside, whatIfRows, mixedChartScales, whatIfIdle,
    ]

    package static let whatIfInside = Code(
        "GB0609", .error, "a `what if` inside another",
        """
        `what if` holds what would be against what is. Inside the braces of another, or of a table that has been through one
        already, it would be held against something that is not so either, and nobody could say what a difference means.

        Write all that would be otherwise in the braces of one `what if`.

        Wrong:
        ```gear
        define heavier = nodes | what if { amend data weight 2 }
        show heavier | what if { amend vision weight 3 }
        ```
        Right:
        ```gear
        show nodes | what if {
          amend data weight 2
          amend vision weight 3
        }
        ```
        """)

    package static let whatIfRows = Code(
        "GB0610", .error, "rows before `what if` that nothing tells apart",
        """
        `what if` puts each row beside the same row as it would be. Which one that is, the columns say that name things:
        dimensions, `source` and `wave`, nodes, levels. If a `select` has left out some of them and several rows are then
        alike, it cannot be said.

        Keep those columns, or put the `select` behind the `what if`.

        Wrong:
        ```gear
        show nodes | select layer, weight | what if { amend data weight 2 }
        ```
        Right:
        ```gear
        show nodes | what if { amend data weight 2 } | select layer, weight, weight_if
        ```
        """)

    package static let noSuchColumn = Code(
        "GB0601", .error, "no such column in this table",
        """
        A stage names a column that the table does not have when it gets there. Most such names are found before
        anything runs; after `pivot`, whose columns come from the data, they are found here.

        Look at the columns that the message lists. A column that an earlier `select` or `group` left out is gone.

        Wrong:
        ```gear
        show nodes | select node, layer | pivot node by layer | select gears
        ```
        Right:
        ```gear
        show nodes | select node, layer | where layer == gear | select node
        ```
        """)

    package static let unsuitableOperand = Code(
        "GB0602", .error, "a column of another type is needed",
        """
        A stage calculates with, compares or joins columns whose cells are not of the type it needs: a text where
        a number should be, or keys of two different types. Most such mistakes are found before anything runs; after
        `pivot`, whose columns come from the data, they are found here.

        Wrong:
        ```gear
        show nodes | select title, layer, depth | pivot title by layer | derive twice = framework * 2
        ```
        Right:
        ```gear
        show nodes | derive twice = depth * 2
        ```
        """)

    package static let tooManyRows = Code(
        "GB0603", .error, "a stage would make too many rows",
        """
        A `join` pairs each row with each row of the same key, so that a key which stands in many rows on both sides
        makes their product of rows. Beyond 300 million cells (rows times columns) the query stops before it fills
        the memory; so does a table of answers.

        Join on all columns that tell rows apart (often a dimension was left out), or `group` one side first.

        Wrong:
        ```gear
        show answers | join (answers | select wave, other = respondent) on wave
        ```
        Right:
        ```gear
        show answers | join (answers | group n = count() by respondent) on respondent
        ```
        """)

    package static let tooManyColumns = Code(
        "GB0604", .error, "a pivot would make too many columns",
        """
        `pivot` makes a column for each different value of a column, at most 1,000. More come out when the column
        has a value of its own in almost every row, such as a respondent.

        Pivot by a column with few values (a source, a wave, a layer), or keep fewer rows with `where` first.

        Wrong:
        ```gear
        show answers | select question, respondent, value | pivot value by respondent
        ```
        Right:
        ```gear
        show answers | select question, respondent, value | pivot value by question
        ```
        """)

    package static let ambiguousPivot = Code(
        "GB0605", .error, "a pivot or chart finds two values for one cell",
        """
        `pivot VALUE by COLUMN` makes one row of all rows whose other columns are equal. If two of them bear the same
        name for the new column, one cell would have to hold two values; if a value is named like a column that stays,
        two columns would have one name. A `chart` draws one value for what its `by` and `across` name.

        Keep the column that tells the rows apart (in a chart, name it after `by`), or combine them with `group` first.

        Wrong:
        ```gear
        show nodes | select depth, kind, layer | pivot kind by layer
        ```
        Right:
        ```gear
        show nodes | group n = count() by depth, layer | pivot n by layer
        ```
        """)

    package static let aggregateOutOfPlace = Code(
        "GB0606", .error, "an aggregate where one row is at hand",
        """
        `mean`, `median`, `min`, `max`, `sum`, `count` and `share` gather several rows. They stand in the definitions
        of `group` and in the lines of a rule. In `where`, `select` and `derive` one row at a time is at hand.

        Wrong:
        ```gear
        show nodes | derive total = sum(weight)
        ```
        Right:
        ```gear
        show nodes | group total = sum(weight) by layer
        ```
        """)

    package static let noAnswers = Code(
        "GB0607", .error, "no answers to calculate from",
        """
        The table is made from answers, and no survey that it needs has any: no `data` declaration names a file for
        it, and the command line gave none.

        Declare where the answers are, or name the file when you ask: `gearbox score FILE --data SURVEY=PATH`. What
        needs no answers (`nodes`, `questions`, `scales`, `themes`, `coverage`) can be asked for without.

        Wrong:
        ```gear
        show answers
        ```
        Right:
        ```gear
        show questions
        ```
        """)

    package static let valueNotInData = Code(
        "GB0608", .warning, "a value that no answer has",
        """
        A condition compares a dimension with a value that stands nowhere in the answers that were read. `==` is then
        never true, so that nothing is kept, and `!=` keeps everything that has a value. Values of dimensions come from
        the data, so that only these can tell whether one is misspelt.

        Look at the values that the message offers: capitals and blanks count.

        For data with the districts `d01` to `d14`:

        Wrong:
        ```gear
        show scores of mastery by district for district == d1
        ```
        Right:
        ```gear
        show scores of mastery by district for district == d01
        ```
        """)

    package static let mixedChartScales = Code(
        "GB0611", .error, "a chart of answers on different scales",
        """
        `chart distribution` draws how many chose each point of a scale, and centres every line on the same one. Answers
        to questions on different scales have no points in common, whatever they are called: a 4 of five is not a 4 of
        seven.

        Keep the questions of one scale, and draw the others beside it.

        Where `q1` and `q2` are on a scale of five points and `q3` on one of seven:

        Wrong:
        ```gear
        show answers | chart distribution point by question
        ```
        Right:
        ```gear
        show answers for question in [q1, q2] | chart distribution point by question
        ```
        """)

    package static let whatIfIdle = Code(
        "GB0612", .note, "a `what if` that changes nothing",
        """
        Every row that is shown would be as it is. Perhaps that is the answer. Perhaps the braces change something else than
        was meant: a rule of another name than the one that scores, a weight where the rule does not weigh, a node under
        which nothing is asked. A name in the braces that the program does not have is added to it, and then nothing depends
        on it yet.

        Compare the names in the braces with those before them.

        Wrong:
        ```gear
        show scores of mastery | what if { scoring mastry on office { own = median(answers) } }
        ```
        Right:
        ```gear
        show scores of mastery | what if { scoring mastery on office { own = median(answers) } }
        ```
        """)
}
