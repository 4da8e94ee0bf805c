#!/usr/bin/env python3
"""Scores made-up programs over made-up answers with Gearbox and with SQL in DuckDB, and compares every figure to 1e-9.

usage: differential.py --gearbox PROGRAM [--programs 1000] [--seed 1] [--data FOLDER]

Programs differ in the shape and weights of the framework, scales and flips, who is asked, weights of targets, the layout and
order of the file, labels or numbers, what is missing, persons or answers, `needs`, `for`, and what the rows are split by.
The SQL is written from the rule itself, layer by layer, and shares nothing with Gearbox. The first difference ends the run
with status 1; its files stay in FOLDER/differential.
"""
import argparse
import csv
import random
import subprocess
import sys
from pathlib import Path

import peers
from scoring import indexed, worst_difference

LABELS = ["never", "now and then", "Half of the time, or so", "mostly", "as good as always", "always", "7 of 10, at most",
    "8 of 10", "nearly", "yes", "Yes, and more", "beyond"]


class Program:
    """One framework, survey, rule and question, and the answers to it."""

    def __init__(self, seed):
        rng = self.rng = random.Random(seed)
        self.nodes = []  # (path, parent or None, weight, layer)
        for gear in range(rng.randint(1, 3)):
            self.add(f"g{gear}", None, "gear")
            for lead in range(rng.randint(0, 3)):
                self.add(f"g{gear}.l{lead}", f"g{gear}", "tag")
                for sub in range(rng.choice([0, 0, 1, 3])):
                    self.add(f"g{gear}.l{lead}.s{sub}", f"g{gear}.l{lead}", "tag")
        # Of up to nine points cells are half a byte, of more a byte.
        self.points = rng.choice([2, 3, 4, 5, 6, 9, 10, 12])
        self.by_person = rng.random() < 0.5
        self.is_weighted = rng.random() < 0.4
        self.needs = rng.choice([None, None, "50%", 2]) if self.by_person else None
        self.sources = ["team", "teacher"][:rng.randint(1, 2)]
        self.questions = []  # (name, is reverse, {path: weight})
        for number in range(rng.randint(1, 24)):
            targets = rng.sample(self.nodes, min(len(self.nodes), rng.choice([1, 1, 2])))
            weights = {path: rng.choice([1, 2, 0.5]) if self.is_weighted else 1 for path, *_ in targets}
            self.questions.append((f"q{number}", rng.random() < 0.2, weights))
        self.by = rng.choice([[], ["district"]])
        self.only = rng.choice([None, None, "d1"])
        self.is_long = rng.random() < 0.5
        self.has_labels = rng.random() < 0.4
        self.people = [
            (f"p{person}", f"d{rng.randint(1, 3)}", rng.choice(self.sources)) for person in range(rng.randint(1, 80))]
        missing = rng.choice([0.02, 0.3, 0.8])
        self.answers = [
            (person, name, rng.randint(1, self.points)) for person in range(len(self.people)) for name, *_ in self.questions
            if rng.random() >= missing]

    def add(self, path, parent, layer):
        self.nodes.append((path, parent, self.rng.choice([1, 1, 2, 0.5]), layer))

    # ---- as a Gear program -------------------------------------------------------------------------------------

    def gear(self, name):
        out, open_paths = ['framework f "F" {'], []
        for path, parent, weight, layer in self.nodes:
            while open_paths and open_paths[-1] != parent:
                open_paths.pop()
                out.append("}")
            shown = f" weight {weight:g}" if weight != 1 and self.is_weighted else ""
            out.append(f'{layer} {path.split(".")[-1]} "{path}"{shown} {{')
            open_paths.append(path)
        out += ["}" for _ in open_paths] + ["}", 'dimension district "District"']
        out += [f'source {source} "{source}"' for source in self.sources] + ['wave w "W" 2016']
        out += ['scale s "S" {'] + [f'{point} "{LABELS[point - 1]}"' for point in range(1, self.points + 1)] + ["}"]
        out += ['survey v "V" on f {', f"asks {', '.join(self.sources)}", "scale s"]
        for question, is_reverse, weights in self.questions:
            targets = ", ".join(path + (f" weight {weight:g}" if weight != 1 else "") for path, weight in weights.items())
            out.append(f'question {question} "{question}?"{" reverse" if is_reverse else ""} -> {targets}')
        out += ["}", "scoring r on f {"]
        weighted = " weighted" if self.is_weighted else ""
        needs = f" needs {self.needs}" if self.needs else ""
        if self.by_person:
            out += [f"person = mean(answers){weighted}{needs}", "own = mean(persons)"]
        else:
            out += [f"own = mean(answers){weighted}"]
        out += [f"node = mean(parts){weighted}", "}"]
        out += [f'data a from "{name}" for v {{', 'respondent: column "id"', 'district: column "district"',
            'source: column "source"', "wave: w"]
        if self.is_long:
            out += ['question: column "question"', 'answer: column "answer"']
        return "\n".join(out + ["}"]) + "\n"

    def pipeline(self):
        by = f" by {', '.join(self.by)}" if self.by else ""
        only = f" for district == {self.only}" if self.only else ""
        return f"scores of r{by}{only} | select {', '.join(self.keys())}, score, answers, n"

    def keys(self):
        return [*self.by, "source", "node"]

    def file(self):
        """The rows of the file of answers, in any order."""
        text = LABELS if self.has_labels else [str(point) for point in range(1, self.points + 1)]
        if self.is_long:
            rows = [[*self.people[person], name, text[value - 1]] for person, name, value in self.answers]
            self.rng.shuffle(rows)
            return [["id", "district", "source", "question", "answer"], *rows]
        given = {(person, name): text[value - 1] for person, name, value in self.answers}
        names = [name for name, *_ in self.questions]
        rows = [[*who, *(given.get((person, name), "") for name in names)] for person, who in enumerate(self.people)]
        self.rng.shuffle(rows)
        return [["id", "district", "source", *names], *rows]

    # ---- as SQL ------------------------------------------------------------------------------------------------

    def sql(self):
        groups = ", ".join([*self.by, "source"])
        keep = f"WHERE district = '{self.only}'" if self.only else ""
        people = self.values([(number, *who) for number, who in enumerate(self.people)])
        answers = self.values(self.answers) if self.answers else "(SELECT 0, '', 0 WHERE false)"
        targets = self.values(
            [(name, int(is_reverse), path, weight) for name, is_reverse, weights in self.questions for path, weight in weights.items()])
        out = [f"""WITH RECURSIVE person(person, id, district, source) AS (SELECT * FROM {people}),
answer(person, question, value) AS (SELECT * FROM {answers}),
target(question, reverse, node, weight) AS (SELECT * FROM {targets}),
-- In the wide layout each person was put each question; in the long one, too: nothing says otherwise.
put AS (SELECT person.*, target.*, CASE WHEN reverse = 1 THEN {self.points + 1} - value ELSE value END AS y
  FROM person CROSS JOIN target LEFT JOIN answer USING (person, question) {keep}),"""]
        if self.by_person:
            least = {None: "true", "50%": "count(y) * 2 >= count(*)", 2: "count(y) >= 2"}[self.needs]
            out.append(f"""mark AS (SELECT {groups}, node, person, sum(weight * y) / sum(weight) FILTER (y IS NOT NULL) AS y
  FROM put GROUP BY ALL HAVING count(y) > 0 AND {least}),
own AS (SELECT {groups}, node, avg(y) AS y FROM mark GROUP BY ALL),""")
        else:
            out.append(f"""own AS (SELECT {groups}, node, sum(weight * y) / sum(weight) AS y FROM put WHERE y IS NOT NULL
  GROUP BY ALL),""")
        below = {path: [other for other, *_ in self.nodes if other == path or other.startswith(path + ".")] for path, *_ in self.nodes}
        levels = []
        for path, *_ in reversed(self.nodes):
            name = "n_" + path.replace(".", "_")
            children = [(child, weight if self.is_weighted else 1) for child, parent, weight, _ in self.nodes if parent == path]
            parts = [f"SELECT {groups}, y, 1 AS weight FROM own WHERE node = '{path}'"] + [
                f"SELECT {groups}, y, {weight} FROM n_{child.replace('.', '_')}" for child, weight in children]
            out.append(f"{name} AS (SELECT {groups}, sum(weight * y) / sum(weight) AS y FROM ({' UNION ALL '.join(parts)}) GROUP BY ALL),")
            levels.append(f"SELECT {groups}, '{path}' AS node, y FROM {name}")
        member = self.values([(path, other) for path, others in below.items() for other in others])
        out.append(f"""member(node, part) AS (SELECT * FROM {member}),
score AS ({' UNION ALL '.join(levels)})
SELECT {groups}, node, y AS score FROM score ORDER BY ALL;""")
        return "\n".join(out)

    @staticmethod
    def values(rows):
        def text(value):
            return f"'{value}'" if isinstance(value, str) else f"{value}"
        return "(VALUES " + ", ".join(f"({', '.join(text(value) for value in row)})" for row in rows) + ")"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gearbox", required=True)
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=peers.HERE / "data")
    options = parser.parse_args()
    duckdb = peers.install(options.data.resolve())
    folder = options.data.resolve() / "differential"
    folder.mkdir(exist_ok=True)
    worst, rows = 0.0, 0
    for seed in range(options.seed, options.seed + options.programs):
        program = Program(seed)
        with open(folder / "answers.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(program.file())
        (folder / "program.gear").write_text(program.gear("answers.csv"), encoding="utf-8")
        (folder / "query.sql").write_text(program.sql(), encoding="utf-8")
        own = subprocess.run(
            [options.gearbox, "show", program.pipeline(), str(folder / "program.gear"), "--format", "csv"],
            capture_output=True, text=True)
        if own.returncode not in (0, 1) or not own.stdout:
            if not program.answers or "no usable" in own.stderr:
                continue
            sys.exit(f"differential: seed {seed}: {own.stderr}")
        peer = subprocess.run([str(duckdb), "-csv", "-f", str(folder / "query.sql")], capture_output=True, text=True)
        if peer.returncode:
            sys.exit(f"differential: seed {seed}: {peer.stderr}")
        # A score that is undefined has no row in SQL.
        got = {key: row for key, row in indexed(own.stdout.splitlines(), program.keys()).items() if row["score"]}
        want = indexed(peer.stdout.splitlines(), program.keys())
        try:
            worst = max(worst, worst_difference(want, got, ["score"]))
        except SystemExit as difference:
            sys.exit(f"differential: seed {seed}: {difference}")
        rows += len(got)
        if sys.stderr.isatty():
            print(f"\r{seed}", end="", file=sys.stderr)
    print(f"{options.programs} programs from seed {options.seed}: {rows:,} scores, largest difference {worst:.1e}")


if __name__ == "__main__":
    main()
