import GearSource
import GearSyntax

extension Builder {
    /// Longer titles and questions are not read to the end by those who answer.
    static let longestText = 400

    /// Titles that say nothing, too much, or the same as their neighbour.
    func checkTexts() {
        for module in modules.indices {
            let isSettled = earlier?.settled.texts.contains(module) == true && isUnchanged(module)
            if isSettled || findsNothing({ checkTitles(of: modules[module].tree.items, place(module)) }) {
                settled.texts.insert(module)
            }
        }
        for (position, framework) in model.frameworks.enumerated() where !reusedFrameworks.contains(position) {
            if !findsNothing({ checkSiblings(framework) }) { settled.frameworks.remove(position) }
        }
        for survey in model.surveys { checkQuestions(survey) }
    }

    // Nesting is capped by the parser.
    private func checkTitles(of declarations: [Declaration], _ place: Place) {
        for index in declarations.indices {
            if let title = declarations[index].title, title.value.utf8.count > Self.longestText || title.value.isBlank {
                check(title, declarations[index], place)
            }
            if let body = declarations[index].body, !body.isEmpty { checkTitles(of: body, place) }
        }
    }

    private func check(_ title: QuotedText, _ declaration: Declaration, _ place: Place) {
        if title.value.count > Self.longestText {
            report(
                .longText, "this text has \(title.value.count) characters", at: place.location(title.range),
                why: "more than \(Self.longestText) are not read to the end",
                help: "say it shorter, and put the rest in a `///` comment before the declaration")
        } else if title.value.isBlank, declaration.kind != .point, declaration.kind != .importFile {
            let name = declaration.name
            let isBehindName = name.map { $0.range.upperBound <= title.range.lowerBound } ?? false
            report(
                .emptyText, "the text of `\(name?.text ?? declaration.kind.rawValue)` is empty",
                at: place.location(title.range), help: "write it, or leave the quotes out",
                fix: isBehindName
                    ? Fix(
                        "leave the quotes out",
                        [Edit(place.location((name?.range.upperBound ?? 0)..<title.range.upperBound), "")],
                        isSafe: false) : nil)
        }
    }

    private func checkSiblings(_ framework: Framework) {
        let nodes = framework.nodes
        var children: [Int] = []
        for parent in nodes.indices where nodes[parent].end > parent + 2 {
            children.removeAll(keepingCapacity: true)
            framework.forEachChild(of: parent) { children.append($0) }
            // Of inherited ones it was said where they are declared.
            guard !children.allSatisfy({ nodes[$0].isMereCopy }) else { continue }
            if FoldedName.mayHaveTwins(children.lazy.map { nodes[$0].heading.title }) {
                checkTitles(children.map { nodes[$0].heading }, "beside it")
            }
        }
    }

    private func checkQuestions(_ survey: Survey) {
        checkTitles(survey.questions.map(\.heading), "in survey `\(survey.heading.name)`")
    }

    private func checkTitles(_ headings: [Heading], _ whereabouts: String) {
        var seen: [FoldedName: Heading] = [:]
        for heading in headings where !heading.title.isEmpty {
            guard let earlier = seen.updateValue(heading, forKey: FoldedName(heading.title)) else { continue }
            seen[FoldedName(heading.title)] = earlier
            guard earlier.location != heading.location else { continue }
            report(
                .duplicateText, "`\(heading.name)` has the same text as `\(earlier.name)` \(whereabouts)",
                at: heading.location, why: "a reader cannot tell them apart, nor can a file that names them by text",
                help: "say what makes it different, or remove one",
                related: [Label(earlier.location, "the same text")])
        }
    }
}

extension String {
    /// Nothing but spaces, tabs and line breaks.
    fileprivate var isBlank: Bool {
        utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
    }
}
