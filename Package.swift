// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6, warnings are errors.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
    name: "gearbox",
    products: [
        .executable(name: "gearbox", targets: ["gearbox"])
    ],
    dependencies: [
        // Commands, flags, help, completions and the manual page as users of command lines expect them.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        // SQLite files as a source of answers.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Running git, to read an older version of a program, with arguments that no shell sees.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Text, positions, names, diagnostics and their catalogue.
        .target(name: "GearSource", swiftSettings: strict),
        // Bytes to a lossless tree.
        .target(name: "GearSyntax", dependencies: ["GearSource"], swiftSettings: strict),
        // Tree to canonical text.
        .target(name: "GearFormat", dependencies: ["GearSource", "GearSyntax"], swiftSettings: strict),
        // Modules, names, typed expressions, checks.
        .target(name: "GearModel", dependencies: ["GearSource", "GearSyntax"], swiftSettings: strict),
        // Columns, missing masks; CSV, JSON Lines and SQLite in, tables out.
        .target(
            name: "GearTable",
            dependencies: [
                "GearSource", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        // A rule to a plan, the plan and the answers to scores.
        .target(
            name: "GearScore", dependencies: ["GearSource", "GearModel", "GearTable", "CPrefetch"],
            swiftSettings: strict),
        // Pipelines, and every table that one can ask for.
        .target(
            name: "GearQuery", dependencies: ["GearSource", "GearModel", "GearTable", "GearScore"],
            swiftSettings: strict),
        // Tables to terminal, CSV, JSON, Markdown; diagnostics to text and JSON.
        .target(name: "GearReport", dependencies: ["GearSource", "GearModel", "GearTable"], swiftSettings: strict),
        // Frameworks and surveys from and to spreadsheets; what a new project holds.
        .target(
            name: "GearExchange", dependencies: ["GearSource", "GearSyntax", "GearFormat", "GearModel", "GearTable"],
            swiftSettings: strict),
        // The one door: loads files, holds data, answers, runs tests.
        .target(
            name: "GearSession",
            dependencies: [
                "GearSource", "GearSyntax", "GearFormat", "GearModel", "GearTable", "GearScore", "GearQuery",
                "GearReport", "GearExchange",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: strict),
        // The processor's hint to read memory early, which Swift has no word for.
        .systemLibrary(name: "CPrefetch"),
        // glibc's `mallopt`, which Swift's own module of glibc leaves out.
        .systemLibrary(name: "CMalloc"),
        // GNU readline: editing, history and completion at the prompt.
        .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
        // Arguments, standard input and output, the prompt.
        .executableTarget(
            name: "gearbox",
            dependencies: [
                "GearSession", "GearReport", "GearSource", "GearTable", "CReadline",
                .target(name: "CMalloc", condition: .when(platforms: [.linux])),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // For tests: the repository, a scratch folder, the built program, trees as text.
        .target(name: "GearTesting", dependencies: ["GearSyntax"], path: "Tests/GearTesting", swiftSettings: strict),
        // For each door that bytes come in by, what must hold whatever they are.
        .target(
            name: "GearFuzz",
            dependencies: [
                "GearSession", "GearReport", "GearModel", "GearFormat", "GearSyntax", "GearTable", "GearSource",
                "GearTesting",
            ],
            path: "Tests/GearFuzz", swiftSettings: strict),
        // That it holds for the conformance cases and what is made of them.
        .testTarget(name: "GearFuzzTests", dependencies: ["GearFuzz", "GearTesting"], swiftSettings: strict),
        // Positions and likeness.
        .testTarget(name: "GearSourceTests", dependencies: ["GearSource"], swiftSettings: strict),
        // The conformance cases of the syntax, the grammar, whatever bytes there may be.
        .testTarget(
            name: "GearSyntaxTests", dependencies: ["GearSyntax", "GearSource", "GearTesting", "GearFuzz"],
            swiftSettings: strict),
        // Layout before and after, construct by construct; whatever programs there may be.
        .testTarget(
            name: "GearFormatTests",
            dependencies: ["GearFormat", "GearSyntax", "GearSource", "GearTesting", "GearFuzz"],
            swiftSettings: strict),
        .testTarget(
            name: "GearTableTests",
            dependencies: [
                "GearTable", "GearSource", "GearTesting", "GearFuzz", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "GearReportTests", dependencies: ["GearReport", "GearTable", "GearSource", "GearTesting"],
            exclude: ["Fixtures"], swiftSettings: strict),
        // What holds for every file: imports, lengths, words.
        .testTarget(name: "HouseTests", dependencies: ["GearTesting"], swiftSettings: strict),
        // Rules, plans and scores, against R and against a scorer too simple to be wrong.
        .testTarget(
            name: "GearScoreTests",
            dependencies: [
                "GearSource", "GearSyntax", "GearModel", "GearTable", "GearScore", "GearTesting",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures"],
            swiftSettings: strict),
        // Whatever the documents show is what the program does.
        .testTarget(name: "DocTests", dependencies: ["GearTesting", "GearSource", "gearbox"], swiftSettings: strict),
        .testTarget(
            name: "GearModelTests", dependencies: ["GearTesting", "GearModel", "GearSyntax", "GearSource"],
            swiftSettings: strict),
        .testTarget(
            name: "GearQueryTests", dependencies: ["GearQuery", "GearModel", "GearTable", "GearScore", "GearSource"],
            swiftSettings: strict),
        // Spreadsheets in, programs out, and back again.
        .testTarget(
            name: "GearExchangeTests",
            dependencies: [
                "GearExchange", "GearSession", "GearModel", "GearFormat", "GearSyntax", "GearTable", "GearSource",
                "GearTesting",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        // Tables and findings of whole programs, tests, loading, whatever programs there may be.
        .testTarget(
            name: "GearSessionTests",
            dependencies: ["GearSession", "GearReport", "GearSource", "GearTable", "GearTesting"],
            exclude: ["Completion"], swiftSettings: strict),
        // The built program: arguments and files in; output, findings and exit status out.
        .testTarget(
            name: "CommandTests",
            dependencies: ["GearTesting", "gearbox", .product(name: "GRDB", package: "GRDB.swift")],
            exclude: ["Fixtures"],
            swiftSettings: strict),
        // The prompt in a terminal of its own: keys in, screen out.
        .testTarget(
            name: "PromptTests", dependencies: ["GearTesting", "gearbox"], exclude: ["Cases", "Town"],
            swiftSettings: strict),
        // The examples and the standard library through the real program, against figures computed outside.
        .testTarget(
            name: "ExampleTests", dependencies: ["GearTesting", "gearbox"], exclude: ["Fixtures"],
            swiftSettings: strict),
    ]
)

// For `make fuzz` alone: modules with libFuzzer's counters, and the program that libFuzzer brings the `main` of.
if let modules = Context.environment["GEARBOX_FUZZ_MODULES"]?.split(separator: " ").map(String.init) {
    let flags = ["-sanitize=" + (Context.environment["GEARBOX_FUZZ_SANITIZERS"] ?? "fuzzer,address")]
    for target in package.targets where modules.contains(target.name) {
        target.swiftSettings?.append(.unsafeFlags(flags))
    }
    package.products.append(.executable(name: "fuzzer", targets: ["Fuzzer"]))
    package.targets.append(.systemLibrary(name: "LibFuzzer", path: "Tests/LibFuzzer"))
    package.targets.append(
        .executableTarget(
            name: "Fuzzer", dependencies: ["GearFuzz", "GearTesting", "LibFuzzer"], path: "Tests/Fuzzer",
            exclude: ["run.sh"], swiftSettings: strict, linkerSettings: [.unsafeFlags(flags + ["-use-ld=lld"])]))
}
