import GearScore
import GearSource

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

    /// Whether what was read is kept beside the data, and taken from there.
    package enum CacheUse: Sendable {
        case none
        /// A file of answers that looks as it did and was at rest then is taken to hold what it did.
        case trusting
        /// Every file of answers is read, only not understood, to see that its content is the same.
        case verifying
    }

    package var dataFiles: [DataFile] = []
    package var cache = CacheUse.none
    /// Told of a file that has to be removed if the process ends now, and when it is gone.
    package var noteTemporary: @Sendable (_ path: String, _ isBegun: Bool) -> Void = { _, _ in }
    /// For reading and for scoring.
    package var threads = 2
    /// The day by which lateness is measured; nil: the start of the last wave.
    package var asOf: CalendarDate?
    /// Where to note what is set aside; nil if nobody wants to know.
    package var rejects: RejectLog?
    /// Off in tests alone: whether enough is hidden that what is too small cannot be worked out.
    package var hidesComplementary = true

    package init() {}

    var intake: IntakeOptions {
        var options = IntakeOptions()
        options.threads = threads
        if let rejects { options.reject = { rejects.add($0) } }
        return options
    }
}
