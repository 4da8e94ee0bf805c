/// What begins with `:` at a prompt: about the prompt itself, not the program.
enum PromptCommand: String, CaseIterable {
    case help, quit, load, reload, check, read, save, format, output, once, pipe, time, tables, describe, doc, search
    case set, edit, watch, profile

    /// As it is written, with what it takes.
    var usage: String {
        switch self {
        case .help: ":help [NAME]"
        case .quit: ":quit"
        case .load: ":load FILE"
        case .reload: ":reload"
        case .check: ":check"
        case .read: ":read FILE"
        case .save: ":save FILE"
        case .format: ":format [NAME]"
        case .output: ":output [FILE]"
        case .once: ":once FILE"
        case .pipe: ":pipe COMMAND"
        case .time: ":time [on|off]"
        case .tables: ":tables"
        case .describe: ":describe PIPELINE"
        case .doc: ":doc NAME"
        case .search: ":search WORD"
        case .set: ":set [NAME VALUE]"
        case .edit: ":edit"
        case .watch: ":watch"
        case .profile: ":profile STATEMENT"
        }
    }

    var takesArgument: Bool {
        switch self {
        case .quit, .reload, .check, .tables, .edit, .watch: false
        default: true
        }
    }

    var about: String {
        switch self {
        case .help: "this list; or what a word, a command or a code means"
        case .quit: "leave (Ctrl-D too)"
        case .load: "open another program"
        case .reload: "read all files anew; what was typed stays while it holds"
        case .check: "all findings about the program and the answers read"
        case .read: "carry out a file of statements as if it were typed"
        case .save: "write what was typed as a program"
        case .format: "print results as table, csv, tsv, json, jsonl, md or html"
        case .output: "all results go there; without a file, here again"
        case .once: "the next result goes into a file"
        case .pipe: "the next result goes, as CSV, into a command"
        case .time: "whether to say how long each statement takes"
        case .tables: "the tables that one can ask for"
        case .describe: "a table's columns and their types, without making it"
        case .doc: "what a name is: its text, where it is declared and used"
        case .search: "find a word in titles, texts and comments"
        case .set: "settings and their values"
        case .edit: "write the statement in $VISUAL or $EDITOR"
        case .watch: "reload and ask the last again when a file changes"
        case .profile: "carry out, then say where the time went"
        }
    }

    /// Those that a beginning of a name could mean.
    static func named(_ name: String) -> [PromptCommand] {
        if let whole = PromptCommand(rawValue: name) { return [whole] }
        if name == "q" || name == "exit" { return [.quit] }
        return name.isEmpty ? [] : allCases.filter { $0.rawValue.hasPrefix(name) }
    }
}
