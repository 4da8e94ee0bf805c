// The hand-written bound: a scorer for exactly the files of this bench, as fast as plain Swift was found to be here.
//
// usage: bound long|wide|labels ANSWERS.csv FOLDER   prints scores by district, source and wave as CSV
//        bound bytes FILE                            only adds the file up, eight bytes at a time
//
// FOLDER holds targets.csv and tags.csv. The first is the limit for a scorer, the second for whoever reads all bytes.
//
// It knows beforehand which names and answers there are, that no name has more than eight bytes, that questions come in
// their order where they are columns, and that nobody answers twice. It knows no quotes, no checks, no errors, no people.
// Two threads take turns in reading blocks of a file; each adds answers up by group and question, which are joined and
// averaged up the tree at the end.
import Glibc
import Synchronization

typealias Bytes = UnsafePointer<UInt8>

let newline = UInt8(ascii: "\n")
let sources = ["team", "teacher", "observer"]
let waves = ["fall14", "spring15", "fall15", "spring16"]
let districts = (1...50).map { $0 < 10 ? "d00\($0)" : "d0\($0)" }
/// The answers as they are written, 1 to 5; each is told by its first letter.
let digits = ["1", "2", "3", "4", "5"]
let labels = ["Not at all", "A little", "Half", "Mostly", "Fully"]

// MARK: Reading

/// Reads a file in blocks, on two threads: 256 KiB stay in a core's cache, and copying them there takes less than mapping
/// their pages does.
///
/// - Parameter take: what is done with each block: which thread has it, its bytes, and how many there are. The first byte is
///   the last one before the block, so that it is seen whether a row begins there, and bytes go on a bit behind the block.
func readBlocks(of path: String, _ take: @escaping (_ thread: Int, _ bytes: Bytes, _ count: Int) -> Void) {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { fail(path) }
    let size = Int(lseek(file, 0, SEEK_END))
    let (block, beyond) = (256 << 10, 8 << 10)
    let next = Next()
    func work(_ thread: Int) {
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 + block + beyond)
        buffer[0] = 0
        while true {
            let start = next.place.add(1, ordering: .relaxed).oldValue * block
            guard start < size else { return }
            let before = start == 0 ? 0 : 1
            guard pread(file, buffer + 1 - before, before + block + beyond, start - before) > 0 else { fail(path) }
            take(thread, buffer, min(block, size - start))
        }
    }
    let second = Thread { work(1) }
    work(0)
    second.join()
}

final class Next: Sendable {
    let place = Atomic(0)
}

final class Thread {
    private let work: () -> Void
    private var id = pthread_t()

    init(_ work: @escaping () -> Void) {
        self.work = work
        let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { thread in
            Unmanaged<Thread>.fromOpaque(thread!).takeUnretainedValue().work()
            return nil
        }
        guard pthread_create(&id, nil, start, Unmanaged.passUnretained(self).toOpaque()) == 0 else { fail("thread") }
    }

    func join() { pthread_join(id, nil) }
}

func fail(_ path: String) -> Never {
    perror("bound: \(path)")
    exit(1)
}

@inline(__always) func word(_ bytes: Bytes) -> UInt64 { UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) }

/// The field that begins at `bytes`: its name, moved to the upper bytes of a word, and its length, which is 8 at most.
@inline(__always) func field(_ bytes: Bytes) -> (name: UInt64, length: Int) {
    let name = word(bytes)
    let differs = name ^ 0x2c2c_2c2c_2c2c_2c2c
    // The lowest bit that is set belongs to the first comma.
    let commas = (differs &- 0x0101_0101_0101_0101) & ~differs & 0x8080_8080_8080_8080
    let length = commas.trailingZeroBitCount >> 3
    return (name &<< UInt64(64 &- 8 &* length), length)
}

/// A few names, found in a small table.
struct Names {
    private let slots: UnsafeMutablePointer<(name: UInt64, place: Int)>
    /// How many bytes each name has, 0 if they differ.
    private let width: Int

    init(_ names: [String]) {
        width = Set(names.map(\.utf8.count)).count == 1 ? names[0].utf8.count : 0
        slots = .allocate(capacity: 2048)
        slots.initialize(repeating: (0, 0), count: 2048)
        for (place, name) in names.enumerated() {
            let key = name.utf8.reduce(0) { $0 >> 8 | UInt64($1) << 56 }
            slots[slot(of: key)] = (key, place)
        }
    }

    /// The slot that has the name, or the first free one where it would be.
    @inline(__always) private func slot(of name: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (name &* 0x9e37_79b9_7f4a_7c15) >> 53)
        while slots[slot].name != name && slots[slot].name != 0 { slot = (slot + 1) & 2047 }
        return slot
    }

    /// The place of the name that begins at `bytes`, which go on behind its comma.
    @inline(__always) func place(_ bytes: inout Bytes) -> Int {
        let (name, length) = width > 0 ? (word(bytes) &<< UInt64(64 &- 8 &* width), width) : field(bytes)
        bytes += length + 1
        return slots[slot(of: name)].place
    }
}

