"""`sarez watch changes`: which series moved beyond their own noise, since when, and the events behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from sarez.watch.changes import Change
    from sarez.watch.series import Series
    from sarez.watch.units import Unit

KINDS = ("country", "pair", "province", "issue")
STEPS = ("day", "week", "month")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@click.option(
    "--unit", "-u", "names", multiple=True, help="A unit: KGZ, KGZ-TJK, TJK:Sughd, water. Repeat for more."
)
@click.option(
    "--kind", type=click.Choice(KINDS), help="All units of a kind; needed where no --unit is given."
)
@click.option(
    "--step", type=click.Choice(STEPS), default="week", show_default=True, help="How long a period is."
)
@click.option(
    "--indicator", "-i", "indicators", multiple=True, help="An indicator; all without. Repeat for more."
)
@click.option(
    "--day", metavar="DAY", help="Look only at what was known, and over, on this day. By default today."
)
@click.option("--since", metavar="DAY", help="Show only changes found on this day or later.")
@click.option(
    "--a-month",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="How many false alarms a month you will bear, over all series together.",
)
@click.option(
    "--events",
    "limit",
    type=click.IntRange(min=0),
    default=0,
    help="Show so many of the events behind each change.",
)
@click.option(
    "--clearance",
    type=click.IntRange(0, 4),
    default=0,
    show_default=True,
    help="What may be seen, from 0 (TLP:CLEAR) to 4 (TLP:RED).",
)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Sentences, or one JSON object a line.",
)
@click.option("--output", "-o", metavar="FILE", help="Write there and not to standard output.")
def changes(paths: tuple[Path, ...], form: str, output: str | None, **asked: Any) -> None:
    """Show which series moved beyond their own noise, since when, and the events that made them move.

    PATH is a Parquet file of Sarez's table of events, a folder of such, or a table as its source gives it out (as for
    `sarez tables add`); without it, the tables kept. How often nothing is behind a change
    is said under the list: the budget is shared among all series looked at, so ask for those that you watch.

    \b
    Example:
      sarez watch changes --kind pair --step week --day 2022-02-01
      sarez watch changes -u KGZ-TJK -i material_conflict --events 5
    """
    from sarez.cli.output import opened

    series, found = look(paths, **asked)
    with opened(output) as stream:
        if form == "json":
            write_json(found, stream)
        else:
            write_text(found, len(series), stream)


def look(
    paths: tuple[Path, ...], **asked: Any
) -> tuple[list[Series], list[tuple[Change, list[dict[str, Any]]]]]:
    """The series looked at, and the changes found, each with the events behind it."""
    from sarez.cli.watch_files import day as day_of
    from sarez.cli.watch_files import events as events_of
    from sarez.watch.changes import Budget
    from sarez.watch.changes import changes as find
    from sarez.watch.panel import load_indicators, panel, series_of
    from sarez.watch.panel.indicator import chosen

    kind, units = units_of(asked["kind"], asked["names"])
    wanted = chosen(asked["indicators"], load_indicators())
    day, since = day_of(asked["day"]) or date.today(), day_of(asked["since"])
    known = {"as_of": day, "clearance": asked["clearance"]}
    with events_of(paths) as events:
        series = series_of(panel(events, kind, asked["step"], wanted, units=units, until=day, **known))
        shares = [one.name for one in wanted if one.measure == "share"]
        found = [
            one
            for one in find(series, day=day, budget=Budget(a_month=asked["a_month"]), shares=shares)
            if since is None or one.found >= since
        ]
        by_name = {one.name: one for one in wanted}
        return series, [
            (one, list(behind(events, one, by_name[one.indicator], asked["limit"], known))) for one in found
        ]


def units_of(kind: str | None, names: tuple[str, ...]) -> tuple[str, list[Unit] | None]:
    """The kind of unit asked for, and the units; None for all."""
    from sarez.errors import SarezError
    from sarez.watch.units import Unit, unit_of

    if names and kind == "issue":  # an issue of three letters looks like a state
        return kind, [Unit(kind, name.strip().lower()) for name in names]
    if names:
        units = [unit_of(name) for name in names]
        return kind or units[0].kind, units
    if kind is None:
        raise SarezError("Of what? Name a unit, as --unit KGZ-TJK, or a kind of unit, as --kind country.")
    return kind, None


def behind(
    events: Any, change: Change, indicator: Any, limit: int, known: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """The events that moved a series most."""
    from datetime import timedelta

    from sarez.watch.changes import movers
    from sarez.watch.panel import members

    if not limit:
        return
    rows = members(
        events, change.unit, indicator, change.since, change.found - timedelta(1), step=change.step, **known
    )
    names = ("id", "source", "first", "type", "mode", "actor", "recipient", "place", "deaths", "reference")
    yield from movers(rows.to_pyarrow(), change, limit).select(list(names)).to_pylist()


def write_json(found: Iterable[tuple[Change, list[dict[str, Any]]]], stream: TextIO) -> None:
    """One object a line."""
    import json
    from dataclasses import asdict

    for change, events in found:
        row = asdict(change) | {"id": change.id, "unit": change.unit.name, "sentence": change.sentence}
        stream.write(json.dumps(row | {"events": events}, ensure_ascii=False, default=str) + "\n")


def write_text(found: list[tuple[Change, list[dict[str, Any]]]], series: int, stream: TextIO) -> None:
    """A sentence for each change, the latest last, and how much to believe them."""
    for change, events in found:
        stream.write(f"{change.sentence}\n")
        for row in events:
            what = " ".join(
                filter(None, [row["type"], row["mode"], row["actor"], row["recipient"], row["place"]])
            )
            stream.write(f"    {row['first']}  {what}  {row['reference'] or row['id']}\n")
    if found:
        stream.write(f"\n{found[-1][0].assurance}\n")
    elif series:
        stream.write(f"None of {series} series has moved beyond its own noise.\n")
    else:
        stream.write("No event fits: nothing of these units was known then. Ask for other days or units.\n")
