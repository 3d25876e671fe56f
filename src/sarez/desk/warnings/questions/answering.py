"""Asking, answering and resolving: each one row and one line in the log."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.warnings.questions.models import Answer, Question, Resolution
from sarez.errors import SarezError


class QuestionError(SarezError):
    """What cannot be asked, answered or resolved so; the message says why."""


@transaction.atomic
def ask(by: User, text: str, closes: date, *, says: str = "", unit: str = "", base: float | None = None, marking: int = 1,
        at: datetime | None = None) -> Question:  # fmt: skip
    """Put a question. QuestionError for a day that is over, or a marking above one's own clearance."""
    now = at or timezone.now()
    if closes < now.date():
        raise QuestionError(_("The day on which it closes is over."))
    if marking > by.clearance:
        raise QuestionError(_("This marking is above your own clearance: you would not see what you keep."))
    made = Question.objects.create(
        text=text,
        says=says,
        unit=unit,
        closes=closes,
        base=base,
        marking=marking,
        asked_by=by.username,
        asked_at=now,
    )
    log(by, "asked", made.name)
    return made


@transaction.atomic
def answer(
    question: Question, by: User, probability: float, *, why: str = "", at: datetime | None = None
) -> Answer:
    """Answer with a probability of yes, from 0 to 1. QuestionError once the question is closed or resolved."""
    now = at or timezone.now()
    if now.date() > question.closes or question.resolutions.exists():
        raise QuestionError(_("This question is closed: it takes no more answers."))
    if not 0 <= probability <= 1:
        raise QuestionError(_("Answer with a probability from 0 to 100 per cent."))
    made = Answer.objects.create(question=question, by=by.username, probability=probability, why=why, at=now)
    log(by, "answered", question.name)
    return made


@transaction.atomic
def resolve(
    question: Question, by: User, outcome: bool, evidence: str, *, at: datetime | None = None
) -> Resolution:
    """Say what came of it, with the evidence; a later word takes the place of an earlier one."""
    if not evidence.strip():
        raise QuestionError(_("Say what shows it: a report, an entry, a source."))
    made = Resolution.objects.create(
        question=question, outcome=outcome, evidence=evidence.strip(), by=by.username, at=at or timezone.now()
    )
    log(by, "resolved", question.name, outcome=outcome)
    return made
