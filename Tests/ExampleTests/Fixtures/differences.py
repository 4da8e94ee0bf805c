"""Prints, as the table of docs/OUTSIDE-VALUES.md, how far Gearbox is from each outside value: |ours - theirs| / max(1, |theirs|).

Run at the root of the repository: python3 Tests/ExampleTests/Fixtures/differences.py
Needs `gearbox` on the path. The values themselves are written by the scripts named beside them.
"""
import csv
import io
import subprocess
from collections import defaultdict

HERE = "Tests/ExampleTests/Fixtures"


def table(command):
    """The rows that a command prints."""
    run = subprocess.run(["gearbox", *command, "--format", "csv"], capture_output=True, text=True)
    return list(csv.DictReader(io.StringIO(run.stdout)))


def show(pipeline, program):
    return table(["show", pipeline, program])


def plain(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


found = defaultdict(list)


def compare(source, rows, keys, column, wanted):
    """One value: the only row of ours with the keys, its column."""
    [row] = [r for r in rows if all(r[k] == v for k, v in keys.items())]
    found[source, column].append(abs(float(row[column]) - wanted) / max(1, abs(wanted)))


def psych():
    program = "examples/bfi/bfi.gear"
    for by in ("", " by gender"):
        items = show(f"items of three{by}", program)
        scales = show(f"reliability of three across education{by}", program)
        for row in plain("examples/bfi/psychometrics.csv"):
            if bool(row["gender"]) == bool(by):
                keys = {k: row[k] for k in ("node", "question", "gender") if row[k]}
                compare("psych", items if row["question"] else scales, keys, row["column"], float(row["value"]))


def survey():
    for rule in ("any", "three", "all"):
        rows = table(["score", "examples/bfi/bfi.gear", "--rule", rule, "--by", "gender,education", "--stats"])
        for row in plain("examples/bfi/reference.csv"):
            if row["rule"] == rule:
                keys = {k: row[k] for k in ("gender", "education", "node")}
                for column in ("score", "se", "n"):
                    compare("survey", rows, keys, column, float(row[column]))
    files = {"pooled": ("bfi", "pooled", "agree"), "item": ("item", "pooled", "indifferent"),
             "weighted": ("by_age_weight", "three", "agree"), "clustered": ("by_age_cluster", "three", "agree")}
    for row in plain("examples/bfi/expected.csv"):
        first = row["what"].split()[0]
        if first in files and row["column"] != "favourable_se":
            file, rule, node = files[first]
            rows = table(["score", f"examples/bfi/{file}.gear", "--rule", rule, "--stats"])
            compare("survey", rows, {"node": node}, row["column"], float(row["value"]))


def others():
    ratings = show("agreement across observer paired classroom by study", f"{HERE}/agreement/ratings.gear")
    nodes = show("correlations across district", f"{HERE}/agreement/districts.gear")
    for row in plain(f"{HERE}/agreement/expected.csv"):
        pair = row["what"].split()
        if len(pair) == 2:
            compare("SciPy", nodes, {"node": pair[0], "other": pair[1]}, row["column"], float(row["value"]))
        else:
            compare("Python", ratings, {"study": row["what"]}, row["column"], float(row["value"]))


def waves():
    program = f"{HERE}/waves/waves.gear"
    tables = {"change": show("progress across education", program),
              "welch": show('compare who "stayed", "joined" for wave == two', program),
              "paired": show('compare wave two, one for who == "stayed"', program)}
    for row in plain(f"{HERE}/waves/expected.csv"):
        compare(f"waves {row['what']}", tables[row["what"]], {"node": row["node"]}, row["column"], float(row["value"]))


if __name__ == "__main__":
    for part in (psych, survey, others, waves):
        part()
    for (source, column), differences in found.items():
        print(f"| {source} | {column} | {len(differences)} | {max(differences):.0e} |")
