extension Code {
    /// GB08: files, imports and the command line.
    static let commandCodes: [Code] = [
        noSuchFile, unreadableFile, noStandardLibrary, importOutsideProject, unsuitableArgument, unknownCode,
        noProgram, unwritableOutput, nothingToShow,
        outputOverInput, folderTooLarge, cacheUnwritable, cacheInTheWay,
    ]

    package static let noSuchFile = Code(
        "GB0801", .error, "no such file",
        """
        A file that the command line or an `import` names is not there. Paths of imports are seen from the folder of the
        file that imports.

        Check the spelling and the folder; 'did you mean' names a file of that folder whose name is much like it.

        Wrong:
        ```gear
        import "surveis.gear"
        ```
        Right:
        ```gear
        import "surveys.gear"
        ```
        """)

    package static let unreadableFile = Code(
        "GB0802", .error, "a file that cannot be read as a program",
        """
        The file is there but no program can come from it: it is a folder, its permissions forbid reading it, the disk
        fails, or it is larger than 64 MiB.

        Name a file; `gearbox check FOLDER` and `gearbox test FOLDER` do take folders. Answers belong into a data file
        that a `data` declaration names, not into the program.

        Wrong:
        ```gear
        import "surveys"
        ```
        Right:
        ```gear
        import "surveys/readiness.gear"
        ```
        """)

    package static let noStandardLibrary = Code(
        "GB0803", .error, "the standard library is missing",
        """
        The program names something of `std.`, and the files that define it are not where they were installed:
        `share/gearbox/Stdlib` beside the folder of the program.

        Install with `make install`, which puts both in place, or set the environment variable `GEARBOX_STDLIB` to the
        folder `Stdlib`. Only what names `std.` needs it.

        Wrong:
        ```gear
        show scores of std.mean_of_persons
        ```
        Right:
        ```gear
        show nodes
        ```
        """)

    package static let importOutsideProject = Code(
        "GB0804", .error, "an import from outside the project",
        """
        A program can only import files of its own project, so that a program from a stranger cannot read what else is
        on the machine. The project is the folder with `.git` at or above the file that was asked for; without one,
        that file's own folder. A link counts as what it leads to.

        Copy the file into the project, or ask for a file that is higher up.

        Wrong:
        ```gear
        import "../../elsewhere/framework.gear"
        ```
        Right:
        ```gear
        import "framework.gear"
        ```
        """)

    package static let unsuitableArgument = Code(
        "GB0805", .error, "an argument that does not fit",
        """
        An argument of the command is well formed but does not fit the program or the other arguments: a survey that is
        not declared, a condition that is none, an output format that does not exist.

        `gearbox help COMMAND` lists what each argument takes.

        Wrong:
        ```gear
        // gearbox score district.gear --for district
        ```
        Right:
        ```gear
        // gearbox score district.gear --for district=d07
        ```
        """)

    package static let unknownCode = Code(
        "GB0806", .error, "no command and no code of this name",
        """
        `gearbox help COMMAND` lists what a command takes, and `gearbox help CODE` explains the code of a finding: GB and four digits, as they stand in brackets after the word
        `error` or `warning`.

        Wrong:
        ```gear
        // gearbox help GB9999
        ```
        Right:
        ```gear
        // gearbox help GB0601
        ```
        """)

    package static let noProgram = Code(
        "GB0807", .error, "no program in this folder",
        """
        A folder was to be checked, tested or formatted, and neither it nor a folder below it holds a file that ends in
        `.gear`. Folders whose names begin with a dot are not looked into.

        Wrong:
        ```gear
        // gearbox check docs
        ```
        Right:
        ```gear
        // gearbox check examples
        ```
        """)

    package static let unwritableOutput = Code(
        "GB0808", .error, "the output cannot be written",
        """
        What was to be printed or saved could not be: the disk is full, the folder does not exist or may not be
        written. Nothing half-written stays behind: with `-o` a file is complete or not there, and what `gearbox fmt` cannot
        replace stays as it was.

        Wrong:
        ```gear
        // gearbox score district.gear -o no/such/folder/scores.csv
        ```
        Right:
        ```gear
        // gearbox score district.gear -o scores.csv
        ```
        """)

    package static let nothingToShow = Code(
        "GB0809", .warning, "the program shows nothing",
        """
        `gearbox run` carries out the `show` statements of the file that it is given, and this file has none. Those of
        imported files are not carried out.

        Write one, or ask for a table directly: `gearbox show 'nodes' FILE`.

        Wrong:
        ```gear
        framework office "District" { gear data "Data" }
        ```
        Right:
        ```gear
        framework office "District" { gear data "Data" }
        show nodes
        ```
        """)

    package static let outputOverInput = Code(
        "GB0810", .error, "an output that would replace an input",
        """
        The file that `-o` or `--rejects` names is one that is read: the program, something it imports or the answers;
        or both name the same file. Nothing was written. Two paths name the same file if they lead to it, whatever
        links they go by.

        Name another file.

        Wrong:
        ```gear
        // gearbox score district.gear --data readiness=fall.csv -o fall.csv
        ```
        Right:
        ```gear
        // gearbox score district.gear --data readiness=fall.csv -o scores.csv
        ```
        """)

    package static let folderTooLarge = Code(
        "GB0811", .error, "a folder with too many files",
        """
        A folder was to be checked, tested or formatted, and more than 100,000 files and folders are in and below it. It
        is likely not the folder of a project, and nothing in it was looked at.

        Name the folders or files that hold your programs.

        Wrong:
        ```gear
        // gearbox check /
        ```
        Right:
        ```gear
        // gearbox check examples
        ```
        """)

    package static let cacheUnwritable = Code(
        "GB0812", .warning, "answers that could not be kept",
        """
        With `--cache`, what was read is kept in a file beside the data, so that the next start need not read them again.
        That file could not be written: the disk is full, or the folder may not be written. What is shown is complete and
        right all the same; the next start reads the data again. Nothing half-written stays behind.

        Make room, or go on without `--cache`.

        Wrong:
        ```gear
        // gearbox score district.gear --cache --data readiness=/read/only/fall.csv
        ```
        Right:
        ```gear
        // gearbox score district.gear --data readiness=/read/only/fall.csv
        ```
        """)

    package static let cacheInTheWay = Code(
        "GB0813", .warning, "another file in the place of kept answers",
        """
        With `--cache`, what was read is kept in a file beside the data: `fall.csv.readiness.gearcache` for the answers to
        `readiness` in `fall.csv`. Something else is in its place, a folder, a link or a file that Gearbox did not write,
        and is left alone. What is shown is complete and right all the same.

        Move it away or rename it, if you want the answers to be kept.

        Wrong:
        ```gear
        // touch fall.csv.readiness.gearcache
        // gearbox score district.gear --cache
        ```
        Right:
        ```gear
        // rm fall.csv.readiness.gearcache
        // gearbox score district.gear --cache
        ```
        """)
}
