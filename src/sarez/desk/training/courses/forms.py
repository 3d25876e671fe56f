"""The forms of a course: its sheet, a session, someone who teaches, a material, and building it on a version of a standard."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.dialogue.forms import KeptForm, PartyField, RoughDateField
from sarez.desk.dialogue.keeping import change
from sarez.desk.training.models import Course, CourseSession, Edition, Instructor, Material
from sarez.desk.training.models.courses import OfCourse
from sarez.desk.training.standards.naming import named
from sarez.desk.training.standards.tree import Standard

MOST_MINUTES = 24 * 60
LANGUAGES = re.compile(r"[a-z]{2,3}( [a-z]{2,3})*")


class LanguagesField(forms.CharField):
    """Languages by their codes, with spaces or commas between: en ru."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Languages, by their codes: en ru"))
        super().__init__(max_length=60, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        told = " ".join(str(super().clean(value)).lower().replace(",", " ").replace(";", " ").split())
        if told and not LANGUAGES.fullmatch(told):
            raise forms.ValidationError(_("Write languages by their codes, with spaces between: en ru."))
        return told


class CourseForm(KeptForm):
    """The sheet of a course."""

    institution = PartyField(label=gettext_lazy("Institution"), required=False)
    languages = LanguagesField()

    class Meta:
        model = Course
        fields = (
            "title", "title_ru", "code", "version", "institution", "level", "days", "seats", "languages", "audience", "aim",
            "prerequisites", "note", "is_retired", "marking",
        )  # fmt: skip
        labels = {
            "title": gettext_lazy("Title"),
            "title_ru": gettext_lazy("Title in Russian"),
            "code": gettext_lazy("Code"),
            "version": gettext_lazy("Version of the course"),
            "level": gettext_lazy("Level"),
            "days": gettext_lazy("Days"),
            "seats": gettext_lazy("Seats"),
            "audience": gettext_lazy("For whom"),
            "aim": gettext_lazy("Aim"),
            "prerequisites": gettext_lazy("What is asked of who applies"),
            "note": gettext_lazy("Note"),
            "is_retired": gettext_lazy("It is no longer offered"),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("aim", "prerequisites", "note")}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["title"].widget.attrs["autofocus"] = True
        if self.instance.pk is None:
            del self.fields["is_retired"]

    @transaction.atomic
    def keep(self) -> Course:
        """The course as it stands then; its parts are marked as it is."""
        kept = super().keep()
        for model in PARTS.values():
            for row in model.objects.filter(course=kept.number, known_to=FOREVER).exclude(
                marking=kept.marking
            ):
                change(row, self.by, marking=kept.marking)
        return kept  # type: ignore[return-value]


class PartForm(KeptForm):
    """A form for one row of a course, marked as the course is."""

    def __init__(self, *args: Any, by: User, course: Course, edition: Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.instance.course, self.instance.marking = course.number, course.marking
        first = next(iter(self.visible_fields()), None)
        if first is not None:
            first.field.widget.attrs["autofocus"] = True


class SessionForm(PartForm):
    """A session: when, how long, how held, for which objectives."""

    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=MOST_MINUTES)
    day = forms.IntegerField(label=gettext_lazy("Day"), min_value=1, max_value=400, initial=1)
    position = forms.IntegerField(label=gettext_lazy("Place in the day"), min_value=1, max_value=99)
    objectives = forms.MultipleChoiceField(
        label=gettext_lazy("Objectives"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = CourseSession
        fields = ("title", "day", "position", "minutes", "method", "objectives", "note")
        labels = {
            "title": gettext_lazy("Title"),
            "method": gettext_lazy("How it is held"),
            "note": gettext_lazy("Note"),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, by: User, course: Course, edition: Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, by=by, course=course, edition=edition, **kwargs)
        if edition is None:
            del self.fields["objectives"]
            return
        kept = [n for n in self.instance.objectives if n not in edition.tree.objectives]
        self.fields["objectives"].choices = [*objectives_of(edition.tree), *((n, n) for n in kept)]  # type: ignore[attr-defined]


def objectives_of(standard: Standard) -> list[tuple[str, list[tuple[str, str]]]]:
    """The objectives to choose from, lesson by lesson, in the language of the page where there is one."""
    return [
        (
            f"{lesson.number} {named(lesson)}",
            [(o.number, f"{o.number} {named(o)}") for o in lesson.objectives],
        )
        for module in standard.modules
        for lesson in module.lessons
    ]


class InstructorForm(PartForm):
    """Someone who teaches the course."""

    languages = LanguagesField()
    qualified_until = RoughDateField(label=gettext_lazy("Qualified until"), required=False)

    class Meta:
        model = Instructor
        fields = ("person", "office", "role", "qualification", "qualified_until", "languages")
        labels = {
            "person": gettext_lazy("Name"),
            "office": gettext_lazy("Office or institution"),
            "role": gettext_lazy("Role"),
            "qualification": gettext_lazy("Qualification, as stated"),
        }


class MaterialForm(PartForm):
    """What the course is taught with."""

    class Meta:
        model = Material
        fields = ("title", "version", "language", "kept_at")
        labels = {
            "title": gettext_lazy("Title"),
            "version": gettext_lazy("Version"),
            "language": gettext_lazy("Language"),
            "kept_at": gettext_lazy("Where it is kept"),
        }


FORMS: dict[str, type[PartForm]] = {
    "session": SessionForm,
    "instructor": InstructorForm,
    "material": MaterialForm,
}
"""The parts of a course, by the word in their address."""
PARTS: dict[str, type[OfCourse]] = {
    "session": CourseSession,
    "instructor": Instructor,
    "material": Material,
}


class BuildForm(forms.Form):
    """The version of a standard that a course is to be built on."""

    edition = forms.TypedChoiceField(label=gettext_lazy("Standard and version"), coerce=int)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Edition.objects.seen_by(viewer)
        self.fields["edition"].choices = [(row.number, f"{named(row)} ({row.version})") for row in rows]  # type: ignore[attr-defined]
