extension Code {
    /// GB01: how words, signs and braces go together.
    static let syntaxCodes: [Code] = [
        unknownDeclaration, misplaced, unknownClause, missingPart, missingValue, unexpected, unclosedBrace, strayBrace,
        unclosedBracket, sharedLine, tooDeep, reservedName, malformedName, chainedComparison, wrongSign,
        repeatedClause, unknownStage, noBody, idleDoc, tooManyFindings,
    ]

    package static let unknownDeclaration = Code(
        "GB0101", .error, "a declaration that Gearbox does not know",
        """
        Every declaration begins with a word that says what it is, such as `framework` or `survey`. What such a word
        begins, with the block behind it, is left out until the word is one that Gearbox knows.

        Wrong:
        ```gear
        framwork office "Competencies"
        ```
        Right:
        ```gear
        framework office "Competencies"
        ```
        """)

    package static let misplaced = Code(
        "GB0102", .error, "a declaration in the wrong place",
        """
        A declaration stands where it belongs: a gear in a framework, a question in a survey or a section of one.
        A brace that closes too early is often the cause.

        Wrong:
        ```gear
        gear leadership "Leadership"
        ```
        Right:
        ```gear
        framework office "Competencies" {
          gear leadership "Leadership"
        }
        ```
        """)

    package static let unknownClause = Code(
        "GB0103", .error, "a clause that does not exist here",
        """
        After its name and title a declaration takes clauses, each with a word of its own. This one has none that
        begins so.

        Wrong:
        ```gear
        framework office "Competencies" {
          gear leadership "Leadership" wieght 2
        }
        ```
        Right:
        ```gear
        framework office "Competencies" {
          gear leadership "Leadership" weight 2
        }
        ```
        """)

    package static let missingPart = Code(
        "GB0104", .error, "a name or text is missing",
        """
        A name or a text has to stand here. Names begin with a letter or `_` and go on with letters, digits and `_`;
        texts stand between two `"`.

        Wrong:
        ```gear
        dimension "District"
        ```
        Right:
        ```gear
        dimension district "District"
        ```
        """)

    package static let missingValue = Code(
        "GB0105", .error, "a value is missing",
        """
        A number, a name or another value has to stand here: after an operator, after a word such as `weight`, or
        between two commas.

        Wrong:
        ```gear
        define cut = 3 +
        ```
        Right:
        ```gear
        define cut = 3 + 0.5
        ```
        """)

    package static let unexpected = Code(
        "GB0106", .error, "something that does not fit here",
        """
        What stands here cannot follow what stands before it. A line break ends a clause and a declaration's head,
        except inside parentheses and brackets, after `,`, `->`, `|`, `=`, `:` or an operator, and before a line
        that begins with `->` or `|`.

        Wrong:
        ```gear
        define cut = 3 5
        ```
        Right:
        ```gear
        define cut = 3.5
        ```
        """)

    package static let unclosedBrace = Code(
        "GB0107", .error, "a `{` that is never closed",
        """
        Every `{` needs its `}`. Where one is missing, Gearbox goes by the indentation to find the one that was left
        open.

        Wrong:
        ```gear
        framework office "Competencies" {
          gear leadership "Leadership" {
            tag vision "A shared picture"
        }
        ```
        Right:
        ```gear
        framework office "Competencies" {
          gear leadership "Leadership" {
            tag vision "A shared picture"
          }
        }
        ```
        """)

    package static let strayBrace = Code(
        "GB0108", .error, "a `}` that closes nothing",
        """
        There are more `}` than `{`. Where one is too many, Gearbox goes by the indentation to find it.

        Wrong:
        ```gear
        theme elements "Five elements" {
          vision "A clear vision"
        }
        }
        ```
        Right:
        ```gear
        theme elements "Five elements" {
          vision "A clear vision"
        }
        ```
        """)

    package static let unclosedBracket = Code(
        "GB0109", .error, "a `(` or `[` that is never closed",
        """
        Every `(` needs its `)`, every `[` its `]`. Line breaks mean nothing inside of them, so a missing one could
        swallow what follows.

        Wrong:
        ```gear
        define cut = max(3, 4
        ```
        Right:
        ```gear
        define cut = max(3, 4)
        ```
        """)

