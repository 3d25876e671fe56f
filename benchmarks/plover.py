"""Read the 322 hand-coded sentences of the PLOVER gold standard records, and print the figures beside PETRARCH2's.

`benchmarks/plover.py [--half told|kept]`. The set (Open Event Data Alliance, CC BY-SA 4.0) is read from ../shared/data/plover and is
no part of this repository; where it is missing, a message says so and nothing is measured.

What is computed, each sentence read by itself, by `sarez.reading.sentences.read_sentence`:

- *states*: the first three letters of each actor's code in the gold record, as a set; JAP, ITL and VTN, slips of the
  coders, are read as JPN, ITA and VNM. International bodies are IGO there (Amnesty and the Red Cross too), so every
  international body that we name counts as IGO, and an armed group of no one state as IMG. NGO and ISM remain what they are and can only be missed.
- *source F1*, *target F1*: precision, recall and F1 of (sentence, state) pairs over all 322 sentences (micro).
  An abstention finds nothing and so costs recall.
- *primary*: one state a sentence and side at most, as PETRARCH2's figures have it: the first we give against the
  first of the gold record.
- *either order*: the same with source and target swapped where that fits better and the gold type is AGREE, CONSULT or
  COOPERATE, and where a record that names both parties as source meets one that names them as source and target.
- *quad F1*: macro-F1 over the four quad classes, all 322 sentences, an abstention being a miss. The draft names of the set
  are read so: DEMAND = REQUEST, INVESTIGATE and DISAPPROVE = ACCUSE, FIGHT = ASSAULT.
- *abstention*: the share of sentences without an event.

The set is for reporting. One half (`kept`, by a hash of the record's id) has never been looked at; both halves are
printed, so that a rule that fits only what was seen shows.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sarez.reading.reader import load_reader
from sarez.reading.sentences import MainEvent, read_sentence
from sarez.region.actors import Actors
from sarez.vocabulary.events import QUADS, load_events

RECORDS = Path(__file__).parents[2] / "shared" / "data" / "plover" / "PLOVER_GSR_CAMEO.json"
SLIPS = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
RENAMED = {"DEMAND": "REQUEST", "INVESTIGATE": "ACCUSE", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT"}
SYMMETRICAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# PETRARCH2 with its full dictionaries on the same 322 sentences, Stanford's parses: primary codes, coverage .550.
PETRARCH2 = {
    "source precision": 0.850, "source recall": 0.470, "source F1": 0.606,
    "target precision": 0.714, "target recall": 0.449, "target F1": 0.551,
    "abstention": 0.450,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence: what the coders say and what we read."""

    id: str
    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    found: MainEvent | None
    found_source: tuple[str, ...]
    found_target: tuple[str, ...]

    @property
    def quad(self) -> str:
        return load_events()[self.type].quad


def half_of(record_id: str) -> str:
    """`told`, which may be looked at for classes of error, or `kept`, which may not."""
    return ("told", "kept")[int(hashlib.sha256(record_id.encode()).hexdigest(), 16) % 2]


def states_of(record: dict[str, Any], side: str) -> tuple[str, ...]:
    """The states of one side of a gold record, each once."""
    actors = record.get(side) or []
    actors = actors if isinstance(actors, list) else [actors]
    codes = [str(a["code"])[:3] for a in actors if isinstance(a, dict) and a.get("code")]
    return tuple(dict.fromkeys(SLIPS.get(c, c) for c in codes))


def country_level(code: str, actors: Actors) -> str:
    """A party's code at the level of the set: a state's own, IGO for a body, IMG for a group of no one state."""
    if code in actors.states:
        return code
    return "IMG" if any(a.kind == "group" for a in actors.lookup(code)) else "IGO"


