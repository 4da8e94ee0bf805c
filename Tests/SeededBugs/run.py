#!/usr/bin/env python3
"""Seeds the bugs that *.seeds list, one at a time, and says which conformance case notices which.

usage: run.py [--only WORD]... [--jobs N] [--table FILE]

All seeds are built once: a copy of the sources holds each original beside its bug, and an environment variable of the copy
chooses. The cases are run without a bug first, and must pass; then once with each. Exit status 1 if a bug that is not
explained as `beyond` goes unnoticed, or one that is explained is noticed.

--only WORD   only seeds whose name, area or file has WORD in it
--jobs N      so many runs at a time (default: one for each processor)
--table FILE  write the table of results between the marks in FILE
"""
import argparse
import concurrent.futures
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".build" / "mutations"
COPY = WORK / "source"
CASES = ROOT / "Grammar" / "conformance"
SUITES = "ConformanceTests/cases|FixtureTests/cases|ComparisonTests/cases"
# Optimised: the cases run hundreds of times. Not whole-module: so a second run builds only what changed.
BUILD = ["--package-path", COPY, "--scratch-path", WORK / "build", "-Xswiftc", "-O"]
VARIABLE = "GEARBOX_SEED"
TOO_LONG = 60
MARKS = ("<!-- seeded bugs: written by `make mutations` -->", "<!-- end of seeded bugs -->")

CHOICE = """\
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@usableFromInline package let chosenSeed: Int = getenv("%s").flatMap { Int(String(cString: $0)) } ?? 0

@inlinable package func seeded(_ number: Int) -> Bool { chosenSeed == number }
""" % VARIABLE


# ---- the list ---------------------------------------------------------------------------------------------------

class Seed:
    def __init__(self, area, path, name, what, where):
        self.area, self.path, self.name, self.what, self.where = area, path, name, what, where
        self.original, self.mutated, self.beyond = [], [], []
        self.number = 0

    def parts(self):
        """The original, and what is put in its place: the marked expression, or whole statements."""
        original, mutated = "\n".join(self.original), "\n".join(self.mutated)
        if "«" not in original:
            return "", original, "", mutated
        before, inner, after = re.split("[«»]", original)
        split = re.split("[«»]", mutated)
        if len(split) != 3 or (split[0], split[2]) != (before, after):
            stop(f"{self.where}: what stands around « » differs between `-` and `+`")
        return before, inner, after, split[1]

    @property
    def is_expression(self):
        return "«" in "".join(self.original)


def read_seeds():
    seeds, names = [], set()
    for path in sorted(HERE.glob("*.seeds")):
        area = file = seed = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.name}:{number}"
            if line.startswith("# "):
                area, seed = line[2:], None
            elif line.startswith("== "):
                file, seed = line[3:], None
            elif line.startswith(("- ", "+ ")) and seed:
                (seed.original if line[0] == "-" else seed.mutated).append(line[2:].strip())
            elif line.startswith("beyond: ") and seed:
                seed.beyond.append(line[8:])
            elif named := re.fullmatch(r"([a-z0-9-]+): (.+)", line):
                if not area or not file or named[1] in names:
                    stop(f"{where}: a seed stands below an area and a file, and has a name of its own")
                names.add(named[1])
                seed = Seed(area, file, named[1], named[2], where)
                seeds.append(seed)
                seed.number = len(seeds)
            elif line:
                stop(f"{where}: this is no line of a list of seeds: {line}")
    return seeds


def stop(message):
    sys.exit(f"run.py: {message}")


# ---- the copy ---------------------------------------------------------------------------------------------------

def find(seed, text):
    """Where the original stands in a file, which must be in one place; lines may be indented otherwise."""
    before, inner, after, _ = seed.parts()
    def pattern(part):
        return r"\n[ ]*".join(re.escape(line) for line in part.split("\n"))
    whole = "".join(f"({pattern(part)})" for part in (before, inner, after))
    found = list(re.finditer(whole, text))
    if len(found) != 1:
        stop(f"{seed.where}: the original of {seed.name} stands {len(found)} times in {seed.path}, not once")
    return found[0].span(2)


