"""The second start: answers that an earlier process read and kept, beside DuckDB opening a table that it kept."""
import shutil
import string
import subprocess
from pathlib import Path

import queries
from scoring import gearbox_command, same_results
from timing import Wrong, compared, print_runs, rounds

HERE = Path(__file__).resolve().parent
ANSWERS = "long_10000000"
QUERY = "by district, source, wave; gears"


def time_second(gearbox, duckdb, data, count):
    """Gearbox with a cache, trusting and comparing the content, without one, and DuckDB with its own file."""
    folder = data / "second"
    folder.mkdir(exist_ok=True)
    for name in (f"{ANSWERS}.gear", "model.gear"):
        shutil.copyfile(data / name, folder / name)
    answers = folder / f"{ANSWERS}.csv"
    if not answers.exists():
        answers.symlink_to(data / answers.name)
    for old in [*folder.glob("*.gearcache"), *folder.glob("*.duckdb*")]:
        old.unlink()
    kept = folder / "answers.duckdb"
    load = string.Template((HERE / "sql/load.sql").read_text(encoding="utf-8")).substitute(
        file=data / f"{ANSWERS}.csv", targets=data / "targets.csv", tags=data / "tags.csv")
    if subprocess.run([str(duckdb), str(kept)], input=load, text=True, stdout=subprocess.DEVNULL).returncode:
        raise Wrong("bench: DuckDB could not keep the answers")
    plain = gearbox_command(gearbox, folder, "plain", ANSWERS)
    commands = {
        "duckdb, kept": [str(duckdb), "-csv", "-readonly", str(kept), "-c", queries.sql(QUERY)],
        "gearbox, without": plain,
        "gearbox, first": [*plain, "--cache"],
        "gearbox, second": [*plain, "--cache"],
        "gearbox, second, compared": [*plain, "--verify-cache"],
    }
    print(f"\nsecond start, {int(ANSWERS.split('_')[1]):,} rows")
    cache = folder / f"{ANSWERS}.csv.answers.gearcache"
    print(f"  {same_results(commands, ['score', 'answers'], folder)}; kept: gearbox {cache.stat().st_size >> 20} MiB, duckdb "
        f"{kept.stat().st_size >> 20} MiB")
    runs = {name: [] for name in commands}
    for _ in range(count):
        cache.unlink()
        for name, taken in rounds(commands, 1).items():
            runs[name] += taken
    print_runs(runs)
    walls = {name: [wall for wall, _ in taken] for name, taken in runs.items()}
    second = walls["gearbox, second"]
    return [
        compared("second start", "duckdb, kept", walls["duckdb, kept"], second, 1).print(),
        compared("second start, content compared", "duckdb, kept", walls["duckdb, kept"],
            walls["gearbox, second, compared"], 1).print(),
        compared("second start", "the first", walls["gearbox, without"], second, 1).print(),
        compared("start that keeps", "one that does not", walls["gearbox, without"], walls["gearbox, first"], 0).print(),
    ]
