"""`sarez watch incidents`: the probability of an incident in the next weeks, beside the base rate."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.watch.incidents import IncidentForecast
    from sarez.watch.units import Unit

KINDS = ("pair", "province", "country")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@click.option(
    "--unit",
    "-u",
    "names",
    multiple=True,
    help="Show only this unit: KGZ-TJK, TJK:Sughd, KGZ. Repeat for more.",
)
@click.option("--kind", type=click.Choice(KINDS), default="pair", show_default=True, help="Kind of units.")
@click.option("--level", multiple=True, help="A level of incidents; all without. Repeat for more.")
@click.option(
    "--weeks",
    type=click.IntRange(1, 8),
    multiple=True,
    help="Within so many weeks; 1, 4 and 8 without. Repeat for more.",
)
@click.option(
    "--day", metavar="DAY", help="Use only what was known at the end of this day. By default today."
)
@click.option(
    "--levels",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="A folder with a levels.yaml of your own, laid over the one that ships.",
)
@click.option(
    "--region", default="central_asia", show_default=True, help="The region whose states are watched."
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
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="A table, or one JSON object a line with the reasons.",
)
@click.option("--output", "-o", metavar="FILE", help="Write there and not to standard output.")
def incidents(paths: tuple[Path, ...], form: str, output: str | None, **asked: Any) -> None:
    """Show how likely an incident, armed or not, is in the next weeks.

    PATH is a Parquet file of Sarez's table of events, a folder of such, or a table as its source gives it out (as for
    `sarez tables add`); without it, the tables kept. Pairs are forecast by week, provinces
    and countries by four weeks. What an incident is stands in levels.yaml; docs/watch-incidents.md says how far to
    believe it.

    \b
    Example:
      sarez watch incidents --day 2022-09-13 --weeks 1 --weeks 4
      sarez watch incidents --kind province --level armed
    """
    from sarez.cli.output import opened

    found = look(paths, **asked)
    with opened(output) as stream:
        if form == "json":
            write_json(found, stream)
        else:
            write_table(found, stream)


def look(paths: tuple[Path, ...], **asked: Any) -> list[IncidentForecast]:
    """The forecasts asked for."""
    from sarez.cli.watch_files import day as day_of
    from sarez.cli.watch_files import events as events_of
    from sarez.region.region import folder_of, watched_states
    from sarez.watch.incidents import forecast, history, load_levels
    from sarez.watch.units import unit_of

    day = day_of(asked["day"]) or date.today()
    chosen = [unit_of(name) for name in asked["names"]]
    kind = chosen[0].kind if chosen else asked["kind"]
    step = "week" if kind == "pair" else "month"
    levels = load_levels(asked["folder"])
    with events_of(paths) as events:
        states = watched_states(folder_of(asked["region"]))
        rows = near(events, states).to_pyarrow()
    units = units_of(rows, kind, states, chosen)
    past = history(rows, units, step, as_of=day, clearance=asked["clearance"], levels=levels)
    weeks = sorted(set(asked["weeks"])) or ([1, 4, 8] if step == "week" else [4, 8])
    found = [one for level in asked["level"] or levels for one in forecast(past, level, weeks)]
    return [one for one in found if not chosen or one.unit in chosen]


def near(events: Any, states: Collection[str]) -> Any:
    """The events that are of these states, or happened there."""
    names = sorted(states)
    return events.filter(events.actor.isin(names) | events.recipient.isin(names) | events.country.isin(names))


def units_of(rows: pa.Table, kind: str, states: Collection[str], chosen: list[Unit]) -> list[Unit]:
    """All units of a kind among the states, those without any incident too: from all of them the base rate is learned."""
    from itertools import combinations

    from sarez.watch.units import Unit

    if kind == "pair":
        found = {Unit(kind, "-".join(pair)) for pair in combinations(sorted(states), 2)}
    elif kind == "country":
        found = {Unit(kind, state) for state in states}
    else:
        places = zip(rows.column("country").to_pylist(), rows.column("admin1").to_pylist(), strict=True)
        found = {Unit(kind, f"{state}:{name}") for state, name in places if state in states and name}
    return sorted(found | set(chosen))


def write_json(found: list[IncidentForecast], stream: TextIO) -> None:
    """One object a line."""
    import json
    from dataclasses import asdict

    for one in found:
        row = asdict(one) | {"unit": one.unit.name, "reasons": [why.en for why in one.reasons]}
        stream.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


def write_table(found: list[IncidentForecast], stream: TextIO) -> None:
    """A row for each unit, level and number of weeks, the likeliest unit first, and what the forecasts rest on."""
    from rich.console import Console
    from rich.table import Table

    if not found:
        stream.write("Too little is told of these units to say anything: fewer than five weeks with data.\n")
        return
    most: dict[Unit, float] = {}
    for one in found:
        most[one.unit] = max(most.get(one.unit, 0.0), one.probability)
    table = Table("unit", "level", "weeks", "probability", "90 % interval", "base rate", "had", box=None)
    for one in sorted(found, key=lambda one: (-most[one.unit], one.unit, one.level, one.weeks)):
        table.add_row(
            one.unit.name,
            one.level,
            str(one.weeks),
            f"{one.probability:.1%}",
            f"{one.low:.1%} – {one.high:.1%}",
            f"{one.base_rate:.1%}",
            f"{one.n_incidents} of {one.n_told} {'weeks' if one.step == 'week' else 'four weeks'}",
        )
    console = Console(file=stream, width=None if stream.isatty() else 110)
    console.print(table)
    for level in sorted({one.level for one in found}):
        one = next(one for one in found if one.level == level)
        basis = "too few: these are base rates alone" if one.is_base else "learned from"
        console.print(f"{level}: {one.learned} periods with an incident in all units, {basis}.", style="dim")
