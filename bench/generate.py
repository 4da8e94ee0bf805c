#!/usr/bin/env python3
"""Makes the data of the bench: answers long and wide, the model for SQL, and the Gear programs.

usage: generate.py FOLDER ROWS       ROWS answers, 400 a person

8 gears of 5 lead tags of 5 sub-tags; 400 questions, each of one or two sub-tags, a tenth of them reverse-keyed; answers
1 to 5, 3 % left empty; 50 districts, 3 sources, 4 waves. A person answers once, in one district, source and wave.

    model.gear tags.csv targets.csv      the framework, survey and rules; the same for SQL
    long_ROWS.csv wide_ROWS.csv          the same answers in both layouts
    labels_ROWS.csv                      the wide ones as labels
    long_ROWS.gear wide_ROWS.gear ...    model.gear and the binding of that file

The same ROWS always give the same bytes.
"""
import math
import json
import os
import random
import sqlite3
import subprocess
import sys

QUESTIONS = [f"i{i:03d}" for i in range(1, 401)]
TAGS = [(f"g{g}", f"l{l}", f"s{s}") for g in range(1, 9) for l in range(1, 6) for s in range(1, 6)]
SOURCES = ["team", "teacher", "observer"]
WAVES = {"fall14": "2014-10", "spring15": "2015-05", "fall15": "2015-10", "spring16": "2016-05"}
COLUMNS = ["respondent", "district", "source", "wave"]
LABELS = ["Not at all", "A little", "Half", "Mostly", "Fully"]
WORDS = "evidence planning practice growth feedback choice pacing culture access budget inquiry mentoring".split()


def title(rng, number):
    return f"{rng.choice(WORDS).capitalize()} and {rng.choice(WORDS)} for {rng.choice(WORDS)} {number}"


