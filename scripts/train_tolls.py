"""Learn which incident a figure of dead or injured belongs to, and write src/sarez/reading/lexicon/tolls.txt.

    python scripts/train_tolls.py [FOLDER ...]

Without folders: gold/learn, dev and practice. Needs the fold tables of scripts/train_act_words.py and train_sides.py. Prints
for how many recorded incidents the number of killed is right on reports that the table has not seen. The result is the same at every run.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from regression import weigh
from unseen import LEARN, ROOT, fold_of, reports, tables, tables_unseen

from sarez.intake.report import Report
from sarez.reading import act_words, casualties_incidents, sides, toll_signs
from sarez.reading.casualties_incidents import assign, total
from sarez.reading.likeness import act_likeness, pair
from sarez.reading.reader import load_reader
from sarez.reading.toll_signs import ROLE, Scene, signs

STRENGTH, LEAST, LEAST_SEEN = 0.3, 0.15, 3


@dataclass
class Case:
    """The scene of one report, and what an annotator recorded for each of its incidents: kind of figure → number."""

    report: str
    scene: Scene
    recorded: list[dict[str, int | None] | None]


def collect(folders: Sequence[Path]) -> list[Case]:
    """The scenes of all reports, as the reader meets them with tables it has not been taught on them."""
    reader = load_reader(all_topics=True)
    return [case for path, text, gold in reports(folders) for case in meet(path, text, gold, reader)]


def meet(path: Path, text: str, gold: dict[str, Any], reader: Any) -> list[Case]:
    """The scene of one report, or nothing."""
    found: list[Case] = []
    survey, assign_ = casualties_incidents.survey, casualties_incidents.assign

    def surveying(lines: Any, violent: Any) -> Scene:
        scene = survey(lines, violent)
        acts = [
            {"type": a.draft.type, "actor": a.draft.actor, "recipient": a.draft.recipient, "date": a.when.iso}
            for a in violent
        ]
        events = {j: gold["events"][i] for i, j in pair(gold["events"], acts, act_likeness, 0.5)}
        recorded = [
            ({k: events[j][k] for k in ("killed", "injured")} if j in events else None)
            for j in range(len(acts))
        ]
        found.append(Case(path.stem, scene, recorded))
        return scene

    casualties_incidents.survey = surveying
    casualties_incidents.assign = lambda scene: [[] for _ in scene.incidents]
    try:
        with tables_unseen(path.stem, act_words, sides):
            reader.read(Report(path.name, text))
    finally:
        casualties_incidents.survey, casualties_incidents.assign = survey, assign_
    return found


def rows_of(cases: Sequence[Case]) -> tuple[list[list[str]], np.ndarray]:
    """The signs of each figure and incident, and whether the figure is what the annotator recorded, or a part of it.

    Of an incident that nobody recorded it is not known; it counts where the figure belongs to another.
    """
    rows: list[list[str]] = []
    right: list[bool] = []
    for case in cases:
        for figure in case.scene.figures:
            is_its = [
                recorded is not None and is_of(figure, recorded, case.scene) for recorded in case.recorded
            ]
            known = [n for n, recorded in enumerate(case.recorded) if recorded is not None or any(is_its)]
            own = signs(case.scene, figure)
            rows += [own[n] for n in known]
            right += [is_its[n] for n in known]
    return rows, np.array(right)


def is_of(figure: toll_signs.Figure, recorded: dict[str, int | None], scene: Scene) -> bool:
    kind, count = figure.toll.kind, recorded.get(figure.toll.kind)
    counts = [f.toll.count for f in scene.figures if f.toll.kind == kind]
    if count is None or count in counts or not count:
        return figure.toll.count == count
    sums = [p for p in combinations(counts, 2) if sum(p) == count]
    return any(figure.toll.count in p for p in sums)


def judge(cases: Sequence[Case]) -> tuple[int, int]:
    """For how many incidents with a number of killed, recorded or read, the two agree."""
    right = asked = 0
    for case in cases:
        for figures, recorded, incident in zip(
            assign(case.scene), case.recorded, case.scene.incidents, strict=True
        ):
            if recorded is not None:
                read = total(figures, incident, "killed", case.scene)
                asked += read is not None or recorded["killed"] is not None
                right += read is not None and read == recorded["killed"]
    return right, asked


def main() -> None:
    """Train a table for each fold and one of all, print what they are worth, and write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=LEARN)
    cases = collect(parser.parse_args().folders)
    right = asked = 0
    for number, path in tables(toll_signs.TABLE):
        signs_, is_right = rows_of([c for c in cases if fold_of(c.report) != number])
        lines = weigh(ROLE, signs_, is_right, STRENGTH, LEAST, LEAST_SEEN)
        path.write_text(
            "\n".join(["# Made by scripts/train_tolls.py: role, sign, weight.", *lines]) + "\n",
            encoding="utf-8",
        )
        table, loader = toll_signs.read_table.__wrapped__(path), toll_signs.load_table
        toll_signs.load_table = lambda table=table: table
        some = judge([c for c in cases if fold_of(c.report) == number])
        toll_signs.load_table = loader
        right, asked = right + some[0], asked + some[1]
    print(f"killed: {right} of {asked} right ({right / asked:.3f})")
    print(f"{len(lines)} weights written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
