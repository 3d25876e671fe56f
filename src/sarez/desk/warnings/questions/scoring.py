"""How well questions were answered: people together beside models, against the base rate; one's own to oneself alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.questions.models import HUMAN, MODEL, Answer, Question, Resolution
from sarez.watch import ledger

SOURCES = (HUMAN, MODEL)


def rows(viewer: Viewer) -> tuple[list[ledger.Question], list[ledger.Answer]]:
    """The questions that a viewer may see with their answers, as the ledger scores them, as known then."""
    asked = list(Question.objects.seen_by(viewer))
    outcomes: dict[int, Resolution] = {}
    for one in Resolution.objects.filter(question__in=asked, at__lte=viewer.moment):
        outcomes[one.question_id] = one
    answers = Answer.objects.filter(question__in=asked, at__lte=viewer.moment)
    return [_question(q, outcomes.get(q.pk)) for q in asked], [_answer(a) for a in answers]


def scores(viewer: Viewer, day: object) -> list[ledger.Brier]:
    """The Brier score of people together, and of models, on what was resolved by a day."""
    asked, answers = rows(viewer)
    return [ledger.brier(asked, answers, day, source) for source in SOURCES]  # type: ignore[arg-type]


def own(viewer: Viewer, day: object) -> ledger.Brier:
    """The viewer's own score: shown to nobody else."""
    asked, answers = rows(viewer)
    mine = [one for one in answers if one.who == viewer.name]
    return ledger.brier(asked, mine, day, HUMAN)  # type: ignore[arg-type]


def _question(of: Question, resolved: Resolution | None) -> ledger.Question:
    closes = datetime.combine(of.closes + timedelta(days=1), time.min, UTC)
    return ledger.Question(
        str(of.pk),
        of.asked_at,
        closes,
        resolved.outcome if resolved else None,
        resolved.at if resolved else None,
        of.base,
    )


def _answer(of: Answer) -> ledger.Answer:
    return ledger.Answer(str(of.question_id), of.by, of.source, of.probability, of.at)


def latest(answers: Iterable[Answer]) -> dict[str, Answer]:
    """The last answer of each."""
    return {one.by: one for one in sorted(answers, key=lambda a: (a.at, a.pk))}
