"""Warnings judged against incidents, as of a day.

The rule. A warning hits the first incident in its own unit, of the kind it is about, on a day of its window before whose
dawn (UTC) it was issued and at whose dawn it still stood. A warning issued on the day itself came too late for that day.
A warning and its updates are one warning; it stands as each of them did, one after the other. One that was taken back
stands no longer, and counts as issued all the same: false, if it hit nothing while it stood. One whose window is not
over and that hit nothing yet is open. The issue is not matched: an incident is what it is, whatever it was about.
Incidents in a unit no more than `apart` days from the one before make one episode; an episode is a miss where no warning
hit its first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sarez.watch.ledger.nearness import near_false, near_miss
from sarez.watch.ledger.record import UNJUDGED, Happened, Issued, dawn, night
from sarez.watch.ledger.verdicts import Episode, Ledger, Verdict
from sarez.watch.units import Unit

APART = 7
NEAR_DAYS = 14


def judge(
    warnings: Iterable[Issued],
    incidents: Iterable[Happened],
    day: date,
    *,
    of: str = "any",
    apart: int = APART,
    near: int = NEAR_DAYS,
) -> Ledger:
    """The ledger as of the end of `day`: what was issued, taken back and known by then.

    `of` says which incidents can be missed: armed, or any. Near misses are looked for within `near` days.
    """
    until = night(day)
    known = sorted((i for i in incidents if i.known_at < until), key=lambda i: (i.day, i.unit, i.id))
    chains = [_as_of(chain, until) for chain in chained(w for w in warnings if w.issued_at < until)]
    runs = list(_episodes(known, of, apart))
    onsets = {id(run[0]) for run in _episodes(known, "any", apart)} | {id(run[0]) for run in runs}
    verdicts = [_verdict(chain, known, onsets, until, near) for chain in chains]
    episodes = [_episode(run, chains, near) for run in runs]
    return Ledger(day, tuple(verdicts), tuple(episodes))


def chained(warnings: Iterable[Issued]) -> list[tuple[Issued, ...]]:
    """Warnings with their updates, in the order in which they were first issued; what supersedes none begins anew."""
    ordered = sorted(warnings, key=lambda w: (w.issued_at, w.id))
    chain_of: dict[str, list[Issued]] = {}
    chains: list[list[Issued]] = []
    for warning in ordered:
        chain = chain_of.get(warning.supersedes) if warning.supersedes else None
        if chain is None:
            chain = []
            chains.append(chain)
        chain.append(warning)
        chain_of[warning.id] = chain
    return [tuple(chain) for chain in chains]


def stood_at(chain: Sequence[Issued], moment: datetime) -> int | None:
    """Which of a warning and its updates stood at a moment: its place among them; None where none did."""
    last = None
    for n, warning in enumerate(chain):
        if warning.issued_at < moment:
            last = n
    if last is None or is_taken_back(chain[last], moment) or chain[last].level in UNJUDGED:
        return None
    return last


def is_taken_back(warning: Issued, moment: datetime) -> bool:
    """Whether it had been cancelled at a moment."""
    return warning.cancelled_at is not None and warning.cancelled_at <= moment


def hit_lead(chain: Sequence[Issued], incident: Happened) -> timedelta | None:
    """How long a warning stood for the day of an incident before its dawn; None where it does not hit it."""
    at = dawn(incident.day)
    n = stood_at(chain, at)
    if n is None or not _is_about(chain[n], incident):
        return None
    while n and _is_about(chain[n - 1], incident) and chain[n - 1].level not in UNJUDGED:
        if is_taken_back(chain[n - 1], chain[n].issued_at):
            break
        n -= 1
    return at - chain[n].issued_at


def _is_about(warning: Issued, incident: Happened) -> bool:
    return (
        warning.unit == incident.unit
        and warning.first <= incident.day <= warning.last
        and (warning.of == "any" or incident.is_armed)
    )


def _as_of(chain: tuple[Issued, ...], until: datetime) -> tuple[Issued, ...]:
    """A warning without what was taken back later."""
    return tuple(
        replace(w, cancelled_at=None) if w.cancelled_at is not None and w.cancelled_at >= until else w
        for w in chain
    )


def _verdict(
    chain: tuple[Issued, ...], known: Sequence[Happened], onsets: set[int], until: datetime, near: int
) -> Verdict:
    if all(warning.level in UNJUDGED for warning in chain):
        return Verdict(chain, "unjudged")
    for incident in known:
        lead = hit_lead(chain, incident)
        if lead is not None:
            return Verdict(chain, "hit", incident, lead, id(incident) in onsets)
    last = chain[-1]
    is_over = is_taken_back(last, until) or night(last.last) <= until or last.level in UNJUDGED
    if not is_over:
        return Verdict(chain, "open")
    return Verdict(chain, "false", near=near_false(chain, known, near))


def _episodes(known: Iterable[Happened], of: str, apart: int) -> Iterator[tuple[Happened, ...]]:
    units: dict[Unit, list[list[Happened]]] = {}
    for incident in known:
        if of == "armed" and not incident.is_armed:
            continue
        runs = units.setdefault(incident.unit, [])
        if runs and (incident.day - runs[-1][-1].day).days <= apart:
            runs[-1].append(incident)
        else:
            runs.append([incident])
    every = (tuple(run) for runs in units.values() for run in runs)
    yield from sorted(every, key=lambda run: (run[0].day, run[0].unit))


def _episode(run: tuple[Happened, ...], chains: Sequence[tuple[Issued, ...]], near: int) -> Episode:
    leads = [(chain[0].id, lead) for chain in chains if (lead := hit_lead(chain, run[0])) is not None]
    if leads:
        return Episode(run, tuple(name for name, _ in leads), max(lead for _, lead in leads))
    return Episode(run, near=near_miss(run, chains, near))
