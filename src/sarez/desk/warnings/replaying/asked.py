"""What a replay is asked for: a unit, from when to when, by what step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sarez.desk.warnings.glance import naming
from sarez.region.region import load_region
from sarez.watch.units import STEPS, Unit, UnitError, unit_of

LONGEST = timedelta(days=366)
DAILY = 120  # days up to which every day is looked at
DESK, SHIPPED = "desk", "shipped"
RULES = (DESK, SHIPPED)
"""Whose rules: those that the desk has now, or those that come with Sarez."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A replay that can be made."""

    unit: Unit
    first: date
    last: date
    step: str
    rules: str = DESK

    @property
    def title(self) -> str:
        """What it is of."""
        return naming.title(self.unit)

    @property
    def query(self) -> str:
        """As it stands in an address."""
        told = {
            "unit": self.unit.name,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "step": self.step,
            "rules": self.rules,
        }
        return urlencode(told)

    def key(self, *more: object) -> str:
        """A name for what comes of it, with all else that it hangs on."""
        return sha256(f"{self.query} {more}".encode()).hexdigest()[:20]


def asked(query: Mapping[str, str], until: date) -> tuple[Asked | None, str]:
    """The replay that an address asks for, up to a day; or None, and why it cannot be (nothing where none is asked for)."""
    told = query.get("unit", "").strip()
    if not told:
        return None, ""
    try:
        unit = unit_of(told)
    except UnitError as error:
        return None, str(error)
    if any(state not in load_region().watched for state in unit.states):
        return None, _("“%(unit)s” is not watched here.") % {"unit": told}
    first, last = (_day(query.get(name, ""), end=name == "to") for name in ("from", "to"))
    if first is None or last is None:
        return None, _("Give both days, or months as 2022-01.")
    last = min(last, until)
    if first > last:
        return None, _("The first day comes after the last.")
    if last - first > LONGEST:
        return None, _("A replay takes a year at most.")
    step = query.get("step", "")
    if step not in STEPS:
        step = "day" if (last - first).days <= DAILY else "week"
    rules = SHIPPED if query.get("rules") == SHIPPED else DESK
    return Asked(unit, first, last, step, rules), ""


def _day(text: str, *, end: bool) -> date | None:
    """A day; of a month its first or last one."""
    from sarez.desk.events.days import span_of

    span = span_of(text.strip())
    return None if span is None else span[1] if end else span[0]
