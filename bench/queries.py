"""Questions to answers that are loaded already, beside DuckDB on a table of its own in memory."""
import statistics
import string
from pathlib import Path

from scoring import indexed, worst_difference
from timing import Shell, compared

HERE = Path(__file__).resolve().parent
ANSWERS = "long_10000000"
# what: Gearbox's pipeline; DuckDB's condition, dimensions, and whether tags are wanted beside gears
QUERIES = {
    "by district, source, wave; gears": (
        "scores of plain by district, source, wave | where layer == gear", "true", "district, source, wave", False),
    "by source and wave; all nodes": ("scores of plain by source, wave", "true", "source, wave", True),
    "teachers of one wave, by district; gears": (
        "scores of plain by district for source == teacher and wave == spring16 | where layer == gear",
        "source = 'teacher' AND wave = 'spring16'", "district, source, wave", False),
    "one district; all nodes": (
        "scores of plain by district for district == d007", "district = 'd007'", "district, source, wave", True),
}


def sql(query):
    _, condition, dimensions, is_deep = QUERIES[query]
    text = (HERE / "sql/loaded.sql").read_text(encoding="utf-8")
    return " ".join(string.Template(text).substitute(
        condition=condition, dimensions=dimensions, deep="true" if is_deep else "false").split())


def time_queries(gearbox, duckdb, data, count):
    own = Shell(
        [gearbox, "repl", str(data / f"{ANSWERS}.gear")], "scales | select kind | take 0\n", "kind")
    peer = Shell([str(duckdb), "-csv"], ".print ====", "====")
    load = string.Template((HERE / "sql/load.sql").read_text(encoding="utf-8")).substitute(
        file=data / f"{ANSWERS}.csv", targets=data / "targets.csv", tags=data / "tags.csv")
    _, peer_load = peer.ask(" ".join(line for line in load.splitlines() if not line.startswith("--")))
    _, own_load = own.ask("scores of plain | where layer == gear | take 1")
    print(f"\nquestions to {int(ANSWERS.split('_')[1]):,} loaded answers (read in {own_load:.2f} s; duckdb {peer_load:.2f})")
    results = []
    for query, (pipeline, _, dimensions, _) in QUERIES.items():
        keys = [*dimensions.split(", "), "node"]
        pipeline += f" | select {dimensions}, node, score, answers"
        want, got = (indexed(shell.ask(text)[0], keys) for shell, text in ((peer, sql(query)), (own, pipeline)))
        worst = worst_difference(want, got, ["score", "answers"])
        walls = [], []
        for _ in range(count):
            walls[0].append(peer.ask(sql(query))[1])
            walls[1].append(own.ask(pipeline)[1])
        print(f"  {query}: {len(got)} rows, largest difference {worst:.1e}")
        result = compared(f"again, {query}", "duckdb, loaded", *walls, 20)
        slowest = statistics.median(walls[1])
        result.notes.append((f"{1000 * slowest:.0f} ms (target under 50)", slowest < 0.050))
        results.append(result.print())
    own.close()
    peer.close()
    return results
