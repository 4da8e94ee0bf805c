extension Code {
    /// GB0450 on: roles and plans.
    static let planCodes: [Code] = [
        .wideFocus, .untaskedGap, .overcommittedOwner, .uncarriedNode, .waitingCircle, .datesOutOfOrder,
    ]

    package static let wideFocus = Code(
        "GB0450", .warning, "focus that is spread too wide",
        """
        A focus lies, by what it names or what its tasks raise, in more than one gear or in more than two lead tags. Plans fail \
        less often by too little work than by work on everything at once: a focus is small enough that those who work on it \
        talk about the same thing.

        Make two focuses of it, or leave out what can wait.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
          gear community "Community"
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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.rhythm, community {
            task calendar "Put data meetings in the calendar" {
              due 2026-02-01
              raises data.rhythm
            }
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
          gear community "Community"
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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.rhythm {
            task calendar "Put data meetings in the calendar" {
              due 2026-02-01
              raises data.rhythm
            }
          }
        }
        ```
        """)

    package static let untaskedGap = Code(
        "GB0451", .note, "goal that no task works on",
        """
        A goal asks for the score of a node, and no task of the plans toward it raises that node or anything below it. If the score \
        is high enough already, that is fine; whether it is, only answers can say: `gaps toward GOAL | where tasks is missing`.

        Add a task that raises it if it falls short.

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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.coverage {
            task calendar "Put data meetings in the calendar" {
              due 2026-02-01
              raises data.coverage
            }
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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.rhythm {
            task calendar "Put data meetings in the calendar" {
              due 2026-02-01
              raises data.rhythm
            }
          }
        }
        ```
        """)

    package static let overcommittedOwner = Code(
        "GB0452", .warning, "owner with more effort than days",
        """
        The tasks that a role owns in one plan take more time than it has. Eight hours are a day. What does not fit is not done, \
        or is done at night, and the plan does not say which.

        Give a task to somebody else, make one smaller, or find more time.

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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        role lead "Director of data" on office {
          carries data
          available 3 days
        }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.rhythm {
            task calendar "Put data meetings in the calendar" {
              owner lead
              effort 30 hours
              due 2026-02-01
              raises data.rhythm
            }
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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        role lead "Director of data" on office {
          carries data
          available 3 days
        }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.rhythm {
            task calendar "Put data meetings in the calendar" {
              owner lead
              effort 20 hours
              due 2026-02-01
              raises data.rhythm
            }
          }
        }
        ```
        """)

    package static let uncarriedNode = Code(
        "GB0453", .warning, "competency that no role carries",
        """
        Roles are declared for a framework, and part of it belongs to none of them. What everybody should be able to do and nobody is \
        there for is missing when it is needed.

        Add it to what a role `carries`: a node that is carried is carried with all below it.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        role lead "Director of data" on office { carries data.rhythm }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        role lead "Director of data" on office { carries data }
        ```
        """)

    package static let waitingCircle = Code(
        "GB0454", .error, "tasks that wait for each other",
        """
        `after` says what has to be done before a task can begin. Followed from here, it leads back to where it began: none of these \
        tasks can ever begin.

        Remove the `after` that matters least.

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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.rhythm {
            task calendar "Put data meetings in the calendar" {
              due 2026-02-01
              raises data.rhythm
              after checks
            }
            task checks "Write the checks" {
              due 2026-01-15
              after calendar
            }
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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.rhythm {
            task calendar "Put data meetings in the calendar" {
              due 2026-02-01
              raises data.rhythm
              after checks
            }
            task checks "Write the checks" {
              due 2026-01-15
            }
          }
        }
        ```
        """)

    package static let datesOutOfOrder = Code(
        "GB0455", .warning, "dates out of order",
        """
        A task is due before it starts, after the goal that it serves, or before another one that it waits for. Such a date cannot be \
        kept, and whether the task is late cannot be told by it.

        Correct the date, or leave the task to a later plan.

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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.rhythm {
            task calendar "Put data meetings in the calendar" {
              start 2026-03-01
              due 2026-02-01
              raises data.rhythm
            }
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
        goal spring "Spring" on office using mastery { reach data.rhythm >= 4 by 2026-06-30 }
        plan year1 "First year" on office toward spring {
          focus rhythm "Short data cycles" in data.rhythm {
            task calendar "Put data meetings in the calendar" {
              start 2026-01-10
              due 2026-02-01
              raises data.rhythm
            }
          }
        }
        ```
        """)
}
