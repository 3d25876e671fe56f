"""Entries joined and parted by a person, and put back again without loss."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.events.models import Apart, Claim, Entry, Joining
from sarez.desk.events.register import rebuild
from sarez.errors import SarezError


class JoiningError(SarezError):
    """Entries that cannot be joined or parted; the message says why."""


@transaction.atomic
def join(entries: Sequence[Entry], by: User, why: str) -> Joining:
    """Make several entries one: the first takes the claims of the rest."""
    kept, *others = dict.fromkeys(entries)
    if not others:
        raise JoiningError("Choose two entries or more to join.")
    if any(e.kind != kept.kind for e in others):
        raise JoiningError("Only entries of one kind can be joined.")
    claims = Claim.objects.filter(entry__in=others)
    moves = [[claim, entry, kept.pk] for claim, entry in claims.values_list("pk", "entry")]
    claims.update(entry=kept)
    Entry.objects.filter(pk__in=[e.pk for e in others]).update(joined_into=kept)
    return _done(Joining.JOIN, kept, moves, by, why, [e.pk for e in (kept, *others)])


@transaction.atomic
def part(claims: Sequence[Claim], by: User, why: str) -> Joining:
    """Take claims out of their entry into one of their own, and keep the two apart from now on."""
    entry = claims[0].entry
    if any(c.entry_id != entry.pk for c in claims):
        raise JoiningError("Choose claims of one entry to part.")
    if entry.claims.count() == len(claims):
        raise JoiningError("All the claims of an entry cannot leave it.")
    now = timezone.now()
    own = Entry.objects.create(kind=entry.kind, made=now)
    moves = [[c.pk, entry.pk, own.pk] for c in claims]
    Claim.objects.filter(pk__in=[c.pk for c in claims]).update(entry=own)
    Apart.objects.create(one=entry, two=own, by=by.username, at=now, why=why[:500])
    return _done(Joining.PART, own, moves, by, why, [entry.pk, own.pk])


@transaction.atomic
def undo(joining: Joining, by: User) -> None:
    """Put every claim back that has not been moved since."""
    if joining.undone_at is not None:
        raise JoiningError("This was already undone.")
    touched: set[int] = set()
    for claim, source, target in joining.moves:
        Claim.objects.filter(pk=claim, entry=target).update(entry=source)
        touched |= {source, target}
    Entry.objects.filter(pk__in=touched, joined_into=joining.entry).update(joined_into=None)
    if joining.act == Joining.PART:
        Apart.objects.filter(two=joining.entry).delete()
    joining.undone_by, joining.undone_at = by.username, timezone.now()
    joining.save(update_fields=["undone_by", "undone_at"])
    rebuild(touched)
    log(by, f"undid {joining.act}", joining.entry.name, joining=joining.pk)


def _done(act: str, entry: Entry, moves: list[list[int]], by: User, why: str, touched: list[int]) -> Joining:
    made = Joining.objects.create(
        act=act, entry=entry, moves=moves, why=why[:500], by=by.username, at=timezone.now()
    )
    rebuild(touched)
    log(by, act, entry.name, entries=touched, why=why)
    return made
