"""The cells of a panel: units by periods by indicators, from what was counted and what was reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sarez.watch.panel.indicator import Indicator
from sarez.watch.panel.periods import dated
from sarez.watch.panel.reporting import Reporting, of_cells

PER = 100
"""Corrected counts are per so many reports of the unit."""


def grid(told: Any, coarse: Any, asked: Any, span: Any) -> Any:
    """Every unit (those `asked` for, or where that is None all that are told of) in every period of the `span`."""
    import ibis

    if asked is None:
        asked = told.select("unit")
        asked = (asked if coarse is None else ibis.union(asked, coarse.select("unit"))).distinct()
    periods = span.select(k=ibis.range(span.begun, span.ended + 1).unnest().cast("int64"))
    return asked.cross_join(periods)


def cells(
    wanted: Any,
    told: Any,
    coarse: Any,
    reporting: Reporting,
    kind: str,
    step: str,
    indicators: Sequence[Indicator],
) -> Any:
    """The panel in the cells `wanted`: what was counted in each (`told`), left out (`coarse`, or None) and reported."""
    wide = _joined(wanted, told, coarse, kind, reporting)
    return _long(wide, kind, step, indicators, coarse is not None)


def _joined(cells: Any, told: Any, coarse: Any, kind: str, reporting: Reporting) -> Any:
    """The cells with what was counted and reported in each."""
    keys = ["unit", "k"]
    wide = of_cells(cells, kind, reporting)
    for table in (told.drop("volume"), coarse):
        if table is not None:
            joined = wide.left_join(table, keys)
            wide = joined.select(wide, *[joined[name] for name in table.columns if name not in keys])
    return wide


def _long(wide: Any, kind: str, step: str, indicators: Sequence[Indicator], has_coarse: bool) -> Any:
    """A row for each indicator."""
    import ibis

    known = (wide.reported > 0) | (wide.told.fill_null(0) > 0)
    cells = []
    for i, indicator in enumerate(indicators):
        value, events = _value(wide, i, indicator, known)
        corrected = value
        if indicator.correction == "reports":
            corrected = (wide.volume > 0).ifelse(value * PER / wide.volume, ibis.null("float64"))
        cells.append(
            ibis.struct(
                {
                    "indicator": ibis.literal(indicator.name),
                    "value": value.cast("float64"),
                    "corrected": corrected.cast("float64"),
                    "events": _whole(events),
                    "left_out": _whole(wide[f"l{i}"].fill_null(0))
                    if has_coarse
                    else ibis.literal(0, "int64"),
                }
            )
        )
    rows = wide.select("unit", "reported", period=dated(wide.k, step), cell=ibis.array(cells).unnest())
    return rows.select(
        kind=ibis.literal(kind),
        unit=rows.unit,
        step=ibis.literal(step),
        period=rows.period,
        indicator=rows.cell["indicator"],
        value=rows.cell["value"],
        corrected=rows.cell["corrected"],
        events=rows.cell["events"],
        reported=_whole(rows.reported),
        left_out=rows.cell["left_out"],
    )


def _whole(column: Any) -> Any:
    """A column of whole numbers as int64: DuckDB sums them to wider ones, and Ibis thinks that they are what they were."""
    return column.cast("float64").cast("int64")


def _value(wide: Any, i: int, indicator: Indicator, known: Any) -> tuple[Any, Any]:
    """The value of an indicator in each cell, and how many events are behind it."""
    import ibis

    nothing = ibis.null("float64")
    n = wide[f"n{i}"].fill_null(0)
    if indicator.measure == "deaths":
        told = wide[f"m{i}"].fill_null(0)
        none = (known & (n == 0)).ifelse(0.0, nothing)  # acts of which no number was told: not zero
        return (told > 0).ifelse(wide[f"v{i}"], none), told
    if indicator.measure == "share":
        of = wide[f"d{i}"].fill_null(0)
        return (of > 0).ifelse(n / of, nothing), n
    counted = wide[f"y{i}"].fill_null(0) if indicator.measure == "days" else n
    return (known | (counted > 0)).ifelse(counted.cast("float64"), nothing), n
