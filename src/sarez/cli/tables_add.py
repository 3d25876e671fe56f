"""`sarez tables add` and `remove`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sarez.errors import Problem
    from sarez.intake.tables.store import Added, Store

FORM = click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "json"]),
    help="A table (the default on a terminal) or one JSON object a line (the default elsewhere).",
)
REGION = click.option(
    "--region",
    default="central_asia",
    show_default=True,
    help="The region that spells provinces and knows names: a name or a folder.",
)
MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


def store_of_home() -> Store:
    """The store of tables in the folder of the desk."""
    from pathlib import Path

    from sarez.desk.home import Home
    from sarez.intake.tables.store import Store

    return Store(Path(Home.of_environment().folder) / "tables")


def moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Take a day, or a day and an hour, in UTC."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter("write it as 2023-11-20 or 2023-11-20T14:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


KNOWN_AT = click.option(
    "--known-at",
    metavar="DAY",
    callback=moment,
    help="From when on the table was known.  [default: as its rows or the list of releases say, else now]",
)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--source",
    type=click.Choice(["ucdp-ged", "ucdp-candidate"]),
    help="Which of UCDP's tables it is, where its version does not tell.",
)
@click.option(
    "--version",
    metavar="NAME",
    help="The release.  [default: as the file's name says, else the day of today]",
)
@KNOWN_AT
@click.option(
    "--marking",
    type=click.Choice(MARKINGS),
    default="CLEAR",
    show_default=True,
    help="The rows' TLP marking.",
)
@REGION
@FORM
@click.pass_context
def add(
    ctx: click.Context,
    files: tuple[str, ...],
    source: str | None,
    version: str | None,
    known_at: datetime | None,
    marking: str,
    region: str,
    form: str | None,
) -> None:
    """Read tables of events and keep them.

    FILE is a table as its source gives it: CSV, TSV, .zip, .gz, .parquet, .xlsx, or the JSON lines of
    `sarez read --format json`. Which source it is, is told by its columns. The same file twice changes nothing. What
    cannot be read is named on standard error with its row and column, and the rest is kept.

    \b
    Exit code: 0 all was read, 1 something could not be read, 2 bad use.
    """
    from pathlib import Path

    from sarez.cli.progress import followed
    from sarez.intake.tables.reading import Asked
    from sarez.region.region import load_region

    asked = Asked(datetime.now(UTC), source, version, known_at, MARKINGS.index(marking))
    known = load_region(region)
    store = store_of_home()
    paths = followed(files, total=len(files), what="Adding", is_shown=len(files) > 1)
    count = counted()
    items = (item for path in paths for item in store.add(Path(path), asked, known, tell=count))
    ctx.exit(1 if tell(items, form) else 0)


def counted() -> Callable[[int], None]:
    """Something that says how many events were read, every few seconds, where a person looks on."""
    import sys
    import time

    last = time.monotonic()

    def count(events: int) -> None:
        nonlocal last
        if sys.stderr.isatty() and time.monotonic() - last > 3:
            last = time.monotonic()
            click.echo(f"{events:,} events read", err=True)

    return count


@click.command()
@click.argument("source")
@click.argument("version")
def remove(source: str, version: str) -> None:
    """Remove what is kept of a VERSION of a SOURCE, as `sarez tables show` names them.

    What that version had ended stands again.

    \b
    Example:
      sarez tables remove ucdp-ged 23.1
    """
    count = store_of_home().remove(source, version)
    click.echo(f"Removed {source} {version}: {count} {'file' if count == 1 else 'files'}.", err=True)


def tell(items: Iterable[Added | Problem | str], form: str | None) -> int:
    """Say what became of tables as they come: data on standard output, talk on standard error; how many problems.

    How far something is (no sentence) is said only where a person looks on.
    """
    import sys

    from sarez.errors import Problem

    problems = 0
    is_json = form == "json" or (form is None and not sys.stdout.isatty())
    for item in items:
        if isinstance(item, str):
            if item.endswith(".") or sys.stderr.isatty():
                click.echo(item, err=True)
            continue
        told = [item] if isinstance(item, Problem) else list(item.problems)
        problems += len(told)
        for problem in told:
            click.echo(" ".join(str(problem).split()), err=True)
        if not isinstance(item, Problem):
            click.echo(_json(item) if is_json else _sentence(item))
    return problems


def _json(item: Added) -> str:
    import json

    kept = item.kept
    return json.dumps(
        {
            "source": kept.source, "version": kept.version, "file": kept.file, "is_new": item.is_new, "events": kept.events,
            "left_out": kept.left_out, "first": _iso(kept.first), "last": _iso(kept.last), "known_at": _iso(kept.known_from),
            "problems": len(item.problems),
        },
        ensure_ascii=False,
    )  # fmt: skip


def _iso(value: object) -> str | None:
    return value.isoformat() if hasattr(value, "isoformat") else None


def _sentence(item: Added) -> str:
    kept = item.kept
    if not item.is_new:
        return f"{kept.file}: kept already as {kept.source} {kept.version}."
    if kept.is_deletions:
        return f"{kept.source}: {kept.rows:,} events were deleted by their source."
    days = f", {kept.first} to {kept.last}" if kept.first else ""
    left = f"; {_number(kept.left_out, 'row')} left out" if kept.left_out else ""
    return f"{kept.file}: {kept.source} {kept.version}, {_number(kept.events, 'event')}{days}{left}."


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
