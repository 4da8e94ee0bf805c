extension Code {
    /// GB063: what the `hide` of surveys withholds.
    static let hidingCodes: [Code] = [.outsideHiding, .withheldTable, .whatIfHidden]

    package static let unboundHiding = Code(
        "GB0443", .warning, "a dimension of `hide` that no data have",
        """
        `hide under 10 by district` decides for each district whether it is shown. No data of the survey say which district
        an answer is from, so that all of them are in one group, and nothing that is in it can be hidden by itself.

        Bind the dimension where the data are declared, or leave it out of `hide`.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        dimension district "District"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks teacher
          scale std.agreement5
          hide under 10 by district
          question q1 "We use results soon" -> data
        }
        data fall from "fall.csv" for readiness { respondent: column "ID" }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        dimension district "District"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks teacher
          scale std.agreement5
          hide under 10 by district
          question q1 "We use results soon" -> data
        }
        data fall from "fall.csv" for readiness {
          respondent: column "ID"
          district: column "District"
        }
        ```
        """)

    package static let outsideHiding = Code(
        "GB0631", .error, "answers are asked for by more than `hide` names",
        """
        A survey that hides small groups says by which dimensions its answers are shown. For those it was decided, once and
        for all tables, which groups are too small and what else must be hidden with them. A `by`, `for`, `across` or
        `paired` over anything else (another dimension, single questions, answers, respondents, or times within a wave)
        would make other groups, of which small ones could be seen.

        Ask by the dimensions that `hide` names, or add the dimension there, which may hide more.

        Of a survey that says `hide under 10 by district`:

        Wrong:
        ```gear
        show scores of mastery by district, school
        ```
        Right:
        ```gear
        show scores of mastery by district
        ```
        """)

    package static let whatIfHidden = Code(
        "GB0633", .error, "a `what if` that could tell of hidden groups",
        """
        Where a survey hides small groups, a `what if` may not change which ones they are, nor how answers are read: two
        choices of hidden groups tell more than either of them. Nor may it change the answers of some people only, since the
        difference would tell what they answered. So the survey, its scales, rubrics and roles stay as they are; answers may
        be changed for whole sources and waves; and a rule under which other groups would have to be hidden is refused.

        Try such changes where answers are not handed on: in a program whose survey has no `hide`.

        Of a survey that says `hide under 10 by district`:

        Wrong:
        ```gear
        show scores of mastery by district | what if { answers readiness for district == "d07" { 2: 4 } }
        ```
        Right:
        ```gear
        show scores of mastery by district | what if { answers readiness for source == teacher { 2: 4 } }
        ```
        """)

    package static let withheldTable = Code(
        "GB0632", .error, "a table of single answers is withheld",
        """
        `answers`, `items`, `reliability` and `agreement` show answers one by one, or figures that single answers follow
        from. Where a survey hides small groups they are not given, nor is a file of what was set aside (`--rejects`).

        Ask for `scores`. To look at the questions themselves, work in a program of your own whose survey has no `hide`,
        and hand on tables of one that has.

        Of a survey that says `hide under 10 by district`:

        Wrong:
        ```gear
        show items of mastery
        ```
        Right:
        ```gear
        show scores of mastery
        ```
        """)
}
