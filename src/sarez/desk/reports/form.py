"""The form in which a person codes or corrects a record: what stands in it, and what it offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.coding import party_of
from sarez.desk.events.columns import ROLES
from sarez.desk.events.fields import FIELDS, Field
from sarez.desk.events.models import Claim
from sarez.desk.events.wording import language, party
from sarez.desk.reports.models import Report
from sarez.region.region import load_region

LEAST_LINES = 2
"""Lines offered for parties; one at least is empty."""
LONGEST_NAME = 80
"""Words of more letters are no name."""


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the form with what stands in it, what may be chosen and what is wrong with it."""

    field: Field
    told: Sequence[str]
    problem: str = ""

    @property
    def text(self) -> str:
        """What stands in a field of one value; names stand a line each."""
        return "\n".join(self.told)

    @property
    def lines(self) -> list[str]:
        """What stands in a field of several, with empty lines for more."""
        return [*self.told, *[""] * max(1, LEAST_LINES - len(self.told))]

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """What may be chosen: name, label, and whether it is."""
        return [(name, label, name in self.told) for name, label in self.field.choices().items()]


def rows(kind: str, given: Mapping[str, Sequence[str]], problems: Mapping[str, str]) -> list[Row]:
    """The form of a kind with what was given."""
    return [Row(f, list(given.get(f.name, ())), problems.get(f.name, "")) for f in FIELDS[kind]]


def texts_of(kind: str, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """A claim's values as a form holds them."""
    return {f.name: [_spelt(f, text) for text in _texts(values.get(f.name))] for f in FIELDS[kind]}


def blanks(kind: str, words: str) -> dict[str, list[str]]:
    """What a new record starts with: what the chosen words already say; never a date, which they only hint at."""
    words = " ".join(words.split())
    region = load_region()
    named = (a.code for m in region.actors.find(words) for a in m.values[:1] if a.code)
    parties = list(dict.fromkeys(named))
    place = next((words[m.start : m.end] for m in region.places.find(words)), "")
    start = {"status": ["occurred"], "modality": ["agreed"], "place": _texts(place)}
    parties = [_state(code, language()) for code in parties]
    if kind == "event":
        return {**start, "actor": parties[:1], "recipient": parties[1:]}
    if kind == "engagement":
        return {**start, "participants": parties}
    if kind == "commitment":
        return {**start, "parties": parties, "text": _texts(words)}
    return {"name": _texts(words if len(words) < LONGEST_NAME else "")}


def parties_for(report: Report, viewer: Viewer) -> list[tuple[str, str]]:
    """What a field of parties offers: the region's states and bodies, and whom this report's claims name."""
    actors = load_region().actors
    codes = {**actors.states, **actors.bodies}
    for kind, values in Claim.objects.seen_by(viewer).filter(report=report).values_list("kind", "values"):
        for code in (code for role in ROLES[kind] for code in values.get(role) or ()):
            codes.setdefault(code, code)
    offered = [(_state(code, language()), party(code)) for code in codes]
    return sorted(offered, key=lambda pair: pair[1])


def _spelt(field: Field, text: str) -> str:
    return _state(text, language()) if field.shape in ("parties", "country") else text


@lru_cache(maxsize=1024)
def _state(code: str, spoken: str) -> str:
    """A state by its name in the language spoken, if that leads back to its code; any other party as it is recorded."""
    name = party(code) if code in load_region().actors.states else ""
    return name if name and party_of(name) == code else code


def _texts(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]
