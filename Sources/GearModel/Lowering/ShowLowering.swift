import GearSource
import GearSyntax

extension Builder {
    /// All files are checked; only the first one's are kept, to be run.
    func lowerShows() {
        for (place, declaration) in declarations(.show, .explain) {
            guard let subject = subject(declaration, place) else { continue }
            if place.module == 0 {
                model.shows.append(
                    Show(
                        title: declaration.doc ?? "", subject: subject,
                        location: place.location(declaration.range)))
            }
        }
    }

    private func subject(_ declaration: Declaration, _ place: Place) -> Show.Subject? {
        if declaration.kind == .explain { return explanation(declaration, place).map { .explanation($0) } }
        return Clauses(declaration)[.expression]?.arguments.first.flatMap { subject($0.value, place) }
    }

    /// What can be shown: a table or a value; nil after a report.
    func subject(_ expression: Expression, _ place: Place) -> Show.Subject? {
        switch expression.kind {
        case .malformed: return nil
        case .query(let query): return QueryResolver(self, place).resolve(query).map { .query($0) }
        case .path(let path):
            let symbol = symbol(path, from: place.module)
            // A bare word that names no value is most likely meant as a table.
            if symbol.map({ $0.kind == .definition && !isTable($0) }) != true, let query = asQuery(expression) {
                return QueryResolver(self, place).resolve(query).map { .query($0) }
            }
        default: break
        }
        var context = TermContext(place)
        context.allowsCells = true
        context.framework = names.scopes[place.module].framework
        return TermResolver(self, context, expression).resolve(expression).map { .term($0) }
    }
}
