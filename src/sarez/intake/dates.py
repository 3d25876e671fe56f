"""The date a source states for a text: ISO, whole or partial, or None. A nonsense date is None."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTH_NAMES = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?=$|[t\s,;z])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?\d{4,6})?z?$")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?=$|[t\s,;])")
_DAY_FIRST = re.compile(r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_FIRST = re.compile(
    r"(?:[a-z]{3,9},\s+)?([a-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b"
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)([/-])(\d{1,2})(?:\2(\d{1,2}))?(?=[/_-]|$)")


def published_date(value: object) -> str | None:
    """Return `2021-04-30`, `2021-04` or `2021` for what a source gives as its date, None if it is no date.

    A time and its zone are left off: the day is the one that the source prints. `03/04/2021` is None, since
    nobody knows which number is the month; `03.04.2021` is the third of April.
    """
    if isinstance(value, (date, datetime)):
        return _join(value.year, value.month, value.day)
    if isinstance(value, int) and not isinstance(value, bool):
        return _join(value, None, None)
    if not isinstance(value, str) or len(value) > 100:
        return None
    text = value.strip().lower()
    return _numeric(text) or _worded(text)


def date_in_url(url: str | None) -> str | None:
    """Return the date in the path of an address (`/2021/04/30/`, `/2021/04/`), None if there is none."""
    found = _IN_URL.search(url or "")
    return _join(found[1], found[3], found[4]) if found else None


def _numeric(text: str) -> str | None:
    if found := _ISO.match(text):
        return _join(found[1], found[3], found[4])
    if found := _COMPACT.match(text):
        return _join(found[1], found[2], found[3])
    if found := _DOTTED.match(text):
        first, second = int(found[1]), int(found[2])
        if "/" not in found[0] or first > 12:
            return _join(found[3], second, first)
        return _join(found[3], first, second) if second > 12 or first == second else None
    return None


def _worded(text: str) -> str | None:
    if (found := _DAY_FIRST.match(text)) and found[2] in _MONTHS:
        return _join(found[3], _MONTHS[found[2]], found[1])
    if (found := _MONTH_FIRST.match(text)) and found[1] in _MONTHS:
        return _join(found[3], _MONTHS[found[1]], found[2])
    return None


def _join(year: int | str, month: int | str | None, day: int | str | None) -> str | None:
    """Put the parts together if they make a date between 1900 and 2100."""
    try:
        known = date(int(year), int(month or 1), int(day or 1))
    except (ValueError, OverflowError):
        return None
    if not 1900 <= known.year <= 2100:
        return None
    return known.isoformat()[: 10 if day else 7 if month else 4]
