import GearSource
import GearSyntax

extension Builder {
    /// `bands emerging < 2.5, developing < 3.5, leading`: every number falls in exactly one.
    func bands(_ clause: Clause, _ place: Place) -> [Band] {
        var bands: [Band] = []
        var seen: [FoldedName: [Name]] = [:]
        var isBroken = false
        for (index, argument) in clause.arguments.enumerated() {
            guard let (name, bound) = nameAndBound(argument.value, place), isNew(name, among: &seen, place) else {
                isBroken = true
                continue
            }
            if isBroken { continue }
            let location = place.location(argument.range)
            if let bound {
                isBroken = !rises(bound, after: bands.last, name, at: location)
            } else if index + 1 < clause.arguments.count {
                isBroken = true
                report(
                    .bandGap, "`\(name.text)` has no upper bound, and bands follow it", at: location,
                    why: "all scores from there up fall in it", help: "write `\(name.text) < …`, or make it the last")
            }
            bands.append(
                Band(
                    name: name.text, title: "", upperBound: bound?.value, includesBound: bound?.isIncluded ?? false,
                    location: location))
        }
        if !isBroken, let last = bands.last, let bound = last.upperBound, let argument = clause.arguments.last {
            report(
                .bandGap, "no band takes the scores \(last.includesBound ? "above" : "from") \(bound.text) up",
                at: place.location(argument.range), why: "every number must fall in exactly one band",
                help: "add a last band without a bound: `, highest`")
        }
        return bands
    }

    private typealias Bound = (value: Rational, isIncluded: Bool)

    private func nameAndBound(_ expression: Expression, _ place: Place) -> (name: Name, bound: Bound?)? {
        if let name = expression.singleName { return (name, nil) }
        if case .malformed = expression.kind { return nil }
        if case .chain(let first, let rest) = expression.kind, let name = first.singleName, rest.count == 1,
            rest[0].0 == .less || rest[0].0 == .lessOrEqual
        {
            guard let value = rational(rest[0].1, place) else { return nil }
            return (name, (value, rest[0].0 == .lessOrEqual))
        }
        wrongShape(
            "a band and its upper bound", expression.range, place,
            help: "write such as `bands emerging < 2.5, developing < 3.5, leading`")
        return nil
    }

    private func rises(_ bound: Bound, after last: Band?, _ name: Name, at location: Location) -> Bool {
        guard let last, let lower = last.upperBound else { return true }
        let isHigher = lower.double < bound.value.double
        let isSinglePoint = lower == bound.value && !last.includesBound && bound.isIncluded
        if isHigher || isSinglePoint { return true }
        report(
            .bandGap, "no score falls in `\(name.text)`", at: location,
            why: "`\(last.name)` before it takes all scores up to \(lower.text)",
            help: "write the bands from low to high, each bound greater than the one before")
        return false
    }
}

extension Rational {
    /// As a decimal where it is one with few digits.
    var text: String {
        denominator == 1 ? String(numerator) : "\(double)"
    }
}
