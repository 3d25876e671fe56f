"""`sarez desk user …`: the people of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sarez.cli.desk_add import MARKINGS

if TYPE_CHECKING:
    from sarez.desk.accounts.models import User

ROLES = ("reader", "analyst", "officer", "registrar", "head", "administrator")
BY = "command line"


@click.group()
def user() -> None:
    """Keep the people of the desk: who may do what, and see how much."""
    from sarez.desk.opening import open_existing

    open_existing()


@user.command()
@click.argument("name")
@click.option(
    "--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What they may do."
)
@click.option(
    "--clearance", type=click.Choice(MARKINGS), help="How much they may see.  [default: as the role says]"
)
def add(name: str, role: str, clearance: str | None) -> None:
    """Let a new person in, and print the link that signs them in, once, within a day."""
    from sarez.cli.desk_link import address_of
    from sarez.desk.accounts import people
    from sarez.desk.accounts.markings import number_of
    from sarez.desk.accounts.roles import roles

    cleared = number_of(clearance) if clearance else roles()[role].clearance
    _, secret = people.add(name, role, cleared, by=BY)
    click.echo(address_of(secret))


@user.command(name="list")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    help="A table (the default on a terminal) or one JSON object a line (the default elsewhere).",
)
def list_(form: str | None) -> None:
    """Show the people of the desk."""
    import json
    import sys

    from sarez.desk.accounts.markings import name_of
    from sarez.desk.accounts.models import User

    rows = [
        {
            "name": person.username,
            "role": person.role,
            "clearance": name_of(person.clearance),
            "is_active": person.is_active,
            "last_sign_in": person.last_login.isoformat(timespec="minutes") if person.last_login else None,
        }
        for person in User.objects.all()
    ]
    if form == "json" or (form is None and not sys.stdout.isatty()):
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        _show(rows)


def _show(rows: list[dict[str, object]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("name", "role", "clearance", "active", "last sign-in", box=None)
    for row in rows:
        active = "yes" if row["is_active"] else "no"
        cells = (row["name"], row["role"], row["clearance"], active, row["last_sign_in"] or "never")
        table.add_row(*[Text(str(cell)) for cell in cells])
    Console().print(table)


@user.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="What they may do from now on.")
@click.option("--clearance", type=click.Choice(MARKINGS), help="How much they may see from now on.")
@click.option("--active/--inactive", default=None, help="Whether they may sign in at all.")
@click.option("--no-second-factor", is_flag=True, help="Take the second factor off, for one who lost it.")
def change(
    name: str, role: str | None, clearance: str | None, active: bool | None, no_second_factor: bool
) -> None:
    """Change what a person may do or see, or let them in no more."""
    from sarez.desk.accounts import people
    from sarez.desk.accounts.markings import number_of

    person = named(name)
    if role or clearance:
        cleared = number_of(clearance) if clearance else person.clearance
        people.change(person, BY, role=role or person.role, clearance=cleared)
    if active is not None:
        (people.activate if active else people.deactivate)(person, BY)
        if not active:
            _warn_of_load(name)
    if no_second_factor:
        people.reset_second_factor(person, BY)


def _warn_of_load(name: str) -> None:
    from sarez.desk.accounts.markings import RED
    from sarez.desk.accounts.viewers import Viewer
    from sarez.desk.dialogue.follow_up.handover import owned

    if load := owned(Viewer(RED))[name]:
        things = "1 thing" if load == 1 else f"{load} things"
        click.echo(f"{name} still has {things} to follow up: `sarez desk handover {name} NAME`.", err=True)


@user.command()
@click.argument("name")
def link(name: str) -> None:
    """Print a link that signs a person in, once, within a day. Older links work no more."""
    from sarez.cli.desk_link import address_of
    from sarez.desk.accounts.people import new_link

    click.echo(address_of(new_link(named(name), by=BY)))


def named(name: str) -> User:
    """The person of this name; SarezError where there is none."""
    from sarez.desk.accounts.models import User
    from sarez.errors import SarezError

    person: User | None = User.objects.filter(username=name).first()
    if person is None:
        raise SarezError(f"There is nobody called {name} at this desk: `sarez desk user list` shows who is.")
    return person
