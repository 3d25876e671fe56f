"""Learn how likely a later report bears on a promise, and write src/sarez/reading/lexicon/bearing.yaml.

    python scripts/train_bearing.py [--write] CHRONICLE_FOLDER ...

Prints what the table is worth cross-validated by promise (no promise is judged by a table that has seen it), with the
thresholds that hit most while at most MOST_FOR_NOTHING of the reports that bear on nothing are proposed. The result is
the same at every run.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from sarez.reading.bearing.links import Chronicle, load_chronicle, looked_at
from sarez.reading.bearing.ranking import MOST
from sarez.reading.bearing.signs import is_other_kind, signs
from sarez.reading.bearing.texts import STRETCH
from sarez.region.region import load_region

TABLE = Path(__file__).parents[1] / "src" / "sarez" / "reading" / "lexicon" / "bearing.yaml"
STRENGTH, FOLDS = 0.1, 12
MOST_FOR_NOTHING = 0.09
GIVEN = 0.015
"""Share of the links given for a higher threshold: what is hardly likely is not proposed."""
LEAST = (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
BESIDE = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
Row = tuple[int, int, str, dict[str, float], bool, bool]
"""Chronicle, promise, report, signs, whether it bears on it, whether it is of another kind of encounter."""


def rows_of(number: int, chronicle: Chronicle) -> list[Row]:
    texts, promises = looked_at(chronicle, load_region())
    return [
        (number, place, file, signs(promises[link.text], texts[file].part(0, STRETCH)), file in link.evidence, is_other_kind(promises[link.text], texts[file]))
        for place, link in enumerate(chronicle.links)
        for file in chronicle.later(link)
    ]  # fmt: skip


def worth(
    rows: list[Row], scores: np.ndarray, chronicles: list[Chronicle], least: float, beside: float
) -> list[tuple[float, float]]:
    """Of each chronicle: the share of links hit, the share of reports that bear on nothing proposed."""
    by: dict[tuple[int, int], list[tuple[float, str, bool]]] = {}
    for row, score in zip(rows, scores, strict=True):
        by.setdefault(row[:2], []).append((0.0 if row[5] else float(score), row[2], row[4]))
    hits, told = [0] * len(chronicles), [set() for _ in chronicles]
    for (number, _place), own in by.items():
        own.sort(reverse=True)
        first = [r for r in own[:MOST] if r[0] >= max(least, beside * own[0][0])]
        hits[number] += sum(r[2] for r in first)
        told[number] |= {r[1] for r in first}
    return [
        (hits[n] / sum(len(li.evidence) for li in c.links), len(told[n] & c.bearing_on_nothing) / len(c.bearing_on_nothing))
        for n, c in enumerate(chronicles)
    ]  # fmt: skip


def main() -> None:
    """Train, print the cross-validated worth, and write the table if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    chronicles = [load_chronicle(folder) for folder in asked.folders]
    rows = [row for number, chronicle in enumerate(chronicles) for row in rows_of(number, chronicle)]
    names = list(rows[0][3])
    points, right = np.array([[r[3][n] for n in names] for r in rows]), np.array([r[4] for r in rows])
    groups = np.array([1000 * r[0] + r[1] for r in rows])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2000))
    scores = cross_val_predict(
        model, points, right, groups=groups, cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]
    print(
        f"{len(rows)} pairs, {right.sum()} links; average precision {average_precision_score(right, scores):.3f}"
    )
    tried = [
        (least, beside, worth(rows, scores, chronicles, least, beside))
        for least, beside in product(LEAST, BESIDE)
    ]
    allowed = [t for t in tried if np.mean([nothing for _hit, nothing in t[2]]) <= MOST_FOR_NOTHING] or tried
    most = max(np.mean([hit for hit, _nothing in t[2]]) for t in allowed)
    near = [t for t in allowed if np.mean([hit for hit, _nothing in t[2]]) >= most - GIVEN]
    least, beside, told = max(near, key=lambda t: t[0])
    for folder, (hit, nothing) in zip(asked.folders, told, strict=True):
        print(f"{folder.name:12s} among the first {MOST}: {hit:.3f}   for nothing: {nothing:.3f}")
    model.fit(points, right)
    spread, mean = model[0].scale_, model[0].mean_
    weights = model[1].coef_[0] / spread
    bias = float(model[1].intercept_[0] - (weights * mean).sum())
    for name, weight in sorted(zip(names, model[1].coef_[0], strict=True), key=lambda nw: -abs(nw[1])):
        print(f"  {name:10s} {weight:+.2f}")
    print(f"least {least}, beside the best {beside}")
    if asked.write:
        lines = [
            "# Made by scripts/train_bearing.py: how much each sign says that a later report bears on a promise."
        ]
        lines += [f"bias: {bias:.4f}", f"least: {least}", f"beside_best: {beside}", "weights:"]
        lines += [f"  {name}: {weight:.4f}" for name, weight in zip(names, weights, strict=True)]
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
