"""Pages: the questions, asked and answered, and how well that goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.questions import scoring
from sarez.desk.warnings.questions.answering import QuestionError, answer, ask, resolve
from sarez.desk.warnings.questions.forms import Ask, Give, Resolve
from sarez.desk.warnings.questions.models import HUMAN, Answer, Question, Resolution

FEWEST = 3
"""From so many people on their mean is shown: that of fewer would tell what one of them said."""


@needs("read")
def questions(request: HttpRequest) -> HttpResponse:
    """The questions that are open, those that wait to be resolved, and those that are."""
    viewer = request.viewer
    today = (viewer.as_of or timezone.now()).date()
    answers, resolutions = _beside(viewer)
    told = [_told(one, viewer, answers, resolutions) for one in Question.objects.seen_by(viewer)]
    context = {
        "tab": "questions",
        "open": [q for q in told if q["resolution"] is None and q["question"].closes >= today],
        "waiting": [q for q in told if q["resolution"] is None and q["question"].closes < today],
        "resolved": [q for q in reversed(told) if q["resolution"] is not None],
        "scores": scoring.scores(viewer, today),
        "own": scoring.own(viewer, today),
        "form": Ask(clearance=viewer.clearance),
    }
    return render(request, "watch/questions.html", context)


def _beside(viewer: Viewer) -> tuple[dict[int, list[Answer]], dict[int, Resolution]]:
    """Answers and resolutions by question, as known then."""
    seen = Question.objects.seen_by(viewer).values("pk")
    answers: dict[int, list[Answer]] = {}
    for one in Answer.objects.filter(question__in=seen, at__lte=viewer.moment):
        answers.setdefault(one.question_id, []).append(one)
    found = Resolution.objects.filter(question__in=seen, at__lte=viewer.moment)
    return answers, {one.question_id: one for one in found}


def _told(
    question: Question, viewer: Viewer, answers: dict[int, list[Answer]], resolutions: dict[int, Resolution]
) -> dict[str, Any]:
    """A question with what people together say, what one said oneself, and what came. No other person's answer is told."""
    last = scoring.latest(answers.get(question.pk, ()))
    people = [a.probability for a in last.values() if a.source == HUMAN]
    mine = last.get(viewer.name)
    return {
        "question": question,
        "resolution": resolutions.get(question.pk),
        "people": round(100 * sum(people) / len(people)) if len(people) >= FEWEST else None,
        "n": len(people),
        "mine": round(100 * mine.probability) if mine else None,
        "base": round(100 * question.base) if question.base is not None else None,
    }


@needs("propose")
@require_POST
def put(request: HttpRequest) -> HttpResponse:
    """Ask a question."""
    form = Ask(request.POST, clearance=request.viewer.clearance)
    if form.is_valid():
        told = form.cleaned_data
        base = told["base"] / 100 if told["base"] is not None else None
        _do(request, lambda: ask(request.user, told["text"], told["closes"], says=told["says"], unit=told["unit"], base=base, marking=told["marking"]))  # type: ignore[arg-type]  # fmt: skip
    else:
        messages.error(
            request, _("Not asked: %(why)s") % {"why": " ".join(e for v in form.errors.values() for e in v)}
        )
    return redirect("watch-questions")


@needs("propose")
@require_POST
def give(request: HttpRequest, number: int) -> HttpResponse:
    """Answer a question with a probability."""
    question, form = _question(request, number), Give(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        _do(request, lambda: answer(question, request.user, told["probability"] / 100, why=told["why"]))  # type: ignore[arg-type]
    else:
        messages.error(request, _("Answer with a probability from 0 to 100 per cent."))
    return redirect("watch-questions")


@needs("review")
@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Say what came of a question."""
    question, form = _question(request, number), Resolve(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        _do(request, lambda: resolve(question, request.user, told["outcome"] == "yes", told["evidence"]))  # type: ignore[arg-type]
    else:
        messages.error(request, _("Say what shows it: a report, an entry, a source."))
    return redirect("watch-questions")


def _question(request: HttpRequest, number: int) -> Question:
    found = Question.objects.seen_by(Viewer(request.viewer.clearance)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _do(request: HttpRequest, act: Callable[[], object]) -> None:
    try:
        act()
    except QuestionError as error:
        messages.error(request, str(error))
