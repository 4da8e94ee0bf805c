import GearReport
import GearSession
import GearSource
import GearTable

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension Prompt {
    /// Reads everything anew and asks the last question again whenever a file changes, until Ctrl-C.
    func watch() -> Bool {
        guard isInteractive else {
            return refuse(
                .promptArgument, "`:watch` is for a terminal, where Ctrl-C ends it",
                help: "in a script, write `:reload` and ask again")
        }
        guard !workspace.lastText.isEmpty else {
            return refuse(.promptArgument, "nothing has been asked yet", help: "ask first, and watch then")
        }
        var watched = Set(workspace.files)
        var seen = stamps(of: watched)
        tellWatching(seen.count)
        _ = Interruption.stopping {
            while !Threads.isStopping {
                usleep(watchPause)
                let now = stamps(of: watched)
                guard now != seen, !Threads.isStopping else { continue }
                seen = now
                let before = workspace.findings
                var (found, _) = reloaded()
                if workspace.isBehind {
                    // Nothing is other than it was.
                    tellInFull(found.new(since: before))
                    tellStaying()
                } else {
                    let (outcome, findings) = workspace.askAgain()
                    found.add(workspace.findings)
                    found.add(findings)
                    tellInFull(found.new(since: before))
                    if case .shown(let exhibits) = outcome, !Threads.isStopping,
                        isAnswered(exhibits, isFine: found.worst != .error)
                    {
                        _ = print(exhibits)
                    }
                }
                // What the program is made of may have changed too; a file that is gone may come back.
                watched = watched.filter { access($0, F_OK) != 0 }.union(workspace.files)
                seen = stamps(of: watched)
                loaded = seen
                tellWatching(seen.count)
            }
        }
        say("\n")
        return true
    }

    /// What the files of the program and its answers are like now.
    var stamps: [String: Stamp] { stamps(of: Set(workspace.files)) }

    private func stamps(of files: Set<String>) -> [String: Stamp] {
        Dictionary(uniqueKeysWithValues: files.map { ($0, Stamp($0)) })
    }

    private func tellWatching(_ count: Int) {
        say("watching \(count) file\(count == 1 ? "" : "s"); Ctrl-C ends\n")
    }

    /// Carries out a statement, then says what took how long, which rows were read and how much memory it took.
    func profile(_ text: String) -> Bool {
        _ = workspace.session.profile.take()
        let isFine = perform(text)
        let parts = workspace.session.profile.take()
        let total = parts.reduce(Duration.zero) { $0 + $1.time }
        let lines = parts.map { part, time in
            let share = total == .zero ? 0 : (100 * (time / total)).rounded()
            return "\(part.rawValue)".padded(to: 20) + Elapsed.precise(time).aligned(to: 12)
                + "\(Int(share)) %".aligned(to: 7)
        }
        say(lines.joined(separator: "\n") + "\n" + "all".padded(to: 20) + Elapsed.precise(total).aligned(to: 12) + "\n")
        let reports = workspace.session.fileReports
        say(reports.isEmpty ? "no answers were read\n" : reports.map { Visible.text($0.summary) + "\n" }.joined())
        say("memory: \(Memory.mostMiB) MiB at most since the start\n")
        return isFine
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func aligned(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
