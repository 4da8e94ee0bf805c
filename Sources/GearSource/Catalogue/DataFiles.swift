extension Code {
    /// GB0501–GB0529: reading files of answers, before anything in them is given a meaning.
    static let dataFileCodes: [Code] = [
        dataFileMissing, dataFileUnreadable, dataFileEmpty, dataFileEncoding, dataFileBytes, dataFileQuoteOpen,
        dataFileQuoteStray, dataFileRagged, dataFileSameColumns, dataFileRowTooLong, dataFileChanged,
        dataFileJSON, dataFileJSONNested, dataFileJSONRepeated, dataFileNotSQLite, dataFileTable, dataFileSQLite,
        dataFileManyColumns, dataFileFormat, dataFileOutsideProject,
    ]

    package static let dataFileMissing = Code(
        "GB0501", .error, "data file not found",
        """
        No file has the given path. A path in a `data` declaration starts at the folder of the file that declares
        it; a path on the command line starts at the folder you are in.

        Check the spelling and the folder.

        Wrong:
        ```gear
        data fall from "fal2015.csv" for readiness { … }  // where the file is called `fall2015.csv`
        ```
        Right:
        ```gear
        data fall from "fall2015.csv" for readiness { … }
        ```
        """)

    package static let dataFileUnreadable = Code(
        "GB0502", .error, "data file cannot be read",
        """
        The path names something that cannot be read as a file of answers: a folder, a file you have no
        permission to read, or a device that reported an error. Nothing of it was used.

        Give the file itself, and make sure that you may read it (`ls -l` shows its permissions).

        Wrong:
        ```text
        --data readiness=answers/
        ```
        Right:
        ```text
        --data readiness=answers/fall.csv
        ```
        """)

    package static let dataFileEmpty = Code(
        "GB0503", .error, "data file without a header",
        """
        The file holds no line with the names of its columns, so no answer can be matched to a question. An export
        that failed often leaves such a file.

        The first line of a CSV or TSV file names the columns; every line of a JSON Lines file is one object.

        Wrong:
        ```csv
        ```
        Right:
        ```csv
        respondent,q1,q2
        r1,4,5
        ```
        """)

    package static let dataFileEncoding = Code(
        "GB0504", .error, "data file in another encoding",
        """
        Gearbox reads UTF-8 text. The first bytes of this file are those of something else: UTF-16 (as
        spreadsheets call 'Unicode text'), UTF-32, a spreadsheet (`.xlsx` is a ZIP archive), or a compressed file.

        Save it as 'CSV UTF-8', or convert it: `iconv -f UTF-16 -t UTF-8 in.csv > out.csv`.

        Wrong:
        ```gear
        data fall from "answers.xlsx" for readiness { … }
        ```
        Right:
        ```gear
        data fall from "answers.csv" for readiness { … }
        ```
        """)

    package static let dataFileBytes = Code(
        "GB0505", .error, "bytes that are not UTF-8",
        """
        A row holds bytes that do not form UTF-8 text. Usually the file was saved in an older encoding, such as
        Windows-1252 or Latin-1, in which `é` is one byte. Guessing could turn one district into two, so the row is
        set aside.

        Save the file as 'CSV UTF-8', or convert it: `iconv -f WINDOWS-1252 -t UTF-8 in.csv > out.csv`.

        Wrong:
        ```text
        `Montr` followed by the byte E9 and `al`
        ```
        Right:
        ```text
        `Montréal` with `é` as the two bytes C3 A9
        ```
        """)

    package static let dataFileQuoteOpen = Code(
        "GB0506", .error, "quote never closed",
        """
        A field begins with a double quote, and no quote closes it before the end of the file (or within 64 MiB).
        The row is set aside, and reading goes on with the line after it.

        Close the quote, or double it if it belongs to the text.

        Wrong:
        ```csv
        respondent,comment
        r1,"more time
        ```
        Right:
        ```csv
        respondent,comment
        r1,"more time"
        ```
        """)

    package static let dataFileQuoteStray = Code(
        "GB0507", .error, "text after a closing quote",
        """
        A quoted field is followed by something other than a separator or the end of the line, so it is not clear
        where the field ends. The row is set aside. Most often a quote inside the text was not doubled.

        Wrong:
        ```csv
        respondent,comment
        r1,"the "pilot" school"
        ```
        Right:
        ```csv
        respondent,comment
        r1,"the ""pilot"" school"
        ```
        """)

    package static let dataFileRagged = Code(
        "GB0508", .error, "row with too few or too many fields",
        """
        A row has another number of fields than the header, so its answers cannot be told apart by column. It is
        set aside. A separator inside a text that is not quoted gives too many fields; a line break inside such a
        text gives two rows with too few. Additional fields are fine as long as they are empty.

        Wrong:
        ```csv
        respondent,district,q1
        r1,Lake, North,4
        ```
        Right:
        ```csv
        respondent,district,q1
        r1,"Lake, North",4
        ```
        """)

    package static let dataFileSameColumns = Code(
        "GB0509", .error, "two columns of one name",
        """
        Two columns of the file have the same name, and one of them is asked for: it would be a guess to take
        either. Columns that nobody asks for may share a name.

        Rename one of them in the file's first line.

        Wrong:
        ```csv
        respondent,q1,q1
        ```
        Right:
        ```csv
        respondent,q1,q2
        ```
        """)

    package static let dataFileRowTooLong = Code(
        "GB0510", .error, "row longer than 64 MiB",
        """
        One row (or one line of JSON) is longer than 64 MiB. No questionnaire gives such a row; the file is
        probably not the one that was meant, or its line breaks were lost.

        Wrong:
        ```text
        a file whose answers all stand in one line
        ```
        Right:
        ```text
        a file with a line for each respondent or answer
        ```
        """)

    package static let dataFileChanged = Code(
        "GB0511", .error, "data file changed while it was read",
        """
        The file's size or its time of change differ from what they were when reading began. What was read may mix
        two versions, so it is not used.

        Run the command again when nothing writes to the file.

        Wrong:
        ```text
        scoring a file while the survey tool still exports it
        ```
        Right:
        ```text
        exporting to a new file, and scoring that one when it is complete
        ```
        """)

    package static let dataFileJSON = Code(
        "GB0512", .error, "line that is not a JSON object",
        """
        Every line of a JSON Lines file is one JSON object, such as `{"respondent": "r1", "q1": 4}`. The marked
        line is something else, and is set aside. A file that is one JSON array has to be converted, for example
        with `jq -c '.[]' in.json > out.jsonl`.

        Wrong:
        ```json
        {respondent: "r1", 'q1': 4}
        ```
        Right:
        ```json
        {"respondent": "r1", "q1": 4}
        ```
        """)

    package static let dataFileJSONNested = Code(
        "GB0513", .error, "list or object inside a line",
        """
        A field of the line holds a list or another object. A column has one value a row, so the line is set
        aside. Give each answer a field of its own, or each answer a line of its own (the long layout).

        Wrong:
        ```json
        {"respondent": "r1", "answers": {"q1": 4, "q2": 5}}
        ```
        Right:
        ```json
        {"respondent": "r1", "q1": 4, "q2": 5}
        ```
        """)

    package static let dataFileJSONRepeated = Code(
        "GB0514", .error, "field given twice in a line",
        """
        An object names the same field twice, and nothing says which value counts. The line is set aside.

        Wrong:
        ```json
        {"respondent": "r1", "q1": 4, "q1": 5}
        ```
        Right:
        ```json
        {"respondent": "r1", "q1": 4}
        ```
        """)

    package static let dataFileNotSQLite = Code(
        "GB0515", .error, "not an SQLite database",
        """
        The file's ending says SQLite, but the file does not begin as an SQLite 3 database does. It may be another
        kind of database, encrypted, or damaged.

        Check it with `sqlite3 FILE .tables`, or export the table to CSV.

        Wrong:
        ```text
        a text file named `answers.sqlite`
        ```
        Right:
        ```text
        the database itself, or the text file named `answers.csv`
        ```
        """)

    package static let dataFileTable = Code(
        "GB0516", .error, "table of the database not known",
        """
        A database may hold several tables. The `data` declaration names the one with the answers by `table:`; it
        may be left out only if there is exactly one.

        Wrong:
        ```gear
        data fall from "answers.sqlite" for readiness { table: "anwsers" }
        ```
        Right:
        ```gear
        data fall from "answers.sqlite" for readiness { table: "answers" }
        ```
        """)

    package static let dataFileSQLite = Code(
        "GB0517", .error, "database cannot be read",
        """
        SQLite reported an error while the table was read; its own words are part of the message. The file may be
        damaged, locked by a program that writes to it, or held on a disk that fails.

        `sqlite3 FILE 'PRAGMA integrity_check'` tells whether the file is sound.

        Wrong:
        ```text
        scoring a database while another program changes it
        ```
        Right:
        ```text
        scoring a copy: `sqlite3 FILE ".backup copy.sqlite"`
        ```
        """)

    package static let dataFileManyColumns = Code(
        "GB0518", .error, "more than 65,536 columns",
        """
        The first line names more columns than any survey has. The file probably lacks its line breaks, or its
        rows and columns are exchanged.

        Wrong:
        ```text
        a column for each respondent
        ```
        Right:
        ```text
        a row for each respondent
        ```
        """)

    package static let dataFileFormat = Code(
        "GB0519", .error, "format of the data file not known",
        """
        The ending of a file's name says how it is read: `.csv` and `.txt` (separated by commas, semicolons, tabs
        or bars), `.tsv` and `.tab` (tabs), `.jsonl` and `.ndjson` (a JSON object a line), `.sqlite`, `.sqlite3`
        and `.db` (an SQLite database).

        Export to one of these, or rename the file if it is one of them.

        Wrong:
        ```gear
        data fall from "answers.xlsx" for readiness { … }
        ```
        Right:
        ```gear
        data fall from "answers.csv" for readiness { … }
        ```
        """)

    package static let dataFileOutsideProject = Code(
        "GB0520", .error, "a data file from outside the project",
        """
        The path that a `data` declaration writes leads out of the project, by its names or by a link. A program can
        only read files of its own project, so that a program from a stranger cannot read what else is on the machine.
        The project is the folder with `.git` at or above the file that was asked for; without one, that file's own
        folder.

        Copy the file into the project, or name it yourself on the command line, where every path is allowed:
        `--data readiness=../elsewhere/fall.csv`.

        Wrong:
        ```gear
        data fall from "../elsewhere/fall.csv" for readiness { … }
        ```
        Right:
        ```gear
        data fall from "fall.csv" for readiness { … }
        ```
        """)
}
