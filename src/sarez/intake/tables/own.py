"""Sarez's own events: the JSON lines of `sarez read --format json`, or annotations after gold/GUIDE.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from sarez.errors import Problem
from sarez.intake.tables import codes
from sarez.intake.tables.checks import NAMED, place
from sarez.intake.tables.grids import Grid
from sarez.intake.tables.provinces import Provinces
from sarez.intake.tables.schema import STATUSES
from sarez.intake.tables.translating import Told

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.intake.tables.reading import Reading
    from sarez.region.region import Region

_PROVINCE_KINDS = {"province": "province", "district": "district", "country": "country"}


@dataclass(slots=True)
class _Faults:
    """Kinds of what was wrong, each with how often and where first."""

    counts: dict[str, int] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, where: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        told = self.places.setdefault(kind, [])
        if len(told) < NAMED:
            told.append(where)

    def problems(self, source: str) -> list[Problem]:
        return [
            Problem(source, place(self.places[kind], count), *_SAID[kind])
            for kind, count in self.counts.items()
        ]


_SAID = {
    "undated": (
        "an event without a date was left out.",
        "Give the report's date of publication with `sarez read --published`, or the event's in the JSON.",
    ),
    "date": (
        "the date of an event cannot be read; it was left out.",
        "Write it as 2021-04-30, 2021-04 or 2021.",
    ),
    "type": ("the type of an event is not known; it was left empty.", "See vocabulary/data/events.yaml."),
    "status": (
        "the status of an event is not known; it was taken as occurred.",
        f"Use one of {', '.join(STATUSES)}.",
    ),
    "record": (
        "an event is no record, or its values are not of the kind they must be; it was left out.",
        "See gold/GUIDE.md.",
    ),
    "report": ("the line is no reading of a report; it was left out.", "See docs/reading.md."),
    "unpublished": (
        "the report has no date of publication; its events count as known from the day of --known-at, or today.",
        "Give it with `sarez read --published`.",
    ),
    "deaths": ("the number killed is no whole number from 0; it was left empty.", "Correct it in the JSON."),
    "future": (
        "it has happened after the report was published; it was left out.",
        "Correct the date in the JSON.",
    ),
}


def batches(grid: Grid, reading: Reading, told: Told, region: Region | None) -> Iterator[pa.Table]:
    """The events of the reports in a grid of JSON lines, in tables of the one schema."""
    import pyarrow as pa

    from sarez.intake.tables.schema import schema

    faults = _Faults()
    provinces = Provinces(region.places, region.watched) if region else Provinces()
    maker = _Maker(told, region, provinces, faults)
    wanted = schema()
    index = 0
    assert grid.objects is not None
    for lot in grid.objects():
        rows: list[dict[str, Any]] = []
        for report in lot:
            rows += maker.rows(report, grid.number(index))
            index += 1
        yield pa.Table.from_pylist(rows, schema=wanted)
    reading.left_out += maker.left_out + grid.torn.found
    if grid.torn.found:
        for number in list(grid.torn.numbers)[: grid.torn.found]:
            faults.add("report", str(number))
    reading.problems += faults.problems(reading.file)


@dataclass(slots=True)
class _Maker:
    """Makes rows of one report after the other."""

    told: Told
    region: Region | None
    provinces: Provinces
    faults: _Faults
    left_out: int = 0

    def rows(self, report: dict[str, Any], line: int) -> list[dict[str, Any]]:
        """The rows of a report's events."""
        events = report.get("events")
        if not isinstance(events, list):
            self._lose("report", str(line))
            return []
        if not events:
            return []
        name = str(report.get("file") or report.get("url") or f"line {line}")
        published, known = self._clock(report.get("published"), line)
        out: list[dict[str, Any]] = []
        for number, event in enumerate(events, 1):
            where = f"{line} (event {number})"
            made = self._event(event, where, known) if isinstance(event, dict) else None
            if made is None:
                if not isinstance(event, dict):
                    self._lose("record", where)
                continue
            pairs = self._pairs(event)
            for part, (actor, recipient) in enumerate(pairs, 1):
                out.append(
                    made
                    | {
                        "id": f"{name}#{number}",
                        "part": part,
                        "actor": actor,
                        "recipient": recipient,
                        "reference": name,
                        "published": published,
                        "known_at": known,
                    }
                )
        return out

    def _clock(self, said: object, line: int) -> tuple[datetime | None, datetime]:
        """When a report was published, and from when on it was known: from the end of its last possible day."""
        span = _span(said) if isinstance(said, str) else None
        if span is None:
            self.faults.add("unpublished", str(line))
            return None, self.told.known_at or self.told.default
        published = datetime(span[0].year, span[0].month, span[0].day, tzinfo=UTC)
        known = datetime(span[1].year, span[1].month, span[1].day, tzinfo=UTC) + timedelta(days=1)
        return published, self.told.known_at or known

    def _event(self, event: dict[str, Any], where: str, known: datetime) -> dict[str, Any] | None:
        said = event.get("date")
        span = _span(said) if isinstance(said, str) else None
        if span is None:
            self._lose("undated" if said is None else "date", where)
            return None
        status = event.get("status") or "occurred"
        if status not in STATUSES:
            self.faults.add("status", where)
            status = "occurred"
        if status == "occurred" and span[0] > known.date() + timedelta(days=1):
            self._lose("future", where)
            return None
        act = codes.plover().get(str(event.get("type")))
        if act is None:
            self.faults.add("type", where)
        return {
            "source": "sarez",
            "version": self.told.version,
            "type": act.type if act else None,
            "code": _text(event.get("type")),
            "quad": act.quad if act else None,
            "intensity": act.weight if act else None,
            "status": status,
            "first": span[0],
            "last": span[1],
            "date_precision": span[2],
            **self._setting(event),
            "deaths": self._killed(event.get("killed"), where),
            "issues": _texts(event.get("issues")),
            "mentions": 1,
            "low": self.told.low,
            "high": 4,
        }

    def _killed(self, said: object, where: str) -> int | None:
        if said is None:
            return None
        if isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= 100_000_000:
            return said
        self.faults.add("deaths", where)
        return None

    def _setting(self, event: dict[str, Any]) -> dict[str, Any]:
        """Where it happened, as far as the report and the gazetteer know."""
        state = _text(event.get("country"))
        country = codes.states()["iso3"].get(state or "")
        name = _text(event.get("place"))
        out: dict[str, Any] = {
            "country": country,
            "place": name,
            "admin1": None,
            "lat": None,
            "lon": None,
            "place_precision": "country" if country else "unknown",
        }
        if name is None or self.region is None:
            return out | ({"place_precision": "place"} if name else {})
        known = [
            p
            for p in self.region.places.candidates(name)
            if country is None or country in (p.country, *p.states)
        ]
        if not known:
            return out | {"place_precision": "place"}
        found = known[0]
        out["country"] = country or found.country
        out["admin1"] = (
            self.provinces.spelling(found.country, found.admin1) if found.country and found.admin1 else None
        )
        out["place_precision"] = _PROVINCE_KINDS.get(found.kind, "place")
        if out["place_precision"] == "place":
            out |= {"lat": found.lat, "lon": found.lon}
        return out

    def _pairs(self, event: dict[str, Any]) -> list[tuple[str | None, str | None]]:
        """Each pair of states that face each other in an event; one pair of what is known where there is none."""
        actors = self._states(event.get("actor"), event)
        recipients = self._states(event.get("recipient"), event)
        if not actors or not recipients:
            return [(a, r) for a in actors or [None] for r in recipients or [None]]
        apart = [(a, r) for a, r in product(actors, recipients) if a != r]
        return list(dict.fromkeys(apart)) or [(actors[0], recipients[0])]

    def _states(self, parties: object, event: dict[str, Any]) -> list[str | None]:
        found = [self._state(party, event) for party in _texts(parties)]
        return list(dict.fromkeys(state for state in found if state))

    def _state(self, party: str, event: dict[str, Any]) -> str | None:
        """The state that a party is, or belongs to; people with no body of their own belong to where they are."""
        if party in codes.states()["iso3"]:
            return party
        if party == "civilians":
            return codes.states()["iso3"].get(_text(event.get("country")) or "")
        if self.region is None:
            return None
        of = {actor.state for actor in self.region.actors.lookup(party)}
        state = of.pop() if len(of) == 1 else None
        return codes.states()["iso3"].get(state or "")

    def _lose(self, kind: str, where: str) -> None:
        self.faults.add(kind, where)
        self.left_out += 1


def _text(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    return value.strip()[:500].encode("utf-8", "replace").decode("utf-8")


def _texts(value: object) -> list[str]:
    """A list of words, or one word, as the words that are none empty."""
    items = value if isinstance(value, list) else [value]
    return [text for item in items if (text := _text(item))]


def _span(said: str) -> tuple[date, date, str] | None:
    """The first and last day of a date written to the day, month or year, and its precision; None for no date."""
    parts = said.strip()[:10].split("-")
    if not all(p.isascii() and p.isdecimal() for p in parts) or len(parts[0]) != 4 or len(parts) > 3:
        return None
    try:
        numbers = [int(p) for p in parts]
        first = date(numbers[0], *[*numbers[1:], 1, 1][:2])
    except ValueError:
        return None
    if not 1800 <= first.year < 2200:
        return None
    if len(parts) == 3:
        return first, first, "day"
    if len(parts) == 2:
        return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1), "month"
    return first, first.replace(month=12, day=31), "year"
