"""Jobs from a file of answers to scores, beside DuckDB's better query for the same, and SQLite's."""
import csv
import string
from pathlib import Path

import generate
import reference
from timing import Wrong, anonymous_peak, compared, limits, print_runs, rounds, run, verdict

HERE = Path(__file__).resolve().parent
KEYS = ["district", "source", "wave", "node"]
SMALL = 100_000
# job: the answers, the rule, DuckDB's queries, the ratio to reach
JOBS = {
    "long 1M": ("long_1000000", "plain", ["long_plain", "long_summed"], 10),
    "long 10M": ("long_10000000", "plain", ["long_plain", "long_summed"], 10),
    "long 50M": ("long_50000000", "plain", ["long_plain", "long_summed"], 10),
    "shuffled 10M": ("shuffled_10000000", "plain", ["long_summed"], 5),
    "shuffled 50M": ("shuffled_50000000", "plain", ["long_summed"], 5),
    "wide 25,000 x 400": ("wide_10000000", "plain", ["wide"], 15),
    "labels 25,000 x 400": ("labels_10000000", "plain", ["wide"], 10),
    "stats 1M": ("long_1000000", "persons", ["statistics"], 15),
    "stats 10M": ("long_10000000", "persons", ["statistics"], 15),
}
LONG = ["long 1M", "long 10M", "long 50M"]
# What the two modes of bound.swift are called among the programs.
BOUND, BYTES = "hand-written bound", "bytes alone"
START_S = 0.006
MEMORY_MIB = 64
MEMORY_MIB_SHUFFLED = 100


def duckdb_command(duckdb, data, query, name):
    has_labels = not name.startswith("wide")
    columns = "COLUMNS('^i[0-9]+$')"
    text = string.Template((HERE / f"sql/{query}.sql").read_text(encoding="utf-8")).substitute(
        file=data / f"{name}.csv", targets=data / "targets.csv", tags=data / "tags.csv", quantiles=data / "quantiles.csv",
        labels=", ".join(f"'{label}'" for label in generate.LABELS),
        point=f"enum_code({columns}) + 1" if has_labels else columns,
        columns=", ".join(f"'{question}': '{'label' if has_labels else 'TINYINT'}'" for question in generate.QUESTIONS))
    path = data / f"{query}.{name}.sql"
    path.write_text(text, encoding="utf-8")
    return [str(duckdb), "-csv", "-f", str(path)]


def gearbox_command(gearbox, data, rule, name):
    stats = ["--stats"] if rule == "persons" else []
    return [
        gearbox, "score", str(data / f"{name}.gear"), "--rule", rule, "--by", "district,source,wave",
        "--layer", "gear", "--format", "csv", *stats]


def bound_command(bound, data, name):
    layout = name.split("_")[0].replace("shuffled", "long")
    return [str(bound), layout, str(data / f"{name}.csv"), str(data)]


# ---- the same numbers? ------------------------------------------------------------------------------------------

def read(path, keys=KEYS):
    with open(path, newline="", encoding="utf-8") as file:
        return indexed(file, keys)


def indexed(lines, keys):
    return {tuple(row[key] for key in keys): row for row in csv.DictReader(lines)}


def worst_difference(want, got, columns):
    """The largest difference in these columns; counts must be equal, and undefined is equal to undefined only."""
    if want.keys() != got.keys():
        only = sorted(want.keys() ^ got.keys())
        raise Wrong(f"bench: {len(want)} rows against {len(got)}; in one only, for instance: {only[0]}")
    worst = 0.0
    for key, row in want.items():
        for column in columns:
            a, b = (None if x[column] in (None, "", "NULL") else float(x[column]) for x in (row, got[key]))
            if a is None and b is None:
                continue
            # An interval of millions of standard errors (one degree of freedom) is compared by its own size.
            off = float("inf") if a is None or b is None else abs(a - b) / max(1, abs(a))
            if off > 1e-9 or (column in ("n", "answers") and off > 0):
                raise Wrong(f"bench: {key}: {column} is {row[column]} against {got[key][column]}")
            worst = max(worst, off)
    return worst


def same_results(commands, columns, data, keys=KEYS):
    """Runs each command once, uncounted, and prints how far apart their results are."""
    results = {}
    for program, command in commands.items():
        path = data / f"result.{program.replace(' ', '_')}.csv"
        with open(path, "w", encoding="utf-8") as file:
            run(command, file)
        results[program] = read(path, keys)
    first = next(iter(results.values()))
    worst = max(worst_difference(first, other, columns) for other in results.values())
    return f"{len(first)} rows, largest difference {worst:.1e}"


