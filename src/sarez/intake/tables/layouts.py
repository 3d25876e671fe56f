"""How the tables of others are laid out: by what columns each is known, and what its columns mean here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from sarez.intake.tables.checks import Check


@dataclass(frozen=True, slots=True)
class Layout:
    """One table's layout.

    `events` is SQL that makes rows of events of the table `raw`, whose columns are those of the file as text (`needed`
    and `optional`, in lower case, missing ones empty) and `row`; see `reading.py` for what it must give. `known_by`
    are columns that no other layout has. `names` are columns with names of states, or
    with what `state_in` finds one in. `headless` tells by how many
    values a table without a header is this one; its columns are then these. `rule` says how later versions end
    earlier ones (`survivorship.py`).
    """

    name: str
    title: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    known_by: tuple[str, ...]
    events: str
    checks: tuple[Check, ...] = ()
    names: tuple[str, ...] = ()
    state_in: Callable[[str], str] = str
    headless: dict[int, tuple[str, ...]] = field(default_factory=dict)
    has_parts: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        return (*self.needed, *self.optional)


def folded(name: str) -> str:
    """A column's name as layouts write it: `CAMEO Code` is `cameo_code`."""
    return re.sub(r"\W+", "_", name.strip().lower()).strip("_")


def layouts() -> tuple[Layout, ...]:
    """All layouts that are known."""
    from sarez.intake.tables import acled, gdelt, icews, polecat, ucdp

    return (ucdp.LAYOUT, acled.LAYOUT, gdelt.LAYOUT, icews.LAYOUT, polecat.LAYOUT)


def recognized(columns: tuple[str, ...], has_header: bool) -> Layout | None:
    """The layout of a table with these columns, None where it is none that is known."""
    if not has_header:
        return next((la for la in layouts() if len(columns) in la.headless), None)
    names = {folded(c) for c in columns}
    scored = [(sum(c in names for c in la.known_by) / len(la.known_by), la) for la in layouts()]
    best = max(scored, key=lambda pair: pair[0])
    return best[1] if best[0] >= 0.5 else None
