"""One act under a measure: its clocks and answers; begun, changed, answered, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.dialogue import keeping
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.dialogue.measures.catalogue import measures
from sarez.desk.dialogue.measures.clocks import Due
from sarez.desk.dialogue.measures.forms import ActForm, AnswerForm, CloseForm
from sarez.desk.dialogue.measures.moments import local
from sarez.desk.dialogue.measures.running import Standing, moment_of, stand
from sarez.desk.dialogue.models import Act, Answer
from sarez.desk.dialogue.models.measures import OPEN
from sarez.desk.events.apart import ends
from sarez.desk.events.listing import parties_to_choose
from sarez.desk.events.models import Version
from sarez.desk.events.wording import language

KINDS = {
    "information": "exchange", "notification": "notification", "observation": "invitation", "visit": "invitation",
    "consultation": "question", "verification": "request", "hotline": "call",
}  # fmt: skip
"""What an act under a kind of measure usually is."""


@needs("read")
def act(request: HttpRequest, number: int) -> HttpResponse:
    """An act with its clocks, what answered it, and what came of it."""
    return _page(request, _standing(request, number))


@needs("dialogue")
def add(request: HttpRequest) -> HttpResponse:
    """Put an act on record."""
    _now_only(request)
    name = request.GET.get("measure", "")
    known = measures().measures.get(name)
    initial = {"measure": name, **{n: request.GET.get(n, "") for n in ("entry", "report", "year")}}
    initial |= {"from_party": request.GET.get("from", ""), "to_parties": request.GET.get("to", "")}
    if known:
        initial["kind"] = KINDS.get(known.kind, "other")
    form = ActForm(
        request.POST or None, instance=Act(), by=request.user, viewer=request.viewer, initial=initial
    )
    kept = _keep(form) if request.method == "POST" else None
    if kept is not None:
        messages.success(request, _("The act is on record, and its clocks run."))
        return redirect("measure-act", kept.number)
    return _form(request, form, known=known)


@needs("dialogue")
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change an act; what stood is kept."""
    _now_only(request)
    found = _found(request, number)
    form = ActForm(request.POST or None, instance=found, by=request.user, viewer=request.viewer)
    if request.method == "POST" and _keep(form) is not None:
        messages.success(request, _("The act is changed."))
        return redirect("measure-act", number)
    return _form(request, form, number=number, known=measures().measures.get(found.measure))


@needs("dialogue")
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Put a step taken on an act on record."""
    _now_only(request)
    if request.method != "POST":
        return redirect("measure-act", number)
    standing = _standing(request, number)
    form = _answer_form(request, standing, request.POST)
    if _keep(form) is not None:
        messages.success(request, _("It is on record."))
        return redirect("measure-act", number)
    return _page(request, standing, answering=form)


@needs("dialogue")
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Say what came of an act: nothing is waited for any more."""
    _now_only(request)
    if request.method != "POST":
        return redirect("measure-act", number)
    standing = _standing(request, number)
    form = CloseForm(
        request.POST, instance=_found(request, number), by=request.user, viewer=request.viewer, prefix="close"
    )
    if _keep(form) is not None:
        messages.success(request, _("The act is closed. Its clocks have stopped."))
        return redirect("measure-act", number)
    return _page(request, standing, closing=form)


@needs("dialogue")
@require_POST
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Open a closed act again."""
    _now_only(request)
    _done(request, _found(request, number), _("The act is open again, and its clocks run."), state=OPEN)
    return redirect("measure-act", number)


@needs("dialogue")
@require_POST
def drop_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Take a step off the record that was put there by mistake."""
    _now_only(request)
    viewer: Any = request.viewer
    found = get_object_or_404(Answer.objects.seen_by(viewer), number=number)
    _found(request, found.act)
    try:
        keeping.drop(found, request.user)  # type: ignore[arg-type]
        messages.success(request, _("It is taken off the record; it is still seen as of before."))
    except KeepingError as error:
        messages.error(request, str(error))
    return redirect("measure-act", found.act)


def _page(
    request: HttpRequest,
    standing: Standing,
    answering: AnswerForm | None = None,
    closing: CloseForm | None = None,
) -> HttpResponse:
    found, viewer = standing.act, request.viewer
    saw(request, found.name, found.marking)
    failed = answering or closing
    shown = {
        "s": standing,
        "now": moment_of(viewer, timezone.now()),
        "version": _linked(request, found),
        "answering": answering or _answer_form(request, standing),
        "closing": closing
        or CloseForm(
            instance=_found(request, found.number or 0), by=request.user, viewer=viewer, prefix="close"
        ),
        "is_closing": closing is not None,
    }
    return render(request, "dialogue/measures/act.html", shown, status=422 if failed else 200)


def _answer_form(request: HttpRequest, standing: Standing, data: Any = None) -> AnswerForm:
    """The form for a step, the one that is due first chosen already."""
    found = standing.act
    steps = {
        d.clock.name: d.clock.label.told(language()) for d in standing.dues if not d.clock.is_of_act
    } or {"reply": measures().steps["reply"].told(language())}
    waited = standing.next.clock.name if standing.next else ""
    whose = _whose(found, standing.next) if standing.next else ""
    initial = {
        "step": waited if waited in steps else "",
        "party": whose,
        "at": local(timezone.now(), standing.zone),
    }
    return AnswerForm(
        data,
        instance=Answer(act=found.number, marking=found.marking),
        act=found,
        steps=steps.items(),
        by=request.user,
        viewer=request.viewer,
        initial=initial,
    )


def _whose(found: Act, due: Due) -> str:
    """Whose step it is, where that is one party."""
    if due.party or due.clock.by == "any":
        return due.party
    return found.from_party if due.clock.by == "from" else "".join(found.to_parties[:1])


def _linked(request: HttpRequest, found: Act) -> Version | None:
    """What stands of the entry that an act is linked to, where the viewer may see it."""
    if found.entry_id is None:
        return None
    viewer: Any = request.viewer
    there = ends([found.entry_id])[found.entry_id]
    return Version.objects.seen_by(viewer).filter(entry=there).first()


def _form(request: HttpRequest, form: ActForm, **more: Any) -> HttpResponse:
    shown = {"form": form, "parties": parties_to_choose(), **more}
    return render(request, "dialogue/measures/act_form.html", shown, status=422 if form.errors else 200)


def _keep(form: Any) -> Any:
    """What a form keeps; None where it cannot, with the reason on the form."""
    if not form.is_valid():
        return None
    try:
        return form.keep()
    except KeepingError as error:
        form.add_error(None, str(error))
        return None


def _done(request: HttpRequest, row: Act, said: str, **values: Any) -> None:
    try:
        keeping.change(row, request.user, **values)  # type: ignore[arg-type]
        messages.success(request, said)
    except KeepingError as error:
        messages.error(request, str(error))


def _standing(request: HttpRequest, number: int) -> Standing:
    viewer: Any = request.viewer
    return stand([_found(request, number)], viewer, timezone.now())[0]


def _found(request: HttpRequest, number: int) -> Act:
    viewer: Any = request.viewer
    return get_object_or_404(
        Act.objects.seen_by(viewer).select_related("report", "report__source"), number=number
    )


def _now_only(request: HttpRequest) -> None:
    """Nothing is changed in the past."""
    if request.viewer.as_of is not None:
        raise Http404