def seeded(path, text, seeds):
    """The text of a file with all of its seeds in it."""
    places = {}
    for seed in seeds:
        places.setdefault(find(seed, text), []).append(seed)
    end = len(text)
    for (start, stop_), here in sorted(places.items(), reverse=True):
        if stop_ > end:
            stop(f"{path}: the originals of {here[0].name} and another seed overlap")
        end = start
        original = text[start:stop_]
        if len({seed.is_expression for seed in here}) > 1:
            stop(f"{path}: {here[0].name} and another seed are an expression and a statement in one place")
        made = original if here[0].is_expression else "{ " + original + " }"
        for seed in reversed(here):
            bug = seed.parts()[3]
            if seed.is_expression:
                made = f"(seeded({seed.number}) ? ({bug}) : ({made}))"
            else:
                made = f"if seeded({seed.number}) {{ {bug} }} else {made}"
        text = text[:start] + made + text[stop_:]
    if seeds and not re.search(r"^import GearSource$", text, re.M) and not path.startswith("Sources/GearSource/"):
        text = "import GearSource\n" + text
    return text


def write(path, text):
    """Only what is new, so that only that is built."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def copy(seeds):
    by_path = {}
    for seed in seeds:
        by_path.setdefault(seed.path, []).append(seed)
    wanted = {COPY / "Sources/GearSource/Seeded.swift"}
    write(COPY / "Sources/GearSource/Seeded.swift", CHOICE)
    for folder in ("Sources", "Tests"):
        for source in sorted((ROOT / folder).rglob("*")):
            name = str(source.relative_to(ROOT))
            if source.is_dir() or source.is_relative_to(HERE):
                continue
            wanted.add(COPY / name)
            if source.suffix == ".swift":
                write(COPY / name, seeded(name, source.read_text(encoding="utf-8"), by_path.pop(name, [])))
            elif not (COPY / name).exists():
                (COPY / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, COPY / name)
    if by_path:
        stop(f"there is no {', '.join(by_path)}")
    for folder in ("Sources", "Tests"):
        for old in (COPY / folder).rglob("*.swift"):
            if old not in wanted:
                old.unlink()
    # A bug may leave a variable unused, which is no reason not to build it.
    package = (ROOT / "Package.swift").read_text(encoding="utf-8")
    write(COPY / "Package.swift", package.replace(", .treatAllWarnings(as: .error)", ""))
    if (ROOT / "Package.resolved").exists():
        write(COPY / "Package.resolved", (ROOT / "Package.resolved").read_text(encoding="utf-8"))
    for source in (ROOT / "Stdlib").iterdir():
        write(COPY / "Stdlib" / source.name, source.read_text(encoding="utf-8"))
    # The cases are those of the repository itself: what is added to them needs no build.
    if not (COPY / "Grammar").exists():
        (COPY / "Grammar").symlink_to(ROOT / "Grammar")


def build(seeds):
    copy(seeds)
    swift = os.environ.get("SWIFT", "swift")
    begin = time.time()
    built = subprocess.run([swift, "build", "--build-tests", *BUILD], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if built.returncode:
        sys.stdout.buffer.write(built.stdout)
        stop("the copy with the seeds does not build")
    print(f"built in {time.time() - begin:.0f} s", file=sys.stderr)
    # Where the tests are one program it is run itself, because `swift test` runs once at a time.
    program = next((WORK / "build" / "debug").glob("*.xctest"))
    head = (
        [program, "--testing-library", "swift-testing"] if program.is_file() else [swift, "test", "--skip-build", *BUILD])
    return [*head, "--filter", SUITES]


# ---- the runs ---------------------------------------------------------------------------------------------------

def labels():
    """What the tests call the cases: FILE: NAME."""
    found = []
    for path in sorted(CASES.rglob("*.gear-case")):
        name = path.relative_to(ROOT)
        for case in re.split(r"^---\n", path.read_text(encoding="utf-8"), flags=re.M):
            found.append(f"{name}: {case.split(chr(10), 1)[0].lstrip('# ')}")
    return found


def run(command, number, cases):
    """Which cases fail: their labels, or why there are none to be had."""
    environment = {key: value for key, value in os.environ.items() if key != "GEARBOX_RECORD"}
    environment[VARIABLE] = str(number)
    # Counted in seconds of work: a machine that is busy with other things makes no bug endless.
    limited = ["sh", "-c", f'ulimit -t {TOO_LONG}; exec "$@"', "sh", *command]
    done = subprocess.run(limited, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return [], "does not end"
    text = done.stdout.decode("utf-8", "replace")
    failed = [
        label for label in cases
        if re.search(re.escape(label) + r"(: (tree|diagnostics|table|tests|coverage|intake|changes))?\s*$", text, re.M)]
    if done.returncode == 0:
        return [], None
    if not failed and not re.search(r"Test run with \d+ tests? in \d+ suites? failed", text):
        return [], "crashes"
    return failed, None if failed else "fails without saying where:\n" + text[-2000:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], metavar="WORD")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--table", type=Path, metavar="FILE")
    given = parser.parse_args()
    seeds = read_seeds()
    command = build(seeds)
    cases = labels()
    failed, why = run(command, 0, cases)
    if failed or why:
        stop("without a bug the cases do not pass: " + (why or ", ".join(failed)))
    chosen = [
        seed for seed in seeds
        if not given.only or any(word in text for word in given.only for text in (seed.name, seed.area, seed.path))]
    results = {}
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        runs = {pool.submit(run, command, seed.number, cases): seed for seed in chosen}
        for done in concurrent.futures.as_completed(runs):
            seed, (failed, why) = runs[done], done.result()
            results[seed.name] = (failed, why)
            show(seed, failed, why)
    return report(chosen, results, len(cases), given.table)


def show(seed, failed, why):
    folder = "Grammar/conformance/"
    first = f"{failed[0].removeprefix(folder)}" if failed else why or "NOT NOTICED"
    more = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
    print(f"{seed.name}: {first}{more}", flush=True)


def report(seeds, results, cases, table):
    def noticed(seed):
        failed, why = results[seed.name]
        return bool(failed or why)
    unnoticed = [seed for seed in seeds if not noticed(seed) and not seed.beyond]
    needless = [seed for seed in seeds if noticed(seed) and seed.beyond]
    rows = []
    for area in dict.fromkeys(seed.area for seed in seeds):
        here = [seed for seed in seeds if seed.area == area]
        counts = sorted(len(results[seed.name][0]) for seed in here if noticed(seed))
        middle = counts[len(counts) // 2] if counts else 0
        rows.append((area, len(here), sum(map(noticed, here)), sum(count == 1 for count in counts), middle,
                     sum(bool(seed.beyond) for seed in here)))
    rows.append(("all", *(sum(row[place] for row in rows) for place in (1, 2, 3)), "", sum(row[5] for row in rows)))
    lines = ["| area | bugs | noticed | by one case alone | cases that notice one (median) | beyond the cases |",
             "|---|---|---|---|---|---|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    print("\n".join(["", *lines]))
    for seed in unnoticed:
        print(f"not noticed: {seed.name} ({seed.what}), {seed.where}")
    for seed in needless:
        print(f"noticed, though explained as beyond the cases: {seed.name}, {seed.where}")
    if table and not unnoticed and not needless:
        text = table.read_text(encoding="utf-8")
        start, rest = text.split(MARKS[0])
        table.write_text("\n".join([start + MARKS[0], "", *lines, "", MARKS[1]]) + rest.split(MARKS[1])[1], encoding="utf-8")
    return 1 if unnoticed or needless else 0


if __name__ == "__main__":
    sys.exit(main())
