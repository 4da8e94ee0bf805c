extension Code {
    /// GB03: types and expressions.
    static let typeCodes: [Code] = [
        .typeMismatch,
        .unknownColumn,
        .ambiguousName,
        .unknownFunction,
        .argumentCount,
        .collectionMisplaced,
        .recursion,
        .tooLarge,
        .unknownConstant,
        .unknownValue,
        .clauseNotHere,
        .clauseTwice,
        .wrongShape,
        .missingClause,
        .numberOutOfRange,
        .aggregateMisplaced,
        .aggregateMissing,
        .comparedWithMissing,
        .emptyRange,
    ]

    package static let typeMismatch = Code(
        "GB0301", .error, "values that do not go together",
        "Values that do not go together.")

    package static let unknownColumn = Code(
        "GB0302", .error, "unknown column",
        "Unknown column.")

    package static let ambiguousName = Code(
        "GB0303", .error, "name that could be two things",
        "Name that could be two things.")

    package static let unknownFunction = Code(
        "GB0304", .error, "unknown function",
        "Unknown function.")

    package static let argumentCount = Code(
        "GB0305", .error, "wrong number of arguments",
        "Wrong number of arguments.")

    package static let collectionMisplaced = Code(
        "GB0306", .error, "collection out of place",
        "Collection out of place.")

    package static let recursion = Code(
        "GB0307", .error, "definition that needs itself",
        "Definition that needs itself.")

    package static let tooLarge = Code(
        "GB0308", .error, "expression that grows too large",
        "Expression that grows too large.")

    package static let unknownConstant = Code(
        "GB0309", .error, "value that its kind does not have",
        "Value that its kind does not have.")

    package static let unknownValue = Code(
        "GB0310", .error, "unknown value",
        "Unknown value.")

    package static let clauseNotHere = Code(
        "GB0311", .error, "clause that does not belong here",
        "Clause that does not belong here.")

    package static let clauseTwice = Code(
        "GB0312", .error, "clause given twice",
        "Clause given twice.")

    package static let wrongShape = Code(
        "GB0313", .error, "something else belongs here",
        "Something else belongs here.")

    package static let missingClause = Code(
        "GB0314", .error, "something is missing",
        "Something is missing.")

    package static let numberOutOfRange = Code(
        "GB0315", .error, "number out of range",
        "Number out of range.")

    package static let aggregateMisplaced = Code(
        "GB0316", .error, "aggregate out of place",
        "Aggregate out of place.")

    package static let aggregateMissing = Code(
        "GB0317", .error, "nothing gathered",
        "Nothing gathered.")

    package static let comparedWithMissing = Code(
        "GB0318", .error, "comparison with missing",
        "Comparison with missing.")

    package static let emptyRange = Code(
        "GB0319", .error, "range without inside",
        "Range without inside.")
}
