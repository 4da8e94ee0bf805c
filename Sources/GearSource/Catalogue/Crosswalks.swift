extension Code {
    /// GB044: crosswalks.
    static let crosswalkCodes: [Code] = [.contradictoryEntries, .idleEntry]

    package static let contradictoryEntries = Code(
        "GB0441", .error, "entries of a crosswalk that contradict each other",
        """
        Together with the trees of both frameworks, entries of a crosswalk say that something is a true part of itself, or \
        that two nodes of one framework are the same: a node that is the same as two, one that covers what it is a part of, \
        or a gear that is a part of what its own tag is the same as. At least one entry is wrong, and so would be the scores \
        that it brings.

        Follow the way that the finding shows, and remove or correct an entry on it. `related` claims nothing that could be \
        contradicted.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework state "State rubric" {
          layers domain, standard
          gear assessment "Assessment" { tag use "Use of results" }
          gear design "Design"
        }
        crosswalk to_state "State rubric" from office to state {
          data.rhythm same assessment
          data        same assessment.use
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
        framework state "State rubric" {
          layers domain, standard
          gear assessment "Assessment" { tag use "Use of results" }
          gear design "Design"
        }
        crosswalk to_state "State rubric" from office to state {
          data.rhythm same assessment.use
          data        same assessment
        }
        ```
        """)

    package static let idleEntry = Code(
        "GB0442", .warning, "entry of a crosswalk that adds nothing",
        """
        Two entries are about the same two nodes, or a node is put into another one although it lies in a part of that \
        already. Read through the crosswalk, its score would count twice there.

        Keep the entry that says more: the one with the smaller node.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework state "State rubric" {
          layers domain, standard
          gear assessment "Assessment" { tag use "Use of results" }
          gear design "Design"
        }
        crosswalk to_state "State rubric" from office to state {
          data.rhythm part of assessment
          data.rhythm part of assessment.use
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
        framework state "State rubric" {
          layers domain, standard
          gear assessment "Assessment" { tag use "Use of results" }
          gear design "Design"
        }
        crosswalk to_state "State rubric" from office to state {
          data.rhythm part of assessment.use
        }
        ```
        """)

    package static let nothingCarried = Code(
        "GB0624", .error, "crosswalk that brings no scores",
        """
        `scores of RULE via CROSSWALK` reads the rule's scores onto the nodes of the crosswalk's other framework. One of \
        its sides must be the framework that the rule scores, and at least one entry must say that a node is the `same` as \
        one over there or `part of` it. What covers more than a node is no score of it, and what is only related to it says \
        nothing of how it stands.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework state "State rubric" {
          layers domain, standard
          gear assessment "Assessment" { tag use "Use of results" }
          gear design "Design"
        }
        crosswalk to_state "State rubric" from office to state {
          data covers assessment.use
        }
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        show scores of mastery via to_state
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework state "State rubric" {
          layers domain, standard
          gear assessment "Assessment" { tag use "Use of results" }
          gear design "Design"
        }
        crosswalk to_state "State rubric" from office to state {
          data.rhythm same assessment.use
        }
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mastery on office {
          own = mean(answers)
          node = mean(parts)
        }
        show scores of mastery via to_state
        ```
        """)
}
