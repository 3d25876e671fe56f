"""A course: its sheet, its sessions, who teaches it and with what."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sarez.desk.dialogue.models.kept import Kept

LEVELS = [
    ("", _("not stated")), ("basic", _("basic")), ("intermediate", _("intermediate")), ("advanced", _("advanced")),
    ("trainers", _("training of trainers")),
]  # fmt: skip
METHODS = [
    ("lecture", _("lecture")), ("discussion", _("discussion")), ("exercise", _("exercise")),
    ("scenario", _("scenario or simulation")), ("visit", _("field visit")), ("test", _("test")), ("other", _("other")),
]  # fmt: skip
TEACHING = [
    ("lead", _("leads the course")), ("instructor", _("instructor")), ("facilitator", _("facilitator")),
    ("guest", _("guest speaker")),
]  # fmt: skip


class Course(Kept):
    """A course as it is offered. `edition` is the number of the version of a standard it is built on, None for none.

    `version` is what the institution calls the course as it stands ("2.1"). `languages` are ISO 639-1 codes with spaces between.
    """

    title = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=40, blank=True)
    version = models.CharField(max_length=20, blank=True)
    institution = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=12, choices=LEVELS, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    languages = models.CharField(max_length=60, blank=True)
    audience = models.CharField(max_length=500, blank=True)
    aim = models.TextField(blank=True)
    prerequisites = models.TextField(blank=True)
    edition = models.BigIntegerField(null=True, blank=True)
    is_retired = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta(Kept.Meta):
        ordering = ("is_retired", "title", "id")
        indexes = (models.Index(fields=["edition", "known_to"], name="courses_of_edition"),)


class OfCourse(Kept):
    """What is kept on one course, by its number."""

    course = models.BigIntegerField(editable=False)

    class Meta(Kept.Meta):
        abstract = True


class CourseSession(OfCourse):
    """A session of a course: on which day, in which place among that day's, how long, how held and for which objectives."""

    day = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=12, choices=METHODS, default="lecture")
    objectives: Any = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)

    class Meta(OfCourse.Meta):
        ordering = ("day", "position", "id")
        indexes = (models.Index(fields=["course", "known_to"], name="sessions_of_course"),)


class Instructor(OfCourse):
    """Someone who teaches a course. What qualifies them and until when (an ISO date) is as they or the institution state it."""

    person = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=12, choices=TEACHING, default="instructor")
    qualification = models.CharField(max_length=300, blank=True)
    qualified_until = models.CharField(max_length=10, blank=True)
    languages = models.CharField(max_length=60, blank=True)

    class Meta(OfCourse.Meta):
        ordering = ("role", "person", "id")
        indexes = (models.Index(fields=["course", "known_to"], name="instructors_of_course"),)


class Material(OfCourse):
    """What a course is taught with: its title, version and language, and where it is kept."""

    title = models.CharField(max_length=300)
    version = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12, blank=True)
    kept_at = models.CharField(max_length=300, blank=True)

    class Meta(OfCourse.Meta):
        ordering = ("title", "id")
        indexes = (models.Index(fields=["course", "known_to"], name="materials_of_course"),)
