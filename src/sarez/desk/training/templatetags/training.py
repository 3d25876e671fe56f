"""Tags of the training pages: the tabs, words in the language of the page, and the coverage matrix row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sarez.desk.training.courses.coverage import MET, MISSING, NOT_DONE, SHORT, THIN, Coverage, Covered
from sarez.desk.training.models import CourseSession
from sarez.desk.training.standards.naming import named
from sarez.desk.training.standards.tree import Lesson, Module, Standard

register = template.Library()
TABS: tuple[tuple[str, str | Promise], ...] = (("courses", _("Courses")), ("standards", _("Standards")))
STATES = {MET: _("met"), THIN: _("thin"), MISSING: _("missing")}
WHYS = {
    NOT_DONE: _("asks to do something, and no session lets people do it"),
    SHORT: _("its lesson has less than half of the time that the standard gives it"),
}


@register.inclusion_tag("dialogue/tabs.html", takes_context=True)
def training_tabs(context: Any) -> dict[str, Any]:
    """The pages of the room side by side."""
    path, as_of = context["request"].path, context.get("as_of", "")
    then = f"?as_of={as_of}" if as_of else ""
    every = [(reverse(name), label) for name, label in TABS]
    return {"pages": [(address + then, label, path == address) for address, label in every]}


@register.filter
def said(part: Any) -> str | SafeString:
    """The title or text of a part of a standard or of a course in the language of the page; marked as English where it has no other."""
    words = named(part)
    is_other = get_language() == "ru" and words == getattr(part, "text" if hasattr(part, "text") else "title")
    return format_html('<span lang="en">{}</span>', words) if is_other else words


@register.filter
def state_name(state: str) -> str | Promise:
    """How an objective stands, in words."""
    return STATES[state]


@register.filter
def why_thin(row: Covered) -> str:
    """Why an objective is thin, in words."""
    return "; ".join(str(WHYS[why]) for why in row.why)


@register.filter
def hours(minutes: float) -> str:
    """Minutes as hours and minutes: 1:30."""
    whole = round(minutes or 0)
    return f"{whole // 60}:{whole % 60:02}"


@register.filter
def plus(one: int, other: int) -> int:
    """A sum; what is not there counts as nothing."""
    return (one or 0) + (other or 0)


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson of the matrix, with its objectives and for each which sessions are for it."""

    lesson: Lesson
    minutes: float
    rows: Sequence[tuple[Covered, Sequence[bool]]]


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module of the matrix: its lessons, and how many objectives are met, thin and missing."""

    module: Module
    lessons: Sequence[LessonRow]
    met: int
    thin: int
    missing: int


@register.simple_tag
def matrix(standard: Standard, covered: Coverage, sessions: Sequence[CourseSession]) -> list[ModuleRow]:
    """The coverage of a standard, module by module."""
    made = []
    for module in standard.modules:
        lessons = [
            LessonRow(
                lesson,
                covered.lessons[lesson.number].minutes,
                [(row, [i in row.sessions for i in range(len(sessions))]) for row in covered.lessons[lesson.number].rows],
            )
            for lesson in module.lessons
        ]  # fmt: skip
        counts = covered.count(lesson.number for lesson in module.lessons)
        made.append(ModuleRow(module, lessons, counts[MET], counts[THIN], counts[MISSING]))
    return made
