import GearSession
import GearSource

/// What could stand in a command.
extension Prompt {
    private static func settingCompletions(_ name: String, _ value: String, start: Int) -> Completions {
        let values: [String]
        switch name {
        case "format": values = [usualFormat] + TableOptions.Format.allCases.map(\.rawValue)
        case "rows": values = RowLimit.words
        case "time": values = ["on", "off"]
        case "output": return FileNames.completions(value, start: start)
        default: values = []
        }
        return Completions(start: start, words: values.filter { $0.hasPrefix(value) }.map { Completions.Word($0) })
    }

    static func commandCompletions(_ text: String, _ workspace: Workspace) -> Completions {
        let line = text.dropFirst()
        guard let blank = line.firstIndex(where: \.isWhitespace) else {
            let words = PromptCommand.allCases.filter { $0.rawValue.hasPrefix(line) }
                .map { Completions.Word($0.rawValue, $0.about) }
            return Completions(start: 1, words: words, suffix: " ")
        }
        let argument = String(line[line.index(after: blank)...].drop(while: \.isWhitespace))
        let start = text.utf8.count - argument.utf8.count
        switch PromptCommand.named(String(line[..<blank])).first {
        case .load, .read, .save, .output, .once: return FileNames.completions(argument, start: start)
        case .format: return settingCompletions("format", argument, start: start)
        case .time: return settingCompletions("time", argument, start: start)
        case .help:
            let names = Workspace.explainedNames + PromptCommand.allCases.map { ":" + $0.rawValue }
            // Codes are too many to be listed with all others.
            let codes = argument.isEmpty ? [] : Code.all.map { Completions.Word($0.id, $0.title) }
            let words = names.map { Completions.Word($0) } + codes
            return Completions(start: start, words: words.filter { $0.text.hasPrefix(argument) })
        case .set:
            guard let blank = argument.firstIndex(where: \.isWhitespace) else {
                let words = settingNames.filter { $0.hasPrefix(argument) }
                return Completions(start: start, words: words.map { Completions.Word($0) }, suffix: " ")
            }
            let value = String(argument[blank...].drop(while: \.isWhitespace))
            return settingCompletions(String(argument[..<blank]), value, start: text.utf8.count - value.utf8.count)
        case .describe, .profile:
            let found = Completer(workspace, argument).completions
            return Completions(
                start: start + found.start, words: found.words, suffix: found.suffix, note: found.note)
        case .doc: return workspace.documentedNames(argument, start: start)
        default: return Completions(start: text.utf8.count)
        }
    }
}
