import GearSource
import GearSyntax

extension Builder {
    /// The most points a scale may have: an answer is kept as one byte.
    static let mostPoints = 250

    func lowerScales() {
        for (position, (place, declaration)) in declarations(.scale).enumerated() {
            if let settled = settled(
                declaration, at: position, place, in: \.scales, of: \.scales, heading: \.heading)
            {
                model.scales.append(settled)
                self.settled.scales.insert(position)
                continue
            }
            let isSound = findsNothing(in: place) { model.scales.append(scale(declaration, place)) }
            if isSound { settled.scales.insert(position) }
        }
    }

    private func scale(_ declaration: Declaration, _ place: Place) -> Scale {
        let clauses = Clauses(declaration)
        var scale = Scale(
            heading: place.heading(declaration, kind: "scale"), points: [], absences: [], favourable: nil,
            range: clauses[.values].flatMap { interval($0, place) }, minimum: .zero, maximum: .zero)
        for item in declaration.body ?? [] {
            switch item.kind {
            case .point: if let point = point(item, place) { scale.points.append(point) }
            case .absent: if let absence = absence(item, place) { scale.absences.append(absence) }
            default: break
            }
        }
        checkExtent(of: scale, declaration, clauses, place)
        checkWords(of: scale)
        scale.favourable = clauses[.favourable].flatMap { favourable($0, scale, place) }
        let values = scale.points.map(\.value).sorted { $0.double < $1.double }
        scale.minimum = scale.range?.low ?? values.first ?? .zero
        scale.maximum = scale.range?.high ?? values.last ?? .zero
        return scale
    }

    private func point(_ item: Declaration, _ place: Place) -> Point? {
        guard let code = item.name else { return nil }
        let clauses = Clauses(item)
        var value = Rational(decimal: code.text)
        if let clause = clauses[.value], let argument = clause.arguments.first {
            value = rational(argument.value, place)
        } else if value == nil, !clauses.isIncomplete {
            report(
                .missingClause, "point `\(code.text)` has no value", at: place.location(code.range),
                why: "a code that is no number does not say what the answer counts",
                help: "write it after the label: `\(code.text) \"…\" value 1`")
        }
        let formerly = clauses.all(.formerly).flatMap { paths($0, place).map(\.text) }
        return Point(
            code: code.text, label: item.title?.value ?? code.text,
            synonyms: clauses.all(.also).flatMap { texts($0, place) } + formerly, formerly: formerly,
            value: value ?? .zero, location: place.location(code.range))
    }

    func absence(_ item: Declaration, _ place: Place) -> Absence? {
        guard let name = item.name else { return nil }
        let clauses = Clauses(item)
        guard let kind = AbsenceKind(rawValue: name.text), kind != .skipped else {
            let kinds = AbsenceKind.allCases.filter { $0 != .skipped }.map(\.rawValue)
            let near = Likeness.nearest(to: name.text, among: kinds)
            report(
                .unknownName, "there is no kind of absence `\(name.text)`", at: place.location(name.range),
                why: name.text == "skipped" ? "an empty answer is skipped without being declared" : nil,
                help: near.map { "did you mean `\($0)`?" }
                    ?? "there is: " + kinds.map { "`\($0)`" }.joined(separator: ", "),
                fix: near.map { .instead($0, at: place.location(name.range)) })
            return nil
        }
        let labels =
            (item.title.map { [$0.value] } ?? []) + clauses.all(.also).flatMap { texts($0, place) }
        return Absence(kind: kind, labels: labels, location: place.location(item.keywordRange))
    }

    private func checkExtent(of scale: Scale, _ declaration: Declaration, _ clauses: Clauses, _ place: Place) {
        let name = scale.heading.name
        if scale.points.isEmpty && !clauses.has(.values) && !clauses.isIncomplete
            && !(declaration.body ?? []).contains(where: { $0.kind == .malformed || $0.kind == .point })
        {
            report(
                .missingClause, "scale `\(name)` has no points", at: scale.heading.location,
                help: "list them in braces, each as `1 \"Strongly disagree\"`, or give a range: `scale \(name) 0..100`")
        }
        if let values = clauses[.values], let point = scale.points.first {
            report(
                .clauseNotHere, "scale `\(name)` has both points and a range", at: place.location(values.range),
                help: "keep one of them", related: [Label(point.location, "a point")])
        }
        if scale.points.count > Self.mostPoints {
            report(
                .numberOutOfRange, "scale `\(name)` has \(scale.points.count) points", at: scale.heading.location,
                why: "a scale holds at most \(Self.mostPoints)",
                help: "write a range for a number: `scale \(name) 0..1000`")
        }
    }

