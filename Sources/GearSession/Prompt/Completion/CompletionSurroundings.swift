import GearModel
import GearSyntax

/// What is declared around the cursor, and so what names there mean.
extension Completer {
    /// The framework that `on` names around the cursor, else the file's.
    var framework: Int? {
        if let named = framework(after: "on") { return named }
        if let head = place.frames.first(where: { $0.head.first?.is("framework") == true })?.head,
            let name = head.dropFirst().first?.text
        {
            return model.frameworks.firstIndex { $0.heading.name == name }
        }
        return session.program.askedFramework
    }

    /// The framework that a clause of a head around the cursor names.
    func framework(after word: String) -> Int? {
        for head in [place.statement] + place.frames.reversed().map(\.head) {
            guard let clause = head.places(where: { $0.is(word) }).last, clause + 1 < head.endIndex else { continue }
            let name = head[(clause + 1)...].leadingPath.text
            if let found = model.frameworks.firstIndex(where: { $0.heading.name == name }) { return found }
        }
        return nil
    }

    /// What a head around the cursor declares, by its name.
    func declared(_ word: String) -> String? {
        place.frames.last { $0.head.first?.is(word) == true }?.head.dropFirst().first?.text
    }

    var progression: Progression? {
        declared("progression").flatMap { name in model.progressions.first { $0.heading.name == name } }
    }

    var rubric: Rubric? {
        declared("rubric").flatMap { name in model.rubrics.first { $0.heading.name == name } }
    }

    var plan: Plan? { declared("plan").flatMap { name in model.plans.first { $0.heading.name == name } } }

    /// Those that the answers around the cursor are of; all if that is not said.
    var asked: [Survey] {
        let heads = [place.statement] + place.frames.reversed().map(\.head)
        let name = heads.first { $0.first?.is("answers") == true }?.dropFirst().first?.text
        let named = model.surveys.filter { $0.heading.name == name }
        return named.isEmpty ? model.surveys : named
    }

    /// The survey that the data around the cursor are for.
    var boundSurveys: [Survey] {
        guard let head = place.frames.last(where: { $0.head.first?.is("data") == true })?.head,
            let clause = head.places(where: { $0.is("for") }).last
        else { return model.surveys }
        let name = head[(clause + 1)...].leadingPath.text
        return model.surveys.filter { $0.heading.name == name }
    }
}
