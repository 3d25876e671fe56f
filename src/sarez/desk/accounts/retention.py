"""How long reports are kept, and the deletion of those that are due with all that was derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.markings import name_of
from sarez.desk.accounts.models import RetentionRule, User
from sarez.desk.dialogue.engagements.documents import drop_bytes
from sarez.desk.events.models import Claim, Entry
from sarez.desk.events.register import rebuild
from sarez.desk.reports.models import Report, Source
from sarez.desk.search import words

STEP = 200


@dataclass(frozen=True, slots=True)
class Deleted:
    """What went: reports, the claims they made, and entries that nothing tells of any more."""

    reports: int = 0
    claims: int = 0
    entries: int = 0


@transaction.atomic
def set_rule(
    days: int, by: User | str, *, source: Source | None = None, marking: int | None = None
) -> RetentionRule:
    """Keep the reports of a source, or with a marking, for so many days; the rule before on the same is replaced."""
    rule, _ = RetentionRule.objects.update_or_create(source=source, marking=marking, defaults={"days": days})
    log(by, "set retention", f"rule {rule.pk}", **_told(rule))
    return rule


@transaction.atomic
def drop_rule(rule: RetentionRule, by: User | str) -> None:
    """Take a rule away."""
    log(by, "dropped retention", f"rule {rule.pk}", **_told(rule))
    rule.delete()


@transaction.atomic
def keep_until(report: Report, day: date | None, by: User | str) -> None:
    """Give a report a date of its own, which goes before every rule; None lets the rules decide again."""
    before, report.keep_until = report.keep_until, day
    report.save(update_fields=["keep_until"])
    log(by, "set keep-until", report.name, before=before, after=day)


def due(today: date) -> QuerySet[Report]:
    """The reports to delete: past their own date, or without one and past the shortest rule that fits."""
    asked = Q(keep_until__lt=today)
    for rule in RetentionRule.objects.all():
        edge = datetime.combine(today - timedelta(days=rule.days), time.min, tzinfo=UTC)
        fits = Q(keep_until=None, received__lt=edge)
        if rule.source_id is not None:
            fits &= Q(source=rule.source_id)
        if rule.marking is not None:
            fits &= Q(marking=rule.marking)
        asked |= fits
    return Report.objects.filter(asked).order_by("pk")


def delete_due(today: date, by: User | str) -> Deleted:
    """Delete every report that is due, some hundred at a time; each batch whole or not at all, and in the log."""
    total = Deleted()
    while batch := list(due(today).values_list("pk", flat=True)[:STEP]):
        gone = delete(batch, by, "retention")
        total = Deleted(
            total.reports + gone.reports, total.claims + gone.claims, total.entries + gone.entries
        )
    if total.reports:
        words.tidy()
    return total


@transaction.atomic
def delete(reports: Sequence[int], by: User | str, why: str) -> Deleted:
    """Delete reports with their readings and claims, and make anew what other reports still tell."""
    claims = Claim.objects.filter(report__in=reports)
    count, touched = claims.count(), set(claims.values_list("entry", flat=True))
    _pass_on_stories(reports)
    Report.objects.filter(pk__in=reports).delete()
    entries = tidy(touched)
    log(
        by,
        "deleted reports",
        f"{len(reports)} reports",
        reports=list(reports),
        claims=count,
        entries=entries,
        why=why,
    )
    return Deleted(len(reports), count, entries)


def tidy(entries: Iterable[int]) -> int:
    """Make versions anew, and take out the entries that no claim tells of any more; how many went."""
    touched = set(entries)
    rebuild(touched)
    empty = list(Entry.objects.filter(pk__in=touched, claims=None).values_list("pk", flat=True))
    Entry.objects.filter(joined_into__in=empty, claims=None).delete()
    Entry.objects.filter(pk__in=empty).delete()
    if empty:
        drop_bytes()
    return len(empty)


def _pass_on_stories(reports: Sequence[int]) -> None:
    """Let the first of the copies that stay be the story of the others."""
    left = Report.objects.filter(story__in=reports).exclude(pk__in=reports).order_by("pk")
    heirs: dict[int, int] = {}
    for pk, story in left.values_list("pk", "story"):
        heir = heirs.setdefault(story, pk)
        Report.objects.filter(pk=pk).update(story=None if heir == pk else heir)


def _told(rule: RetentionRule) -> dict[str, object]:
    marking = None if rule.marking is None else name_of(rule.marking)
    return {"source": rule.source_id, "marking": marking, "days": rule.days}
