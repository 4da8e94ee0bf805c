import GearTesting

/// A grammar in the notation of `Grammar/gear.ebnf`.
struct Grammar {
    indirect enum Rule: Equatable {
        case literal(String)
        case name(String)
        case sequence([Rule])
        case choice([Rule])
        case optional(Rule)
        case many(Rule)
        case some(Rule)
    }

    /// By name; constructs only, tokens are not taken apart.
    private(set) var rules: [String: Rule] = [:]
    private(set) var names: [String] = []

    init(_ text: String) {
        for (name, definition) in Grammar.productions(in: text) {
            names.append(name)
            guard name.first?.isLowercase == true else { continue }
            var words = Grammar.words(of: definition)[...]
            rules[name] = Grammar.choice(&words)
        }
    }

    /// Each `name ::= definition` of a text, white space made even. A production ends at the next one, at an empty
    /// line or at a line that begins with `#`.
    static func productions(in text: String) -> [(name: String, definition: String)] {
        var found: [(name: String, definition: String)] = []
        var isOpen = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(separator: " ")
            if words.count > 2, words[1] == "::=" {
                found.append((String(words[0]), words.dropFirst(2).joined(separator: " ")))
                isOpen = true
            } else if words.isEmpty || words[0] == "#" {
                isOpen = false
            } else if isOpen {
                found[found.count - 1].definition += " " + words.joined(separator: " ")
            }
        }
        return found
    }

    /// The words in quotes in all constructs.
    var literals: Set<String> { Set(rules.values.flatMap(Grammar.literals)) }

    private static func literals(of rule: Rule) -> [String] {
        switch rule {
        case .literal(let text): [text]
        case .name: []
        case .sequence(let parts), .choice(let parts): parts.flatMap(literals)
        case .optional(let inner), .many(let inner), .some(let inner): literals(of: inner)
        }
    }

    private static func words(of definition: String) -> [String] {
        definition.matches(of: /"(?:[^"\\]|\\.)*"|[A-Za-z_]+|[()|?*+]/).map { String($0.output) }
    }

    private static func choice(_ words: inout ArraySlice<String>) -> Rule {
        var options = [sequence(&words)]
        while words.first == "|" {
            words.removeFirst()
            options.append(sequence(&words))
        }
        return options.count == 1 ? options[0] : .choice(options)
    }

    private static func sequence(_ words: inout ArraySlice<String>) -> Rule {
        var parts: [Rule] = []
        while let word = words.first, word != "|", word != ")" {
            words.removeFirst()
            var part: Rule
            if word == "(" {
                part = choice(&words)
                words = words.dropFirst()
            } else if word.hasPrefix("\"") {
                part = .literal(String(word.dropFirst().dropLast()))
            } else {
                part = .name(word)
            }
            while let sign = words.first, ["?", "*", "+"].contains(sign) {
                words.removeFirst()
                part = sign == "?" ? .optional(part) : sign == "*" ? .many(part) : .some(part)
            }
            parts.append(part)
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }
}

/// Sentences of a grammar, at random but the same for a seed.
struct SentenceGenerator {
    let grammar: Grammar
    private var random: SplitMix
    private var text = ""
    /// How much may still be said before every choice is the shortest.
    private var budget = 0
    /// The fewest tokens that a construct needs.
    private var least: [String: Int] = [:]

    init(_ grammar: Grammar, seed: UInt64) {
        self.grammar = grammar
        random = SplitMix(seed: seed)
        for _ in grammar.rules { for (name, rule) in grammar.rules { least[name] = size(rule) } }
    }

    mutating func sentence(of name: String, budget: Int) -> String {
        text = ""
        self.budget = budget
        say(.name(name))
        return text
    }

    private func size(_ rule: Grammar.Rule) -> Int {
        switch rule {
        case .literal: 1
        case .name(let name): grammar.rules[name] == nil ? 1 : least[name] ?? 10_000
        case .sequence(let parts): min(10_000, parts.map(size).reduce(0, +))
        case .choice(let options): options.map(size).min() ?? 0
        case .optional, .many: 0
        case .some(let inner): size(inner)
        }
    }

    private mutating func say(_ rule: Grammar.Rule) {
        switch rule {
        case .literal("favourable"):
            // A text behind it would make it a point of that name.
            add("favourable")
            add("-")
        case .literal(let word): add(word)
        case .name("call"): sayCall()
        case .name(let name):
            if let inner = grammar.rules[name] { say(inner) } else { addToken(name) }
        case .sequence(let parts): for part in parts { say(part) }
        case .choice(let options):
            let shortest = options.map(size).min() ?? 0
            let possible = budget > 0 ? options : options.filter { size($0) == shortest }
            if let option = possible.randomElement(using: &random) { say(option) }
        case .optional(let inner): if budget > 0, Bool.random(using: &random) { say(inner) }
        case .many(let inner): repeated(inner, from: 0)
        case .some(let inner): repeated(inner, from: 1)
        }
    }

    private mutating func repeated(_ inner: Grammar.Rule, from least: Int) {
        let count = max(least, budget > 0 ? Int.random(in: 0...3, using: &random) : 0)
        for _ in 0..<count { say(inner) }
    }

    /// The parenthesis of a call stands directly behind its path.
    private mutating func sayCall() {
        guard case .sequence(let parts)? = grammar.rules["call"] else { return }
        say(parts[0])
        text.removeLast()
        for part in parts.dropFirst() { say(part) }
    }

    private mutating func add(_ word: String) {
        text += word + " "
        budget -= 1
    }

    private mutating func addToken(_ name: String) {
        let samples: [String: [String]] = [
            "NAME": ["n1", "n2", "long_name", "_x", "N"],
            "TEXT": ["\"text\"", "\"\"", "\"a \\\"b\\\" \\u{e9}\"", "\"\"\"x\"\"\""],
            "NUMBER": ["0", "1", "2.5", "1000000"], "PERCENT": ["50%", "12.5%"], "DATE": ["2016-10", "2016-02-29"],
            "VERSION": ["1.2.0"], "NL": ["\n", "\n\n  ", "// comment\n", "\r\n"],
        ]
        add(samples[name]?.randomElement(using: &random) ?? "<\(name)>")
    }
}
