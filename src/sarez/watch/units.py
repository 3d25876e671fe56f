"""What is watched: a country, a pair of states, a province or an issue, over days, weeks or months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sarez.errors import SarezError

KINDS = ("country", "pair", "province", "issue")
STEPS = ("day", "week", "month")


class UnitError(SarezError):
    """A unit, or a step of time, that is none."""


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """One thing watched; `name` is `KGZ`, `KGZ-TJK` (in the order of the alphabet), `TJK:Sughd` or `water`."""

    kind: str
    name: str

    @property
    def states(self) -> tuple[str, ...]:
        """The states it concerns; none for an issue."""
        if self.kind == "issue":
            return ()
        return tuple(self.name.split(":")[0].split("-"))


def unit_of(text: str) -> Unit:
    """The unit that a person wrote: `kgz`, `TJK-KGZ`, `TJK:Sughd`, `water`. UnitError for what can be none."""
    told = text.strip()
    state, colon, province = told.partition(":")
    if colon and _is_state(state) and province.strip():
        return Unit("province", f"{state.upper()}:{province.strip()}")
    pair = sorted(part.strip().upper() for part in told.split("-"))
    if len(pair) == 2 and all(map(_is_state, pair)) and pair[0] != pair[1]:
        return Unit("pair", "-".join(pair))
    if _is_state(told):
        return Unit("country", told.upper())
    if told and told.replace("_", "").replace(" ", "").isalpha():
        return Unit("issue", told.lower())
    raise UnitError(
        f"{text!r} is no unit: write a country (KGZ), a pair (KGZ-TJK), a province (TJK:Sughd) or an issue (water)."
    )


def _is_state(text: str) -> bool:
    return len(text) == 3 and text.isalpha() and text.isascii()


def begin(day: date, step: str) -> date:
    """The first day of the day, week (from Monday) or month that a day is in."""
    if step == "day":
        return day
    if step == "week":
        return day - timedelta(days=day.weekday())
    if step == "month":
        return day.replace(day=1)
    raise UnitError(f"{step!r} is no step of time: {', '.join(STEPS)}.")


def after(begun: date, step: str, n: int = 1) -> date:
    """The first day of the period `n` periods later than the one that begins on `begun`."""
    if step == "month":
        months = begun.year * 12 + begun.month - 1 + n
        return date(months // 12, months % 12 + 1, 1)
    return begin(begun, step) + timedelta(days=n * (7 if step == "week" else 1))
