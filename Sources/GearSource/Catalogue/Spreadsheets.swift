extension Code {
    /// GB0850–GB0879: spreadsheets and indented text that become programs, and new projects.
    static let spreadsheetCodes: [Code] = [
        noOutlineColumn, noQuestionColumn, ignoredColumn, rowSkipsLayer, rowWithoutText, rowTwice, cellNotUnderstood,
        unknownInCell, unclearTitle, nameTaken, unevenIndent, nothingToImport, partNotReplaced, commentLeftOut,
        fileInTheWay,
    ]

    package static let noOutlineColumn = Code(
        "GB0850", .error, "no columns of a tree",
        """
        An outline has a column for each layer of the tree: Gear, Lead tag, Sub-tag, and Look-for for what can be seen.
        None of the headers is one of these, or a layer has none above it. Capitals, spaces and hyphens do not matter.

        Rename the columns, or say which they are, from the top: `--layers "Domain,Standard"`.

        Wrong:
        ```csv
        Domain,Standard
        Leadership,A shared picture
        ```
        Right:
        ```csv
        Gear,Lead tag
        Leadership,A shared picture
        ```
        """)

    package static let noQuestionColumn = Code(
        "GB0851", .error, "no column of questions",
        """
        A list of questions has their texts in a column called Question (or Text, or Item), and the nodes that they
        measure in one called Tags. No header is the first of these.

        Wrong:
        ```csv
        What we ask,Tags
        Families help to set goals,leadership.voice
        ```
        Right:
        ```csv
        Question,Tags
        Families help to set goals,leadership.voice
        ```
        """)

    package static let ignoredColumn = Code(
        "GB0852", .warning, "a column that is not taken over",
        """
        The header of a column is none that an import knows, or it means the same as one before it. What stands in the
        column is not in the text that was written.

        Rename it if it belongs there: `gearbox help import outline` and `gearbox help import questions` list the
        headers.

        Wrong:
        ```csv
        Gear,Importance
        Leadership,2
        ```
        Right:
        ```csv
        Gear,Weight
        Leadership,2
        ```
        """)

    package static let rowSkipsLayer = Code(
        "GB0853", .error, "a row without a place in the tree",
        """
        A row names something, and nothing says what it is part of. Blank cells left of what a row names stand for
        those of the row above; here there is none, or it stops before.

        Fill the cells left of it. After a row that was left out, blank cells below it have nothing to stand for:
        mend that row first.

        Wrong:
        ```csv
        Gear,Lead tag,Sub-tag
        Leadership,,What mastery means
        ```
        Right:
        ```csv
        Gear,Lead tag,Sub-tag
        Leadership,A shared picture,What mastery means
        ```
        """)

    package static let rowWithoutText = Code(
        "GB0854", .error, "a row about nothing",
        """
        A row has something in it, such as a weight or a note, but neither a title nor a question.

        Wrong:
        ```csv
        Gear,Weight
        Leadership,1
        ,2
        ```
        Right:
        ```csv
        Gear,Weight
        Leadership,1
        Data,2
        ```
        """)

    package static let rowTwice = Code(
        "GB0855", .error, "a row that is there twice",
        """
        Two rows are about the same thing: they name the same titles from the top of the tree down, or ask the same
        question. The first counts.

        Remove one of them, or say what makes them different. Two things that do bear the same title are told apart by a
        column Name.

        Wrong:
        ```csv
        Gear,Weight
        Leadership,1
        Leadership,2
        ```
        Right:
        ```csv
        Gear,Weight
        Leadership,2
        ```
        """)

    package static let cellNotUnderstood = Code(
        "GB0856", .error, "a cell that is not understood",
        """
        A cell does not hold what its column holds: a weight is a number above 0, Reverse is yes or no, a name has a
        letter or digit in it. Of an outline the cell is left out, of a list of questions the row, because a
        question that counts otherwise than was meant is worse than none.

        Wrong:
        ```csv
        Question,Tags,Reverse
        Families are informed late,leadership.voice,perhaps
        ```
        Right:
        ```csv
        Question,Tags,Reverse
        Families are informed late,leadership.voice,yes
        ```
        """)

    package static let unknownInCell = Code(
        "GB0857", .error, "a cell that names what is not there",
        """
        A cell names a node of the framework, an entry of a theme or a scale, and there is none of that path, name or
        title.

        'Did you mean' names the one that is most alike. A node is named by its path (`leadership.vision`), by its title,
        or by titles from the top: `Leadership > Vision`. Several stand between semicolons.

        Wrong:
        ```csv
        Question,Tags
        Families help to set goals,leadership.voise
        ```
        Right:
        ```csv
        Question,Tags
        Families help to set goals,leadership.voice
        ```
        """)

    package static let unclearTitle = Code(
        "GB0858", .error, "a title that several nodes bear",
        """
        A cell names a node by its title, and more than one has it, so nothing says which is meant.

        Write the path of the one that is meant, or titles from the top down: `Data > Planning`.

        Wrong:
        ```csv
        Question,Tags
        We plan together,Planning
        ```
        Right:
        ```csv
        Question,Tags
        We plan together,Data > Planning
        ```
        """)

    package static let nameTaken = Code(
        "GB0859", .error, "a name that a row before has",
        """
        The column Name gives one name to two things beside each other: two nodes below the same node, or two questions of
        a survey. Names that differ by capitals alone count as the same.

        Give one of them another name, or leave the cell blank: then one is made from the title.

        Wrong:
        ```csv
        Gear,Name
        Leadership,lead
        Lead time,lead
        ```
        Right:
        ```csv
        Gear,Name
        Leadership,lead
        Lead time,time
        ```
        """)

    package static let unevenIndent = Code(
        "GB0860", .error, "a line that begins where no other does",
        """
        In indented text, a line is part of the nearest line above it that begins further out, and beside those that
        begin in the same column. This one begins between two layers. A tab reaches to the next multiple of four.

        Wrong:
        ```text
        - Leadership
            - A shared picture
          - Steady direction
        ```
        Right:
        ```text
        - Leadership
            - A shared picture
            - Steady direction
        ```
        """)

    package static let nothingToImport = Code(
        "GB0861", .error, "nothing to import",
        """
        The file has no row, or no line, that could become part of a program.

        Wrong:
        ```csv
        Gear,Lead tag
        ```
        Right:
        ```csv
        Gear,Lead tag
        Leadership,A shared picture
        ```
        """)

    package static let partNotReplaced = Code(
        "GB0862", .error, "a file that is left as it was",
        """
        `-o` names the file that `--into` reads, and some rows do not fit. Writing would take out of the file what these
        rows were to say, so nothing was written.

        Mend the rows; or write to another file, or to standard output, to see what would come of the others.

        Wrong:
        ```text
        gearbox import outline outline.csv --into framework.gear -o framework.gear   # with rows that do not fit
        ```
        Right:
        ```text
        gearbox import outline outline.csv --into framework.gear > new.gear
        ```
        """)

    package static let commentLeftOut = Code(
        "GB0863", .warning, "comments that are not kept",
        """
        A framework or survey was written anew with `--into`, and a `//` comment stood before something, or beside it, that
        the spreadsheet no longer has. It is not in the new text. Comments before what stays are kept, and so are `///`
        comments.

        Look whether the comment still matters before you replace the file.

        Wrong:
        ```gear
        framework office "District" {
          gear leadership "Leadership"
          // Since 2014.
          gear data "Data"              // and no row of the spreadsheet is called Data
        }
        ```
        Right:
        ```gear
        framework office "District" {
          // Since 2014.
          gear leadership "Leadership"
        }
        ```
        """)

    package static let fileInTheWay = Code(
        "GB0864", .error, "a file that would be replaced",
        """
        `gearbox init` writes files where there are none, and one of those that it would write is there already. Nothing
        was written: it never replaces a file.

        Choose another folder, or move the file away.

        Wrong:
        ```text
        gearbox init .      # where framework.gear is
        ```
        Right:
        ```text
        gearbox init district
        ```
        """)
}
