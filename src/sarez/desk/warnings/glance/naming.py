"""What units, periods and values are called on a page, and where their pages are."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarez.desk.events.wording import party
from sarez.vocabulary.issues import load_issues
from sarez.watch.units import Unit


def title(unit: Unit) -> str:
    """What a unit is called in the language of the page."""
    if unit.kind == "issue":
        issue = load_issues().by_name.get(unit.name)
        return issue.label(get_language() or "en") if issue else unit.name
    if unit.kind == "province":
        state, _colon, province = unit.name.partition(":")
        return f"{province}, {party(state)}"
    return " – ".join(party(state) for state in unit.states)


def address(unit: Unit, **query: str) -> str:
    """The page of a unit."""
    path = reverse("watch") + "/unit/" + quote(unit.name, safe=":")
    told = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{told}" if told else path


def behind(unit: Unit, indicator: str, step: str, period: date, as_of: str = "") -> str:
    """The page of what is behind a point."""
    told = {
        "unit": unit.name,
        "indicator": indicator,
        "step": step,
        "period": period.isoformat(),
        "as_of": as_of,
    }
    return f"{reverse('watch-behind')}?{urlencode({k: v for k, v in told.items() if v})}"


def period_called(period: date, step: str) -> str:
    """A period as one writes it."""
    return _called(period, step, get_language())


@lru_cache(maxsize=4096)
def _called(period: date, step: str, language: str | None) -> str:
    """The same in the language that is active, which is asked for again for each chart's hundreds of periods."""
    if step == "month":
        return date_format(period, "F Y")
    if step == "week":
        return _("week of %(day)s") % {"day": date_format(period, "j M Y")}
    return date_format(period, "j M Y")


def said(value: float | None, measure: str) -> str:
    """A value as one writes it: a share in hundredths."""
    if value is None:
        return _("no data")
    if measure == "share":
        return f"{100 * value:.0f} %"
    return number_format(value, 0 if value == int(value) else 1)
