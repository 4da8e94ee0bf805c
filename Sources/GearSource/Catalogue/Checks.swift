extension Code {
    /// GB04: checks of frameworks, surveys and rules.
    static let checkCodes: [Code] =
        [
            .buildsOnCycle, .questionWithoutTarget, .unreachedNode, .bandGap, .unusedWeight, .silentSource,
            .duplicateText, .emptyText, .longText,
        ] + surveyCheckCodes + levelCodes + [.unreachableScore] + crosswalkCodes + [.unboundHiding] + resourceCodes
        + planCodes + adaptationCodes

    package static let buildsOnCycle = Code(
        "GB0401", .error, "competencies that build on each other",
        """
        `builds on` says what has to be there before. Followed from here, it leads back to where it began: each of \
        these competencies would have to come before itself.

        Remove the `builds on` that is the weakest claim.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks" builds on data.coverage
            tag coverage "Every objective has a check" builds on data.rhythm
          }
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks" builds on data.coverage
            tag coverage "Every objective has a check"
          }
        }
        ```
        """)

    package static let questionWithoutTarget = Code(
        "GB0402", .warning, "question tagged to nothing",
        """
        Scores belong to the nodes of a framework, never to questions. The answers to a question that points at no \
        node enter no score.

        Say what it measures with `->`. A question that is asked for its words is an `open` one.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective"
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        ```
        """)

    package static let unreachedNode = Code(
        "GB0403", .warning, "node that nothing measures",
        """
        Questions point at this framework, but none at this node, and it has neither a part nor a look-for. It will \
        never have a score, and whatever is made of the parts above it leaves it out.

        Tag a question to it, give it a `lookfor`, or remove it.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        ```
        """)

    package static let bandGap = Code(
        "GB0405", .error, "bands with a hole or an overlap",
        """
        Bands are written from low to high, each with the bound below which scores fall in it; the last has none. So \
        every number falls in exactly one band.

        Put the bounds in rising order, and end with a band without a bound.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mild on office {
          own = mean(answers)
          node = mean(parts)
          bands emerging < 2.5, proficient < 4.5
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mild on office {
          own = mean(answers)
          node = mean(parts)
          bands emerging < 2.5, proficient < 4.5, leading
        }
        ```
        """)

    package static let unusedWeight = Code(
        "GB0406", .warning, "weight that no rule uses",
        """
        A weight is declared, and no rule of this program has a line that says `weighted` where it would count: for \
        a node's weight a line that gathers `parts`, for a target's one that gathers `answers`, `questions` or \
        `below`.

        Write `weighted` in the rule that is meant, or remove the weight, which now promises what does not happen.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks" weight 2
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mild on office {
          own = mean(answers)
          node = mean(parts)
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks" weight 2
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mild on office {
          own = mean(answers)
          node = mean(parts) weighted
        }
        ```
        """)

    package static let silentSource = Code(
        "GB0407", .warning, "source without any score",
        """
        The survey asks this source, and the rule can never give it a score: its `sources` do not name it, or \
        `needs` asks for more answers than any node has questions for it. Its answers would be collected for \
        nothing. Or the survey names it, and each of its questions `asks` others.

        Name the source, need less, or ask it something.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring strict on office {
          person = mean(answers) needs 3
          own = mean(persons)
          node = mean(parts)
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring strict on office {
          person = mean(answers) needs 1
          own = mean(persons)
          node = mean(parts)
        }
        ```
        """)

    package static let duplicateText = Code(
        "GB0408", .warning, "text used twice",
        """
        Two questions of a survey, or two nodes side by side, have the same text. A reader cannot tell them apart, \
        and a file of answers that names its columns by the questions' text cannot either.

        Say what makes each of them different, or remove one.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Results are used in two weeks"
          }
        }
        source team "District team"
        source teacher "Teachers"
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        ```
        """)

    package static let emptyText = Code(
        "GB0409", .warning, "empty text",
        """
        The quotes hold nothing. Where the title is shown, there would be a gap.

        Write the text, or leave the quotes out: then the name is shown.

        Wrong:
        ```gear
        framework office "Office" { gear data "" }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        ```
        """)

    package static let longText = Code(
        "GB0410", .warning, "over-long text",
        """
        A title or question of more than 400 characters is not read to its end by those who answer, and breaks every \
        table.

        Say it shorter, and put the rest in a `///` comment before the declaration.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Everybody in the district reads results and acts on them. Everybody in the district reads \
        results and acts on them. Everybody in the district reads results and acts on them. Everybody in the \
        district reads results and acts on them. Everybody in the district reads results and acts on them. \
        Everybody in the district reads results and acts on them. Everybody in the district reads results and acts \
        on them. Everybody in the district reads results and acts on them."
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          /// Everybody, in each school and each office, in time for the next lesson.
          gear data "Everybody in the district reads results and acts on them"
        }
        ```
        """)

    package static let unreachableScore = Code(
        "GB0440", .warning, "score that cannot be reached",
        """
        A band, or `mastered when`, begins above the greatest score that the rule can give, or ends below the least. \
        Nothing would ever be in it: the bound is perhaps one for another scale.

        Move the bound, or `rescale` to the range that it is meant for.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data"
        }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data
        }
        scoring mild on office {
          own = mean(answers)
          node = mean(parts)
          bands emerging < 25, leading
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data"
        }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data
        }
        scoring mild on office {
          own = mean(answers)
          node = mean(parts)
          bands emerging < 2.5, leading
        }
        ```
        """)
}
