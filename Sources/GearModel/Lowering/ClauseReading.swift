import GearSource
import GearSyntax

/// A declaration's clauses by kind, after the check that each may stand there and stands once.
struct Clauses {
    private let byKind: [ClauseKind: [Clause]]
    /// A clause was malformed: what follows from its absence is not reported.
    let isIncomplete: Bool

    init(_ declaration: Declaration) {
        byKind = Dictionary(grouping: declaration.clauses, by: \.kind)
        isIncomplete = byKind[.malformed] != nil
    }

    subscript(_ kind: ClauseKind) -> Clause? { byKind[kind]?.first }
    func all(_ kind: ClauseKind) -> [Clause] { byKind[kind] ?? [] }
    func has(_ kind: ClauseKind) -> Bool { byKind[kind] != nil }
}

extension Builder {
    /// Checks which clauses a declaration has: those in `once` at most once, those in `repeated` any number of times,
    /// no others.
    func clauses(
        of declaration: Declaration, _ place: Place, once: Set<ClauseKind>, repeated: Set<ClauseKind> = []
    ) -> Clauses {
        var first: [ClauseKind: Clause] = [:]
        for clause in declaration.clauses where clause.kind != .malformed {
            guard once.contains(clause.kind) else {
                if !repeated.contains(clause.kind) {
                    report(
                        .clauseNotHere, "`\(clause.kind.rawValue)` does not belong to \(declaration.kind.noun)",
                        at: place.location(clause.range),
                        help: help(allowed: once.union(repeated), declaration))
                }
                continue
            }
            if let earlier = first.updateValue(clause, forKey: clause.kind) {
                first[clause.kind] = earlier
                report(
                    .clauseTwice, "`\(clause.kind.rawValue)` is given twice", at: place.location(clause.range),
                    help: "keep one of them", related: [Label(place.location(earlier.range), "the first one")])
            }
        }
        return Clauses(declaration)
    }

    private func help(allowed: Set<ClauseKind>, _ declaration: Declaration) -> String? {
        let words = allowed.map(\.rawValue).filter { !$0.hasPrefix("<") && $0.first?.isLetter == true }.sorted()
        guard !words.isEmpty else { return nil }
        return "it may have: " + words.map { "`\($0)`" }.joined(separator: ", ")
    }

    func wrongShape(_ expected: String, _ range: ByteRange, _ place: Place, help: String? = nil) {
        report(.wrongShape, "\(expected) belongs here", at: place.location(range), help: help)
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
        let written = modules[place.module].tree.source.text(expression.range).filter { !$0.isWhitespace }
        guard let value = Rational(decimal: written) else {
            report(
                .numberOutOfRange, "`\(written)` has more digits than can be kept exactly",
                at: place.location(expression.range), help: "use at most 18 digits")
            return nil
        }
        return value
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
            guard let low = rational(low, place), let high = rational(high, place) else { return nil }
            guard low.double < high.double else {
                report(
                    .emptyRange, "the range ends before it begins", at: place.location(expression.range),
                    help: "write the smaller number first, and two different ones")
                return nil
            }
            return ClosedInterval(low: low, high: high)
        default:
            wrongShape("a range such as `1..5`", expression.range, place)
            return nil
        }
    }
}

extension DeclarationKind {
    /// As a message calls one: `a tag`.
    var noun: String {
        switch self {
        case .themeEntry: "an entry of a theme"
        case .point: "a point of a scale"
        case .line: "a line of a scoring rule"
        case .entry, .questionEntry: "an entry of a data binding"
        case .respondent: "a respondent"
        case .malformed: "this"
        case .importFile, .open: "an `\(rawValue)`"
        case .absent, .observe, .answers, .expect, .onFramework: "an `\(rawValue)`"
        default: "a `\(rawValue)`"
        }
    }
}
