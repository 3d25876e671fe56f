"""`sarez desk training …`: standards on record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sarez.cli.desk_add import MARKINGS

if TYPE_CHECKING:
    from sarez.desk.training.standards.tree import Standard


@click.group()
def training() -> None:
    """Keep what training is measured by: standards as files."""


@training.group()
def standards() -> None:
    """Standards: versioned trees of modules, lessons and learning objectives."""


@standards.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", metavar="NAME", help="Who of the desk adds them.  [default: its first keeper]")
@click.option("--marking", type=click.Choice(MARKINGS), default="CLEAR", show_default=True, help="Their TLP marking.")  # fmt: skip
@click.option("--check", is_flag=True, help="Only say whether the files could be added; no desk is needed.")
@click.option("--example", is_flag=True, help="Print a small standard to begin from, and end.")
def add(files: tuple[Path, ...], by: str | None, marking: str, check: bool, example: bool) -> None:
    """Add versions of standards from YAML files.

    A version is added whole and never changed; a revision is another version under the same code, and every course built on
    the one before is then flagged. A wrong file is told with the place in it, the others are added.

    Exit code: 0 all were added, 1 some were not, 2 bad use.
    """
    from sarez.desk.training.standards.reading import StandardError, read_yaml

    if example:
        from importlib import resources

        shipped = resources.files("sarez.desk.training.standards").joinpath(
            "shipped", "mediation-basics.yaml"
        )
        click.echo(shipped.read_text("utf-8"), nl=False)
        return
    if not files:
        raise click.UsageError("Name a file at least, or ask for --example.")
    good, wrong = [], 0
    for file in files:
        try:
            good.append((file, read_yaml(file.read_text("utf-8"))))
        except (StandardError, UnicodeDecodeError, OSError) as error:
            why = "it is no text in UTF-8." if isinstance(error, UnicodeDecodeError) else error
            click.echo(f"{file}: {why}", err=True)
            wrong += 1
    for file, standard in good if check else ():
        click.echo(
            f"{file}: {standard.code} {standard.version}, {len(standard.objectives)} objectives", err=True
        )
    if not check:
        wrong += _put(good, by, marking)
    if wrong:
        raise SystemExit(1)


def _put(good: list[tuple[Path, Standard]], by: str | None, marking: str) -> int:
    from sarez.desk.opening import first_keeper, open_existing

    open_existing()
    from sarez.cli.desk_user import named
    from sarez.desk.accounts.markings import number_of
    from sarez.desk.dialogue.keeping import KeepingError
    from sarez.desk.training.standards.reading import StandardError
    from sarez.desk.training.standards.register import add as put

    acting, wrong = named(by) if by else first_keeper(), 0
    for file, standard in good:
        try:
            made = put(standard, acting, marking=number_of(marking))
        except (StandardError, KeepingError) as error:
            click.echo(f"{file}: {error}", err=True)
            wrong += 1
        else:
            click.echo(
                f"{file}: {made.code} {made.version} is on record as standard {made.number}.", err=True
            )
    return wrong


@standards.command(name="list")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    help="A table (the default on a terminal) or one JSON object a line (the default elsewhere).",
)
def list_(form: str | None) -> None:
    """Show the standards on record, with how many courses are built on each and how many of them on an older version."""
    from sarez.desk.opening import first_keeper, open_existing

    open_existing()
    from sarez.desk.accounts.viewers import Viewer
    from sarez.desk.training.standards.register import listed

    found = listed(Viewer(first_keeper().clearance))
    if form == "json" or (form is None and not sys.stdout.isatty()):
        import json

        for row in found:
            e = row.latest
            told = {"number": e.number, "code": e.code, "version": e.version, "title": e.title, "issuer": e.issuer,
                    "valid_from": e.valid_from or None, "valid_until": e.valid_until or None, "objectives": len(e.tree.objectives),
                    "versions": row.versions, "courses": row.courses, "courses_on_older": row.behind}  # fmt: skip
            click.echo(json.dumps(told, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("number", "standard", "version", "title", "objectives", "courses", "on older", box=None)
    for row in found:
        e = row.latest
        cells = (e.number, e.code, e.version, e.title, len(e.tree.objectives), row.courses, row.behind)
        table.add_row(*[Text(str(cell)) for cell in cells])
    Console().print(table)
