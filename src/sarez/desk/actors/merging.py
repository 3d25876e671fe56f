"""Bodies joined into one by a person and set apart again without loss; and those found to be different.

Nothing that a report said is changed: claims keep their codes, and what is made of them is made anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.actors.canonical import refresh
from sarez.desk.actors.models import Actor, Difference, Merging
from sarez.desk.events.models import Facet
from sarez.desk.events.register import rebuild
from sarez.errors import SarezError

STEP = 500


class MergingError(SarezError):
    """Actors that cannot be merged or set apart; the message says why."""


@transaction.atomic
def merge(
    kept: Actor, gone: Actor, by: User, why: str, *, score: float | None = None, reasons: Sequence[str] = ()
) -> Merging:
    """Let one actor stand for another as well; every entry that names either is made anew."""
    kept = root_of(kept)
    if gone.joined_into_id is not None:
        raise MergingError(_("%(name)s is merged already. Undo that first.") % {"name": gone})
    if root_of(gone) == kept:
        raise MergingError(_("Choose two different actors to merge."))
    if "state" in (gone.kind, kept.kind):
        raise MergingError(_("A state is not merged: correct the claim that names it wrongly."))
    gone.joined_into = kept
    gone.save(update_fields=["joined_into"])
    made = Merging.objects.create(
        kept=kept,
        gone=gone,
        score=score,
        reasons=list(reasons),
        why=why[:500],
        by=by.username,
        at=timezone.now(),
    )
    Difference.objects.filter(_pair(kept, gone)).delete()
    _make_anew([gone.code])
    log(by, "merged", f"actor {kept.pk}", kept=kept.pk, gone=gone.pk)
    return made


@transaction.atomic
def unmerge(merging: Merging, by: User) -> None:
    """Let each of two merged actors stand for itself again."""
    if merging.undone_at is not None:
        raise MergingError(_("This was already undone."))
    Actor.objects.filter(pk=merging.gone_id, joined_into=merging.kept_id).update(joined_into=None)
    merging.undone_by, merging.undone_at = by.username, timezone.now()
    merging.save(update_fields=["undone_by", "undone_at"])
    _make_anew(_codes_below(merging.gone))
    log(by, "unmerged", f"actor {merging.kept_id}", kept=merging.kept_id, gone=merging.gone_id)


@transaction.atomic
def tell_apart(one: Actor, two: Actor, by: User, why: str = "") -> Difference:
    """Remember that two actors are different, so that they are not proposed as one again."""
    first, second = sorted((one, two), key=lambda a: a.pk)
    made, _new = Difference.objects.get_or_create(
        one=first, two=second, defaults={"why": why[:500], "by": by.username, "at": timezone.now()}
    )
    log(by, "told apart", f"actor {first.pk}", one=first.pk, two=second.pk)
    return made


@transaction.atomic
def forget_difference(difference: Difference, by: User) -> None:
    """Let two actors be proposed as one again."""
    log(by, "no longer apart", f"actor {difference.one_id}", one=difference.one_id, two=difference.two_id)
    difference.delete()


def root_of(actor: Actor) -> Actor:
    """The actor that stands for this one in the end."""
    seen = {actor.pk}
    while actor.joined_into is not None and actor.joined_into_id not in seen:
        actor = actor.joined_into
        seen.add(actor.pk)
    return actor


def _pair(one: Actor, two: Actor) -> Q:
    first, second = sorted((one.pk, two.pk))
    return Q(one=first, two=second)


def _codes_below(actor: Actor) -> list[str]:
    """The code of an actor and of all that were joined into it before."""
    codes, above = [actor.code], [actor.pk]
    while found := list(Actor.objects.filter(joined_into__in=above).values_list("pk", "code")):
        codes += [code for _pk, code in found if code not in codes]
        above = [pk for pk, _code in found]
    return codes


def _make_anew(codes: Sequence[str]) -> None:
    """The versions of every entry that names these codes, whether under them or under what they were joined into."""
    refresh()
    entries = Facet.objects.filter(name__in=("party", "raw"), value__in=codes)
    touched = sorted(set(entries.order_by().values_list("version__entry", flat=True)))
    for at in range(0, len(touched), STEP):
        rebuild(touched[at : at + STEP])
