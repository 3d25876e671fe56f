"""`sarez tables show`: what is kept of tables of events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sarez.cli.tables_add import FORM, store_of_home

if TYPE_CHECKING:
    from sarez.intake.tables.manifest import Kept


@click.command()
@FORM
def show(form: str | None) -> None:
    """Show what is kept: source, version, how many events, what days they cover, and when they became known."""
    import json
    import sys

    rows = summed(store_of_home().versions())
    if form == "json" or (form is None and not sys.stdout.isatty()):
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if not rows:
        click.echo(
            "Nothing is kept. Add a table with `sarez tables add FILE`, or `sarez tables fetch`.", err=True
        )
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for name in ("source", "version", "events", "left out", "from", "to", "known from"):
        table.add_column(name, no_wrap=True)
    for row in rows:
        days = (row["first"] or "", row["last"] or "", (row["known_at"] or "")[:10])
        cells = (row["source"], row["version"], f"{row['events']:,}", f"{row['left_out']:,}", *days)
        table.add_row(*[Text(cell) for cell in cells])
    Console().print(table)


def summed(kept: tuple[Kept, ...]) -> list[dict[str, Any]]:
    """What is kept by source and version, in the order of their names."""
    rows: list[dict[str, Any]] = []
    for source, version in sorted({(k.source, k.version) for k in kept}):
        ours = [k for k in kept if (k.source, k.version) == (source, version)]
        events = [k for k in ours if not k.is_deletions]
        days = [d for k in events for d in (k.first, k.last) if d]
        moments = [k.known_from for k in events if k.known_from]
        rows.append(
            {
                "source": source,
                "version": version,
                "events": sum(k.events for k in events),
                "left_out": sum(k.left_out for k in events),
                "deleted": sum(k.rows for k in ours if k.is_deletions),
                "first": min(days).isoformat() if days else None,
                "last": max(days).isoformat() if days else None,
                "known_at": min(moments).isoformat() if moments else None,
                "files": len(ours),
            }
        )
    return rows
