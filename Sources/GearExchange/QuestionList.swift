import GearModel
import GearSource

/// A survey or walkthrough as a spreadsheet has it. Whatever it refers to is called as its own file calls it.
package struct QuestionList: Sendable, Equatable {
    package struct Section: Sendable, Equatable {
        package var name: String
        package var title: String
        package var doc: String?
        /// Lines after `//` that stand before it.
        package var comments: [String] = []
    }

    package struct Target: Sendable, Equatable {
        package var path: String
        package var weight: Rational
    }

    package struct Wording: Sendable, Equatable {
        package var source: String
        package var text: String
    }

    /// The text before a wave, or before a date.
    package struct Earlier: Sendable, Equatable {
        package var text: String
        package var until: String
        package var isComparable: Bool
    }

    package struct Question: Sendable, Equatable {
        package var name: String
        package var title: String
        package var doc: String?
        package var isOpen = false
        /// Its place in `sections`.
        package var section: Int?
        /// nil for open questions.
        package var scale: String?
        package var isReversed = false
        package var targets: [Target] = []
        /// What a rating places visits on: a progression or one of its strands.
        package var rated: String?
        /// Empty if all of the survey's sources are asked.
        package var asks: [String] = []
        package var wordings: [Wording] = []
        package var earlier: [Earlier] = []
        package var formerly: [String] = []
        package var comments: [String] = []
    }

    package var name: String
    package var title: String
    package var doc: String?
    package var isWalkthrough = false
    package var framework: String
    package var asks: [String] = []
    /// Of a walkthrough: what a row stands for.
    package var unit: String?
    package var sections: [Section] = []
    package var questions: [Question] = []
    /// Sources to be declared before the survey.
    package var newSources: [Section] = []
    /// Comments after the last question.
    package var lastComments: [String] = []

    package init(name: String, title: String, framework: String) {
        self.name = name
        self.title = title
        self.framework = framework
    }
}

extension QuestionList {
    /// - Parameters:
    ///   - survey: its place in the model.
    ///   - comments: to be kept, by what they stand before.
    package init(_ survey: Int, of program: Program, comments: KeptComments? = nil) {
        let model = program.model
        let declared = model.surveys[survey]
        let names = Vocabulary(program, in: declared.heading.location.file)
        let framework = model.frameworks[declared.framework]
        self.init(
            name: declared.heading.name, title: declared.heading.title,
            framework: names.frameworks[declared.framework] ?? framework.heading.name)
        doc = declared.heading.writtenDoc
        isWalkthrough = declared.isWalkthrough
        asks = declared.asks.map { names.source($0) }
        unit = declared.isWalkthrough ? declared.unit : nil
        lastComments = comments?.last ?? []
        sections = declared.sections.map {
            Section(
                name: $0.name, title: $0.title, doc: $0.writtenDoc, comments: comments?.lines[$0.location.start] ?? [])
        }
        questions = declared.questions.map { question in
            var written = Question(name: question.heading.name, title: question.heading.title)
            written.doc = question.heading.writtenDoc
            written.isOpen = question.isOpen
            written.section = question.section
            written.scale = question.isOpen ? nil : question.scale.flatMap { names.scales[$0] }
            written.rated = names.rated(question)
            written.isReversed = question.isReversed
            // A criterion says itself what its ratings count for.
            written.targets = (question.criterion == nil ? question.targets : []).map {
                Target(path: framework.name(of: $0.node.node), weight: $0.weight)
            }
            written.asks = (question.asks ?? []).map { names.source($0) }
            written.wordings = question.wordings.map { Wording(source: names.source($0.source), text: $0.text) }
            written.earlier = question.earlier.map {
                Earlier(text: $0.text, until: names.wave($0.until), isComparable: $0.isComparable)
            }
            written.formerly = question.formerly
            written.comments = comments?.lines[question.heading.location.start] ?? []
            return written
        }
    }
}

/// What a file calls the things of a program, by their places in the model.
package struct Vocabulary: Sendable {
    let model: Model
    package let frameworks: [Int: String]
    let sources: [Int: String]
    let scales: [Int: String]
    let waves: [Int: String]
    let progressions: [Int: String]
    let rubrics: [Int: String]

    /// - Parameter file: one of the program's; nil for a new one, which imports what it needs.
    package init(_ program: Program, in file: FileID?) {
        model = program.model
        frameworks = program.writtenNames(.framework, in: file)
        sources = program.writtenNames(.source, in: file)
        scales = program.writtenNames(.scale, in: file)
        waves = program.writtenNames(.wave, in: file)
        progressions = program.writtenNames(.progression, in: file)
        rubrics = program.writtenNames(.rubric, in: file)
    }

    func source(_ place: Int) -> String { sources[place] ?? model.sources[place].heading.name }

    /// What a rating is about; nil for other questions.
    func rated(_ question: GearModel.Question) -> String? {
        question.rated.map { rated($0) } ?? question.criterion.map { rated($0) }
    }

    private func rated(_ thing: RatedThing) -> String {
        let progression = model.progressions[thing.progression]
        let name = progressions[thing.progression] ?? progression.heading.name
        return name + (thing.strand.map { "." + progression.strands[$0].name } ?? "")
    }

    private func rated(_ reference: CriterionReference) -> String {
        let rubric = model.rubrics[reference.rubric]
        return (rubrics[reference.rubric] ?? rubric.heading.name) + "."
            + rubric.criteria[reference.criterion].heading.name
    }

    /// All that a rating can be about.
    var ratedThings: [String] {
        let onRubrics = rubrics.keys.sorted().flatMap { place in
            model.rubrics[place].criteria.indices.map { rated(CriterionReference(rubric: place, criterion: $0)) }
        }
        return onRubrics
            + progressions.keys.sorted().flatMap { place in
                ([nil] + model.progressions[place].strands.indices.map { $0 }).map {
                    rated(RatedThing(progression: place, strand: $0))
                }
            }
    }

    /// The wave at a place in their order; past the last, a date after its start.
    func wave(_ place: Int) -> String {
        if let name = waves[place] { return name }
        let year = model.waves.last.map { min($0.start.year + 1, 9999) } ?? 2000
        return "\(String(repeating: "0", count: 4 - String(year).count))\(year)-12"
    }

    /// Names in order of the model, those of the standard library last as they are last in it.
    static func listed(_ names: [Int: String]) -> [String] { names.sorted { $0.key < $1.key }.map(\.value) }

    /// The place of what a text names: as the file writes it, by its last step, or by title. nil if there is none.
    static func place(_ text: String, _ names: [Int: String], title: (Int) -> String) -> Int? {
        let key = text.folded
        let listed = names.sorted { $0.key < $1.key }
        return listed.first { $0.value == text }?.key ?? listed.first { $0.value.folded == key }?.key
            ?? listed.first {
                $0.value.split(separator: ".").last.map { String($0).foldedHeader } == text.foldedHeader
            }?.key
            ?? listed.first { title($0.key).folded == key }?.key
    }
}
