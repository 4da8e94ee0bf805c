import GearSource
import GearTable

/// An explanation for people: the answer and what it is made of at first sight in at most ten lines, then the tree.
package struct ExplanationText {
    /// Cells of the terminal; nil: as wide as it gets.
    package var width: Int?
    package var style: Style

    package init(width: Int? = nil, style: Style = .plain) {
        self.width = width
        self.style = style
    }

    /// Lines of the summary.
    static let mostLines = 10
    private static let decimals = 4

    /// One line before it is fitted to the terminal.
    private struct Line {
        var text: String
        /// Layers that it lies below the margin.
        var layer = 0
        var role: Style.Role?

        static let empty = Line(text: "")
    }

    package func render(_ explained: Explained) -> String {
        var lines = summary(explained)
        if hasTree(explained.root) {
            let weight = Self.weight(explained.root.parts)
            for part in explained.root.parts { lines += [.empty] + tree(part, 0, among: weight) }
        }
        if !explained.root.byQuestion.isEmpty { lines += [.empty] + byQuestion(explained.root, 0) }
        if explained.root.hasDeeper {
            let depth = Self.depth(of: explained.root) + 1
            lines += [.empty, Line(text: "there is more below: add `depth \(depth)`", role: .dim)]
        }
        return lines.flatMap(fitted).map { $0 + "\n" }.joined()
    }

    /// What of a line finds no room goes on below, further in than its parts begin.
    private func fitted(_ line: Line) -> [String] {
        // However deep it lies, something has to fit beside the margin.
        let margin = min(line.layer * 2, width.map { max(0, $0 - Self.leastRoom) } ?? .max)
        let room = width.map { max(1, $0 - margin) }
        let hang = min(4, room.map { $0 / 4 } ?? 0)
        return Wrapping.whole(style.shown(line.text), width: room, hang: hang).enumerated().map { place, text in
            let space = String(repeating: " ", count: margin + (place == 0 ? 0 : hang))
            return space + (line.role.map { style.paint(text, $0) } ?? text)
        }
    }

    /// Cells that a line has however deep it lies.
    private static let leastRoom = 28

    /// Layers of parts that are there; of a change, below what it is taken apart by.
    private static func depth(of piece: Derivation) -> Int {
        let layers = layers(of: piece)
        return piece.kind == .change ? layers - 1 : layers
    }

    private static func layers(of piece: Derivation) -> Int {
        (piece.parts + piece.byQuestion).reduce(0) { max($0, layers(of: $1) + 1) }
    }

    // MARK: Summary

    private func summary(_ explained: Explained) -> [Line] {
        let root = explained.root
        let value = explained.measure == "score" ? root.value : root.fact(explained.measure) ?? root.value
        let answer = root.kind == .change ? Self.signed(value) : Self.text(value)
        var lines = [Line(text: "\(answer) = \(Visible.text(explained.question))", role: .bold)]
        let titled = root.title.isEmpty ? [] : ["“\(Visible.text(root.title))”"]
        var texts = [
            (titled + explained.about.map { "\($0.name) \(Visible.text($0.value))" }).joined(separator: ", ")
        ]
        let figures = figures(root, leavingOut: explained.measure)
        if !figures.isEmpty { texts.append(figures) }
        texts += root.remarks.map(Visible.text)
        if let formula = root.formula { texts.append(text(formula)) }
        let lacking = root.kind == .level ? [] : root.parts.filter { Self.isLeftOut($0) }
        if !lacking.isEmpty {
            let names = lacking.map { ($0.kind == .persons ? people($0) : label($0)) + reason($0.value) }
            texts.append("left out: " + names.joined(separator: "; "))
        }
        lines += texts.map { Line(text: $0) }
        switch root.kind {
        case .level: return lines + asFits(open(root), after: lines)
        case .change: return lines + changes(root)
        default:
            let weight = Self.weight(root.parts)
            let counted = root.parts.filter { !Self.isLeftOut($0) }.map {
                Line(text: content($0, among: weight), layer: 1)
            }
            return lines + (hasTree(root) ? asFits(counted, after: lines) : counted)
        }
    }

    /// As many as the summary has room for, at least one, and how many more there are.
    private func asFits(_ parts: [Line], after lines: [Line]) -> [Line] {
        let room = Self.mostLines - lines.reduce(0) { $0 + fitted($1).count }
        let heights = parts.map { fitted($0).count }
        if heights.reduce(0, +) <= room { return parts }
        var (shown, used) = (0, 1)
        while shown < parts.count, used + heights[shown] <= room || shown == 0 {
            used += heights[shown]
            shown += 1
        }
        return parts.prefix(shown) + more(parts.count - shown)
    }

    private func more(_ count: Int) -> [Line] {
        count > 0 ? [Line(text: "\(style.ellipsis) and \(count) more, below", layer: 1)] : []
    }

    /// Of a level's requirements those that are not fulfilled.
    private func open(_ root: Derivation) -> [Line] {
        root.parts.flatMap(\.parts).filter { $0.fact("met") != .boolean(true) }
            .map { Line(text: content($0, among: nil), layer: 1) }
    }

    /// The parts that add most, then who answered and what was asked, a line each.
    private func changes(_ root: Derivation) -> [Line] {
        root.parts.flatMap { section -> [Line] in
            guard section.name == "parts" else {
                let adds = section.parts.map { "\($0.name) \(Self.signed($0.value))" }.joined(separator: ", ")
                return [Line(text: "\(section.title): " + (adds.isEmpty ? Self.text(section.value) : adds))]
            }
            let sorted = section.parts.sorted { ($0.number ?? 0).magnitude > ($1.number ?? 0).magnitude }
            return sorted.prefix(Self.mostChanges).map { Line(text: content($0, among: nil), layer: 1) }
                + more(sorted.count - Self.mostChanges)
        }
    }

    private static let mostChanges = 4

    /// Whether its parts stand below the summary too: because they have parts, or because there are many.
    private func hasTree(_ root: Derivation) -> Bool {
        root.parts.contains { !$0.parts.isEmpty || !$0.byQuestion.isEmpty } || root.parts.count + 5 > Self.mostLines
    }

    private func figures(_ root: Derivation, leavingOut measure: String) -> String {
        func number(_ name: String) -> String? {
            guard name != measure, let fact = root.fact(name) else { return nil }
            switch fact {
            case .missing: return nil
            case .hidden where name != "n": return nil
            default: return Self.text(fact)
            }
        }
        var parts: [String] = []
        if let before = number("before"), let after = number("after") { parts.append("\(before) to \(after)") }
        if measure != "score", root.kind == .node { parts.append("score \(Self.text(root.value))") }
        if let band = number("band") { parts.append(band) }
        if let n = number("n") { parts.append("n \(n)") }
        if let answers = number("answers") { parts.append("\(answers) answers") }
        if measure != "answered", case .number(let share)? = root.fact("answered") {
            parts.append("\(Self.percent(share)) answered")
        }
        if let error = number("se") { parts.append("se \(error)") }
        // Of an interval either end belongs to the other, whichever was asked for.
        if case .number? = root.fact("low"), let low = root.fact("low"), let high = root.fact("high") {
            parts.append("95% \(Self.text(low)) to \(Self.text(high))")
        }
        if root.number != nil, case .missing(let why?)? = root.fact("se") {
            parts.append("no interval (\(Visible.text(why)))")
        }
        return parts.joined(separator: ", ")
    }

    // MARK: Tree

    private func tree(_ piece: Derivation, _ layer: Int, among whole: Double?) -> [Line] {
        var lines = [Line(text: content(piece, among: whole), layer: layer)]
        func add(_ text: String) { lines.append(Line(text: text, layer: layer + 1, role: .dim)) }
        if let formula = piece.formula, !Self.isPlain(piece) { add(text(formula)) }
        for remark in piece.kind == .requirement ? [] : piece.remarks { add(Visible.text(remark)) }
        for part in piece.parts { lines += tree(part, layer + 1, among: Self.weight(piece.parts)) }
        if !piece.byQuestion.isEmpty { lines += byQuestion(piece, layer + 1) }
        return lines
    }

    private func byQuestion(_ piece: Derivation, _ layer: Int) -> [Line] {
        let weight = Self.weight(piece.byQuestion)
        return [Line(text: "the same by question:", layer: layer, role: .dim)]
            + piece.byQuestion.flatMap { tree($0, layer, among: weight) }
    }

    /// Whether its line says all that its formula does.
    private static func isPlain(_ piece: Derivation) -> Bool {
        switch piece.kind {
        case .question, .person: true
        // A node that is what its own questions are.
        default: piece.formula?.counted.map { $0.some == 1 && $0.whole == 1 } == true && piece.parts.first?.kind == .own
        }
    }

    /// - Parameter whole: What its siblings and itself weigh together.
    private func content(_ piece: Derivation, among whole: Double?) -> String {
        let name = label(piece)
        switch piece.kind {
        case .point:
            return "\(Self.text(piece.value)) × \(Self.count(piece))  \(name)"
        case .absent: return "\(piece.count ?? 0) \(Visible.text(piece.name))"
        case .persons:
            if piece.number == nil { return "left out: \(people(piece))\(reason(piece.value))" }
            return "\(Self.text(piece.value)) × \(Self.count(piece))"
                + (Self.isCounted(piece) ? "  \(noun(piece))" : "  \(people(piece))")
        case .change: return change(piece, name)
        case .requirement: return requirement(piece, name)
        case .level: return "\(Self.state(piece.value))  \(name)"
        case .node, .own, .group, .question, .person, .answer:
            if Self.isLeftOut(piece) { return "left out: \(name)\(reason(piece.value))" }
            var line = "\(Self.text(piece.value))  \(name)"
            if piece.kind == .question, let weight = piece.weight, let whole, whole > 0 {
                line += ", \(Self.percent(weight / whole)) of the weight"
            } else if let weight = piece.weight, weight != 1, piece.kind != .question {
                line += ", weight \(Self.number(weight))"
            }
            if piece.kind == .question, let formula = piece.formula, let counted = formula.counted {
                line += ", \(counted.some) of \(counted.whole) answered"
            }
            if piece.kind == .node || piece.kind == .own, let count = piece.fact("n") {
                line += ", n \(Self.text(count))"
            }
            return line
        }
    }

    private func people(_ piece: Derivation) -> String { "\(piece.count ?? 0) \(noun(piece))" }

    private func noun(_ piece: Derivation) -> String { piece.count == 1 ? "person" : "persons" }

    private func change(_ piece: Derivation, _ name: String) -> String {
        guard piece.number != nil else { return "\(Self.text(piece.value))  \(name)\(reason(piece.value))" }
        var line = "\(Self.signed(piece.value))  \(name)"
        if let before = piece.fact("before"), let after = piece.fact("after"), piece.fact("common") == nil {
            line += ": \(Self.text(before)) to \(Self.text(after))"
            if let weight = piece.weight { line += ", weight \(Self.number(weight))" }
            if let shift = piece.fact("shift") { line += ", of which \(Self.signed(shift)) by its share" }
        } else if let side = piece.fact("before") ?? piece.fact("after"), piece.fact("common") == nil {
            line += ": \(Self.text(side))" + (piece.weight.map { ", weight \(Self.number($0))" } ?? "")
        }
        if let stayed = piece.fact("stayed") { line += ": \(Self.text(stayed)) in both waves" }
        if let common = piece.fact("common"), let before = piece.fact("before"), let after = piece.fact("after") {
            line += ": \(Self.text(common)) in common of \(Self.text(before)) and \(Self.text(after))"
        }
        return line
    }

    private func requirement(_ piece: Derivation, _ name: String) -> String {
        let met = piece.fact("met") ?? .missing(nil)
        let name = piece.remarks.isEmpty ? name : "\(piece.remarks.joined(separator: ", ")): \(name)"
        var line = "\(Self.state(met))  \(name)"
        let isShare = piece.name.hasSuffix("%")
        if let number = piece.number { line += ": now \(isShare ? Self.percent(number) : Self.number(number))" }
        if let short = piece.fact("short"), case .number(let missing) = short, missing > 0 {
            line += ", \(isShare ? Self.percent(missing) : Self.text(short)) short"
        }
        if case .missing(let why?) = met { line += ": \(Visible.text(why))" }
        if let count = piece.fact("n") { line += ", n \(Self.text(count))" }
        return line
    }

    private static func weight(_ parts: [Derivation]) -> Double {
        parts.reduce(0) { $0 + ($1.number == nil ? 0 : $1.weight ?? 0) }
    }

    // MARK: Words

    private func label(_ piece: Derivation) -> String {
        let title = piece.title.isEmpty ? "" : "“\(Visible.text(piece.title))”"
        let name = piece.kind == .person ? "person \(Visible.text(piece.name))" : Visible.text(piece.name)
        return [name, title].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func text(_ formula: Derivation.Formula) -> String {
        var text = Visible.text(formula.text)
        if let counted = formula.counted { text += ": \(counted.some) of \(counted.whole) count" }
        if let needs = formula.needs { text += ", needs \(needs)" }
        return text
    }

    private func reason(_ cell: Cell) -> String {
        switch cell {
        case .missing(let why?): " (\(Visible.text(why)))"
        case .hidden: " (hidden)"
        default: ""
        }
    }

    /// Whether a piece counts for nothing because it has no value.
    private static func isLeftOut(_ piece: Derivation) -> Bool {
        switch piece.kind {
        case .change, .level, .requirement, .absent: false
        default: if case .missing = piece.value { true } else { false }
        }
    }

    private static func state(_ cell: Cell) -> String {
        switch cell {
        case .boolean(true): "yes        "
        case .boolean(false): "no         "
        case .hidden: "hidden     "
        case .missing: "cannot tell"
        default: text(cell)
        }
    }

    private static func isCounted(_ piece: Derivation) -> Bool { piece.weight == piece.count.map { Double($0) } }

    /// How many, or what they weigh together.
    private static func count(_ piece: Derivation) -> String {
        isCounted(piece) ? "\(piece.count ?? 0)" : number(piece.weight ?? 0)
    }

    private static func text(_ cell: Cell) -> String {
        switch cell {
        case .missing(let why): why.map { "missing, \(Visible.text($0))" } ?? "missing"
        case .hidden: "hidden"
        case .number(let number): Self.number(number)
        case .integer(let integer): String(integer)
        case .boolean(let boolean): boolean ? "yes" : "no"
        case .date(let date): date.description
        case .text(let text): Visible.text(text)
        }
    }

    private static func signed(_ cell: Cell) -> String {
        guard case .number(let number) = cell else { return text(cell) }
        let text = Self.number(number)
        return number > 0 && text != "0" ? "+" + text : text
    }

    private static func percent(_ share: Double) -> String { ColumnText.fixed(share * 100, 1).trimmedDecimals + "%" }

    /// With four decimals at most.
    private static func number(_ number: Double) -> String {
        let text = ColumnText.fixed(number, decimals).trimmedDecimals
        return text == "-0" ? "0" : text
    }
}

extension String {
    /// Without zeros at the end of decimals.
    fileprivate var trimmedDecimals: String {
        guard contains("."), !contains("e") else { return self }
        let digits = reversed().drop { $0 == "0" }
        return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
    }
}
