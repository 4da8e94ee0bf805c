import GearSource
import GearSyntax

/// size: column "pupils"
/// number size: column "pupils"
extension BindingLowering {
    mutating func bindAttribute(_ name: Name, _ value: Expression, isNumber: Bool) {
        let location = place.location(name.range)
        if Builder.columnNames.contains(name.text) {
            builder.report(
                .takenName, "an attribute cannot be called `\(name.text)`", at: location,
                why: "a table of scores or answers has this column itself", help: "choose another name")
            return
        }
        guard let column = column(value) else { return }
        let others = builder.model.bindings.lazy.flatMap(\.attributes)
        if let other = others.first(where: { $0.name == name.text && $0.isNumber != isNumber }) {
            builder.report(
                .boundTwice, "`\(name.text)` is a number in one place and a text in another", at: location,
                help: "write `number` before it in both, or in neither",
                related: [Label(other.location, "the other one")])
            return
        }
        binding.attributes.append(
            Attribute(name: name.text, column: column, isNumber: isNumber, location: location))
    }

    mutating func bindNumber(_ name: Name, _ value: Expression, _ mapping: Clause?) {
        let location = place.location(name.range)
        guard case .dimension = binding.subject else {
            builder.report(
                .clauseNotHere, "only attributes of a dimension's values are numbers", at: location,
                help: "write `number` in `data … for dimension …`, or leave it out here")
            return bind(name, [value], value, mapping)
        }
        if isDimension(name.text) || Self.entryNames.contains(name.text) {
            builder.report(
                .clauseNotHere, "`\(name.text)` is no attribute, and cannot be a number", at: location,
                why: isDimension(name.text) ? "the values of dimensions are names" : "it is bound as what it is called",
                help: "leave `number` out, or choose another name")
            return bind(name, [value], value, mapping)
        }
        bindAttribute(name, value, isNumber: true)
    }
}
