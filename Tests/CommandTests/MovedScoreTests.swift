import Foundation
import GearTesting
import Testing

/// gearbox diff --scores: that a change is found to move what it moves, whatever it is about.
@Suite struct MovedScoreTests {
    static let files = [
        "office.gear": """
        framework office "Office" {
          gear data "Data" {
            tag use "Use"
            tag care "Care"
          }
          gear people "People" {
            tag roles "Roles"
          }
        }
        dimension district "District"
        source team "Team"
        source teacher "Teachers"
        scale agreement "Agreement" {
          1 "No"
          2 "Half"
          3 "Yes"
        }
        scale other "Agreement as well" {
          1 "No"
          2 "Half"
          3 "Yes" value 9
        }
        survey readiness "Readiness" on office {
          asks team, teacher
          scale agreement
          question q1 "We use them" -> data.use
          question q2 "We know how" -> data.use
          question q3 "We lose them" reverse -> data.care
          question q4 "They are kept" -> data.care, data.use
          question q5 "Who does what is clear" -> people.roles
        }
        scoring mastery on office {
          person = mean(answers) weighted needs 50%
          own    = mean(persons)
          node   = mean(parts)
          framework = mean(parts) weighted
        }
        data fall from "fall.csv" for readiness {
          respondent: column "id"
          district:   column "district"
          source:     column "as"
        }
        """,
        "fall.csv": """
        id,district,as,q1,q2,q3,q4,q5,q6
        a,d1,team,3,1,1,2,1,1
        b,d1,teacher,1,3,3,2,2,1
        c,d1,teacher,2,,2,1,3,2
        d,d1,teacher,1,1,1,1,3,2
        e,d2,teacher,3,1,3,3,3,3
        f,d2,teacher,1,2,,1,3,3
        g,d2,principal,2,2,2,2,2,2
        h,d2,team,1,1,3,3,1,1
        """,
    ]

    /// Old or new file, edited by sed: a change that stands alone is the whole cause, and nothing is left over for what
    /// changes do together; in both directions.
    @Test(arguments: [
        "s/ reverse//", "s/needs 50%/needs 100%/", "s/node   = mean(parts)/node   = max(parts)/",
        "s/own    = mean(persons)/own    = median(persons)/", "s/person = mean(answers)/person = min(answers)/",
        "s/  own /  gear = min(parts)\\n  own /", "s/  own /  sources team 1, teacher 2\\n  own /",
        "s/  own /  across district = mean(groups)\\n  own /", "s/  own /  rescale 0..100\\n  own /",
        "s/framework = mean/framework = max/", "s/2 \"Half\"$/2 \"Half\" value 2.5/", "/2 \"Half\"/d",
        "s/scale agreement$/scale other/",
        "s/-> people.roles/-> data.care/", "s/-> data.care, data.use/-> data.care/",
        "s/-> data.care, data.use/-> data.care weight 3, data.use/",
        "s/gear data \"Data\"/gear data \"Data\" weight 3/", "/question q2/d", "s/question q2/question q9/",
        "s/question q5 \\(.*\\) -> people.roles/open q5 \\1/",
        "s/  question q5/  question q6 \"All agree\" -> people.roles\\n  question q5/",
        "s/gear people/gear more \"More\" {\\n    tag last \"Last\"\\n  }\\n  gear people/; s/-> people.roles/-> more.last/",
        "s/tag roles/tag trust \"Trust\"\\n    tag roles/; s/-> data.use$/-> data.use, people.trust/",
        "/tag care/d; s/-> data.care, data.use/-> data.use/; s/-> data.care/-> data.use/",
        "/tag care/d; s/tag roles/tag care \"Care\" formerly data.care\\n    tag roles/; s/data.care,/people.care,/; s/-> data.care/-> people.care/",
        "s/asks team, teacher/asks teacher/", "s/-> people.roles/asks teacher -> people.roles/",
        "s/source:     column \"as\"/source:     column \"as\" { \"principal\": teacher }/",
        "s/gear data \"Data\"/gear evidence \"Data\" formerly data/; s/data\\.\\(use\\|care\\)/evidence.\\1/g; s/ reverse//",
    ])
    func aChangeAloneIsTheWholeCause(edit: String) throws {
        let command = try Command(Self.files)
        let made = try command("sed -e '\(edit)' office.gear > edited.gear; gearbox check edited.gear")
        try #require(!made.output.contains("error["), "\(made)")
        for sides in ["office.gear edited.gear", "edited.gear office.gear"] {
            let outcome = try command("gearbox diff \(sides) --scores --format json")
            let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            let rows = try #require(json?["scores"] as? [[String: Any]], "\(outcome)")
            #expect(!rows.isEmpty, "\(sides) \(outcome)")
            for row in rows {
                #expect(row["cause"] as? String != "together", "\(sides) \(row)")
                guard let moved = row["moved"] as? Double, let alone = row["alone"] as? Double else { continue }
                #expect(abs(moved - alone) < 1e-9, "\(sides) \(row)")
            }
        }
    }
}
