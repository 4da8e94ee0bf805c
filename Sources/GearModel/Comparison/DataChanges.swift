import GearSource

extension Comparing {
    mutating func compareBindings() {
        for place in matches.bindings.removed {
            let binding = old.bindings[place]
            note(
                .removed, subject(binding, nil), Self.list(binding.files), breaks: .data,
                because: "its answers are no longer read")
        }
        for pair in matches.bindings.pairs {
            let (before, after) = (old.bindings[pair.old], new.bindings[pair.new])
            let subject = subject(before, after)
            if pair.ground == .likeness {
                noteSuspected(
                    subject, breaks: .queries, because: "`--data` knows it by its name", help: "keep the name")
            }
            if before.files != after.files {
                note(
                    .reread, subject, Self.list(before.files), Self.list(after.files),
                    because: "other files are read, in the same way")
            }
            let (was, now) = (reading(before, old, isOld: true), reading(after, new, isOld: false))
            for entry in Set(was.keys).union(now.keys).sorted() where was[entry] != now[entry] {
                note(
                    .reread, subject, was[entry].map { "\(entry): \($0)" }, now[entry].map { "\(entry): \($0)" },
                    breaks: .data, because: "the same file is read in another way")
            }
        }
        for place in matches.bindings.added {
            let binding = new.bindings[place]
            note(.added, subject(nil, binding), nil, Self.list(binding.files), because: "more answers are read")
        }
    }

    private func subject(_ old: DataBinding?, _ new: DataBinding?) -> Subject {
        Subject(
            noun: "data", oldPath: old?.heading.name, newPath: new?.heading.name, oldPlace: old?.heading.location,
            newPlace: new?.heading.location, frameworks: [], isVersioned: false)
    }

    /// What each entry of a binding says, in the names of the new version.
    private func reading(_ binding: DataBinding, _ model: Model, isOld: Bool) -> [String: String] {
        var entries: [String: String] = [
            "for": subject(of: binding, model, isOld: isOld), "layout": Self.layout(binding.layout),
            "respondent": binding.respondent.joined(separator: ", "),
        ]
        for (name, value) in binding.dimensions { entries[name] = Self.text(value) }
        for (question, column) in binding.questions {
            entries["question " + questionName(question, binding, model, isOld: isOld)] = column
        }
        for attribute in binding.attributes {
            entries[attribute.name] = (attribute.isNumber ? "number " : "") + attribute.column
        }
        for (name, value) in [
            ("weight", binding.weight), ("cluster", binding.cluster), ("stratum", binding.stratum), ("at", binding.at),
            ("table", binding.table), ("separator", binding.separator.map { String(UnicodeScalar($0)) }),
        ] { entries[name] = value }
        if let invited = binding.invited {
            switch invited {
            case .fixed(let count): entries["invited"] = String(count)
            case .column(let column): entries["invited"] = "column \(column)"
            }
        }
        switch binding.responded {
        case .column(let column): entries["responded"] = "column \(column)"
        case .columns(let pattern): entries["responded"] = "columns \(pattern)"
        case nil: break
        }
        for (name, column) in [
            ("task", binding.tasks.task), ("status", binding.tasks.status), ("done", binding.tasks.done),
        ] { entries[name] = column }
        if !binding.tasks.statusWords.isEmpty {
            entries["status", default: ""] +=
                " { \(Self.list(binding.tasks.statusWords.map { "“\($0.text)”: \($0.status.rawValue)" })) }"
        }
        entries["absent"] = Self.list(binding.absentWords)
        entries["unlisted"] = binding.unlisted.rawValue
        entries["header"] = String(binding.headerRows)
        return entries
    }

    private func subject(of binding: DataBinding, _ model: Model, isOld: Bool) -> String {
        func survey(_ place: Int) -> String {
            let now = isOld ? matches.surveys.new(of: place).map { new.surveys[$0].heading.name } : nil
            return now ?? name(place, model.surveys.map(\.heading))
        }
        switch binding.subject {
        case .survey(let place): return survey(place)
        case .invited(let place): return "invited " + survey(place)
        case .dimension(let name): return "dimension " + name
        case .plan(let place): return "plan " + name(place, model.plans.map(\.heading))
        }
    }

    private func questionName(_ question: Int, _ binding: DataBinding, _ model: Model, isOld: Bool) -> String {
        guard case .survey(let survey) = binding.subject, model.surveys.indices.contains(survey) else { return "?" }
        if isOld, let now = matches.surveys.new(of: survey), let place = matches.questions[survey]?.new(of: question) {
            return new.surveys[now].questions[place].heading.name
        }
        return name(question, model.surveys[survey].questions.map(\.heading))
    }

    private static func layout(_ layout: DataBinding.Layout) -> String {
        switch layout {
        case .wide: "wide"
        case .long(let question, let answer): "long, question \(question), answer \(answer)"
        case .counts(let pattern): "counts \(pattern)"
        }
    }

    private static func text(_ value: ValueBinding) -> String {
        switch value {
        case .fixed(let name): return name
        case .column(let column, let mapping):
            let words = list(mapping.map { "“\($0.text)”: \($0.value)" })
            return "column \(column)" + (mapping.isEmpty ? "" : " { \(words) }")
        }
    }
}
