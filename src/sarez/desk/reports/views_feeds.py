"""Feeds: how each fares, one with its history, adding and changing, and lists to and from other programs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from sarez.desk.accounts import markings
from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import log
from sarez.desk.events.wording import word
from sarez.desk.reports import feeds as service
from sarez.desk.reports import sources
from sarez.desk.reports.health import DUE, attempts, health, latest
from sarez.desk.reports.models import Feed
from sarez.errors import Problem
from sarez.vocabulary.gradings import load_reliability

PER_PAGE = 50
MINUTES = (
    (15, gettext_lazy("every quarter of an hour")),
    (30, gettext_lazy("every half hour")),
    (60, gettext_lazy("every hour")),
    (180, gettext_lazy("every three hours")),
    (360, gettext_lazy("every six hours")),
    (720, gettext_lazy("twice a day")),
    (1440, gettext_lazy("every day")),
    (10080, gettext_lazy("every week")),
)


class FeedForm(forms.Form):
    """Where a feed lies and how often it is fetched."""

    url = forms.CharField(label=gettext_lazy("Address of the feed (RSS or Atom)"), max_length=500)
    minutes = forms.TypedChoiceField(label=gettext_lazy("Fetched"), choices=MINUTES, coerce=int, initial=60)
    url.widget.attrs.update({"inputmode": "url", "placeholder": "https://"})


class NewFeedForm(FeedForm):
    """A new feed and its source; what is said of the source is taken only where it is new."""

    source = forms.CharField(label=gettext_lazy("Source (who publishes it)"), max_length=200)
    language = forms.CharField(label=gettext_lazy("Language (two letters)"), max_length=5, required=False)
    reliability = forms.ChoiceField(label=gettext_lazy("Reliability"), initial="F")
    marking = forms.TypedChoiceField(
        label=gettext_lazy("Marking its reports get"), coerce=int, initial=markings.CLEAR
    )
    licence = forms.CharField(label=gettext_lazy("Licence or terms of use"), max_length=300, required=False)
    field_order = ("url", "source", "minutes", "language", "reliability", "marking", "licence")

    def __init__(self, clearance: int, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        grades = [(g.code, f"{g.code} · {word(g.label)}") for g in load_reliability().values()]
        self.fields["reliability"].choices = grades  # type: ignore[attr-defined]
        allowed = [(n, f"TLP:{name}") for n, name in markings.choices() if n <= clearance]
        self.fields["marking"].choices = allowed  # type: ignore[attr-defined]
        self.fields["source"].widget.attrs["list"] = "sources"


class ListForm(forms.Form):
    """A list of feeds from another program."""

    file = forms.FileField(label=gettext_lazy("OPML file"))
    is_on = forms.BooleanField(label=gettext_lazy("Fetch them from now on"), required=False)


@needs("read")
def feeds(request: HttpRequest) -> HttpResponse:
    """Every feed and how it fares; asked by htmx, the table alone."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    page = Paginator(service.seen_by(viewer).order_by("-failures", "source__name", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = health(page.object_list, viewer, timezone.now())
    shown = {"page": page, "rows": rows, "is_moving": any(row.state == DUE for row in rows)}
    is_part = getattr(request, "htmx", False)
    return render(request, "reports/feeds_list.html" if is_part else "reports/feeds.html", shown)