    /// Whatever may stand in a file of answers (a code, a label, a synonym, the label of an absence) stands for one thing.
    func checkWords(of scale: Scale) {
        var owners: [String: (owner: Int, isCode: Bool, location: Location)] = [:]
        owners.reserveCapacity(
            scale.points.reduce(0) { $0 + 2 + $1.synonyms.count } + scale.absences.reduce(0) { $0 + $1.labels.count })
        func add(_ word: String, owner: Int, isCode: Bool, at location: Location) {
            let key = normalised(word)
            guard let earlier = owners[key] else {
                owners[key] = (owner, isCode, location)
                return
            }
            // `1 "1"`: a label may repeat its own code.
            if earlier.owner == owner && earlier.isCode != isCode { return }
            report(
                .duplicateAnswer, "“\(word)” stands twice in scale `\(scale.heading.name)`", at: location,
                why: "an answer in a file must mean one point (capitals and spaces make no difference)",
                help: "change or remove one of them",
                related: earlier.location == location ? [] : [Label(earlier.location, "here too")])
        }
        for (index, point) in scale.points.enumerated() {
            add(point.code, owner: index, isCode: true, at: point.location)
            for label in [point.label] + point.synonyms {
                if label.allSatisfy(\.isWhitespace) {
                    report(
                        .emptyText, "a label of point `\(point.code)` is empty", at: point.location, help: "write it")
                } else {
                    add(label, owner: index, isCode: false, at: point.location)
                }
            }
        }
        for (index, absence) in scale.absences.enumerated() {
            for label in absence.labels where !label.allSatisfy(\.isWhitespace) {
                add(label, owner: scale.points.count + index, isCode: false, at: absence.location)
            }
        }
    }

    func favourable(_ clause: Clause, _ scale: Scale, _ place: Place) -> [Int]? {
        guard !scale.points.isEmpty else {
            report(
                .clauseNotHere, "`favourable` needs points", at: place.location(clause.range),
                help: "a range has no points to name; use `share(answers, value >= …)` in a rule")
            return nil
        }
        var positions: Set<Int> = []
        for argument in clause.arguments {
            if case .malformed = argument.value.kind { return nil }
            if case .range = argument.value.kind {
                guard let interval = interval(argument.value, place) else { return nil }
                positions.formUnion(
                    scale.points.indices.filter {
                        (interval.low.double...interval.high.double).contains(scale.points[$0].value.double)
                    })
                continue
            }
            let code = modules[place.module].tree.source.text(argument.value.range)
            guard let position = scale.points.firstIndex(where: { $0.code == code }) else {
                let codes = scale.points.map(\.code)
                let near = Likeness.nearest(to: code, among: codes)
                report(
                    .unknownName, "scale `\(scale.heading.name)` has no point `\(code)`",
                    at: place.location(argument.value.range),
                    help: near.map { "did you mean `\($0)`?" }
                        ?? "its points are: " + codes.prefix(12).map { "`\($0)`" }.joined(separator: ", "),
                    fix: near.map { .instead($0, at: place.location(argument.value.range)) })
                return nil
            }
            positions.insert(position)
        }
        return positions.sorted()
    }
}

/// As two labels are compared: lower case, one space between words, none around them.
func normalised(_ text: String) -> String {
    if let ascii = normalisedASCII(text) { return ascii }
    return text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// The same for what labels mostly are; nil if there is anything else in a text.
private func normalisedASCII(_ text: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isBetween = false
    for byte in text.utf8 {
        guard byte < 0x80 else { return nil }
        if byte == 0x20 || (0x09...0x0D).contains(byte) {
            isBetween = true
            continue
        }
        if isBetween, !bytes.isEmpty { bytes.append(0x20) }
        isBetween = false
        bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
}
