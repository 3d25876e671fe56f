"""What a new reading changes in what stands of an old one: found without a database, data in, data out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sarez.desk.events.matching import ENOUGH, match
from sarez.desk.events.versions import FIELDS

Values = Mapping[str, Any]
Spans = Sequence[Sequence[int]]
_UNTOLD = frozenset({"date_reason"})  # how a value was found, not what is said
LEAST_OVERLAP, LEAST_LIKE = 0.3, 0.3
MOSTLY = 0.8
"""From this share of their evidence two records rest on the same words, however they are coded."""


@dataclass(frozen=True, slots=True)
class Said:
    """One record: as the new reading has it, or as it stands. `settled` are the fields that a person set themselves."""

    number: int
    kind: str
    values: Values
    evidence: Spans
    is_decided: bool = False
    is_standing: bool = True
    settled: frozenset[str] = field(default_factory=frozenset)


def pairs(new: Sequence[Said], old: Sequence[Said]) -> dict[int, int]:
    """Which old record each new one speaks of: by the new one's number, the old one's. Each is taken once."""
    weighed = [
        (weight, n.number, o.number)
        for n in new
        for o in old
        if n.kind == o.kind and (weight := _weight(n, o)) is not None
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, o in sorted(weighed, key=lambda w: (*(-x for x in w[0]), w[1], w[2])):
        if n not in found and o not in taken:
            found[n] = o
            taken.add(o)
    return found


def is_same(new: Said, old: Said) -> bool:
    """Whether a new record says what stands: but for what a person set, and, once a person decided, for what is beside."""
    if old.is_decided:
        return not differing(new, old)
    return _plain(with_settled(new, old)) == _plain(old.values)


def differing(new: Said, old: Said) -> list[str]:
    """The fields in which a new record differs from an old one, without those that a person set."""
    return [
        name
        for name in FIELDS[new.kind]
        if name not in old.settled and _key(new.values.get(name)) != _key(old.values.get(name))
    ]


def with_settled(new: Said, old: Said) -> dict[str, Any]:
    """The new record's values, but for what a person set."""
    return {**new.values, **{name: old.values.get(name) for name in old.settled}}


def _weight(new: Said, old: Said) -> tuple[float, ...] | None:
    """How surely two records speak of one thing, for sorting; None where they do not. The same words come first."""
    shared = overlap(new.evidence, old.evidence)
    if is_same(new, old):
        return (2.0, float(old.is_standing), shared, 0.0)
    alike = match(new.kind, new.values, old.values).score
    if (shared > LEAST_OVERLAP and alike >= LEAST_LIKE) or shared >= MOSTLY or alike >= ENOUGH[new.kind]:
        return (1.0, float(old.is_standing), shared + 2 * alike, float(not old.is_decided))
    return None


def overlap(a: Spans, b: Spans) -> float:
    """The share of the smaller evidence's characters that the other has too."""
    one, two = _places(a), _places(b)
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def _places(spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _plain(values: Values) -> dict[str, str]:
    return {
        name: _key(value)
        for name, value in values.items()
        if name not in _UNTOLD and value not in (None, "", [], ())
    }


def _key(value: Any) -> str:
    """A value by what it says: nothing is nothing, and the order of a list says nothing."""
    if value in (None, "", [], ()):
        return ""
    if isinstance(value, list | tuple):
        return json.dumps(sorted(str(v) for v in value))
    return json.dumps(value, sort_keys=True)
