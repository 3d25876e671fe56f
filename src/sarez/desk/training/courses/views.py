"""Pages: the courses, one with its sessions and coverage, its sheet, its parts, and building it on a version of a standard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import saw
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.dialogue.engagements.views.part import refused, today
from sarez.desk.dialogue.keeping import KeepingError, drop
from sarez.desk.events.listing import parties_to_choose
from sarez.desk.pages import Shelf
from sarez.desk.training.courses import register
from sarez.desk.training.courses.forms import FORMS, PARTS, BuildForm, CourseForm, PartForm
from sarez.desk.training.models import Course, CourseSession, Edition
from sarez.desk.training.models.courses import OfCourse

PER_PAGE = 50


@needs("read")
@require_GET
def courses(request: HttpRequest) -> HttpResponse:
    """The courses on record."""
    page = Shelf(Course.objects.seen_by(request.viewer), PER_PAGE).get_page(request.GET.get("page"))
    rows = register.listed(page.object_list, request.viewer)
    return render(request, "training/courses.html", {"page": page, "rows": rows})


@needs("read")
@require_GET
def course(request: HttpRequest, number: int) -> HttpResponse:
    """One course."""
    stands = _found(request, number)
    saw(request, stands.name, stands.marking)
    page = register.page_of(stands, request.viewer)
    can_change = request.user.may("training") and request.viewer.as_of is None  # type: ignore[union-attr]
    told = {
        "page": page,
        "course": stands,
        "can_change": can_change,
        "lapsed": page.lapsed(today(request)),
        "build": BuildForm(viewer=request.viewer, initial={"edition": stands.edition})
        if can_change
        else None,
    }
    return render(request, "training/course.html", told)


@needs("training")
@require_http_methods(["GET", "POST"])
def course_new(request: HttpRequest) -> HttpResponse:
    """A new course."""
    if (no := refused(request, reverse("courses"))) is not None:
        return no
    return _sheet(request, CourseForm(request.POST or None, by=request.user))


@needs("training")
@require_http_methods(["GET", "POST"])
def course_change(request: HttpRequest, number: int) -> HttpResponse:
    """Another sheet of a course."""
    stands = _found(request, number)
    if (no := refused(request, reverse("course", args=[number]))) is not None:
        return no
    return _sheet(request, CourseForm(request.POST or None, instance=stands, by=request.user), stands)


@needs("training")
@require_POST
def course_build(request: HttpRequest, number: int) -> HttpResponse:
    """Build a course on a version of a standard."""
    stands, back = _found(request, number), reverse("course", args=[number])
    if (no := refused(request, back)) is not None:
        return no
    form = BuildForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        messages.error(request, _("Choose a version of a standard that is on record."))
        return redirect(back)
    edition = Edition.objects.seen_by(request.viewer).get(number=form.cleaned_data["edition"])

    def build() -> None:
        n = register.build_on(stands, edition, request.user)  # type: ignore[arg-type]
        changed = ngettext("%(n)s session is mapped anew.", "%(n)s sessions are mapped anew.", n) % {"n": n}
        messages.success(
            request, _("The course is built on this version now.") + (f" {changed}" if n else "")
        )

    return _done(request, build, f"{back}#coverage")


@needs("training")
@require_http_methods(["GET", "POST"])
def part_new(request: HttpRequest, number: int, part: str) -> HttpResponse:
    """A new session, instructor or material of a course."""
    return _part(request, _found(request, number), part, None)


@needs("training")
@require_http_methods(["GET", "POST"])
def part_change(request: HttpRequest, number: int, part: str, row: int) -> HttpResponse:
    """Change a session, an instructor or a material."""
    stands = _found(request, number)
    return _part(request, stands, part, _row(request, stands, part, row))


@needs("training")
@require_POST
def part_drop(request: HttpRequest, number: int, part: str, row: int) -> HttpResponse:
    """Take a session, an instructor or a material off the course."""
    stands, back = _found(request, number), reverse("course", args=[number])
    if (no := refused(request, back)) is not None:
        return no
    found = _row(request, stands, part, row)
    return _done(request, lambda: drop(found, request.user), f"{back}#{part}s")  # type: ignore[arg-type]


def _sheet(request: HttpRequest, form: CourseForm, stands: Course | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            kept = form.keep()
        except KeepingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("course", kept.number)
    told = {"form": form, "course": stands, "parties": parties_to_choose()}
    return render(request, "training/course_form.html", told, status=422 if form.errors else 200)


def _part(request: HttpRequest, stands: Course, part: str, row: OfCourse | None) -> HttpResponse:
    back = reverse("course", args=[stands.number])
    if (no := refused(request, back)) is not None:
        return no
    edition: Any = Edition.objects.seen_by(request.viewer).filter(number=stands.edition).first()
    row = row or _blank(part, stands)
    form: PartForm = _of(FORMS, part)(request.POST or None, instance=row, by=request.user, course=stands, edition=edition)  # type: ignore[arg-type]  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            form.keep()
        except KeepingError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{back}#{part}s")
    told = {"form": form, "course": stands, "part": part, "is_new": row.pk is None, "edition": edition}
    return render(request, "training/part_form.html", told, status=422 if form.errors else 200)


def _blank(part: str, stands: Course) -> OfCourse:
    """A new row; a session comes after the last of the last day."""
    made = _of(PARTS, part)(course=stands.number)
    if isinstance(made, CourseSession):
        kept = CourseSession.objects.filter(course=stands.number, known_to=FOREVER)
        made.day = kept.aggregate(last=Max("day"))["last"] or 1
        made.position = (kept.filter(day=made.day).aggregate(last=Max("position"))["last"] or 0) + 1
    return made


def _of(table: dict[str, Any], part: str) -> Any:
    if part not in table:
        raise Http404
    return table[part]


def _found(request: HttpRequest, number: int) -> Course:
    found = Course.objects.seen_by(request.viewer).filter(number=number).first()
    if found is None:
        raise Http404
    return found  # type: ignore[return-value]


def _row(request: HttpRequest, stands: Course, part: str, row: int) -> OfCourse:
    rows = _of(PARTS, part).objects.seen_by(request.viewer)
    found = rows.filter(course=stands.number, number=row).first()
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]


def _done(request: HttpRequest, act: Callable[[], None], back: str) -> HttpResponse:
    try:
        act()
    except KeepingError as error:
        messages.error(request, str(error))
    return redirect(back)