    package static let sharedLine = Code(
        "GB0110", .error, "two declarations on one line",
        """
        Clauses may share a line, declarations beside each other may not: it is easy to overlook the second.

        Wrong:
        ```gear
        dimension district "District" dimension school "School"
        ```
        Right:
        ```gear
        dimension district "District"
        dimension school "School"
        ```
        """)

    package static let tooDeep = Code(
        "GB0111", .error, "nested too deep",
        """
        Blocks, parentheses, `not` and `-` nest 200 levels deep, not more. Nobody could read that; give an inner part
        a name.

        Wrong:
        ```gear
        define cut = \(String(repeating: "-", count: 201))3
        ```
        Right:
        ```gear
        define cut = 3
        ```
        """)

    package static let reservedName = Code(
        "GB0112", .error, "a name that is part of expressions",
        """
        `and`, `or`, `not`, `in`, `is`, `missing`, `hidden`, `true` and `false` mean something in every expression,
        so nothing can bear them as a name. All other words can be names, `data` and `level` too.

        Wrong:
        ```gear
        theme missing "What we lack"
        ```
        Right:
        ```gear
        theme lacking "What we lack"
        ```
        """)

    package static let malformedName = Code(
        "GB0113", .error, "a name that is none",
        """
        A name that is declared is one word of letters, digits and `_`. A dot leads from a name to what is inside of
        it, and `-` subtracts.

        Wrong:
        ```gear
        dimension school-type "Type of school"
        ```
        Right:
        ```gear
        dimension school_type "Type of school"
        ```
        """)

    package static let chainedComparison = Code(
        "GB0114", .error, "comparisons in a row",
        """
        A comparison is true or false, and that is not what the next comparison should look at. Join two with `and`,
        or ask for a range with `in`.

        Wrong:
        ```gear
        define fair(s) = 2 < s < 4
        ```
        Right:
        ```gear
        define fair(s) = 2 < s and s < 4
        ```
        """)

    package static let wrongSign = Code(
        "GB0115", .error, "`=`, `==` or `:` in the place of another",
        """
        Three signs that are easily mixed up: `:` follows a label (`source: teacher`), `=` defines a name
        (`cut = 3`), `==` compares (`score == 3`).

        Wrong:
        ```gear
        show scores of mastery | where score = 3
        ```
        Right:
        ```gear
        show scores of mastery | where score == 3
        ```
        """)

    package static let repeatedClause = Code(
        "GB0116", .error, "a clause that is given twice",
        """
        This clause says something of which there is one: one weight, one scale. The first is kept.

        Wrong:
        ```gear
        framework office "Competencies" {
          gear leadership "Leadership" weight 2 weight 3
        }
        ```
        Right:
        ```gear
        framework office "Competencies" {
          gear leadership "Leadership" weight 2
        }
        ```
        """)

    package static let unknownStage = Code(
        "GB0117", .error, "a stage that does not exist",
        """
        After a `|` comes a stage: `where` keeps rows, `select` and `derive` make columns, `sort` orders, `take`
        keeps the first, `group` sums up, `join` adds the columns of another table, `pivot` turns values into columns.
        `chart` draws: `bars`, `distribution`, `heatmap`, `lines` or `sparklines`.

        Wrong:
        ```gear
        show scores of mastery | order score
        ```
        Right:
        ```gear
        show scores of mastery | sort score
        ```
        """)

    package static let noBody = Code(
        "GB0118", .error, "a body where there can be none",
        """
        This declaration holds nothing, so it has no braces. Its clauses stand behind its title, or on lines that
        begin with `->`.

        Wrong:
        ```gear
        dimension district "District" { }
        ```
        Right:
        ```gear
        dimension district "District"
        ```
        """)

    package static let idleDoc = Code(
        "GB0119", .warning, "a comment that documents nothing",
        """
        A comment that begins with `///` documents the declaration that follows. Here none follows. A comment for the
        reader of the file begins with `//`.

        Wrong:
        ```gear
        theme elements "Five elements"
        /// More to come.
        ```
        Right:
        ```gear
        theme elements "Five elements"
        // More to come.
        ```
        """)

    package static let tooManyFindings = Code(
        "GB0120", .note, "more findings than are shown",
        """
        At most 200 findings about how a file is written are shown. A file with more is often no program at all, or
        one mistake has led to many. Mend the first ones and look again.

        Wrong: a data file or a picture, given as a program.

        Right: the file that ends in `.gear`.
        """)
}
