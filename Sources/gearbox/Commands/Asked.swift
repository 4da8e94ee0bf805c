import ArgumentParser

/// What is asked, in quotes or in a file of its own, and then the program that it is asked of.
struct Asked {
    /// nil: it is in the file of `--query-file`.
    let text: String?
    let file: String

    /// - Parameters:
    ///   - what: with its article, such as `a pipeline`.
    ///   - example: how both are written.
    init(_ arguments: [String], queryFile: String?, what: String, example: String) throws {
        guard arguments.count == (queryFile == nil ? 2 : 1), let file = arguments.last else {
            throw ValidationError(
                queryFile == nil
                    ? "name \(what) and then a file: \(example)" : "with --query-file, name only the program")
        }
        self.file = file
        text = queryFile == nil ? arguments[0] : nil
    }
}
