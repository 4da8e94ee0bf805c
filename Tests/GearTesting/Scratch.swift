import Foundation

/// A folder of its own for a test that writes files or runs the program; gone with the value.
package final class Scratch {
    package let folder: URL

    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "gearbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A copy of a file or folder of the repository, at the same path.
    package func copy(_ path: String) throws {
        let target = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Repository.url(path), to: target)
    }

    package func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

    package func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: folder.appending(path: path))
    }

    package struct Outcome: Sendable, Equatable {
        package let status: Int32
        /// Standard output and standard error, as a terminal would show them.
        package let output: String
    }

    /// Runs a line of shell in the folder, or in one below it, with the built `gearbox` on its path.
    package func run(_ command: String, in below: String = "") throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = below.isEmpty ? folder : folder.appending(path: below)
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = Self.products + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["LC_ALL"] = "C.UTF-8"
        environment["COLUMNS"] = nil
        environment["NO_COLOR"] = "1"
        process.environment = environment
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }

    /// Where the build put the test bundle, and the program beside it.
    private static let products = Bundle.main.bundleURL.path
}
