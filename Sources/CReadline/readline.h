// GNU readline: editing, history and completion of lines.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
static inline void line_leave_environment(void) { rl_change_environment = 0; }
static inline int line_is_searching(void) { return (rl_readline_state & (RL_STATE_ISEARCH | RL_STATE_NSEARCH)) != 0; }

// What stands before each line of a text but the first, on the screen and not in the text.
static const char *line_mark = "";

// Shows the text with the marks: readline draws what its variables say, and is given back its own text afterwards.
static void line_draw_marked(void) {
  char *text = rl_line_buffer;
  const int end = rl_end, point = rl_point, from = rl_mark;
  const size_t mark = strlen(line_mark);
  size_t marks = 0;
  for (int place = 0; place < end; place++) marks += text[place] == '\n';
  char *shown = marks == 0 ? NULL : malloc((size_t)end + marks * mark + 1);
  if (shown == NULL) {
    rl_redisplay();
    return;
  }
  size_t length = 0;
  for (int place = 0; place < end; place++) {
    if (place == point) rl_point = (int)length;
    if (place == from) rl_mark = (int)length;
    shown[length++] = text[place];
    if (text[place] != '\n') continue;
    memcpy(shown + length, line_mark, mark);
    length += mark;
  }
  if (point >= end) rl_point = (int)length;
  if (from >= end) rl_mark = (int)length;
  shown[length] = 0;
  rl_line_buffer = shown;
  rl_end = (int)length;
  rl_redisplay();
  rl_line_buffer = text;
  rl_end = end;
  rl_point = point;
  rl_mark = from;
  free(shown);
}

static inline void line_mark_lines(const char *mark) {
  line_mark = mark;
  rl_redisplay_function = line_draw_marked;
}

static inline void line_draw(void) { rl_redisplay_function(); }
