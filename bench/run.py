#!/usr/bin/env python3
"""Times Gearbox and DuckDB on the same scoring job, turn by turn, and compares what they compute; and checking and
formatting a framework beside Python's json with jsonschema-rs.

usage: run.py --gearbox PROGRAM [--rounds 7] [--only JOB]... [--data FOLDER]

Everything generated or installed lies in FOLDER (default bench/data). The first run makes it: some 700 MB of answers and a
virtual environment with DuckDB's command line. Each job has one uncounted round, whose results are compared to 1e-9;
then every program runs once a round, in turn, and a ratio is taken within each round. Files come from the page cache.
"""
import argparse
import csv
import os
import statistics
import string
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate
import reference

HERE = Path(__file__).resolve().parent
DUCKDB = "1.5.6"
JSONSCHEMA = "0.61.0"
SIZES = [100_000, 1_000_000, 10_000_000]
DEFINITIONS = 100_000
KEYS = ["district", "source", "wave", "node"]
# job: the answers, the rule, DuckDB's queries, the ratio to reach
JOBS = {
    "long 1M": ("long_1000000", "plain", ["long_plain", "long_summed"], 5),
    "long 10M": ("long_10000000", "plain", ["long_plain", "long_summed"], 5),
    "shuffled 10M": ("shuffled_10000000", "plain", ["long_summed"], 3),
    "wide 25,000 x 400": ("wide_10000000", "plain", ["wide"], 8),
    "stats 1M": ("long_1000000", "persons", ["statistics"], 8),
    "stats 10M": ("long_10000000", "persons", ["statistics"], 8),
}
MEMORY_MIB, DEFINITIONS_PER_S, START_MS = 100, 500_000, 15


# ---- what is needed ---------------------------------------------------------------------------------------------

def prepare(data):
    data.mkdir(parents=True, exist_ok=True)
    done = data / "complete"
    stamp = (HERE / "generate.py").read_text(encoding="utf-8")
    if not done.exists() or done.read_text(encoding="utf-8") != stamp:
        print(f"making the answers in {data}", file=sys.stderr)
        for rows in SIZES:
            generate.main(str(data), rows)
        generate.write_shuffled(str(data), SIZES[-1])
        generate.write_framework(str(data), DEFINITIONS)
        with open(data / "quantiles.csv", "w", encoding="utf-8") as file:
            file.write("df,quantile\n")
            file.writelines(f"{df},{reference.t_quantile(df)!r}\n" for df in range(1, 1001))
        done.write_text(stamp, encoding="utf-8")
    python = data / "venv/bin/python"
    if not python.exists():
        print("installing DuckDB's command line", file=sys.stderr)
        made = subprocess.run([sys.executable, "-m", "venv", data / "venv"])
        if made.returncode:
            sys.exit("bench: no virtual environment could be made; on Debian: apt-get install python3-venv")
    subprocess.run([python, "-m", "pip", "-q", "install", "--disable-pip-version-check", f"duckdb-cli=={DUCKDB}",
        f"jsonschema-rs=={JSONSCHEMA}"], check=True)
    # The program itself: what pip puts on the path is a Python script around it.
    return next(data.glob("venv/lib/python3*/site-packages/duckdb_cli/duckdb"))


def duckdb_command(duckdb, data, query, name):
    text = string.Template((HERE / f"sql/{query}.sql").read_text(encoding="utf-8")).substitute(
        file=data / f"{name}.csv", targets=data / "targets.csv", tags=data / "tags.csv", quantiles=data / "quantiles.csv",
        columns=", ".join(f"'{question}': 'TINYINT'" for question in generate.QUESTIONS))
    path = data / f"{query}.{name}.sql"
    path.write_text(text, encoding="utf-8")
    return [str(duckdb), "-csv", "-f", str(path)]


def gearbox_command(gearbox, data, rule, name):
    stats = ["--stats"] if rule == "persons" else []
    return [
        gearbox, "score", str(data / f"{name}.gear"), "--rule", rule, "--by", "district,source,wave",
        "--layer", "gear", "--format", "csv", *stats]


