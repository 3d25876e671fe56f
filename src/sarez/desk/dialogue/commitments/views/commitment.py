"""The working page of one commitment, and what is done on it."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments import bearings, chaining, findings, following
from sarez.desk.dialogue.commitments.cards import card, today
from sarez.desk.dialogue.commitments.forms import ChainForm, FindingForm, FollowForm
from sarez.desk.dialogue.commitments.standing import MEANINGS
from sarez.desk.dialogue.commitments.working import Working, working
from sarez.desk.dialogue.models import Bearing, Finding, Following
from sarez.desk.dialogue.templatetags.commitments import period_name
from sarez.desk.events.apart import ends, kin
from sarez.desk.events.listing import parties_to_choose
from sarez.desk.events.models import COMMITMENT, Version
from sarez.errors import SarezError


@needs("read")
def commitment(request: HttpRequest, number: int) -> HttpResponse:
    """A commitment to work on; the number of one joined into another leads to that."""
    version = _seen(request.viewer, number)
    if version is None:
        return _elsewhere(request, number)
    saw(request, f"{COMMITMENT} {number}", version.low)
    return _page(request, version)


@needs("dialogue")
@require_POST
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """Change who follows it up and how."""
    version = _now(request, number)
    page = working(version, request.viewer)
    form = _follow_form(request, page, request.POST)
    if not form.is_valid():
        return _page(request, version, page=page, follow=form)
    try:
        if form.instance.pk is None:
            told = {name: value for name, value in form.cleaned_data.items() if name != "row"}
            following.follow(version, None, request.user, **told)
        else:
            form.keep()
    except SarezError as error:
        form.add_error(None, str(error))
        return _page(request, version, page=page, follow=form)
    messages.success(request, _("Kept."))
    return redirect(_address(number, "follow"))


@needs("dialogue")
@require_POST
def listing(request: HttpRequest, number: int) -> HttpResponse:
    """Raise a commitment, take it off the list of what is followed up, or take that back."""
    version = _now(request, number)
    row = card(version, request.viewer).following
    return _done(
        request, number, "", lambda: following.put(version, row, request.POST.get("do", ""), request.user)
    )


@needs("dialogue")
@require_POST
def find(request: HttpRequest, number: int) -> HttpResponse:
    """Put on record what became of it."""
    version = _now(request, number)
    page = working(version, request.viewer)
    form = _finding_form(request, page, request.POST)
    if not form.is_valid():
        return _page(request, version, page=page, find=form)
    try:
        findings.find(version, request.user, **form.cleaned_data)
    except SarezError as error:
        form.add_error(None, str(error))
        return _page(request, version, page=page, find=form)
    messages.success(request, _("Kept. A later finding takes its place; it is still seen as of before."))
    return redirect(_address(number, "findings"))


@needs("dialogue")
@require_POST
def withdraw(request: HttpRequest, number: int, finding: int) -> HttpResponse:
    """Take a finding back."""
    _now(request, number)
    row = get_object_or_404(_own(Finding, request.viewer, number), number=finding)
    why = request.POST.get("why", "").strip()[:500]
    return _done(request, number, "findings", lambda: findings.withdraw(row, request.user, why))


@needs("dialogue")
@require_POST
def decide(request: HttpRequest, number: int, bearing: int) -> HttpResponse:
    """Say whether a report bears on it."""
    version = _now(request, number)
    own = bearings.shown(_own(Bearing, request.viewer, number), request.viewer)
    row = get_object_or_404(own, number=bearing)
    try:
        bearings.decide(row, request.POST.get("decision", ""), request.user)
    except SarezError as error:
        messages.error(request, str(error))
    if not request.htmx:
        return redirect(_address(number, "evidence"))
    told = {"page": working(version, request.viewer), "version": version}
    return render(request, "dialogue/evidence.html", told)


@needs("dialogue")
@require_POST
def chain(request: HttpRequest, number: int) -> HttpResponse:
    """Put on record that it follows another commitment, or another follows it."""
    version = _now(request, number)
    form = ChainForm(request.POST, auto_id="chain-%s")
    other = _seen(request.viewer, form.cleaned_data["other"]) if form.is_valid() else None
    if other is None:
        if form.is_valid():
            form.add_error("other", _("No commitment of this number that you may see."))
        return _page(request, version, chain=form)
    later, earlier = (version, other) if form.cleaned_data["way"] == "back" else (other, version)
    how, why = form.cleaned_data["how"], form.cleaned_data["why"]
    return _done(request, number, "chain", lambda: chaining.chain(later, earlier, how, request.user, why))


@needs("dialogue")
@require_POST
def unchain(request: HttpRequest, number: int, link: int) -> HttpResponse:
    """Take a link of the chain back."""
    version = _now(request, number)
    found = next(
        (x.row for x in chaining.links(kin([version.entry_id]), request.viewer)[0] if x.row.number == link),
        None,
    )
    if found is None:
        raise Http404
    return _done(request, number, "chain", lambda: chaining.drop(found, request.user))


def _page(
    request: HttpRequest, version: Version, *, page: Working | None = None, **forms: Any
) -> HttpResponse:
    """The page, with forms as they were sent where something in them cannot stand."""
    page = page or working(version, request.viewer)
    user: Any = request.user
    told: dict[str, Any] = {"page": page, "card": page.card, "version": version, "sent": bool(forms)}
    told["meaning"] = MEANINGS[page.card.state]
    if user.may("dialogue") and request.viewer.as_of is None:
        told["follow_form"] = forms.get("follow") or _follow_form(request, page)
        told["finding_form"] = forms.get("find") or _finding_form(request, page)
        told["chain_form"] = forms.get("chain") or ChainForm(auto_id="chain-%s")
        told["parties"] = parties_to_choose([version])
        told["is_sent"] = dict.fromkeys(forms, True)
    return render(request, "dialogue/commitment.html", told)


def _follow_form(request: HttpRequest, page: Working, data: Any = None) -> FollowForm:
    row = page.card.following or Following(entry_id=page.card.version.entry_id)
    return FollowForm(data, instance=copy(row), by=request.user, auto_id="follow-%s")


def _finding_form(request: HttpRequest, page: Working, data: Any = None) -> FindingForm:
    names = [p.period.name for p in reversed(page.card.periods)]
    asked = request.GET if data is None else {}
    return FindingForm(
        data,
        auto_id="find-%s",
        by=request.user,
        viewer=request.viewer,
        parties=page.card.parties,
        periods=[(name, period_name(name)) for name in names],
        today=today(request.viewer),
        initial={name: asked[name] for name in ("party", "period", "report", "outcome") if name in asked},
    )


def _done(request: HttpRequest, number: int, place: str, act: Any) -> HttpResponse:
    """Do it, say so or why not, and go back to its place on the page."""
    try:
        act()
        messages.success(request, _("Done."))
    except SarezError as error:
        messages.error(request, str(error))
    return redirect(_address(number, place))


def _address(number: int, place: str = "") -> str:
    return reverse("commitment", args=[number]) + (f"#{place}" if place else "")


def _own(model: Any, viewer: Viewer, number: int) -> Any:
    return model.objects.seen_by(viewer).filter(entry__in=kin([number]))


def _seen(viewer: Viewer, number: int) -> Version | None:
    return Version.objects.seen_by(viewer).filter(entry=number, kind=COMMITMENT).first()


def _now(request: HttpRequest, number: int) -> Version:
    """The commitment as it stands now for who asks; what is shown as of another day is not changed."""
    version = _seen(request.viewer, number)
    if version is None or request.viewer.as_of is not None:
        raise Http404
    return version


def _elsewhere(request: HttpRequest, number: int) -> HttpResponse:
    """To the commitment that this one was joined into, if who asks may see that."""
    there = ends([number])[number]
    if there == number or _seen(request.viewer, there) is None:
        raise Http404
    day = request.viewer.as_of
    return redirect(_address(there) + (f"?as_of={day.date().isoformat()}" if day else ""))
