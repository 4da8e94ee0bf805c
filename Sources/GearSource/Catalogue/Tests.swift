extension Code {
    /// GB07: tests and what they expect.
    static let testCodes: [Code] = [
        expectationFailed, expectationUndecided, ambiguousCell, tableDiffers, findingAbsent, unevenRow,
    ]

    package static let expectationFailed = Code(
        "GB0701", .error, "an expectation does not hold",
        """
        A test's answers were scored, and what it expects is false. The finding shows what each part of it came to.
        Numbers are compared after rounding to nine decimals, so that 0.1 + 0.2 is 0.3; `within 0.01` after an `==`
        lets them lie that far apart.

        Either the rule, the reverse keys or the weights are not what was meant, or the expectation is wrong.

        Wrong:
        ```gear
        test "adding" { expect 1 + 1 == 3 }
        ```
        Right:
        ```gear
        test "adding" { expect 1 + 1 == 2 }
        ```
        """)

    package static let expectationUndecided = Code(
        "GB0702", .error, "an expectation is neither true nor false",
        """
        What a test expects turned out missing: a score that it names has no value, often because too few answers were
        given (`needs`), nobody of that source answered, or a number was divided by zero. The finding says why.

        If the score is to be missing, ask for that: `expect score(data) is missing`.

        Wrong:
        ```gear
        test "nothing by zero" { expect 1 / 0 > 1 }
        ```
        Right:
        ```gear
        test "nothing by zero" { expect 1 / 0 is missing }
        ```
        """)

    package static let ambiguousCell = Code(
        "GB0703", .error, "several scores fit",
        """
        `score(NODE)` stands for one number, and the test's answers come from several sources or waves, which are never
        pooled silently. Say which one is meant: `score(NODE, source: teacher)`, `score(NODE, wave: fall15)`.

        Wrong:
        ```gear
        framework f "F" { gear g "G" }
        source team "Team"
        source teacher "Teachers"
        scale s "S" {
          1 "Low"
          2 "High"
        }
        survey v "V" on f {
          asks team, teacher
          scale s
          question q "Q" -> g
        }
        scoring r on f { own = mean(answers) }
        test "two sources" {
          answers v {
            a team { q: 1 }
            b teacher { q: 2 }
          }
          expect score(g) == 1
        }
        ```
        Right:
        ```gear
        framework f "F" { gear g "G" }
        source team "Team"
        source teacher "Teachers"
        scale s "S" {
          1 "Low"
          2 "High"
        }
        survey v "V" on f {
          asks team, teacher
          scale s
          question q "Q" -> g
        }
        scoring r on f { own = mean(answers) }
        test "two sources" {
          answers v {
            a team { q: 1 }
            b teacher { q: 2 }
          }
          expect score(g, source: team) == 1
        }
        ```
        """)

    package static let tableDiffers = Code(
        "GB0704", .error, "a table is not what a test expects",
        """
        A test says which rows a table has, in the columns that it names, and the table has others. Rows that are
        about the same thing (all that is no number agrees) are put beside each other, and each cell that differs
        shows what it is; rows without such a partner are listed.

        The order of rows counts only where the pipeline sorts them. Columns that the first line does not name are
        not compared. Numbers may be as far apart as `within` says.

        Wrong:
        ```gear
        framework f "F" { gear g "G" weight 2 }
        test "weights" {
          expect nodes | where layer == gear {
            node weight
            g    1
          }
        }
        ```
        Right:
        ```gear
        framework f "F" { gear g "G" weight 2 }
        test "weights" {
          expect nodes | where layer == gear {
            node weight
            g    2
          }
        }
        ```
        """)

    package static let findingAbsent = Code(
        "GB0705", .error, "an expected finding is not made",
        """
        A test expects a finding, `expect error GB0203`, and nothing of the kind is found: neither in the test itself
        and its answers, nor while its expectations are worked out, nor in its `program`. The finding lists what was
        found instead.

        Wrong:
        ```gear
        test "a tag that is not there" {
          program \"""
            framework f "F" { gear g "G" }
            show nodes | where node == g
          \"""
          expect error GB0203
        }
        ```
        Right:
        ```gear
        test "a tag that is not there" {
          program \"""
            framework f "F" { gear g "G" }
            show nodes | where node == h
          \"""
          expect error GB0203
        }
        ```
        """)

    package static let unevenRow = Code(
        "GB0706", .error, "a row has more or fewer values than there are names",
        """
        In `cases`, and in the braces of `expect`, the first line has names, and each line below has a value for each
        of them. Values stand side by side: a text in quotes is one value, and so is what stands in parentheses.

        Where there is no value, write `missing`.

        Wrong:
        ```gear
        test "doubling" {
          cases {
            once twice
            1    2
            2
          }
          expect once * 2 == twice
        }
        ```
        Right:
        ```gear
        test "doubling" {
          cases {
            once twice
            1    2
            2    4
          }
          expect once * 2 == twice
        }
        ```
        """)
}
