"""A brief as data: what a page, a Word file and a program are made from. Its words are in one language already."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sarez.desk.dialogue.commitments.standing import CLOSED, DUE, OPEN, OVERDUE, RECURRING, STALE

ACTOR, PERSON, PAIR = "actor", "person", "pair"
KINDS = (ACTOR, PERSON, PAIR)
OPEN_STATES = (OVERDUE, DUE, OPEN, RECURRING, STALE)
"""The states of a commitment that nobody has closed, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the brief is about: a party by its code, or a person by the number of their entry.

    `what` says in words what it is; `other_name` is its name in the other language; `acts_for` the party of a person.
    """

    kind: str
    code: str
    name: str
    what: str = ""
    other_name: str = ""
    acts_for: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered source: the report that something rests on. `grade` is the source's reliability and its credibility."""

    number: int
    report: int
    title: str
    source: str
    published: str
    grade: str
    marking: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Tenure:
    """Someone in an office from when to when, dates as precise as known; empty is unknown or open."""

    holder: str
    since: str = ""
    until: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office of a party: who holds it on the day asked about, and who did before, the latest first."""

    party: str
    title: str
    now: tuple[Tenure, ...]
    before: tuple[Tenure, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """A position of a person: as the region's list has it (`is_listed`), or as reports told it first and last."""

    title: str
    body: str
    since: str
    until: str
    is_now: bool = False
    is_listed: bool = False
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the record as a brief tells it. `more` is how many reports tell it beside those noted."""

    entry: int
    date: str
    title: str
    act: str = ""
    quad: str = ""
    status: str = ""
    grade: str = ""
    is_accepted: bool = False
    marking: int = 0
    words: str = ""
    notes: tuple[int, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person found to have become of a commitment, as of the day `on`; for one party and period, or the whole ("")."""

    name: str
    label: str
    on: date
    party: str = ""
    period: str = ""
    why: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """A later report that a person found to bear on a commitment, and what it reads like."""

    reads_like: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A next step that someone of the desk has noted."""

    text: str
    owner: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A commitment, and what became of it: its `state` as the board has it (desk/dialogue/commitments/standing.py), and in
    `became` what was found of the whole, empty where nobody has found on it.

    `told` is when it was first published; `waiting` counts later reports that may bear on it and on which nobody has decided.
    """

    line: Line
    told: str
    parties: str
    text: str
    due: str
    modality: str
    state: str
    state_label: str
    became: str = ""
    became_label: str = ""
    owed_to: str = ""
    recurrence: str = ""
    conditions: str = ""
    owner: str = ""
    successor: str = ""
    outcomes: tuple[Outcome, ...] = ()
    later: tuple[Later, ...] = ()
    waiting: int = 0
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One of several values that reports give, and whether it is the one shown."""

    value: str
    is_shown: bool
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """A field of an entry on which reports differ."""

    entry: int
    title: str
    date: str
    field: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What the record leaves open, said as a question; of an entry, where there is one."""

    text: str
    entry: int | None = None
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the marking kept back of what the maker may see: entries left out, and entries told without part of their reports.

    `is_least` where there are more than were counted.
    """

    entries: int = 0
    in_part: int = 0
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """All of a brief. `marking` is the highest of what it holds, `limit` the highest that was let in.

    `left_out` is None where nothing was kept back from its maker's sight. The lists hold the latest; `cut` names
    those that go on.
    """

    subjects: tuple[Subject, ...]
    counterpart: Subject | None
    since: date
    on: date
    as_of: datetime | None
    made: datetime
    by: str
    language: str
    marking: int
    limit: int
    offices: tuple[OfficeHeld, ...] = ()
    positions: tuple[Position, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    agreements: tuple[Line, ...] = ()
    past: tuple[Line, ...] = ()
    coming: tuple[Line, ...] = ()
    events: tuple[Line, ...] = ()
    rivals: tuple[Rival, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
    cut: frozenset[str] = frozenset()
    left_out: LeftOut | None = None

    @property
    def name(self) -> str:
        """Whom it is about, as a heading says it."""
        return " – ".join(s.name for s in self.subjects)

    @property
    def open(self) -> tuple[Undertaking, ...]:
        """The commitments that are open or overdue; the longest overdue first, those without a date last, the latest told first."""
        found = [u for u in self.undertakings if u.state in OPEN_STATES]
        return tuple(sorted(found, key=lambda u: (OPEN_STATES.index(u.state), u.due or "9999")))

    @property
    def states(self) -> Counter[str]:
        """How many commitments are in which state; those that are closed by what was found of them."""
        return Counter(u.became if u.state == CLOSED else u.state for u in self.undertakings)

    @property
    def is_empty(self) -> bool:
        """Whether the record tells nothing of them that may be let in."""
        return not (
            self.offices or self.positions or self.undertakings or self.agreements or self.past or self.coming or self.events
        )  # fmt: skip
