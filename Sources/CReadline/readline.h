// GNU readline: editing, history and completion of lines.
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

// Readline's variables, which Swift does not take for those of one thread.
static inline const char *line_text(void) { return rl_line_buffer; }
static inline int line_length(void) { return rl_end; }
static inline int line_cursor(void) { return rl_point; }
static inline void line_set_cursor(int place) { rl_point = place; }
static inline void line_set_name(const char *name) { rl_readline_name = name; }
static inline void line_print(const char *text) { fputs(text, rl_outstream); fflush(rl_outstream); }
static inline void line_leave_signals(void) { rl_catch_signals = 0; }
