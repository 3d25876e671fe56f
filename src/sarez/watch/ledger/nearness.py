"""What was nearly a hit: told beside false warnings and misses, and changing nothing of what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sarez.watch.ledger.record import UNJUDGED, Happened, Issued, dawn
from sarez.watch.ledger.verdicts import Near
from sarez.watch.units import Unit


def near_false(chain: Sequence[Issued], known: Iterable[Happened], days: int) -> tuple[Near, ...]:
    """What nearly made a false warning right; the nearest of each kind."""
    found: list[Near] = []
    for incident in known:
        for warning in chain:
            if kind := _beside(warning, incident, days):
                found.append(Near(kind[0], kind[1], incident.id, incident.unit))
    return _nearest(found)


def near_miss(run: Sequence[Happened], chains: Iterable[Sequence[Issued]], days: int) -> tuple[Near, ...]:
    """Which warnings nearly met an episode; the nearest of each kind."""
    first = run[0]
    found: list[Near] = []
    for chain in chains:
        for warning in chain:
            if warning.level in UNJUDGED:
                continue
            late = (warning.issued_at.date() - first.day).days
            over = (first.day - warning.last).days
            near = ""
            if warning.unit != first.unit:
                if (
                    _share(warning.unit, first.unit)
                    and warning.issued_at < dawn(first.day)
                    and _covers(warning, first)
                ):
                    found.append(Near("neighbour", 0, warning.id, warning.unit))
                continue
            if 0 <= late <= (run[-1].day - first.day).days:
                near, gap = "late", late
            elif late < 0 and 0 < over <= days:
                near, gap = "window_over", over
            elif late < 0 and warning.cancelled_at is not None and _covers(warning, first):
                near, gap = "taken_back", (first.day - warning.cancelled_at.date()).days
            if near:
                found.append(Near(near, gap, warning.id, warning.unit))
    return _nearest(found)


def _beside(warning: Issued, incident: Happened, days: int) -> tuple[str, int] | None:
    """How an incident lies beside a warning that did not hit it."""
    if incident.unit != warning.unit:
        is_near = _share(incident.unit, warning.unit) and _covers(warning, incident)
        return ("neighbour", 0) if is_near and warning.issued_at < dawn(incident.day) else None
    if incident.day == warning.issued_at.date():
        return "same_day", 0
    if warning.last < incident.day <= warning.last + timedelta(days=days):
        return "after_window", (incident.day - warning.last).days
    ended = warning.cancelled_at
    if ended is not None and ended <= dawn(incident.day) and _covers(warning, incident):
        return "taken_back", (incident.day - ended.date()).days
    return None


def _covers(warning: Issued, incident: Happened) -> bool:
    return warning.first <= incident.day <= warning.last and (warning.of == "any" or incident.is_armed)


def _share(one: Unit, other: Unit) -> bool:
    return one != other and bool(set(one.states) & set(other.states))


def _nearest(found: Iterable[Near]) -> tuple[Near, ...]:
    best: dict[str, Near] = {}
    for near in sorted(found, key=lambda near: (near.days, near.id)):
        best.setdefault(near.kind, near)
    return tuple(best.values())
