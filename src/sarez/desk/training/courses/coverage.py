"""How far the sessions of a course cover a standard: each objective met, thin or missing, and why.

An objective is *missing* where no session is for it. It is *thin* where it asks to do something and no session lets people do it
(an exercise, a scenario, a visit, a test), or where its lesson is given less than half of the time that the standard gives it. Else it is
*met*. This measures the plan of a course, not what anyone learned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sarez.desk.training.standards.tree import DO, Objective, Standard

MET, THIN, MISSING = "met", "thin", "missing"
NOT_DONE, SHORT = "not_done", "short"
DOING = frozenset(("exercise", "scenario", "visit", "test"))
"""The methods by which people do what they are to learn."""
LEAST_SHARE = 0.5
"""The least share of a lesson's time in the standard at which it does not count as short."""


class Held(Protocol):
    """A session: its minutes, how it is held, and the numbers of the objectives it is for."""

    @property
    def minutes(self) -> int: ...
    @property
    def method(self) -> str: ...
    @property
    def objectives(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Covered:
    """One objective: how it stands, why it is thin, and which sessions (by position) are for it."""

    objective: Objective
    state: str
    why: tuple[str, ...]
    sessions: frozenset[int]


@dataclass(frozen=True, slots=True)
class Lessons:
    """A lesson as covered: the minutes given to it, and its objectives."""

    number: str
    minutes: float
    rows: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A standard as a course covers it: lessons in order, and numbers that sessions name and the standard does not know."""

    lessons: Mapping[str, Lessons]
    unknown: tuple[str, ...]

    def count(self, numbers: Iterable[str] | None = None) -> Counter[str]:
        """How many objectives are met, thin and missing, of some lessons or of all."""
        chosen = self.lessons if numbers is None else [n for n in numbers if n in self.lessons]
        return Counter(row.state for n in chosen for row in self.lessons[n].rows)


def coverage(standard: Standard, sessions: Sequence[Held]) -> Coverage:
    """How far the sessions cover a standard. A session's time counts for its objectives in equal parts."""
    known = standard.objectives
    by_objective: dict[str, list[int]] = {}
    given: Counter[str] = Counter()
    unknown: dict[str, None] = {}
    for i, session in enumerate(sessions):
        numbers = list(dict.fromkeys(session.objectives))
        for number in numbers:
            if number not in known:
                unknown[number] = None
                continue
            by_objective.setdefault(number, []).append(i)
            given[standard.lessons[number].number] += session.minutes / len(numbers)  # type: ignore[assignment]
    lessons = {}
    for module in standard.modules:
        for lesson in module.lessons:
            minutes = float(given[lesson.number])
            is_short = lesson.minutes is not None and minutes < LEAST_SHARE * lesson.minutes
            rows = tuple(
                _covered(o, by_objective.get(o.number, ()), sessions, is_short) for o in lesson.objectives
            )
            lessons[lesson.number] = Lessons(lesson.number, minutes, rows)
    return Coverage(lessons, tuple(unknown))


def _covered(objective: Objective, held: Sequence[int], sessions: Sequence[Held], is_short: bool) -> Covered:
    if not held:
        return Covered(objective, MISSING, (), frozenset())
    why = []
    if objective.asks == DO and not any(sessions[i].method in DOING for i in held):
        why.append(NOT_DONE)
    if is_short:
        why.append(SHORT)
    return Covered(objective, THIN if why else MET, tuple(why), frozenset(held))
