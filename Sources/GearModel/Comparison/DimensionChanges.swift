import GearSource

extension Comparing {
    mutating func compareDimensions() {
        compareNamed(
            "dimension", matches.dimensions, old.dimensions.map(\.heading), new.dimensions.map(\.heading),
            removal: .queries, "whatever splits by it no longer can")
        for pair in matches.dimensions.pairs {
            let (before, after) = (old.dimensions[pair.old], new.dimensions[pair.new])
            let (outer, nowOuter) = (dimension(before.within, old), dimension(after.within, new))
            if outer != nowOuter {
                note(
                    .nested, named("dimension", before.heading, after.heading), outer ?? "none", nowOuter ?? "none",
                    because: "no score depends on what its values lie in")
            }
        }
    }

    /// A dimension's name in the words of the new version.
    private func dimension(_ place: Int?, _ model: Model) -> String? {
        place.map { name($0, model.dimensions.map(\.heading)) }
    }

    mutating func compareSources() {
        compareNamed(
            "source", matches.sources, old.sources.map(\.heading), new.sources.map(\.heading),
            removal: [.data, .queries], "answers that it gave are set aside")
        for pair in matches.sources.pairs {
            let (before, after) = (old.sources[pair.old], new.sources[pair.new])
            let subject = named("source", before.heading, after.heading)
            noteDataWord(subject, before.heading, after.heading, dimension: "source")
            let (single, nowSingle) = (dimension(before.singlePer, old), dimension(after.singlePer, new))
            if single != nowSingle {
                note(
                    .nested, subject, single.map { "single per \($0)" } ?? "several",
                    nowSingle.map { "single per \($0)" } ?? "several", breaks: .comparability,
                    because: "a source that is single by design has no sampling error: errors and intervals change")
            }
        }
    }

    mutating func compareWaves() {
        compareNamed(
            "wave", matches.waves, old.waves.map(\.heading), new.waves.map(\.heading), removal: [.data, .queries],
            "answers of that round are set aside")
        for pair in matches.waves.pairs {
            let (before, after) = (old.waves[pair.old], new.waves[pair.new])
            let subject = named("wave", before.heading, after.heading)
            noteDataWord(subject, before.heading, after.heading, dimension: "wave")
            if before.start != after.start {
                note(
                    .redated, subject, before.start.description, after.start.description,
                    breaks: [.data, .comparability],
                    because: "dates in files may fall into another wave, and waves may follow in another order")
            }
        }
    }

    // MARK: What they have in common

    private func named(_ noun: String, _ old: Heading?, _ new: Heading?) -> Subject {
        Subject(
            noun: noun, oldPath: old?.name, newPath: new?.name, oldPlace: old?.location, newPlace: new?.location,
            isVersioned: noun != "wave")
    }

    private mutating func compareNamed(
        _ noun: String, _ pairing: Pairing, _ old: [Heading], _ new: [Heading], removal: Breaks, _ reason: String
    ) {
        for place in pairing.removed {
            note(.removed, named(noun, old[place], nil), old[place].title, breaks: removal, because: reason)
        }
        for pair in pairing.pairs {
            let (before, after) = (old[pair.old], new[pair.new])
            let subject = named(noun, before, after)
            if pair.ground == .likeness {
                noteSuspected(subject, breaks: removal, because: reason, help: "keep the name `\(before.name)`")
            }
            // A title of a source or a wave is also a word in files: see `noteDataWord`.
            if noun == "dimension" { compareTexts(subject, before, after) }
        }
        for place in pairing.added {
            note(
                .added, named(noun, nil, new[place]), nil, new[place].title, bump: .minor,
                because: "answers and queries know the others as before")
        }
    }

    /// Sources and waves are known to files by their titles too, unless the binding says what its words mean.
    private mutating func noteDataWord(_ subject: Subject, _ before: Heading, _ after: Heading, dimension: String) {
        if before.doc != after.doc {
            note(.documented, subject, before.doc, after.doc, because: "a doc comment is shown and nothing else")
        }
        guard before.title != after.title else { return }
        let isRead = old.bindings.contains { binding in
            binding.dimensions.contains { name, value in
                guard name == dimension, case .column(_, let mapping) = value else { return false }
                return !mapping.contains { normalised($0.text) == normalised(before.title) }
            }
        }
        let isLost = isRead && normalised(before.title) != normalised(after.title)
        note(
            .retitled, subject, before.title, after.title, breaks: isLost ? .data : [],
            because: isLost
                ? "a column that says “\(before.title)” is no longer understood"
                : "a title is shown, and no bound column is read by it",
            help: isLost
                ? "say in the `data` declaration what the word means: `{ \"\(before.title)\": \(after.name) }`" : nil)
    }
}
