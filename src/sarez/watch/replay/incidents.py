"""What happened in a unit, for judging; and what the forecast of incidents said on a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING

from sarez.watch.ledger.record import Happened
from sarez.watch.replay.known import as_known, as_seen, is_of, key_of
from sarez.watch.replay.telling import said
from sarez.watch.rules.seen import Chance
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

PRECISE = ("day", "week")


def happened(events: pa.Table, unit: Unit, day: date, *, clearance: int = 0) -> tuple[Happened, ...]:
    """The incidents in a unit that were known at the end of `day`, one for each event, by their first day.

    What an incident is stands in watch/incidents/levels.yaml. One whose day is not known to the week is left out.
    `known_at` is when it was first known as one, in whatever form.
    """
    from sarez.watch.incidents.level import load_levels

    levels = load_levels()
    events = as_seen(events, clearance)
    first_known: dict[str, datetime] = {}
    for row in events.filter(levels["any"].mask(events)).select(["source", "id", "known_at"]).to_pylist():
        key = key_of(row)
        first_known[key] = min(first_known.get(key, row["known_at"]), row["known_at"])
    now = as_known(events, day, clearance)
    armed = {
        key_of(row) for row in now.filter(levels["armed"].mask(now)).select(["source", "id"]).to_pylist()
    }
    found: dict[str, Happened] = {}
    for row in now.filter(levels["any"].mask(now)).to_pylist():
        key = key_of(row)
        if is_of(row, unit) and row["date_precision"] in PRECISE and key not in found:
            told = row["reference"] or ""
            found[key] = Happened(key, unit, row["first"], key in armed, first_known[key], said(row), told)
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.id)))


def forecaster(
    states: Collection[str], *, clearance: int = 0, weeks: Sequence[int] = (1, 2, 4, 8)
) -> Callable[[pa.Table, Unit, date], tuple[Chance, ...]]:
    """What the forecast of incidents (watch/incidents) says of a unit, learned from all pairs or provinces of `states`.

    Pairs are forecast by week; provinces and countries by four weeks, so for 4 and 8 weeks. Issues have none.
    """

    def chances(events: pa.Table, unit: Unit, day: date) -> tuple[Chance, ...]:
        from sarez.watch.incidents.forecast import forecast
        from sarez.watch.incidents.history import history

        if unit.kind == "issue":
            return ()
        step = "week" if unit.kind == "pair" else "month"
        asked = [n for n in weeks if step == "week" or n % 4 == 0]
        past = history(events, beside(events, unit, states), step, as_of=day, clearance=clearance)
        return tuple(
            Chance(unit, level, one.weeks, day, one.probability, one.low, one.high, one.base_rate)
            for level in ("armed", "any")
            for one in forecast(past, level, asked)
            if one.unit == unit
        )

    return chances


def beside(events: pa.Table, unit: Unit, states: Collection[str]) -> list[Unit]:
    """All units of its kind among the states, from which a forecast learns: every pair and country, and the provinces
    that events name."""
    known = sorted({*states, *unit.states})
    if unit.kind == "pair":
        return [Unit("pair", "-".join(pair)) for pair in combinations(known, 2)]
    if unit.kind == "country":
        return [Unit("country", state) for state in known]
    rows = events.select(["country", "admin1"]).to_pylist()
    names = {f"{row['country']}:{row['admin1']}" for row in rows if row["country"] in known and row["admin1"]}
    return [Unit("province", name) for name in sorted(names | {unit.name})]
