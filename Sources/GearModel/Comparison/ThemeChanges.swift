import GearSource

extension Comparing {
    mutating func compareThemes() {
        for place in matches.themes.removed {
            let theme = old.themes[place].heading
            note(
                .removed, subject(theme, nil), theme.title, breaks: .queries,
                because: "whatever names it no longer finds it")
        }
        for pair in matches.themes.pairs {
            let (before, after) = (old.themes[pair.old], new.themes[pair.new])
            if pair.ground == .likeness {
                noteSuspected(
                    subject(before.heading, after.heading), breaks: .queries,
                    because: "whatever names the old one no longer finds it", help: "keep the name")
            }
            compareTexts(subject(before.heading, after.heading), before.heading, after.heading)
            compareEntries(before, after)
        }
        for place in matches.themes.added {
            let theme = new.themes[place].heading
            note(.added, subject(nil, theme), nil, theme.title, bump: .minor, because: "nothing relied on it")
        }
    }

    private mutating func compareEntries(_ before: Theme, _ after: Theme) {
        let pairing = Pairing(before.entries, after.entries)
        func subject(_ old: Heading?, _ new: Heading?) -> Subject {
            Subject(
                noun: "entry", oldPath: old.map { before.heading.name + "." + $0.name },
                newPath: new.map { after.heading.name + "." + $0.name }, oldPlace: old?.location,
                newPlace: new?.location)
        }
        for place in pairing.removed {
            let entry = before.entries[place]
            note(
                .removed, subject(entry, nil), entry.title, breaks: .queries,
                because: "whatever names it no longer finds it")
        }
        for pair in pairing.pairs {
            let (old, new) = (before.entries[pair.old], after.entries[pair.new])
            compareTexts(subject(old, new), old, new)
        }
        for place in pairing.added {
            let entry = after.entries[place]
            note(.added, subject(nil, entry), nil, entry.title, bump: .minor, because: "nothing relied on it")
        }
    }

    private func subject(_ old: Heading?, _ new: Heading?) -> Subject {
        Subject(
            noun: "theme", oldPath: old?.name, newPath: new?.name, oldPlace: old?.location, newPlace: new?.location)
    }
}
