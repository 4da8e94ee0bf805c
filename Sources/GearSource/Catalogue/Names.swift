extension Code {
    /// GB02: names and what they stand for.
    static let nameCodes: [Code] = [
        .unknownName, .duplicateName, .unknownNode, .wrongKind, .differsByCase, .noFramework, .formerlyStands,
        .formerlyTwice, .importClash, .importCycle, .whichRule, .takenName, .unknownTable,
    ]

    package static let unknownName = Code(
        "GB0201", .error, "unknown name",
        """
        Nothing of this name and kind can be seen from here. A file sees what it declares itself and what it \
        imports; an import hands on only what its own file declares. What ships with Gearbox is reached as \
        `std.NAME`.

        Look for a slip of the pen, declare the thing, or import the file that does.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        source team "District team"
        survey readiness "Readiness" on office {
          asks tem
          scale std.agreement5
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

    package static let duplicateName = Code(
        "GB0202", .error, "name declared twice",
        """
        A name stands for one thing in its place: a file's declarations, a node's children, a survey's questions. \
        With two, nobody could say which one a path or a column means.

        Give one of them another name. If it is the same thing, declare it once and import it where it is needed.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear data "Devices"
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear devices "Devices"
        }
        ```
        """)

    package static let unknownNode = Code(
        "GB0203", .error, "unknown node",
        """
        A path names a node by the names from the framework down to it, with dots between them, and one of these \
        names is not there. A node was perhaps moved or renamed; then its declaration can say `formerly` with the \
        old path.

        Compare the path with the framework.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check" builds on data.rythm
          }
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check" builds on data.rhythm
          }
        }
        ```
        """)

    package static let wrongKind = Code(
        "GB0204", .error, "name of another kind of thing",
        """
        The name exists, but stands for a thing of another kind than belongs here: a source where a scale is meant, \
        a scoring rule where a framework is.

        Often the right thing has a similar name.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        source team "District team"
        survey readiness "Readiness" on office {
          asks office
          scale std.agreement5
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

    package static let differsByCase = Code(
        "GB0205", .warning, "names that differ only by case",
        """
        `Data` and `data` are two names to Gearbox and one to most readers, and to the programs that some data come \
        from. Sooner or later somebody writes the one and means the other.

        Give one of them a name that reads differently aloud.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear Data "Devices"
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data"
          gear devices "Devices"
        }
        ```
        """)

    package static let noFramework = Code(
        "GB0206", .error, "no framework said",
        """
        A survey's questions point at the nodes of a framework, and a rule that fits any framework scores one of \
        them: which one has to be said.

        Write `on NAME` after the title, or once at the head of the file for all of it.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        source team "District team"
        survey readiness "Readiness" {
          asks team
          scale std.agreement5
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

    package static let formerlyStands = Code(
        "GB0207", .error, "former name that still stands",
        """
        `formerly` keeps a node's or question's identity when it is renamed or moved: old data and old versions find \
        it under the new name. A name that something bears today cannot be a former one, or its data would belong to \
        two things.

        Remove the `formerly`, or rename what bears the name today.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag cycle "A data cycle"
            tag rhythm "Results are used in two weeks" formerly data.cycle
          }
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks" formerly data.cycle
          }
        }
        ```
        """)

    package static let formerlyTwice = Code(
        "GB0208", .error, "former name claimed twice",
        """
        Two things claim to have had the same name before. What was measured then can continue in one of them only.

        Keep the `formerly` at the one that measures the same thing; if the old one was split, at neither.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks" formerly data.cycle
            tag coverage "Every objective has a check" formerly data.cycle
          }
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks" formerly data.cycle
            tag coverage "Every objective has a check"
          }
        }
        ```
        """)

    package static let importClash = Code(
        "GB0209", .error, "import that brings a name twice",
        """
        An import adds the names of another file to this one's. One of them is taken here already, by a declaration \
        or by another import, and neither gives way in silence.

        Put the import under a name of its own, `import "fall.gear" as fall`, and write `fall.NAME`; or rename one \
        of the two.

        Wrong:
        ```gear
        import "example.gear" as office
        framework office "Office" { gear data "Data" }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        ```
        """)

    package static let importCycle = Code(
        "GB0210", .error, "imports that go in a circle",
        """
        Following the imports of this file leads back to it. Each file must be understood before those that use it, \
        so a circle has no beginning.

        Move what the files share into another one that imports neither.

        Wrong:
        ```gear
        import "example.gear"
        framework office "Office" { gear data "Data" }
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        ```
        """)

    package static let whichRule = Code(
        "GB0211", .error, "scoring rule not said",
        """
        Scores come from a rule, and it can be left out only where exactly one fits. Here none does, or several do, \
        and choosing one in silence would choose the numbers.

        Write `scores of RULE`, and in a call `score(NODE, of: RULE)`. Rules that ship with Gearbox are named in \
        full: `scores of std.mean_of_persons`.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        scoring strict on office { own = mean(answers) needs 80%  }
        scoring mild on office { own = mean(answers) needs 1 }
        show scores
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        scoring strict on office { own = mean(answers) needs 80%  }
        scoring mild on office { own = mean(answers) needs 1 }
        show scores of strict
        ```
        """)

    package static let takenName = Code(
        "GB0212", .error, "name that the language uses",
        """
        The name already means something where this declaration would be used: a table, a function, a column of \
        every table of answers, or `std`. With two meanings, neither could be relied on.

        Choose another name.

        Wrong:
        ```gear
        dimension wave "Round of the survey"
        ```
        Right:
        ```gear
        dimension round "Round of the survey"
        ```
        """)

    package static let unknownTable = Code(
        "GB0213", .error, "unknown table",
        """
        A pipeline begins with a table: `scores`, `answers`, `responses`, `nodes`, `questions`, `scales`, `themes`, \
        `coverage`, or one that a `define` names.

        Look for a slip of the pen. A value is shown by itself, without stages: `show score(data, of: mild)`.

        Wrong:
        ```gear
        framework office "Office" { gear data "Data" }
        show node | select title
        ```
        Right:
        ```gear
        framework office "Office" { gear data "Data" }
        show nodes | select title
        ```
        """)
}
