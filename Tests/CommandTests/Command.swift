import Foundation
import GearTesting
import Testing

/// A folder with files and the built program in it.
struct Command {
    let scratch: Scratch

    /// `files` by name; folders are made as needed.
    init(_ files: [String: String] = [:]) throws {
        scratch = try Scratch()
        for (name, text) in files {
            let folder = scratch.folder.appending(path: name).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try scratch.write(text, to: name)
        }
    }

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// A line of shell; its standard output and error apart.
    func callAsFunction(_ line: String) throws -> Outcome {
        let outcome = try scratch.run("{ \(line)\n} 2>.errors")
        return Outcome(status: outcome.status, output: outcome.output, errors: try text(of: ".errors"))
    }

    func text(of name: String) throws -> String {
        String(decoding: try Data(contentsOf: scratch.folder.appending(path: name)), as: UTF8.self)
    }

    /// The names of what is in the folder, hidden files left out.
    var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).filter { !$0.hasPrefix(".") }
                .sorted()
        }
    }

    /// A survey of two districts with answers, and a rule.
    static let district = [
        "district.gear": """
        framework office "Office" {
          gear data "Data" {
            tag use "Use"
            tag care "Care"
          }
        }
        dimension district "District"
        source team "Team"
        source teacher "Teachers"
        scale agreement "Agreement" {
          1 "No"
          2 "Half"
          3 "Yes"
          favourable 3
        }
        survey readiness "Readiness" on office {
          asks team, teacher
          scale agreement
          question q1 "We use them" -> data.use
          question q2 "We lose them" reverse -> data.care
        }
        scoring mastery on office {
          person = mean(answers) needs 50%
          own    = mean(persons)
          node   = mean(parts)
          bands low < 2, high
        }
        data fall from "fall.csv" for readiness {
          respondent: column "id"
          district:   column "district"
          source:     column "as"
        }
        /// The gears.
        show scores by district | where layer == gear | select district, source, score
        test "reverse-keyed questions flip" {
          answers readiness { a team { q2: 1 } }
          expect score(data.care) == 3
        }
        """,
        "fall.csv": """
        id,district,as,q1,q2
        a,d1,team,3,1
        b,d1,teacher,1,3
        c,d1,teacher,2,2
        d,d2,teacher,3,9
        e,d2,principal,1,1
        """,
    ]
}
