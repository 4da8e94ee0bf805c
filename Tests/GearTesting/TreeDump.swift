import GearSyntax

/// A tree as the conformance cases show it: a line a declaration or clause, expressions with all their parentheses.
package struct TreeDump {
    package private(set) var text = ""

    package init(_ tree: SyntaxTree) { tree.items.forEach { declaration($0, 0) } }

    private mutating func line(_ depth: Int, _ content: String) {
        text += String(repeating: "  ", count: depth) + content + "\n"
    }

    private mutating func declaration(_ declaration: Declaration, _ depth: Int) {
        var head = declaration.kind.rawValue
        if let name = declaration.name { head += " \(name.text)" }
        if let title = declaration.title { head += " \(quoted(title.value))" }
        if declaration.body?.isEmpty == true { head += " {}" }
        line(depth, head)
        if let doc = declaration.doc { line(depth + 1, "/// \(quoted(doc))") }
        for clause in declaration.clauses { line(depth + 1, self.clause(clause)) }
        for member in declaration.body ?? [] { self.declaration(member, depth + 1) }
    }

    private func clause(_ clause: Clause) -> String {
        ([clause.kind.rawValue] + [clause.arguments.map(argument).joined(separator: ", ")]).filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    private func argument(_ argument: Argument) -> String {
        var result = ""
        if let label = argument.label { result += "\(label.text): " }
        if let label = argument.quotedLabel { result += "\(quoted(label.value)): " }
        result += expression(argument.value)
        if !argument.clauses.isEmpty { result += " {" + argument.clauses.map(clause).joined(separator: "; ") + "}" }
        return result
    }

    private func expression(_ expression: Expression) -> String {
        switch expression.kind {
        case .number(let value): number(value)
        case .percent(let value): number(value) + "%"
        case .text(let value): quoted(value)
        case .date(let year, let month, let day):
            ([year, month] + (day.map { [$0] } ?? [])).map(two).joined(separator: "-")
        case .version(let value): "v" + value
        case .boolean(let value): "\(value)"
        case .missing: "missing"
        case .hidden: "hidden"
        case .path(let path): self.path(path)
        case .column(let name): "column \(quoted(name))"
        case .columns(let pattern): "columns \(quoted(pattern))"
        case .call(let path, let arguments): "\(self.path(path))(\(arguments.map(argument).joined(separator: ", ")))"
        case .unary(let sign, let inner): "(\(sign.rawValue) \(self.expression(inner)))"
        case .chain(let first, let rest):
            "(" + self.expression(first) + rest.map { " \($0.0.rawValue) \(self.expression($0.1))" }.joined() + ")"
        case .range(let low, let high): "(\(self.expression(low)) .. \(self.expression(high)))"
        case .list(let elements): "[\(elements.map(self.expression).joined(separator: ", "))]"
        case .isState(let inner, let state, let negated):
            "(\(self.expression(inner)) is\(negated ? " not" : "") \(state))"
        case .membership(let inner, let set, let negated):
            "(\(self.expression(inner))\(negated ? " not" : "") in \(self.expression(set)))"
        case .query(let query): self.query(query)
        case .malformed: "<malformed>"
        }
    }

    private func query(_ query: Query) -> String {
        var parts = [path(query.table)] + query.clauses.map(clause)
        for stage in query.stages {
            parts += ["|", stage.kind.rawValue]
            if !stage.arguments.isEmpty { parts.append(stage.arguments.map(argument).joined(separator: ", ")) }
            parts += stage.clauses.map(clause)
            if let overlay = stage.overlay { parts.append(inBraces(overlay)) }
        }
        return "<" + parts.joined(separator: " ") + ">"
    }

    /// A declaration's body on one line.
    private func inBraces(_ declaration: Declaration) -> String {
        let members = (declaration.body ?? []).map { member in
            ([member.kind.rawValue] + [member.name?.text, member.title.map { quoted($0.value) }].compactMap { $0 }
                + member.clauses.map(clause) + (member.body == nil ? [] : [inBraces(member)])).joined(separator: " ")
        }
        return "{" + members.joined(separator: "; ") + "}"
    }

    private func path(_ path: Path) -> String {
        let reach =
            switch path.reach {
            case .itself: ""
            case .children: ".*"
            case .descendants: ".**"
            }
        return path.steps.map(\.text).joined(separator: ".") + reach
    }

    private func number(_ value: Double) -> String {
        value.description.hasSuffix(".0") ? String(value.description.dropLast(2)) : value.description
    }

    private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || (0x202A...0x202E).contains(scalar.value):
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
