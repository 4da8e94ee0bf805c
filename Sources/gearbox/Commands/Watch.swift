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

/// gearbox check --watch: programs checked again when something that they are made of changes.
///
/// Whatever a check asked the loader for is watched, also a file that was not there; of several programs, only those
/// are checked again that what changed is part of.
struct Watch {
    fileprivate struct Program {
        let session: Session
        let seen: [String: Stamp]
    }

    private let given: [String]
    private let quiet: Bool

    init(_ paths: [String], quiet: Bool) {
        given = paths
        self.quiet = quiet
    }

    /// Until the process is interrupted, or nobody reads what it prints.
    func run() throws -> Never {
        var programs: [String: Program] = [:]
        var isFirst = true
        // Of all sessions so far, so that the files of those that stay keep theirs.
        var firstFile = 0
        while true {
            let files = ProgramFiles(given, loader: .disk, entriesOnly: true)
            let stale = files.paths.filter { programs[$0].map { !$0.isFresh } ?? true }
            let gone = programs.keys.filter { !files.paths.contains($0) }
            if isFirst || !stale.isEmpty || !gone.isEmpty {
                for path in gone { programs[path] = nil }
                for path in stale {
                    let program = Program(checking: path, firstFile: firstFile)
                    firstFile += program.session.sources.count
                    programs[path] = program
                }
                guard show(files, programs) else { throw Status.findings }
                isFirst = false
            }
            usleep(Self.pause)
        }
    }

    /// Microseconds between two looks: short to a person, nothing to a machine.
    private static let pause: UInt32 = 250_000

    private func show(_ files: ProgramFiles, _ programs: [String: Program]) -> Bool {
        var findings = Findings()
        findings.add(files.diagnostics)
        for path in files.paths { if let program = programs[path] { findings.add(program.session) } }
        findings.judgeAllowances()
        // A terminal is cleared, its memory of what scrolled away is not.
        let head = Terminal.output.isTerminal ? "\u{1B}[H\u{1B}[2J" : ""
        let text = findings.listing(for: .output) + (quiet ? "" : Check.summary(findings))
        let count = files.paths.count
        let foot = quiet ? "" : "watching \(count) program\(count == 1 ? "" : "s"); Ctrl-C ends\n"
        return Output.print(Array((head + text + foot).utf8))
    }
}

extension Watch.Program {
    init(checking path: String, firstFile: Int) {
        let asked = Mutex<Set<String>>([path])
        let loader = Loader.disk.noting { path in asked.withLock { _ = $0.insert(path) } }
        session = Session(path, loader: loader, firstFile: firstFile)
        seen = asked.withLock { paths in
            Dictionary(paths.map { ($0, Stamp($0)) }, uniquingKeysWith: { first, _ in first })
        }
    }

    var isFresh: Bool { seen.allSatisfy { Stamp($0.key) == $0.value } }
}

/// What changes when a file does: its number, size and time of change; all zero if it is not there.
private struct Stamp: Equatable {
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
}
