#!/usr/bin/env python3
"""Makes the data of the bench: answers long and wide, the model for SQL, and the Gear programs.

usage: generate.py FOLDER ROWS       ROWS answers, 400 a person

8 gears of 5 lead tags of 5 sub-tags; 400 questions, each of one or two sub-tags, a tenth of them reverse-keyed; answers
1 to 5, 3 % left empty; 50 districts, 3 sources, 4 waves. A person answers once, in one district, source and wave.

    model.gear tags.csv targets.csv      the framework, survey and rules; the same for SQL
    long_ROWS.csv wide_ROWS.csv          the same answers in both layouts
    long_ROWS.gear wide_ROWS.gear        model.gear and the binding of that file

The same ROWS always give the same bytes.
"""
import math
import json
import os
import random
import subprocess
import sys

QUESTIONS = [f"i{i:03d}" for i in range(1, 401)]
TAGS = [(f"g{g}", f"l{l}", f"s{s}") for g in range(1, 9) for l in range(1, 6) for s in range(1, 6)]
SOURCES = ["team", "teacher", "observer"]
WAVES = {"fall14": "2014-10", "spring15": "2015-05", "fall15": "2015-10", "spring16": "2016-05"}
COLUMNS = ["respondent", "district", "source", "wave"]
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
    out += [f'  {i} "{label}"' for i, label in enumerate(["Not at all", "A little", "Half", "Mostly", "Fully"], 1)]
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
        file.write(random.Random(13).randbytes(8 * rows))
    subprocess.run(
        f"(head -n 1 {source}; tail -n +2 {source} | shuf --random-source={noise}) > {target}", shell=True, check=True)
    os.remove(noise)
    write_binding(folder, f"shuffled_{rows}", True)


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
