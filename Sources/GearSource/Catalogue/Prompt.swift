extension Code {
    /// GB088: what is typed at a prompt.
    static let promptCodes: [Code] = [
        promptCommand, promptArgument, programHasErrors, otherProject, typedOverFile,
    ]

    package static let promptCommand = Code(
        "GB0880", .error, "no such command at the prompt",
        """
        What begins with a colon is a command about the prompt, such as `:load district.gear`; a statement of the language
        begins with none. The beginning of a command's name will do if no other begins so.

        `:help` lists the commands.

        Wrong:
        ```gear
        // :laod district.gear
        ```
        Right:
        ```gear
        // :load district.gear
        ```
        """)

    package static let promptArgument = Code(
        "GB0881", .error, "a command at the prompt that cannot be carried out",
        """
        The command is known, and what comes after it is missing or is not what it takes. `:help` with a command's name says
        what it takes.

        Wrong:
        ```gear
        // :format excel
        ```
        Right:
        ```gear
        // :format csv
        ```
        """)

    package static let programHasErrors = Code(
        "GB0882", .error, "a program with errors is asked for results",
        """
        The program that the prompt was opened with has errors, so that what it would give might not be what is meant.
        Declarations can be typed, and names be looked up.

        Mend the file and type `:reload`; `:check` shows the errors again. A program that gets errors later goes on answering as
        it was before.

        Wrong:
        ```gear
        framework office "District" { gear data "Data" builds on dta }
        ```
        Right:
        ```gear
        framework office "District" { gear data "Data" }
        ```
        """)

    package static let otherProject = Code(
        "GB0883", .error, "what was typed cannot be saved there",
        """
        What was typed goes on from a program, and a file of it imports that program. Imports stay inside the project's
        folder and name files as seen from their own, so the file has to be in the program's folder.

        Wrong:
        ```gear
        // :save ../fall.gear
        ```
        Right:
        ```gear
        // :save fall.gear
        ```
        """)

    package static let typedOverFile = Code(
        "GB0884", .error, "typed declaration of a name that the program has",
        """
        What is typed goes on from the program and adds to it; it does not take the place of what its files declare.
        Otherwise one name would have two meanings: that of the files, which everything in them goes on using, and that of
        what is typed, and what was saved would be no program.

        To see what another rule, requirement or weight would do, put it into `| what if { … }` after a question. To keep a
        change, write it into the file and type `:reload`. To have both, give what you type a name of its own. A name that
        was typed can be typed again: the latest counts.

        Wrong:
        ```gear
        // scoring readiness on office { own = median(answers) }
        ```
        Right:
        ```gear
        // scores of readiness
        // | what if { scoring readiness on office { own = median(answers) } }
        ```
        """)
}
