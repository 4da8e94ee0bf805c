import GearSource
import GearSyntax

/// data NAME from FILE for plan PLAN { task: column "Task"  status: column "Status" { … }  done: column "Done on" }
extension BindingLowering {
    /// Takes an entry that says something of tasks; false for one that any binding may have.
    mutating func bindTask(_ name: Name, _ value: Expression, _ mapping: Clause?) -> Bool {
        switch name.text {
        case "task": binding.tasks.task = column(value)
        case "done": binding.tasks.done = column(value)
        case "status":
            binding.tasks.status = column(value)
            binding.tasks.statusWords = mapping.map(statusWords) ?? []
            return true
        case "header", "separator", "table": return false
        default:
            let known = Self.taskEntries
            let near = Likeness.nearest(to: name.text, among: known)
            builder.report(
                .clauseNotHere, "data for a plan have no `\(name.text)`", at: place.location(name.range),
                help: near.map { "did you mean `\($0)`?" }
                    ?? "they have " + known.map { "`\($0)`" }.joined(separator: ", "),
                fix: near.map { .instead($0, at: place.location(name.range)) })
            return true
        }
        if let mapping {
            builder.report(
                .clauseNotHere, "`\(name.text)` takes no mapping", at: place.location(mapping.range),
                help: "only `status` translates what stands in its column")
        }
        return true
    }

    private static let taskEntries = ["task", "status", "done", "header", "separator", "table"]

    private func statusWords(_ clause: Clause) -> [(text: String, status: TaskProgress)] {
        var words: [(text: String, status: TaskProgress)] = []
        let known = TaskProgress.allCases.map(\.rawValue)
        for argument in clause.arguments {
            guard let text = argument.quotedLabel?.value ?? argument.label?.text else {
                builder.wrongShape("a text and what it means, `\"Finished\": done`", argument.range, place)
                continue
            }
            guard let path = builder.path(argument.value, place) else { continue }
            guard let status = TaskProgress(rawValue: path.text) else {
                builder.wrongShape(
                    "one of " + known.map { "`\($0)`" }.joined(separator: ", "), path.range, place,
                    help: Likeness.nearest(to: path.text, among: known).map { "did you mean `\($0)`?" })
                continue
            }
            if words.contains(where: { $0.text == text }) {
                builder.report(
                    .boundTwice, "“\(text)” is translated twice", at: place.location(argument.range),
                    help: "keep one of them",
                    fix: builder.removal(ofRepeated: argument.range, in: clause.arguments, place))
            } else {
                words.append((text, status))
            }
        }
        return words
    }

    func finishTasks() {
        let heading = binding.heading
        if binding.tasks.task == nil {
            builder.report(
                .missingClause, "data `\(heading.name)` do not say which column holds the task", at: heading.location,
                help: "add `task: column \"…\"`")
        }
        if binding.tasks.status == nil, binding.tasks.done == nil {
            builder.report(
                .missingClause, "data `\(heading.name)` say nothing of the tasks", at: heading.location,
                help: "add `status: column \"…\"`, or `done: column \"…\"` for the day on which each was done")
        }
    }

    /// Posts that a column calls by their titles.
    func roleTitles(besides mapped: [String]) -> [(text: String, value: String)] {
        builder.model.roles.map(\.heading).filter { !$0.title.isEmpty && !mapped.contains($0.title) }
            .map { ($0.title, $0.name) }
    }
}
