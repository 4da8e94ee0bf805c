import GearModel
import GearScore
import GearSource
import GearTable

extension Session {
    /// A `data` declaration for a file of answers, guessed from its first rows. nil after a finding.
    ///
    /// - Parameters:
    ///   - name: Of the survey; nil where the program has one.
    ///   - table: Of an SQLite database.
    package func binding(for path: String, survey name: String?, table: String?) -> String? {
        guard let survey = survey(named: name) else { return nil }
        do throws(Diagnostic) {
            var format = try RowFile.Format(path: path)
            if case .sqlite = format { format = .sqlite(table: table) }
            return try BindingProposal(RowFile(path: path, format: format), path: path, survey: survey, model).text
        } catch {
            report([error])
            return nil
        }
    }

    private func survey(named name: String?) -> Int? {
        place("survey", named: name, among: model.surveys.map(\.heading))
    }
}
