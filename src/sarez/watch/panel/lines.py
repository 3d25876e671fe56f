"""A panel as series: one line for each unit and indicator, without gaps."""

from __future__ import annotations

from typing import Any

from sarez.watch.series import Series
from sarez.watch.units import Unit, after


def series_of(rows: Any, *, corrected: bool = False) -> list[Series]:
    """The series of a panel, by unit and then indicator; `rows` is what `panel` gave, or that as an Arrow table.

    Each runs from its first period in the rows to its last; a period that has no row is NaN, with 0 reported. With
    `corrected`, the values corrected for how much was reported.
    """
    import numpy as np
    import pyarrow as pa

    table = rows if isinstance(rows, pa.Table) else rows.to_pyarrow()
    keys = ["unit", "indicator", "period"]
    table = table.sort_by([(key, "ascending") for key in keys])
    if not len(table):
        return []
    value = table.column("corrected" if corrected else "value").to_numpy().astype("float64")
    reported = table.column("reported").to_numpy().astype("float64")
    periods = table.column("period").to_numpy().astype("datetime64[D]")
    units, indicators = (table.column(key).to_numpy(zero_copy_only=False) for key in keys[:2])
    kind, step = table.column("kind")[0].as_py(), table.column("step")[0].as_py()
    begins = np.flatnonzero(np.r_[True, (units[1:] != units[:-1]) | (indicators[1:] != indicators[:-1])])
    found = []
    for first, end in zip(begins, [*begins[1:], len(table)], strict=True):
        numbers = _numbers(periods[first:end], step)
        places = numbers - numbers[0]
        values, told = np.full(places[-1] + 1, np.nan), np.zeros(places[-1] + 1)
        values[places], told[places] = value[first:end], reported[first:end]
        start = after(periods[first].item(), step, 0)
        found.append(Series(Unit(kind, str(units[first])), str(indicators[first]), step, start, values, told))
    return found


def _numbers(periods: Any, step: str) -> Any:
    """Periods as whole numbers that follow one another."""
    if step == "month":
        return periods.astype("datetime64[M]").astype("int64")
    days = periods.astype("int64")
    return (days + 3) // 7 if step == "week" else days
