"""Changes and chances of an outlook as pages say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarez.desk.warnings.glance import naming
from sarez.desk.warnings.outlook import headlines
from sarez.watch.units import Unit

USUAL = 4
"""The weeks ahead that the glance tells of."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A series that moved beyond its own noise: since when, from what to what, and how sure that is."""

    indicator: str
    side: str
    label: str
    is_up: bool
    since: date
    found: date
    ended: date | None
    says: str
    assurance: str

    @property
    def css(self) -> str:
        """The class by which its direction is drawn."""
        return "up" if self.is_up else "down"


@dataclass(frozen=True, slots=True)
class Likely:
    """The probability of an incident within some weeks, its 90 % interval and the base rate, in hundredths."""

    level: str
    says: str
    weeks: int
    probability: int
    low: int
    high: int
    base: int
    reasons: tuple[str, ...]
    is_base: bool
    intervals: tuple[tuple[int, float, float], ...] = ()
    """Those of 50, 80 and 90 %: the share in hundredths, then both ends as probabilities."""

    @property
    def told(self) -> str:
        """The probability as a page says it: a small one is never none."""
        return _hundredths(self.probability)

    @property
    def base_told(self) -> str:
        """The base rate as a page says it."""
        return _hundredths(self.base)

    @property
    def ranges(self) -> list[tuple[int, int, int]]:
        """The intervals, all in hundredths; that of 90 % where no others were kept."""
        every = [(share, round(100 * low), round(100 * high)) for share, low, high in self.intervals]
        return every or [(90, self.low, self.high)]


def _hundredths(value: int) -> str:
    return str(value) if value else "< 1"


def moved_by_unit(rows: Iterable[Mapping[str, Any]]) -> dict[Unit, list[Moved]]:
    """Changes by unit, the latest found first."""
    found: dict[Unit, list[Moved]] = {}
    known = headlines.indicators()
    for row in sorted(rows, key=lambda r: str(r["found"]), reverse=True):
        if row["indicator"] in known:
            found.setdefault(Unit(row["kind"], row["unit"]), []).append(_moved(row, known[row["indicator"]]))
    return found


def _moved(row: Mapping[str, Any], of: Any) -> Moved:
    since, found = (date.fromisoformat(row[name]) for name in ("since", "found"))
    ended = date.fromisoformat(row["ended"]) if row["ended"] else None
    is_up, measure = row["direction"] == "up", "share" if row["is_share"] else "count"
    verb = _("rose") if is_up else _("fell")
    says = _(
        "%(verb)s from %(before)s to %(after)s a week since %(since)s (80 %% sure: %(low)s to %(high)s)"
    ) % {
        "verb": verb,
        "before": _rate(row["before"], measure),
        "after": _rate(row["after"], measure),
        "since": date_format(since, "j M Y"),
        "low": date_format(date.fromisoformat(row["since_low"]), "j M Y"),
        "high": date_format(date.fromisoformat(row["since_high"]), "j M Y"),
    }
    if ended:
        says += "; " + _("back in its usual range on %(day)s") % {"day": date_format(ended, "j M Y")}
    years = row["run_length"] / max(1, row["series"])
    assurance = _("Of %(series)s series in which nothing changes, one would be said to move every %(weeks)s weeks on average.") % {
        "series": row["series"], "weeks": f"{years:.0f}",
    }  # fmt: skip
    return Moved(
        row["indicator"],
        of.side,
        of.label(get_language() or "en"),
        is_up,
        since,
        found,
        ended,
        says,
        assurance,
    )


def _rate(value: float, measure: str) -> str:
    if measure == "share":
        return naming.said(value, measure)
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 0.95 else f"{value:.2g}"


def likely_by_unit(rows: Iterable[Mapping[str, Any]]) -> dict[Unit, list[Likely]]:
    """Chances by unit, any incident before armed ones, the nearest weeks first."""
    from sarez.watch.incidents import load_levels

    levels, language = load_levels(), get_language() or "en"
    found: dict[Unit, list[Likely]] = {}
    for row in sorted(rows, key=lambda r: (r["level"], r["weeks"])):
        level = levels[row["level"]]
        one = Likely(
            level.label(language),
            dict(level.descriptions).get(language[:2], ""),
            row["weeks"],
            *(round(100 * row[name]) for name in ("probability", "low", "high", "base_rate")),
            tuple(why.get(language[:2]) or why["en"] for why in row["reasons"] if isinstance(why, dict)),
            row["is_base"],
            tuple((int(share), low, high) for share, low, high in row.get("intervals", ())),
        )
        found.setdefault(Unit(row["kind"], row["unit"]), []).append(one)
    return found
