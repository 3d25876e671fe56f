"""Pages: the standards, one version with its tree, adding one, and its file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import log, saw
from sarez.desk.dialogue.engagements.views.part import refused
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.training.models import Edition
from sarez.desk.training.standards import register
from sarez.desk.training.standards.forms import EXAMPLE, StandardForm
from sarez.desk.training.standards.reading import StandardError, write_yaml


@needs("read")
@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """The standards on record."""
    return render(request, "training/standards.html", {"rows": register.listed(request.viewer)})


@needs("read")
@require_GET
def standard(request: HttpRequest, number: int) -> HttpResponse:
    """One version of a standard."""
    edition = _found(request, number)
    saw(request, edition.name, edition.marking)
    can_change = request.user.may("training") and request.viewer.as_of is None  # type: ignore[union-attr]
    page = register.page_of(edition, request.viewer)
    return render(request, "training/standard.html", {"page": page, "e": edition, "can_change": can_change})


@needs("training")
@require_http_methods(["GET", "POST"])
def standard_new(request: HttpRequest) -> HttpResponse:
    """Add a standard, or a version of one; `?from=` begins with the text of another."""
    if (no := refused(request, reverse("standards"))) is not None:
        return no
    form = StandardForm(request.POST or None, request.FILES or None, by=request.user, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = register.add(form.cleaned_data["standard"], request.user, marking=form.cleaned_data["marking"])  # type: ignore[arg-type]  # fmt: skip
        except (StandardError, KeepingError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("standard", made.number)
    told = {"form": form, "example": EXAMPLE}
    return render(request, "training/standard_new.html", told, status=422 if form.errors else 200)


@needs("training")
@require_POST
def standard_drop(request: HttpRequest, number: int) -> HttpResponse:
    """Take a version off the record."""
    edition = _found(request, number)
    if (no := refused(request, reverse("standard", args=[number]))) is not None:
        return no
    try:
        register.take_off(edition, request.user)  # type: ignore[arg-type]
    except (StandardError, KeepingError) as error:
        messages.error(request, str(error))
        return redirect("standard", number)
    messages.success(request, _("The version is off the record; pages as of before still show it."))
    return redirect("standards")


@needs("export")
@require_GET
def standard_file(request: HttpRequest, number: int) -> HttpResponse:
    """A version as the YAML that can be added again."""
    edition = _found(request, number)
    log(request.user, "exported", edition.name, marking=edition.marking)  # type: ignore[arg-type]
    answer = HttpResponse(write_yaml(edition.tree), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{edition.code}-{edition.number}.yaml"'
    return answer


def _begun(request: HttpRequest) -> dict[str, str]:
    asked = request.GET.get("from", "")
    found = (
        Edition.objects.seen_by(request.viewer).filter(number=asked).first() if asked.isdecimal() else None
    )
    return {"text": write_yaml(found.tree)} if found else {}  # type: ignore[attr-defined]


def _found(request: HttpRequest, number: int) -> Edition:
    found = Edition.objects.seen_by(request.viewer).filter(number=number).first()
    if found is None:
        raise Http404
    return found  # type: ignore[return-value]
