extension Code {
    /// Every code there is, by range. Each file of `Catalogue/` holds one range:
    /// its codes as `package static let`s, and the array that lists them here.
    ///
    /// An explanation says what the finding means, why it matters and what to do, and ends with two
    /// fenced `gear` blocks: after the line `Wrong:` a program that gets the finding, after `Right:`
    /// one that does not.
    package static let all: [Code] =
        textCodes + syntaxCodes + nameCodes + typeCodes + checkCodes + dataCodes + queryCodes
        + statisticsCodes + hidingCodes + scoreCodes + testCodes
        + commandCodes + revisionCodes + settingCodes + spreadsheetCodes + promptCodes + versionCodes

    /// The code with an id such as `GB0203` (in either case), or nil.
    package static func named(_ id: String) -> Code? {
        let id = id.uppercased()
        return all.first { $0.id == id }
    }
}
