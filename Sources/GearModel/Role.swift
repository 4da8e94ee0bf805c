/// role NAME "Title" on FRAMEWORK { carries NODE, …  available 12 days }
package struct Role: Sendable {
    package let heading: Heading
    /// -1 where it is unknown, which was reported.
    package let framework: Int
    /// Nodes of the framework, as written; what lies below one is carried with it.
    package let carries: [Int]
    /// How much time there is for the tasks of one plan.
    package let available: WorkTime?
    /// A part of it was not understood, which was reported.
    package let isBroken: Bool
}

/// An amount of work: `12 days`, `4 hours`.
package struct WorkTime: Sendable, Equatable {
    package enum Unit: String, Sendable, CaseIterable {
        case day, days, hour, hours

        var isDays: Bool { self == .day || self == .days }
    }
    package let amount: Rational
    package let unit: Unit

    /// What a day of work is taken for.
    package static let hoursOfDay = 8.0

    package var days: Double { unit.isDays ? amount.double : amount.double / Self.hoursOfDay }
}

extension Model {
    /// Of a framework's nodes, the roles that carry each, itself or through one above it.
    package func carriers(in framework: Int) -> [[Int]] {
        let nodes = frameworks[framework].nodes
        var carriers = [[Int]](repeating: [], count: nodes.count)
        for (place, role) in roles.enumerated() where role.framework == framework {
            for carried in role.carries {
                for node in carried..<max(nodes[carried].end, carried + 1) where carriers[node].last != place {
                    carriers[node].append(place)
                }
            }
        }
        return carriers
    }
}
