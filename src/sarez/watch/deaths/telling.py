"""Tables that tell of deaths, in three layouts, become a history.

- VIEWS': `month_id`, `country_id`, and `ged_sb`, `outcome` or `deaths`;
- plain: `country` (ISO 3166-1 alpha-3), `month` (2022-01, or a day of it) and `deaths`;
- events, in the schema of `intake/tables/schema.py`: UCDP's, of state-based violence, as known on a day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sarez.watch.deaths.challenge import panel_of
from sarez.watch.deaths.countries import countries
from sarez.watch.deaths.history import History, history
from sarez.watch.deaths.months import DeathsError, month, number

if TYPE_CHECKING:
    import pyarrow as pa

VALUES = ("ged_sb", "outcome", "deaths")
SOURCES = ("ucdp-ged", "ucdp-candidate")
STATE_BASED = "1"
"""UCDP's kind of violence that the forecasts are of: a state is a side. Rioters and massacres are others."""
COVERS = ("known_at", "ended_at", "country", "deaths", "first", "last", "part", "source", "code")


def read_history(path: Path, as_of: datetime | None = None) -> History:
    """The history in a Parquet or CSV file of one of the layouts. DeathsError where it is none.

    `as_of` chooses among versions of events; a panel has one version, and is cut by month (`History.until`).
    """
    table = _table(path)
    names = set(table.column_names)
    if {"month_id", "country_id"} <= names:
        value = next((name for name in VALUES if name in names), None)
        if value:
            return panel_of(table, value)
    if set(COVERS) <= names:
        return events_history(table, as_of)
    if {"country", "month", "deaths"} <= names:
        return _plain(table, path.name)
    raise DeathsError(
        f"{path.name} has columns {', '.join(sorted(names)[:8])}: give country, month and deaths; or month_id, country_id "
        "and ged_sb; or a table of events."
    )


def events_history(table: pa.Table, as_of: datetime | None = None) -> History:
    """UCDP's events as deaths by country and month: every country known here, zero where it tells of none.

    UCDP looks at the whole world, so within the months that its rows span, no row means no death told. An event of
    several days counts in each month by its share of the days; the best estimate is taken, whole deaths are not forced.
    """
    import numpy as np
    import pyarrow.compute as pc

    kept = table.filter(pc.is_in(table["source"], value_set=_strings(SOURCES)))
    kept = kept.filter(pc.and_(pc.equal(kept["part"], 1), pc.equal(kept["code"], STATE_BASED)))
    if as_of is not None:
        stands = pc.or_kleene(pc.is_null(kept["ended_at"]), pc.greater(kept["ended_at"], as_of))
        kept = kept.filter(pc.and_(pc.less_equal(kept["known_at"], as_of), pc.fill_null(stands, True)))
    kept = kept.filter(pc.and_(pc.is_valid(kept["country"]), pc.is_valid(kept["deaths"])))
    if not kept.num_rows:
        raise DeathsError(
            "The table has no UCDP events of state-based violence known then: add UCDP GED first."
        )
    codes = tuple(countries())
    place = {code: i for i, code in enumerate(codes)}
    start, end = number(pc.min(kept["first"]).as_py()), number(pc.max(kept["last"]).as_py())
    deaths = np.zeros((end - start + 1, len(codes)))
    for row in kept.select(["country", "first", "last", "deaths"]).to_pylist():
        if row["country"] in place:
            for n, share in shares(row["first"], row["last"]).items():
                deaths[n - start, place[row["country"]]] += share * row["deaths"]
    return History(start, codes, np.round(deaths))


def shares(first: date, last: date) -> dict[int, float]:
    """What share of the days from the first to the last is in each month, by its number; they sum to 1."""
    days = (last - first).days + 1
    out = {}
    for n in range(number(first), number(last) + 1):
        begin, end = max(first, month(n)), min(last, month(n + 1) - timedelta(days=1))
        out[n] = ((end - begin).days + 1) / days
    return out


def month_of(text: str) -> date:
    """The month that a person wrote: `2022-10`, or a day of it. DeathsError for anything else."""
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01").replace(day=1)
    except ValueError:
        raise DeathsError(f"{text!r} is no month: write it as 2022-10.") from None


def _plain(table: pa.Table, name: str) -> History:
    rows = []
    for line, row in enumerate(table.select(["country", "month", "deaths"]).to_pylist(), start=2):
        try:
            rows.append((str(row["country"]).upper(), month_of(str(row["month"])), float(row["deaths"])))
        except (TypeError, ValueError):
            raise DeathsError(
                f"{name}, line {line}: {row['deaths']!r} is no number of deaths. Mend it."
            ) from None
    return history(rows)


def _table(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow import csv

    try:
        if path.suffix.lower() == ".csv":
            return csv.read_csv(path, convert_options=csv.ConvertOptions(column_types={"month": pa.string()}))
        return pq.read_table(path, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise DeathsError(f"{path} cannot be read: {error}. Give a Parquet or CSV file.") from error


def _strings(values: tuple[str, ...]) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, pa.string())
