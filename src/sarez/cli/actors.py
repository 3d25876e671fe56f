"""`sarez actors`: what the region knows of who acts: states, bodies, groups, persons in office, titles."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sarez.region.actors import Actor, Actors
    from sarez.region.offices import Holding, Offices

FIELDS = ("query", "code", "kind", "name", "state", "members", "candidates", "offices")
OFFICE_FIELDS = ("office", "title", "person", "code", "since", "until", "note")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z")


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--on", metavar="DATE", help="Only what held on this date: 2021-05-01, or a month or a year.")
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
def actors(names: tuple[str, ...], on: str | None, form: str | None, region: str) -> None:
    """Show who each NAME is: a state, body or group; a person in office; or whoever bears a title.

    `-` reads names from standard input, one a line. A name that nobody knows is answered with empty fields.

    \b
    Example:
      sarez actors UNRCCA "the Kyrgyz president" Zhaparov --on 2021-05-01
      sarez actors --format json - < names.txt
    """
    from sarez.cli.places import asked
    from sarez.region.offices import Offices
    from sarez.region.region import folder_of

    if on is not None and not _DATE.match(on):
        raise click.BadParameter(f"“{on}” is no date: write 2021-05-01, 2021-05 or 2021.", param_hint="--on")
    known = Offices.load(folder_of(region))
    answers = (row for name in asked(names) for row in answer(known, name, on))
    if form == "json" or (form is None and not sys.stdout.isatty()):
        for row in answers:
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        show(answers)


def answer(known: Offices, query: str, on: str | None = None) -> list[dict[str, Any]]:
    """What is known of a name: one row of `FIELDS` for each actor or person it may mean; always one at least.

    An actor goes before a title, a title before a person's name: “Kyrgyz president” is an office, “Kyrgyz” a state.
    """
    return (
        [_of_actor(known.actors, query, actor, on) for actor in known.actors.lookup(query)]
        or _of_holders(known, query, known.resolve(query, on), "title", on)
        or _of_holders(known, query, known.persons(query), "person", on)
        or [_row(query)]
    )


def _row(query: str, **told: Any) -> dict[str, Any]:
    return {field: query if field == "query" else told.get(field) for field in FIELDS}


def _of_actor(actors: Actors, query: str, actor: Actor, on: str | None) -> dict[str, Any]:
    members = actors.members(actor.code, on) if actor.code else ()
    if actor.kind == "collective":
        members = actor.codes
    candidates = () if actor.kind == "collective" else actor.codes
    return _row(
        query,
        code=actor.code,
        kind=actor.kind,
        name=actor.name,
        state=actor.state,
        members=list(members) or None,
        candidates=list(candidates) or None,
    )


def _of_holders(
    known: Offices, query: str, held: tuple[Holding, ...], kind: str, on: str | None
) -> list[dict[str, Any]]:
    """A row for each person, with the offices in question; none for a person known who held none on that date."""
    rows = []
    for person in dict.fromkeys(h.person for h in held):
        theirs = [h for h in held if h.person == person and (on is None or h.covers(on))]
        codes = {h.code for h in theirs}
        code = codes.pop() if len(codes) == 1 else None
        state = code if code in known.actors.states else None
        offices = [{field: getattr(h, field) for field in OFFICE_FIELDS} for h in theirs]
        rows.append(_row(query, code=code, kind=kind, name=person, state=state, offices=offices))
    return rows


def show(answers: Iterator[dict[str, Any]]) -> None:
    """Print a table for people."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("asked", "code", "kind", "name", "members, candidates or offices", box=None)
    for row in answers:
        if row["kind"] is None:
            table.add_row(Text(row["query"]), Text("not known", style="dim"))
            continue
        more = "\n".join(_told(office) for office in row["offices"] or ()) or " ".join(
            row["members"] or row["candidates"] or ()
        )
        cells = (row["query"], row["code"] or "", row["kind"].replace("_", " "), row["name"], more)
        table.add_row(*[Text(cell) for cell in cells])
    Console().print(table)


def _told(office: dict[str, Any]) -> str:
    return f"{office['office']} {office['since'] or '?'} – {office['until'] or ''}".rstrip()
