"""What a district asks after its scores: levels, gaps and resources of 1,000 districts over 200 nodes that are loaded, and
items and reliability of 25,000 people by 400 questions. No peer does the same work: it is held against a limit."""
import csv
import random
import subprocess

from timing import Shell, Wrong, compared, run

DISTRICTS, GEARS, TAGS, SUBTAGS, RESOURCES = 1_000, 8, 4, 5, 60
LEADS = [f"g{g}.t{t}" for g in range(GEARS) for t in range(TAGS)]
QUESTIONS = [f"{lead}.s{s}" for lead in LEADS for s in range(SUBTAGS)]
TARGET = 3.4
QUERIES = {
    "levels": "levels by district", "requirements": "requirements by district", "gaps": "gaps toward top by district",
    "recommend": "recommend toward top by district"}
PSYCHOMETRICS = {"items": "items of persons", "reliability": "reliability of persons"}


def program():
    """Framework, survey, progression, goal and resources, line by line."""
    yield 'framework f "Framework" {'
    for lead, tag in ((f"g{g}", t) for g in range(GEARS) for t in range(TAGS)):
        if tag == 0:
            yield f'  gear {lead} "Gear {lead}" {{'
        yield f'    tag t{tag} "Lead {lead} {tag}" {{'
        yield from (f'      tag s{s} "Sub {lead} {tag} {s}"' for s in range(SUBTAGS))
        yield "    }"
        if tag == TAGS - 1:
            yield "  }"
    yield "}"
    yield 'dimension district "District"\nsource teacher "Teachers"\nwave spring "Spring" 2015\nscale agree "Agreement" {'
    yield from (f'  {point} "Point {point}"' for point in range(1, 6))
    yield '}\nsurvey s "Survey" on f {\n  asks teacher\n  scale agree'
    yield from (f'  question q{number} "Question {number}" -> {node}' for number, node in enumerate(QUESTIONS))
    yield "}\nscoring r on f {\n  rescale 1..5\n  person = mean(answers)\n  own = mean(persons)\n  node = mean(parts)\n}"
    yield 'progression p "Progression" on f using r from teacher {\n  strand x "Strand"'
    for level in range(5):
        yield f'  level l{level} "Level {level}" {{\n    x "Descriptor {level}"'
        if level < 4:
            yield '    to move up "Onward" {'
            for step in range(5):
                lead = f"g{(level + step) % GEARS}.t{step % TAGS}"
                yield f"      requires {lead} >= {2.2 + 0.3 * level + 0.05 * step:.2f}"
            yield "    }"
        yield "  }"
    yield '}\ngoal top "Goal" on f using r from teacher {\n  reach p.l4 by 2017-05-31'
    yield from (f"  reach {lead} >= {TARGET} by 2017-12-31" for lead in LEADS)
    yield "}"
    rng = random.Random(5)
    for number in range(RESOURCES):
        levels = f"l{number % 3}..l{number % 3 + 1}"
        yield f'resource r{number} "Resource {number}" on f {{\n  kind video\n  minutes {5 + number}'
        yield f"  teaches {rng.choice(QUESTIONS)} for {levels}\n}}"
    yield 'data d from "cycle.csv" for s {\n  respondent: column "id"\n  district: column "district"'
    yield "  wave: spring\n  source: teacher\n}"


def write(folder):
    """The program and its answers: ten people a district, in every tenth only four; the scores of lead tags."""
    (folder / "cycle.gear").write_text("\n".join(program()) + "\n", encoding="utf-8")
    rng = random.Random(7)
    scores = {}
    with open(folder / "cycle.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id", "district", *(f"q{number}" for number in range(len(QUESTIONS)))])
        for district in range(DISTRICTS):
            ease, people = rng.gauss(3, 0.5), 10 if district % 10 else 4
            sums = [0] * len(QUESTIONS)
            for person in range(people):
                answers = [min(5, max(1, round(rng.gauss(ease, 1)))) for _ in QUESTIONS]
                sums = [a + b for a, b in zip(sums, answers)]
                rows.writerow([f"d{district}p{person}", f"D{district}", *answers])
            means = [total / people for total in sums]
            for place, lead in enumerate(LEADS):
                scores[f"D{district}", lead] = sum(means[place * SUBTAGS:(place + 1) * SUBTAGS]) / SUBTAGS
    return scores


def check(rows, scores):
    """Every gap toward a score is the target less the mean of the tag's parts, and none is left out."""
    gaps = {}
    for row in csv.DictReader(rows):
        if row["requirement"] == f"{row['node']} >= {TARGET}":
            gaps[row["district"], row["node"]] = float(row["gap"])
    worst = max(abs(gaps.get(key, 0) - max(0, TARGET - score)) for key, score in scores.items())
    if worst > 1e-9:
        raise Wrong(f"bench: a gap differs by {worst:.1e} from the means of the answers")
    return f"{len(gaps):,} gaps toward a score, largest difference {worst:.1e}"


def time_cycle(gearbox, data, count):
    folder = data / "cycle"
    folder.mkdir(exist_ok=True)
    scores = write(folder)
    gaps = subprocess.run(
        [gearbox, "show", "--format", "csv", QUERIES["gaps"], str(folder / "cycle.gear")], check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.splitlines()
    print(f"\n{DISTRICTS:,} districts by {len(QUESTIONS) + len(LEADS) + GEARS} nodes: {check(gaps, scores)}")
    results = []
    shell = Shell([gearbox, "repl", str(folder / "cycle.gear")], "scales | select kind | take 0\n", "kind")
    shell.ask("scores of r | take 1")
    for name, query in QUERIES.items():
        walls = [shell.ask(f"{query} | take 1")[1] for _ in range(count + 1)][1:]
        results.append(compared(f"cycle, {name} of loaded answers", "100 ms", [0.1] * count, walls, 1).print())
    shell.close()
    for name, query in PSYCHOMETRICS.items():
        command = [gearbox, "show", query, str(data / "wide_10000000.gear")]
        walls = [run(command)[0] for _ in range(count + 1)][1:]
        results.append(compared(f"cycle, {name} of 10 million answers", "2 s", [2.0] * count, walls, 1).print())
    return results
