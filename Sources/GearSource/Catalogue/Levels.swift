extension Code {
    /// GB0424 on: progressions, goals and rubrics.
    static let levelCodes: [Code] = [.unreachableLevel, .weakerLevel, .idleStep, .untoldLevel, .undescribedLevel]

    package static let unreachableLevel = Code(
        "GB0424", .warning, "level or goal out of reach",
        """
        Something is required that can never be true: a score above the end of its range, a share above 100%, the score of a \
        node that no question of these sources measures, or visits that no walkthrough rates. Nobody ever gets past it.

        Require what can be measured, or measure it.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        progression personal "Personal learning" on office using mastery {
          level early "Early" {
            to move up "Use data weekly" { requires data >= 6 }
          }
          level later "Later"
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
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        progression personal "Personal learning" on office using mastery {
          level early "Early" {
            to move up "Use data weekly" { requires data >= 4 }
          }
          level later "Later"
        }
        ```
        """)

    package static let weakerLevel = Code(
        "GB0425", .warning, "level that requires less than one before it",
        """
        A step up requires less of the same thing than an earlier step: whoever has come so far has fulfilled it long ago. \
        Either the numbers are mixed up, or the requirement says nothing.

        Ask for more at the higher level, or remove the requirement.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        progression personal "Personal learning" on office using mastery {
          level early "Early" {
            to move up "Use data weekly" { requires data >= 3.5 }
          }
          level middle "Middle" {
            to move up "Use data daily" { requires data >= 3 }
          }
          level later "Later"
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
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        progression personal "Personal learning" on office using mastery {
          level early "Early" {
            to move up "Use data weekly" { requires data >= 3 }
          }
          level middle "Middle" {
            to move up "Use data daily" { requires data >= 3.5 }
          }
          level later "Later"
        }
        ```
        """)

    package static let idleStep = Code(
        "GB0426", .warning, "step that leads nowhere",
        """
        From the highest level there is nothing to move up to, and below the lowest there is nothing to fall to. What such \
        a step requires is never asked.

        Declare the level that is missing, or move the requirement to the step where it counts.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        progression personal "Personal learning" on office using mastery {
          level early "Early" {
            to move up "Use data weekly" { requires data >= 3 }
          }
          level later "Later" {
            to move up "Use data daily" { requires data >= 4 }
          }
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
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        progression personal "Personal learning" on office using mastery {
          level early "Early" {
            to move up "Use data weekly" { requires data >= 3 }
          }
          level later "Later" {
            to stay "Go on" { requires data >= 3 }
          }
        }
        ```
        """)

    package static let untoldLevel = Code(
        "GB0427", .warning, "level that nothing tells",
        """
        Other levels have conditions, and from this one nothing is required to move up. Whether a group has moved up can then \
        not be told, and so neither can any level above it: what is not known is never taken for a yes.

        Write what it takes.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        progression personal "Personal learning" on office using mastery {
          level early "Early" {
            to move up "Use data weekly"
          }
          level middle "Middle" {
            to move up "Use data daily" { requires data >= 4 }
          }
          level later "Later"
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
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        progression personal "Personal learning" on office using mastery {
          level early "Early" {
            to move up "Use data weekly" { requires data >= 3 }
          }
          level middle "Middle" {
            to move up "Use data daily" { requires data >= 4 }
          }
          level later "Later"
        }
        ```
        """)

    package static let undescribedLevel = Code(
        "GB0428", .warning, "criterion that does not describe a level",
        """
        Whoever rates by a rubric picks the level whose description fits. Where a criterion says nothing of a level, each \
        rater fills it in, and no two alike.

        Describe the level.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data"
        }
        rubric lesson "Lesson" on office {
          level early "Early"
          level later "Later"
          criterion pacing "Pacing" -> data {
            early "One pace for all"
          }
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data"
        }
        rubric lesson "Lesson" on office {
          level early "Early"
          level later "Later"
          criterion pacing "Pacing" -> data {
            early "One pace for all"
            later "A pace for each"
          }
        }
        ```
        """)
}
