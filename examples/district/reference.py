"""Computes the figures of facts.md from the CSV files, without Gearbox: plain dictionaries, one answer at a time.

Writes reference.csv, gears.csv with the gears of every district, source and wave, levels.csv with the level of every
district, and plan.csv with the figures of roles.gear, office.gear and plan.gear.

Run in this folder: python3 reference.py
"""

import csv
import datetime
import re
from collections import defaultdict

from generate import AGREEMENT, ASKED, FREQUENCY, OBSERVATIONS, QUESTIONS, WAVE_NAMES, WAVES, text_in

WAVE_OF = {name: wave for wave, name in WAVE_NAMES.items()}
POINTS = {text: point for words in (AGREEMENT, FREQUENCY) for point, text in words.items()} | {"Neutral": 3}
ABSENT = {"": "skipped", "-99": "skipped", "Does not apply": "not_applicable", "Don't know": "dont_know",
          "Not observed": "not_observed"}


def targets_with_weights():
    """question -> [(node, weight)], from survey.gear and walkthrough.gear."""
    found = {}
    for part in re.split(r"\n    (?=question |open )", open("survey.gear", encoding="utf-8").read())[1:]:
        name = part.split()[1]
        if "->" in part:
            pairs = re.findall(r"([a-z_]+(?:\.[a-z_]+)+)(?: weight (\d+))?", part.split("->", 1)[1].split("\n  }")[0])
            found[name] = [(node, int(weight or 1)) for node, weight in pairs]
    found.update({name: [(node, 1)] for name, node in OBSERVATIONS})
    return found


def children_of():
    """node -> its children in order, '' the framework, from framework.gear."""
    children, stack = defaultdict(list), []
    for line in open("framework.gear", encoding="utf-8").read().split("\ntheme ")[0].splitlines():
        line = line.strip()
        head = re.match(r"(gear|tag|lookfor) (\w+)", line)
        if head:
            path = ".".join([step for step in stack if step] + [head[2]])
            children[path.rpartition(".")[0]].append(path)
        if line.startswith("///"):
            continue
        if line.endswith("{"):
            stack.append(head[2] if head else "")
        elif line == "}":
            stack.pop()
    return children


