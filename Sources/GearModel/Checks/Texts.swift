import GearSource
import GearSyntax

extension Builder {
    /// Longer titles and questions are not read to the end by those who answer.
    static let longestText = 400

    /// Titles that say nothing, too much, or the same as their neighbour.
    func checkTexts() {
        for module in modules.indices {
            let place = place(module)
            var open = modules[module].tree.items[...]
            var stack: [ArraySlice<Declaration>] = []
            while true {
                guard let declaration = open.popFirst() else {
                    guard let outer = stack.popLast() else { break }
                    open = outer
                    continue
                }
                if let title = declaration.title { check(title, declaration, place) }
                if let body = declaration.body, !body.isEmpty {
                    stack.append(open)
                    open = body[...]
                }
            }
        }
        for framework in model.frameworks { checkSiblings(framework) }
        for survey in model.surveys { checkQuestions(survey) }
    }

    private func check(_ title: QuotedText, _ declaration: Declaration, _ place: Place) {
        let count = title.value.utf8.count
        if count > Self.longestText, title.value.count > Self.longestText {
            report(
                .longText, "this text has \(title.value.count) characters", at: place.location(title.range),
                why: "more than \(Self.longestText) are not read to the end",
                help: "say it shorter, and put the rest in a `///` comment before the declaration")
        } else if title.value.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }), declaration.kind != .point {
            report(
                .emptyText, "the text of `\(declaration.name?.text ?? declaration.kind.rawValue)` is empty",
                at: place.location(title.range), help: "write it, or leave the quotes out")
        }
    }

    private func checkSiblings(_ framework: Framework) {
        let nodes = framework.nodes
        for parent in nodes.indices where nodes[parent].end > parent + 2 {
            // Of few siblings, comparing lengths first spares the table.
            let children = framework.children(of: parent)
            if children.count <= 8, !hasEqualLengths(children.map { nodes[$0].heading.title.utf8.count }) { continue }
            checkTitles(children.map { nodes[$0].heading }, "beside it")
        }
    }

    private func hasEqualLengths(_ lengths: [Int]) -> Bool {
        for (index, length) in lengths.enumerated() where length > 0 && lengths[..<index].contains(length) {
            return true
        }
        return false
    }

    private func checkQuestions(_ survey: Survey) {
        checkTitles(survey.questions.map(\.heading), "in survey `\(survey.heading.name)`")
    }

    private func checkTitles(_ headings: [Heading], _ whereabouts: String) {
        var seen: [FoldedName: Heading] = [:]
        for heading in headings where !heading.title.isEmpty {
            guard let earlier = seen.updateValue(heading, forKey: FoldedName(text: heading.title)) else { continue }
            seen[FoldedName(text: heading.title)] = earlier
            report(
                .duplicateText, "`\(heading.name)` has the same text as `\(earlier.name)` \(whereabouts)",
                at: heading.location, why: "a reader cannot tell them apart, nor can a file that names them by text",
                help: "say what makes it different, or remove one",
                related: [Label(earlier.location, "the same text")])
        }
    }
}
