"""Sources: kept, graded, and where need be sealed, so that who they are is known to those alone who give a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.sealing import seal, unseal
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import kept
from sarez.desk.events.models import Claim
from sarez.desk.events.register import rebuild
from sarez.desk.reports.grades import regrade
from sarez.desk.reports.models import Report, SealedIdentity, Source
from sarez.errors import SarezError

FIELDS = ("name", "url", "country", "language", "reliability", "marking", "licence", "is_sealed")
STEP = 500


class SourceError(SarezError):
    """What cannot be done with a source; the message says why."""


def seen_by(viewer: Viewer) -> QuerySet[Source]:
    """The sources a viewer may know of: those whose own marking they are cleared for."""
    return Source.objects.filter(marking__lte=viewer.clearance)


def named(viewer: Viewer, name: str) -> Source | None:
    """The source of this name, of those that the viewer may know of."""
    return seen_by(viewer).filter(name=name).order_by("copy").first()


def next_copy(name: str) -> int:
    """The number under which a further source of a name is kept, seen or not; 0 for the first."""
    last = Source.objects.filter(name=name).aggregate(last=Max("copy"))["last"]
    return 0 if last is None else int(last) + 1


def report_counts(viewer: Viewer, sources: Iterable[Source]) -> dict[int, int]:
    """How many reports of each source the viewer may see."""

    def count() -> dict[int, int]:
        return dict(Report.objects.seen_by(viewer).order_by().values_list("source").annotate(n=Count("pk")))

    counted = kept(viewer, "reports by source", count)
    return {source.pk: counted[source.pk] for source in sources if source.pk in counted}


@sensitive_variables("identity")
@transaction.atomic
def add(values: dict[str, Any], by: User | str, *, identity: str = "") -> Source:
    """A new source; a sealed one with who it is."""
    source = Source(**{name: values[name] for name in FIELDS if name in values})
    source.copy = next_copy(source.name)
    source.save()
    log(by, "added source", f"source {source.pk}", **_told(source))
    _keep(source, identity, by)
    return source


@sensitive_variables("identity")
@transaction.atomic
def change(
    source: Source, values: dict[str, Any], by: User | str, *, identity: str = "", at: datetime | None = None
) -> None:
    """Change a source; another reliability weighs all its claims from now on (`at`). The marking is for reports to come."""
    held = Source.objects.select_for_update().get(pk=source.pk)
    before = _told(held)
    for name in FIELDS:
        setattr(source, name, values.get(name, getattr(held, name)))
    source.graded_at = held.graded_at
    if source.name != held.name:
        source.copy = next_copy(source.name)
    if source.reliability != held.reliability:
        now = at or timezone.now()
        regrade(source, held.reliability, max(now, held.graded_at or now), getattr(by, "username", str(by)))
    source.save()
    after = _told(source)
    changed = {name: [before[name], after[name]] for name in FIELDS if before[name] != after[name]}
    if changed:
        log(by, "changed source", f"source {source.pk}", changed=changed)
    _keep(source, identity, by)
    if "reliability" in changed:
        reweigh(source)


def reweigh(source: Source) -> None:
    """Make anew the entries that a source tells of."""
    entries = list(
        Claim.objects.filter(report__source=source).order_by().values_list("entry", flat=True).distinct()
    )
    for at in range(0, len(entries), STEP):
        rebuild(entries[at : at + STEP])


@transaction.atomic
def reveal(source: Source, by: User, why: str) -> str:
    """Who a sealed source is, for a stated reason that the log keeps."""
    if not why.strip():
        raise SourceError(_("Give a reason: the log keeps it."))
    identity = SealedIdentity.objects.filter(source=source).first()
    if identity is None:
        raise SourceError(_("Nobody has put down who this source is."))
    log(by, "revealed source", f"source {source.pk}", why=why.strip()[:300])
    return unseal(identity.ciphertext)


@sensitive_variables("identity")
def _keep(source: Source, identity: str, by: User | str) -> None:
    """Seal who a source is, in place of what was sealed before."""
    if not source.is_sealed or not identity.strip():
        return
    SealedIdentity.objects.update_or_create(source=source, defaults={"ciphertext": seal(identity.strip())})
    log(by, "sealed source", f"source {source.pk}")


def _told(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in FIELDS}
