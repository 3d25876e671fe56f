"""`sarez desk brief`: what the record knows of someone to be met, as Word or JSON, through the marking gate."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from sarez.cli.desk_add import MARKINGS
from sarez.cli.read import check_date

if TYPE_CHECKING:
    from sarez.briefs.asking import Asked
    from sarez.desk.accounts.viewers import Viewer


@click.command()
@click.argument("subject")
@click.option(
    "--with", "counterpart", metavar="PARTY", help="Only what is between the subject and this party."
)
@click.option(
    "--pair", is_flag=True, help="Tell of the party of --with as of the subject: a brief about both."
)
@click.option(
    "--since", metavar="DATE", callback=check_date, help="How far to look back; two years by default."
)
@click.option("--as-of", metavar="DATE", callback=check_date, help="As known at the end of this day.")
@click.option(
    "--marking",
    type=click.Choice(MARKINGS),
    default="GREEN",
    show_default=True,
    help="The highest TLP marking that goes in.",
)
@click.option(
    "--language",
    type=click.Choice(("en", "ru")),
    default="en",
    show_default=True,
    help="The language it is in.",
)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(("docx", "json")),
    default="docx",
    show_default=True,
    help="A Word file, or JSON for a program.",
)
@click.option("--output", "-o", metavar="FILE", help="Write to a file and not to standard output.")
def brief(
    subject: str,
    counterpart: str | None,
    pair: bool,
    since: str | None,
    as_of: str | None,
    marking: str,
    language: str,
    form: str,
    output: str | None,
) -> None:
    """Make a brief for a meeting with SUBJECT: who they are, what was agreed, what became of it, what is open.

    SUBJECT is a state, a body or a person: a code (KGZ), a name, or the number of a person's entry. Nothing marked
    above --marking goes in; standard error says how much was left out. The log keeps that the brief was made.
    """
    from sarez.desk.opening import open_existing
    from sarez.errors import SarezError

    if form == "docx" and output in (None, "-") and sys.stdout.isatty():
        raise SarezError("A Word file is not for the terminal: name a file with --output.")
    open_existing()
    from sarez.briefs.service import write
    from sarez.cli.output import opened
    from sarez.desk.accounts.markings import name_of
    from sarez.desk.opening import owner

    viewer = _viewer(as_of)
    asked = _asked(viewer, subject, counterpart, pair, since, marking, language)
    with opened(output) as text:
        made = write(viewer, asked, owner(), text.buffer, form)
        text.buffer.flush()
    left = made.left_out
    click.echo(
        f"{name_of(made.marking)}: {made.name}, {len(made.notes)} sources; {left.entries if left else 0:,} entries left out, "
        f"{left.in_part if left else 0:,} told in part, for what is marked above {marking}.",
        err=True,
    )


def _asked(
    viewer: Viewer,
    subject: str,
    counterpart: str | None,
    pair: bool,
    since: str | None,
    marking: str,
    language: str,
) -> Asked:
    """What is asked, its names resolved."""
    from sarez.briefs.asking import Asked, BriefError, counterpart_called, subject_called
    from sarez.briefs.brief import ACTOR, PAIR
    from sarez.desk.accounts.markings import number_of
    from sarez.desk.events.days import span_of

    kind, code = subject_called(viewer, subject)
    if pair and (kind != ACTOR or not counterpart):
        raise BriefError("A pair has two parties: name the second with --with.")
    other = counterpart_called(viewer, counterpart) if counterpart else ""
    span = span_of(since)
    return Asked(PAIR if pair else kind, code, other, span[0] if span else None, number_of(marking), language)


def _viewer(as_of: str | None) -> Viewer:
    """Whoever has the database may see all; what was left out is counted from there."""
    from sarez.desk.accounts.markings import RED
    from sarez.desk.accounts.viewers import Viewer
    from sarez.desk.events.days import span_of

    span = span_of(as_of)
    return Viewer(RED).at(span[1].isoformat()) if span else Viewer(RED)
