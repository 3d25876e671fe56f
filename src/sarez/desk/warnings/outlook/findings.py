"""What is found in an outlook: which series moved since when, and how likely an incident is in the next weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sarez.desk.warnings.outlook import headlines
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.watch.series import Series

STEP = "week"
LEVELS = ("any", "armed")
WEEKS = (1, 2, 4, 8)
RECENT = 400  # days: a change found longer ago is no news, unless it stands


def changes_in(rows: pa.Table, day: date) -> list[dict[str, Any]]:
    """The changes of weekly series found up to a day that stand, or were found in the last year or so."""
    from sarez.watch.changes import changes

    shares = [name for name, one in headlines.indicators().items() if one.measure == "share"]
    series = [one.until(day) for one in weekly(rows)]
    found = changes([one for one in series if len(one.values)], day=day, shares=shares)
    fresh = [one for one in found if one.ended is None or (day - one.found).days <= RECENT]
    return [_plain(asdict(one) | {"sentence": one.sentence, "assurance": one.assurance}) for one in fresh]


def weekly(rows: pa.Table) -> Iterator[Series]:
    """The weekly series of the indicators of indicators.yaml."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from sarez.watch.panel import series_of

    ours = pa.array([one.name for one in headlines.headlines()])
    mask = pc.and_(pc.equal(rows["step"], STEP), pc.invert(pc.is_in(rows["indicator"], value_set=ours)))
    some = rows.filter(mask)
    for kind in pc.unique(some["kind"]).to_pylist():
        yield from series_of(some.filter(pc.equal(some["kind"], kind)))


def chances_in(events: pa.Table, units: Sequence[Unit], day: date, clearance: int) -> list[dict[str, Any]]:
    """How likely an incident is: in pairs by week, in countries and provinces by four weeks; issues have none."""
    from sarez.watch.incidents import forecast, history

    found = []
    for kind, step in (("pair", "week"), ("country", "month"), ("province", "month")):
        own = [unit for unit in units if unit.kind == kind]
        if not own:
            continue
        past = history(events, own, step, as_of=day, clearance=clearance)
        for level in LEVELS:
            found += [
                _plain(asdict(one))
                for one in forecast(past, level, [n for n in WEEKS if n % past.weeks == 0])
            ]
    return found


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Values that JSON can hold: a unit by its kind and name, a day as ISO."""
    unit = told.pop("unit")
    made = {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in told.items()
    }
    return made | {"kind": unit["kind"], "unit": unit["name"]}
