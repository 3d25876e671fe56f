"""`sarez demo`: the sample chronicle read, counted, shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from sarez.cli.read import Problems
    from sarez.cli.summary import Summary
    from sarez.intake.report import Report
    from sarez.reading.records import Reading

    Results = list[tuple[Report, Reading]]

PAGE = "sarez-demo.html"
MOST_DYADS = 6
EXAMPLES = 3
BAR = 18  # characters of the longest bar
FIRST_YEAR = "2019"  # of the chronicle; what it tells of earlier years is background


@click.command()
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    default=PAGE,
    show_default=True,
    help="Where to write the page of what was found.",
)
@click.option(
    "--workers", "-w", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read."
)
@click.pass_context
def demo(ctx: click.Context, output: str, workers: int) -> None:
    """Read the sample chronicle and show what was found.

    Ninety short reports on Central Asia, 2019 to 2025, come with Sarez. The demo prints what it understood of
    them and writes a page on which every record stands beside the words it was read from.
    """
    from rich.console import Console

    from sarez.cli.output import opened
    from sarez.cli.read import Problems, write_page
    from sarez.cli.summary import summarize
    from sarez.cli.workers import Settings

    problems = Problems()
    results = read_sample(problems, workers)
    with opened(output) as stream:
        write_page(results, stream, title="Sample chronicle of Central Asia", region=Settings().region)
    console = Console(highlight=False, stderr=output == "-")
    _show(console, results, summarize(reading for _, reading in results), output)
    ctx.exit(1 if problems.count else 0)


def read_sample(problems: Problems, workers: int) -> Results:
    """The reports of the sample chronicle with their readings; what cannot be read is told and left out."""
    from dataclasses import replace
    from importlib import resources
    from pathlib import Path

    from sarez.cli.progress import followed
    from sarez.cli.workers import Settings, read_all
    from sarez.errors import Problem
    from sarez.intake import read_paths

    with resources.as_file(resources.files("sarez.sample")) as folder:
        paths = sorted(folder.glob("*.txt"))
        items = (
            item if isinstance(item, Problem) else replace(item, file=Path(item.file).name)
            for item in read_paths(paths)
        )
        results = read_all(items, Settings(), workers=workers)
        return list(
            problems.aside(followed(results, total=len(paths), what="Reading the sample", is_shown=True))
        )


def _show(console: Console, results: Results, summary: Summary, output: str) -> None:
    from rich.text import Text

    from sarez.cli import wording
    from sarez.cli.demo_examples import examples

    read = wording.plural(summary.reports, "report")
    console.print(Text(f"\nSarez read {read} on Central Asia, 2019 to 2025, and found:\n", style="bold"))
    console.print(_years(summary))
    console.print(_beside(summary))
    console.print(Text("\nFor example, each with the words it came from:", style="bold"))
    for title, lines in examples(results, EXAMPLES):
        console.print(Text(title, style="bold dim"))
        for line, words in lines:
            console.print(Text(f"  {wording.first_words(line, console.width - 3)}"))
            console.print(Text(f"    “{wording.first_words(words, console.width - 7)}”", style="dim"))
    console.print(_next(output), soft_wrap=True)


def _years(summary: Summary) -> RenderableType:
    """Events by year and quad class, with a bar."""
    from rich.table import Table
    from rich.text import Text

    from sarez.cli.summary import QUADS
    from sarez.cli.table import STYLES

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("events")
    for quad in QUADS:
        table.add_column(quad.replace(" ", "\n"), justify="right", style=STYLES[quad])
    table.add_column("")
    years = _gathered(summary.years())
    widest = max((sum(counts.values()) for _, counts in years), default=1)
    for year, counts in years:
        bar = Text()
        for quad in QUADS:
            bar.append("█" * round(BAR * counts[quad] / widest), style=STYLES[quad])
        table.add_row(year, *(str(counts[quad] or "·") for quad in QUADS), bar)
    table.add_row("all", *(str(number) for number in summary.quads().values()), "", style="bold")
    return table


def _gathered(years: list[tuple[str, dict[str, int]]]) -> list[tuple[str, dict[str, int]]]:
    """The years, those before the chronicle begins as one."""
    early = [counts for year, counts in years if year < FIRST_YEAR]
    if not early:
        return years
    sums = {quad: sum(counts[quad] for counts in early) for quad in early[0]}
    return [("earlier", sums), *(row for row in years if row[0] >= FIRST_YEAR)]


def _beside(summary: Summary) -> RenderableType:
    """The pairs that had most to do with each other, beside what else was found."""
    from rich.columns import Columns
    from rich.table import Table

    dyads = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", title_justify="left")
    dyads.add_column("\nmost acts between")
    dyads.add_column("\ncooperation", justify="right")
    dyads.add_column("\nconflict", justify="right")
    for dyad in summary.dyads(MOST_DYADS):
        dyads.add_row(" – ".join(dyad.parties), str(dyad.cooperation or "·"), str(dyad.conflict or "·"))
    other = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    other.add_column("\nalso")
    other.add_column("\n", justify="right")
    for name, count in _others(summary):
        other.add_row(name, f"{count:,}")
    return Columns([dyads, other], padding=(0, 4))


def _others(summary: Summary) -> Iterable[tuple[str, int]]:
    yield "people named", len(summary.people)
    yield "engagements", summary.engagements
    for kind, count in summary.kinds.most_common(2):
        yield f"  of them {kind}", count
    yield "commitments", summary.commitments
    yield "  of them agreed", summary.modalities["agreed"]
    yield "reports without an event", summary.silent


def _next(output: str) -> RenderableType:
    from pathlib import Path

    from rich.text import Text

    text = Text("\n")
    if output != "-":
        where = str(Path(output).resolve())
        text.append("The page: ").append(where, style=f"bold link {Path(where).as_uri()}")
        text.append("\nOpen it in a browser: there each record stands beside the words it rests on.\n")
    text.append("Next: ").append("sarez read PATH", style="bold").append(" reads reports of your own; ")
    return text.append("sarez read --help", style="bold").append(" says how.")
