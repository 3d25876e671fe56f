"""A standard as it is published: modules, in them lessons, in them learning objectives, each with its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

KNOW, DO = "know", "do"
ASKS = (KNOW, DO)
"""What an objective asks of who learns: to know something, or to be able to do it."""


@dataclass(frozen=True, slots=True)
class Objective:
    """What someone is to know or be able to do after a lesson."""

    number: str
    text: str
    text_ru: str = ""
    asks: str = KNOW


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson with its objectives; `minutes` is the time the standard gives it, None where it gives none."""

    number: str
    title: str
    title_ru: str = ""
    minutes: int | None = None
    objectives: tuple[Objective, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A module with its lessons."""

    number: str
    title: str
    title_ru: str = ""
    lessons: tuple[Lesson, ...] = ()


@dataclass(frozen=True)
class Standard:
    """One version of a standard. `valid_from` and `valid_until` are ISO dates as precise as known, or empty."""

    code: str
    version: str
    title: str
    issuer: str
    title_ru: str = ""
    valid_from: str = ""
    valid_until: str = ""
    note: str = ""
    modules: tuple[Module, ...] = ()

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        """The lesson of each objective, by the objective's number, in order."""
        return {o.number: lesson for lesson in self._lessons() for o in lesson.objectives}

    @cached_property
    def objectives(self) -> dict[str, Objective]:
        """The objectives by number, in order."""
        return {o.number: o for lesson in self._lessons() for o in lesson.objectives}

    def _lessons(self) -> Iterator[Lesson]:
        for module in self.modules:
            yield from module.lessons
