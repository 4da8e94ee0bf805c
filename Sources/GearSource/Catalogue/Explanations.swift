extension Code {
    package static let notExplained = Code(
        "GB0320", .error, "nothing that can be explained",
        """
        `explain` tells how one score came about, or why a level is held or not: it takes a call such as
        `score(NODE, source: teacher, wave: fall15)` or `level(PROGRESSION.LEVEL)`. What is worked out of several \
        scores, a table or a plain number has no derivation of its own.

        Explain the scores that it is made of.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        source team "Team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q "We use results" -> data
        }
        scoring mastery on office { own = mean(answers) }
        explain score(data) + 1
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        source team "Team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q "We use results" -> data
        }
        scoring mastery on office { own = mean(answers) }
        explain score(data)
        ```
        """)

    package static let notEarlier = Code(
        "GB0321", .error, "a change since a wave that is not earlier",
        """
        `explain … since WAVE` tells what has changed since an earlier wave. Nothing changes between a wave and itself, and \
        from a later wave to an earlier one time does not run.

        Name the later wave in the score, and an earlier one behind `since`.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        wave fall15   2015-10
        wave spring16 2016-05
        source team "Team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q "We use results" -> data
        }
        scoring mastery on office { own = mean(answers) }
        explain score(data, wave: fall15) since spring16
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        wave fall15   2015-10
        wave spring16 2016-05
        source team "Team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q "We use results" -> data
        }
        scoring mastery on office { own = mean(answers) }
        explain score(data, wave: spring16) since fall15
        ```
        """)
}