# ---- the same numbers? ------------------------------------------------------------------------------------------

def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return {tuple(row[key] for key in KEYS): row for row in csv.DictReader(file)}


def worst_difference(want, got, columns):
    """The largest difference in these columns; counts must be equal, and undefined is equal to undefined only."""
    if want.keys() != got.keys():
        only = sorted(want.keys() ^ got.keys())
        raise SystemExit(f"bench: {len(want)} rows against {len(got)}; in one only, for instance: {only[0]}")
    worst = 0.0
    for key, row in want.items():
        for column in columns:
            a, b = (None if x[column] in (None, "", "NULL") else float(x[column]) for x in (row, got[key]))
            if a is None and b is None:
                continue
            # An interval of millions of standard errors (one degree of freedom) is compared by its own size.
            off = float("inf") if a is None or b is None else abs(a - b) / max(1, abs(a))
            if off > 1e-9 or (column in ("n", "answers") and off > 0):
                raise SystemExit(f"bench: {key}: {column} is {row[column]} against {got[key][column]}")
            worst = max(worst, off)
    return worst


# ---- time and memory --------------------------------------------------------------------------------------------

def run(command, output=subprocess.DEVNULL, given=subprocess.DEVNULL):
    """Wall seconds and peak resident MiB of one run; what it says beside its output is shown only if it fails."""
    errors = tempfile.TemporaryFile()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=given, stdout=output, stderr=errors)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        errors.seek(0)
        raise SystemExit(f"{errors.read().decode()}bench: exit status {process.returncode}: {' '.join(command)}")
    return wall, usage.ru_maxrss / 1024


