/// A table of statistics: what is asked of the answers that `scores` selects.
package struct StatisticsRequest: Sendable {
    package enum Kind: Sendable {
        /// A row a question in the scale of a node.
        case items
        /// A row a node; `across` is the dimension whose groups' means are judged.
        case reliability(across: String?)
        /// A row a node: two values of a dimension beside each other.
        case comparison(ScoreComparison)
        /// A row a node and two waves; `across` is the dimension whose groups' shares may have changed.
        case progress(across: String?)
        /// A row two nodes; the values of `across` are the pairs.
        case correlations(across: String)
        /// A row a question; who rated and what was rated are dimensions.
        case agreement(raters: String, units: String)
    }
    package let kind: Kind
    package var scores: ScoresRequest

    package init(kind: Kind, scores: ScoresRequest) {
        self.kind = kind
        self.scores = scores
    }
}

/// compare DIMENSION FIRST, SECOND paired UNITS
package struct ScoreComparison: Sendable {
    package struct Side: Sendable {
        package let value: String
        /// The condition over answers that says so: `source == team`.
        package let condition: Term

        package init(value: String, condition: Term) {
            self.value = value
            self.condition = condition
        }
    }
    package let dimension: String
    package let first: Side
    /// nil: all others together.
    package let second: Side?
    /// The dimension whose values have both sides each.
    package let paired: String?

    package init(dimension: String, first: Side, second: Side?, paired: String?) {
        self.dimension = dimension
        self.first = first
        self.second = second
        self.paired = paired
    }
}

extension StatisticsRequest {
    /// Conditions over answers that it is made of.
    package var conditions: [Term] {
        var all = scores.forCondition.map { [$0] } ?? []
        if case .comparison(let comparison) = kind {
            all += [comparison.first.condition] + (comparison.second.map { [$0.condition] } ?? [])
        }
        return all
    }

    /// Dimensions that do not split its rows, although scores by them would be split.
    package var hiddenDimensions: Set<String> {
        switch kind {
        case .items, .reliability, .agreement: []
        case .comparison(let comparison): Set([comparison.dimension] + (comparison.paired.map { [$0] } ?? []))
        case .progress: ["wave"]
        case .correlations(let dimension): [dimension]
        }
    }
}

extension TableSchema {
    /// The columns of a statistics table after its dimensions.
    static func measures(of request: StatisticsRequest) -> [Column] {
        let node: [Column] = [.init("node", .node(framework: request.scores.framework)), .init("layer", .layer)]
        let title = Column("title", .text)
        return switch request.kind {
        case .items: node + itemMeasures
        case .reliability: node + [title] + reliabilityMeasures
        case .comparison: node + [title] + comparisonMeasures
        case .correlations:
            node + [.init("other", .node(framework: request.scores.framework)), .init("other_layer", .layer)]
                + correlationMeasures
        case .agreement: [.init("question", .question), title] + agreementMeasures
        case .progress: [.init("wave_before", .wave), .init("wave_after", .wave)] + node + [title] + progressMeasures
        }
    }

    static let itemMeasures: [Column] = [
        .init("question", .question), .init("title", .text), .init("n", .number), .init("answers", .number),
        .init("answered", .number), .init("mean", .number), .init("sd", .number), .init("distribution", .text),
        .init("item_rest", .number), .init("alpha_without", .number), .init("why", .text),
    ]

    static let reliabilityMeasures: [Column] =
        numbers(
            "questions", "k", "n", "alpha_pairwise", "complete", "alpha_complete", "omega", "groups", "icc1", "icc2")
        + [.init("why", .text)]

    static let comparisonMeasures: [Column] =
        numbers("first", "first_n", "second", "second_n", "difference") + interval
        + numbers("pairs", "limit_low", "limit_high", "limit_se") + [.init("why", .text)]

    static let progressMeasures: [Column] =
        numbers("before", "before_n", "after", "after_n", "change") + interval
        + numbers(
            "stayed", "stayers", "joiners", "leavers", "within", "composition", "questions_before", "questions_after",
            "common", "common_change", "beyond_common")
        + [.init("why", .text)]

    static let correlationMeasures: [Column] =
        numbers("pairs", "pearson", "low", "high", "spearman") + [.init("why", .text)]

    static let agreementMeasures: [Column] =
        numbers(
            "raters", "units", "ratings", "repeats", "percent", "kappa", "kappa_linear", "kappa_quadratic",
            "alpha_nominal", "alpha_ordinal", "alpha_interval", "complete", "icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k",
            "icc_2_k", "icc_3_k")
        + [.init("why", .text)]

    /// Of a difference, by itself and together with all of the table's.
    private static let interval: [Column] =
        numbers("se", "df", "low", "high", "together", "together_low", "together_high") + [.init("verdict", .text)]

    private static func numbers(_ names: String...) -> [Column] { names.map { Column($0, .number) } }

    /// All that any table of statistics may have.
    static var statisticsMeasures: [Column] {
        itemMeasures + reliabilityMeasures + comparisonMeasures + progressMeasures + correlationMeasures
            + agreementMeasures + [.init("other", .text), .init("other_layer", .layer)] + [
                .init("wave_before", .wave), .init("wave_after", .wave),
            ]
    }
}
