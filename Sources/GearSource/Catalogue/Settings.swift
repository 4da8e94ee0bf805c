extension Code {
    /// GB0841 on: a project's settings, and findings that are allowed on one line.
    static let settingCodes: [Code] = [
        .noSuchFinding, .errorStays, .settingWithoutPlace, .settingsElsewhere, .allowedWithoutReason, .unusedAllowance,
        .commentNotFollowed,
    ]

    package static let noSuchFinding = Code(
        "GB0841", .warning, "a code that no finding has",
        """
        The settings, or a comment `gearbox: allow`, name a code that Gearbox does not have. What was meant to be \
        silenced or raised stays as it is.

        A finding's code stands in brackets at its beginning: `warning[GB0402]`.

        Wrong:
        ```gear
        // gearbox: allow GB0499 because the office has no questions yet
        framework office "Office" { gear data "Data" }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        ```
        """)

    package static let errorStays = Code(
        "GB0842", .warning, "an error that was to be silenced",
        """
        Warnings and notes can be silenced or lowered, errors cannot: a program with an error cannot be evaluated, \
        whatever is thought of it.

        Mend the error, and remove the setting or the comment.

        Wrong:
        ```gear
        // gearbox: allow GB0203 because the node comes later
        framework office "Office" { gear data "Data" }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        ```
        """)

    package static let settingWithoutPlace = Code(
        "GB0843", .warning, "a setting for a path that is not there",
        """
        After `in`, a setting names folders or files of the project, relative to the `gearbox.gear` that it stands \
        in. This one is not there, or lies outside the project, so the setting has no effect. The folder may have \
        been renamed, here from `draft` to `drafts`.

        Wrong:
        ```gear
        settings {
          GB0402 off in "draft/"
        }
        ```
        Right:
        ```gear
        settings {
          GB0402 off in "drafts/"
        }
        ```
        """)

    package static let settingsElsewhere = Code(
        "GB0844", .warning, "settings that nothing reads",
        """
        A project's settings are those in the file `gearbox.gear` that is nearest to the program, in its folder or \
        one above it in the project. So there is one place to look. A `settings` block in any other file has no \
        effect.

        Move it into `gearbox.gear`.

        Wrong:
        ```gear
        settings {
          GB0410 off
        }
        framework office "Office" { gear data "Data" }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        ```
        """)

    package static let allowedWithoutReason = Code(
        "GB0845", .warning, "a finding allowed without a reason",
        """
        A comment `gearbox: allow` silences a finding on one line. Who reads it later must be able to tell whether \
        it still holds, so it needs a reason; without one it has no effect.

        Write `because` and the reason.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear Data "All other data"  // gearbox: allow GB0205
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear Data "All other data"  // gearbox: allow GB0205 because the state's list has both
        }
        ```
        """)

    package static let unusedAllowance = Code(
        "GB0846", .warning, "an allowed finding that is not there",
        """
        A comment `gearbox: allow` gives a reason for a finding that its line does not have, or no longer has. At the \
        end of a line it is for that line, alone on a line for the next one with code in it.

        Remove it, or move it to where the finding is.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear time "Time"  // gearbox: allow GB0205 because the state's list has both
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear time "Time"
        }
        ```
        """)

    package static let commentNotFollowed = Code(
        "GB0847", .warning, "a comment for Gearbox that it cannot follow",
        """
        A comment that begins with `gearbox:` is meant for the program, which knows one kind: `gearbox: allow`, the \
        codes of findings, `because`, and a reason.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear Data "All other data"  // gearbox: ignore GB0205 because the state's list has both
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear Data "All other data"  // gearbox: allow GB0205 because the state's list has both
        }
        ```
        """)
}
