"""The scores of the bench by the shortest way there is, slowly: what the SQL and Gearbox are both held against."""
import csv
import math
from collections import defaultdict

import generate


def mean(values):
    return math.fsum(values) / len(values)


def scores(path, by_person):
    """{(district, source, wave, gear): row} with score, answers, n and, by person, se, df, low, high."""
    flipped = defaultdict(dict)  # (district, source, wave) to {(respondent, question): value after the flip}
    reverse = {question: is_reverse for question, is_reverse, _ in generate.model()}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["value"]:
                value = int(row["value"])
                key = row["district"], row["source"], row["wave"]
                flipped[key][row["respondent"], row["question"]] = 6 - value if reverse[row["question"]] else value
    result = {}
    for group, answers in flipped.items():
        tags = defaultdict(lambda: defaultdict(list))  # tag to {person: values}
        given = defaultdict(set)
        targets = {question: tags_of for question, _, tags_of in generate.model()}
        for (person, question), value in answers.items():
            for tag in targets[question]:
                tags[tag][person].append(value)
                given[tag[0]].add((person, question))
        for gear, pairs in given.items():
            result[(*group, gear)] = gear_row({t: p for t, p in tags.items() if t[0] == gear}, len(pairs), by_person)
    return result


def gear_row(tags, answers, by_person):
    leads = defaultdict(list)
    for tag in tags:
        leads[tag[1]].append(tag)
    people = sorted({person for values in tags.values() for person in values})
    if not by_person:
        own = {tag: mean([v for values in tags[tag].values() for v in values]) for tag in tags}
        return {"score": mean([mean([own[t] for t in lead]) for lead in leads.values()]), "answers": answers}
    person_mean = {tag: {person: mean(values) for person, values in tags[tag].items()} for tag in tags}
    own = {tag: mean(list(person_mean[tag].values())) for tag in tags}
    row = {
        "score": mean([mean([own[t] for t in lead]) for lead in leads.values()]), "answers": answers, "n": len(people),
        "se": None, "low": None, "high": None}
    if len(people) < 2 or any(len(persons) < 2 for persons in person_mean.values()):
        return row
    u = [
        mean([mean([(person_mean[t][person] - own[t]) / len(person_mean[t]) if person in person_mean[t] else 0
                    for t in lead]) for lead in leads.values()]) for person in people]
    m = len(people)
    centre = mean(u)
    row["se"] = math.sqrt(m / (m - 1) * math.fsum((x - centre) ** 2 for x in u))
    half = t_quantile(m - 1) * row["se"]
    return row | {"df": m - 1, "low": row["score"] - half, "high": row["score"] + half}


def t_quantile(df, tail=0.025):
    """The point that Student's t exceeds with probability `tail`, by bisection on the incomplete beta function."""
    low, high = 0.0, 20.0
    while t_tail(high, df) > tail:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if t_tail(middle, df) > tail else (low, middle)
    return (low + high) / 2


def t_tail(t, df):
    """P(T > t) for t >= 0: half the regularised incomplete beta function I_x(df/2, 1/2) at x = df / (df + t^2)."""
    return beta_ratio(df / (df + t * t), df / 2, 0.5) / 2


def beta_ratio(x, a, b):
    """I_x(a, b) by its continued fraction (DLMF 8.17.22), evaluated after Lentz."""
    if x in (0, 1):
        return float(x)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_ratio(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 500):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + step * d)
            c = 1 + step / c
            value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return front * value
