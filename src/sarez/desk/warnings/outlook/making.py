"""An outlook worked out from the kept tables: the panel of every kind of unit, by week and month, as known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import last_change
from sarez.desk.actors.relations import watched_pairs
from sarez.desk.warnings.outlook import headlines
from sarez.desk.warnings.outlook.findings import chances_in, changes_in
from sarez.desk.warnings.outlook.shelf import Outlook, folder, keep, name_of
from sarez.desk.warnings.outlook.statements import whole_numbers
from sarez.desk.warnings.watched import shelf
from sarez.desk.warnings.watched.shelf import COVERAGE, EVENTS, Kept
from sarez.region.region import load_region
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

YEARS = 10
"""How far back the series of an outlook go."""
STEPS = ("week", "month")
ORDER = [("kind", "ascending"), ("unit", "ascending"), ("step", "ascending"), ("indicator", "ascending"), ("period", "ascending")]  # fmt: skip
MEMORY = "1GB"


def make(kept: Kept, viewer: Viewer) -> Outlook:
    """Work an outlook out and keep it. What a viewer may see, and as known when, is all that it is made of."""
    change = last_change(viewer)
    day = viewer.as_of.date() if viewer.as_of else today()
    rows, heard = worked_out(kept, viewer.clearance, viewer.as_of, day)
    name = name_of(viewer)
    moved, chances = changes_in(rows, day), chances_in(events_of(kept), _units(rows), day, viewer.clearance)
    at = folder(viewer.clearance)
    return keep(
        rows,
        _few(rows),
        Outlook(at, at, viewer.clearance, day, kept.made, heard, change, kept.generation, moved, chances),
        name,
    )


def events_of(kept: Kept) -> pa.Table:
    """The whole table of events; what a clearance may not see is left out by what reads it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = ["id", "source", "version", "part", "actor", "recipient", "type", "mode", "quad", "intensity", "status", "first",
             "last", "date_precision", "country", "admin1", "deaths", "issues", "mentions", "known_at", "ended_at", "low", "high"]  # fmt: skip
    return pa.concat_tables(pq.read_table(path, columns=names) for path in kept.paths(EVENTS))


def _units(rows: pa.Table) -> list[Unit]:
    """The units that rows tell of."""
    pairs = rows.group_by(["kind", "unit"]).aggregate([]).to_pylist()
    return sorted(Unit(pair["kind"], pair["unit"]) for pair in pairs)


def _few(rows: pa.Table) -> pa.Table:
    """The rows of the two headlines, each step by itself."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pa.array([one.name for one in headlines.headlines()])
    few = rows.filter(pc.is_in(rows["indicator"], value_set=names))
    return few.sort_by([("step", "ascending"), *(pair for pair in ORDER if pair[0] != "step")])


def worked_out(kept: Kept, clearance: int, as_of: datetime | None, day: date) -> tuple[pa.Table, date | None]:
    """The rows of the panel (`watch/panel`) for all that is watched, and the last day of which a report tells."""
    import pyarrow as pa

    from sarez.watch.panel import as_known, duckdb_engine, panel

    chosen = list(headlines.indicators().values())
    since = date(day.year - YEARS, day.month, 1)
    with duckdb_engine(MEMORY, threads=1) as engine:
        events = engine.table(kept.paths(EVENTS), "events")
        coverage = engine.table(kept.paths(COVERAGE), "coverage")
        known = as_known(coverage, as_of, clearance)
        heard: date | None = known.filter(known.day <= day).day.max().to_pyarrow().as_py()
        parts = [
            panel(
                events, kind, step, chosen,
                as_of=as_of, clearance=clearance, since=since, until=day, units=units, coverage=coverage,
            ).to_pyarrow()
            for kind, units in watched().items()
            for step in STEPS
        ]  # fmt: skip
    return _of_the_region(pa.concat_tables(map(whole_numbers, parts))).sort_by(ORDER), heard


@contextmanager
def opened(kept: Kept, clearance: int, as_of: datetime | None, since: date, until: date) -> Iterator[Any]:
    """A DuckDB connection with `events` that may lie between two days, as they were known to a clearance."""
    import duckdb

    stood = (
        "ended_at IS NULL" if as_of is None else "known_at <= $at AND (ended_at IS NULL OR ended_at > $at)"
    )
    seen = "low <= $clearance AND high >= $clearance"
    open_to_all = "* REPLACE (0::TINYINT AS low, 4::TINYINT AS high"
    given = {"clearance": clearance, "since": since, "until": until} | ({"at": as_of} if as_of else {})
    with duckdb.connect(config={"memory_limit": MEMORY, "threads": 1}) as connection:
        connection.execute(
            f"CREATE TEMP TABLE events AS SELECT {open_to_all}, NULL::TIMESTAMPTZ AS ended_at)"
            f' FROM read_parquet($files) WHERE {stood} AND {seen} AND "last" >= $since AND "first" <= $until',
            given | {"files": kept.paths(EVENTS)},
        )
        yield connection


def folder_of_statements() -> Path:
    """Where the panel's statements are kept."""
    return shelf.folder()


def watched() -> dict[str, list[Unit] | None]:
    """What the desk watches, by kind; None for all that events name."""
    return {
        "country": [Unit("country", state) for state in sorted(load_region().watched)],
        "pair": [Unit("pair", "-".join(pair)) for pair in watched_pairs()],
        "province": None,
        "issue": None,
    }


def _of_the_region(rows: pa.Table) -> pa.Table:
    """Without the provinces of states that the desk does not watch."""
    import pyarrow as pa
    import pyarrow.compute as pc

    states = pa.array(sorted(load_region().watched), pa.string())
    ours = pc.is_in(pc.utf8_slice_codeunits(rows["unit"], 0, 3), value_set=states)
    return rows.filter(pc.or_(pc.not_equal(rows["kind"], "province"), ours))


def today() -> date:
    """The day that it is."""
    return timezone.now().date()
