"""Checking and formatting many definitions, checking again after an edit, and starting up."""
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from peers import JSONSCHEMA
from timing import Shell, Wrong, compared, run

HERE = Path(__file__).resolve().parent
DEFINITIONS = 100_000


def time_definitions(gearbox, data, count):
    """Beside json with jsonschema-rs on the same tree; its seconds are without starting Python, Gearbox's the process."""
    path = data / f"framework_{DEFINITIONS}"
    commands = {"check": [gearbox, "check", "-"], "fmt": [gearbox, "fmt", "-"]}
    peer = [str(data / "venv/bin/python"), str(HERE / "peer.py"), f"{path}.json"]
    run(peer)
    walls = {"peer": [], "check": [], "fmt": []}
    for _ in range(count):
        seconds, definitions = subprocess.run(peer, check=True, capture_output=True, text=True).stdout.split()
        if int(definitions) != DEFINITIONS:
            raise Wrong(f"bench: {definitions} definitions in {path}.json")
        walls["peer"].append(float(seconds))
        for name, command in commands.items():
            with open(f"{path}.gear", encoding="utf-8") as program:
                walls[name].append(run(command, given=program)[0])
    label = f"json, jsonschema-rs {JSONSCHEMA}"
    print(f"\n{DEFINITIONS:,} definitions")
    check = compared("check 100,000 definitions", label, walls["peer"], walls["check"], 2)
    rate = DEFINITIONS / check.own_s
    check.notes.append((f"{rate:,.0f} definitions a second (target 1,000,000)", rate >= 1_000_000))
    fmt = compared("fmt 100,000 definitions", "gearbox check", walls["check"], walls["fmt"], 1)
    return [check.print(), fmt.print()]


def time_start(gearbox, duckdb, count):
    """A whole process that does next to nothing: checking a file of 50 lines, `SELECT 1`."""
    commands = {
        "duckdb SELECT 1": [str(duckdb), "-c", "SELECT 1"],
        "gearbox": [gearbox, "check", str(HERE.parent / "examples/minimal/minimal.gear")]}
    walls = {name: [] for name in commands}
    for turn in range(5 * count + 1):
        for name, command in commands.items():
            wall = run(command)[0]
            if turn:
                walls[name].append(wall)
    print("\nstart, check of a small file")
    result = compared("start, check of a small file", "duckdb SELECT 1", walls["duckdb SELECT 1"], walls["gearbox"], 3)
    result.notes.append((f"{1000 * result.own_s:.1f} ms (target under 6)", result.own_s < 0.006))
    return [result.print()]


def time_edit(gearbox, data, count):
    """After an edit of one of 50 files with 10,000 definitions together: the prompt's `:reload` beside a full check."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(data / "project_10000", project)
        edited = project / "part25.gear"
        texts = edited.read_text(encoding="utf-8"), edited.read_text(encoding="utf-8").replace(' and ', ' or ', 1)
        # As where people work, all but the edited file have been there for more than a moment (two seconds).
        time.sleep(2.5)
        shell = Shell([gearbox, "repl", str(project / "all.gear")], "scales | select kind | take 0\n", "kind")
        shell.ask(":check")
        full, again = [], []
        for turn in range(count + 1):
            edited.write_text(texts[turn % 2], encoding="utf-8")
            _, wall = shell.ask(":reload")
            again.append(wall)
            full.append(run([gearbox, "check", str(project / "all.gear")])[0])
        shell.close()
    print("\none edit in 50 files of 10,000 definitions")
    return [compared("check after one edit", "gearbox check", full[1:], again[1:], 10).print()]
