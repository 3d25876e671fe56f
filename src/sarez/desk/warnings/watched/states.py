"""The states that acted and were acted upon, from the codes of parties; and their pairs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from sarez.desk.actors.canonical import canonical
from sarez.desk.events.columns import MOST_IN_DYADS
from sarez.region.region import load_region

Pair = tuple[str | None, str | None]
GROUPS = Path(__file__).with_name("groups.csv")


def states_of(codes: Iterable[str], day: date) -> list[str]:
    """The states among parties, each once; a group that holds power in a state (groups.csv) stands for it then."""
    known, groups = _states(), _groups()
    found: dict[str, None] = {}
    for code in map(canonical, codes):
        state, since = groups.get(code, (code, date.min))
        if state in known and day >= since:
            found[state] = None
    return list(found)


def pairs_of(actors: Sequence[str], recipients: Sequence[str]) -> list[Pair]:
    """Each state that acted with each acted upon; where one side alone is told, the states on it with each other.

    An encounter of more than eight states says nothing of each pair: it has no pair.
    """
    if len({*actors, *recipients}) > MOST_IN_DYADS:
        return [(actors[0] if len(actors) == 1 else None, None)]
    both: list[Pair] = [(a, r) for a in actors for r in recipients if a != r]
    both += [(a, a) for a in actors if a in recipients and len(actors) == len(recipients) == 1]
    if both:
        return both
    alone = list(dict.fromkeys([*actors, *recipients]))
    if len(alone) > 1:
        return list(combinations(alone, 2))
    return [(actors[0] if actors else None, recipients[0] if recipients else None)]


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    return frozenset(load_region().actors.states)


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, date]]:
    with GROUPS.open(encoding="utf-8", newline="") as stream:
        return {
            row["group"]: (row["state"], date.fromisoformat(row["since"])) for row in csv.DictReader(stream)
        }
