"""Retention and erasure: what is kept how long, what is due, and a person taken off the record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sarez.desk.accounts import erasure
from sarez.desk.accounts.access import needs, whole_record
from sarez.desk.accounts.forms import RuleForm
from sarez.desk.accounts.models import RetentionRule
from sarez.desk.accounts.retention import delete_due, drop_rule, due, keep_until, set_rule
from sarez.desk.dialogue.engagements.naming import latest
from sarez.desk.events.models import PERSON, Entry, Version
from sarez.desk.reports.models import Report

SHOWN = 50


@needs("retention")
@whole_record
def retention(request: HttpRequest) -> HttpResponse:
    """The rules, what is due, and the way to erase a person."""
    return _page(request, RuleForm())


def _page(request: HttpRequest, form: RuleForm, status: int = 200) -> HttpResponse:
    found = due(timezone.now().date())
    asked = request.GET.get("person", "").strip()
    shown = {
        "form": form,
        "rules": RetentionRule.objects.select_related("source"),
        "due": found.select_related("source").defer("text")[:SHOWN],
        "due_count": found.count(),
        "dated": Report.objects.exclude(keep_until=None).defer("text").order_by("keep_until")[:SHOWN],
        "asked": asked,
        "people": _people(request, asked) if asked else (),
    }
    return render(request, "accounts/retention.html", shown, status=status)


def _people(request: HttpRequest, asked: str) -> list[Version]:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    found = Version.objects.seen_by(viewer).filter(kind=PERSON, title__icontains=asked)
    return list(found.order_by("title")[:SHOWN])


@needs("retention")
@whole_record
@require_POST
def retention_rule(request: HttpRequest) -> HttpResponse:
    """Set a rule."""
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    told, user = form.cleaned_data, request.user
    set_rule(told["days"], user, source=told["source"], marking=told["marking"])  # type: ignore[arg-type]
    messages.success(request, _("The rule stands. Nothing is deleted until you say so."))
    return redirect("retention")


@needs("retention")
@whole_record
@require_POST
def retention_drop(request: HttpRequest, number: int) -> HttpResponse:
    """Take a rule away."""
    drop_rule(get_object_or_404(RetentionRule, pk=number), request.user)  # type: ignore[arg-type]
    return redirect("retention")


@needs("retention")
@whole_record
@require_POST
def retention_delete(request: HttpRequest) -> HttpResponse:
    """Delete what is due; only as much as the person was shown."""
    today = timezone.now().date()
    if request.POST.get("count") != str(due(today).count()):
        messages.error(request, _("What is due has changed since this page was shown. Look again."))
        return redirect("retention")
    gone = delete_due(today, request.user)  # type: ignore[arg-type]
    text = ngettext("%(n)s report was deleted,", "%(n)s reports were deleted,", gone.reports) % {
        "n": gone.reports
    }
    rest = _("with %(claims)s claims. The log says which.") % {"claims": gone.claims}
    messages.success(request, f"{text} {rest}")
    return redirect("retention")


@needs("retention")
@whole_record
@require_POST
def retention_keep(request: HttpRequest) -> HttpResponse:
    """Give a report a date of its own, or take it away."""
    number, day = request.POST.get("report", ""), request.POST.get("day", "")
    try:
        until = date.fromisoformat(day) if day else None
        report = Report.objects.get(pk=int(number))
    except (ValueError, Report.DoesNotExist):
        messages.error(request, _("Give the number of a report, and a date or none."))
        return redirect("retention")
    keep_until(report, until, request.user)  # type: ignore[arg-type]
    messages.success(request, _("The date is set."))
    return redirect("retention")


@needs("retention")
@whole_record
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """Show where a person occurs; on a confirmed POST, take them off the record."""
    entry = get_object_or_404(Entry, pk=number, kind=PERSON)
    if request.method == "POST":
        why = request.POST.get("why", "").strip()
        if request.POST.get("sure") and why:
            done = erasure.erase(entry, request.user, why)  # type: ignore[arg-type]
            return render(request, "accounts/erased.html", {"done": done, "named": latest(done.documents)})
        messages.error(request, _("Give a reason, and tick that you are sure."))
    found = erasure.traces(entry)
    reports = Report.objects.filter(pk__in=found.reports[:SHOWN]).select_related("source").defer("text")
    shown = {
        "entry": entry,
        "found": found,
        "reports": reports,
        "named": latest(found.documents),
        "unread": latest(found.unread[:SHOWN]),
    }
    return render(request, "accounts/erase.html", shown)
