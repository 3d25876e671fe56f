"""Learn who does an act and to whom from the annotated reports, and write src/sarez/reading/lexicon/sides.txt.

    python scripts/train_sides.py [FOLDER ...]

Without folders: gold/learn, dev and practice; gold/words has the words of their events. Needs the fold tables of scripts/train_act_words.py. Prints what the choice is worth on
reports it has not seen, beside the rules alone. The result is the same at every run.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from regression import weigh
from unseen import LEARN, ROOT, fold_of, reports, tables, tables_unseen

from sarez.intake.report import Report
from sarez.reading import act_words, drafts, sides
from sarez.reading import reader as reading
from sarez.reading.counterparts import SYMMETRICAL
from sarez.reading.likeness import QUAD_OF, fold, overlap
from sarez.reading.reader import load_reader

LEAST_SEEN = 3
STRENGTH = 0.2  # scikit-learn's C
LEAST = {sides.ACTOR: 0.3, sides.RECIPIENT: 0.45, sides.PARTY: 0.55}


@dataclass(frozen=True)
class Choice:
    """One act an annotator recorded: what was offered for its sides, and who they are."""

    report: str
    type: str
    offered: list[sides.Candidate]
    by_rules: frozenset[str]
    actor: frozenset[str]
    recipient: frozenset[str]

    def is_role(self, role: str, candidate: sides.Candidate) -> bool:
        """Whether somebody offered is the role: for a mutual act one of its parties."""
        codes = frozenset(map(fold, candidate.codes))
        if role == sides.PARTY:
            return codes <= self.actor | self.recipient
        own = self.actor if role == sides.ACTOR else self.recipient
        return bool(own) and overlap(codes, own) >= 0.5

    def is_right(self, codes: frozenset[str]) -> bool:
        return bool(codes) and overlap(codes, self.actor | self.recipient) >= 0.5


def collect(folders: Sequence[Path]) -> list[Choice]:
    """The choices that the reader meets at the words of recorded acts, with likelihoods it has not been taught."""
    reader = load_reader(all_topics=True)
    return [choice for path, text, gold in reports(folders) for choice in meet(path, text, gold, reader)]


def meet(path: Path, text: str, gold: dict[str, Any], reader: Any) -> list[Choice]:
    """The choices of one report."""
    found: list[Choice] = []
    choose, find_drafts, draft = drafts.choose, drafts.find_drafts, drafts._draft
    met: list[tuple[str, list[int], list[sides.Candidate], frozenset[str]]] = []
    offsets: list[int] = []
    anchors: list[Any] = []

    def finding(cast: Any, parsed: Any, lexicon: Any) -> Any:
        offsets.append(parsed.start)
        return find_drafts(cast, parsed, lexicon)

    def drafting(trigger: Any, cast: Any, *rest: Any) -> Any:
        anchors.append([offsets[-1] + cast.doc[i].idx for i in trigger.tokens])
        return draft(trigger, cast, *rest)

    def choosing(type_: str, offered: list[sides.Candidate]) -> sides.Sides:
        rules = [c for c in offered if c.signs & {"filled actor", "filled recipient"}]
        met.append((type_, anchors[-1], offered, frozenset(fold(x) for c in rules for x in c.codes)))
        return choose(type_, offered)

    drafts.choose, drafts._draft, reading.find_drafts = choosing, drafting, finding
    try:
        with tables_unseen(path.stem, act_words):
            reader.read(Report(path.name, text))
    finally:
        drafts.choose, drafts._draft, reading.find_drafts = choose, draft, find_drafts
    for event in gold["events"]:
        words = event["words"]
        at = text.find(words["trigger"], text.find(words["sentence"]))
        near = [
            m for m in met if QUAD_OF[m[0]] == QUAD_OF[event["type"]] and any(abs(p - at) <= 1 for p in m[1])
        ]
        if near:
            type_, _, offered, rules = min(near, key=lambda m: (m[0] != event["type"], len(m[1])))
            actor, recipient = (frozenset(map(fold, event[k])) for k in ("actor", "recipient"))
            found.append(Choice(path.stem, type_, offered, rules, actor, recipient))
    return found


def rows_of(role: str, choices: Sequence[Choice]) -> tuple[list[list[str]], np.ndarray]:
    """The signs of everybody offered in acts that have the role, and whether they are it."""
    mutual = role == sides.PARTY
    own = [c for c in choices if (c.type in SYMMETRICAL) == mutual]
    rows = [
        [f"type {c.type}", *sorted(o.signs), *sorted(f"{c.type} {s}" for s in o.signs)]
        for c in own
        for o in c.offered
    ]
    return rows, np.array([c.is_role(role, o) for c in own for o in c.offered])


def train(choices: Sequence[Choice]) -> list[str]:
    """The lines of a table."""
    lines = ["# Made by scripts/train_sides.py: role, sign, weight."]
    for role, least in LEAST.items():
        rows, right = rows_of(role, choices)
        lines += weigh(role, rows, right, STRENGTH, least, LEAST_SEEN)
    return lines


def main() -> None:
    """Train a table for each fold and one of all, print what they are worth, and write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=LEARN)
    choices = collect(parser.parse_args().folders)
    by_rules = sum(c.is_right(c.by_rules) for c in choices)
    right = directed = straight = 0
    for number, path in tables("sides.txt"):
        lines = train([c for c in choices if fold_of(c.report) != number])
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        table = sides.read_table.__wrapped__(path)
        sides.load_table, loader = (lambda table=table: table), sides.load_table
        for choice in (c for c in choices if fold_of(c.report) == number):
            chosen = sides.choose(choice.type, choice.offered)
            codes = frozenset(map(fold, chosen.actor + chosen.recipient))
            right += choice.is_right(codes)
            if (
                choice.is_right(codes)
                and choice.type not in SYMMETRICAL
                and choice.actor
                and choice.recipient
            ):
                directed += 1
                straight += overlap(frozenset(map(fold, chosen.actor)), choice.actor) >= 0.5
        sides.load_table = loader
    print(f"{len(choices)} acts; sides right: rules {by_rules / len(choices):.3f}, "
          f"chosen {right / len(choices):.3f}, direction {straight / directed:.3f}")  # fmt: skip
    print(f"{len(lines) - 1} weights written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
