extension Code {
    /// GB07: tests and what they expect.
    static let testCodes: [Code] = [expectationFailed, expectationUndecided, ambiguousCell]

    package static let expectationFailed = Code(
        "GB0701", .error, "an expectation does not hold",
        """
        A test's answers were scored, and what it expects is false. The finding shows the values on both sides.
        Numbers are compared after rounding to nine decimals, so that 0.1 + 0.2 is 0.3.

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
}
