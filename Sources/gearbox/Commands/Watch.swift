import GearReport
import GearSession
import GearSource
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// `--watch`: something is done with programs again when a file changes that they are made of.
///
/// Whatever was asked of the loader is watched, also a file that was not there; of several programs, only those are
/// done again that what changed is part of.
struct Watch<Outcome> {
    private struct Program {
        let session: Session
        let outcome: Outcome
        let seen: [String: Stamp]

        var isFresh: Bool { seen.allSatisfy { Stamp($0.key) == $0.value } }
    }

    let paths: [String]
    /// Of a folder, only programs that no other of it imports.
    let entriesOnly: Bool
    let quiet: Bool
    /// What is done with each program.
    let run: (Session) -> Outcome
    /// What is shown of all of them, in the order of `files`.
    let show: (_ files: ProgramFiles, _ programs: [(session: Session, outcome: Outcome)]) -> String

    /// Until the process is interrupted, or nobody reads what it prints.
    func callAsFunction() throws -> Never {
        var programs: [String: Program] = [:]
        var isFirst = true
        // Of all sessions so far, so that the files of those that stay keep theirs.
        var firstFile = 0
        while true {
            let files = ProgramFiles(paths, loader: .disk, entriesOnly: entriesOnly)
            let stale = files.paths.filter { programs[$0].map { !$0.isFresh } ?? true }
            let gone = programs.keys.filter { !files.paths.contains($0) }
            if isFirst || !stale.isEmpty || !gone.isEmpty {
                for path in gone { programs[path] = nil }
                for path in stale {
                    let program = program(path, firstFile: firstFile)
                    firstFile += program.session.sources.count
                    programs[path] = program
                }
                guard print(files, files.paths.compactMap { programs[$0] }) else { throw Status.findings }
                isFirst = false
            }
            usleep(watchPause)
        }
    }

    private func print(_ files: ProgramFiles, _ programs: [Program]) -> Bool {
        // A terminal is cleared, its memory of what scrolled away is not.
        let head = Terminal.output.isTerminal ? "\u{1B}[H\u{1B}[2J" : ""
        let text = show(files, programs.map { ($0.session, $0.outcome) })
        let count = files.paths.count
        let foot = quiet ? "" : "watching \(count) program\(count == 1 ? "" : "s"); Ctrl-C ends\n"
        return Output.print(Array((head + text + foot).utf8))
    }

    private func program(_ path: String, firstFile: Int) -> Program {
        let asked = Mutex<Set<String>>([path])
        let loader = Loader.disk.noting { path in asked.withLock { _ = $0.insert(path) } }
        let session = Session(path, loader: loader, firstFile: firstFile)
        let outcome = run(session)
        let seen = asked.withLock { paths in
            Dictionary(paths.map { ($0, Stamp($0)) }, uniquingKeysWith: { first, _ in first })
        }
        return Program(session: session, outcome: outcome, seen: seen)
    }
}

/// Microseconds between two looks: short to a person, nothing to a machine.
let watchPause: UInt32 = 250_000

/// What changes when a file does: its number, size and time of change; all zero if it is not there.
struct Stamp: Equatable {
    private let number: UInt64
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    init(_ path: String) {
        var status = stat()
        if stat(path, &status) != 0 { status = stat() }
        number = UInt64(status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        (seconds, nanoseconds) = (Int(time.tv_sec), Int(time.tv_nsec))
    }

    /// Whether there was no file.
    var isOfNothing: Bool { number == 0 && size == 0 && seconds == 0 }
}
