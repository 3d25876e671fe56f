"""What happened to each unit, in periods of one or four weeks that end on the day asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sarez.errors import SarezError
from sarez.watch.incidents.level import Level, load_levels
from sarez.watch.units import Unit

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

WEEKS = {"week": 1, "month": 4}
"""Weeks in a period; a month is four weeks here, so that periods are of one length and end on any day."""
PRECISE = {"week": ("day", "week"), "month": ("day", "week", "month")}


class IncidentError(SarezError):
    """A question about incidents that cannot be answered."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Periods by units, the last period ending on `as_of`.

    `told` says where there is data, of shape (periods, units); `incidents` counts by level, `tension` and `peace` count
    acts of conflict that are no incidents and acts of cooperation, all of that shape and 0 where nothing is told.
    """

    units: tuple[Unit, ...]
    step: str
    as_of: date
    told: NDArray[np.bool_]
    incidents: dict[str, NDArray[np.float64]]
    tension: NDArray[np.float64]
    peace: NDArray[np.float64]

    @property
    def weeks(self) -> int:
        """Weeks in a period."""
        return WEEKS[self.step]

    def until(self, n: int) -> History:
        """The first `n` periods, as of the day on which the last of them ended."""
        day = self.as_of - timedelta(weeks=self.weeks * (len(self.told) - n))
        cut = {name: part[:n] for name, part in self.incidents.items()}
        return History(self.units, self.step, day, self.told[:n], cut, self.tension[:n], self.peace[:n])


def history(
    events: pa.Table,
    units: Sequence[Unit],
    step: str,
    *,
    as_of: date,
    clearance: int = 0,
    levels: dict[str, Level] | None = None,
) -> History:
    """What the table of events knew at the end of the day `as_of` for a clearance, of units of one kind.

    A period in which the table tells no event at all is one of no data. IncidentError for units of several kinds or
    a step that is neither week nor month.
    """
    import numpy as np
    import pyarrow.compute as pc

    kind = _kind(units, step)
    levels = levels or load_levels()
    rows = known(events, as_of, clearance)
    fine = pc.is_in(rows.column("date_precision"), value_set=_strings(PRECISE[step]))
    rows = rows.filter(pc.and_(fine, pc.less_equal(rows.column("first"), as_of)))
    days = 7 * WEEKS[step]
    first = rows.column("first").to_numpy().astype("datetime64[D]")
    back = (np.datetime64(as_of, "D") - first).astype(int) // days
    n = int(back.max()) + 1 if len(back) else 0
    period = n - 1 - back
    told = np.zeros(n, dtype=bool)
    told[period] = True
    shape = (n, len(units))
    at = places(rows, units, kind)

    def count(mask: pa.Array) -> NDArray[np.float64]:
        counted: NDArray[np.float64] = np.zeros(shape)
        chosen = np.asarray(pc.fill_null(mask, False)) & (at >= 0)
        np.add.at(counted, (period[chosen], at[chosen]), 1.0)
        return counted

    masks = {name: level.mask(rows) for name, level in levels.items()}
    no_incident = pc.invert(pc.fill_null(masks["any"], False)) if "any" in masks else None
    occurred = pc.equal(rows.column("status"), "occurred")
    hostile = pc.and_(occurred, pc.ends_with(rows.column("quad"), "conflict"))
    friendly = pc.and_(occurred, pc.ends_with(rows.column("quad"), "cooperation"))
    return History(
        units=tuple(units),
        step=step,
        as_of=as_of,
        told=np.repeat(told[:, None], len(units), axis=1),
        incidents={name: count(mask) for name, mask in masks.items()},
        tension=count(hostile if no_incident is None else pc.and_(hostile, no_incident)),
        peace=count(friendly),
    )


def _kind(units: Sequence[Unit], step: str) -> str:
    kinds = {unit.kind for unit in units}
    if step not in WEEKS:
        raise IncidentError(f"{step!r} is no step here: week or month.")
    if len(kinds) != 1 or not kinds <= {"pair", "province", "country"}:
        raise IncidentError("Incidents are forecast for pairs, provinces or countries: one kind at a time.")
    return kinds.pop()


def known(events: pa.Table, as_of: date, clearance: int) -> pa.Table:
    """The rows that stood at the end of a day and that a clearance may see."""
    import pyarrow as pa
    import pyarrow.compute as pc

    end = pa.scalar(datetime.combine(as_of + timedelta(days=1), time(), UTC), pa.timestamp("us", "UTC"))
    ended = events.column("ended_at")
    stood = pc.and_(
        pc.less(events.column("known_at"), end),
        pc.or_(pc.is_null(ended), pc.greater_equal(pc.fill_null(ended, end), end)),
    )
    seen = pc.and_(
        pc.less_equal(events.column("low"), clearance), pc.greater_equal(events.column("high"), clearance)
    )
    return events.filter(pc.and_(stood, seen))


def places(rows: pa.Table, units: Sequence[Unit], kind: str) -> NDArray[np.intp]:
    """The number of the unit that each row counts for, -1 for none. A row counts for a pair by its parties, else by place."""
    import numpy as np

    number = {unit.name: n for n, unit in enumerate(units)}
    if kind == "pair":
        sides = zip(rows.column("actor").to_pylist(), rows.column("recipient").to_pylist(), strict=True)
        names = ["-".join(sorted(pair)) if all(pair) else "" for pair in sides]
    else:
        parts = rows.column("part").to_pylist()
        states, provinces = rows.column("country").to_pylist(), rows.column("admin1").to_pylist()
        names = [
            (state or "") if kind == "country" else f"{state}:{province}" if part == 1 else ""
            for state, province, part in zip(states, provinces, parts, strict=True)
        ]
        names = [name if part == 1 else "" for name, part in zip(names, parts, strict=True)]
    return np.array([number.get(name, -1) for name in names], dtype=np.intp)


def _strings(values: Sequence[str]) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, pa.string())