def read_records(path: Path = RECORDS) -> list[Row]:
    """Every record with our reading of its sentence."""
    reader = load_reader()
    rows = []
    for record in json.loads(path.read_text(encoding="utf-8")):
        if record["event"] == "DOCUMENT":
            continue
        found = read_sentence(record["text"], reader, published=record.get("date"))
        sides = (found.source, found.target) if found else ((), ())
        ours = [tuple(dict.fromkeys(country_level(c, reader.region.actors) for c in side)) for side in sides]
        type_ = RENAMED.get(record["event"], record["event"])
        rows.append(
            Row(record["id"], type_, states_of(record, "source"), states_of(record, "target"), found, *ours)
        )
    return rows


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def pairs(gold: Iterable[Sequence[str]], found: Iterable[Sequence[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of codes, sentence by sentence."""
    hits = wanted = given = 0
    for g, f in zip(gold, found, strict=True):
        hits, wanted, given = hits + len(set(g) & set(f)), wanted + len(set(g)), given + len(set(f))
    return share(hits, given), share(hits, wanted), share(2 * hits, wanted + given)


def quad_figures(rows: Sequence[Row]) -> dict[str, float]:
    """F1 of each quad class, their mean, and accuracy."""
    figures = {}
    for quad in QUADS:
        given = [r for r in rows if r.found and r.found.quad == quad]
        hits = sum(r.quad == quad for r in given)
        figures[f"quad F1, {quad}"] = share(2 * hits, len(given) + sum(r.quad == quad for r in rows))
    figures["quad macro-F1"] = sum(figures.values()) / len(QUADS)
    right = sum(r.found is not None and r.found.quad == r.quad for r in rows)
    figures["quad accuracy"] = share(right, len(rows))
    figures["quad precision where coded"] = share(right, sum(r.found is not None for r in rows))
    return figures


def turned(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Our two sides in the order that fits a symmetrical record best."""
    source, target = row.found_source, row.found_target
    if row.type not in SYMMETRICAL:
        return source, target
    both = tuple(dict.fromkeys(source + target))
    orders = [(source, target), (target, source), *([(both, ())] if not row.target else [])]
    return max(orders, key=lambda o: len(set(o[0]) & set(row.source)) + len(set(o[1]) & set(row.target)))


def figures_of(rows: Sequence[Row]) -> dict[str, float]:
    """All figures over some of the rows."""
    figures: dict[str, float] = {}
    for side in ("source", "target"):
        gold = [getattr(r, side) for r in rows]
        ours = [getattr(r, f"found_{side}") for r in rows]
        loose = [turned(r)[side == "target"] for r in rows]
        for name, (g, f) in {
            "": (gold, ours),
            " (primary)": ([x[:1] for x in gold], [x[:1] for x in ours]),
            " (either order)": (gold, loose),
        }.items():
            for figure, value in zip(("precision", "recall", "F1"), pairs(g, f), strict=True):
                figures[f"{side} {figure}{name}"] = value
    figures["abstention"] = share(sum(r.found is None for r in rows), len(rows))
    return figures | quad_figures(rows)


def figures(path: Path = RECORDS) -> dict[str, float]:
    """Every figure of the set by name, over all sentences and over each half; empty where the set is not here."""
    if not path.is_file():
        print(
            f"PLOVER gold standard records: not measured, {path.name} is not beside this checkout.",
            file=sys.stderr,
        )
        return {}
    rows = read_records(path)
    found = {f"plover: {name}": value for name, value in figures_of(rows).items()}
    for half in ("told", "kept"):
        part = [r for r in rows if half_of(r.id) == half]
        found |= {f"plover {half} half: {name}": value for name, value in figures_of(part).items()}
    return found


def show(found: dict[str, float]) -> None:
    """Print the figures, all sentences and the two halves side by side, with PETRARCH2's where it has one."""
    print(
        f"\nPLOVER gold standard records, single sentences\n{'':34} {'all':>6} {'told':>6} {'kept':>6} {'PETRARCH2':>10}"
    )
    for name in [n.removeprefix("plover: ") for n in found if n.startswith("plover: ")]:
        values = [found[f"plover{half}: {name}"] for half in ("", " told half", " kept half")]
        known = PETRARCH2.get(name.removesuffix(" (primary)")) if "either" not in name else None
        print(f"{name:34} " + " ".join(f"{v:6.3f}" for v in values) + (f" {known:10.3f}" if known else ""))


def main() -> int:
    """Measure and print."""
    show(figures())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
