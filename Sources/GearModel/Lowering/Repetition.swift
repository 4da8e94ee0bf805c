import GearSource
import GearSyntax

extension Builder {
    /// Takes away what stands in a list a second time in the very same words, with the comma or line break before it.
    /// nil if the words differ, or a comment lies between: then somebody has to choose.
    func removal(ofRepeated range: ByteRange, in arguments: [Argument], _ place: Place) -> Fix? {
        let source = modules[place.module].tree.source
        guard let index = arguments.firstIndex(where: { $0.range.contains(range.lowerBound) }), index > 0,
            case let repeated = arguments[index],
            case let text = source.text(repeated.range),
            arguments[..<index].contains(where: { source.text($0.range) == text }),
            case let start = arguments[index - 1].range.upperBound, start <= repeated.range.lowerBound,
            source.text(start..<repeated.range.lowerBound).allSatisfy({ $0 == "," || $0.isWhitespace })
        else { return nil }
        return Fix("remove it", [Edit(place.location(start..<repeated.range.upperBound), "")], isSafe: true)
    }
}
