import Foundation
import GearTesting
import Testing

/// A file in `Fixtures` that holds what a test expects.
enum Fixture {
    static func expect(_ text: String, _ name: String, at place: SourceLocation = #_sourceLocation) throws {
        let path = "Tests/GearReportTests/Fixtures/\(name)"
        if Repository.isRecording {
            try Data(text.utf8).write(to: Repository.url(path))
            Issue.record("recorded \(name)", sourceLocation: place)
        } else {
            let expected = try Repository.text(path)
            #expect(text == expected, sourceLocation: place)
        }
    }
}
