"""`sarez places`: what the region knows of a place name."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sarez.region.place import Place

FIELDS = ("query", "name", "lat", "lon", "country", "admin1", "kind", "source")


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default=None,
    help="A table (the default on a terminal) or one JSON object a line (the default elsewhere).",
)
@click.option(
    "--region", default="central_asia", show_default=True, help="A region of Sarez, or a folder of its make."
)
def places(names: tuple[str, ...], form: str | None, region: str) -> None:
    """Show where each NAME is, as the region's gazetteer knows it; `-` reads names from standard input, one a line.

    Spellings, scripts and generic words are tolerated. A name that nobody knows is answered with empty fields.

    \b
    Example:
      sarez places Vorukh "Ak-Sai village" "Naryn oblast" "Кок-Таш"
      sarez places --format json - < names.txt
    """
    from sarez.errors import SarezError
    from sarez.region.places import Places

    try:
        known = Places.load(region_folder(region))
    except SarezError as error:
        raise click.ClickException(str(error)) from error
    answers = ((name, known.lookup(name)) for name in asked(names))
    if form == "json" or (form is None and not sys.stdout.isatty()):
        for name, place in answers:
            click.echo(json.dumps(answer(name, place), ensure_ascii=False))
    else:
        show(answers)


def region_folder(region: str) -> Path:
    """The folder of a region, by its name in Sarez or as a path; raises `click.BadParameter` if there is none."""
    import sarez.region

    built_in = Path(sarez.region.__file__).parent / region
    for folder in (built_in, Path(region)):
        if (folder / "places_curated.csv").is_file():
            return folder
    raise click.BadParameter(
        f"no region {region!r}: name one of Sarez's or a folder with places_curated.csv.",
        param_hint="--region",
    )


def asked(names: tuple[str, ...]) -> Iterator[str]:
    """The names asked for; `-` stands for the lines of standard input that are not empty."""
    for name in names:
        if name == "-":
            lines = (line.decode("utf-8", "replace").strip() for line in sys.stdin.buffer)
            yield from filter(None, lines)
        else:
            yield name


def answer(query: str, place: Place | None) -> dict[str, str | float | None]:
    """One line of the JSON output: every key present, None where nothing is known."""
    return {field: query if field == "query" else getattr(place, field, None) for field in FIELDS}


def show(answers: Iterator[tuple[str, Place | None]]) -> None:
    """Print a table for people."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("asked", "name", "where", "country", "province", "kind", "source", box=None)
    for query, place in answers:
        if place is None:
            table.add_row(Text(query), Text("not known", style="dim"))
            continue
        states = place.country or "/".join(place.states)
        where = f"{place.lat:.2f}, {place.lon:.2f}"
        cells = (
            query,
            place.name,
            where,
            states,
            place.admin1 or "",
            place.kind.replace("_", " "),
            place.source,
        )
        table.add_row(*[Text(cell) for cell in cells])
    Console().print(table)
