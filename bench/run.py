#!/usr/bin/env python3
"""Times Gearbox and others on the same jobs, turn by turn, and compares what they compute.

usage: run.py --gearbox PROGRAM [--rounds 7] [--only JOB]... [--cores N] [--report FILE.md] [--data FOLDER]

Everything generated or installed lies in FOLDER (default bench/data). The first run makes it: some 5 GB of answers and a
virtual environment with DuckDB's command line, and compiles the hand-written bound, which is in turn with the programs in
jobs from a file to scores: the limit that they are held against. Each job has one uncounted round, whose results are compared to 1e-9;
then every program runs once a round, in turn, and a ratio is taken within each round. Files come from the page cache.
The exit status is 1 only if results differ: how fast a machine is today is no mistake.
"""
import argparse
import os
import sys
from pathlib import Path

import cycle
import definitions
import peers
import prompt
import queries
import report
import scoring
import second

HERE = Path(__file__).resolve().parent
SIZES = [scoring.SMALL, 1_000_000, 10_000_000, 50_000_000]


def jobs(gearbox, duckdb, bound, data, rounds):
    """What there is to run: a name, and a function that gives results."""
    for name in scoring.JOBS:
        yield name, lambda name=name: scoring.time_job(name, gearbox, duckdb, bound, data, rounds)
    if gearbox:
        yield "export", lambda: scoring.time_export(gearbox, duckdb, data, rounds)
        yield "again", lambda: queries.time_queries(gearbox, duckdb, data, rounds)
        yield "second", lambda: second.time_second(gearbox, duckdb, data, rounds)
        yield "sqlite", lambda: scoring.time_sqlite(gearbox, data, rounds)
        yield "check", lambda: definitions.time_definitions(gearbox, data, rounds)
        yield "edit", lambda: definitions.time_edit(gearbox, data, rounds)
        yield "cycle", lambda: cycle.time_cycle(gearbox, data, rounds)
        yield "prompt", lambda: prompt.compare(gearbox, duckdb, data, rounds)
        yield "start", lambda: definitions.time_start(gearbox, duckdb, rounds)


def main():
    sys.stdout.reconfigure(line_buffering=True)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--gearbox", type=lambda path: str(Path(path).resolve()), help="the program; without it only DuckDB runs")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", action="append", choices=[name for name, _ in jobs("gearbox", "", None, HERE, 1)])
    parser.add_argument("--cores", type=int, help="how many processors all programs may use; default: all there are")
    parser.add_argument("--report", type=Path, help="where to write the results as Markdown")
    parser.add_argument("--data", type=Path, default=HERE / "data")
    options = parser.parse_args()
    data = options.data.resolve()
    duckdb = peers.prepare(data, SIZES, definitions.DEFINITIONS)
    bound = peers.compile_bound(data)
    cores = sorted(os.sched_getaffinity(0))[:options.cores]
    os.sched_setaffinity(0, cores)
    print(f"{len(cores)} of {os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}, DuckDB {peers.DUCKDB}, "
        f"{options.rounds} rounds")
    scoring.check_reference(options.gearbox, duckdb, data)
    results = []
    for name, time in jobs(options.gearbox, duckdb, bound, data, options.rounds):
        if not options.only or name in options.only:
            results += time()
    scoring.growth(results)
    missed = [result.job for result in results if not result.is_met]
    print(f"\nload at the end {os.getloadavg()[0]:.2f}; targets met: {len(results) - len(missed)} of {len(results)}"
        + (f"; not: {', '.join(missed)}" if missed else ""))
    if options.report:
        report.write(options.report, results, options.rounds, cores)


if __name__ == "__main__":
    main()
