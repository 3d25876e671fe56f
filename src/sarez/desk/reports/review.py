"""Reviewing a report: decisions taken on what the page showed, the rest accepted at once, and the queue of what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events import decisions
from sarez.desk.events.decisions import DecisionError
from sarez.desk.events.models import EVENT, PROPOSED, REPLACED, Claim, is_proposed
from sarez.desk.events.spells import as_known
from sarez.desk.reports.grades import as_graded
from sarez.desk.reports.models import Report
from sarez.vocabulary.events import load_events

MOST_WEIGHED = 2_000
"""Waiting acts, the latest first, among which deeds of conflict are sought for the head of the queue."""
PER_PAGE = 50


class DecidedMeanwhile(DecisionError):
    """Someone else decided on the claim after the page was made; nothing was changed."""


@transaction.atomic
def decide(number: int, verb: str, by: User, viewer: Viewer, *, seen: str = "", **details: Any) -> Claim:
    """Accept, reject, correct, grade or undo the decision on a claim, if it still is as the page showed it (`seen`)."""
    claim = Claim.objects.select_for_update().get(pk=number, marking__lte=viewer.clearance)
    if seen and claim.decision != seen and verb != "grade":
        raise DecidedMeanwhile(_meanwhile(claim))
    act = {
        "accept": decisions.accept,
        "reject": decisions.reject,
        "correct": decisions.correct,
        "grade": decisions.grade,
        "undo": _undo,
    }[verb]
    return act(claim, by=by, **details)


def _undo(claim: Claim, by: User) -> Claim:
    """Take a decision back: a correction gives way to what it corrected, a person's own coding goes."""
    if claim.decision == PROPOSED:
        raise DecisionError(_("Nothing has been decided on this yet."))
    if claim.author and claim.decision == decisions.ACCEPTED:
        now = timezone.now()
        decisions.reject(claim, by, "withdrawn", at=now)
        return decisions.reopen(claim.replaces, by, at=now) if claim.replaces else claim
    return decisions.reopen(claim, by)


def _meanwhile(claim: Claim) -> str:
    told = {
        decisions.ACCEPTED: _("%(who)s has accepted this meanwhile. Nothing was changed."),
        decisions.REJECTED: _("%(who)s has rejected this meanwhile. Nothing was changed."),
        REPLACED: _("%(who)s has corrected this meanwhile. Nothing was changed."),
        PROPOSED: _("The decision on this was taken back meanwhile. Nothing was changed."),
    }
    return told[claim.decision] % {"who": claim.decided_by or _("Someone")}


@transaction.atomic
def accept_rest(report: Report, numbers: Sequence[int], by: User, viewer: Viewer) -> int:
    """Accept the proposals of a report that the page showed and nobody has decided since; how many they were."""
    claims = (
        Claim.objects.select_for_update()
        .filter(report=report, pk__in=list(numbers), decision=PROPOSED, marking__lte=viewer.clearance)
        .order_by("pk")
    )
    done = [decisions.accept(claim, by) for claim in claims]
    return len(done)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report in the queue: what waits there, and how much of it is deeds of conflict."""

    report: Report
    open: int
    conflict: int
    decided: int


def queue(viewer: Viewer, start: int = 0, most: int = PER_PAGE) -> list[int]:
    """Numbers of the reports that wait for a decision: those that tell of deeds of conflict first, then the oldest."""
    grave = _grave(viewer)
    found = grave[start : start + most]
    if len(found) < most:
        rest = _open(viewer).exclude(pk__in=grave).order_by("known_at", "-pk").values_list("pk", flat=True)
        at = max(0, start - len(grave))
        found += list(rest[at : at + most - len(found)])
    return found


def told(numbers: Sequence[int], viewer: Viewer) -> list[Waiting]:
    """The reports of a queue with what waits in each, from what the viewer may see."""
    reports = Report.objects.seen_by(viewer).select_related("source").defer("text").in_bulk(numbers)
    open_, conflict, decided = (dict.fromkeys(numbers, 0) for _ in range(3))
    as_graded((report.source for report in reports.values()), viewer)
    claims = Claim.objects.seen_by(viewer).filter(report__in=numbers)
    for claim in as_known(claims.only("report", "kind", "decision", "values", "changed_at"), viewer):
        if claim.decision != PROPOSED:
            decided[claim.report_id] += 1
            continue
        open_[claim.report_id] += 1
        conflict[claim.report_id] += claim.kind == EVENT and claim.values.get("type") in deeds_of_conflict()
    return [Waiting(reports[n], open_[n], conflict[n], decided[n]) for n in numbers if n in reports]


def next_after(number: int, viewer: Viewer) -> int | None:
    """The report to review after this one; None when nothing else waits."""
    numbers = queue(viewer, most=PER_PAGE)
    if number in numbers:
        after = numbers[numbers.index(number) + 1 :]
        return (after or [n for n in numbers if n != number] or [None])[0]
    return numbers[0] if numbers else None


def deeds_of_conflict() -> frozenset[str]:
    """The types of act that are material conflict."""
    return frozenset(t.name for t in load_events().values() if t.quad == "material conflict")


def _open(viewer: Viewer) -> Any:
    claims = Claim.objects.seen_by(viewer).filter(is_proposed(viewer), report=OuterRef("pk"))
    return _in_review(viewer).filter(Exists(claims))


def _in_review(viewer: Viewer) -> Any:
    """The reports that may wait; which of them did on an earlier day, their claims alone say."""
    found = Report.objects.seen_by(viewer)
    return found.filter(state=Report.READ) if viewer.as_of is None else found


def _grave(viewer: Viewer) -> list[int]:
    acts = Claim.objects.seen_by(viewer).filter(is_proposed(viewer), kind=EVENT).order_by("-pk")
    deeds = Claim.objects.filter(
        pk__in=acts.values("pk")[:MOST_WEIGHED], values__type__in=sorted(deeds_of_conflict())
    )
    found = _in_review(viewer).filter(pk__in=deeds.order_by().values("report"))
    return list(found.order_by("known_at", "pk").values_list("pk", flat=True))
