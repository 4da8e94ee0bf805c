extension Code {
    /// GB0538–GB0559: what the rows of files of answers say together.
    static let intakeRecordCodes: [Code] = [
        answersConflict, answersRepeated, weightInvalid, recordContradiction, waveSchoolYear, matrixTooLarge,
        questionWithoutColumn, columnAmbiguous, columnTwice, nothingUsed, countInvalid, countsUnmatched,
        valueMissing, attributeConflict, respondedTooFew, attributeNotNumber,
    ]

    package static let answersConflict = Code(
        "GB0538", .warning, "two different answers to one question",
        """
        One respondent answers one question twice in one wave, and not the same. Nothing says which answer is
        right, so all of them are set aside; the question counts as put and not answered. The same answer twice
        counts once, and an empty one gives way to an answer.

        Remove the rows that are not meant. If respondents do answer more than once in a wave, bind the time at
        which they did.

        Wrong:
        ```gear
        data visits from "visits.csv" for rounds { respondent: column "Classroom" }
        ```
        Right:
        ```gear
        data visits from "visits.csv" for rounds {
          respondent: column "Classroom"
          at: column "Date"
        }
        ```
        """)

    package static let answersRepeated = Code(
        "GB0539", .note, "answers given twice",
        """
        Rows say again what other rows have said: the same respondent, wave, question and answer. Each answer counts
        once. An export that was made twice, or a file that is listed twice, looks like this.

        Wrong:
        ```gear
        data fall from "fall.csv", "fall.csv" for readiness { respondent: column "ID" }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID" }
        ```
        """)

    package static let weightInvalid = Code(
        "GB0540", .warning, "sampling weight that is none",
        """
        A sampling weight says how many people a respondent stands for. It is 0, or a number from 0.000000001 to
        1,000,000,000: weights that lie further apart could not be added without losing the small ones. A row
        without one, with a text or with a number outside these bounds cannot enter a weighted mean, and is set
        aside.

        For a file whose column `w` has weights and whose column `id` has texts:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { weight: column "id" }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness { weight: column "w" }
        ```
        """)

    package static let recordContradiction = Code(
        "GB0541", .warning, "rows of one respondent that differ in weight, cluster or stratum",
        """
        Several rows hold answers of one respondent in one wave, and they give different weights, clusters or
        strata. Nothing says which is right, so all of these rows are set aside.

        Correct the file; or, if the rows are of different people, make the key longer.

        For a file in which `ID` is unique within a school only:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness {
          respondent: column "ID"
          cluster: column "School"
        }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness {
          respondent: column "School", column "ID"
          cluster: column "School"
        }
        ```
        """)

    package static let waveSchoolYear = Code(
        "GB0542", .error, "column of school years read as months",
        """
        A column bound to `wave` holds values such as `2012-13`. There is no month 13: the column holds school years,
        and `2011-12` in the same column is one as well, not December 2011. So no row of the file is used.

        Map each school year to a wave.

        Wrong:
        ```gear
        data trend from "trend.csv" for readiness { wave: column "Year" }
        ```
        Right:
        ```gear
        data trend from "trend.csv" for readiness { wave: column "Year" { "2011-12": y12, "2012-13": y13 } }
        ```
        """)

    package static let matrixTooLarge = Code(
        "GB0543", .error, "more answers than fit in memory",
        """
        Answers are held as a matrix of respondents by questions. This one would have more than a thousand million
        cells, most of them empty; nothing of the survey is used.

        Mostly the respondent's column is missing or wrong, so that each row of a long file counts as a respondent.
        If not, divide the survey or its files.

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness {
          question: column "item"
          answer: column "value"
        }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness {
          respondent: column "id"
          question: column "item"
          answer: column "value"
        }
        ```
        """)

    package static let questionWithoutColumn = Code(
        "GB0544", .warning, "question without a column",
        """
        A file in the wide layout has no column for a question of the survey. Nobody in this file counts as asked it.
        That is right if the form did not have it, and wrong if its column bears another text.

        For a file with a column `Vision 1`:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID" }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness {
          respondent: column "ID"
          question q1: column "Vision 1"
        }
        ```
        """)

    package static let columnAmbiguous = Code(
        "GB0545", .warning, "name that fits more than one thing",
        """
        A column's name, or the text by which a row names its question, fits two questions, or two columns bear the
        name that the binding uses. Gearbox does not choose; what the name stands for is not used.

        Use names that are different, or bind the column by hand.

        For two questions with the text `Overall`:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID" }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness {
          respondent: column "ID"
          question q1: column "Overall"
        }
        ```
        """)

    package static let columnTwice = Code(
        "GB0546", .warning, "two columns of one name",
        """
        Two columns of a file bear the same text and so are read as answers to the same question. Where only one of
        them holds an answer, it counts; where both do and they differ, neither does.

        Rename one in the file, or ignore it there.

        For a file that begins `ID,q1,q1`:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { respondent: column "ID" }
        ```
        With the second column renamed to `q1 old`:

        Right:
        ```gear
        data fall from "fall.csv" for readiness {
          respondent: column "ID"
          ignore "q1 old"
        }
        ```
        """)

    package static let nothingUsed = Code(
        "GB0547", .warning, "file of which no row is used",
        """
        The file was read, and not one of its rows could be used: there are none, or all were set aside for the
        reasons given by the other findings.

        Look at the file's first lines and compare them with the binding: `gearbox bind` writes one from a file.

        For a file with a row an answer, in the columns `item` and `value`:

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness {
          question: column "value"
          answer: column "item"
        }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness {
          question: column "item"
          answer: column "value"
        }
        ```
        """)

    package static let countInvalid = Code(
        "GB0548", .warning, "count that is none",
        """
        In the counts layout, and where a file gives numbers invited, a cell is a whole number of people: digits only,
        0 or more. What is written instead is set aside. Leave a cell empty where nothing was counted.

        For a file of shares beside a file of counts:

        Wrong:
        ```gear
        data totals from "shares.csv" for readiness { counts: columns "{source}_N_{question}_{point}" }
        ```
        Right:
        ```gear
        data totals from "counts.csv" for readiness { counts: columns "{source}_N_{question}_{point}" }
        ```
        """)

    package static let countsUnmatched = Code(
        "GB0549", .error, "counts pattern that fits no column",
        """
        The pattern says how the names of the columns of counts are made, from `{question}`, `{point}` and, if they
        are in the names, `{source}` and `{wave}`. No column of the file is made like that, so nothing is used.

        A question stands by its name, a point by its code, label or synonym, a source or a wave by its name, its
        title or a text that the binding maps to it.

        For a file that begins `district,teacher_q1_4`:

        Wrong:
        ```gear
        data totals from "totals.csv" for readiness { counts: columns "{source}_N_{question}_{point}" }
        ```
        Right:
        ```gear
        data totals from "totals.csv" for readiness { counts: columns "{source}_{question}_{point}" }
        ```
        """)

    package static let valueMissing = Code(
        "GB0551", .warning, "row without what places it",
        """
        A row has nothing in a column that says where it belongs: its source, its wave, its cluster or stratum, or
        (in the long layout) its question. It is set aside. Other dimensions may be missing: such rows form a group
        of their own.

        Fill the column, or fix the value in the binding if it is the same for all.

        Wrong:
        ```gear
        data fall from "fall.csv" for readiness { wave: column "Round" }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness { wave: fall15 }
        ```
        """)

    package static let attributeConflict = Code(
        "GB0552", .warning, "attributes given twice and differently",
        """
        A file of attributes describes one value of a dimension in two rows that differ, or has a row without the
        value that it describes. Nothing says which row is right, so none of them is used.

        For a file of schools, each with its district's size:

        Wrong:
        ```gear
        data profiles from "schools.csv" for dimension district {
          district: column "district"
          size: column "school size"
        }
        ```
        Right:
        ```gear
        data profiles from "schools.csv" for dimension school {
          school: column "school"
          size: column "school size"
        }
        ```
        """)

    package static let respondedTooFew = Code(
        "GB0553", .warning, "fewer respondents than answers to one question",
        """
        A binding of counts says how many responded in a group, and one question has more answers than that. Nobody
        answers a question twice, so the number is wrong, or it is about something else: those who answered
        everything, or another group. It is set aside; n is then at least that of the question most answered.

        For a file in which `completed` is how many answered all questions, and `started` how many began:

        Wrong:
        ```gear
        data totals from "totals.csv" for readiness {
          counts: columns "{question}_{point}"
          responded: column "completed"
        }
        ```
        Right:
        ```gear
        data totals from "totals.csv" for readiness {
          counts: columns "{question}_{point}"
          responded: column "started"
        }
        ```
        """)

    package static let attributeNotNumber = Code(
        "GB0554", .warning, "attribute that is no number",
        """
        A binding declares an attribute of a dimension's values as a number, and a cell of its column is none: a word,
        or digits with a comma between thousands. The cell counts as missing; the other attributes of its row are used.

        Write plain digits in the file, list words for 'none' under `absent`, or let the attribute be a text.

        For a file whose column `Type` holds `rural`:

        Wrong:
        ```gear
        data profiles from "districts.csv" for dimension district {
          district: column "district"
          number kind: column "Type"
        }
        ```
        Right:
        ```gear
        data profiles from "districts.csv" for dimension district {
          district: column "district"
          kind: column "Type"
        }
        ```
        """)
}
