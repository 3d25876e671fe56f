"""The pages of briefs: choose whom to meet, read the brief, take it as Word."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from sarez.briefs.asking import Asked, BriefError, NotOnRecord, subject_called
from sarez.briefs.brief import KINDS, PAIR, PERSON, Brief
from sarez.briefs.forms import BriefForm
from sarez.briefs.service import WORD, file_name, show, write
from sarez.briefs.who import party, person_of
from sarez.briefs.wording import disclaimer, glance
from sarez.desk.accounts.access import needs
from sarez.desk.drawn import drawn
from sarez.desk.events.listing import parties_to_choose


@needs("read")
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Ask whom the brief is to be about."""
    text, problem = request.GET.get("subject", "").strip()[:120], ""
    if text:
        try:
            kind, code = subject_called(_viewer(request), text)
            return redirect(Asked(kind, code).address(as_of=_as_of(request)))
        except BriefError as error:
            problem = str(error)
    context = {"text": text, "problem": problem, "parties": parties_to_choose()}
    return render(request, "briefs/choose.html", context)


@needs("read")
@require_safe
def page(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """A brief to read and print."""
    form, asked = _asked(request, kind, code)
    try:
        brief = show(request, asked)
    except NotOnRecord as error:
        if not _is_narrowed(request, asked):
            raise Http404 from error
        return _page(request, asked, form, None, str(error))
    except BriefError as error:
        return _page(request, asked, form, None, str(error))
    return _page(request, asked, form, brief)


@needs("export")
@require_safe
def word(request: HttpRequest, kind: str, code: str) -> Any:
    """A brief as a Word file."""
    form, asked = _asked(request, kind, code)
    if form.errors:
        return redirect(_back(request, asked))
    stream = io.BytesIO()
    try:
        brief = write(_viewer(request), asked, _user(request), stream)
    except BriefError as error:
        if isinstance(error, NotOnRecord) and not _is_narrowed(request, asked):
            raise Http404 from error
        return redirect(_back(request, asked))
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=file_name(brief), content_type=WORD)


def _asked(request: HttpRequest, kind: str, code: str) -> tuple[BriefForm, Asked]:
    """What an address asks; a pair may name both parties in its path."""
    if kind not in KINDS or "\x00" in code:
        raise Http404
    data = request.GET.copy()
    if kind == PAIR and not data.get("with") and code.count("/") == 1:
        code, data["with"] = code.split("/")
    form = BriefForm(data, _viewer(request), language=(get_language() or "en")[:2])
    return form, form.asked(kind, code)


def _page(
    request: HttpRequest, asked: Asked, form: BriefForm, brief: Brief | None, problem: str = ""
) -> HttpResponse:
    day = _as_of(request)
    then = f"?as_of={day}" if day else ""
    context = {
        "brief": brief,
        "asked": asked,
        "form": form,
        "problem": problem,
        "parties": parties_to_choose(),
        "word": asked.address(as_word=True, as_of=day),
    }
    with override(asked.language):
        if brief is not None:
            context["told"] = _told(brief, then, is_pair=asked.kind == PAIR)
        return render(request, "briefs/brief.html", context, status=200 if brief else 404)


def _told(brief: Brief, then: str, *, is_pair: bool) -> str:
    """All that a brief tells but by whom and when it was made, drawn once for the same brief."""
    told = replace(brief, by="", made=datetime.min)
    context = {
        "brief": told,
        "then": then,
        "is_pair": is_pair,
        "glance": glance(told),
        "note": disclaimer(),
        "LANGUAGE_CODE": get_language(),
    }
    return drawn("briefs/told.html", (sha256(repr(told).encode()).digest(), then, is_pair), lambda: context)


def _is_narrowed(request: HttpRequest, asked: Asked) -> bool:
    """Whether whom the brief is about may be known to the viewer, though not at the marking asked for."""
    viewer: Any = _viewer(request)
    if asked.marking is None or asked.marking >= viewer.clearance:
        return False
    try:
        (person_of if asked.kind == PERSON else party)(viewer, asked.code)
    except NotOnRecord:
        return False
    return True


def _back(request: HttpRequest, asked: Asked) -> str:
    """The page of a brief with all that was typed."""
    query = request.GET.urlencode()
    path = Asked(asked.kind, asked.code).address()
    return f"{path}?{query}" if query else path


def _viewer(request: HttpRequest) -> Any:
    return request.viewer  # type: ignore[attr-defined]


def _user(request: HttpRequest) -> Any:
    return request.user


def _as_of(request: HttpRequest) -> str:
    viewer = _viewer(request)
    return viewer.as_of.date().isoformat() if viewer.as_of else ""
