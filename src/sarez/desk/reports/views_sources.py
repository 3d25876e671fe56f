"""Sources: the list with grades and counts, one to add or change, and the reveal of a sealed one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.forms import clearances
from sarez.desk.accounts.sealing import SealError
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.events.wording import word
from sarez.desk.reports.grades import as_graded
from sarez.desk.reports.models import SealedIdentity, Source
from sarez.desk.reports.sources import FIELDS, SourceError, add, change, named, report_counts, reveal, seen_by
from sarez.vocabulary.gradings import load_reliability

PER_PAGE = 100


class SourceForm(forms.ModelForm):
    """A source. Who a sealed one is can be put in here, and is never shown here."""

    identity = forms.CharField(
        label=gettext_lazy("Who a sealed source is (kept encrypted; empty: unchanged)"),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        required=False,
        max_length=2000,
    )

    url = forms.URLField(label=gettext_lazy("Address"), required=False, max_length=500, assume_scheme="https")

    field_order = (*FIELDS, "identity")

    class Meta:
        model = Source
        fields = FIELDS
        labels = {
            "name": gettext_lazy("Name, or the label of a sealed source"),
            "country": gettext_lazy("Country (three letters)"),
            "language": gettext_lazy("Language (two letters)"),
            "reliability": gettext_lazy("Reliability"),
            "marking": gettext_lazy("Marking its reports get, unless they have a stricter one"),
            "licence": gettext_lazy("Licence or terms of use"),
            "is_sealed": gettext_lazy("Sealed: shown by its label alone"),
        }

    def __init__(self, by: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.by = by
        self.fields["marking"].choices = clearances(by)  # type: ignore[attr-defined]
        grades = [(g.code, f"{g.code} · {word(g.label)}") for g in load_reliability().values()]
        self.fields["reliability"].choices = grades  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        """Only an address that a browser opens safely."""
        url: str = self.cleaned_data["url"]
        if url and not url.startswith(("http://", "https://")):
            raise forms.ValidationError(_("Give an address that begins with https:// or http://."))
        return url

    def clean_name(self) -> str:
        """A name that no source has which the person who edits may know of."""
        name = str(self.cleaned_data["name"]).strip()
        there = named(Viewer(self.by.clearance), name)
        if there is not None and there.pk != self.instance.pk:
            raise forms.ValidationError(_("A source of this name is there already."))
        return name


@needs("read")
def sources(request: HttpRequest) -> HttpResponse:
    """The sources that the viewer may know of."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    asked = request.GET.get("q", "").strip()
    found = seen_by(viewer).filter(name__icontains=asked) if asked else seen_by(viewer)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    as_graded(page.object_list, viewer)
    counts, grades = report_counts(viewer, page.object_list), load_reliability()
    rows = [(source, grades[source.reliability], counts.get(source.pk, 0)) for source in page]
    shown = {"page": page, "rows": rows, "asked": asked, "grades": grades.values()}
    return render(request, "reports/sources.html", shown)


@needs("sources")
@sensitive_post_parameters("identity")
def source_add(request: HttpRequest) -> HttpResponse:
    """Add a source."""
    return _edit(request, None)


@needs("sources")
@sensitive_post_parameters("identity")
def source_change(request: HttpRequest, number: int) -> HttpResponse:
    """Change a source."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    return _edit(request, get_object_or_404(seen_by(viewer), pk=number))


@sensitive_variables("form", "values", "identity")
def _edit(request: HttpRequest, source: Source | None) -> HttpResponse:
    by: Any = request.user
    form = SourceForm(by, request.POST or None, instance=source)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        identity = values.pop("identity")
        try:
            if source is None:
                add(values, by, identity=identity)
            else:
                change(source, values, by, identity=identity)
        except SealError as error:
            form.add_error("identity", str(error))
        else:
            messages.success(request, _("The source is kept, and the change is in the log."))
            return redirect("sources")
    held = source is not None and SealedIdentity.objects.filter(source=source).exists()
    return render(
        request,
        "reports/source.html",
        {"form": form, "source": source, "is_held": held, "grades": load_reliability().values()},
        status=422 if form.errors else 200,
    )


@needs("reveal")
@require_POST
@sensitive_variables("who")
def source_reveal(request: HttpRequest, number: int) -> HttpResponse:
    """Show once who a sealed source is."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    by: Any = request.user
    source = get_object_or_404(seen_by(viewer), pk=number, is_sealed=True)
    try:
        who = reveal(source, by, request.POST.get("why", ""))
    except (SourceError, SealError) as error:
        messages.error(request, str(error))
        return redirect("sources")
    return render(request, "reports/revealed.html", {"source": source, "who": who})
