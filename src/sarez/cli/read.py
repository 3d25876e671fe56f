"""`sarez read`: reports to readings, as a table, as JSON or as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from sarez.cli.workers import Result, Settings
    from sarez.intake.report import Report
    from sarez.reading.records import Reading

FORMATS = ("table", "json", "html")


def check_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Take a date as 2021-04-30, 2021-04 or 2021."""
    if value is None:
        return None
    import re
    from datetime import date

    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII):
            raise ValueError
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise click.BadParameter("write it as 2021-04-30, 2021-04 or 2021.") from None
    return value


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    help="What to write: a table for people, JSON (one object a line), or one HTML page. "
    "By default a table on a terminal, JSON elsewhere.",
)
@click.option("--output", "-o", metavar="FILE", help="Write to a file and not to standard output.")
@click.option(
    "--workers", "-w", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read."
)
@click.option(
    "--published", metavar="DATE", callback=check_date, help="When texts that bear no date were published."
)
@click.option(
    "--model", metavar="NAME", help="A spaCy model: a package, a folder, or `none` for the rules alone."
)
@click.option(
    "--region", default="central_asia", show_default=True, help="The region to read for: a name or a folder."
)
@click.option("--all-topics", is_flag=True, help="Read reports too that name nothing of the region.")
@click.option(
    "--max-characters",
    type=click.IntRange(min=1),
    default=5_000_000,
    show_default=True,
    help="Longest text of one report.",
)
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[str, ...],
    form: str | None,
    output: str | None,
    workers: int,
    published: str | None,
    model: str | None,
    region: str,
    all_topics: bool,
    max_characters: int,
) -> None:
    """Read reports: who did what, met whom and agreed what.

    PATH is a file (.txt, .html, .pdf, .docx, .jsonl, .warc, .warc.gz), a folder, or - for standard input.
    What cannot be read is named on standard error, and the rest is read.

    \b
    Exit code: 0 all was read, 1 something could not be read, 2 bad use.
    """
    import sys

    if not paths:
        click.echo(ctx.get_help())
        return
    to_terminal = output in (None, "-") and sys.stdout.isatty()
    form = form or ("table" if to_terminal else "json")
    if form == "html" and to_terminal:
        raise click.UsageError("a page is not for the terminal: name a file, as in --output page.html.")

    from sarez.cli.output import opened
    from sarez.cli.progress import followed
    from sarez.cli.workers import Settings, read_all
    from sarez.intake import count_paths, read_paths

    settings = Settings(model, region, published, all_topics)
    items = read_paths(paths, stdin=sys.stdin.buffer, max_characters=max_characters)
    total = count_paths(paths) if sys.stderr.isatty() else None
    results = followed(
        read_all(items, settings, workers=workers), total=total, what="Reading", is_shown=not to_terminal
    )
    desk = Problems()
    with opened(output) as stream:
        write(form, desk.aside(results), stream, settings, desk)
        stream.flush()
    ctx.exit(1 if desk.count else 0)


class Problems:
    """What could not be read: told on standard error as it comes, and counted."""

    def __init__(self) -> None:
        self.count = 0

    def aside(self, results: Iterable[Result]) -> Iterator[tuple[Report, Reading]]:
        """Take the problems out of the results."""
        from sarez.errors import Problem

        for result in results:
            if isinstance(result, Problem):
                self.count += 1
                click.echo(" ".join(str(result).split()), err=True)
            else:
                yield result


def write(
    form: str,
    results: Iterable[tuple[Report, Reading]],
    stream: TextIO,
    settings: Settings,
    problems: Problems,
) -> None:
    """Write readings in a form: a table and JSON as they come, a page when all are there."""
    if form == "json":
        from sarez.reading.contract import to_json

        for _, reading in results:
            stream.write(to_json(reading) + "\n")
    elif form == "html":
        write_page(list(results), stream, title="Readings", region=settings.region)
    else:
        _write_table(results, stream, problems)


def write_page(results: list[tuple[Report, Reading]], stream: TextIO, *, title: str, region: str) -> None:
    """Write the page of a run."""
    from sarez.cli.page.build import names_for, page

    for piece in page(results, title=title, **names_for(region)):
        stream.write(piece)


def _write_table(results: Iterable[tuple[Report, Reading]], stream: TextIO, problems: Problems) -> None:
    from rich.console import Console

    from sarez.cli.summary import Summary
    from sarez.cli.table import reading_table, totals

    console = Console(file=stream, highlight=False, soft_wrap=False)
    summary = Summary()
    for report, reading in results:
        summary.add(reading)
        console.print(reading_table(report, reading, width=console.width))
    console.print(totals(summary, problems.count))
