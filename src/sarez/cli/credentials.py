"""`sarez credentials …`: certificates looked at with no network and no desk."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sarez.desk.training.credentials.verifying import Verdict

PLAIN = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def credentials() -> None:
    """Look at certificates that were issued with Sarez, or as Open Badges 3.0."""


@credentials.command()
@click.argument("files", nargs=-1, required=True, type=PLAIN)
@click.option("--keys", "ring", type=PLAIN, help="The file of keys that the institution publishes.")
@click.option("--status-list", type=PLAIN, help="The institution's list of revoked certificates.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="As of the end of this day.  [default: now]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Words, or one JSON object a line.",
)
def verify(
    files: tuple[Path, ...], ring: Path | None, status_list: Path | None, at: datetime | None, form: str
) -> None:
    """Say of each certificate whether it is good: a PDF, the text of its QR code, or JSON around it.

    Nothing is fetched. Without --keys, the signature shows that nothing was changed, and not whose key it is; without
    --status-list, whether it was revoked is not looked at: both are said.

    Exit code: 0 all are good, 1 one is not, 2 one cannot be read at all, or bad use.
    """
    from sarez.desk.training.credentials.errors import CredentialError
    from sarez.desk.training.credentials.keys import read_ring
    from sarez.desk.training.credentials.reading import token_in
    from sarez.desk.training.credentials.verifying import verify as look

    keys = read_ring(ring.read_text("utf-8", errors="replace")) if ring else None
    listed = status_list.read_text("utf-8", errors="replace") if status_list else ""
    now = datetime.combine(at, time(23, 59, 59), UTC) if at else datetime.now(UTC)
    worst = 0
    for file in files:
        try:
            verdict = look(token_in(file.read_bytes()), now, ring=keys, status_list=listed)
        except (CredentialError, OSError) as error:
            click.echo(f"{file}: {error}", err=True)
            worst = 2
            continue
        _json(file, verdict) if form == "json" else _words(file, verdict)
        worst = max(worst, 0 if verdict.is_good else 1)
    sys.exit(worst)


@credentials.command()
@click.option(
    "--keys",
    "ring",
    type=PLAIN,
    help="The file of keys that the institution publishes, to be put into the page.",
)
@click.option("--output", "-o", metavar="FILE", help="Write to a file and not to standard output.")
def page(ring: Path | None, output: str | None) -> None:
    """Make the page on which anyone verifies a certificate in a browser: one HTML file that needs no network.

    An institution puts it on its site, or hands it out; it also works from a disk.
    """
    from sarez.cli.output import opened
    from sarez.desk.training.credentials.keys import read_ring
    from sarez.desk.training.credentials.page import page as made

    keys = read_ring(ring.read_text("utf-8", errors="replace")) if ring else None
    with opened(output) as stream:
        stream.write(made(keys))


def _json(file: Path, verdict: Verdict) -> None:
    import json
    from dataclasses import asdict

    told = {
        "file": file.name,
        "is_good": verdict.is_good,
        "key": verdict.key or None,
        "refused": verdict.refused,
    }
    click.echo(
        json.dumps(told | {"cautions": verdict.cautions, "says": asdict(verdict.told)}, ensure_ascii=False)
    )


def _words(file: Path, verdict: Verdict) -> None:
    told = verdict.told
    click.echo(f"{file.name}: {'good' if verdict.is_good else 'NOT GOOD'}")
    for why in verdict.refused:
        click.echo(f"  ✗ {why}")
    rows = (
        ("holder", told.holder),
        ("course", told.course),
        ("held", f"{told.begun} to {told.ended}" if told.begun != told.ended else told.begun),
        ("issued by", told.issuer),
        ("issued on", told.issued),
        ("valid until", told.valid_until or "no end stated"),
        ("criteria", told.criteria),
        ("number", told.id),
        ("key", verdict.key),
    )
    if not verdict.is_good:
        click.echo("  It says of itself:")
    for name, value in rows:
        if value:
            click.echo(f"  {name:<12}{value}")
    for caution in verdict.cautions:
        click.echo(f"  ! {caution}")
