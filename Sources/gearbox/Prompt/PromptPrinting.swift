import GearReport
import GearSession
import GearTable

/// Where results go, and in what form.
extension Prompt {
    /// Prints what was asked for, wherever it is to go.
    func print(_ exhibits: [Exhibit]) -> Bool {
        defer { once = nil }
        switch once {
        case .file(let path):
            var file = ResultFile(path)
            file.add(exhibits)
            let isFine = write(&file)
            if isFine, isInteractive { say(file.summary) }
            return isFine
        case nil where output != nil:
            output?.add(exhibits)
            // Nobody looks into the file while a script is carried out.
            return !isInteractive || writeOutput()
        case .command(let command):
            let bytes = rendered { (format ?? .csv).render(exhibits, for: nil, escapingFormulas: false) }
            return bytes.map { Pipe.run(command, $0) { complain($0) } } ?? false
        case nil:
            let isCut = isInteractive && Terminal.output.isTerminal
            if isCut, isLong(exhibits) { return page(exhibits) }
            guard let bytes = rendered({ here(exhibits, isCut: isCut) }) else { return false }
            if isCut, Pager.isWanted(for: bytes) { return Pager.show(bytes) }
            guard isInteractive else { return Output.print(bytes) }
            let (isFine, wasStopped) = Interruption.stopping { Output.print(bytes) }
            if wasStopped {
                say("\n")
                complain("stopped; the rest is not shown")
            }
            return isFine && !wasStopped
        }
    }

    /// So many rows would be waited for before the first is seen.
    private static let rowsOfLong = 5_000

    private func isLong(_ exhibits: [Exhibit]) -> Bool {
        (format ?? .table) == .table && Pager.isThere && rows.most(withPager: true) == nil
            && exhibits.contains { $0.table?.rowCount ?? 0 >= Self.rowsOfLong }
    }

    /// Tables in a pager, which has the first screen while the rest is made.
    private func page(_ exhibits: [Exhibit]) -> Bool {
        var isWhole = false
        let (isFine, _) = Interruption.stopping {
            Pager.show { take in
                TableOptions.Format.writeTables(exhibits, for: .output, take: take)
                // Who looks at it may press Ctrl-C in the pager once all is there.
                isWhole = !Threads.isStopping
            }
        }
        if !isWhole { complain("stopped; the rest is not shown") }
        return isFine && isWhole
    }

    /// What is shown here; nothing in it can steer a terminal.
    private func here(_ exhibits: [Exhibit], isCut: Bool) -> [UInt8] {
        let isToTerminal = Terminal.output.isTerminal
        let chosen = format ?? (isToTerminal ? .table : .csv)
        if ![.table, .md, .html].contains(chosen) { tellUndefined(exhibits) }
        let bytes = chosen.render(
            exhibits, for: .output, escapingFormulas: false,
            mostRows: isCut ? rows.most(withPager: Pager.isThere) : nil)
        // Tables for people are safe to show; other formats have cells as they are.
        if chosen == .table || !isToTerminal { return bytes }
        return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).lazy.map { line in
            Threads.isStopping ? [] : Array(Visible.paragraph(String(decoding: line, as: UTF8.self)).utf8)
        }.joined(separator: [0x0A]).map(\.self)
    }

    /// Why a lone value is missing, where its format has no room for that.
    private func tellUndefined(_ exhibits: [Exhibit]) {
        for case let table? in exhibits.map(\.table) where table.rowCount == 1 && table.columns.count == 1 {
            if let reason = table.columns[0].reason(0) { complain("undefined: \(reason)") }
        }
    }

    /// nil, which is told, if it was stopped.
    private func rendered(_ render: () -> [UInt8]) -> [UInt8]? {
        let (bytes, wasStopped) = stoppable("writing the result", render)
        if wasStopped { complain("stopped; nothing was lost") }
        return wasStopped ? nil : bytes
    }

    /// Writes what a file lacks; what is stopped leaves the file as it was.
    private func write(_ file: inout ResultFile) -> Bool {
        let (isFine, wasStopped) = stoppable("writing the result") { file.write(as: format) { save($0, to: $1) } }
        if wasStopped { complain("stopped; `\(file.path)` is as it was") }
        return isFine && !wasStopped
    }

    private func writeOutput() -> Bool {
        guard var file = output else { return true }
        let isFine = write(&file)
        output = file
        if isFine, isInteractive { say(file.summary) }
        return isFine
    }

    /// Results go there, or here again; what went elsewhere until now is in its file.
    func setOutput(_ path: String) -> Bool {
        let isFine = endOutput()
        if path.isEmpty { return isFine }
        guard mayWrite(path) else { return false }
        output = ResultFile(path)
        return isFine
    }

    func endOutput() -> Bool {
        defer { output = nil }
        return isInteractive || writeOutput()
    }
}
