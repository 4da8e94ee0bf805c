import Foundation

/// A TextMate grammar, as far as Gear's uses the format: `match`, `begin` and `end`, captures, `include` of what is in
/// the repository. Regular expressions see one line at a time.
struct TextMateGrammar: Decodable {
    struct Named: Decodable { let name: String }

    final class Pattern: Decodable {
        let include: String?
        let name: String?
        let match: String?
        let begin: String?
        let end: String?
        let captures: [String: Named]?
        let beginCaptures: [String: Named]?
        let endCaptures: [String: Named]?
        let patterns: [Pattern]?
    }

    let scopeName: String
    let patterns: [Pattern]
    let repository: [String: Pattern]

    /// Every regular expression in it.
    var expressions: [String] { (patterns + Array(repository.values)).flatMap(Self.expressions) }

    private static func expressions(_ pattern: Pattern) -> [String] {
        [pattern.match, pattern.begin, pattern.end].compactMap { $0 } + (pattern.patterns ?? []).flatMap(expressions)
    }

    /// The rules in order, what is included in its place.
    func rules(_ patterns: [Pattern]) -> [Pattern] {
        patterns.flatMap { pattern -> [Pattern] in
            if let include = pattern.include {
                return repository[String(include.dropFirst())].map { rules([$0]) } ?? []
            }
            return pattern.match == nil && pattern.begin == nil ? rules(pattern.patterns ?? []) : [pattern]
        }
    }
}

/// What a TextMate grammar says about a text.
///
/// At each place the rule that fits soonest is taken, of several that fit at once the first; the end of what is open
/// goes before all.
final class TextMate {
    private let grammar: TextMateGrammar
    private var compiled: [String: NSRegularExpression] = [:]
    private var flattened: [ObjectIdentifier: [TextMateGrammar.Pattern]] = [:]
    // The line being read.
    private var line = ""
    private var found: [String: NSTextCheckingResult?] = [:]
    private var names: [String?] = []
    private var open: [TextMateGrammar.Pattern] = []

    init(_ grammar: TextMateGrammar) throws {
        self.grammar = grammar
        for expression in grammar.expressions { compiled[expression] = try NSRegularExpression(pattern: expression) }
    }

    /// The innermost scope of each byte of a text, nil where it has none and for line ends.
    func scopes(of text: String) -> [String?] {
        open = []
        var scopes: [String?] = []
        var line = ""
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\r" {
                scopes += read(line) + [nil]
                line = ""
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
        return scopes + read(line)
    }

    private func read(_ line: String) -> [String?] {
        self.line = line
        found = [:]
        names = Array(repeating: nil, count: line.utf16.count)
        var position = 0
        while position <= names.count, let (rule, match, isEnd) = next(from: position) {
            paint(position..<match.range.location, open.last?.name)
            paint(match, isEnd ? rule.endCaptures : rule.beginCaptures ?? rule.captures, rule.name)
            if isEnd { open.removeLast() } else if rule.begin != nil { open.append(rule) }
            position = match.range.location + match.range.length
            if match.range.length == 0, !isEnd, rule.begin == nil { position += 1 }
        }
        if position < names.count { paint(position..<names.count, open.last?.name) }
        var offset = 0
        return line.unicodeScalars.flatMap { scalar in
            defer { offset += UTF16.width(scalar) }
            return Array(repeating: names[offset], count: UTF8.width(scalar))
        }
    }

    private func next(from position: Int) -> (TextMateGrammar.Pattern, NSTextCheckingResult, isEnd: Bool)? {
        var best: (TextMateGrammar.Pattern, NSTextCheckingResult, isEnd: Bool)?
        if let top = open.last, let end = top.end, let match = first(end, from: position) { best = (top, match, true) }
        for rule in rules() {
            guard let match = first(rule.match ?? rule.begin ?? "", from: position) else { continue }
            if let soonest = best, soonest.1.range.location <= match.range.location { continue }
            best = (rule, match, false)
        }
        return best
    }

    private func rules() -> [TextMateGrammar.Pattern] {
        guard let top = open.last else { return flattened(ObjectIdentifier(self), grammar.patterns) }
        return flattened(ObjectIdentifier(top), top.patterns ?? [])
    }

    private func flattened(_ key: ObjectIdentifier, _ patterns: [TextMateGrammar.Pattern]) -> [TextMateGrammar.Pattern]
    {
        if let known = flattened[key] { return known }
        let rules = grammar.rules(patterns)
        flattened[key] = rules
        return rules
    }

    /// Where an expression fits first; looked for once, as long as that place is still to come.
    private func first(_ expression: String, from position: Int) -> NSTextCheckingResult? {
        if let known = found[expression], known.map({ $0.range.location >= position }) ?? true { return known }
        let range = NSRange(location: position, length: names.count - position)
        let match = compiled[expression]?.firstMatch(
            in: line, options: [.withoutAnchoringBounds, .withTransparentBounds], range: range)
        found[expression] = .some(match)
        return match
    }

    private func paint(_ match: NSTextCheckingResult, _ captures: [String: TextMateGrammar.Named]?, _ name: String?) {
        paint(match.range.location..<match.range.location + match.range.length, name)
        for index in 0..<match.numberOfRanges {
            let range = match.range(at: index)
            guard range.location != NSNotFound, let captured = captures?[String(index)] else { continue }
            paint(range.location..<range.location + range.length, captured.name)
        }
    }

    private func paint(_ range: Range<Int>, _ name: String?) { for index in range { names[index] = name } }
}
