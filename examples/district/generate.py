"""Writes this example's data: fourteen invented districts over four waves, with the facts of facts.md planted.

Run in this folder: python3 generate.py
Needs the standard library only. The seed is fixed and only `random()` is drawn from, whose sequence Python guarantees,
so every version writes the same bytes. Questions and observations are read from survey.gear and walkthrough.gear.
"""

import csv
import random
import re

WAVES = ["fall14", "spring15", "fall15", "spring16"]
WAVE_NAMES = {"fall14": "Fall 2014", "spring15": "Spring 2015", "fall15": "Fall 2015", "spring16": "Spring 2016"}
WAVE_DAYS = {"fall14": "2014-10", "spring15": "2015-04", "fall15": "2015-10", "spring16": "2016-04"}

# id, name, students, setting, schools, teachers on the roster, response rate, how its teachers stand against the others
DISTRICTS = [
    ("d01", "Alder Creek", 2100, "town", 3, 30, 0.78, 0.15),
    ("d02", "Benton Flats", 3400, "suburb", 4, 38, 0.70, 0.00),
    ("d03", "Cedar Junction", 2900, "town", 3, 40, 0.85, 0.05),
    ("d04", "Dunmore", 1500, "rural", 3, 24, 0.74, -0.20),
    ("d05", "Eastfield", 4800, "suburb", 4, 42, 0.72, 0.10),
    ("d06", "Fallon Ridge", 900, "rural", 3, 18, 0.80, -0.10),
    ("d07", "Granite Valley", 5600, "city", 4, 44, 0.76, 0.00),
    ("d08", "Harlan", 1200, "rural", 3, 20, 0.82, -0.30),
    ("d09", "Indigo Lake", 2500, "town", 3, 30, 0.68, 0.20),
    ("d10", "Juniper Hills", 3900, "suburb", 4, 36, 0.74, 0.10),
    ("d11", "Kestrel Bay", 7200, "city", 4, 52, 0.19, -0.05),
    ("d12", "Lowell Crossing", 2000, "town", 3, 28, 0.75, 0.00),
    ("d13", "Marrow Springs", 800, "rural", 3, 18, 0.77, -0.15),
    ("d14", "North Quarry", 6100, "city", 4, 44, 0.71, 0.05),
]

# Where teachers stand on 1..5 before anything particular is planted; the longest matching path counts.
BASE = {
    "leadership": 3.1, "leadership.direction.few": 2.5, "leadership.change.pilots": 2.7,
    "curriculum": 2.9, "curriculum.progressions.objectives": 3.7, "curriculum.agency": 2.5,
    "data": 3.0, "data.formative": 3.0, "data.mastery.moderation": 2.6, "data.use.students": 2.4,
    "professional": 3.0, "professional.coaching": 2.3, "professional.growth.badges": 2.4,
    "technology": 4.75,
    "budget": 3.0,
    "space_time": 2.7, "space_time.calendar.pace": 2.1,
    "community": 2.9, "community.partners.mentors": 2.3,
}
# How much kinder a district team is to itself, by gear.
OPTIMISM = {"leadership": 0.7, "curriculum": 0.5, "data": 0.4, "professional": 0.6, "technology": 0.1, "budget": 0.0,
            "space_time": 0.3, "community": 0.5}
PLACEMENTS = {"city": 0.9, "suburb": 0.6, "town": 0.0, "rural": -0.7}

AGREEMENT = {1: "Strongly disagree", 2: "Disagree", 3: "Neither agree nor disagree", 4: "Agree", 5: "Strongly agree"}
FREQUENCY = {1: "Never", 2: "Rarely", 3: "Sometimes", 4: "Often", 5: "Always"}
REMARKS = [
    "More time to plan together, please.",
    "The new reports. Families do read them.",
    "Fewer initiatives, longer.",
    'I would keep the reading kits and drop the "drill" books.',
    "Nothing comes to mind.",
    "Ask the bus drivers: they see every family, every day.",
    "The bell.\nAnd the second bell.",
    "Our lab, not the carts",
]

draw = random.Random(20141001)


def normal(spread):
    """A draw about 0 with the given standard deviation: twelve uniforms, so that no library's logarithm is in it."""
    return spread * (sum(draw.random() for _ in range(12)) - 6)


def to_point(level):
    """A level on 1..5 as a whole point, at random between the two nearest, so that means survive the rounding."""
    level = min(max(level, 1.0), 5.0)
    low = int(level)
    return low + (1 if draw.random() < level - low else 0)


