import GearSource

extension Comparing {
    mutating func compareRules() {
        for place in matches.rules.removed {
            let rule = old.rules[place]
            note(
                .removed, subject(rule, nil, rule.framework.map { frameworkName($0, old) }), rule.heading.title,
                breaks: .queries, because: "whatever asks for its scores no longer finds it")
        }
        for pair in matches.rules.pairs where !newProgram.isStandard(new.rules[pair.new].heading.location) {
            compare(pair)
        }
        for place in matches.rules.added {
            let rule = new.rules[place]
            note(
                .added, subject(nil, rule, rule.framework.map { frameworkName($0, new) }), nil, rule.heading.title,
                bump: .minor, because: "nothing relied on it")
        }
    }

    private func subject(_ old: Scoring?, _ new: Scoring?, _ frameworks: Set<String>?) -> Subject {
        Subject(
            noun: "scoring", oldPath: old?.heading.name, newPath: new?.heading.name,
            oldPlace: old?.heading.location, newPlace: new?.heading.location, frameworks: frameworks)
    }

    private mutating func compare(_ pair: Pairing.Pair) {
        let (before, after) = (old.rules[pair.old], new.rules[pair.new])
        let subject = subject(before, after, after.framework.map { frameworkName($0, new) })
        if pair.ground == .likeness {
            noteSuspected(
                subject, breaks: .queries, because: "whatever asks for its scores no longer finds it",
                help: "keep the name `\(before.heading.name)`")
        }
        compareTexts(subject, before.heading, after.heading)
        if (before.framework == nil) != (after.framework == nil)
            || !isSame(before.framework ?? -1, after.framework ?? -1)
        {
            note(
                .retagged, subject, before.framework.map { name($0, old.frameworks.map(\.heading)) } ?? "any framework",
                after.framework.map { name($0, new.frameworks.map(\.heading)) } ?? "any framework", breaks: .queries,
                because: "it scores another framework")
        }
        compareSetting("rescale", before.rescale.map(Self.text), after.rescale.map(Self.text), subject)
        compareLines(before, after, subject)
        compareSetting("sources", sources(before, old), sources(after, new), subject)
        compareBands(before, after, subject)
        let (mastered, now) = (before.mastered.map { oldText.text($0) }, after.mastered.map { newText.text($0) })
        if mastered != now {
            note(
                .mastered, subject, mastered ?? "none", now ?? "none", breaks: .comparability,
                because: "`mastered` means something else")
        }
    }

    // MARK: Lines

    /// Lines of both sides in one order: those of every rule, then layers by name.
    private mutating func compareLines(_ before: Scoring, _ after: Scoring, _ subject: Subject) {
        let (old, new) = (lines(before, self.old), lines(after, self.new))
        for name in Set(old.keys).union(new.keys).sorted(by: Self.lineOrder) {
            compareLine(name, old[name], new[name], subject)
        }
    }

    private static let fixedLines = ["person", "own", "node", "framework", "time"]

    private static func lineOrder(_ left: String, _ right: String) -> Bool {
        func key(_ name: String) -> (Int, String) { (fixedLines.firstIndex(of: name) ?? fixedLines.count, name) }
        return key(left) < key(right)
    }

    private func lines(_ rule: Scoring, _ model: Model) -> [String: ScoreLine] {
        var lines = rule.layers
        for (name, line) in zip(Self.fixedLines, [rule.person, rule.own, rule.node, nil, rule.time]) {
            if let line { lines[name] = line }
        }
        for across in rule.across {
            lines["across " + name(across.dimension, model.dimensions.map(\.heading))] = across.line
        }
        return lines
    }

    private mutating func compareLine(_ name: String, _ old: ScoreLine?, _ new: ScoreLine?, _ subject: Subject) {
        let (before, after) = (old.map { text($0, oldText) }, new.map { text($0, newText) })
        guard before != after else { return }
        let isNeedsAlone = old.map { body($0, oldText) } == new.map { body($0, newText) }
        note(
            .rescored, subject, before.map { "\(name) = \($0)" } ?? "no \(name)",
            after.map { "\(name) = \($0)" } ?? "no \(name)", breaks: .comparability,
            because: isNeedsAlone ? "other scores are missing" : "scores are made in another way")
    }

