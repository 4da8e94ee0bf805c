import GearScore

/// What the command line says about a session, beyond the program.
package struct SessionOptions: Sendable {
    /// `--data NAME=PATH`: a file in place of those that a survey's (or one `data` declaration's) binding names.
    package struct DataFile: Sendable {
        package let name: String
        package let path: String

        package init(name: String, path: String) {
            self.name = name
            self.path = path
        }
    }

    package var dataFiles: [DataFile] = []
    package var intake = IntakeOptions()

    package init() {}
}
