"""`sarez desk export`: records out of the desk, through the marking gate."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from sarez.cli.desk_add import MARKINGS
from sarez.cli.read import check_date

if TYPE_CHECKING:
    from sarez.desk.accounts.viewers import Viewer

KINDS = ("event", "engagement", "commitment", "person", "report", "warning")
FORMATS = ("csv", "xlsx", "jsonl", "geojson", "ftm")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    default="csv",
    show_default=True,
    help="What to write.",
)
@click.option("--output", "-o", metavar="FILE", help="Write to a file and not to standard output.")
@click.option(
    "--marking",
    type=click.Choice(MARKINGS),
    default="GREEN",
    show_default=True,
    help="The highest TLP marking that goes out.",
)
@click.option("--as-of", metavar="DATE", callback=check_date, help="As known at the end of this day.")
@click.option(
    "--filter",
    "query",
    default="",
    metavar="QUERY",
    help="What the lists filter by, as their address says it: 'party=KGZ&other=TJK&since=2021-01-01'.",
)
def export(kind: str, form: str, output: str | None, marking: str, as_of: str | None, query: str) -> None:
    """Take the records of a KIND out of the desk, as CSV, XLSX, JSON Lines, GeoJSON or FollowTheMoney.

    Nothing marked above --marking goes out, nor what rests on it alone; standard error says how much was left out.
    The log keeps what was exported.
    """
    from sarez.desk.opening import open_existing
    from sarez.errors import SarezError

    if form == "xlsx" and output in (None, "-") and sys.stdout.isatty():
        raise SarezError("A workbook is not for the terminal: name a file with --output.")
    open_existing()
    from urllib.parse import parse_qsl

    from sarez.cli.output import opened
    from sarez.desk.accounts.markings import number_of
    from sarez.desk.exports.gate import filter_of
    from sarez.desk.exports.service import write
    from sarez.desk.opening import owner

    asked = filter_of(kind, dict(parse_qsl(query)))
    with opened(output) as text:
        out = text.buffer
        made = write(kind, form, _viewer(as_of), owner(), out, asked, marking=number_of(marking))
        out.flush()
    counts = made.counts
    click.echo(
        f"{made.banner}: {counts.records:,} records; {counts.left_out:,} left out, {counts.told_in_part:,} told in part, "
        "for what is marked above.",
        err=True,
    )


def _viewer(as_of: str | None) -> Viewer:
    """Whoever has the database may see all; what was left out is counted from there."""
    from sarez.desk.accounts.markings import RED
    from sarez.desk.accounts.viewers import Viewer
    from sarez.desk.events.days import span_of

    span = span_of(as_of)
    return Viewer(RED).at(span[1].isoformat()) if span else Viewer(RED)
