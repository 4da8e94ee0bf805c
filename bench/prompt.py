"""Times the prompt and DuckDB's shell, each in a terminal of its own: from the key Tab to what it shows, and from the
start to the first answer from the same files."""
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import termios
import time
from pathlib import Path

import generate
from timing import Wrong, compared

HERE = Path(__file__).resolve().parent
NODES, ROWS = 10_000, 1_000_000
TAB_MS, START_MS = 20, 50
# What a terminal is asked and what it says: its background, what kind it is, where the cursor stands.
REPLIES = {b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x07", b"\x1b[c": b"\x1b[?62;c", b"\x1b[6n": b"\x1b[1;1R"}
SIGNS = re.compile(rb"\x1b\][^\x07]*\x07|\x1b\[[0-9;?]*[A-Za-z]|[\r\x07]")
# What is typed, and what Tab adds to it or lists.
PLACES = [
    ("a table", "scor", "scores"),
    ("a clause", "scores u", "nder"),
    ("a rule", "scores of pl", "ain"),
    ("a dimension", "scores by dis", "trict"),
    ("a path", "scores under n1.n2.n", "n25"),
    ("a path in a call", "score(n1.n2.n", "n25"),
    ("a source", "scores for source == tea", "teacher"),
    ("a value", 'scores for district == "d04', "d049"),
    ("a question", "scores for question == i0", "i099"),
    ("a stage", "scores by district | whe", "re"),
    ("a column", "scores by district | where sco", "re"),
    ("a node after ==", "nodes | where node == n1.n2.n", "n25"),
    ("a layer", "nodes | where layer == ge", "ar"),
    ("a column made before", "nodes | select node, words = title | sort wo", "rds"),
    ("a joined column", "scores by district | join (nodes | select node, words = doc) on node | sort wo", "rds"),
    ("a column of the last result", "it | sort sco", "re"),
    ("a function", "nodes | derive x = len", "gth"),
    ("a column for a function", "nodes | derive x = round(wei", "ght"),
    ("a source in a list", "scores | where source in [tea", "teacher"),
    ("a point of an expression", "nodes | where weight / 2 > 1 an", "d"),
    ("what is explained", "explain score(n1.n2.n", "n25"),
    ("a word of a construct", 'framework f "F" {\rge', "ar"),
    ("a target", 'survey s "S" on many {\rquestion q1 "Q" -> n1.n2.n', "n25"),
    ("a command", ":descr", "ibe"),
    ("a name to look up", ":doc n1.n2.n2", "n25"),
    ("a pipeline to describe", ":describe scores under n1.n2.n", "n25"),
]


def prepare(data):
    """A program of 10,000 nodes over a million answers; for DuckDB as many names of columns, 100 a table."""
    generate.write_framework(str(data), NODES)
    rng = generate.random.Random(17)
    paths = re.findall(r"^      tag (\w+)|^    tag (\w+)|^  gear (\w+)", (data / f"framework_{NODES}.gear").read_text(), re.M)
    targets, gear, lead = [], "", ""
    for sub, tag, top in paths:
        gear, lead = top or gear, tag or ("" if top else lead)
        if sub:
            targets.append(f"{gear}.{lead}.{sub}")
    out = [f'import "framework_{NODES}.gear"', "on many", 'dimension district "District"']
    out += [f'source {name} "{name.capitalize()}"' for name in generate.SOURCES]
    out += [f'wave {name} "{name.capitalize()}" {month}' for name, month in generate.WAVES.items()]
    out += ['scale five "How far?" {', *[f'  {i} "Point {i}"' for i in range(1, 6)], "}"]
    out += ['survey answers "Answers" on many {', f"  asks {', '.join(generate.SOURCES)}", "  scale five"]
    out += [f'  question {q} "{generate.title(rng, q)}" -> {rng.choice(targets)}' for q in generate.QUESTIONS]
    out += ["}", "scoring plain on many {", "  own  = mean(answers)", "  node = mean(parts)", "}"]
    out += [f'data round from "long_{ROWS}.csv" for answers {{']
    out += [f'  {key}: column "{key}"' for key in generate.COLUMNS]
    out += ['  question: column "question"', '  answer: column "value"', "}"]
    generate.write(str(data), "prompt.gear", out)
    tables = [", ".join(f"n{table}_{column} INT" for column in range(1, 101)) for table in range(1, NODES // 100 + 1)]
    generate.write(str(data), "prompt.sql", [f"create table t{number}({columns});" for number, columns in enumerate(tables, 1)])


def make_database(duckdb, data):
    (data / "prompt.duckdb").unlink(missing_ok=True)
    with open(data / "prompt.sql", encoding="utf-8") as names:
        subprocess.run([str(duckdb), str(data / "prompt.duckdb")], stdin=names, check=True, stdout=subprocess.DEVNULL)


class Shell:
    """A program in a terminal of 200 columns."""

    def __init__(self, command, home):
        self.began = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm", LC_ALL="C.UTF-8", HOME=str(home), XDG_STATE_HOME=str(home), NO_COLOR="1", PAGER="cat")
            os.chdir(home)
            os.execv(command[0], command)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.seen = b""

    def type(self, keys):
        self.seen, self.began = b"", time.perf_counter()
        os.write(self.terminal, keys.encode())

    def until(self, wanted, seconds=20):
        """Seconds since the last key, or since the start, until it shows that."""
        while wanted.encode() not in SIGNS.sub(b"", self.seen):
            if not self.read(self.began + seconds - time.perf_counter()):
                raise Wrong(f"bench: no {wanted!r} in {SIGNS.sub(b'', self.seen).decode(errors='replace')[-400:]!r}")
        return time.perf_counter() - self.began

    def settle(self, seconds=0.03):
        while self.read(seconds):
            pass

    def read(self, seconds):
        if not select.select([self.terminal], [], [], max(0, seconds))[0]:
            return False
        try:
            new = os.read(self.terminal, 1 << 16)
        except OSError:
            return False
        for asked, reply in REPLIES.items():
            for _ in range(new.count(asked)):
                os.write(self.terminal, reply)
        self.seen += new
        return bool(new)

    def end(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def tab(shell, line, wanted):
    """Seconds from Tab to what it adds or lists."""
    shell.type(line)
    shell.until(line.rsplit("\r")[-1])
    shell.settle()
    shell.type("\t")
    return shell.until(wanted)


def dropped(shell):
    """Leaves the line as it is."""
    shell.settle()
    shell.type("\x03")
    shell.until("^C\ngear> ")
    shell.settle()


def opened(command, home, prompt, statements, answer):
    """Seconds from the start to the prompt, and to the first answer."""
    shell = Shell(command, home)
    first = shell.until(prompt)
    began = shell.began
    for statement in statements[:-1]:
        shell.type(statement + "\r")
        shell.until(prompt)
        shell.settle(0)
    shell.type(statements[-1] + "\r")
    shell.until(answer)
    last = time.perf_counter() - began
    return shell, first, last


def compare(gearbox, duckdb, data, rounds):
    """Prints what Tab takes at each place; the slowest, starting and loading are results."""
    prepare(data)
    make_database(duckdb, data)
    home = data / "home"
    home.mkdir(exist_ok=True)
    ours = [gearbox, "repl", str(data / "prompt.gear")]
    question = "scores of plain by district | where layer == gear | select district, score, n | take 1"
    theirs = [str(duckdb), str(data / "prompt.duckdb")]
    loading = [
        f"create or replace temp table answers as from read_csv('{data}/long_{ROWS}.csv');",
        "select district, avg(value) score, count(*) n from answers group by district order by district limit 1;"]
    runs = {"start": [], "load": [], "their start": [], "their load": [], "their tab": []}
    tabs = {place: [] for place, _, _ in PLACES}
    for turn in range(rounds + 1):
        shell, start, load = opened(ours, home, "gear> ", [question], "d001")
        shell.settle()
        taken = {}
        for place, line, wanted in PLACES:
            taken[place] = tab(shell, line, wanted)
            dropped(shell)
        shell.end()
        other, their_start, their_load = opened(theirs, home, " D ", loading, "d001")
        other.settle()
        their_tab = tab(other, "select n50_9", "n50_99")
        other.end()
        if turn == 0:
            continue
        for place, seconds in taken.items():
            tabs[place].append(seconds)
        for name, seconds in zip(runs, (start, load, their_start, their_load, their_tab)):
            runs[name].append(seconds)

    def median(seconds):
        return 1000 * statistics.median(seconds)

    slowest = max(tabs, key=lambda place: median(tabs[place]))
    per_round = [max(taken[turn] for taken in tabs.values()) for turn in range(rounds)]
    print(f"\nthe prompt, {NODES:,} nodes and {ROWS:,} answers, beside DuckDB's shell with {NODES:,} columns")
    for place, seconds in tabs.items():
        print(f"  Tab for {place:24} {median(seconds):8.1f} ms")
    slow = median(tabs[slowest])
    results = [
        compared("Tab at its slowest place", "duckdb's shell, Tab", runs["their tab"], per_round, 1,
            [(f"{slow:.1f} ms for {slowest} (target under {TAB_MS})", slow < TAB_MS)]),
        compared("prompt: start to first answer, 1M", "duckdb's shell", runs["their load"], runs["load"], 1)]
    district = [gearbox, "repl", str(HERE.parent / "examples/district/district.gear")]
    starts = []
    for _ in range(rounds):
        shell = Shell(district, home)
        starts.append(shell.until("gear> "))
        shell.end()
    early = median(starts)
    results.append(
        compared("prompt: start, district example", "duckdb's shell", runs["their start"], starts, 1,
            [(f"{early:.1f} ms (target under {START_MS})", early < START_MS)]))
    return [result.print() for result in results]
