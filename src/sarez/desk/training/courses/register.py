"""Courses on record: the list with what wants attention, one with its sessions and coverage, and building it on another version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TypeVar

from django.db import transaction

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import change
from sarez.desk.training.courses.coverage import Coverage, coverage
from sarez.desk.training.models import Course, CourseSession, Edition, Instructor, Material
from sarez.desk.training.standards.differing import Difference, difference
from sarez.desk.training.standards.register import editions, latest_of

Row = TypeVar("Row", CourseSession, Instructor, Material)


@dataclass(slots=True)
class Listed:
    """A course in the list: the version it is built on and the latest one, and how many objectives are met, thin and missing."""

    course: Course
    edition: Edition | None = None
    latest: Edition | None = None
    counts: Counter[str] = field(default_factory=Counter)
    minutes: int = 0

    @property
    def is_behind(self) -> bool:
        """Whether a later version of its standard is on record."""
        return self.edition is not None and self.latest is not self.edition


@dataclass(slots=True)
class Page:
    """All that the page of a course shows. `days` are the sessions day by day; `coverage` and `newer` None without a standard, or
    where it is built on the latest version."""

    course: Course
    edition: Edition | None
    latest: Edition | None
    sessions: Sequence[CourseSession]
    instructors: Sequence[Instructor]
    materials: Sequence[Material]
    coverage: Coverage | None
    newer: Difference | None

    @property
    def days(self) -> list[tuple[int, list[CourseSession], int]]:
        """Each day with its sessions and their minutes."""
        days = [(day, list(rows)) for day, rows in groupby(self.sessions, key=lambda s: s.day)]
        return [(day, rows, sum(s.minutes for s in rows)) for day, rows in days]

    @property
    def minutes(self) -> int:
        """Of all sessions."""
        return sum(s.minutes for s in self.sessions)

    def lapsed(self, today: date) -> list[Instructor]:
        """The instructors whose qualification has run out; one that is told as a month or year runs to its end."""
        day = today.isoformat()
        return [i for i in self.instructors if i.qualified_until and i.qualified_until < day[: len(i.qualified_until)]]  # fmt: skip


def listed(courses: Sequence[Course], viewer: Viewer) -> list[Listed]:
    """Some courses, each with its standard and coverage: four queries for any number."""
    found, rows = editions(viewer), []
    numbers = [c.number for c in courses]
    by_course: dict[int, list[CourseSession]] = {}
    for session in CourseSession.objects.seen_by(viewer).filter(course__in=numbers):
        by_course.setdefault(session.course, []).append(session)
    for course in courses:
        edition, latest = latest_of(course.edition, found)
        sessions = by_course.get(course.number or 0, [])
        counts = coverage(edition.tree, sessions).count() if edition else Counter[str]()
        rows.append(Listed(course, edition, latest, counts, sum(s.minutes for s in sessions)))
    return rows


def page_of(course: Course, viewer: Viewer) -> Page:
    """A course as a viewer may see it."""
    edition, latest = latest_of(course.edition, editions(viewer))
    sessions = _kept(CourseSession, course, viewer)
    covered = coverage(edition.tree, sessions) if edition else None
    newer = difference(edition.tree, latest.tree) if edition and latest and latest is not edition else None
    instructors, materials = _kept(Instructor, course, viewer), _kept(Material, course, viewer)
    return Page(course, edition, latest, sessions, instructors, materials, covered, newer)


def _kept(model: type[Row], course: Course, viewer: Viewer) -> list[Row]:
    return list(model.objects.seen_by(viewer).filter(course=course.number))  # type: ignore[arg-type]


@transaction.atomic
def build_on(course: Course, edition: Edition, by: User) -> int:
    """Build a course on another version of its standard; how many sessions were mapped anew.

    An objective that only has another number keeps its sessions. One that is gone is taken from them, since nothing is left to
    cover; one that is new is covered by nobody yet, and the matrix says so.
    """
    viewer = Viewer(by.clearance)
    stood, _latest = latest_of(course.edition, editions(viewer))
    change(course, by, edition=edition.number)
    if stood is None or stood.code != edition.code:
        return 0
    known, differs, changed = edition.tree.objectives, difference(stood.tree, edition.tree), 0
    moved, gone = differs.renumbered, {o.number for o in differs.gone}
    for session in CourseSession.objects.seen_by(viewer).filter(course=course.number):
        numbers = [moved.get(n, n) for n in session.objectives if n not in gone]
        numbers = list(dict.fromkeys(n for n in numbers if n in known))
        changed += change(session, by, objectives=numbers) is not session
    return changed
