/// What a machine can mend of a finding.
package enum FixKind: Sendable {
    /// Sometimes or always; the program keeps its meaning, or gets the only one it can have had.
    case safe
    /// What was probably meant: to be read before it counts.
    case unsafe
    /// Some places safely, others not.
    case either

    /// For `gearbox help`.
    package var explanation: String {
        switch self {
        case .safe: "Fix: `gearbox check --fix` mends it where only one thing can have been meant; that is safe."
        case .unsafe:
            "Fix: `gearbox check --fix --unsafe-fixes` writes what was probably meant; look at it with `--diff` first."
        case .either:
            "Fix: `gearbox check --fix` mends it where that is safe, and with `--unsafe-fixes` writes elsewhere what was "
                + "probably meant; look at it with `--diff` first."
        }
    }
}

extension Code {
    /// nil if only the author can know what to do.
    package var fixes: FixKind? { Self.fixKinds[self] }

    private static let fixKinds: [Code: FixKind] = [
        .foreignCharacter: .either, .unknownEscape: .safe, .foreignQuotes: .safe, .malformedNumber: .safe,
        .malformedDate: .unsafe,
        .unknownDeclaration: .unsafe, .unknownClause: .unsafe, .missingPart: .unsafe, .unexpected: .either,
        .strayBrace: .unsafe,
        .sharedLine: .safe, .reservedName: .unsafe, .malformedName: .unsafe, .wrongSign: .safe, .unknownStage: .unsafe,
        .repeatedClause: .safe, .idleDoc: .safe,
        .unknownName: .unsafe, .unknownNode: .unsafe, .wrongKind: .unsafe, .unknownTable: .unsafe,
        .unknownColumn: .unsafe, .unknownFunction: .unsafe, .unknownConstant: .unsafe, .unknownValue: .unsafe,
        .wrongShape: .safe, .comparedWithMissing: .safe, .emptyRange: .unsafe,
        .emptyText: .unsafe, .targetTwice: .safe, .boundTwice: .safe,
        .missingClause: .unsafe, .adaptedNodeGone: .unsafe, .adaptedVersion: .unsafe,
        .noSuchFile: .unsafe, .unusedAllowance: .safe,
    ]
}
