import GearTable

/// A JSON value (RFC 8259) on its way to being printed; the members of an object keep their order.
indirect enum JSON: Sendable {
    case null
    case text(String)
    case number(Int)
    /// One that is finite.
    case decimal(Double)
    case boolean(Bool)
    case list([JSON])
    case object([(name: String, value: JSON)])

    /// Null where there is none.
    static func text(orNull text: String?) -> JSON { text.map { .text($0) } ?? .null }

    /// On one line.
    func write(to output: inout [UInt8]) {
        switch self {
        case .null: output += "null".utf8
        case .text(let text): output += JSONText.quoted(text)
        case .number(let number): output += String(number).utf8
        case .decimal(let number): output += number.shortest.utf8
        case .boolean(let value): output += (value ? "true" : "false").utf8
        case .list(let elements):
            output.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                element.write(to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (place, member) in members.enumerated() {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                output += JSONText.quoted(member.name)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    var bytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    /// A list with a line for each element, so that two versions of it can be compared.
    static func lines(_ elements: [JSON]) -> [UInt8] {
        let lines = elements.map { Array("\n  ".utf8) + $0.bytes }
        return [UInt8(ascii: "[")] + lines.joined(separator: [UInt8(ascii: ",")])
            + (elements.isEmpty ? "]" : "\n]").utf8
    }
}