def model():
    """(question, reverse, its tags) for every question."""
    rng = random.Random(7)
    reverse = set(rng.sample(QUESTIONS, len(QUESTIONS) // 10))
    rows = []
    for i, question in enumerate(QUESTIONS):
        tags = [TAGS[i % len(TAGS)]]
        if rng.random() < 0.5:
            tags.append(rng.choice([tag for tag in TAGS if tag != tags[0]]))
        rows.append((question, question in reverse, tags))
    return rows


def write(folder, name, lines):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def write_model(folder):
    questions, rng = model(), random.Random(5)
    write(folder, "tags.csv", ["tag,lead,gear"] + [f"{g}.{l}.{s},{g}.{l},{g}" for g, l, s in TAGS])
    write(folder, "targets.csv", ["question,tag,reverse"] + [
        f"{q},{'.'.join(tag)},{int(reverse)}" for q, reverse, tags in questions for tag in tags])
    out = ['framework bench "Bench" {']
    for number, (gear, lead, sub) in enumerate(TAGS):
        if (lead, sub) == ("l1", "s1"):
            out.append(f'  gear {gear} "{title(rng, gear)}" {{')
        if sub == "s1":
            out.append(f'    tag {lead} "{title(rng, gear + lead)}" {{')
        out.append(f'      tag {sub} "{title(rng, number)}"')
        if sub == "s5":
            out.append("    }")
        if (lead, sub) == ("l5", "s5"):
            out.append("  }")
    out += ["}", 'dimension district "District"']
    out += [f'source {name} "{name.capitalize()}"' for name in SOURCES]
    out += [f'wave {name} "{name.capitalize()}" {month}' for name, month in WAVES.items()]
    out.append('scale five "How far?" {')
    out += [f'  {i} "{label}"' for i, label in enumerate(LABELS, 1)]
    out += ["  favourable 4, 5", "}", 'survey answers "Answers" on bench {', f"  asks {', '.join(SOURCES)}", "  scale five"]
    out += [
        f'  question {q} "{title(rng, q)}"{" reverse" if reverse else ""} -> {", ".join(".".join(tag) for tag in tags)}'
        for q, reverse, tags in questions]
    out += [
        "}", "scoring plain on bench {", "  own  = mean(answers)", "  node = mean(parts)", "}",
        "scoring persons on bench {", "  person = mean(answers)", "  own    = mean(persons)", "  node   = mean(parts)", "}"]
    write(folder, "model.gear", out)


def write_binding(folder, name, is_long):
    keys = [f'  {key}: column "{key}"' for key in COLUMNS]
    answers = ['  question: column "question"', '  answer: column "value"'] if is_long else []
    write(folder, name + ".gear", [
        'import "model.gear"', "on bench", f'data round from "{name}.csv" for answers {{'] + keys + answers + ["}"])


def draws(ease):
    """A byte to an answer, 0 for none: what a person of a level says to a question of this ease, as a table of 256."""
    tables = {}
    for step in range(20, 101):
        level = step / 20 + ease
        below = [0.5 * (1 + math.erf((cut - level) / (0.8 * math.sqrt(2)))) for cut in (1.5, 2.5, 3.5, 4.5)]
        tables[step] = bytes([0] * 8 + [1 + sum((b + 0.5) / 248 > x for x in below) for b in range(248)])
    return tables


def write_answers(folder, rows):
    rng = random.Random(11)
    eases = [round(rng.gauss(0, 0.4), 1) for _ in QUESTIONS]
    by_ease = {ease: draws(ease) for ease in set(eases)}
    tables = {step: [by_ease[ease][step] for ease in eases] for step in range(20, 101)}
    cells = [[f"{q},{v or ''}\n".encode() for v in range(6)] for q in QUESTIONS]
    digits = [b"", b"1", b"2", b"3", b"4", b"5"]
    with open(f"{folder}/long_{rows}.csv", "wb") as long, open(f"{folder}/wide_{rows}.csv", "wb") as wide:
        long.write(b"respondent,district,source,wave,question,value\n")
        wide.write((",".join(COLUMNS + QUESTIONS) + "\n").encode())
        for person in range(1, rows // len(QUESTIONS) + 1):
            district = rng.randint(1, 50)
            source = rng.choices(SOURCES, [50, 35, 15])[0]
            head = f"r{person},d{district:03d},{source},{rng.choice(list(WAVES))},".encode()
            step = min(100, max(20, round(20 * rng.gauss(3.2 + 0.01 * district, 0.5))))
            given = [table[byte] for table, byte in zip(tables[step], rng.randbytes(len(QUESTIONS)))]
            long.write(head + head.join([cell[v] for cell, v in zip(cells, given)]))
            wide.write(head + b",".join([digits[v] for v in given]) + b"\n")
    write_binding(folder, f"long_{rows}", True)
    write_binding(folder, f"wide_{rows}", False)


def write_shuffled(folder, rows):
    """The rows of long_ROWS.csv in an order that is random but always the same."""
    source, target, noise = (f"{folder}/{name}" for name in (f"long_{rows}.csv", f"shuffled_{rows}.csv", "noise"))
    with open(noise, "wb") as file:
        rng = random.Random(13)
        for _ in range(0, rows, 1_000_000):
            file.write(rng.randbytes(8_000_000))
    subprocess.run(
        f"(head -n 1 {source}; tail -n +2 {source} | shuf --random-source={noise}) > {target}", shell=True, check=True)
    os.remove(noise)
    write_binding(folder, f"shuffled_{rows}", True)


def write_labels(folder, rows):
    """wide_ROWS.csv with labels for numbers."""
    label = {str(number): label for number, label in enumerate(LABELS, 1)} | {"": ""}
    with open(f"{folder}/wide_{rows}.csv", encoding="utf-8") as wide, \
            open(f"{folder}/labels_{rows}.csv", "w", encoding="utf-8") as out:
        out.write(next(wide))
        for line in wide:
            cells = line.rstrip("\n").split(",")
            out.write(",".join(cells[:4] + [label[cell] for cell in cells[4:]]) + "\n")
    write_binding(folder, f"labels_{rows}", False)


def write_export(folder, people, districts=14):
    """A form tool's export: the question's own words over each column, every cell quoted that has a blank."""
    texts = {}
    with open(f"{folder}/model.gear", encoding="utf-8") as model:
        for line in model:
            if line.startswith("  question "):
                texts[line.split()[1]] = line.split('"')[1]
    rng = random.Random(17)
    with open(f"{folder}/export_{people}.csv", "w", encoding="utf-8") as out:
        out.write(",".join(["Response ID", "District"] + [f'"{texts[question]}"' for question in QUESTIONS]) + "\n")
        quoted = [f'"{label}"' if " " in label else label for label in LABELS]
        for person in range(1, people + 1):
            middle = rng.gauss(2.5, 0.6)
            cells = [
                "" if rng.random() < 0.03 else quoted[min(4, max(0, round(rng.gauss(middle, 0.9))))]
                for _ in QUESTIONS]
            out.write(f"R_{person},d{rng.randint(1, districts):02d},{','.join(cells)}\n")
    write(folder, f"export_{people}.gear", [
        'import "model.gear"', "on bench", f'data round from "export_{people}.csv" for answers {{',
        '  respondent: column "Response ID"', '  district: column "District"', "  source: teacher", "  wave: spring16", "}"])


def write_sqlite(folder, rows):
    """long_ROWS.csv, and what it is about, as tables of a SQLite file."""
    path = f"{folder}/long_{rows}.sqlite"
    if os.path.exists(path):
        os.remove(path)
    database = sqlite3.connect(path)
    for name, file, types in (
            ("answers", f"long_{rows}.csv", ["TEXT"] * 5 + ["INTEGER"]),
            ("targets", "targets.csv", ["TEXT", "TEXT", "INTEGER"]), ("tags", "tags.csv", ["TEXT"] * 3)):
        with open(f"{folder}/{file}", encoding="utf-8") as lines:
            columns = next(lines).strip().split(",")
            definition = ", ".join(f"{column} {type}" for column, type in zip(columns, types))
            database.execute(f"CREATE TABLE {name} ({definition})")
            database.executemany(
                f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})",
                ([cell or None for cell in line.rstrip("\n").split(",")] for line in lines))
    database.commit()
    database.close()
    keys = [f'  {key}: column "{key}"' for key in COLUMNS]
    write(folder, f"sqlite_{rows}.gear", [
        'import "model.gear"', "on bench", f'data round from "long_{rows}.sqlite" for answers {{', '  table: "answers"'] + keys + [
        '  question: column "question"', '  answer: column "value"', "}"])


def write_project(folder, definitions, files):
    """A framework spread over files, each a part of it, as a project of several authors has it."""
    path = f"{folder}/project_{definitions}"
    os.makedirs(path, exist_ok=True)
    rng, made = random.Random(19), 0
    names = []
    for number in range(1, files + 1):
        out = [f'framework part{number} "Part {number}" {{']
        size = definitions // files
        gears, count = 0, 0
        while count < size:
            gears, count = gears + 1, count + 1
            out.append(f'  gear g{gears} "{title(rng, made + count)}" {{')
            for lead in range(1, 6):
                count += 1
                out.append(f'    tag l{lead} "{title(rng, made + count)}" {{')
                for sub in range(1, 6):
                    count += 2
                    out.append(f'      tag s{sub} "{title(rng, made + count)}" {{')
                    out.append(f'        lookfor f1 "{title(rng, made + count)}"')
                    out.append("      }")
                out.append("    }")
            out.append("  }")
        made += count
        write(path, f"part{number}.gear", out + ["}"])
        names.append(f"part{number}.gear")
    write(path, "all.gear", [f'import "{name}"' for name in names])


def parts(folder, sizes, definitions):
    """What there is to make, in order: a name and a function for each."""
    largest_wide = 10_000_000
    for rows in sizes:
        yield f"answers_{rows}", lambda rows=rows: main(folder, rows)
    for rows in sizes[-2:]:
        yield f"shuffled_{rows}", lambda rows=rows: write_shuffled(folder, rows)
    yield "labels", lambda: write_labels(folder, largest_wide)
    yield "export", lambda: write_export(folder, 5_000)
    yield "sqlite", lambda: write_sqlite(folder, 1_000_000)
    yield "framework", lambda: write_framework(folder, definitions)
    yield "project", lambda: write_project(folder, 10_000, 50)


def write_framework(folder, definitions):
    """A framework of so many definitions, four deep, a look-for under every sub-tag, and what makes it whole; as a
    program, and the same tree as JSON."""
    rng, out, made = random.Random(3), ['framework many "Many definitions" {'], 0
    shape = [("gear", 8), ("tag", 25), ("tag", 4), ("lookfor", 0)]

    def define(depth, number):
        nonlocal made
        made += 1
        kind, children = shape[depth]
        one = {"kind": kind, "name": f"n{number}", "title": title(rng, made), "weight": 1.0, "parts": []}
        if made % 100 == 0 and kind != "lookfor":
            one["weight"] = 0.5
        weight = " weight 0.5" if one["weight"] != 1 else ""
        head = "  " * (depth + 1) + f'{kind} {one["name"]} "{one["title"]}"{weight}'
        if children == 0 or made >= definitions:
            out.append(head)
            return one
        out.append(head + " {")
        for child in range(1, children + 1):
            if made < definitions:
                one["parts"].append(define(depth + 1, child))
        out.append("  " * (depth + 1) + "}")
        return one

    gears = []
    while made < definitions:
        gears.append(define(0, len(gears) + 1))
    write(folder, f"framework_{definitions}.gear", out + ["}"])
    write(folder, f"framework_{definitions}.json", [json.dumps(gears)])


def main(folder, rows):
    os.makedirs(folder, exist_ok=True)
    write_model(folder)
    write_answers(folder, rows)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]))
