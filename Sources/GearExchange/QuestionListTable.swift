import GearModel
import GearTable

extension QuestionList {
    /// A row for the survey, for each section and each question. Columns in which nothing would stand are left out.
    package var table: Table {
        var rows: [[String: String]] = [heading]
        var next = 0
        for question in questions {
            while let section = question.section, next <= section {
                rows.append(Self.row(sections[next]))
                next += 1
            }
            rows.append(row(question, hasSections: next > 0))
        }
        rows += sections.dropFirst(next).map(Self.row)
        let wordings = Set(questions.flatMap { $0.wordings.map(\.source) }).sorted().map(QuestionHeader.wording)
        let columns = QuestionHeader.Column.allCases.map(\.rawValue) + wordings
        return Table(texts: columns.filter { column in rows.contains { $0[column] != nil } }, rows)
    }

    private typealias Row = [String: String]

    private var heading: [String: String] {
        var row: Row = [:]
        row[.kind] = isWalkthrough ? "walkthrough" : "survey"
        row[.name] = name
        row[.question] = WrittenTitle.cell(title, name: name)
        row[.tags] = framework
        row[.sources] = asks.joined(separator: "; ")
        row[.unit] = unit
        row[.notes] = doc
        return row
    }

    private static func row(_ section: Section) -> [String: String] {
        var row: Row = [:]
        row[.kind] = "section"
        row[.name] = section.name.isEmpty ? nil : section.name
        row[.section] = WrittenTitle.cell(section.title, name: section.name)
        row[.notes] = section.doc
        return row
    }

    private func row(_ question: Question, hasSections: Bool) -> [String: String] {
        var row: Row = [:]
        row[.kind] = question.isOpen ? "open" : question.rated != nil ? "rate" : isWalkthrough ? "observe" : "question"
        row[.name] = question.name
        row[.question] = WrittenTitle.cell(question.title, name: question.name)
        if let section = question.section {
            row[.section] = WrittenTitle.cell(sections[section].title, name: sections[section].name)
        } else if hasSections {
            row[.section] = "-"
        }
        let targets =
            question.rated.map { [$0] }
            ?? question.targets.map { target in
                target.path + (target.weight == .one ? "" : " weight " + (target.weight.decimal ?? "1"))
            }
        row[.tags] = targets.isEmpty ? nil : targets.joined(separator: "; ")
        row[.reverse] = question.isReversed ? "yes" : nil
        row[.scale] = question.scale
        row[.sources] = question.asks.isEmpty ? nil : question.asks.joined(separator: "; ")
        row[.formerly] = question.formerly.isEmpty ? nil : question.formerly.joined(separator: "; ")
        row[.notes] = question.doc
        let earlier = question.earlier.map {
            [GearText.quoted($0.text), "until \($0.until)", $0.isComparable ? "comparable" : ""].spaced
        }
        row[.was] = earlier.isEmpty ? nil : earlier.joined(separator: "\n")
        for wording in question.wordings { row[QuestionHeader.wording(of: wording.source)] = wording.text }
        return row
    }
}

extension [String: String] {
    fileprivate subscript(column: QuestionHeader.Column) -> String? {
        get { self[column.rawValue] }
        set { self[column.rawValue] = newValue }
    }
}
