"""`sarez desk add`: reports filed and read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from sarez.cli.read import check_date

if TYPE_CHECKING:
    from sarez.desk.inbox import Manner
    from sarez.desk.reports.models import Report, Source
    from sarez.errors import Problem

MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--source", metavar="NAME", help="Who published them.  [default: as the files say]")
@click.option(
    "--reliability", type=click.Choice(list("ABCDEF")), help="How reliable a new source is, A to F."
)
@click.option(
    "--marking", type=click.Choice(MARKINGS), help="Their TLP marking, where the source has no higher one."
)
@click.option(
    "--published", metavar="DATE", callback=check_date, help="When texts that bear no date were published."
)
@click.option(
    "--as-published", is_flag=True, help="Known to the desk since they were published: for archives."
)
@click.option(
    "--workers", "-w", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read."
)
@click.pass_context
def add(
    ctx: click.Context,
    paths: tuple[str, ...],
    source: str | None,
    reliability: str | None,
    marking: str | None,
    published: str | None,
    as_published: bool,
    workers: int,
) -> None:
    """File reports and read them; what was found waits for review.

    PATH is a file, a folder, an archive or - for standard input, as for `sarez read`. A text that is on record
    already is not filed twice. Stopped at any moment, the same command goes on where it was. What cannot be read
    is named on standard error, and the rest is read.

    \b
    Exit code: 0 all was read, 1 something could not be read, 2 bad use.
    """
    from sarez.desk.opening import open_existing

    open_existing()
    from sarez.desk.accounts.markings import number_of
    from sarez.desk.inbox import Manner
    from sarez.desk.opening import owner

    manner = Manner(
        by=owner(),
        source=_source(source, reliability),
        marking=number_of(marking) if marking else None,
        published=published,
        is_known_when_published=as_published,
    )
    filed, problems = _file(paths, manner)
    read, failed = read_what_waits(workers)
    click.echo(f"{filed} new reports filed, {read} read.", err=True)
    ctx.exit(1 if problems or failed else 0)


def _source(name: str | None, reliability: str | None) -> Source | None:
    from sarez.desk.reports.filing import source_named

    if name is None:
        return None
    source = source_named(name, reliability=reliability) if reliability else source_named(name)
    if reliability and source.reliability != reliability:
        click.echo(f"{name} is on record with reliability {source.reliability}, which stays.", err=True)
    return source


def _file(paths: tuple[str, ...], manner: Manner) -> tuple[int, int]:
    """File what lies at the paths; how many reports are new, how many things could not be filed."""
    import sys

    from sarez.cli.progress import followed
    from sarez.desk.inbox import file_all
    from sarez.errors import Problem
    from sarez.intake import count_paths, read_paths

    new = problems = 0
    items = read_paths(paths, stdin=sys.stdin.buffer)
    total = count_paths(paths) if sys.stderr.isatty() else None
    for filed in followed(file_all(items, manner), total=total, what="Filing", is_shown=True):
        if isinstance(filed, Problem):
            problems += 1
            _tell(filed)
        else:
            new += filed[1]
    return new, problems


def read_what_waits(workers: int = 1, what: str = "Reading") -> tuple[int, int]:
    """Read every report that waits, when no other process is at it; how many were read, how many failed."""
    from sarez.cli.progress import followed
    from sarez.desk.reports.models import Report
    from sarez.errors import Problem

    read = failed = 0
    total = Report.objects.filter(state=Report.WAITING).count()
    for report, problem in followed(_readings(workers), total=total, what=what, is_shown=True):
        if problem:
            failed += 1
            _tell(Problem(report.file or report.name, "", problem, "It is kept, unread."))
        else:
            read += 1
    return read, failed


def _readings(workers: int) -> Iterator[tuple[Report, str]]:
    from sarez.cli.workers import Settings, read_all
    from sarez.desk.dialogue.evidence.proposing import catch_up
    from sarez.desk.inbox import read_waiting
    from sarez.desk.turns import reading_turn

    with reading_turn(is_patient=True):
        yield from read_waiting(lambda items: read_all(items, Settings(), workers=workers))
        catch_up()


def _tell(problem: Problem) -> None:
    click.echo(" ".join(str(problem).split()), err=True)
