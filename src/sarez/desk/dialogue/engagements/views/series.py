"""Series: the list, one with its editions, adding and changing one, and what may be editions of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.dialogue.engagements import series as service
from sarez.desk.dialogue.engagements.forms_series import EditionForm, SeriesForm
from sarez.desk.dialogue.engagements.proposals import refuse
from sarez.desk.dialogue.engagements.views.part import found, refused, today
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.dialogue.models import Series
from sarez.desk.events.listing import parties_to_choose
from sarez.desk.pages import Shelf

PER_PAGE = 50


@needs("read")
@require_GET
def series_list(request: HttpRequest) -> HttpResponse:
    """The series on record."""
    page = Shelf(Series.objects.seen_by(request.viewer), PER_PAGE).get_page(request.GET.get("page"))
    rows = service.listed(page.object_list, request.viewer, today(request))
    return render(request, "dialogue/series_list.html", {"page": page, "rows": rows})


@needs("read")
@require_GET
def series(request: HttpRequest, number: int) -> HttpResponse:
    """One series with its editions."""
    return _shown(request, _found(request, number))


@needs("dialogue")
@require_http_methods(["GET", "POST"])
def series_new(request: HttpRequest) -> HttpResponse:
    """A new series."""
    if (no := refused(request, reverse("series-list"))) is not None:
        return no
    return _form(request, SeriesForm(request.POST or None, by=request.user))


@needs("dialogue")
@require_http_methods(["GET", "POST"])
def series_change(request: HttpRequest, number: int) -> HttpResponse:
    """What a series is called and how often it is held."""
    stands = _found(request, number)
    if (no := refused(request, reverse("series", args=[number]))) is not None:
        return no
    return _form(request, SeriesForm(request.POST or None, instance=stands, by=request.user), stands)


@needs("dialogue")
@require_POST
def series_lay(request: HttpRequest, number: int, entry: int) -> HttpResponse:
    """Make an engagement an edition of a series."""
    stands, version = _found(request, number), found(request, entry)
    back = reverse("series", args=[number])
    if (no := refused(request, back)) is not None:
        return no
    form = EditionForm(request.POST)
    if not form.is_valid():
        return _shown(request, stands, (version.entry_id, form), status=422)
    told = form.cleaned_data
    try:
        service.lay(
            stands,
            version.entry_id,
            request.user,  # type: ignore[arg-type]
            number=told["edition"],
            is_extraordinary=told["is_extraordinary"],
        )
    except KeepingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is an edition of the series now."))
    return redirect(back)


@needs("dialogue")
@require_POST
def series_refuse(request: HttpRequest, number: int, entry: int) -> HttpResponse:
    """Keep that an engagement is no edition of a series: it is not proposed again."""
    stands, version = _found(request, number), found(request, entry)
    back = reverse("series", args=[number])
    if (no := refused(request, back)) is not None:
        return no
    try:
        refuse(stands, version.entry_id, request.user)  # type: ignore[arg-type]
    except KeepingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is kept apart, and not proposed again."))
    return redirect(back)


def _shown(
    request: HttpRequest, stands: Series, wrong: tuple[int, EditionForm] | None = None, status: int = 200
) -> HttpResponse:
    saw(request, stands.name, stands.marking)
    page = service.page_of(stands, request.viewer, today(request))
    can_change = request.user.may("dialogue") and request.viewer.as_of is None  # type: ignore[union-attr]
    told = {"page": page, "series": stands, "can_change": can_change, "wrong": wrong, "today": today(request)}
    return render(request, "dialogue/series.html", told, status=status)


def _form(request: HttpRequest, form: SeriesForm, stands: Series | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            kept = form.keep()
        except KeepingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("series", kept.number)
    told = {"form": form, "series": stands, "parties": parties_to_choose()}
    return render(request, "dialogue/series_form.html", told, status=422 if form.errors else 200)


def _found(request: HttpRequest, number: int) -> Any:
    stands = Series.objects.seen_by(request.viewer).filter(number=number).first()
    if stands is None:
        raise Http404
    return stands
