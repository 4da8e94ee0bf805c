import GearSource
import GearSyntax

/// A declaration's clauses by kind. Which may stand there, and that each stands once, the parser sees to.
struct Clauses {
    private let declared: [Clause]
    /// A clause was malformed: what follows from its absence is not reported.
    let isIncomplete: Bool

    init(_ declaration: Declaration) {
        declared = declaration.clauses
        isIncomplete = declared.contains { $0.kind == .malformed }
    }

    subscript(_ kind: ClauseKind) -> Clause? { declared.first { $0.kind == kind } }
    func all(_ kind: ClauseKind) -> [Clause] { declared.filter { $0.kind == kind } }
    func has(_ kind: ClauseKind) -> Bool { self[kind] != nil }
}

extension Builder {
    func wrongShape(_ expected: String, _ range: ByteRange, _ place: Place, help: String? = nil) {
        report(.wrongShape, "this should be \(expected)", at: place.location(range), help: help)
    }
}

// MARK: - Arguments

extension Builder {
    /// The one path that a clause holds.
    func path(_ clause: Clause?, _ place: Place) -> Path? {
        guard let clause else { return nil }
        guard let argument = clause.arguments.first else { return nil }
        return path(argument.value, place)
    }

    func path(_ expression: Expression, _ place: Place) -> Path? {
        if case .malformed = expression.kind { return nil }
        guard let path = expression.path else {
            wrongShape("a name", expression.range, place)
            return nil
        }
        return path
    }

    /// The names or paths that a clause lists.
    func paths(_ clause: Clause, _ place: Place) -> [Path] {
        clause.arguments.compactMap { path($0.value, place) }
    }

    func name(_ clause: Clause?, _ place: Place) -> Name? {
        guard let path = path(clause, place) else { return nil }
        guard path.steps.count == 1, path.reach == .itself else {
            wrongShape("one word", path.range, place)
            return nil
        }
        return path.steps[0]
    }

    /// The texts that a clause lists; an empty one is kept.
    func texts(_ clause: Clause, _ place: Place) -> [String] {
        clause.arguments.compactMap { argument in
            switch argument.value.kind {
            case .text(let value): return value
            case .malformed: return nil
            default:
                wrongShape("a text in quotes", argument.value.range, place)
                return nil
            }
        }
    }

    /// An exact decimal, with its sign, as written.
    func rational(_ expression: Expression, _ place: Place) -> Rational? {
        switch expression.kind {
        case .malformed: return nil
        case .number: break
        case .unary(.minus, let inner):
            if case .number = inner.kind { break }
            fallthrough
        default:
            wrongShape("a number", expression.range, place)
            return nil
        }
        guard let value = exactValue(expression.range, place) else {
            report(
                .numberOutOfRange, "`\(written(expression.range, place))` has more digits than can be kept exactly",
                at: place.location(expression.range), help: "use at most 18 digits")
            return nil
        }
        return value
    }

    /// What stands at a range, without spaces.
    func written(_ range: ByteRange, _ place: Place) -> String {
        modules[place.module].tree.source.text(range).filter { !$0.isWhitespace }
    }

    private func exactValue(_ range: ByteRange, _ place: Place) -> Rational? {
        modules[place.module].tree.source.bytes.withUnsafeBufferPointer { bytes in
            Rational(
                decimal: bytes[Int(range.lowerBound)..<Int(range.upperBound)].lazy.filter { $0 != 0x20 && $0 != 0x09 })
        }
    }

    /// A weight: more than 0.
    func weight(_ clause: Clause, _ place: Place) -> Rational? {
        guard let argument = clause.arguments.first, let value = rational(argument.value, place) else { return nil }
        guard value.numerator > 0 else {
            report(
                .numberOutOfRange, "a weight is more than 0", at: place.location(argument.value.range),
                why: "what weighs nothing counts nowhere", help: "leave it out of the declaration, or give it a weight")
            return nil
        }
        return value
    }

    /// `1..5`, both ends exact, the lower first.
    func interval(_ clause: Clause, _ place: Place) -> ClosedInterval? {
        clause.arguments.first.flatMap { interval($0.value, place) }
    }

    func interval(_ expression: Expression, _ place: Place) -> ClosedInterval? {
        switch expression.kind {
        case .malformed: return nil
        case .range(let low, let high):
            guard let first = rational(low, place), let last = rational(high, place) else { return nil }
            guard first.double < last.double else {
                let source = modules[place.module].tree.source
                let turned = "\(source.text(high.range))..\(source.text(low.range))"
                let location = place.location(expression.range)
                report(
                    .emptyRange, "the range ends before it begins", at: location,
                    help: "write the smaller number first, and two different ones",
                    fix: first == last ? nil : .instead(turned, at: location))
                return nil
            }
            return ClosedInterval(low: first, high: last)
        default:
            wrongShape("a range such as `1..5`", expression.range, place)
            return nil
        }
    }
}