    private func text(_ line: ScoreLine, _ text: TermText) -> String { body(line, text) + Self.text(line.needs) }

    private func body(_ line: ScoreLine, _ text: TermText) -> String {
        text.text(line.expression) + (line.isWeighted ? " weighted" : "")
    }

    private static func text(_ needs: Needs) -> String {
        switch needs {
        case .one: return ""
        case .count(let count): return " needs \(count)"
        case .share(let share):
            let (percent, overflows) = share.numerator.multipliedReportingOverflow(by: 100)
            let shown = overflows ? nil : Rational(percent, over: share.denominator)
            return " needs " + (shown.map { $0.text + "%" } ?? share.text)
        }
    }

    private static func text(_ interval: ClosedInterval) -> String { "\(interval.low.text)..\(interval.high.text)" }

    private func sources(_ rule: Scoring, _ model: Model) -> String? {
        rule.sourceWeights.isEmpty
            ? nil
            : Self.list(rule.sourceWeights.map { name($0.source, model.sources.map(\.heading)) + " " + $0.weight.text })
    }

    private mutating func compareSetting(_ name: String, _ before: String?, _ after: String?, _ subject: Subject) {
        guard before != after else { return }
        note(
            .rescored, subject, before.map { "\(name) \($0)" } ?? "no \(name)",
            after.map { "\(name) \($0)" } ?? "no \(name)",
            breaks: .comparability, because: "scores are made in another way")
    }

    // MARK: Bands

    private mutating func compareBands(_ before: Scoring, _ after: Scoring, _ subject: Subject) {
        let (old, new) = (before.bands.map(Self.text), after.bands.map(Self.text))
        guard old != new else { return }
        let isKept = Set(before.bands.map(\.name)).isSubset(of: after.bands.map(\.name))
        note(
            .rebanded, subject, old.isEmpty ? "none" : old.joined(separator: ", "),
            new.isEmpty ? "none" : new.joined(separator: ", "),
            breaks: old.isEmpty ? [] : isKept ? .comparability : [.comparability, .queries], bump: .minor,
            because: old.isEmpty
                ? "scores stay, and bear a band as well"
                : "the same score falls in another band" + (isKept ? "" : "; whatever names a band that is gone fails"))
    }

    private static func text(_ band: Band) -> String {
        band.name + (band.upperBound.map { (band.includesBound ? " <= " : " < ") + $0.text } ?? "")
    }

    // MARK: Terms

    /// Terms of the old version in the names of the new.
    var oldText: TermText {
        TermText(
            called: { type, name in
                switch type {
                case .node(let framework): self.currentPath(name, framework)
                case .question: self.currentQuestion(name)
                default: name
                }
            }, node: { self.currentName(of: $0) })
    }

    var newText: TermText {
        TermText(called: { _, name in name }, node: { self.new.frameworks[$0.framework].name(of: $0.node) })
    }

    private func currentPath(_ path: String, _ framework: Int?) -> String {
        for place in framework.map({ [$0] }) ?? Array(old.frameworks.indices)
        where old.frameworks.indices.contains(place) {
            if let node = old.frameworks[place].nodes.firstIndex(where: { $0.path == path }) {
                return currentName(of: NodeReference(framework: place, node: node))
            }
        }
        return path
    }

    private func currentQuestion(_ name: String) -> String {
        for pair in matches.surveys.pairs {
            let (before, after) = (old.surveys[pair.old], new.surveys[pair.new])
            guard let place = before.questions.firstIndex(where: { $0.heading.name == name }) else { continue }
            return matches.questions[pair.old]?.new(of: place).map { after.questions[$0].heading.name } ?? name
        }
        return name
    }
}

extension Scoring {
    /// Its lines as text, to tell whether another rule is the same under another name.
    var plainLines: [String] {
        let text = TermText { _, name in name }
        func line(_ name: String, _ line: ScoreLine) -> String {
            "\(name) = \(text.text(line.expression)) \(line.isWeighted) \(line.needs)"
        }
        let fixed = [("person", person), ("own", own), ("node", node), ("time", time)].compactMap { name, one in
            one.map { line(name, $0) }
        }
        return fixed + layers.map { line($0.key, $0.value) }.sorted()
            + bands.map { "\($0.name) \($0.upperBound?.text ?? "")" }
    }
}
