extension Code {
    /// GB02: names and what they stand for.
    static let nameCodes: [Code] = [
        .unknownName,
        .duplicateName,
        .unknownNode,
        .wrongKind,
        .differsByCase,
        .noFramework,
        .formerlyStands,
        .formerlyTwice,
        .importClash,
        .importCycle,
        .whichRule,
        .takenName,
        .unknownTable,
    ]

    package static let unknownName = Code(
        "GB0201", .error, "unknown name",
        "Unknown name.")

    package static let duplicateName = Code(
        "GB0202", .error, "name declared twice",
        "Name declared twice.")

    package static let unknownNode = Code(
        "GB0203", .error, "unknown node",
        "Unknown node.")

    package static let wrongKind = Code(
        "GB0204", .error, "name of another kind of thing",
        "Name of another kind of thing.")

    package static let differsByCase = Code(
        "GB0205", .warning, "names that differ only by case",
        "Names that differ only by case.")

    package static let noFramework = Code(
        "GB0206", .error, "no framework said",
        "No framework said.")

    package static let formerlyStands = Code(
        "GB0207", .error, "former name that still stands",
        "Former name that still stands.")

    package static let formerlyTwice = Code(
        "GB0208", .error, "former name claimed twice",
        "Former name claimed twice.")

    package static let importClash = Code(
        "GB0209", .error, "import that brings a name twice",
        "Import that brings a name twice.")

    package static let importCycle = Code(
        "GB0210", .error, "imports that go in a circle",
        "Imports that go in a circle.")

    package static let whichRule = Code(
        "GB0211", .error, "scoring rule not said",
        "Scoring rule not said.")

    package static let takenName = Code(
        "GB0212", .error, "name that the language uses",
        "Name that the language uses.")

    package static let unknownTable = Code(
        "GB0213", .error, "unknown table",
        "Unknown table.")
}
