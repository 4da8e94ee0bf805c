"""Computes, without Gearbox, the agreement measures and correlations that the tests are held to.

Run in this folder: python reference.py   (needs numpy, pandas, scipy, pingouin, krippendorff, scikit-learn, irrCAC)
Writes ratings.csv and districts.csv (the answers) and expected.csv.
"""
import csv

import krippendorff
import numpy as np
import pandas as pd
import pingouin
from irrCAC.raw import CAC
from scipy import stats
from sklearn.metrics import cohen_kappa_score

nan = np.nan
# Rows are units, columns raters.
shrout_fleiss = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)
table = [[20, 5, 1], [4, 15, 6], [0, 3, 16]]
two_raters = np.array(
    [[i + 1, j + 1] for i in range(3) for j in range(3) for _ in range(table[i][j])], dtype=float)
# Krippendorff (2011), with gaps.
gaps = np.array([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
    [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
]).T
sets = {"shrout_fleiss": shrout_fleiss, "two_raters": two_raters, "gaps": gaps}

with open("ratings.csv", "w") as file:
    file.write("visit,study,observer,classroom,q\n")
    visit = 0
    for name, ratings in sets.items():
        for unit, row in enumerate(ratings):
            for rater, value in enumerate(row):
                if not np.isnan(value):
                    visit += 1
                    file.write(f"{visit},{name},o{rater + 1},c{unit + 1:02},{value:.0f}\n")

rows = []


def note(what, column, value):
    rows.append((what, column, repr(float(value))))


for name, ratings in sets.items():
    for level in ["nominal", "ordinal", "interval"]:
        note(name, f"alpha_{level}", krippendorff.alpha(ratings.T, level_of_measurement=level))
    found = CAC(pd.DataFrame(ratings), digits=15).fleiss()
    note(name, "percent", found["est"]["pa"])
    complete = ratings[~np.isnan(ratings).any(axis=1)]
    long = pd.DataFrame(
        [(unit, rater, value) for unit, row in enumerate(complete) for rater, value in enumerate(row)],
        columns=["unit", "rater", "value"])
    icc = pingouin.intraclass_corr(long, targets="unit", raters="rater", ratings="value")
    for column, value in zip(["icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k"], icc["ICC"]):
        note(name, column, value)
    note(name, "complete", len(complete))
    if ratings.shape[1] == 2:
        for column, weights in [("kappa", None), ("kappa_linear", "linear"), ("kappa_quadratic", "quadratic")]:
            note(name, column, cohen_kappa_score(ratings[:, 0], ratings[:, 1], weights=weights))

# Three nodes over nine districts, with ties and a gap.
districts = np.array([
    [62, 55, 40], [70, 64, 40], [48, 52, 71], [81, 79, 35], [55, 52, nan], [90, 71, 22], [62, 66, 58], [39, 41, 71],
    [77, 80.5, 30],
])
with open("districts.csv", "w") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["id", "district", "q1", "q2", "q3"])
    for place, row in enumerate(districts):
        writer.writerow([place, f"d{place + 1}"] + ["" if np.isnan(x) else f"{x:g}" for x in row])
for i, j in [(0, 1), (0, 2), (1, 2)]:
    both = districts[~np.isnan(districts[:, [i, j]]).any(axis=1)]
    pearson = stats.pearsonr(both[:, i], both[:, j])
    low, high = pearson.confidence_interval()
    what = f"g{i + 1} g{j + 1}"
    note(what, "pairs", len(both))
    note(what, "pearson", pearson.statistic)
    note(what, "low", low)
    note(what, "high", high)
    note(what, "spearman", stats.spearmanr(both[:, i], both[:, j]).statistic)

with open("expected.csv", "w") as file:
    csv.writer(file, lineterminator="\n").writerows([("what", "column", "value")] + rows)
