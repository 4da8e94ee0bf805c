import GearSource
import GearSyntax

/// What is wrong with a tree, whatever it was read from: tokens tile the file, ranges lie in it and nest.
package func faults(of tree: SyntaxTree) -> [String] {
    var faults: [String] = []
    let size = UInt32(tree.source.bytes.count)
    if tree.tokens.last.map({ $0.kind != .endOfFile || $0.start != size }) ?? true { faults.append("no end of file") }
    if tree.tokens.first?.start != 0 { faults.append("bytes before the first token") }
    for (token, next) in zip(tree.tokens, tree.tokens.dropFirst()) where token.start >= next.start {
        faults.append("token at \(token.start) is empty")
    }
    for finding in tree.diagnostics {
        for label in [finding.place].compactMap({ $0 }) + finding.related where label.location.end > size {
            faults.append("\(finding.code.id) points behind the end")
        }
        if showsControl(finding.message) {
            faults.append("\(finding.code.id) shows a control character")
        }
    }
    var nesting = Nesting(faults: faults)
    for item in tree.items { nesting.check(item, in: 0..<size) }
    return nesting.faults
}

/// Whether a text has control characters. Those after ASCII's are written C2 80 to C2 9F.
func showsControl(_ text: String) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8 {
        if byte < 0x20 || byte == 0x7F || last == 0xC2 && byte < 0xA0 { return true }
        last = byte
    }
    return false
}

private struct Nesting {
    var faults: [String]

    mutating func check(_ range: ByteRange, in outer: ByteRange, _ what: String) {
        if range.lowerBound < outer.lowerBound || range.upperBound > outer.upperBound {
            faults.append("\(what) \(range) is not inside of \(outer)")
        }
    }

    mutating func check(_ declaration: Declaration, in outer: ByteRange) {
        check(declaration.range, in: outer, declaration.kind.rawValue)
        check(declaration.keywordRange, in: declaration.range, "keyword")
        if let name = declaration.name { check(name.range, in: declaration.range, "name") }
        if let title = declaration.title { check(title.range, in: declaration.range, "title") }
        for clause in declaration.clauses { check(clause, in: declaration.range) }
        for member in declaration.body ?? [] { check(member, in: declaration.range) }
    }

    mutating func check(_ clause: Clause, in outer: ByteRange) {
        check(clause.range, in: outer, clause.kind.rawValue)
        for argument in clause.arguments { check(argument, in: clause.range) }
    }

    mutating func check(_ argument: Argument, in outer: ByteRange) {
        check(argument.range, in: outer, "argument")
        if let label = argument.label { check(label.range, in: argument.range, "label") }
        check(argument.value, in: argument.range)
        for clause in argument.clauses { check(clause, in: argument.range) }
    }

    mutating func check(_ expression: Expression, in outer: ByteRange) {
        check(expression.range, in: outer, "expression")
        let range = expression.range
        switch expression.kind {
        case .call(let path, let arguments):
            check(path.range, in: range, "path")
            for argument in arguments { check(argument, in: range) }
        case .unary(_, let inner), .isState(let inner, _, _): check(inner, in: range)
        case .chain(let first, let rest): for inner in [first] + rest.map(\.1) { check(inner, in: range) }
        case .range(let left, let right), .membership(let left, let right, _):
            check(left, in: range)
            check(right, in: range)
        case .list(let elements): for inner in elements { check(inner, in: range) }
        case .query(let query):
            for clause in query.clauses { check(clause, in: range) }
            for stage in query.stages {
                check(stage.range, in: range, "stage")
                for argument in stage.arguments { check(argument, in: stage.range) }
                for clause in stage.clauses { check(clause, in: stage.range) }
                if let overlay = stage.overlay { check(overlay, in: stage.range) }
            }
        default: break
        }
    }
}
