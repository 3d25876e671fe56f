"""The desk's own warnings held against the incidents on record, as known to a viewer then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.actors.relations import watched_pairs
from sarez.desk.warnings.models import Proposal, Warning
from sarez.desk.warnings.models.warnings import CANCEL
from sarez.desk.warnings.outlook import asking
from sarez.desk.warnings.watched import shelf
from sarez.desk.warnings.watched.renewing import renew
from sarez.desk.warnings.watched.shelf import EVENTS, Kept
from sarez.region.region import load_region
from sarez.watch.ledger import Happened, Issued, Ledger, Scores, at_budget, judge, scores
from sarez.watch.units import Unit, unit_of

if TYPE_CHECKING:
    import pyarrow as pa

SOURCES = ("human", "rule")


@dataclass(frozen=True, slots=True)
class Board:
    """The ledger as of a day, the figures of all warnings, of each source, and of the strongest within the budget."""

    ledger: Ledger
    every: Scores
    by_source: dict[str, Scores]
    within_budget: Scores
    budget: int


def board(viewer: Viewer, day: date, budget: int) -> Board:
    """What became of the warnings that a viewer may see, against the incidents that they may see; drills are left out.

    Misses are runs of incidents in the countries and pairs that the desk watches, from the first warning on.
    """
    issued = list(_issued(viewer))
    units = _watched() | {one.unit for one in issued}
    found = _incidents(viewer, units, day) if issued else []
    since = min((one.issued_at.date() for one in issued), default=day)
    found = [one for one in found if one.day >= since]
    ledger = judge(issued, found, day)
    return Board(
        ledger,
        scores(ledger),
        {source: scores(ledger, source) for source in SOURCES},
        scores(judge(at_budget(issued, budget), found, day)),
        budget,
    )


def _issued(viewer: Viewer) -> Iterable[Issued]:
    """Warnings as the ledger takes them. One that a rule proposed is the rule's; a cancellation ends what it cancels."""
    rows = list(
        Warning.objects.filter(
            marking__lte=viewer.clearance, known_from__lte=viewer.moment, is_exercise=False
        ).order_by("id")
    )
    by_rule = set(
        Proposal.objects.filter(number__in=[r.proposal for r in rows if r.proposal], known_to=FOREVER)
        .exclude(rule="")
        .values_list("number", flat=True)
    )
    ended = {row.supersedes: row.known_from for row in rows if row.kind == CANCEL}
    for row in rows:
        if row.kind == CANCEL:
            continue
        yield Issued(
            str(row.number),
            "rule" if row.proposal in by_rule else "human",
            unit_of(row.unit),
            row.issue,
            row.level,
            row.first,
            row.last,
            row.known_from,
            row.probability,
            "any",
            str(row.supersedes or ""),
            ended.get(row.number),
        )


def _watched() -> set[Unit]:
    states = {Unit("country", state) for state in load_region().watched}
    return states | {Unit("pair", "-".join(pair)) for pair in watched_pairs()}


def _incidents(viewer: Viewer, units: set[Unit], day: date) -> list[Happened]:
    from sarez.watch.replay import happened

    kept = shelf.kept() if asking.BESIDE else renew()
    if kept is None:
        return []
    events = _events(kept)
    return [one for unit in sorted(units) for one in happened(events, unit, day, clearance=viewer.clearance)]


def _events(kept: Kept) -> pa.Table:
    """The events that may be incidents: acts of conflict that happened."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    conflict = pa.array(["material conflict", "verbal conflict"])
    parts = []
    for path in kept.paths(EVENTS):
        table = pq.read_table(path)
        mask = pc.and_(pc.is_in(table["quad"], value_set=conflict), pc.equal(table["status"], "occurred"))
        parts.append(table.filter(mask))
    return pa.concat_tables(parts)