def read_answers():
    """Rows (wave, district, school, source, respondent, question, point after reversal or None, why absent)."""
    given = defaultdict(set)
    reverse = {q["name"]: q["reverse"] for q in ASKED}

    def add(wave, district, school, source, who, question, cell):
        if cell in ABSENT:
            value = (None, ABSENT[cell])
        elif cell in ("Yes", "No"):
            value = (5 if cell == "Yes" else 1, None)
        else:
            point = POINTS.get(cell) or int(cell)
            if not 1 <= point <= 5:
                return
            value = (6 - point if reverse[question] else point, None)
        given[wave, district, school, source, who, question].add(value)

    for wave in WAVES:
        with open(f"survey-{wave}.csv", newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["I answer as"] == "Teacher":
                    for q in ASKED:
                        add(wave, row["District"], row["School"], "teacher", row["Staff ID"], q["name"],
                            row[text_in(q, wave)])
    with open("team.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for q in ASKED:
                add(WAVE_OF[row["Round"]], row["District"], "", "team", row["Filled in by"], q["name"], row[q["name"]])
    for year in ("2014-15", "2015-16"):
        with open(f"visits-{year}.csv", newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                add(WAVE_OF[row["round"]], row["district"], row["school"], "observer",
                    row["district"] + row["visit"], row["item"], row["seen"])
    # Identical duplicates collapse; contradictory ones are all set aside.
    return [key + next(iter(values)) for key, values in given.items() if len(values) == 1]


TARGETS = targets_with_weights()
CHILDREN = children_of()
UNDER = defaultdict(set)  # node to the questions of it and of what is below it
for _question, _pairs in TARGETS.items():
    for _node, _ in _pairs:
        _steps = _node.split(".")
        for _count in range(len(_steps) + 1):
            UNDER[".".join(_steps[:_count])].add(_question)
ANSWERS = read_answers()


def score(node, rows, raised=None):
    """The rule `readiness` on one source's rows: 1..5 or None. `raised`: points that are added to nodes, up to 5."""
    put, got = defaultdict(int), defaultdict(list)
    rows = [row for row in rows if row[5] in UNDER[node]]
    for *_, who, question, point, why in rows:
        for target, weight in TARGETS[question]:
            if target == node and why != "not_applicable":
                put[who] += 1
                if point is not None:
                    got[who].append((weight, point))
    persons = [
        sum(w * y for w, y in pairs) / sum(w for w, _ in pairs)
        for who, pairs in got.items() if 2 * len(pairs) >= put[who]
    ]
    parts = [sum(persons) / len(persons)] if persons else []
    parts += [s for s in (score(child, rows, raised) for child in CHILDREN[node]) if s is not None]
    if not parts:
        return None
    figure = sum(parts) / len(parts)
    return min(5, figure + raised[node]) if raised and node in raised else figure


def rows_where(**conditions):
    columns = {"wave": 0, "district": 1, "school": 2, "source": 3, "who": 4, "question": 5}
    return [r for r in ANSWERS if all(r[columns[k]] == v for k, v in conditions.items())]


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def points(rows):
    return [r[6] for r in rows if r[6] is not None]


def where(node, columns, **conditions):
    """Rows (key column, key, score, n) of a node for each value of one of the conditions, given as a list."""
    column, keys = columns
    for key in keys:
        rows = rows_where(**conditions, **{column: key})
        yield key, score(node, rows), rows


def turned(rows):
    return mean(points(rows))


def facts():
    """(fact, key column, key, column, figure)."""
    team, teacher = (
        score("data.formative", rows_where(district="d07", wave="spring16", source=s)) for s in ("team", "teacher"))
    yield "f01", "", "", "gap", team - teacher

    both = ("wave", ("fall15", "spring16"))
    for wave, figure, rows in where("leadership", both, district="d03", source="teacher"):
        yield "f02", "wave", wave, "score", figure
        yield "f02", "wave", wave, "n", len({r[4] for r in rows})

    leading = {q["name"] for q in ASKED if q["section"] == "Leadership"}
    stayed = {r[4] for r in rows_where(district="d03", source="teacher", wave="spring16")}
    for wave in both[1]:
        rows = rows_where(district="d03", source="teacher", wave=wave)
        yield "f03", "wave", wave, "level", turned([r for r in rows if r[5] in leading and r[4] in stayed])

    reworded = (("f05", "data3", WAVES[1:3]), ("f06", "data8", WAVES[1:3]), ("f07", "curr2", WAVES[1:]))
    for fact, question, waves in reworded:
        for wave in waves:
            level = turned(rows_where(question=question, source="teacher", wave=wave))
            yield fact, "wave", wave, "level", 6 - level if question == "curr2" else level

    with open("invited.csv", newline="", encoding="utf-8") as file:
        invited = {(r["district"], WAVE_OF[r["round"]]): int(r["invited"]) for r in csv.DictReader(file)
                   if r["source"] == "Teachers"}
    yield "f08", "district", "d11", "rate", mean(
        len({r[4] for r in rows_where(district="d11", source="teacher", wave=wave) if r[6] is not None})
        / invited["d11", wave] for wave in WAVES)

    team, teacher = (score("budget", rows_where(wave="spring16", source=s)) for s in ("team", "teacher"))
    yield "f15", "node", "budget", "gap", team - teacher
    yield "f16", "node", "technology", "score", score("technology", rows_where(wave="spring16", source="teacher"))

    rows = rows_where(question="v27")
    yield "f18", "question", "v27", "unseen", mean(r[7] == "not_observed" for r in rows)

    for school, figure, _ in where("space_time", ("school", ("d14s1", "d14s3")), source="teacher", wave="spring16"):
        yield "f21", "school", school, "score", figure

    with open("districts.csv", newline="", encoding="utf-8") as file:
        setting = {r["id"]: r["setting"] for r in csv.DictReader(file)}
    for kind in ("city", "rural"):
        rows = [r for r in rows_where(source="teacher", wave="spring16") if setting[r[1]] == kind]
        yield "f22", "setting", kind, "score", score("community.partners.placements", rows)

    for wave, figure, _ in where("leadership", both, district="d10", source="teacher"):
        yield "f23", "wave", wave, "score", figure

    sources = ("source", ("teacher", "observer"))
    for source, figure, _ in where("curriculum.teaching.groups", sources, district="d01", wave="spring16"):
        yield "f24", "source", source, "score", figure

    arrived = {}
    with open("survey-spring16.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            arrived[row["Staff ID"]] = row["In the district since"]
    rows = rows_where(source="teacher", wave="spring16")
    for gear in ("leadership", "technology"):
        recent, settled = (score(gear, [r for r in rows if arrived[r[4]] == since])
                           for since in ("2013 or later", "Before 2013"))
        yield "f25", "node", gear, "difference", recent - settled


def gears():
    """(district, source, wave, node, score) for every gear that has one."""
    groups = defaultdict(list)
    for row in ANSWERS:
        groups[row[1], row[3], row[0]].append(row)
    for group in sorted(groups):
        for gear in CHILDREN[""]:
            figure = score(gear, groups[group])
            if figure is not None:
                yield *group, gear, repr(figure)


# What progression.gear requires of each step, in plain Python: what has to be true to move up to a level, and to stay.
# A bare path is the teachers' score; a strand and a level are the share of visits at or above it.
ORDER = ["traditional", "macro", "micro", "individual", "personalized"]
STRANDS = {"pacing": "p1", "content": "p2", "grouping": "p3", "assessment": "p4", "teacher_role": "p5", "choice": "p6"}
STEPS = {
    "macro": [("leadership.vision", 2.5), ("curriculum.progressions", 2.8), ("curriculum.teaching", 2.6)],
    "micro": [("data.formative", 2.9), ("curriculum.teaching.groups", 2.8), (("grouping", "macro"), 0.6),
              ("data.formative.cycle", 2.6)],
    "individual": [("data.formative", 3.4), ("data.mastery", 3.2), ("professional.coaching", 3),
                   (("level", "macro"), 0.75), (("pacing", "micro"), 0.5), ("data.use", 3), ("technology", 4)],
    "personalized": [("curriculum.agency", 3.5), ("space_time.calendar", 3.3), ("community", 3.5),
                     (("choice", "individual"), 0.5)],
}


def read_placements():
    """(wave, district) to the levels of each visit's strands, by number; only those that were seen."""
    visits = defaultdict(list)
    with open("placements.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            seen = {strand: ORDER.index(row[column]) for strand, column in STRANDS.items() if row[column]}
            visits[WAVE_OF[row["round"]], row["district"]].append(seen)
    return visits


def share_of_visits(visits, strand, level):
    """Of the visits where it can be told, how many are at a level or above; the level of a visit is its lowest."""
    told = [min(seen.values()) if strand == "level" else seen[strand] for seen in visits
            if (seen if strand == "level" else strand in seen)]
    return mean(step >= ORDER.index(level) for step in told) if told else None


def levels():
    """(district, wave, the level surely held, the level perhaps held) by what teachers say."""
    placements = read_placements()
    groups = defaultdict(list)
    for row in rows_where(source="teacher"):
        groups[row[1], row[0]].append(row)
    for district, wave in sorted(groups):
        least = most = 0
        is_sure = True
        for place, level in enumerate(ORDER[1:], start=1):
            figures = [
                (score(what, groups[district, wave]) if isinstance(what, str)
                 else share_of_visits(placements[wave, district], *what), bound) for what, bound in STEPS[level]]
            if any(figure is not None and round(figure, 9) < bound for figure, bound in figures):
                break
            is_sure = is_sure and all(figure is not None for figure, _ in figures)
            most = place
            if is_sure:
                least = place
        yield district, wave, ORDER[least], ORDER[most]


# Of plan.gear, in plain Python: which finished task raised what, what the others promise, and when tasks were due.
FINISHED = {"calendar": ("data.formative.cycle", 0.2), "bank": ("data.formative.coverage", 0.3)}
PROMISED = {"data.formative.cycle": 0.2 + 0.1, "data.formative.comments": 0.4,
            "curriculum.teaching.groups": 0.3 + 0.1}
DUE = {"calendar": "2015-12-04", "bank": "2016-02-26", "protocol": "2016-03-18", "comments": "2016-11-18",
       "hour": "2016-05-31", "regroup": "2016-12-16", "cover": "2016-09-30"}
WAITS = {"protocol": ["calendar"], "comments": ["bank"], "hour": ["calendar"], "regroup": ["protocol", "bank"]}
AS_OF = datetime.date(2016, 4, 1)  # the first day of the last wave
ROLE_OF = {"Deputy superintendent": "deputy", "Director of curriculum": "curriculum_lead",
           "Curriculum specialist": "curriculum_lead", "Director of data and assessment": "data_lead",
           "Data analyst": "data_lead", "Coordinator of professional learning": "coach_lead",
           "Head of technology": "technology_lead", "Head of operations": "operations",
           "Community liaison": "liaison"}
ROLES = list(dict.fromkeys(ROLE_OF.values()))


def plan():
    """(table, item, column, figure or text)."""
    with open("tasks.csv", newline="", encoding="utf-8") as file:
        rows = {row["Task"]: row for row in csv.DictReader(file)}
    finished = {task: datetime.date.fromisoformat(row["Finished on"]) for task, row in rows.items() if row["Finished on"]}
    for task, row in rows.items():
        if row["Status"] == "Given up":
            yield "tasks", task, "state", "dropped"
            continue
        days = (finished.get(task, AS_OF) - datetime.date.fromisoformat(DUE[task])).days
        is_late = days > 0
        waits = any(before not in finished for before in WAITS.get(task, []))
        state = "done" if task in finished else "late" if is_late else "waiting" if waits else "due"
        yield "tasks", task, "state", state
        if is_late:
            yield "tasks", task, "late", days

    rows_of = {wave: rows_where(district="d07", source="teacher", wave=wave) for wave in WAVES}
    for task, (node, points) in FINISHED.items():
        before, after = (score(node, rows_of[wave]) for wave in ("fall15", "spring16"))
        yield "promises", task, "promised", points
        yield "promises", task, "before", before
        yield "promises", task, "after", after
        yield "promises", task, "achieved", after - before

    for node in ("data.formative", "data.formative.cycle", "curriculum.teaching", "curriculum.teaching.groups",
                 "professional.coaching", "leadership.vision"):
        yield "forecast", node, "score", score(node, rows_of["spring16"])
        yield "forecast", node, "if_promises_hold", score(node, rows_of["spring16"], PROMISED)
    yield from strengths()
    yield from alike()
    yield from what_is_next()
    yield from recommended()


def path_of(node):
    return node or "pathway"


def all_scores(district):
    """Every node's score by the teachers of a district in the last wave, those that have one."""
    rows = rows_where(district=district, source="teacher", wave="spring16")
    nodes = ["", *(child for children in CHILDREN.values() for child in children)]
    return {node: figure for node in nodes if (figure := score(node, rows)) is not None}


def alike():
    """Of District 7 and each other one: the root of the mean squared difference over the lowest nodes with scores."""
    scores = {f"d{number:02}": all_scores(f"d{number:02}") for number in range(1, 15)}
    scored = {node for found in scores.values() for node in found}
    lowest = sorted(
        node for node in scored if node and not any(other.startswith(f"{node}.") for other in scored))
    own = scores.pop("d07")
    distances = {}
    for district, other in scores.items():
        shared = [node for node in lowest if node in own and node in other]
        distances[district] = mean((own[node] - other[node]) ** 2 for node in shared) ** 0.5, len(shared)
    for place, district in enumerate(sorted(distances, key=distances.get)[:10], start=1):
        yield "similar", district, "rank", place
        yield "similar", district, "distance", distances[district][0]
        yield "similar", district, "nodes", distances[district][1]


def what_is_next():
    """What District 7's teachers have not mastered, 3.5 or more, and what it waits for: `builds on` in framework.gear."""
    builds_on, stack = {}, []
    for line in open("framework.gear", encoding="utf-8"):
        head = re.match(r" *(?:gear|tag|lookfor) (\w+)", line)
        if head and (before := re.search(r"builds on ([\w.]+)", line)):
            builds_on[".".join([*filter(None, stack), head[1]])] = before[1]
        if line.strip().startswith("///"):
            continue
        if line.rstrip().endswith("{"):
            stack.append(head[1] if head else "")
        elif line.strip() == "}":
            stack.pop()
    scores = all_scores("d07")

    def is_mastered(node):
        return None if node not in scores else round(scores[node], 9) >= 3.5

    for node in scores:
        if is_mastered(node):
            continue
        steps = node.split(".")
        above = [".".join(steps[:count]) for count in range(1, len(steps) + 1)]
        waits = [builds_on[other] for other in above if other in builds_on and not is_mastered(builds_on[other])]
        known = [other for other in waits if is_mastered(other) is False]
        yield "frontier", path_of(node), "state", "blocked" if known else "cannot tell" if waits else "next"
        yield "frontier", path_of(node), "waits_for", " ".join(waits)


def recommended():
    """What resources.gear has for what District 7 lacks of goals.gear, holding `macro` and wanting `micro`."""
    text = open("resources.gear", encoding="utf-8").read().split("\nplaylist ")[0]
    resources = {}
    for part in re.split(r"^resource ", text, flags=re.M)[1:]:
        teaches, levels = re.search(r"teaches ([\w., ]+?)(?: for (\w+\.\.\w+))?\n", part).groups()
        first, last = (ORDER.index(level) for level in (levels or "traditional..personalized").split(".."))
        after = re.search(r"^  after ([\w, ]+)", part, re.M)
        resources[part.split()[0]] = (
            teaches.split(", "), first <= ORDER.index("macro") <= last, int(re.search(r"minutes (\d+)", part)[1]),
            after[1].split(", ") if after else [])
    scores = all_scores("d07")
    wanted = [("data.formative", 3.5), ("professional.coaching", 3), *(
        (what, bound) for what, bound in STEPS["macro"] + STEPS["micro"] if isinstance(what, str))]
    gaps = {}
    for node, bound in wanted:
        if node in scores and bound - scores[node] > 0:
            gaps[node] = max(gaps.get(node, 0), bound - scores[node])
    placed = {}

    def place(name, gap):
        if name in placed or not resources[name][1]:
            return
        for before in resources[name][3]:
            place(before, gap)
        placed[name] = gap

    for node, gap in sorted(gaps.items(), key=lambda pair: -pair[1]):
        serving = [(not any(t == node for t in teaches), minutes, number, name)
                   for number, (name, (teaches, _, minutes, _)) in enumerate(resources.items())
                   if any(t == node or t.startswith(f"{node}.") for t in teaches)]
        for *_, name in sorted(serving):
            place(name, gap)
    for number, (name, gap) in enumerate(placed.items(), start=1):
        yield "recommend", name, "place", number
        yield "recommend", name, "gap", gap


def strengths():
    """Of District 7's office by lead tag: who has 3.5 or more, who has most, and how much."""
    text = open("office.gear", encoding="utf-8").read()
    questions = {}
    for name, reverse, targets in re.findall(r'question (o\d+)\s+"[^"]*"( reverse)? -> ([a-z_., ]+)', text):
        questions[name] = (bool(reverse), targets.strip().split(", "))
    people = defaultdict(list)  # (role, node) to what each person comes to
    with open("office-spring16.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["District"] != "d07" or row["Post"] not in ROLE_OF:
                continue
            own = defaultdict(list)
            for name, (reverse, nodes) in questions.items():
                point = int(row[name])
                for node in nodes:
                    own[node].append(6 - point if reverse else point)
            for node, points in own.items():
                people[ROLE_OF[row["Post"]], node].append(mean(points))
    for node in sorted({node for _, node in people}):
        figures = {role: mean(people[role, node]) for role in ROLES}
        best = max(figures.values())
        yield "strengths", node, "score", best
        yield "strengths", node, "best", "; ".join(role for role in ROLES if figures[role] == best)
        yield "strengths", node, "strong", "; ".join(role for role in ROLES if figures[role] >= 3.5)
# What state.gear says, read from its text: the state's standards by domain with their weights, and for each of its nodes the
# paths of ours that are the same or a part of it.
def state_framework():
    """({domain: [standard]}, {node: weight}, {state's node: ("same" or "part of", [paths of ours])})."""
    text = open("state.gear", encoding="utf-8").read()
    domains, weights, domain = defaultdict(list), {}, None
    for kind, name, weight in re.findall(
            r'^ +(gear|tag) (\w+) +"[^"]*"(?: weight ([\d.]+))?', text.split("\nrubric ")[0], re.M):
        if kind == "gear":
            domain, node = name, name
            domains["state"].append(name)
        else:
            node = f"{domain}.{name}"
            domains[domain].append(node)
        weights[node] = float(weight or 1)
    bringing = {}
    for ours, relation, theirs in re.findall(r"^ +([\w.]+) +(same|part of) +([\w.]+)", text.split("\ncrosswalk ")[1], re.M):
        bringing.setdefault(theirs, (relation, []))[1].append(ours)
    return domains, weights, bringing


def state():
    """(district, source, wave, node, score, covered, partly) on the state's domains and standards, read from ours."""
    domains, weights, bringing = state_framework()
    groups = defaultdict(list)
    for row in ANSWERS:
        groups[row[1], row[3], row[0]].append(row)

    def read(node, rows):
        relation, ours = bringing.get(node, (None, []))
        scores = [s for s in (score(path, rows) for path in ours) if s is not None]
        if relation == "same":
            return (scores[0], 1.0, 0.0) if scores else (None, 0.0, 0.0)
        below = [(weights[child], *read(child, rows)) for child in domains.get(node, [])]
        parts = ([(1.0, sum(scores) / len(scores))] if scores else []) + [
            (weight, figure) for weight, figure, *_ in below if figure is not None]
        whole = sum(weight for weight, *_ in below)
        covered = sum(weight / whole * share for weight, _, share, _ in below)
        partly = 1 - covered if scores else sum(weight / whole * share for weight, _, _, share in below)
        figure = sum(w * s for w, s in parts) / sum(w for w, _ in parts) if parts else None
        return figure, covered, partly

    for group in sorted(groups):
        for domain, standards in domains.items():
            for node in (domain, *(standards if domain != "state" else ())):
                figure, covered, partly = read(node, groups[group])
                if figure is not None:
                    yield *group, node, repr(figure), repr(covered), repr(partly)


if __name__ == "__main__":
    with open("plan.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["table", "item", "column", "figure"])
        out.writerows([*row[:3], row[3] if isinstance(row[3], str) else repr(float(row[3]))] for row in plan())
    with open("reference.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["fact", "where", "is", "column", "figure"])
        out.writerows([*row[:4], repr(float(row[4]))] for row in facts())
    with open("gears.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["district", "source", "wave", "node", "score"])
        out.writerows(gears())
    with open("levels.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["district", "wave", "at_least", "at_most"])
        out.writerows(levels())
    with open("state.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["district", "source", "wave", "node", "score", "covered", "partly"])
        out.writerows(state())