// MARK: Counting

/// How often each question was answered in each group, times 65,536, and the sum of these answers: neither comes near
/// 65,536 in the files of this bench.
typealias Cells = UnsafeMutablePointer<UInt32>

let one: UInt32 = 1 << 16

/// A row an answer; a row a respondent with digits, or with labels.
enum Layout: String {
    case long, wide, labels
}

/// Counts the answers of a block.
struct Counting {
    let questions: [String]
    let layout: Layout
    let districtNames = Names(districts), sourceNames = Names(sources), waveNames = Names(waves)
    let questionNames: Names
    /// Each question with its comma as a word of five bytes, as rows of an answer each have them; and one that none equals.
    let asked: UnsafeMutablePointer<UInt64>
    /// By the first byte of a cell: what an answer adds, and the length of the cell with the comma behind it.
    let answers: UnsafeMutablePointer<(adds: UInt32, length: Int)>

    static let groups = districts.count * sources.count * waves.count

    init(_ questions: [String], _ layout: Layout) {
        (self.questions, self.layout, questionNames) = (questions, layout, Names(questions))
        asked = .allocate(capacity: questions.count + 1)
        for (place, name) in (questions + [""]).enumerated() {
            asked[place] = (name + ",").utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        answers = .allocate(capacity: 256)
        answers.initialize(repeating: (0, 1), count: 256)
        for written in [digits, labels] {
            for (place, text) in written.enumerated() {
                answers[Int(text.utf8.first!)] = (one + UInt32(place + 1), text.utf8.count + 1)
            }
        }
    }

    func makeCells() -> Cells {
        calloc(Self.groups * questions.count, MemoryLayout<UInt32>.size).assumingMemoryBound(to: UInt32.self)
    }

    /// Adds the answers of the rows that begin in a block.
    func add(_ bytes: Bytes, _ count: Int, to cells: Cells) {
        let end = bytes + 1 + count
        // The first row of the file is no answer.
        let start = Bytes(memchr(bytes, Int32(newline), count + 1)!.assumingMemoryBound(to: UInt8.self)) + 1
        if layout == .long { addLong(start, end, cells) } else { addWide(start, end, cells) }
    }

    /// The first cell of the group whose names begin at `bytes`, which go on behind them.
    @inline(__always) private func cellsOfGroup(_ bytes: inout Bytes, _ cells: Cells) -> Cells {
        let district = districtNames.place(&bytes)
        let source = sourceNames.place(&bytes)
        let wave = waveNames.place(&bytes)
        return cells + ((district * sources.count + source) * waves.count + wave) * questions.count
    }

    /// Rows of an answer each: that a row is of the respondent before and about the next question is guessed and verified;
    /// where it is not so, every field is looked up.
    private func addLong(_ start: Bytes, _ end: Bytes, _ cells: Cells) {
        var (bytes, group, question) = (start, cells, questions.count - 1)
        // The row before up to its question: its length, 16 to 32 bytes, and its words.
        var (length, a, b, c, d) = (16, 0 as UInt64, 0 as UInt64, 0 as UInt64, 0 as UInt64)
        while bytes < end {
            let asks = bytes + length
            if word(bytes) == a && word(bytes + 8) == b && word(asks - 16) == c && word(asks - 8) == d
                && word(asks) & 0xff_ffff_ffff == asked[question + 1]
            {
                bytes = asks + 5
                question += 1
            } else {
                let row = bytes
                bytes += field(bytes).length + 1
                group = cellsOfGroup(&bytes, cells)
                length = bytes - row
                (a, b, c, d) = (word(row), word(row + 8), word(bytes - 16), word(bytes - 8))
                question = questionNames.place(&bytes)
            }
            if bytes[0] == newline {
                bytes += 1
            } else {
                group[question] &+= one + UInt32(bytes[0] & 7)
                bytes += 2
            }
        }
    }

    /// Rows of a respondent each: an answer is told by its first letter, four that are digits are added at once.
    private func addWide(_ start: Bytes, _ end: Bytes, _ cells: Cells) {
        var bytes = start
        while bytes < end {
            bytes += field(bytes).length + 1
            let group = cellsOfGroup(&bytes, cells)
            var question = 0
            while question < questions.count {
                // Four digits with their commas.
                if layout == .wide && word(bytes) & 0xff10_ff10_ff10_ff10 == 0x2c10_2c10_2c10_2c10 {
                    let four = unsafeBitCast(word(bytes) & 0x0007_0007_0007_0007, to: SIMD4<UInt16>.self)
                    let cells = UnsafeMutableRawPointer(group + question)
                    let sum = cells.loadUnaligned(as: SIMD4<UInt32>.self) &+ SIMD4(truncatingIfNeeded: four) &+ one
                    cells.storeBytes(of: sum, as: SIMD4<UInt32>.self)
                    (bytes, question) = (bytes + 8, question + 4)
                    continue
                }
                let answer = answers[Int(bytes[0])]
                group[question] &+= answer.adds
                bytes += answer.length
                question += 1
            }
        }
    }
}

// MARK: Scoring

/// What questions are about, as the model says.
struct Model {
    private(set) var questions: [String] = []
    private(set) var targets: [(question: Int, tag: Int, isReverse: Bool, isFirstInGear: Bool)] = []
    private(set) var leadOfTag: [Int] = [], gearOfLead: [Int] = [], gears: [String] = []

