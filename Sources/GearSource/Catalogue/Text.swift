extension Code {
    /// GB00: what bytes and characters a program may hold.
    static let textCodes: [Code] = [
        notUTF8, controlCharacter, directionControl, foreignCharacter, loneReturn, unendedText, unknownEscape,
        foreignQuotes, malformedNumber, malformedDate, malformedVersion, shallowLine,
    ]

    package static let notUTF8 = Code(
        "GB0001", .error, "bytes that are not UTF-8",
        """
        Programs are UTF-8 text. A byte that does not belong to any character would look different on each
        computer that shows it. Files saved as Latin-1 or Windows-1252 are the usual cause: open the file with that
        encoding and save it as UTF-8.

        Wrong:
        ```gear
        theme elements "Caf\\xE9"
        ```
        Right:
        ```gear
        theme elements "Café"
        ```
        """)

    package static let controlCharacter = Code(
        "GB0002", .error, "a control character",
        """
        A program has tabs and line breaks, but no other control characters: they are invisible, and some make
        terminals misbehave. Delete it. In a text write it as an escape if it is really meant.

        Wrong:
        ```gear
        theme elements "Five\\x07"
        ```
        Right:
        ```gear
        theme elements "Five"
        ```
        """)

    package static let directionControl = Code(
        "GB0003", .error, "a character that changes the direction of text",
        """
        Embeddings, overrides and isolates (U+202A to U+202E, U+2066 to U+2069) can make a line read differently
        from what Gearbox reads, in texts and comments too. Text in Arabic or Hebrew does not need them. Delete it,
        or write it as an escape inside a text.

        Wrong:
        ```gear
        theme elements "a<U+202E>b"
        ```
        Right:
        ```gear
        theme elements "a\\u{202e}b"
        ```
        """)

    package static let foreignCharacter = Code(
        "GB0004", .error, "a character that means nothing here",
        """
        Outside of texts and comments a program has names of the letters a to z, digits and `_`, and the signs of
        the language. Dashes, arrows and spaces that a word processor has made pretty are the usual cause.

        Wrong:
        ```gear
        theme elements "Five elements";
        ```
        Right:
        ```gear
        theme elements "Five elements"
        ```
        """)

    package static let loneReturn = Code(
        "GB0005", .warning, "a line that ends with a carriage return alone",
        """
        Lines end with a line feed, or with a carriage return and a line feed. A carriage return alone ends a line
        too, but many editors do not show that, so a comment may look longer than it is. Save the file with line
        endings LF or CR LF.

        Wrong:
        ```gear
        // two lines\\x0Dtheme elements "Five"
        ```
        Right:
        ```gear
        // two lines
        theme elements "Five"
        ```
        """)

    package static let unendedText = Code(
        "GB0006", .error, "a text that does not end",
        """
        A text stands between two `"` on one line. Where the second is missing, Gearbox reads the text to the end
        of its line and goes on with the next. A text over several lines stands between two `\"\"\"`.

        Wrong:
        ```gear
        theme elements "Five elements
        ```
        Right:
        ```gear
        theme elements "Five elements"
        ```
        """)

    package static let unknownEscape = Code(
        "GB0007", .error, "an unknown escape",
        """
        In a text a backslash begins an escape: `\\"` for a quote, `\\\\` for a backslash, `\\n` for a line break,
        `\\u{e9}` for the character with that code point. Write a backslash that is meant as such twice.

        Wrong:
        ```gear
        theme elements "C:\\district"
        ```
        Right:
        ```gear
        theme elements "C:\\\\district"
        ```
        """)

    package static let foreignQuotes = Code(
        "GB0008", .error, "quotes that are not `\"`",
        """
        Texts stand between two straight double quotes. Word processors turn them into curly ones, and other
        languages use single ones; Gearbox knows what is meant, but keeps to one spelling.

        Wrong:
        ```gear
        theme elements 'Five elements'
        ```
        Right:
        ```gear
        theme elements "Five elements"
        ```
        """)

    package static let malformedNumber = Code(
        "GB0009", .error, "a malformed number",
        """
        A number is digits, or digits, a dot and digits: it neither begins nor ends with a dot, so that `1..5` can
        be a range. There are no exponents, no separators and no units.

        Wrong:
        ```gear
        define cut = .5
        ```
        Right:
        ```gear
        define cut = 0.5
        ```
        """)

    package static let malformedDate = Code(
        "GB0010", .error, "a date that is none",
        """
        Four digits, `-` and digits are always a date: a month such as `2016-10` or a day such as `2016-10-01`, with
        two digits each, that the calendar has. For a subtraction put spaces round the `-`.

        Wrong:
        ```gear
        wave fall15 "Fall" 2015-9
        ```
        Right:
        ```gear
        wave fall15 "Fall" 2015-09
        ```
        """)

    package static let malformedVersion = Code(
        "GB0011", .error, "a malformed version",
        """
        A version is three numbers with dots between: what breaks, what is added, what is mended.

        Wrong:
        ```gear
        framework office "Competencies" version 1.2.0.4
        ```
        Right:
        ```gear
        framework office "Competencies" version 1.2.0
        ```
        """)

    package static let shallowLine = Code(
        "GB0012", .error, "a line of a long text that is not indented enough",
        """
        The indentation of the closing quotes of a long text is taken off every line of it. A line that has less
        would lose letters or stay as it is, so it is refused. Empty lines do not matter.

        Wrong:
        ```gear
        theme elements \"\"\"
          Five
         elements
          \"\"\"
        ```
        Right:
        ```gear
        theme elements \"\"\"
          Five
          elements
          \"\"\"
        ```
        """)
}
