extension Code {
    /// GB0411 on: what surveys, scales and bindings say twice or for nothing.
    static let surveyCheckCodes: [Code] = [
        .unusedDeclaration, .duplicateAnswer, .reverseWithoutSpread, .targetTwice, .sourceNotAsked, .boundTwice,
        .dimensionCycle, .sameStart, .unusedLine, .idleWeighted,
    ]

    package static let unusedDeclaration = Code(
        "GB0411", .warning, "declaration that nothing uses",
        """
        A source that no survey asks, or a scale that no question uses, stands in a file that has surveys. Either \
        something was forgotten, or it is left over.

        Use it or remove it.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        ```
        """)

    package static let duplicateAnswer = Code(
        "GB0412", .error, "answer that means two things",
        """
        A file of answers holds codes, labels or synonyms, and each must lead to one point of the scale or one kind \
        of absence. Capitals and spaces make no difference. Here one word leads to two.

        Change or remove one of them.

        Wrong:
        ```gear
        scale agreement "How far do you agree?" {
          1 "Disagree"
          2 "Neither" also "Disagree"
          3 "Agree"
        }
        ```
        Right:
        ```gear
        scale agreement "How far do you agree?" {
          1 "Disagree"
          2 "Neither" also "Neutral"
          3 "Agree"
        }
        ```
        """)

    package static let reverseWithoutSpread = Code(
        "GB0414", .error, "reversal of a scale without spread",
        """
        `reverse` turns an answer within the scale: the least value becomes the greatest. All points of this scale \
        have the same value, so there is nothing to turn.

        Give the points their values, or remove `reverse`.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        scale seen "Was it seen?" {
          no "No" value 1
          yes "Yes" value 1
        }
        survey readiness "Readiness" on office {
          asks team
          scale seen
          question q1 "Results lie unread" reverse -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        scale seen "Was it seen?" {
          no "No" value 0
          yes "Yes" value 1
        }
        survey readiness "Readiness" on office {
          asks team
          scale seen
          question q1 "Results lie unread" reverse -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        ```
        """)

    package static let targetTwice = Code(
        "GB0415", .error, "node named twice",
        """
        A question points twice at the same node. Its answers would count twice there, which is what a weight is \
        for.

        Remove one of them, or say `weight 2`.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage, data.coverage
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage weight 2
        }
        ```
        """)

    package static let sourceNotAsked = Code(
        "GB0416", .error, "source that is not asked",
        """
        A wording, a file of answers or a test names a source that the survey does not ask. Either the survey's \
        `asks` is incomplete, or another source is meant.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team
          scale std.agreement5
          question q1 "We use results soon" for teacher "My results come soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" for teacher "My results come soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        ```
        """)

    package static let boundTwice = Code(
        "GB0417", .error, "value given twice",
        """
        The same thing is given twice: a column of a file bound in two ways, a text translated to two values, a \
        question answered twice by one respondent, a dimension named twice.

        Keep one of them.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mild on office {
          own = mean(answers)
          node = mean(parts)
        }
        test "one answer counts" {
          answers readiness { r1 team { q1: 4, q1: 5 } }
          expect score(data.rhythm, source: team) == 4
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mild on office {
          own = mean(answers)
          node = mean(parts)
        }
        test "one answer counts" {
          answers readiness { r1 team { q1: 4 } }
          expect score(data.rhythm, source: team) == 4
        }
        ```
        """)

    package static let dimensionCycle = Code(
        "GB0418", .error, "dimension within itself",
        """
        `within` says that the values of one dimension lie in those of another, as schools in districts. Followed \
        from here, it leads back: the unit would lie in itself.

        Remove one `within`: the largest unit lies within nothing.

        Wrong:
        ```gear
        dimension district "District" within school
        dimension school "School" within district
        ```
        Right:
        ```gear
        dimension district "District"
        dimension school "School" within district
        ```
        """)

    package static let sameStart = Code(
        "GB0419", .warning, "waves that start together",
        """
        Waves are put in order by their start. Two with the same start have no order in time, so where a rule's \
        `time` asks for one, their scores are averaged and count as one wave.

        Say the start more exactly, to the month or the day.

        Wrong:
        ```gear
        wave fall "Fall" 2015
        wave spring "Spring" 2015
        ```
        Right:
        ```gear
        wave spring "Spring" 2015-03
        wave fall "Fall" 2015-10
        ```
        """)

    package static let unusedLine = Code(
        "GB0420", .warning, "line that nothing gathers",
        """
        The rule says how one respondent is scored, and no other line gathers `persons`. The line, and what it \
        `needs`, has no effect.

        Write `own = mean(persons)`, or remove the line.

        Wrong:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mild on office {
          person = mean(answers) needs 50%
          own = mean(answers)
          node = mean(parts)
        }
        ```
        Right:
        ```gear
        framework office "Office" {
          gear data "Data" {
            tag rhythm "Results are used in two weeks"
            tag coverage "Every objective has a check"
          }
        }
        source team "District team"
        source teacher "Teachers"
        survey readiness "Readiness" on office {
          asks team, teacher
          scale std.agreement5
          question q1 "We use results soon" -> data.rhythm
          question q2 "We check every objective" -> data.coverage
        }
        scoring mild on office {
          person = mean(answers) needs 50%
          own = mean(persons)
          node = mean(parts)
        }
        ```
        """)

    package static let idleWeighted = Code(
        "GB0421", .warning, "`weighted` that changes nothing",
        """
        `weighted` lets each element of a line count by the weight that the program declares for it. Answers (and \
        questions, and all that is below) have the weights of their targets, parts those of their nodes. Persons, \
        groups and waves have none, and `min`, `max` and `count` come to the same whatever the weights are. The \
        sampling weights of respondents come with the data and count in every line.

        Write `weighted` in the line that gathers what has the weights, or remove it.

        Wrong:
        ```gear
        scoring mild {
          person = mean(answers)
          own = mean(persons) weighted
          node = mean(parts)
        }
        ```
        Right:
        ```gear
        scoring mild {
          person = mean(answers) weighted
          own = mean(persons)
          node = mean(parts)
        }
        ```
        """)
}
