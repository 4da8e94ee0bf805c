"""What the bench needs beside Gearbox: made data, and the programs it is held against."""
import os
import shlex
import subprocess
import sys
from pathlib import Path

import generate
import reference

HERE = Path(__file__).resolve().parent
DUCKDB = "1.5.6"
JSONSCHEMA = "0.61.0"


def prepare(data, sizes, definitions):
    """Makes what is missing in the folder `data`; the path of DuckDB's command line."""
    data.mkdir(parents=True, exist_ok=True)
    stamp = (HERE / "generate.py").read_text(encoding="utf-8")
    made = data / "made"
    made.mkdir(exist_ok=True)
    for name, make in generate.parts(str(data), sizes, definitions):
        done = made / name
        if not done.exists() or done.read_text(encoding="utf-8") != stamp:
            print(f"making {name} in {data}", file=sys.stderr)
            make()
            done.write_text(stamp, encoding="utf-8")
    with open(data / "quantiles.csv", "w", encoding="utf-8") as file:
        file.write("df,quantile\n")
        file.writelines(f"{df},{reference.t_quantile(df)!r}\n" for df in range(1, 1001))
    return install(data)


def compile_bound(data):
    """The hand-written bound, `bound.swift`, compiled in the folder by the toolchain that SWIFT names; None if it cannot be.

    `-Ounchecked` makes it up to a sixth faster than `-O` does, and it is to be as fast as can be.
    """
    source, program, done = HERE / "bound.swift", data / "bound", data / "made/bound"
    command = shlex.split(os.environ.get("SWIFT", "swift") + "c") + [
        "-Ounchecked", "-wmo", "-static-stdlib", str(source), "-o", str(program)]
    stamp = " ".join(command) + source.read_text(encoding="utf-8")
    if program.exists() and done.exists() and done.read_text(encoding="utf-8") == stamp:
        return program
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"the hand-written bound is left out, as it could not be compiled: {error}", file=sys.stderr)
        return None
    done.write_text(stamp, encoding="utf-8")
    return program


def install(data):
    """DuckDB's command line and jsonschema-rs, in a virtual environment in the folder; the path of the first."""
    python = data / "venv/bin/python"
    if not python.exists():
        print("installing DuckDB's command line", file=sys.stderr)
        if subprocess.run([sys.executable, "-m", "venv", data / "venv"]).returncode:
            sys.exit("bench: no virtual environment could be made; on Debian: apt-get install python3-venv")
        subprocess.run([python, "-m", "pip", "-q", "install", "--disable-pip-version-check", f"duckdb-cli=={DUCKDB}",
            f"jsonschema-rs=={JSONSCHEMA}"], check=True)
    # The program itself: what pip puts on the path is a Python script around it.
    return next(data.glob("venv/lib/python3*/site-packages/duckdb_cli/duckdb"))
