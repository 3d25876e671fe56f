"""Entries joined and parted by a person, and put back again without loss."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.events.apart import apart_from
from sarez.desk.events.models import Apart, Claim, Entry, Joining
from sarez.desk.events.register import rebuild
from sarez.errors import SarezError


class JoiningError(SarezError):
    """Entries that cannot be joined or parted; the message says why."""


@transaction.atomic
def join(entries: Sequence[Entry], by: User, why: str) -> Joining:
    """Make several entries one: the first takes the claims of the rest."""
    kept, *others = _locked(entries)
    if not others:
        raise JoiningError(_("Choose two entries or more to join."))
    if any(e.kind != kept.kind for e in others):
        raise JoiningError(_("Only entries of one kind can be joined."))
    if any(e.joined_into_id for e in (kept, *others)):
        raise JoiningError(_("One of these was joined into another meanwhile. Open it again."))
    if apart_from([kept.pk]) & {e.pk for e in others}:
        raise JoiningError(_("A person has found these to be different. Withdraw that first."))
    claims = Claim.objects.filter(entry__in=others)
    moves = [[claim, entry, kept.pk] for claim, entry in claims.order_by("pk").values_list("pk", "entry")]
    claims.update(entry=kept)
    Entry.objects.filter(pk__in=[e.pk for e in others]).update(joined_into=kept)
    return _done(Joining.JOIN, kept, moves, by, why, [e.pk for e in (kept, *others)])


@transaction.atomic
def part(claims: Sequence[Claim], by: User, why: str) -> Joining:
    """Take claims out of their entry into one of their own, and keep the two apart from now on.

    What a claim replaced, or was replaced by, goes with it.
    """
    if not claims:
        raise JoiningError(_("Choose the claims to part."))
    [entry] = _locked([claims[0].entry])
    moving = _with_history([c.pk for c in claims])
    own_claims = Claim.objects.filter(entry=entry)
    if own_claims.filter(pk__in=moving).count() != len(moving):
        raise JoiningError(_("Choose claims of one entry to part."))
    if not own_claims.exclude(pk__in=moving).exists():
        raise JoiningError(_("All the claims of an entry cannot leave it."))
    now = timezone.now()
    own = Entry.objects.create(kind=entry.kind, made=now)
    moves = [[claim, entry.pk, own.pk] for claim in sorted(moving)]
    Claim.objects.filter(pk__in=moving).update(entry=own)
    Apart.objects.create(one=entry, two=own, by=by.username, at=now, why=why[:500])
    return _done(Joining.PART, own, moves, by, why, [entry.pk, own.pk])


@transaction.atomic
def undo(joining: Joining, by: User) -> None:
    """Put every claim back where it was, with what was corrected in it since."""
    joining = Joining.objects.select_for_update().get(pk=joining.pk)
    if joining.undone_at is not None:
        raise JoiningError(_("This was already undone."))
    touched = {joining.entry_id} | {entry for _claim, *both in joining.moves for entry in both}
    _locked(Entry.objects.filter(pk__in=touched))
    home = {claim: source for claim, source, _target in joining.moves}
    now_at = dict(Claim.objects.filter(pk__in=home).values_list("pk", "entry"))
    if any(now_at.get(claim, target) != target for claim, _source, target in joining.moves):
        raise JoiningError(_("Some of this was joined or parted again since. Undo that first."))
    for claim, source in home.items():
        Claim.objects.filter(pk__in=_with_history([claim]), entry=joining.entry_id).update(entry=source)
    if joining.act == Joining.JOIN:
        Entry.objects.filter(joined_into=joining.entry_id, pk__in=touched).update(joined_into=None)
    else:
        _close(joining, next(iter(home.values())))
    joining.undone_by, joining.undone_at = by.username, timezone.now()
    joining.save(update_fields=["undone_by", "undone_at"])
    rebuild(touched)
    log(by, f"undid {joining.act}", joining.entry.name, joining=joining.pk)


def _close(joining: Joining, source: int) -> None:
    """After a parting is undone: no longer apart, and an entry left empty leads to where its claims went."""
    Apart.objects.filter(one=source, two=joining.entry_id).delete()
    if not Claim.objects.filter(entry=joining.entry_id).exists():
        Entry.objects.filter(pk=joining.entry_id).update(joined_into=source)


def _locked(entries: Sequence[Entry]) -> list[Entry]:
    """The entries as they are now, in the order given, held until the transaction ends (where a database holds rows)."""
    order = list(dict.fromkeys(e.pk for e in entries))
    rows = {e.pk: e for e in Entry.objects.select_for_update().filter(pk__in=order).order_by("pk")}
    return [rows[pk] for pk in order]


def _with_history(claims: Sequence[int]) -> set[int]:
    """These claims with all that they replaced and that replaced them."""
    found = new = set(claims)
    while new:
        linked = Claim.objects.filter(Q(replaces__in=new) | Q(replaced_by__in=new))
        new = set(linked.values_list("pk", flat=True)) - found
        found |= new
    return found


def _done(act: str, entry: Entry, moves: list[list[int]], by: User, why: str, touched: list[int]) -> Joining:
    made = Joining.objects.create(
        act=act, entry=entry, moves=moves, why=why[:500], by=by.username, at=timezone.now()
    )
    rebuild(touched)
    log(by, act, entry.name, entries=touched, why=why)
    return made
