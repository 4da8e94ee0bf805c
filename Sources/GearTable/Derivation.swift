/// What a figure is made of: a tree, from what was asked for down to answers.
package struct Derivation: Sendable {
    /// What a piece of it is. The raw value is its `kind` in JSON.
    package enum Kind: String, Sendable {
        /// A node of a framework; `name` is its path.
        case node
        /// A node's own questions, beside its parts.
        case own
        /// One of the scores that a rule puts together: of a source, a wave or a value of a dimension.
        case group
        case question
        /// A point of a scale, or a number on a range; `count` says how many chose it.
        case point
        /// Answers without a value; `name` is the kind, such as `skipped`.
        case absent
        /// Persons with one score; `count` says how many.
        case persons
        case person
        /// One person's answer; `name` is the question.
        case answer
        /// A level of a progression, and what moving up to it or staying there requires.
        case level, requirement
        /// A difference between two waves; its value is the difference.
        case change
    }

    /// How a value comes of its parts.
    package struct Formula: Sendable {
        /// As the rule has it, such as `mean(parts)`.
        package let text: String
        /// Such as `50%`; nil where anything at all suffices.
        package let needs: String?
        /// Of those that could count, how many do; nil where that is withheld.
        package let counted: (some: Int, whole: Int)?
        /// Whether the value is Σ weight · value / Σ weight over the parts that have one.
        package let isWeightedMean: Bool

        package init(text: String, needs: String? = nil, counted: (some: Int, whole: Int)? = nil, isWeightedMean: Bool)
        {
            self.text = text
            self.needs = needs
            self.counted = counted
            self.isWeightedMean = isWeightedMean
        }
    }

    package struct Fact: Sendable {
        package let name: String
        package let value: Cell

        package init(_ name: String, _ value: Cell) {
            self.name = name
            self.value = value
        }
    }

    package let kind: Kind
    package var name: String
    /// Empty where there is none.
    package var title = ""
    /// A number, why there is none, or that it is hidden.
    package var value: Cell
    /// What it counts for beside its siblings; nil where they are not weighed.
    package var weight: Double?
    /// How many alike it stands for.
    package var count: Int?
    package var formula: Formula?
    /// Figures that go with the value, such as `n`.
    package var facts: [Fact] = []
    /// What happened to it on the way, in words.
    package var remarks: [String] = []
    package var parts: [Derivation] = []
    /// The same value as a weighted mean of questions, where `parts` are persons.
    package var byQuestion: [Derivation] = []
    /// How many parts were left out because they lie deeper than was asked for.
    package var deeper = 0

    package init(_ kind: Kind, _ name: String, title: String = "", value: Cell) {
        self.kind = kind
        self.name = name
        self.title = title
        self.value = value
    }

    /// The value, if it is a number.
    package var number: Double? {
        switch value {
        case .number(let number): number
        case .integer(let integer): Double(integer)
        default: nil
        }
    }

    /// Of a level and what it requires: which is held, or whether it is.
    var state: String? {
        switch kind == .requirement ? fact("met") : value {
        case .boolean(let holds): holds ? "yes" : "no"
        case .text(let name): name
        case .missing where kind == .level || kind == .requirement: "cannot tell"
        default: nil
        }
    }

    package func fact(_ name: String) -> Cell? { facts.first { $0.name == name }?.value }

    /// How many pieces it has, itself among them.
    package var size: Int { (parts + byQuestion).reduce(1) { $0 + $1.size } }

    /// How many pieces have parts that lie too deep.
    package var hasDeeper: Bool { deeper > 0 || (parts + byQuestion).contains(where: \.hasDeeper) }
}

/// An answer to `explain`.
package struct Explained: Sendable {
    /// What was asked, as written.
    package let question: String
    /// What of the root is asked for: `score`, or one of its facts.
    package let measure: String
    /// Of whom: dimensions and values, then the rule.
    package let about: [(name: String, value: String)]
    package var root: Derivation

    package init(
        question: String, measure: String, about: [(name: String, value: String)], root: Derivation
    ) {
        self.question = question
        self.measure = measure
        self.about = about
        self.root = root
    }
}
