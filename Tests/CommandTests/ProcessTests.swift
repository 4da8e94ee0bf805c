import Foundation
import GRDB
import GearTesting
import Testing

/// How the process behaves among others: output, pipes, signals, help.
@Suite struct ProcessTests {
    let command: Command

    init() throws { command = try Command(Command.district) }

    @Test func aFullDiskLeavesNothingHalfWritten() throws {
        let printed = try command("gearbox show nodes district.gear >/dev/full")
        #expect(printed.status == 1)
        #expect(printed.errors.contains("could not be written"))
        let saved = try command("gearbox show nodes district.gear -o /dev/full")
        #expect(saved.status == 1)
        #expect(saved.errors.contains("GB0808"))
        let nowhere = try command("gearbox show nodes district.gear -o no/such/folder.csv")
        #expect(nowhere.status == 1)
        #expect(nowhere.errors.contains("GB0808"))
        #expect(try command.names == ["district.gear", "fall.csv"])
    }

    @Test func aFileIsReplacedWhole() throws {
        try command.scratch.write("before", to: "nodes.csv")
        #expect(
            try command("ln -s nodes.csv link.csv; gearbox show 'nodes | select node' district.gear -o link.csv").output
                == "")
        #expect(try command.text(of: "nodes.csv") == "node\ndata\ndata.care\ndata.use\noffice\n")
        #expect(try command.names == ["district.gear", "fall.csv", "link.csv", "nodes.csv"])
    }

    @Test(arguments: [
        "score district.gear -o district.gear", "score district.gear -o ./fall.csv",
        "run district.gear --rejects fall.csv",
        "show nodes district.gear -o link.csv", "show nodes district.gear -o hard.csv",
        "show nodes - -o district.gear <district.gear", "show --query-file q district.gear -o q",
        "score district.gear --data readiness=other.csv -o other.csv", "score district.gear -o new --rejects ./new",
        "score district.gear -o other.csv --rejects link/other.csv",
    ])
    func noOutputReplacesAnInputOrTheOther(line: String) throws {
        let files = ["district.gear", "fall.csv", "q", "other.csv"]
        try command.scratch.write("nodes", to: "q")
        try command.scratch.write("id,district,as,q1,q2\n", to: "other.csv")
        _ = try command("ln -s fall.csv link.csv; ln fall.csv hard.csv; ln -s . link")
        let before = try files.map(command.text(of:))
        let outcome = try command("gearbox \(line)")
        #expect(outcome.status == 2, "\(outcome.errors)")
        #expect(outcome.errors.contains("GB0810"), "\(outcome.errors)")
        #expect(outcome.output == "")
        #expect(try files.map(command.text(of:)) == before)
        #expect(!(try command.names.contains("new")))
    }

    @Test func outputsToOneDeviceAreNoClash() throws {
        #expect(try command("gearbox score district.gear -o /dev/null --rejects /dev/null").status == 0)
    }

    @Test func theNameOfTheOutputSaysItsFormat() throws {
        _ = try command(
            "gearbox run district.gear -o scores.jsonl; gearbox run district.gear -o scores.csv --format md")
        #expect(try command.text(of: "scores.jsonl").hasPrefix("{\"district\":"))
        #expect(try command.text(of: "scores.csv").contains("| --- |"))
    }

    @Test func aReaderThatLeavesEndsItQuietly() throws {
        let outcome = try command("gearbox help GB0601 | true; gearbox score district.gear --format json | head -c 1")
        #expect(!outcome.errors.contains("could not be written"))
        #expect(outcome.output == "[")
    }

    @Test func interruptingEndsWithStatus130() throws {
        // Opening the pipe for writing waits until the program reads it.
        for (name, status) in [("INT", 130), ("TERM", 143)] {
            let outcome = try command(
                "mkfifo \(name); gearbox check \(name) & exec 3>\(name); kill -\(name) $!; wait $!")
            #expect(outcome.status == Int32(status))
        }
    }

    /// A view whose first row takes minutes: whether the program is before it, in it or between two files, an
    /// interruption ends it at once and leaves what was there as it was.
    @Test(arguments: [("INT", 130), ("TERM", 143)]) func aSlowViewCanBeInterrupted(name: String, status: Int) throws {
        let path = command.scratch.folder.appending(path: "slow.db").path
        try DatabaseQueue(path: path).write { database in
            let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 2000000000)"
            try database.execute(
                sql: "CREATE VIEW slow AS \(endless) SELECT max(n) AS id, 'd1' AS district, 'team' AS \"as\" FROM c")
        }
        let program = try command.text(of: "district.gear").replacing("\"fall.csv\"", with: "\"gate.csv\", \"slow.db\"")
        try command.scratch.write(program, to: "slow.gear")
        try command.scratch.write("as before\n", to: "scores.csv")
        // Behind the pipe, which is read first, comes the view.
        let outcome = try command(
            """
            mkfifo gate.csv; gearbox score slow.gear -o scores.csv --rejects rejects.csv & program=$!
            cat fall.csv >gate.csv
            until [ -e rejects.csv.gearbox-$program ]; do sleep 0.01; done
            kill -\(name) $program; wait $program
            """)
        #expect(outcome.status == Int32(status))
        #expect(try command.text(of: "scores.csv") == "as before\n")
        #expect(try command.names == ["district.gear", "fall.csv", "gate.csv", "scores.csv", "slow.db", "slow.gear"])
    }

    @Test func colourIsForTerminalsAndForThoseWhoAsk() throws {
        let wrong = "printf nonsense | "
        #expect(!(try command(wrong + "gearbox check -").output.contains("\u{1B}[")))
        #expect(try command(wrong + "NO_COLOR= CLICOLOR_FORCE=1 gearbox check -").output.contains("\u{1B}["))
        #expect(!(try command(wrong + "NO_COLOR=1 CLICOLOR_FORCE=1 gearbox check -").output.contains("\u{1B}[")))
    }

    @Test func helpIsGiven() throws {
        #expect(try command("gearbox --version").output.contains(/^\d+\.\d+\.\d+\n$/))
        for line in ["gearbox help", "gearbox --help", "gearbox help score", "gearbox score --help"] {
            let help = try command(line)
            #expect(help.status == 0)
            #expect(help.output.contains("USAGE: gearbox"))
        }
        let code = try command("gearbox help gb0601")
        #expect(code.status == 0)
        #expect(code.output.hasPrefix("GB0601 (error): no such column"))
        let none = try command("gearbox help GB9999")
        #expect(none.status == 2)
        #expect(none.errors.contains("GB0806"))
        for shell in ["bash", "zsh", "fish"] {
            #expect(try command("gearbox --generate-completion-script \(shell)").output.contains("gearbox"))
        }
    }

    @Test func argumentsCannotSteerTheTerminal() throws {
        let outcome = try command("gearbox \"$(printf '\\033]0;gone\\007')\"; gearbox help \"$(printf 'GB\\033[2J')\"")
        #expect(outcome.status == 2)
        #expect(!outcome.errors.contains("\u{1B}"))
        #expect(!outcome.errors.contains("\u{7}"))
    }

    @Test func helpSaysWhatItDoesNotKnow() throws {
        let unknown = [
            ("nope", "no command and no code"), ("scor", "`score`"), ("GB060", "did you mean"), ("''", "bind"),
        ]
        for (word, says) in unknown {
            let outcome = try command("gearbox help \(word)")
            #expect(outcome.status == 2)
            #expect(outcome.output == "")
            #expect(outcome.errors.contains("GB0806") && outcome.errors.contains(says), "\(outcome.errors)")
        }
        #expect(try command("gearbox help help").status == 0)
    }

    #if os(Linux)
        @Test(arguments: ["csv", "tsv", "json", "jsonl", "md", "table"])
        func answersCannotSteerTheTerminal(format: String) throws {
            _ = try command(
                #"printf 'id,district,as,q1,q2\na,\033]0;x\007\xc2\x9b2J\xe2\x80\xae,team,3,1\n' >odd.csv"#)
            let show = "gearbox score district.gear --by district --data fall=odd.csv --format \(format)"
            let shown = try command("script -qec '\(show)' /dev/null </dev/null").output
            #expect(shown.contains("x"))
            for steering in ["\u{1B}]", "\u{7}", "\u{9B}", "\u{202E}"] {
                #expect(!shown.contains(steering), "\(shown)")
            }
            if format == "csv" { #expect(try command(show).output.contains("\u{1B}]0;x")) }
        }
    #endif
}