    init(_ folder: String) {
        var (tags, leads) = ([:] as [String: Int], [] as [String])
        for row in rows(of: folder + "/tags.csv") {
            if gears.last != row[2] { gears.append(row[2]) }
            if leads.last != row[1] {
                leads.append(row[1])
                gearOfLead.append(gears.count - 1)
            }
            tags[row[0]] = leadOfTag.count
            leadOfTag.append(leads.count - 1)
        }
        var seen: [Int] = []
        for row in rows(of: folder + "/targets.csv") {
            if questions.last != row[0] {
                questions.append(row[0])
                seen = []
            }
            let tag = tags[row[1]]!
            let gear = gearOfLead[leadOfTag[tag]]
            targets.append((questions.count - 1, tag, row[2] == "1", !seen.contains(gear)))
            seen.append(gear)
        }
    }

    /// Writes the scores of a group: the mean over a gear's leads of the mean over their tags of the mean answer.
    func writeScores(_ name: String, _ cells: Cells, to output: inout String) {
        var tags = [(sum: Int, count: Int)](repeating: (0, 0), count: leadOfTag.count)
        var leads = [(sum: Double, count: Int)](repeating: (0, 0), count: gearOfLead.count)
        var means = [(sum: Double, count: Int, answers: Int)](repeating: (0, 0, 0), count: gears.count)
        for target in targets {
            let (count, sum) = (Int(cells[target.question] >> 16), Int(cells[target.question] & 0xffff))
            tags[target.tag].sum += target.isReverse ? 6 * count - sum : sum
            tags[target.tag].count += count
            if target.isFirstInGear { means[gearOfLead[leadOfTag[target.tag]]].answers += count }
        }
        for (tag, lead) in zip(tags, leadOfTag) where tag.count > 0 {
            leads[lead].sum += Double(tag.sum) / Double(tag.count)
            leads[lead].count += 1
        }
        for (lead, gear) in zip(leads, gearOfLead) where lead.count > 0 {
            means[gear].sum += lead.sum / Double(lead.count)
            means[gear].count += 1
        }
        for (mean, gear) in zip(means, gears) where mean.count > 0 {
            output += name
            output += gear
            output += ","
            output += (mean.sum / Double(mean.count)).description
            output += ","
            output += mean.answers.description
            output += "\n"
        }
    }
}

/// The cells of a small file, without its first row.
func rows(of path: String) -> [[String]] {
    guard let file = fopen(path, "r") else { fail(path) }
    defer { fclose(file) }
    var (rows, line) = ([] as [[String]], [CChar](repeating: 0, count: 16 << 10))
    while fgets(&line, Int32(line.count), file) != nil {
        rows.append(String(cString: line).dropLast().split(separator: ",").map(String.init))
    }
    return Array(rows.dropFirst())
}

/// Counts a file's answers, joins what the threads counted, and prints the scores.
func printScores(of path: String, _ folder: String, _ layout: Layout) {
    let model = Model(folder)
    let counting = Counting(model.questions, layout)
    let cells = [counting.makeCells(), counting.makeCells()]
    readBlocks(of: path) { thread, bytes, count in counting.add(bytes, count, to: cells[thread]) }
    for cell in 0..<Counting.groups * model.questions.count { cells[0][cell] &+= cells[1][cell] }
    var output = "district,source,wave,node,score,answers\n"
    var group = cells[0]
    for district in districts {
        for source in sources {
            for wave in waves {
                model.writeScores("\(district),\(source),\(wave),", group, to: &output)
                group += model.questions.count
            }
        }
    }
    fputs(output, stdout)
}

/// Adds a file up, but for its last 63 bytes at most.
func printSum(of path: String) {
    let sums = UnsafeMutablePointer<SIMD8<UInt64>>.allocate(capacity: 2)
    sums.initialize(repeating: .zero, count: 2)
    readBlocks(of: path) { thread, bytes, count in
        var (place, sum) = (UnsafeRawPointer(bytes + 1), SIMD8<UInt64>.zero)
        let end = place + (count & ~63)
        while place < end {
            sum &+= place.loadUnaligned(as: SIMD8<UInt64>.self)
            place += 64
        }
        sums[thread] &+= sum
    }
    print((sums[0] &+ sums[1]).wrappedSum())
}

let arguments = CommandLine.arguments
if arguments.count == 4, let layout = Layout(rawValue: arguments[1]) {
    printScores(of: arguments[2], arguments[3], layout)
} else if arguments.count == 3 && arguments[1] == "bytes" {
    printSum(of: arguments[2])
} else {
    fputs("usage: bound long|wide|labels ANSWERS.csv FOLDER, or bound bytes FILE\n", stderr)
    exit(2)
}
