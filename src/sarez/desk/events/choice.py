"""Which of rival values is shown, and why. The others stay beside it.

A value that a person accepted or coded comes before a proposed one, then the better grade decides. Between equals: of a name the fullest form;
of a toll or a status the latest published; of a date or place the one most texts agree on, the more precise of two
that agree; of all else the one most texts agree on, then the reader's confidence. Who did it and to whom are chosen
together, from one claim: sides told the other way round would make a party act on itself.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sarez.desk.events.telling import Telling

LATEST = frozenset({"killed", "injured", "status"})
PRECISE = frozenset({"date", "date_end", "due"})
FULLEST = frozenset({"name"})
SIDES = ("actor", "recipient")
UNITED = frozenset({"issues", "people", "aliases"})
ONLY, PERSON, GRADE, LAST, MOST, FINE, ALL, FULL = "only person grade latest most precise all fullest".split()
"""Why a value is shown; events/entries.py says each in words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The value shown for a field, the claim it comes from, why, and how many other values there are."""

    value: Any
    claim: int
    why: str
    rivals: int = 0


def choose(fields: Sequence[str], tellings: Sequence[Telling]) -> dict[str, Choice]:
    """The value of each field that any telling gives, of those that stand at one time. No telling: nothing."""
    if not set(SIDES) <= set(fields):
        return {name: choice for name in fields if (choice := _choose(name, tellings)) is not None}
    sides = _sides(tellings)
    found = {name: sides.get(name) if name in SIDES else _choose(name, tellings) for name in fields}
    return {name: choice for name, choice in found.items() if choice is not None}


def _sides(tellings: Sequence[Telling]) -> dict[str, Choice]:
    """Who and to whom, from the one claim whose sides are chosen; one that leaves a side open only if a person coded it."""
    most = max((sum(bool(t.values.get(side)) for side in SIDES) for t in tellings), default=0)
    both = [
        replace(t, values={"sides": " > ".join(_key(t.values.get(side) or []) for side in SIDES)})
        for t in tellings
        if any(t.values.get(side) for side in SIDES)
        and (sum(bool(t.values.get(s)) for s in SIDES) == most or t.is_accepted)
    ]
    chosen = _choose("sides", both)
    if chosen is None:
        return {}
    values = next(t.values for t in tellings if t.claim == chosen.claim)
    return {side: replace(chosen, value=values[side]) for side in SIDES if values.get(side)}


def _choose(name: str, tellings: Sequence[Telling]) -> Choice | None:
    given = [t for t in tellings if t.values.get(name) not in (None, "", [])]
    if not given:
        return None
    if name in UNITED:
        every = dict.fromkeys(v for t in given for v in t.values[name])
        return Choice(list(every), given[0].claim, ALL if len(given) > 1 else ONLY)
    if len(given) == 1:
        return Choice(given[0].values[name], given[0].claim, ONLY)
    kinds = {_key(t.values[name]) for t in given}
    if len(kinds) == 1:
        return Choice(given[0].values[name], _best(given).claim, ONLY if len(given) == 1 else MOST)
    by_person = [t for t in given if t.is_accepted]
    pool = by_person or given
    best = min(t.grade for t in pool)
    top = [t for t in pool if t.grade == best]
    why = PERSON if by_person and len(by_person) < len(given) else GRADE if len(top) < len(pool) else ""
    chosen, how = _among(name, top)
    return Choice(chosen.values[name], chosen.claim, why if why and len(top) == 1 else how, len(kinds) - 1)


def _among(name: str, tellings: Sequence[Telling]) -> tuple[Telling, str]:
    if name in LATEST:
        return max(tellings, key=lambda t: (t.published, t.claim)), LAST
    if name in FULLEST:
        return max(
            tellings, key=lambda t: (len(str(t.values[name]).split()), len(str(t.values[name])), -t.claim)
        ), FULL
    stories: Counter[str] = Counter()
    for key, _ in {(_key(t.values[name]), t.story) for t in tellings}:
        stories[key] += 1
    most = max(stories.values())
    common = [t for t in tellings if stories[_key(t.values[name])] == most]
    if name in PRECISE:
        wide = min(common, key=lambda t: (len(str(t.values[name])), t.claim))
        agreeing = [t for t in tellings if str(t.values[name]).startswith(str(wide.values[name]))]
        return max(agreeing, key=lambda t: (len(str(t.values[name])), -t.claim)), FINE
    return _best(common), MOST


def _best(tellings: Sequence[Telling]) -> Telling:
    return min(tellings, key=lambda t: (not t.is_accepted, t.grade, -t.confidence, t.claim))


def _key(value: Any) -> str:
    """A value as a word that is the same for the same value."""
    if isinstance(value, str):
        return f'"{value}"'
    return json.dumps(sorted(value) if isinstance(value, list) else value, sort_keys=True)