def read_questions(path="survey.gear"):
    """The survey's questions in order: name, text, targets, reverse, frequency, earlier text and until when."""
    text = open(path, encoding="utf-8").read()
    section, found = "", []
    for part in re.split(r"\n(?=  section |    question |    open )", text):
        head = re.match(r'\s*(section|question|open)\s+(\w+)?\s*"([^"]*)"', part)
        if not head:
            continue
        if head[1] == "section":
            section = head[3]
            continue
        was = re.search(r'was "([^"]*)" until (\w+)', part)
        targets = part.split("->", 1)[1] if "->" in part else ""
        found.append({
            "open": head[1] == "open", "name": head[2], "text": head[3], "section": section,
            "targets": re.findall(r"[a-z_]+(?:\.[a-z_]+)+", targets),
            "reverse": bool(re.search(r'" reverse|\breverse\s*(\n|scale)', part)),
            "frequency": "std.frequency5" in part,
            "was": was and (was[1], was[2]),
        })
    return found


def read_observations(path="walkthrough.gear"):
    """The walkthrough's observations in order: name and target."""
    return re.findall(r'observe (\w+)\s+"[^"]*"\s*-> ([\w.]+)', open(path, encoding="utf-8").read())


QUESTIONS = read_questions()
ASKED = [q for q in QUESTIONS if not q["open"]]
OBSERVATIONS = read_observations()


def text_in(question, wave):
    """The wording that stood on the form of a wave."""
    if question["was"] and WAVES.index(wave) < WAVES.index(question["was"][1]):
        return question["was"][0]
    return question["text"]


def base(target):
    steps = target.split(".")
    for length in range(len(steps), 0, -1):
        if ".".join(steps[:length]) in BASE:
            return BASE[".".join(steps[:length])]
    raise KeyError(target)


def level_of(question, district, school, wave):
    """Where the teachers of a school stand on what a question asks, after reversal."""
    ident, setting, lean = district[0], district[3], district[7]
    target = question["targets"][0]
    step = WAVES.index(wave)
    if target.startswith("technology"):
        return base(target) + 0.2 * lean
    level = base(target) + lean + 0.04 * step
    if target.startswith("professional.coaching"):
        level += 0.46 * step  # f14: every district rises at every wave
    if target.startswith("budget"):
        level -= 0.04 * step
    if ident == "d07" and target.startswith("data.formative") or ident == "d07" and question["name"] == "curr8":
        level = 2.6  # f01
    if ident == "d01" and target == "curriculum.teaching.groups":
        level = 4.4  # f21
    if ident == "d10" and target.startswith("leadership") and wave == "spring16":
        level -= 0.95  # f19
    if ident == "d14" and target.startswith("space_time"):
        level = 4.1 if school.endswith("s1") else 2.0  # f17
    if target == "community.partners.placements":
        level += PLACEMENTS[setting]  # f18
    if question["name"] == "data8" and wave in ("fall14", "spring15"):
        level += 1.4  # f04b: the older wording was easier to agree with
    return level


def raw(question, point, wave):
    """The point as it was ticked: turned for a reversed question, and turned once more where the form was wrong."""
    if question["reverse"]:
        point = 6 - point
    if question["name"] == "curr2" and wave == "fall15":
        point = 6 - point  # f05
    return point


def label(question, point, wave):
    words = FREQUENCY if question["frequency"] else AGREEMENT
    if words is AGREEMENT and point == 3 and wave == "spring16":
        return "Neutral"
    return words[point]


def make_teachers():
    """district id -> [(staff id, school, person's leaning)], leanings centred within the district."""
    rosters = {}
    for district in DISTRICTS:
        ident, schools, count = district[0], district[4], district[5]
        leanings = [normal(0.4) for _ in range(count)]
        middle = sum(leanings) / count
        rosters[ident] = [
            (f"{ident}-t{n + 1:02d}", f"{ident}s{n % schools + 1}", leanings[n] - middle) for n in range(count)
        ]
    return rosters


def make_arrivals(rosters):
    """staff id -> since when in the district. Its own sequence of draws: nothing else changes with it.

    f25: the lower somebody's leaning, the likelier that he or she is new.
    """
    arrival = random.Random(2013)
    return {ident: "2013 or later" if arrival.random() < 0.25 - 0.5 * leaning else "Before 2013"
            for roster in rosters.values() for ident, _, leaning in roster}