@needs("read")
def feed(request: HttpRequest, number: int) -> HttpResponse:
    """One feed: how it fares, what it brought, its history; a form to change it."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    found = _found(request, number)
    by: Any = request.user
    form = FeedForm(request.POST or None, initial={"url": found.url, "minutes": found.minutes})
    if request.method == "POST" and by.may("sources") and form.is_valid():
        try:
            service.change(found, by, **form.cleaned_data)
        except service.FeedError as error:
            form.add_error("url", str(error))
        else:
            messages.success(request, _("The feed is changed."))
            return redirect("feed", number)
    history = found.fetches.filter(at__lte=viewer.moment)
    page = Paginator(history, PER_PAGE).get_page(request.GET.get("page"))
    [row] = health(service.seen_by(viewer).filter(pk=number), viewer, timezone.now())
    shown = {
        "row": row,
        "feed": found,
        "form": form,
        "page": page,
        "attempts": attempts(list(page.object_list), viewer),
        "reports": latest(found, viewer),
    }
    return render(request, "reports/feed.html", shown, status=422 if form.errors else 200)


@needs("sources")
def feed_add(request: HttpRequest) -> HttpResponse:
    """Add a feed, and its source where that is new."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    form = NewFeedForm(viewer.clearance, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            service.add_with_source(dict(form.cleaned_data), request.user, viewer)  # type: ignore[arg-type]
        except service.FeedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The feed is added. It is fetched within a minute."))
            return redirect("feeds")
    names = sources.seen_by(viewer).filter(is_sealed=False).values_list("name", flat=True)[:2000]
    return render(
        request, "reports/feed_add.html", {"form": form, "names": names}, status=422 if form.errors else 200
    )


@needs("sources")
@require_POST
def feed_turn(request: HttpRequest, number: int) -> HttpResponse:
    """Turn a feed on or off."""
    found = _found(request, number)
    service.turn(found, request.user, is_on=request.POST.get("to") == "on")  # type: ignore[arg-type]
    messages.success(
        request,
        _("The feed is turned on.") if found.is_on else _("The feed is turned off. Its reports stay."),
    )
    return redirect("feed", number)


@needs("sources")
@require_POST
def feed_now(request: HttpRequest, number: int) -> HttpResponse:
    """Let a feed be fetched at once."""
    try:
        service.ask_now(_found(request, number), request.user)  # type: ignore[arg-type]
        messages.success(request, _("The feed is fetched within a minute."))
    except service.FeedError as error:
        messages.error(request, str(error))
    return redirect("feeds")


@needs("sources")
@require_POST
def feed_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Forget a feed; its reports stay."""
    service.remove(_found(request, number), request.user)  # type: ignore[arg-type]
    messages.success(request, _("The feed is removed. Its reports stay."))
    return redirect("feeds")


@needs("sources")
def feeds_import(request: HttpRequest) -> HttpResponse:
    """Take over the feeds of another program."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        from sarez.intake.opml import MOST_BYTES, read_opml

        upload = form.cleaned_data["file"]
        listed = read_opml(upload.read(MOST_BYTES + 1), upload.name)
        if not isinstance(listed, Problem):
            viewer: Any = request.viewer  # type: ignore[attr-defined]
            by: Any = request.user
            new, known, refused = service.take_over(listed, by, viewer, is_on=form.cleaned_data["is_on"])
            told = ngettext("%(n)s feed is new", "%(n)s feeds are new", new) % {"n": new}
            messages.success(
                request, _("%(new)s; %(known)s were there already.") % {"new": told, "known": known}
            )
            for line in refused[:20]:
                messages.error(request, line)
            return redirect("feeds")
        form.add_error("file", str(listed))
    return render(request, "reports/feeds_import.html", {"form": form}, status=422 if form.errors else 200)


@needs("export")
def feeds_export(request: HttpRequest) -> HttpResponse:
    """The feeds as a list for another program, without those of sealed sources."""
    from sarez.intake.opml import Subscription, write_opml

    viewer: Any = request.viewer  # type: ignore[attr-defined]
    every = list(service.seen_by(viewer))
    told = [f for f in every if not f.source.is_sealed]
    text = write_opml([Subscription(f.url, f.source.name, f.source.language) for f in told], "Sarez")
    log(request.user, "exported", "feeds", count=len(told), left_out=len(every) - len(told))  # type: ignore[arg-type]
    return HttpResponse(
        text,
        content_type="text/x-opml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="feeds.opml"'},
    )


def _found(request: HttpRequest, number: int) -> Feed:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    found: Feed = get_object_or_404(service.seen_by(viewer), pk=number)
    return found
