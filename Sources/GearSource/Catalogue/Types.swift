extension Code {
    /// GB03: types and expressions.
    static let typeCodes: [Code] = [
        .typeMismatch, .unknownColumn, .ambiguousName, .unknownFunction, .argumentCount, .collectionMisplaced,
        .recursion, .tooLarge, .unknownConstant, .unknownValue, .clauseNotHere, .clauseTwice, .wrongShape,
        .missingClause, .numberOutOfRange, .aggregateMisplaced, .aggregateMissing, .comparedWithMissing, .emptyRange,
        .notExplained, .notEarlier,
    ]

    package static let typeMismatch = Code(
        "GB0301", .error, "values that do not go together",
        """
        A number cannot be compared with a text, nor a node with a source; arithmetic takes numbers, and a condition \
        is true or false. What is true or false stands by itself: `where mastered`, not `where mastered == 1`.

        Compare things of one kind. An answer's size is in `value`; its point is in `point`.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | where weight == "heavy"
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | where weight >= 2
        ```
        """)

    package static let unknownColumn = Code(
        "GB0302", .error, "unknown column",
        """
        The table that reaches this stage has no column of this name. A stage sees what the one before it left: \
        after `select` only what was selected, after `group` only the keys and what was worked out.

        Look at the list in the help, or move the stage further to the front.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | select title | sort weight
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | sort weight | select title
        ```
        """)

    package static let ambiguousName = Code(
        "GB0303", .error, "name that could be two things",
        """
        A bare name in an expression is a parameter or a named value, else a column, else a constant of the kind \
        that it is compared with. Here two of these fit. Gearbox prefers none, because a later edit could change the \
        meaning in silence.

        Write a constant in quotes, `layer == "gear"`; or give the named value another name.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        define gear = "gear"
        show nodes | where layer == gear
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | where layer == gear
        ```
        """)

    package static let unknownFunction = Code(
        "GB0304", .error, "unknown function",
        """
        Neither the language nor this program has a function of this name. Functions are declared like values, with \
        their parameters in parentheses: `define high(s) = s >= 3.5`.

        Look for a slip of the pen, or declare it.

        Wrong:
        ```gear
        show sqroot(2)
        ```
        Right:
        ```gear
        show sqrt(2)
        ```
        """)

    package static let argumentCount = Code(
        "GB0305", .error, "wrong number of arguments",
        """
        A function is called with as many arguments as it has parameters, separated by commas.

        The help says what it takes.

        Wrong:
        ```gear
        define high(s) = s >= 3.5
        show high(1, 2)
        ```
        Right:
        ```gear
        define high(s) = s >= 3.5
        show high(2)
        ```
        """)

    package static let collectionMisplaced = Code(
        "GB0306", .error, "collection out of place",
        """
        `answers`, `questions`, `persons`, `parts`, `below`, `groups` and `waves` are collections. They exist in the \
        lines of a scoring rule, each in some of them, and only to be gathered: as the first argument of an \
        aggregate, or of the author's function that hands it to one.

        `person` gathers `answers` or `questions` of one respondent; `own` these or `persons`; `node` and the layers \
        `parts`, `below` or the same as `own`; `across` gathers `groups`; `time` gathers `waves`.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        scoring mild on office { own = mean(parts) }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        scoring mild on office { own = mean(answers) }
        ```
        """)

    package static let recursion = Code(
        "GB0307", .error, "definition that needs itself",
        """
        A definition needs its own value, directly or through others. Gearbox has no loops and no recursion, so that \
        every program ends.

        Break the circle: work one of the values out from something else.

        Wrong:
        ```gear
        define cut = limit + 1
        define limit = cut - 1
        ```
        Right:
        ```gear
        define cut = 3.5
        define limit = cut - 1
        ```
        """)

    package static let tooLarge = Code(
        "GB0308", .error, "something that grows too large",
        """
        The author's functions are put in place where they are used. When each of a few uses the one before several \
        times, the result grows with every step beyond what can be worked out in reasonable time.

        Split the expression, or let its functions use each other less. In the same way, frameworks that adapt each other \
        inherit no more than 100,000 nodes together.

        Wrong:
        ```gear
        define a(x) = x + x + x + x + x + x + x + x
        define b(x) = a(a(x))
        define c(x) = b(b(x))
        define d(x) = c(c(x))
        ```
        Right:
        ```gear
        define a(x) = 8 * x
        define b(x) = a(a(x))
        define c(x) = b(b(x))
        define d(x) = c(c(x))
        ```
        """)

    package static let unknownConstant = Code(
        "GB0309", .error, "value that its kind does not have",
        """
        What stands here is compared with, or given for, something that has a known set of values: layers, waves, \
        sources, bands, questions, the points of a scale. It is not among them, so nothing could ever be equal to \
        it.

        Look for a slip of the pen, or declare it.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | where layer == geer
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | where layer == gear
        ```
        """)

    package static let unknownValue = Code(
        "GB0310", .error, "unknown value",
        """
        A bare name is a parameter or a named value, else a column, else a constant of the kind that it is compared \
        with. This one is none of these.

        Declare it, `define cut = 3.5`, or put a text in quotes.

        Wrong:
        ```gear
        define high(s) = s >= cut
        show high(2)
        ```
        Right:
        ```gear
        define cut = 3.5
        define high(s) = s >= cut
        show high(2)
        ```
        """)

    package static let clauseNotHere = Code(
        "GB0311", .error, "clause that does not belong here",
        """
        The clause is known, but has no meaning in this place: `weighted` where nothing has a weight, a mapping \
        where a value is fixed, `favourable` on a scale without points.

        The help says what can be written instead.

        Wrong:
        ```gear
        scale percent "Percent" 0..100 { favourable 80..100 }
        ```
        Right:
        ```gear
        scale percent "Percent" 0..100
        ```
        """)

    package static let clauseTwice = Code(
        "GB0312", .error, "clause given twice",
        """
        This can be said once. With two, one would have to win in silence.

        Keep one of them.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        on office
        on office
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        on office
        ```
        """)

    package static let wrongShape = Code(
        "GB0313", .error, "something else belongs here",
        """
        In this place belongs something of another form: a text in quotes, a number, a range such as `1..5`, one \
        name, `column "…"`.

        The message says what. A text alone never means a column of a file: write `column "District"`.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use data" -> data
        }
        data fall from "fall.csv" for readiness { respondent: "ID" }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use data" -> data
        }
        data fall from "fall.csv" for readiness { respondent: column "ID" }
        ```
        """)

    package static let missingClause = Code(
        "GB0314", .error, "something is missing",
        """
        The declaration does not say something that nothing else can supply: whom a survey asks, which scale a \
        question is answered on, when a wave starts, what a point counts.

        The help shows what to write.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          question q1 "We use data" -> data
        }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        source team "District team"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use data" -> data
        }
        ```
        """)

    package static let numberOutOfRange = Code(
        "GB0315", .error, "number out of range",
        """
        A weight is more than 0, `needs` takes a whole number from 1 or a share up to 100%, a number has at most 18 \
        digits, and a scale at most 250 points.

        What weighs nothing is better left out.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" weight 0 }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" weight 2 }
        ```
        """)

    package static let aggregateMisplaced = Code(
        "GB0316", .error, "aggregate out of place",
        """
        `mean`, `count`, `share` and their like make one value of many. They stand in the lines of a scoring rule \
        and after `group`, and never inside each other. `score(NODE, …)` and its like name one cell of the scores: \
        they stand in `expect` and `show`.

        To compare a row with its group, work the group out in a stage of its own and `join` it.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | where weight > mean(weight)
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | group average = mean(weight) by layer
        ```
        """)

    package static let aggregateMissing = Code(
        "GB0317", .error, "nothing gathered",
        """
        A line of a rule gathers exactly one collection, and what `group` works out has one value a group. Here \
        nothing is gathered, or two collections are.

        Say what is made of the many: `mean(parts)`, `max(score)`.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | group heaviest = weight by layer
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | group heaviest = max(weight) by layer
        ```
        """)

    package static let comparedWithMissing = Code(
        "GB0318", .error, "comparison with missing",
        """
        A missing value is equal to nothing, not even to another missing value: the comparison would be missing \
        itself, and no row would ever be kept.

        Ask with `is missing`, `is not missing`, `is hidden`.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | where doc == missing
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | where doc is missing
        ```
        """)

    package static let emptyRange = Code(
        "GB0319", .error, "range without inside",
        """
        A range goes from a smaller number to a greater one. Between equal ends, or ends the wrong way round, \
        nothing lies.

        Write the smaller number first.

        Wrong:
        ```gear
        scale percent "Percent" 100..0
        ```
        Right:
        ```gear
        scale percent "Percent" 0..100
        ```
        """)
}