def answers_of(teacher, district, wave):
    """Points after reversal by question name; None where nothing was ticked, 0 for *does not apply*."""
    ident, (_, school, leaning) = district[0], teacher
    points = {}
    for q in ASKED:
        if draw.random() < 0.02:
            points[q["name"]] = 0 if draw.random() < 0.2 and q["section"] != "Community" else None
            continue
        points[q["name"]] = to_point(level_of(q, district, school, wave) + leaning + normal(0.5))
        if ident == "d05" and school == "d05s2" and wave == "spring15":
            points[q["name"]] = 3  # f03
        if ident == "d02" and school == "d02s3" and wave == "fall15" and q["section"] == "Community":
            points[q["name"]] = None  # f16
    return points


def is_discontent(teacher):
    """d03: the half of two schools that answered in fall 2015 and no more in spring 2016."""
    return int(teacher[0][-2:]) % 5 in (0, 3)


def write_survey(rosters, arrivals):
    kept = {}
    for wave in WAVES:
        day = WAVE_DAYS[wave]
        with open(f"survey-{wave}.csv", "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["Timestamp", "Email Address", "Staff ID", "District", "School", "I answer as",
                          "In the district since"]
                         + [text_in(q, wave) for q in QUESTIONS])
            for district in DISTRICTS:
                ident = district[0]
                for number, teacher in enumerate(rosters[ident]):
                    stays = draw.random() < district[6]
                    if ident == "d12" and wave == "spring15":
                        continue  # f08
                    if ident == "d03" and wave in ("fall15", "spring16"):
                        stays = not (wave == "spring16" and is_discontent(teacher))
                    if not stays:
                        continue
                    points = answers_of(teacher, district, wave)
                    if ident == "d03":
                        plant_who_answered(points, teacher, wave, kept)
                    rows = [points]
                    if teacher[0] == "d04-t01" and wave == "fall14":
                        rows.append(contradict(points))  # f09
                    if teacher[0] == "d08-t01" and wave == "fall14":
                        rows.append(points)  # f09b: sent twice, the same both times
                    for again, row in enumerate(rows):
                        clock = f"{day}-{number % 20 + 5:02d} {8 + number % 9:02d}:{(number * 7 + again) % 60:02d}"
                        write_row(out, wave, clock, teacher, ident, ["Teacher", arrivals[teacher[0]]], row)
                if wave == "spring15" and ident in ("d01", "d02", "d07"):
                    boss = (f"{ident}-p1", f"{ident}s1", 0.6)
                    write_row(out, wave, f"{day}-24 17:05", boss, ident, ["Principal", "Before 2013"],
                              answers_of(boss, district, wave))  # f11


def plant_who_answered(points, teacher, wave, kept):
    """f02: in d03 the discontent stand 1.3 lower on leadership; those who stay answer as they did half a year before."""
    for q in ASKED:
        name = q["name"]
        if not q["targets"][0].startswith("leadership"):
            continue
        if wave == "fall15":
            if is_discontent(teacher) and points[name]:
                points[name] = to_point(1.9 + normal(0.4))
            kept[teacher[0], name] = points[name]
        elif wave == "spring16":
            points[name] = kept[teacher[0], name]


def contradict(points):
    """The same person's second form: two answers differ."""
    second = dict(points)
    for name in ["lead1", "data1"]:
        points[name] = points[name] or 5
        second[name] = 1 if points[name] > 2 else 5
    return second


def write_row(out, wave, clock, teacher, ident, about, points):
    cells = []
    for q in QUESTIONS:
        if q["open"]:
            cells.append(REMARKS[int(draw.random() * len(REMARKS))] if draw.random() < 0.04 else "")
        elif not points[q["name"]]:
            cells.append("" if points[q["name"]] is None else "Does not apply")
        else:
            cells.append(label(q, raw(q, points[q["name"]], wave), wave))
    mail = teacher[0].replace("-", ".") + "@example.org"
    out.writerow([clock, mail, teacher[0], ident, teacher[1]] + about + cells)