def check_reference(gearbox, duckdb, data):
    """On a small file, the plain scorer in Python is the judge of the SQL and of Gearbox."""
    for rule, queries in (("plain", ["long_plain", "long_summed"]), ("persons", ["statistics"])):
        name, by_person = f"long_{SMALL}", rule == "persons"
        want = reference.scores(data / f"{name}.csv", by_person)
        columns = ["score", "answers"] + (["n", "se", "low", "high"] if by_person else [])
        commands = [duckdb_command(duckdb, data, query, name) for query in queries]
        for command in commands + ([gearbox_command(gearbox, data, rule, name)] if gearbox else []):
            path = data / "result.csv"
            with open(path, "w", encoding="utf-8") as file:
                run(command, file)
            worst_difference(want, read(path), columns)
    print(f"on {SMALL:,} answers the plain scorer, DuckDB{' and Gearbox' if gearbox else ''} agree")


# ---- time ---------------------------------------------------------------------------------------------------------

def time_job(name, gearbox, duckdb, bound, data, count):
    answers, rule, queries, target = JOBS[name]
    commands = {f"duckdb {query}": duckdb_command(duckdb, data, query, answers) for query in queries}
    if gearbox:
        commands["gearbox"] = gearbox_command(gearbox, data, rule, answers)
    if bound and rule == "plain":
        commands[BOUND] = bound_command(bound, data, answers)
    columns = ["score", "answers"] + (["n", "se", "df", "low", "high"] if rule == "persons" else [])
    print(f"\n{name}: {same_results(commands, columns, data)}")
    if BOUND in commands:
        commands[BYTES] = [str(bound), "bytes", str(data / f"{answers}.csv")]
    runs = rounds(commands, count)
    print_runs(runs)
    if not gearbox:
        return []
    memory = anonymous_peak(commands["gearbox"])
    limit = MEMORY_MIB_SHUFFLED if "shuffled" in name else MEMORY_MIB
    note = (f"{memory:.0f} MiB beyond the mapped file (target under {limit})", memory <= limit)
    return [faster(name, runs, target, [note]).print()]


def faster(name, runs, target, notes=()):
    """Gearbox beside the best of its peers, and beside what is possible at most where that is known."""
    walls = {program: [wall for wall, _ in taken] for program, taken in runs.items()}
    own, bound, floor = (walls.pop(program, None) for program in ("gearbox", BOUND, BYTES))
    peer = min(walls, key=lambda one: sorted(walls[one])[len(walls[one]) // 2])
    result = compared(name, peer, walls[peer], own, target, notes)
    result.limits = limits(walls[peer], own, bound, floor) if bound else None
    return result


def time_sqlite(gearbox, data, count):
    """Answers that lie in a SQLite file: SQLite joins and averages itself, the targets beside the answers."""
    name, path = "sqlite 1M", data / "long_1000000.sqlite"
    commands = {
        "sqlite3": ["sqlite3", "-readonly", "-csv", "-header", str(path), (HERE / "sql/sqlite.sql").read_text("utf-8")],
        "gearbox": gearbox_command(gearbox, data, "plain", "sqlite_1000000")}
    print(f"\n{name}: {same_results(commands, ['score', 'answers'], data)}")
    runs = rounds(commands, count)
    print_runs(runs)
    return [faster(name, runs, 3).print()]


def time_export(gearbox, duckdb, data, count):
    """A form tool's export: question texts as header, labels as answers; from nothing to the first table."""
    commands = {
        "duckdb export": duckdb_command(duckdb, data, "export", "export_5000"),
        "gearbox": [
            gearbox, "score", str(data / "export_5000.gear"), "--rule", "plain", "--by", "district", "--layer", "gear",
            "--format", "csv"]}
    keys = ["district", "node"]
    print(f"\nexport 5,000 x 400, labels: {same_results(commands, ['score', 'answers'], data, keys)}")
    runs = rounds(commands, count)
    print_runs(runs)
    result = faster("export 5,000 x 400, labels", runs, 1)
    result.notes.append((f"{1000 * result.own_s:.0f} ms (target under 150)", result.own_s < 0.150))
    return [result.print()]


def growth(results):
    """What a row costs from 1M to 50M rows, and whether it is the same within a fifth."""
    walls = {result.job: result.own_s for result in results}
    # The start of the process is not a row's.
    costs = {job: (walls[job] - START_S) / int(job.split()[1][:-1]) * 1000 for job in LONG if job in walls}
    if len(costs) < 2:
        return
    flat = max(costs.values()) <= 1.2 * min(costs.values())
    print("\nns a row, long, without the start: " + ", ".join(f"{job[5:]} {cost:.1f}" for job, cost in costs.items())
        + f" (flat within 20 %): {verdict(flat)}")
