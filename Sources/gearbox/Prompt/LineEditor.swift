import CReadline
import GearSession

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Statements from a terminal, edited with GNU readline: keys as in `inputrc`, a statement of several lines as one.
///
/// Readline has one line in one process, and calls back without a context; so what it calls is kept here, once.
@MainActor enum LineEditor {
    /// What could stand at the cursor.
    static var complete: (_ text: String, _ cursor: Int) -> Completions = { _, cursor in Completions(start: cursor) }

    /// What was typed.
    enum Input {
        case statement(String)
        /// Ctrl-C: the line is dropped.
        case interrupted
        /// Ctrl-D on an empty line.
        case end
    }

    private static var input: Input?
    /// Ctrl-C comes as a byte in a pipe, so that it is not missed between two looks at a mark.
    nonisolated(unsafe) private static var bell: (out: Int32, in: Int32) = (-1, -1)

    /// For conditions in `inputrc`; kept, as readline keeps no copy.
    nonisolated(unsafe) private static let name = strdup("gearbox")
    /// As wide as the prompt.
    nonisolated(unsafe) private static let mark = strdup("  ..> ")
    private static let keymaps = ["emacs", "vi-insert"]

    static func begin() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 {
            for end in ends {
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            }
            bell = (ends[0], ends[1])
        }
        line_set_name(name)
        line_leave_signals()
        // Else it says in COLUMNS how wide the terminal was at first.
        line_leave_environment()
        rl_initialize()
        // Not before: readline asks no terminal for what somebody else draws.
        line_mark_lines(mark)
        using_history()
        stifle_history(Int32(History.most))
        for name in keymaps {
            let keys = rl_get_keymap_by_name(name)
            for enter in [Int32(13), 10] {
                rl_bind_key_in_map(enter, { _, _ in MainActor.assumeIsolated { LineEditor.newline() } }, keys)
            }
            rl_bind_key_in_map(9, { _, _ in MainActor.assumeIsolated { LineEditor.tab() } }, keys)
        }
    }

    /// Enter: the end of a whole statement, else of a line of it.
    private static func newline() -> Int32 {
        let text = line_text().map { String(cString: $0) } ?? ""
        guard line_cursor() == line_length(), Statement.isOpen(text) else { return rl_newline(1, 13) }
        rl_insert_text("\n")
        return 0
    }

    /// The next statement. Nothing that happens while it is typed ends the process.
    static func read(_ prompt: String) -> Input {
        input = nil
        // One that came when nothing was typed yet drops nothing.
        silence()
        let before = signal(SIGINT) { _ in
            var byte: UInt8 = 0
            _ = write(LineEditor.bell.in, &byte, 1)
        }
        defer { signal(SIGINT, before) }
        rl_callback_handler_install(prompt) { line in
            MainActor.assumeIsolated { LineEditor.input = line.map { .statement(String(cString: $0)) } ?? .end }
            free(line)
            rl_callback_handler_remove()
        }
        while input == nil {
            var waiting = [STDIN_FILENO, bell.out].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = poll(&waiting, 2, -1)
            if waiting[1].revents != 0 {
                silence()
                // A search back has a prompt of its own.
                if line_is_searching() != 0 { rl_callback_sigcleanup() }
                // Readline forgets the line; what was on the screen stays there.
                line_set_cursor(line_length())
                line_draw()
                line_print("^C\n")
                rl_free_line_state()
                rl_callback_sigcleanup()
                rl_callback_handler_remove()
                return .interrupted
            }
            if waiting[0].revents != 0 { rl_callback_read_char() }
        }
        return input ?? .end
    }

    private static func silence() {
        var byte: UInt8 = 0
        while posixRead(bell.out, &byte, 1) > 0 {}
    }

    /// For the arrow keys and Ctrl-R.
    static func remember(_ statement: String) { add_history(statement) }

    // MARK: Completion

    private static func tab() -> Int32 {
        guard let buffer = line_text() else { return 0 }
        let found = complete(String(cString: buffer), Int(line_cursor()))
        guard let first = found.words.first else {
            if found.note.isEmpty { return rl_ding() }
            show(found)
            return 0
        }
        let common = found.words.dropFirst().reduce(Array(first.text.utf8)) { common, word in
            Array(zip(common, word.text.utf8).prefix { $0 == $1 }.map(\.0))
        }
        let typed = Int(line_cursor()) - found.start
        if common.count > typed || found.words.count == 1 {
            rl_begin_undo_group()
            rl_delete_text(Int32(found.start), line_cursor())
            line_set_cursor(Int32(found.start))
            rl_insert_text(String(decoding: common, as: UTF8.self) + (found.words.count == 1 ? found.suffix : ""))
            rl_end_undo_group()
        } else {
            show(found)
        }
        return 0
    }

    private static func show(_ found: Completions) {
        line_print("\n" + (found.note.isEmpty ? "" : Prompt.line(found.note)) + Prompt.list(found.words))
        rl_forced_update_display()
    }
}

/// `read`, which inside `LineEditor` is another.
private func posixRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(file, buffer, count)
}
