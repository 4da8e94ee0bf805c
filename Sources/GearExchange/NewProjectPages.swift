/// What stands beside the programs of a new project.
extension NewProject {
    var readmeText: String {
        """
        # \(outline.title.isEmpty ? outline.name : outline.title)

        | | |
        |---|---|
        | `framework.gear` | what people must be able to do |
        | `survey.gear` | who is asked, what, and when |
        | `scoring.gear` | how answers become scores |
        | `scores.gear` | where the answers are, and what is shown |
        | `tests.gear` | made-up answers, and what must follow from them |
        | `gearbox.gear` | how much a finding matters here |
        | `data/fall26.csv` | answers made up as a sample: put yours in their place |

        ```sh
        gearbox fmt .
        gearbox check .
        gearbox test .
        gearbox run scores.gear
        ```

        `gearbox help` lists the commands, `gearbox help GB0203` explains a finding.

        ## From and to a spreadsheet

        Who would rather edit a spreadsheet edits this one and takes it over; names stay as they are, so that answers still
        find their questions.

        ```sh
        gearbox export outline framework.gear -o outline.csv
        gearbox import outline outline.csv --into framework.gear -o framework.gear
        gearbox export questions survey.gear -o questions.csv
        gearbox import questions questions.csv --into survey.gear -o survey.gear
        ```

        ## Answers of your own

        `gearbox bind answers.csv --program scores.gear` looks at a file as a form exported it and writes the `data`
        declaration for it. Answers of people belong in no repository that others can read.

        ## Before each commit

        `.githooks/pre-commit` keeps findings out of the history, once you have said so: `git config core.hooksPath
        .githooks`. On GitHub, `.github/workflows/gearbox.yml` does the same for each push and pull request.

        """
    }

    static let hook = """
        #!/bin/sh
        # Keeps findings out of the history. Turned on with: git config core.hooksPath .githooks
        set -e
        gearbox fmt --check .
        gearbox check .
        gearbox test .

        """

    static let workflow = """
        # Checks and tests each push and pull request; the scores, and what a pull request changes, are in its summary.
        #
        # Gearbox is built from its sources. Say where they are: a repository variable GEARBOX_REPOSITORY, OWNER/NAME
        # (Settings, Secrets and variables, Actions, Variables).
        name: Gearbox
        on:
          push:
          pull_request:
        permissions:
          contents: read
        jobs:
          gearbox:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: actions/checkout@v4
                with:
                  repository: ${{ vars.GEARBOX_REPOSITORY }}
                  path: .gearbox
              - uses: actions/cache@v4
                with:
                  path: .gearbox/.build
                  key: gearbox-${{ hashFiles('.gearbox/Package.resolved', '.gearbox/Sources/**') }}
              - name: Install
                run: |
                  make -C .gearbox install PREFIX="$HOME/.local"
                  echo "$HOME/.local/bin" >> "$GITHUB_PATH"
              - name: Layout
                run: gearbox fmt --check .
              - name: Check
                run: gearbox check .
              - name: Test
                run: gearbox test .
              - name: Scores
                run: gearbox run scores.gear --format md >> "$GITHUB_STEP_SUMMARY"
              - name: What changes
                if: github.event_name == 'pull_request'
                run: |
                  gearbox diff "origin/$GITHUB_BASE_REF" --format markdown >> "$GITHUB_STEP_SUMMARY" || test $? -eq 1
                  gearbox check . --against "origin/$GITHUB_BASE_REF"

        """
}
