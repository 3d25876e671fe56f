"""A panel as a table for people: a row for each unit and period, a column for each indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    import pyarrow as pa

NO_DATA = "·"


def show(rows: pa.Table, stream: TextIO) -> None:
    """Write the values, with how much was reported; a point where there is no data, and a note where dates were coarse."""
    from rich.console import Console
    from rich.table import Table

    cells: dict[tuple[str, Any], dict[str, dict[str, Any]]] = {}
    for row in rows.to_pylist():
        cells.setdefault((row["unit"], row["period"]), {})[row["indicator"]] = row
    names = list(dict.fromkeys(name for cell in cells.values() for name in cell))
    table = Table("unit", "period", *[name.replace("_", " ") for name in names], "reported", box=None)
    for column in table.columns[2:]:
        column.justify = "right"
    left_out = 0
    for (unit, period), cell in cells.items():
        left_out += sum(row["left_out"] for row in cell.values())
        reported = next(iter(cell.values()))["reported"]
        table.add_row(unit, str(period), *[number(cell[name]["value"]) for name in names], f"{reported:,}")
    console = Console(
        file=stream, soft_wrap=True, width=None if stream.isatty() else 40 + 16 * (len(names) + 1)
    )
    console.print(table)
    if cells:
        console.print(f"{NO_DATA} no data, which is not zero.", style="dim")
    if left_out:
        console.print(
            f"Left out {left_out:,} times: events whose date is too coarse for the step.", style="dim"
        )


def number(value: float | None) -> str:
    """A value as short as it can be said."""
    if value is None:
        return NO_DATA
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"
