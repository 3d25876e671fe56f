"""`sarez desk demo`: a living desk on the sample chronicle."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sarez.cli.desk_serve import NO_BROWSER, PORT, run

if TYPE_CHECKING:
    from sarez.desk.sample import Holding

HOME = "build/demo-desk"
KINDS = (
    ("event", "events"),
    ("engagement", "engagements"),
    ("commitment", "commitments"),
    ("person", "people"),
)
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@click.command()
@PORT
@NO_BROWSER
@click.option("--no-serve", is_flag=True, help="Make the desk, print what it holds, and end.")
@click.option(
    "--workers", "-w", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read."
)
def demo(port: int, no_browser: bool, no_serve: bool, workers: int) -> None:
    """Open a desk on the sample chronicle: ninety reports on Central Asia, 2019 to 2025.

    The first start reads them (about ten seconds); later ones are instant and keep what you did. The desk lives in
    SAREZ_HOME, or else in build/demo-desk here. Delete the folder to begin anew.
    """
    os.environ.setdefault("SAREZ_HOME", HOME)
    os.environ.pop("DATABASE_URL", None)  # a demo is never put on a desk that others share
    from sarez.desk.opening import prepare

    opened = prepare(keeper="demo")
    from sarez.desk.accounts.viewers import Viewer
    from sarez.desk.sample import file_sample, finish, holding, is_done
    from sarez.desk.training.sample import put_courses

    if not is_done():
        _read(file_sample, workers, opened.keeper.username)
        put_courses(opened.keeper)
        finish(opened.keeper.username)
    _show(holding(Viewer(opened.keeper.clearance)))
    if not no_serve:
        run(port, is_shown=not no_browser)


def _read(file_sample: object, workers: int, by: str) -> None:
    from sarez.cli.desk_add import read_what_waits

    click.echo("Reading the sample chronicle into a desk of its own …", err=True)
    file_sample(by)  # type: ignore[operator]
    read_what_waits(workers, what="Reading the sample")


def _show(held: Holding) -> None:
    """A few lines of what is on the desk."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 3, 0, 0), show_header=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_row(f"{held.reports:,}", f"reports, {held.first[:4]} to {held.last[:4]}")
    for kind, plural in KINDS:
        more = ""
        if kind == "event":
            parts = [f"{held.quads.get(quad, 0)} {quad}" for quad in QUADS]
            more = f": {', '.join(parts)}"
        table.add_row(f"{held.kinds.get(kind, 0):,}", Text(plural + more))
    console = Console(highlight=False)
    console.print(Text("The demo desk holds, each with the words it was read from:", style="bold"))
    console.print(table)
