"""Learn how sure an act is from the annotated reports, and write src/sarez/reading/lexicon/acceptance.yaml.

    python scripts/train_acceptance.py [--write] [GOLD_FOLDER ...]

Without folders: gold/learn, dev and practice. Needs the fold tables of scripts/train_act_words.py and train_sides.py.
Prints what the table is worth cross-validated by report: each report is read and judged by tables that have not seen it.
The result is the same at every run.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from unseen import LEARN, LEXICON, reports, tables_unseen

from sarez.intake.report import Report
from sarez.reading import act_words, events, sides
from sarez.reading.acceptance import describe, rank
from sarez.reading.likeness import act_likeness, pair
from sarez.reading.merging import Act
from sarez.reading.reader import load_reader

TABLE = LEXICON / "acceptance.yaml"
STRENGTH = 0.1
LEAST, SURE, PLAIN, EXPECTED = 0.3, 0.7, 0.7, 1.4


def candidates(text: str, name: str) -> list[Act]:
    """All acts that the reader considers in a report, merged, sure or not."""
    seen: list[Act] = []
    sure_ones = events.sure_ones

    def listening(acts: Sequence[Act], sentences: int) -> list[Act]:
        seen.extend(acts)
        return []

    events.sure_ones = listening  # type: ignore[assignment]
    try:
        with tables_unseen(Path(name).stem, act_words, sides):
            load_reader(all_topics=True).read(Report(name, text))
    finally:
        events.sure_ones = sure_ones
    return seen


def examples(folders: list[Path]) -> tuple[list[dict[str, float]], np.ndarray, np.ndarray, int]:
    """The signs of each candidate, whether an annotator recorded it, its report, and how many events there are."""
    signs, right, groups, total = [], [], [], 0
    for path, text, gold in reports(folders):
        acts = candidates(text, path.name)
        found = [
            {"type": a.draft.type, "actor": a.draft.actor, "recipient": a.draft.recipient, "date": a.when.iso}
            for a in acts
        ]
        hits = {j for _, j in pair(gold["events"], found, act_likeness, 0.5)}
        total += len(gold["events"])
        rank(acts)
        signs += [describe(a) for a in acts]
        right += [j in hits for j in range(len(acts))]
        groups += [path.stem] * len(acts)
    return signs, np.array(right), np.array(groups), total


def f1(kept: np.ndarray, right: np.ndarray, total: int) -> float:
    return float(2 * right[kept].sum() / (kept.sum() + total))


def main() -> None:
    """Train, print the cross-validated worth, and write the table if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=LEARN)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    signs, right, groups, total = examples(args.folders)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(signs)
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    unseen = cross_val_predict(
        model, matrix, right, groups=groups, cv=GroupKFold(12), method="predict_proba"
    )[:, 1]
    kept = unseen >= LEAST
    for group in set(groups):
        own = unseen[groups == group]
        if own.max() < SURE and own.sum() < EXPECTED:
            kept[groups == group] = False
    print(f"{len(signs)} candidates, {right.sum()} right, {total} events")
    print(f"cross-validated: AUC {roc_auc_score(right, unseen):.3f}, F1 {f1(kept, right, total):.3f}; "
          f"all kept: F1 {f1(np.ones_like(right), right, total):.3f}")  # fmt: skip
    model.fit(matrix, right)
    if args.write:
        rows = sorted(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
        lines = [
            "# Made by scripts/train_acceptance.py: what speaks for (+) and against (-) an act's being real."
        ]
        lines += [
            f"bias: {model.intercept_[0]:.3f}",
            f"least: {LEAST}",
            f"sure: {SURE}",
            f"plain: {PLAIN}",
            f"expected: {EXPECTED}",
            "weights:",
        ]
        lines += [f"  {name}: {weight:.3f}" for name, weight in rows]
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
