import GearModel
import GearTable

extension Evaluator {
    /// A row a role: what it carries, the days it has and the days that the tasks take of which it is the owner;
    /// columns as `TableSchema.roles`.
    func roles() -> Table {
        var tasks = [Int](repeating: 0, count: model.roles.count)
        var efforts = [Double](repeating: 0, count: model.roles.count)
        for task in model.plans.lazy.flatMap(\.tasks) {
            guard let owner = task.owner else { continue }
            tasks[owner] += 1
            efforts[owner] += task.effort?.days ?? 0
        }
        func carried(_ role: Role) -> String? {
            guard model.frameworks.indices.contains(role.framework) else { return nil }
            return role.carries.map { model.frameworks[role.framework].name(of: $0) }.joined(separator: ", ").ifWritten
        }
        return Table([
            model.column("role", .dimension(Dimension.ofRoles), model.roles.map(\.heading.name)),
            model.column("title", .text, model.roles.map(\.heading.title.ifWritten)),
            model.column("carries", .text, model.roles.map(carried)),
            Column("available", .number, of: model.roles) { $0.available.map { .number($0.days) } },
            Column("effort", .number, of: efforts) { .number($0) },
            Column("tasks", .integer, of: tasks) { .integer($0) },
            model.column(
                "framework", .text,
                model.roles.map { role in
                    model.frameworks.indices.contains(role.framework)
                        ? model.frameworks[role.framework].heading.name : nil
                }),
        ])
    }
}
