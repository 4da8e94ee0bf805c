extension Code {
    /// GB0530–GB0537: what the columns and rows of a file of answers mean.
    static let intakeCodes: [Code] = [
        columnMissing, columnsUnmatched, questionUnknown, answerOffScale, sourceUnknown, waveUnknown,
        dataSourceNotAsked, questionNotAsked,
    ]

    package static let columnMissing = Code(
        "GB0530", .error, "column that the binding names is not in the file",
        """
        A `data` declaration names a column that the file's first line does not have, so nothing of the file can
        be used: without it nobody knows whose answers the rows hold, or what they answer.

        Names are compared exactly, then without regard to case and blanks. If the names stand in a later line,
        say `header: 2`.

        For a file that begins `ID,District,q1`:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "Response ID" }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID" }
        ```
        """)

    package static let columnsUnmatched = Code(
        "GB0531", .warning, "columns that fit nothing",
        """
        The file has columns that are no question, no dimension and nothing else of the binding. What they hold is
        not used. Often that is meant (a time, an address); sometimes it is a question whose text was changed.

        List under `ignore` what is not meant to be used (`*` at the end stands for any ending), and bind the
        rest: `question q1: column "…"`, `district: column "…"`.

        For a file that begins `ID,Timestamp,q1`:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID" }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness {
          respondent: column "ID"
          ignore "Timestamp"
        }
        ```
        """)

    package static let questionUnknown = Code(
        "GB0532", .warning, "unknown question in the data",
        """
        A row of a file in the long layout names a question that the survey does not have. The row is set aside.

        A question is found by its name, by a name it had (`formerly`), or by its text, also in an earlier or a
        source's own wording.

        For a file with the item `vision1`:

        Wrong:
        ```gear
        survey readiness on office { question q1 "Each objective is written down" -> leadership.vision }
        ```
        Right:
        ```gear
        survey readiness on office {
          question q1 "Each objective is written down" formerly vision1 -> leadership.vision
        }
        ```
        """)

    package static let answerOffScale = Code(
        "GB0533", .warning, "answer that is not on the scale",
        """
        An answer is neither a point of the question's scale (its code, label or a synonym), nor one of the
        scale's ways of not answering, nor a word that the binding calls `absent`. It is set aside; the question
        counts as put and not answered. On a numeric scale a number outside the range is such an answer.

        For a file in which somebody answered `Neutral` and another `N/A`:

        Wrong:
        ```gear
        scale agreement { 1 "Disagree"  2 "Neither"  3 "Agree" }
        ```
        Right:
        ```gear
        scale agreement {
          1 "Disagree"
          2 "Neither" also "Neutral"
          3 "Agree"
          absent not_applicable "N/A"
        }
        ```
        """)

    package static let sourceUnknown = Code(
        "GB0534", .warning, "unknown source in the data",
        """
        A row says that it comes from a source that the program does not declare. It is set aside.

        A source is found by its name or title; other words need a mapping.

        For a file whose column `Role` holds `Classroom teacher`:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { source: column "Role" }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness { source: column "Role" { "Classroom teacher": teacher } }
        ```
        """)

    package static let waveUnknown = Code(
        "GB0535", .warning, "unknown wave in the data",
        """
        A row says that it belongs to a wave that the program does not declare, to a time before the first one, or
        to a year or month in which more than one wave starts. It is set aside.

        A wave is found by its name or title. A year, a month (`2015-10`) or a date (`2015-10-03`) belongs to the
        wave that starts within it, else to the last that started before. Other words need a mapping.

        For a file whose column `Round` holds `Autumn`:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { wave: column "Round" }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness { wave: column "Round" { "Autumn": fall15 } }
        ```
        """)

    package static let dataSourceNotAsked = Code(
        "GB0536", .warning, "source that the survey does not ask",
        """
        A row comes from a declared source, but the survey does not ask that source. The row is set aside: its
        answers would otherwise enter scores in which nobody expects them.

        For a file in which observers answered, too:

        Wrong:
        ```gear
        survey readiness on office { asks team, teacher }
        ```
        Right:
        ```gear
        survey readiness on office { asks team, teacher, observer }
        ```
        """)

    package static let questionNotAsked = Code(
        "GB0537", .warning, "answer to a question that the source was not asked",
        """
        The survey asks this source, but not this question, and yet there is an answer. It is set aside. Often
        the file's source column is wrong, or the question was opened to all after all.

        For a file in which teachers answered `q7`:

        Wrong:
        ```gear
        question q7 "The budget follows the goals" asks team -> budget
        ```
        Right:
        ```gear
        question q7 "The budget follows the goals" asks team, teacher -> budget
        ```
        """)
}
