"""What rules look at: the series of what the desk has on record, as known to a clearance on a day, and what is behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.openness import still_open
from sarez.desk.warnings.alarms import chances_foreseen, changes_heard
from sarez.desk.warnings.outlook.making import events_of
from sarez.desk.warnings.watched import shelf
from sarez.desk.warnings.watched.renewing import renew
from sarez.desk.warnings.watched.shelf import COVERAGE, EVENTS, Kept
from sarez.region.region import load_region
from sarez.watch.rules import Act, Chance, Due, Proposal, Rule, Rules, Seen
from sarez.watch.rules.rule import GROUPS
from sarez.watch.units import Unit, unit_of

YEARS = 3
"""How far back the series go: longer than any rule looks."""
AHEAD = timedelta(days=60)
MOST_DUE, MOST_BEHIND = 200, 20
MEMORY = "1GB"


def tables() -> Kept | None:
    """The kept tables, brought to what the record holds; None where nothing is on record."""
    found = renew() or shelf.kept()
    return found if found is not None and found.files.get(EVENTS) else None


def name_of(kept: Kept) -> str:
    """A name of what the tables hold: another as soon as an event or a report has changed."""
    files = sorted((name, *parts.items()) for name, parts in kept.files.items() if name in (EVENTS, COVERAGE))
    return sha256(repr(files).encode()).hexdigest()


def seen(kept: Kept, rules: Rules, clearance: int, day: date) -> Seen:
    """All that the rules ask about, as known at the end of a day to someone so cleared."""
    from sarez.watch.panel import duckdb_engine, load_indicators, panel, series_of

    known = load_indicators()
    series = {}
    with duckdb_engine(MEMORY, threads=1) as engine:
        events, coverage = _opened(engine, kept)
        for (kind, step), names in _asked(rules, frozenset(known)).items():
            units = _units(rules, kind)
            rows = panel(
                events,
                kind,
                step,
                [known[name] for name in sorted(names)],
                as_of=day,
                clearance=clearance,
                since=day.replace(year=day.year - YEARS, day=1),
                until=day,
                units=units,
                coverage=coverage,
            )
            series |= {(one.unit, one.indicator, step): one for one in series_of(rows)}
        told = _told(events, clearance, day) if _hears_provinces(rules) else {}
    return Seen(
        day,
        series,
        changes=changes_heard(series, rules, [o.name for o in known.values() if o.measure == "share"], day),
        chances=_chances(kept, rules, clearance, day),
        dues=_dues(clearance, day),
        peace=frozenset(one.name for one in known.values() if one.side == "peace"),
        told=told,
        labels={(one.name, code): one.label(code) for one in known.values() for code in ("en", "ru")},
    )


def behind(kept: Kept, rule: Rule, told: Proposal, clearance: int) -> tuple[Act, ...]:
    """The events that a proposal rests on, the latest first: those that its rule's indicator counted."""
    from sarez.watch.panel import duckdb_engine, load_indicators, members

    known = load_indicators()
    if rule.sign.of not in known:
        return told.evidence
    days = {"day": 1, "week": 7, "month": 31}[rule.sign.step] * (rule.sign.over + 1)
    first = told.day - timedelta(days=days)
    with duckdb_engine(MEMORY, threads=1) as engine:
        events, _coverage = _opened(engine, kept)
        asked = members(
            events, told.unit, known[rule.sign.of], first, told.day, as_of=told.day, clearance=clearance
        )
        rows = asked.order_by(asked["first"].desc()).limit(MOST_BEHIND).to_pyarrow().to_pylist()
    return tuple(
        Act(row["id"], told.unit, row["first"], frozenset({rule.sign.of}), reference=row["reference"] or "") for row in rows
    )  # fmt: skip


def _chances(kept: Kept, rules: Rules, clearance: int, day: date) -> tuple[Chance, ...]:
    """The chances of incidents, where an active rule asks for a forecast."""
    asked = [rule for rule in rules.rules if rule.is_active and rule.sign.kind == "forecast"]
    kinds = {kind for rule in asked for kind in _kinds(rule)}
    if not kinds:
        return ()
    named = {
        state for rule in asked for told in rule.units if told not in GROUPS for state in unit_of(told).states
    }
    return chances_foreseen(events_of(kept), kinds, {*load_region().watched, *named}, clearance, day)


def _hears_provinces(rules: Rules) -> bool:
    """Whether a rule listens for the silence of provinces."""
    asked = [rule for rule in rules.rules if rule.is_active and rule.sign.kind == "silence"]
    return any("province" in _kinds(rule) for rule in asked)


def _told(events: Any, clearance: int, day: date) -> dict[Unit, tuple[date, ...]]:
    """By province the days of its events, known on a day to someone so cleared; an event of a span on its last day."""
    from sarez.watch.panel import as_known

    known = as_known(events, day, clearance)
    states = sorted(load_region().watched)
    placed = known.filter(known.part == 1, known.country.isin(states), known.admin1.notnull())
    of = placed.select("id", "source", "country", "admin1", "last").distinct()
    found: dict[Unit, list[date]] = defaultdict(list)
    for row in of.to_pyarrow().to_pylist():
        found[Unit("province", f"{row['country']}:{row['admin1']}")].append(row["last"])
    return {unit: tuple(days) for unit, days in found.items()}


def _opened(engine: Any, kept: Kept) -> tuple[Any, Any]:
    events = engine.table(kept.paths(EVENTS), "events")
    coverage = kept.paths(COVERAGE)
    return events, engine.table(coverage, "coverage") if coverage else None


def _asked(rules: Rules, known: frozenset[str]) -> dict[tuple[str, str], set[str]]:
    """By kind of unit and step, the indicators that rules name; silence looks at how much was reported by day."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for rule in rules.rules:
        names = {"talks"} if rule.sign.kind == "silence" else {rule.sign.of} & known
        for kind in _kinds(rule) if names and rule.is_active else ():
            found[kind, rule.sign.step] |= names
    return found


def _kinds(rule: Rule) -> set[str]:
    return {GROUPS.get(told) or unit_of(told).kind for told in rule.units}


def _units(rules: Rules, kind: str) -> list[Unit] | None:
    """Every unit of a kind that is watched, and those that rules name; None for all that events name."""
    named = {unit_of(told) for rule in rules.rules for told in rule.units if told not in GROUPS}
    if kind in ("province", "issue"):
        return None
    states = sorted(load_region().watched)
    if kind == "country":
        every = [Unit("country", state) for state in states]
    else:
        every = [Unit("pair", f"{one}-{two}") for n, one in enumerate(states) for two in states[n + 1 :]]
    return sorted({*every, *(unit for unit in named if unit.kind == kind)})


def _dues(clearance: int, day: date) -> tuple[Due, ...]:
    """The open commitments of watched pairs and states that fall due soon: occasions to talk."""
    viewer = Viewer(clearance).at(day.isoformat())
    rows = (
        still_open(viewer)
        .filter(date__gt="", last__gte=day, last__lte=day + AHEAD)
        .order_by("last")[:MOST_DUE]
    )
    found = []
    for version in rows:
        codes = (version.values.get("parties") or {}).get("value") or ()
        for unit in _units_of(codes):
            found.append(Due(unit, version.last, version.title, f"/entry/{version.entry_id}"))
    return tuple(found)


def _units_of(codes: Iterable[str]) -> list[Unit]:
    states = sorted({code for code in codes if code in load_region().actors.states})
    pairs = [Unit("pair", f"{one}-{two}") for n, one in enumerate(states) for two in states[n + 1 :]]
    return [*(Unit("country", state) for state in states), *pairs]
