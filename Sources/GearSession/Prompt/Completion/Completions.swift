/// What could stand at a place in a text that is being typed.
package struct Completions {
    package struct Word {
        package let text: String
        /// A title, a type, or what else tells it from the others; empty where nothing is to be said.
        package let about: String
        /// What always comes after it, such as the `(` of a function.
        package let suffix: String

        package init(_ text: String, _ about: String = "", suffix: String = "") {
            self.text = text
            self.about = about
            self.suffix = suffix
        }
    }

    /// Where the word to be completed begins, in bytes.
    package let start: Int
    /// Those that begin as what is typed does, in the order in which they are shown.
    package var words: [Word]
    /// What belongs after the word if there is only one.
    package var suffix: String
    /// What is to be said above the words: how the function is written whose brackets are open, or what is wanted where
    /// nothing can be listed. Empty: nothing.
    package var note: String

    package init(start: Int, words: [Word] = [], suffix: String = "", note: String = "") {
        self.start = start
        self.words = words
        self.suffix = suffix
        self.note = note
    }
}
