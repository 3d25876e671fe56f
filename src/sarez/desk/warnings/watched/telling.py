"""One version on record as rows of the table of events: one for each pair of states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.warnings.watched.pieces import Piece
from sarez.desk.warnings.watched.states import Pair, pairs_of, states_of
from sarez.region.region import load_region
from sarez.vocabulary.events import load_events

SOURCE, RELEASE = "sarez", "desk"
KEPT = "kept"
"""The mode of an agreement by which a commitment counts that a person found kept."""
COLUMNS = (
    "pk", "entry_id", "kind", "low", "high", "known_from", "known_to", "label", "first", "last", "date", "place",
    "admin1", "country", "lat", "lon", "status", "killed", "stories", "values",
)  # fmt: skip
"""What is asked of a version."""
_PRECISIONS = {10: "day", 7: "month", 4: "year"}
_KINDS = {"province": "province", "district": "district", "country": "country"}


@dataclass(frozen=True, slots=True)
class Told:
    """A version as this room sees it; the columns of events/models.py of the same names."""

    pk: int
    entry_id: int
    kind: str
    low: int
    high: int
    known_from: datetime
    known_to: datetime
    label: str
    first: date | None
    last: date | None
    date: str
    place: str
    admin1: str
    country: str
    lat: float | None
    lon: float | None
    status: str
    killed: int | None
    stories: int
    values: Mapping[str, Any]

    @property
    def piece(self) -> Piece:
        """For whom and when it stands."""
        return Piece(self.low, self.high, self.known_from, self.known_to)

    def codes(self, *roles: str) -> list[str]:
        """The codes of the parties in some roles, as told."""
        return [code for role in roles for code in self.value(role) or ()]

    def value(self, name: str) -> Any:
        """The value shown for a field."""
        return (self.values.get(name) or {}).get("value")

    def states(self, *roles: str) -> list[str]:
        """The states among the parties in some roles."""
        return states_of(self.codes(*roles), self.first or date.min)


def event_rows(told: Told, published: datetime | None = None) -> Iterator[dict[str, Any]]:
    """The rows of an event; none where no day is known of it."""
    if told.first is not None:
        pairs = pairs_of(told.states("actor"), told.states("recipient"))
        yield from rows(told, [told.piece], pairs, told.label, published=published)


def rows(
    told: Told,
    pieces: Iterable[Piece],
    pairs: Iterable[Pair],
    type_: str,
    *,
    mode: str | None = None,
    status: str = "",
    days: tuple[date, date] | None = None,
    published: datetime | None = None,
) -> Iterator[dict[str, Any]]:
    """A row for each pair of states and each piece of time and markings for which this stands."""
    known = load_events().get(type_)
    first, last = days or (told.first, told.last)
    is_sure = not (told.values.get("killed") or {}).get("rivals")
    common = {
        "id": str(told.entry_id),
        "source": SOURCE,
        "version": RELEASE,
        "type": type_ if known else None,
        "mode": mode,
        "quad": known.quad if known else None,
        "intensity": known.weight if known else None,
        "status": status or told.status or "occurred",
        "first": first,
        "last": max(last or first, first) if first else last,
        "date_precision": "day" if days else _PRECISIONS.get(len(told.date), "day"),
        "country": told.country or None,
        "admin1": told.admin1 or None,
        "place": told.place or None,
        "lat": told.lat,
        "lon": told.lon,
        "place_precision": _place_precision(told),
        "deaths": told.killed,
        "deaths_low": told.killed if is_sure else None,
        "deaths_high": told.killed if is_sure else None,
        "issues": list(told.value("issues") or ()) or None,
        "mentions": told.stories,
        "reference": f"{told.kind} {told.entry_id}",
        "published": published,
    }
    every = list(pieces)
    for part, (actor, recipient) in enumerate(pairs, 1):
        for piece in every:
            yield common | {
                "part": part,
                "actor": actor,
                "recipient": recipient,
                "known_at": piece.start,
                "ended_at": None if piece.end >= FOREVER else piece.end,
                "low": piece.low,
                "high": piece.high,
            }


def _place_precision(told: Told) -> str:
    if told.place and told.lat is not None:
        return _KINDS.get(_kind_of(told.place), "place")
    if told.admin1:
        return "province"
    return "country" if told.country else "unknown"


@lru_cache(maxsize=4096)
def _kind_of(place: str) -> str:
    found = load_region().places.lookup(place)
    return found.kind if found else ""
