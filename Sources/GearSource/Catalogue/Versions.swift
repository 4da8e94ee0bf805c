extension Code {
    /// GB0820–GB0839: older versions, as git has them.
    static let revisionCodes: [Code] = [noGit, noRepository, unknownRevision, incomparable]

    /// GB09: versions and their comparison.
    static let versionCodes: [Code] = [breaksData, breaksComparability, breaksQueries, versionTooLow]

    package static let noGit = Code(
        "GB0820", .error, "git is missing",
        """
        `gearbox diff` and `gearbox check --against` read older versions with git, and there is no program `git` on the
        path.

        Install git. Two files or two folders can be compared without it.

        Wrong:
        ```gear
        // gearbox diff HEAD~3
        ```
        Right:
        ```gear
        // gearbox diff old.gear new.gear
        ```
        """)

    package static let noRepository = Code(
        "GB0821", .error, "no readable git repository",
        """
        A revision can only be looked for in a git repository, and the folder at hand lies in none, or git cannot read
        it. What git itself says stands beside the finding.

        Run the command in the repository, or name two files or folders.

        Wrong:
        ```gear
        // gearbox diff HEAD~3
        ```
        Right:
        ```gear
        // gearbox diff last-year/district.gear district.gear
        ```
        """)

    package static let unknownRevision = Code(
        "GB0822", .error, "no such revision",
        """
        What was named is neither a file nor a folder nor a commit, a branch or a tag of the repository. A pipeline
        often fetches the newest commit only: fetch the one to compare with as well.

        Wrong:
        ```gear
        // gearbox diff v9.9.9
        ```
        Right:
        ```gear
        // gearbox diff v1.2.0
        ```
        """)

    package static let incomparable = Code(
        "GB0823", .warning, "an older version that cannot be compared",
        """
        The version that `--against` names has errors, or cannot be read, so that what has changed since is unknown.

        Name a version that `gearbox check` takes.

        Wrong:
        ```gear
        // gearbox check --against broken-branch district.gear
        ```
        Right:
        ```gear
        // gearbox check --against v1.2.0 district.gear
        ```
        """)

    package static let breaksData = Code(
        "GB0901", .warning, "a change that breaks stored data",
        """
        Files of answers to the older version are no longer read as they were: a question is gone, an answer is no
        longer on its scale, a source is not known, a text that is a column's header has changed. The numbers of former
        years can then no longer be had from the files of those years.

        Keep what stored answers need (`formerly`, `also`, `was`), or announce the break by a new major version.

        Wrong:
        ```gear
        // was: question q3 "Families help to set goals" -> data
        framework office "Office" version 1.2.0 { gear data "Data" }
        ```
        Right:
        ```gear
        // was: question q3 "Families help to set goals" -> data
        framework office "Office" version 2.0.0 { gear data "Data" }
        ```
        """)

    package static let breaksComparability = Code(
        "GB0902", .warning, "a change that breaks comparability",
        """
        Scores over the questions that both versions have mean something else: a question is turned, reads otherwise,
        is tagged or weighs otherwise, its scale has other points, or a rule makes scores in another way. A difference
        between two waves could then be the change and not the people.

        Say where nothing has changed in what is measured (`was "…" until WAVE comparable`, `formerly`), undo the
        change, or announce the break by a new major version.

        Wrong:
        ```gear
        // was: gear data "Data" weight 2
        framework office "Office" version 1.2.0 { gear data "Data" }
        ```
        Right:
        ```gear
        // was: gear data "Data" weight 2
        framework office "Office" version 2.0.0 { gear data "Data" }
        ```
        """)

    package static let breaksQueries = Code(
        "GB0903", .warning, "a change that breaks queries",
        """
        A name that queries, other programs or commands may use is gone or stands for something else: a node has
        another path, a rule, a band, a source is gone. They fail when they are next run.

        Keep the name, or announce the break by a new major version. `formerly` lets a query that uses the old path be
        told the new one.

        Wrong:
        ```gear
        // was: gear data "Data"
        framework office "Office" version 1.2.0 { gear evidence "Data" formerly data }
        ```
        Right:
        ```gear
        // was: gear data "Data"
        framework office "Office" version 2.0.0 { gear evidence "Data" formerly data }
        ```
        """)

    package static let versionTooLow = Code(
        "GB0904", .warning, "a version that is not raised enough",
        """
        The framework's `version` says less than what has changed: whatever breaks stored data, comparability or
        queries calls for the next major version, an addition for the next minor one, all else for the next patch.
        Below 1.0.0 a break calls for the next minor version, and all else for the next patch.

        Raise the version in the same change.

        Wrong:
        ```gear
        // was: version 1.2.0, without the gear `tools`
        framework office "Office" version 1.2.0 { gear tools "Tools" }
        ```
        Right:
        ```gear
        // was: version 1.2.0, without the gear `tools`
        framework office "Office" version 1.3.0 { gear tools "Tools" }
        ```
        """)
}
