extension Code {
    /// GB046: frameworks that adapt others.
    static let adaptationCodes: [Code] = [.adaptedNodeGone, .adaptedVersion, .adaptationCircle, .adaptedTwice]

    package static let adaptedNodeGone = Code(
        "GB0460", .error, "adapted node that is not there",
        """
        `amend` and `without` are about nodes of the framework that is adapted, and it has none at this path. It had \
        perhaps, when the adaptation was made.

        If the node was moved or renamed, write its path of now. If it is gone, what was amended is gone as well: remove \
        the `amend` or `without`, or declare the node as one of your own.

        Wrong:
        ```gear
        framework office "Office" version 1.3.0 {
          gear data "Data" {
            tag rhythm   "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework ours "Ours" version 1.0.0 adapts office 1.3.0 {
          amend data.cycle "We meet on results every second week"
        }
        ```
        Right:
        ```gear
        framework office "Office" version 1.3.0 {
          gear data "Data" {
            tag rhythm   "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework ours "Ours" version 1.0.0 adapts office 1.3.0 {
          amend data.rhythm "We meet on results every second week"
        }
        ```
        """)

    package static let adaptedVersion = Code(
        "GB0461", .note, "adapted framework at another version",
        """
        The framework was made from one version of what it adapts, and that is at another version now. Inherited nodes are \
        those of now: titles, weights and look-fors may have changed, nodes may have come or gone.

        Look at what has changed, `gearbox diff` shows it, amend or leave out what does not fit, and name the version \
        that you have looked at.

        Wrong:
        ```gear
        framework office "Office" version 1.3.0 {
          gear data "Data" {
            tag rhythm   "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework ours "Ours" version 1.0.0 adapts office 1.2.0 {
          without data.coverage
        }
        ```
        Right:
        ```gear
        framework office "Office" version 1.3.0 {
          gear data "Data" {
            tag rhythm   "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework ours "Ours" version 1.0.0 adapts office 1.3.0 {
          without data.coverage
        }
        ```
        """)

    package static let adaptationCircle = Code(
        "GB0462", .error, "frameworks that adapt each other in a circle",
        """
        Each of some frameworks adapts another of them, or one adapts itself: there is nothing to inherit from.

        Let one of them declare its nodes itself.

        Wrong:
        ```gear
        framework office "Office" version 1.0.0 adapts ours 1.0.0 {
          gear data "Data"
        }
        framework ours "Ours" version 1.0.0 adapts office 1.0.0 {
          gear home "Families"
        }
        ```
        Right:
        ```gear
        framework office "Office" version 1.0.0 {
          gear data "Data"
        }
        framework ours "Ours" version 1.0.0 adapts office 1.0.0 {
          gear home "Families"
        }
        ```
        """)

    package static let adaptedTwice = Code(
        "GB0463", .error, "inherited node that two things are said of",
        """
        An inherited node is amended twice, left out twice, or both amended and left out. Of two, nobody could say which \
        one counts.

        Keep one of them; one `amend` can hold all that is changed.

        Wrong:
        ```gear
        framework office "Office" version 1.3.0 {
          gear data "Data" {
            tag rhythm   "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework ours "Ours" version 1.0.0 adapts office 1.3.0 {
          amend data.rhythm "We meet on results every second week"
          without data.rhythm
        }
        ```
        Right:
        ```gear
        framework office "Office" version 1.3.0 {
          gear data "Data" {
            tag rhythm   "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        framework ours "Ours" version 1.0.0 adapts office 1.3.0 {
          amend data.rhythm "We meet on results every second week"
        }
        ```
        """)
}
