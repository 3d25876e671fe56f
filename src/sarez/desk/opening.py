"""Opening a desk: its folder and keys, its tables, its region, its first administrator. Done again, it adds what is new."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.desk.home import Home
from sarez.errors import SarezError

if TYPE_CHECKING:
    from sarez.desk.accounts.models import User


class NoDesk(SarezError):
    """There is no desk here that can be worked with; the message says what makes one."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A desk that is ready: who keeps it, whether that person is new, and how many actors are."""

    keeper: User
    is_new: bool
    actors: int


def is_embedded() -> bool:
    """Whether the desk is a database in its folder, and not one that DATABASE_URL names."""
    return not os.environ.get("DATABASE_URL")


def prepare(region: str = "central_asia", keeper: str = "", role: str = "administrator") -> Opened:
    """Make the desk of this environment, or bring it up to date: tables, actors of the region, a first keeper."""
    from sarez.desk import start

    Home.of_environment().prepare()
    start()
    _reach()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from sarez.desk.actors.seeding import seed
    from sarez.desk.events.register import rebuild_emptied
    from sarez.desk.measuring import measure_if_grown
    from sarez.desk.search.index import catch_up
    from sarez.region.region import load_region

    executor = MigrationExecutor(connection)
    is_changed = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    call_command("migrate", verbosity=0, interactive=False)
    rebuild_emptied()
    catch_up()
    measure_if_grown(is_changed)
    known = load_region(region)
    actors = seed(known)
    made = _first_keeper(keeper, role)
    return Opened(made or first_keeper(), made is not None, actors)


def _first_keeper(name: str, role: str) -> User | None:
    from sarez.desk.accounts.models import User
    from sarez.desk.accounts.people import add
    from sarez.desk.accounts.roles import roles

    if User.objects.exists():
        return None
    user, _ = add(name or owner(), role, roles()[role].clearance, by="command line")
    return user


def first_keeper() -> User:
    """The first active person who keeps the people of the desk."""
    from sarez.desk.accounts.models import User
    from sarez.desk.accounts.roles import roles

    names = [role.name for role in roles().values() if "users" in role.may]
    found = User.objects.filter(is_active=True, role__in=names).order_by("pk").first()
    if found is None:
        raise NoDesk(
            "This desk has no active administrator: `sarez desk user change NAME --active` makes one."
        )
    return found


def owner() -> str:
    """What the user of this machine is called, as a name for the first administrator."""
    import getpass
    import re

    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user in this container
        name = ""
    return re.sub(r"[^\w.@+-]", "", name) or "admin"


def open_existing() -> None:
    """Make Django ready for the desk of this environment. NoDesk where there is none, or one that is behind."""
    from sarez.desk import start

    home = Home.of_environment()
    if is_embedded() and not home.database.exists():
        raise NoDesk(
            f"There is no desk in {home.folder}: `sarez desk init` makes one, SAREZ_HOME names another."
        )
    home.prepare()
    start()
    _reach()
    if missing := _not_applied():
        raise NoDesk(
            f"The tables of this desk are not those of this Sarez ({missing}): run `sarez desk init`."
        )


def _reach() -> None:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise NoDesk(f"The desk's database cannot be reached: {reason}. Is DATABASE_URL right?") from error


def _not_applied() -> str:
    """The first migration that the database lacks; empty where it has all."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{plan[0][0].app_label} {plan[0][0].name}" if plan else ""
