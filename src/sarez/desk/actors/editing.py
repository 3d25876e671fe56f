"""What a person adds to an actor: another name, a holder of an office; each logged, marked, and taken away again."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.actors.models import Actor, Alias, Office, Term
from sarez.errors import SarezError
from sarez.reading.likeness import fold

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z")


class EditingError(SarezError):
    """What cannot be put on an actor's record; the message says why."""


@transaction.atomic
def add_name(actor: Actor, name: str, why: str, marking: int, by: User) -> Alias:
    """Know an actor by another name."""
    name = " ".join(name.split())[:200]
    if not name:
        raise EditingError(_("Write the name."))
    if actor.aliases.filter(name=name).exists():
        raise EditingError(_("This name is on record already."))
    made = Alias.objects.create(
        actor=actor, name=name, folded=fold(name)[:200], origin=by.username, why=why[:200], marking=marking
    )
    log(by, "added a name", f"actor {actor.pk}", alias=made.pk)
    return made


@transaction.atomic
def remove_name(alias: Alias, by: User) -> None:
    """Take a name off an actor. One of the region's does not come back."""
    log(by, "removed a name", f"actor {alias.actor_id}", alias=alias.pk)
    alias.delete()


@transaction.atomic
def add_term(office: Office, holder: str, since: str, until: str, note: str, marking: int, by: User) -> Term:
    """Put a holder of an office on record."""
    holder = " ".join(holder.split())[:200]
    if not holder:
        raise EditingError(_("Name who held the office."))
    _check(since, until)
    made = Term.objects.create(
        office=office,
        holder=holder,
        since=since,
        until=until,
        note=note[:200],
        marking=marking,
        origin=by.username,
        changed_by=by.username,
    )
    log(by, "added a term", f"office {office.pk}", term=made.pk)
    return made


@transaction.atomic
def change_term(term: Term, since: str, until: str, note: str, by: User) -> None:
    """Correct when a person held an office; the region's files leave it alone from now on."""
    _check(since, until)
    before = f"{term.since}..{term.until}"
    term.since, term.until, term.note, term.changed_by = since, until, note[:200], by.username
    term.save(update_fields=["since", "until", "note", "changed_by"])
    log(by, "changed a term", f"office {term.office_id}", term=term.pk, before=before)


def _check(since: str, until: str) -> None:
    for day in filter(None, (since, until)):
        if not _DATE.match(day):
            raise EditingError(_("Write a date as 2021-01-28, 2021-01 or 2021."))
    if since and until and until[: len(since)] < since[: len(until)]:
        raise EditingError(_("The term ends before it begins."))