def anonymous_peak(command):
    """The most MiB that one run held beyond files it had mapped, looked at every millisecond."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            text = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            peak = max([peak] + [int(line.split()[1]) for line in text.splitlines() if line.startswith("RssAnon")])
        except OSError:
            pass
        time.sleep(0.001)
    return peak / 1024


def verdict(is_met):
    return "met" if is_met else "NOT MET"


def time_job(name, gearbox, duckdb, data, rounds):
    """Prints one line a program and whether the targets are met; returns that."""
    answers, rule, queries, target = JOBS[name]
    commands = {query: duckdb_command(duckdb, data, query, answers) for query in queries}
    if gearbox:
        commands["gearbox"] = gearbox_command(gearbox, data, rule, answers)
    results = {}
    for program, command in commands.items():
        path = data / f"result.{program}.csv"
        with open(path, "w", encoding="utf-8") as file:
            run(command, file)
        results[program] = read(path)
    columns = ["score", "answers"] + (["n", "se", "df", "low", "high"] if rule == "persons" else [])
    worst = max(worst_difference(results[queries[0]], other, columns) for other in results.values())
    print(f"\n{name}: {len(results[queries[0]])} rows, largest difference {worst:.1e}")

    runs = {program: [] for program in commands}
    for _ in range(rounds):
        for program, command in commands.items():
            runs[program].append(run(command))
    median = {program: statistics.median(wall for wall, _ in taken) for program, taken in runs.items()}
    for program, taken in runs.items():
        walls, peaks = zip(*taken)
        label = program if program == "gearbox" else f"duckdb {program}"
        print(f"  {label:20} {median[program]:8.3f} s  ({min(walls):.3f} to {max(walls):.3f})  peak {max(peaks):6.0f} MiB")
    if not gearbox:
        return True
    better = min(queries, key=median.get)
    ratios = [a / b for (a, _), (b, _) in zip(runs[better], runs["gearbox"])]
    memory = anonymous_peak(commands["gearbox"])
    fast, small = statistics.median(ratios) >= target, memory <= MEMORY_MIB
    print(f"  {statistics.median(ratios):.1f} times as fast ({min(ratios):.1f} to {max(ratios):.1f}; target {target}): {verdict(fast)}")
    print(f"  {memory:.0f} MiB beyond the mapped file (target under {MEMORY_MIB}): {verdict(small)}")
    return fast and small


def time_check(gearbox, data, rounds):
    """Checking and formatting many definitions beside json with jsonschema-rs on the same tree, and starting up.

    The peer's seconds are without starting Python; Gearbox's are the whole process.
    """
    path = data / f"framework_{DEFINITIONS}"
    commands = {"check": [gearbox, "check", "-"], "fmt": [gearbox, "fmt", "-"]}
    peer = [str(data / "venv/bin/python"), str(HERE / "peer.py"), f"{path}.json"]
    few = [gearbox, "check", str(HERE.parent / "examples/minimal/minimal.gear")]
    run(peer), run(few)
    runs = {"peer": [], "check": [], "fmt": []}
    for _ in range(rounds):
        seconds, definitions = subprocess.run(peer, check=True, capture_output=True, text=True).stdout.split()
        if int(definitions) != DEFINITIONS:
            raise SystemExit(f"bench: {definitions} definitions in {path}.json")
        runs["peer"].append(float(seconds))
        for name, command in commands.items():
            with open(f"{path}.gear", encoding="utf-8") as program:
                runs[name].append(run(command, given=program)[0])
    start = 1000 * statistics.median(run(few)[0] for _ in range(5 * rounds))
    print(f"\n{DEFINITIONS:,} definitions")
    for name, label in (("peer", f"json, jsonschema-rs {JSONSCHEMA}"), ("check", "gearbox check"), ("fmt", "gearbox fmt")):
        wall = statistics.median(runs[name])
        ratios = statistics.median(a / b for a, b in zip(runs["peer"], runs[name]))
        print(f"  {label:28} {wall:.3f} s  {DEFINITIONS / wall:11,.0f} a second  {ratios:.2f} times as fast as json")
    fast = DEFINITIONS / statistics.median(runs["check"]) >= DEFINITIONS_PER_S
    quick = start < START_MS
    print(f"  check: {DEFINITIONS_PER_S:,} a second: {verdict(fast)}")
    print(f"check of a small file: {start:.1f} ms (target under {START_MS}): {verdict(quick)}")
    return fast and quick


def check_reference(gearbox, duckdb, data):
    """On a small file, the plain scorer in Python is the judge of the SQL and of Gearbox."""
    for rule, queries in (("plain", ["long_plain", "long_summed"]), ("persons", ["statistics"])):
        name, by_person = f"long_{SIZES[0]}", rule == "persons"
        want = reference.scores(data / f"{name}.csv", by_person)
        columns = ["score", "answers"] + (["n", "se", "low", "high"] if by_person else [])
        commands = [duckdb_command(duckdb, data, query, name) for query in queries]
        for command in commands + ([gearbox_command(gearbox, data, rule, name)] if gearbox else []):
            path = data / "result.csv"
            with open(path, "w", encoding="utf-8") as file:
                run(command, file)
            worst_difference(want, read(path), columns)
    print(f"on {SIZES[0]:,} answers the plain scorer, DuckDB{' and Gearbox' if gearbox else ''} agree")


def main():
    sys.stdout.reconfigure(line_buffering=True)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gearbox", help="the program; without it only DuckDB runs")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", action="append", choices=[*JOBS, "check"])
    parser.add_argument("--data", type=Path, default=HERE / "data")
    options = parser.parse_args()
    data = options.data.resolve()
    duckdb = prepare(data)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}, DuckDB {DUCKDB}, {options.rounds} rounds")
    check_reference(options.gearbox, duckdb, data)
    met = [
        time_job(job, options.gearbox, duckdb, data, options.rounds)
        for job in JOBS if not options.only or job in options.only]
    if options.gearbox and (not options.only or "check" in options.only):
        met.append(time_check(options.gearbox, data, options.rounds))
    print(f"\nload at the end {os.getloadavg()[0]:.2f}")
    sys.exit(0 if all(met) else 1)


if __name__ == "__main__":
    main()
