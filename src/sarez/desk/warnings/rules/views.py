"""The pages of the rules: read, edited as a form and as YAML, switched, run; every version kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.warnings import proposing
from sarez.desk.warnings.models import RuleBook, RuleRun
from sarez.desk.warnings.rules import book, words
from sarez.desk.warnings.rules.forms import RuleForm, initial_of
from sarez.errors import SarezError
from sarez.watch.rules import Rule


@needs("read")
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in words, with what they did when they were last run."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    stands = book.book(viewer)
    read, problems = book.read(stands.text)
    runs = RuleRun.objects.filter(clearance__lte=viewer.clearance, at__lte=viewer.as_of or timezone.now())[
        :10
    ]
    shown = {
        "book": stands,
        "rules": [_told(rule) for rule in read.rules],
        "budget": read.budget,
        "reserve": read.reserve,
        "problems": problems,
        "runs": runs,
    }
    return render(request, "warnings/rules.html", shown)


@needs("rules")
def edit(request: HttpRequest) -> HttpResponse:
    """The rules as YAML; what is wrong is shown at its line."""
    _now_only(request)
    stands = book.book(request.viewer)  # type: ignore[attr-defined]
    text, said = stands.text, ""
    if request.method == "POST":
        text = request.POST.get("text", "")[: book.LONGEST + 1].replace("\r\n", "\n")
        try:
            book.keep(text, request.POST.get("why", ""), request.user, _row(request))  # type: ignore[arg-type]
        except SarezError as error:
            said = str(error)
        else:
            messages.success(request, _("The rules are kept. The version before stays on record."))
            return redirect("warning-rules")
    problems = [(book.line_of(p), p) for p in book.read(text)[1]]
    wrong = {line for line, _problem in problems}
    lines = [(n, line, n in wrong) for n, line in enumerate(text.splitlines(), 1)]
    shown = {"book": stands, "text": text, "said": said, "problems": problems, "lines": lines}
    return render(request, "warnings/rules_edit.html", shown, status=422 if said else 200)


@needs("rules")
def rule(request: HttpRequest, name: str = "") -> HttpResponse:
    """One rule as a form; without a name a new one."""
    _now_only(request)
    stands = book.book(request.viewer)  # type: ignore[attr-defined]
    found = _rule(stands, name) if name else None
    form = RuleForm(request.POST or None, initial=initial_of(found) if found else None)
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        told = form.told | ({} if found is None or found.is_active else {"active": False})
        try:
            text = book.with_rule(stands.text, name, told, form.cleaned_data["name"])
            problems = book.read(text)[1]
            if not problems:
                book.keep(text, form.cleaned_data["name"], request.user, _row(request))  # type: ignore[arg-type]
                messages.success(request, _("The rule is kept. The version before stays on record."))
                return redirect("warning-rules")
            form.add_error(None, " ".join(f"{p.message} {p.remedy}" for p in problems))
        except SarezError as error:
            form.add_error(None, str(error))
    shown = {"form": form, "rule": found, "book": stands}
    return render(request, "warnings/rule.html", shown, status=422 if form.errors else 200)


@needs("rules")
@require_POST
def switch(request: HttpRequest, name: str) -> HttpResponse:
    """Switch a rule off, or on again."""
    _now_only(request)
    stands = book.book(request.viewer)  # type: ignore[attr-defined]
    _rule(stands, name)
    try:
        book.keep(book.switched(stands.text, name), name, request.user, _row(request))  # type: ignore[arg-type]
        messages.success(request, _("Switched. The version before stays on record."))
    except SarezError as error:
        messages.error(request, str(error))
    return redirect("warning-rules")


@needs("read")
def versions(request: HttpRequest) -> HttpResponse:
    """Every version of the rules, with what changed in it."""
    every = book.versions(request.viewer)  # type: ignore[attr-defined]
    return render(request, "warnings/rules_versions.html", {"versions": every})


@needs("read")
def version(request: HttpRequest, row: int) -> HttpResponse:
    """One version of the rules, and what it changed."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(RuleBook.objects.written_before(viewer), pk=row)
    before = RuleBook.objects.written_before(viewer).filter(pk__lt=found.pk).order_by("-pk").first()
    changed = book.difference(before.text if before else book.shipped(), found.text)
    return render(
        request, "warnings/rules_version.html", {"version": found, "before": before, "changed": changed}
    )


@needs("rules")
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Run the rules now."""
    _now_only(request)
    user: Any = request.user
    try:
        done = proposing.run(timezone.now().date(), timezone.now(), by=user, most=user.clearance)
    except SarezError as error:
        messages.error(request, str(error))
        return redirect("warning-rules")
    n = sum(one.proposed for one in done)
    messages.success(request, ngettext("The rules propose %(n)s warning.", "The rules propose %(n)s warnings.", n) % {"n": n})  # fmt: skip
    return redirect("warnings" if n else "warning-rules")


def _told(rule: Rule) -> dict[str, Any]:
    """A rule in words for the page."""
    return {"rule": rule, "says": words.says(rule), "units": words.units(rule), "sign": words.sign(rule.sign)}


def _rule(stands: RuleBook, name: str) -> Rule:
    for one in book.read(stands.text)[0].rules:
        if one.name == name:
            return one
    raise Http404


def _row(request: HttpRequest) -> int | None:
    """The row that the rules were changed from."""
    told = request.POST.get("row", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 18 else None


def _now_only(request: HttpRequest) -> None:
    """Nothing is changed in the past."""
    if request.viewer.as_of is not None:  # type: ignore[attr-defined]
        raise Http404
