/// The words that mean something, where they may stand. Those of expressions alone are reserved.
package enum Keyword: String, CaseIterable, Sendable {
    // declarations
    case `import`, on, framework, gear, tag, lookfor, theme, dimension, wave, source, scale, absent
    case survey, section, question, open, walkthrough, observe, scoring, data, define, show, test, answers, expect
    case explain, settings
    case cases, program
    case progression, strand, level, to, rate, goal, reach, rubric, criterion
    case role, plan, focus, task
    case crosswalk, resource, playlist
    // clauses
    case version, license, layers, weight, builds, `in`, formerly, within, from, `for`, invited, `as`, single, per
    case also, value, favourable, asks, unit, reverse, was, until, comparable, hide
    case using, move, up, stay, requires
    case carries, available, owner, effort, start, due, steps, raises, after, win
    case same, covers, part, related, confidence
    case kind, url, minutes, vetted, teaches, adapts, without, amend
    case rescale, bands, mastered, when, weighted, needs, across, sources, ignore, unlisted, number
    // pipelines
    case of, by, under, toward, compare, paired, via, `where`, select, derive, sort, take, group, join, keep, all, pivot
    case what, `if`
    case chart, bars, distribution, heatmap, lines, sparklines
    // explanations
    case since, depth
    // expected findings
    case error, warning, note
    // expressions
    case and, or, not, `is`, missing, hidden, `true`, `false`, column, columns

    /// Words of expressions: no name can be one of them.
    package var isReserved: Bool {
        switch self {
        case .and, .or, .not, .in, .is, .missing, .hidden, .true, .false: true
        default: false
        }
    }

    package var spelling: String { rawValue }
}

/// Words by their bytes, without making a `String`.
struct KeywordTable: Sendable {
    /// A word of up to 16 bytes: its first eight, its last eight if it is longer than those, and its length.
    private struct Spelling: Equatable {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        var length = 0

        init(_ bytes: [UInt8], _ start: Int, _ end: Int) {
            length = end - start
            for index in start..<min(end, start + 8) { head = head << 8 | UInt64(bytes[index]) }
            if length > 8 { for index in end - 8..<end { tail = tail << 8 | UInt64(bytes[index]) } }
        }

        var slot: Int { Int(((head ^ (tail &* 31)) &* 0x9E37_79B9_7F4A_7C15) >> 55) }
    }

    static let shared = KeywordTable()
    private var slots: [(spelling: Spelling, keyword: Keyword)?] = Array(repeating: nil, count: 512)

    private init() {
        for keyword in Keyword.allCases {
            let spelling = Spelling(Array(keyword.spelling.utf8), 0, keyword.spelling.utf8.count)
            var slot = spelling.slot
            while slots[slot] != nil { slot = (slot + 1) & 511 }
            slots[slot] = (spelling, keyword)
        }
    }

    func keyword(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Keyword? {
        guard end - start <= 16 else { return nil }
        let spelling = Spelling(bytes, start, end)
        var slot = spelling.slot
        while let entry = slots[slot] {
            if entry.spelling == spelling { return entry.keyword }
            slot = (slot + 1) & 511
        }
        return nil
    }
}
