"""Entries that a person has found to be different: kept apart, never proposed as one again, never laid together again.

The finding is kept between entries. Where one was joined into another since, the finding holds for what it became.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.events.models import Apart, Claim, Entry
from sarez.desk.reports.models import Report


@transaction.atomic
def keep_apart(one: Entry, two: Entry, by: User, why: str) -> Apart:
    """Put on record that two entries are different."""
    made = Apart.objects.create(one=one, two=two, by=by.username, at=timezone.now(), why=why[:500])
    log(by, "kept apart", one.name, other=two.pk, why=why)
    return made


@transaction.atomic
def withdraw(finding: Apart, by: User) -> None:
    """Take back that two entries are different."""
    finding.delete()
    log(by, "withdrew apart", finding.one.name, other=finding.two_id)


def apart_from(entries: Iterable[int]) -> set[int]:
    """The entries, as they stand now, found to be different from any of these."""
    return {entry for finding in findings(entries) for entry in finding[1]}


def findings(entries: Iterable[int]) -> list[tuple[Apart, tuple[int, ...]]]:
    """The findings that keep these entries apart from others, each with the other entry as it was and as it stands."""
    wanted = set(entries)
    if not wanted or not Apart.objects.exists():
        return []
    own = kin(wanted)
    found = list(Apart.objects.filter(Q(one__in=own) | Q(two__in=own)).order_by("id"))
    others = [f.two_id if f.one_id in own else f.one_id for f in found]
    now = ends(others)
    return [(f, tuple({o, now[o]})) for f, o in zip(found, others, strict=True)]


def ends(entries: Iterable[int]) -> dict[int, int]:
    """For each entry the one it stands as now: itself, or what it was joined into in the end."""
    at = {entry: entry for entry in entries}
    while at:
        into = dict(
            Entry.objects.filter(pk__in=set(at.values()), joined_into__isnull=False).values_list(
                "pk", "joined_into"
            )
        )
        if not into:
            break
        at = {entry: into.get(now, now) for entry, now in at.items()}
    return at


def barred(report: Report, claims: Sequence[Claim]) -> dict[int, set[int]]:
    """By place in the list, the entries that a report's new claim may not be laid to.

    What the same words said before (in this report or a copy of it) was laid to an entry, or parted from one; the
    new claim may not go where the old one was found not to belong.
    """
    story = report.story_id or report.pk
    texts = Report.objects.filter(story=story).order_by().values_list("pk", flat=True)
    told = Claim.objects.filter(report__in=[story, *texts]).order_by()
    laid: dict[tuple[str, str], set[int]] = {}
    for kind, sentence, entry in told.values_list("kind", "sentence", "entry"):
        if sentence:
            laid.setdefault((kind, sentence), set()).add(entry)
    before = {n: laid[c.kind, c.sentence] for n, c in enumerate(claims) if (c.kind, c.sentence) in laid}
    if not findings({entry for entries in before.values() for entry in entries}):
        return {}
    return {place: apart_from(entries) - entries for place, entries in before.items()}


def kin(entries: Iterable[int]) -> dict[int, int]:
    """These entries and all that were joined into them, each with the one of these that it became."""
    home = {entry: entry for entry in entries}
    new = set(home)
    while new:
        joined = Entry.objects.filter(joined_into__in=new).values_list("pk", "joined_into")
        found = {pk: home[into] for pk, into in joined if pk not in home}
        home |= found
        new = set(found)
    return home
