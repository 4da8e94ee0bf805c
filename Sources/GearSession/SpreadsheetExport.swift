import GearExchange
import GearModel
import GearSource
import GearTable

extension Session {
    /// A framework as a spreadsheet. nil after a finding.
    ///
    /// - Parameter name: of the framework, where the program has several.
    package func outlineTable(framework name: String?) -> Table? {
        let headings = model.frameworks.map(\.heading)
        return place("framework", named: name, among: headings).map {
            Outline($0, of: program, in: headings[$0].location.file).table
        }
    }

    /// A survey as a spreadsheet. nil after a finding.
    ///
    /// - Parameter name: of the survey, where the program has several.
    package func questionTable(survey name: String?) -> Table? {
        place("survey", named: name, among: model.surveys.map(\.heading)).map { QuestionList($0, of: program).table }
    }
}
