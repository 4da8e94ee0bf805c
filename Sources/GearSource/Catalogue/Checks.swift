extension Code {
    /// GB04: checks of frameworks, surveys and rules.
    static let checkCodes: [Code] = [
        .buildsOnCycle,
        .questionWithoutTarget,
        .unreachedNode,
        .bandGap,
        .unusedWeight,
        .silentSource,
        .duplicateText,
        .emptyText,
        .longText,
        .unusedDeclaration,
        .duplicateAnswer,
        .tooManyPoints,
        .reverseWithoutSpread,
        .targetTwice,
        .sourceNotAsked,
        .boundTwice,
        .dimensionCycle,
        .sameStart,
        .unusedLine,
    ]

    package static let buildsOnCycle = Code(
        "GB0401", .error, "competencies that build on each other",
        "Competencies that build on each other.")

    package static let questionWithoutTarget = Code(
        "GB0402", .warning, "question tagged to nothing",
        "Question tagged to nothing.")

    package static let unreachedNode = Code(
        "GB0403", .warning, "node that nothing reaches",
        "Node that nothing reaches.")

    package static let bandGap = Code(
        "GB0405", .error, "bands with a hole or an overlap",
        "Bands with a hole or an overlap.")

    package static let unusedWeight = Code(
        "GB0406", .warning, "weight that nothing uses",
        "Weight that nothing uses.")

    package static let silentSource = Code(
        "GB0407", .warning, "source without any score",
        "Source without any score.")

    package static let duplicateText = Code(
        "GB0408", .warning, "text used twice",
        "Text used twice.")

    package static let emptyText = Code(
        "GB0409", .warning, "empty text",
        "Empty text.")

    package static let longText = Code(
        "GB0410", .warning, "over-long text",
        "Over-long text.")

    package static let unusedDeclaration = Code(
        "GB0411", .warning, "declaration that nothing uses",
        "Declaration that nothing uses.")

    package static let duplicateAnswer = Code(
        "GB0412", .error, "answer that means two things",
        "Answer that means two things.")

    package static let tooManyPoints = Code(
        "GB0413", .error, "scale with too many points",
        "Scale with too many points.")

    package static let reverseWithoutSpread = Code(
        "GB0414", .error, "reversal of a scale without spread",
        "Reversal of a scale without spread.")

    package static let targetTwice = Code(
        "GB0415", .error, "node named twice",
        "Node named twice.")

    package static let sourceNotAsked = Code(
        "GB0416", .error, "source that is not asked",
        "Source that is not asked.")

    package static let boundTwice = Code(
        "GB0417", .error, "value given twice",
        "Value given twice.")

    package static let dimensionCycle = Code(
        "GB0418", .error, "dimension within itself",
        "Dimension within itself.")

    package static let sameStart = Code(
        "GB0419", .warning, "waves that start together",
        "Waves that start together.")

    package static let unusedLine = Code(
        "GB0420", .warning, "line that nothing gathers",
        "Line that nothing gathers.")
}
