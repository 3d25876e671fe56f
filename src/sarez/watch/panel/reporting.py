"""How much was reported of a unit in a period, by which silence is told from nothing having happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sarez.watch.panel.acts import within
from sarez.watch.panel.known import as_known
from sarez.watch.panel.periods import numbered
from sarez.watch.panel.units_told import states_of
from sarez.watch.units import after


@dataclass(frozen=True, slots=True)
class Reporting:
    """Tables by period `k` with `volume`, by which counts are corrected, and `reported`, which says whether there is
    data at all: `by_state` of each `state`, and the `whole`; `everywhere` is added to what is reported of each state."""

    by_state: Any
    everywhere: Any
    whole: Any


def from_events(acts: Any, by_state: Any, sources: Mapping[str, str]) -> Reporting:
    """Reporting as the events themselves show it: mentions in the news, and how much curated sources told of the world.

    `acts` are classified (acts.py); `by_state` has the volume by state (`unit`) and period `k`. A curated source has no
    volume, so nothing is corrected by it, but it is data: where it tells of anything in a period, its silence on a state
    that it covers is a zero.
    """
    import ibis

    rows = within(acts.filter(acts.is_fine, acts.part == 1, acts.has_come))
    volume = by_state.filter(by_state.volume > 0)
    volume = volume.select("k", state=volume.unit, volume=volume.volume, reported=volume.volume)
    whole = rows.group_by("k").aggregate(
        volume=rows.mentions.sum(where=rows.is_news).fill_null(0),
        reported=rows.is_news.ifelse(rows.mentions, 1).sum(),
    )
    every = rows.filter(rows.source.isin(_covering(sources, "every state")))
    everywhere = every.group_by("k").aggregate(everywhere=every.count())
    local = _since_first(acts, rows, _covering(sources, "states it tells of"))
    told_of = ibis.union(volume, local.select(*volume.columns))
    both = told_of.group_by("state", "k").aggregate(
        volume=told_of.volume.sum().cast("int64"), reported=told_of.reported.sum().cast("int64")
    )
    return Reporting(both, everywhere, whole)


def _covering(sources: Mapping[str, str], how: str) -> list[str]:
    return [source for source, covers in sources.items() if covers == how] or [""]


def _since_first(acts: Any, rows: Any, sources: list[str]) -> Any:
    """What sources told of anywhere in a period, for each state from their first event in it on."""
    import ibis

    theirs = acts.filter(acts.source.isin(sources), acts.country.notnull(), acts.part == 1)
    first = theirs.group_by("source", state=theirs.country).aggregate(begun=theirs.k.min())
    active = rows.filter(rows.source.isin(sources))
    told = active.group_by("source", "k").aggregate(reported=active.count())
    both = first.join(told, [first.source == told.source, told.k >= first.begun])
    return both.select("state", "k", volume=ibis.literal(0, "int64"), reported="reported")


def known_coverage(
    coverage: Any,
    step: str,
    as_of: date | datetime | None,
    clearance: int,
    since: date | None,
    until: date | None,
) -> Any:
    """The rows of a table of coverage that stood, with the number `k` of the period of their day."""
    known = as_known(coverage, as_of, clearance)
    if since:
        known = known.filter(known.day >= after(since, step, 0))
    if until:
        known = known.filter(known.day < after(until, step))
    told = known.report if "report" in known.columns else known.reports
    return known.select(
        k=numbered(known.day, step), country=known.country, **{told.get_name(): told.cast("int64")}
    )


def from_coverage(rows: Any) -> Reporting:
    """Reporting as a table of coverage says, which has `day`, `country` (empty: of no state, or of the whole),
    `known_at`, `low`, `high`, and either `reports`, how many, or `report`, the number of the one that the row is of.

    The whole, for issues, is all reports, each once; where only numbers are told, those without a state, or where
    there are none the sum over states.
    """
    import ibis

    if "report" in rows.columns:
        by_state = rows.group_by("k", state=rows.country).aggregate(n=rows.report.nunique())
        whole = rows.group_by("k").aggregate(n=rows.report.nunique())
    else:
        n = rows.reports
        by_state = rows.group_by("k", state=rows.country).aggregate(n=n.sum())
        of_all, of_states = n.sum(where=rows.country.isnull()), n.sum(where=rows.country.notnull())
        whole = rows.group_by("k").aggregate(n=ibis.coalesce(of_all, of_states))
    by_state = by_state.filter(by_state.state.notnull())

    def twice(table: Any, *keys: str) -> Any:
        n = table.n.cast("int64")
        return table.select(*keys, volume=n, reported=n)

    return Reporting(twice(by_state, "state", "k"), None, twice(whole, "k"))


def of_cells(cells: Any, kind: str, reporting: Reporting) -> Any:
    """Cells (`unit`, `k`) with `volume` and `reported`: of the state of a country or province, of both states of a pair
    together, of the whole for an issue."""
    if kind == "issue":
        found = cells.left_join(reporting.whole, "k")
        return found.select(
            "unit", "k", volume=found.volume.fill_null(0), reported=found.reported.fill_null(0)
        )
    found = states_of(cells, kind).left_join(reporting.by_state, ["state", "k"])
    found = found.select("unit", "k", volume=found.volume.fill_null(0), reported=found.reported.fill_null(0))
    if reporting.everywhere is not None:
        found = found.left_join(reporting.everywhere, "k")
        more = found.reported + found.everywhere.fill_null(0)
        found = found.select("unit", "k", volume=found.volume, reported=more)
    return found.group_by("unit", "k").aggregate(
        volume=found.volume.sum().cast("int64"), reported=found.reported.sum().cast("int64")
    )
