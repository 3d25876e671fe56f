"""What stood, for whom and when: the claims of one entry swept over time and over markings.

A version holds for viewers cleared from `low` to `high` and from one moment to another, and is made of nothing but
claims that such a viewer could see at that time; so no list, count or map made of versions can hint at another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from sarez.desk.events.choice import Choice, choose
from sarez.desk.events.telling import Telling

CLOSEST = 4  # the order of TLP:RED
FIELDS = {
    "event": "type actor recipient date place country issues status killed injured".split(),
    "engagement": "kind title date date_end place country organizers participants people issues status".split(),
    "commitment": "parties text due modality".split(),
    "person": "name position organization country aliases".split(),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One version: its markings, its time, the values shown, and how many reports and texts tell it."""

    low: int
    high: int
    known_from: datetime
    known_to: datetime
    values: dict[str, Choice]
    is_accepted: bool
    reports: int
    stories: int
    published: str


Band = tuple[int, int]


def standings(
    kind: str, tellings: Sequence[Telling], since: Mapping[Band, datetime] | None = None
) -> list[Standing]:
    """The versions of an entry of this kind, in order of time and clearance; none overlap.

    `since` says for a band of markings from when on they are asked for: a moment at which a version begins.
    """
    moments = sorted({m for t in tellings for m in (t.known_from, t.known_to)})
    levels = sorted({t.marking for t in tellings})
    found: list[Standing] = []
    for low, high in bands(levels):
        last: Standing | None = None
        begin = (since or {}).get((low, high), moments[0])
        for start, end in pairwise(m for m in moments if m >= begin):
            seen = [t for t in tellings if t.marking <= low and t.known_from <= start < t.known_to]
            now = _standing(kind, seen, (low, high), (start, end)) if seen else None
            if last is not None and now is not None and _is_same(last, now):
                last = replace(last, known_to=end)
                found[-1] = last
                continue
            if now is not None:
                found.append(now)
            last = now
    return found


def bands(levels: Sequence[int]) -> list[Band]:
    """The runs of markings whose viewers see the same, of the markings that claims have, in order."""
    if not levels:
        return []
    ends = [*(level - 1 for level in levels[1:]), CLOSEST]
    return list(zip(levels, ends, strict=True))


def _standing(
    kind: str, seen: Sequence[Telling], band: tuple[int, int], time: tuple[datetime, datetime]
) -> Standing:
    return Standing(
        *band,
        *time,
        choose(FIELDS[kind], seen),
        any(t.is_accepted for t in seen),
        len({t.report for t in seen}),
        len({t.story for t in seen}),
        min((t.published for t in seen if t.published), default=""),
    )


def _is_same(a: Standing, b: Standing) -> bool:
    return a.known_to == b.known_from and (a.values, a.is_accepted, a.reports, a.stories) == (
        b.values,
        b.is_accepted,
        b.reports,
        b.stories,
    )