def write_team():
    """One form a district and wave, as numbers under the questions' names."""
    with open("team.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["Round", "District", "Filled in by"] + [q["name"] for q in ASKED])
        for wave in WAVES:
            for district in DISTRICTS:
                ident = district[0]
                if ident == "d12" and wave == "spring15":
                    continue
                carried, cells = draw.random() - 0.5, []
                for q in ASKED:
                    gear = q["targets"][0].split(".")[0]
                    level = level_of(q, district, ident + "s2", wave) + OPTIMISM[gear]
                    if ident == "d14" and gear == "space_time":
                        level = 3.2
                    carried += min(max(level, 1), 5)
                    point = min(max(round(carried), 1), 5)
                    carried -= point
                    if ident == "d07" and wave == "spring16":
                        point = {"data1": 4, "data2": 4, "curr8": 4, "data3": 4, "data4": 3, "data5": 4,
                                 "data6": 3}.get(q["name"], point)  # f01
                    cells.append(raw(q, point, wave))
                    if q["name"] == "curr2" and wave == "fall15":
                        cells[-1] = 6 - cells[-1]  # the team's form was right
                    if ident == "d06" and q["name"] in ("budg1", "budg2", "budg4", "budg6"):
                        cells[-1] = "Don't know"  # f20
                    if ident == "d13" and wave == "fall15" and q["name"] == "lead3":
                        cells[-1] = 6  # f10
                    if ident == "d13" and wave == "spring15" and q["name"] in ("comm3", "comm4"):
                        cells[-1] = -99
                out.writerow([WAVE_NAMES[wave], ident, f"{ident} office"] + cells)


# How often a visit does not get to see something; elsewhere 0.08.
UNSEEN = {"v27": 0.82, "v24": 0.35, "v28": 0.4, "v26": 0.2}


def seen_share(name, target, district, wave):
    """The probability that what could be observed was there."""
    if name == "v22" or target.startswith("technology"):
        return 0.93
    share = 0.30 + 0.3 * district[7] + 0.03 * WAVES.index(wave)
    if target.startswith("professional.coaching"):
        share = 0.10 + 0.08 * WAVES.index(wave)
    if district[0] == "d01" and target.startswith("curriculum.teaching.groups"):
        share = 0.15  # f21
    return share


def write_visits(rosters):
    for year, waves in (("2014-15", WAVES[:2]), ("2015-16", WAVES[2:])):
        with open(f"visits-{year}.csv", "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["date", "round", "district", "school", "visit", "observer", "item", "seen"])
            for wave in waves:
                for district in DISTRICTS:
                    if district[0] == "d09":
                        continue  # f07
                    for visit in range(1, 7 + district[5] // 8):
                        write_visit(out, wave, district, visit)


def write_visit(out, wave, district, visit):
    ident = district[0]
    school = f"{ident}s{visit % district[4] + 1}"
    talked = True
    for name, target in OBSERVATIONS:
        if name == "v10" and not talked:
            word = "Does not apply"
        elif draw.random() < UNSEEN.get(name, 0.08):
            word = "Not observed"
        else:
            word = "Yes" if draw.random() < seen_share(name, target, district, wave) else "No"
        if name == "v9":
            talked = word == "Yes"
        out.writerow([f"{WAVE_DAYS[wave]}-{visit + 4:02d}", WAVE_NAMES[wave], ident, school,
                      f"{wave}-{visit:02d}", f"visitor {visit % 3 + 1}", name, word])


# Of the strands that a visit places a classroom on, how much harder or easier each is than the others.
STRANDS = {"p1": 0.0, "p2": 0.3, "p3": 0.1, "p4": 0.2, "p5": 0.0, "p6": -0.4}
LEVELS = ["traditional", "macro", "micro", "individual", "personalized"]


def write_placements():
    """A row a visit, a column a strand. Its own sequence of draws: nothing else changes with it."""
    place = random.Random(1604)
    with open("placements.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["round", "district", "school", "visit"] + list(STRANDS))
        for wave in WAVES:
            for district in DISTRICTS:
                if district[0] == "d09":
                    continue  # f07
                for visit in range(1, 5 + district[5] // 10):
                    ease = 1.1 + 2 * district[7] + 0.3 * WAVES.index(wave) + 0.9 * (place.random() - 0.5)
                    row = [WAVE_NAMES[wave], district[0], f"{district[0]}s{visit % district[4] + 1}", f"{wave}-{visit:02d}"]
                    for shift in STRANDS.values():
                        if place.random() < 0.06:
                            row.append("")  # not to be seen in this visit
                        else:
                            step = int(ease + shift + 0.8 * (place.random() - 0.5) + 0.5)
                            row.append(LEVELS[min(4, max(0, step))])
                    out.writerow(row)


def write_registers():
    with open("districts.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["id", "name", "students", "size", "setting"])
        for ident, name, students, setting, *_ in DISTRICTS:
            size = "small" if students < 2000 else "medium" if students < 4000 else "large"
            out.writerow([ident, name, students, size, setting])
    with open("invited.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["district", "round", "source", "invited"])
        for wave in WAVES:
            for district in DISTRICTS:
                out.writerow([district[0], WAVE_NAMES[wave], "Teachers", district[5]])
                out.writerow([district[0], WAVE_NAMES[wave], "District team", 1])


if __name__ == "__main__":
    staff = make_teachers()
    write_survey(staff, make_arrivals(staff))
    write_team()
    write_visits(staff)
    write_placements()
    write_registers()
