"""Dates that name a day, a month or a year: `20 April 2022`, `from 7 to 9 June`, `2010-2012`, `the 10th`."""

from __future__ import annotations

import re

from sarez.reading import dates_words as w
from sarez.reading.dates_calendar import Period, nearest, period
from sarez.reading.dates_setting import Meaning, Setting, publication

# Days from publication beyond which a day without a year is doubted, and within which the other reading is taken.
FAR, NEAR = 240, 60
# Days from publication beyond which a story of another year is told on in that year, and how near its days lie.
PAST_STORY, SAME_STORY = 60, 31


def _as_written(value: Period | None, at: Setting, until: Period | None = None) -> Meaning:
    if value is None:
        return Meaning(None, f"‘{at.words}’ is no day of the calendar")
    return Meaning(value, f"‘{at.words}’ as written", until, "range" if until else "point")


def _year_of(parts: dict[str, str | None], at: Setting) -> int | None:
    """The year a form gives itself, outright or as “last year”."""
    if parts.get("year"):
        return int(str(parts["year"]))
    which, base = " ".join((parts.get("which") or "").lower().split()), at.published
    if parts.get("back"):
        return base.first.year - 1 if base else None
    if which in {"that", "the same", "the previous", "the following"}:
        step = {"the previous": -1, "the following": 1}.get(which, 0)
        return at.context.first.year + step if at.context else None
    return base.first.year + {"last": -1, "this": 0, "next": 1}[which] if which and base else None


def _day(text: str | None) -> int | None:
    digits = re.match(r"\d+", text or "")
    return int(digits.group()) if digits else w.ORDINALS.get((text or "").lower())


def _named(parts: dict[str, str | None], at: Setting) -> Meaning:
    """`20 April (2022)`, `April 20`, `10 to 15 January`, `May`, `July 3 to August 2`."""
    month, day = w.month_number(parts["month"]), _day(parts.get("day"))
    year = _year_of({**parts, "year": parts.get("year") or parts.get("year1")}, at)
    says_year = bool(parts.get("year") or parts.get("year1") or parts.get("which") or parts.get("back"))
    first, reason = _dated(month, day, year, says_year, at)
    month2 = parts.get("month2")
    if first is None or not (month2 or parts.get("day2")):
        return Meaning(first, reason)
    last_year = int(str(parts["year"])) if parts.get("year") else first.first.year
    last_month, last_day = (w.month_number(month2) if month2 else month), _day(parts.get("day2"))
    last = period(last_year, last_month, last_day)
    if last and last.first < first.first:
        last = period(last_year + 1, last_month, last_day)
        if parts.get("year") and not parts.get("year1"):
            first, last = period(last_year - 1, month, day) or first, period(last_year, last_month, last_day)
    return Meaning(first, reason, last, "range")


def _dated(
    month: int, day: int | None, year: int | None, says_year: bool, at: Setting
) -> tuple[Period | None, str]:
    if year is not None:
        found = period(year, month, day)
        counted = f", counted from {publication(at)}" if not re.search(r"\d{4}", at.words) else " as written"
        return found, f"‘{at.words}’{counted}" if found else f"‘{at.words}’ is no day of the calendar"
    if says_year:
        return None, f"‘{at.words}’: the year it is counted from is not known"
    if at.published is not None:
        found = _nearest(month, day, at.published, at.tense)
        told = _of_story(month, day, found, at)
        if told is not None and at.context is not None:
            return told, f"‘{at.words}’, its year taken from {at.context.iso}, named before"
        return found, f"‘{at.words}’, its year taken from {publication(at)}"
    if at.context is not None and at.context.is_day:
        found = nearest(month, day, at.context, None)
        return found, f"‘{at.words}’, its year taken from {at.context.iso}, named before"
    return None, f"‘{at.words}’ has no year, and the day of publication is not known"


def _of_story(month: int, day: int | None, found: Period | None, at: Setting) -> Period | None:
    """The day in the year of which the story has been told: “arrested on 6 January 2022 … It had begun on 2 January”."""
    last, now = at.context, at.published
    if day is None or found is None or last is None or now is None or not last.is_day or at.tense == "future":
        return None
    told = nearest(month, day, last, None)
    if told is None or told == found or last.first.year >= now.first.year:
        return None
    is_near = abs((told.first - last.first).days) <= SAME_STORY
    return told if is_near and abs((found.first - now.first).days) > PAST_STORY else None


def _nearest(month: int, day: int | None, base: Period, tense: str | None) -> Period | None:
    """The past or coming one; but a day that the verbs put far away is the near one: who means the far one says the year."""
    found = nearest(month, day, base, tense)
    if day is None or found is None or abs((found.first - base.first).days) < FAR:
        return found
    near = nearest(month, day, base, None)
    return near if near and abs((near.first - base.first).days) <= NEAR else found


def _iso(parts: dict[str, str | None], at: Setting) -> Meaning:
    year, month, day = (int(str(parts[name])) for name in ("year", "month", "day"))
    return _as_written(period(year, month, day) or period(year, day, month), at)


def _numeric(parts: dict[str, str | None], at: Setting) -> Meaning:
    """Day first, as the region writes; month first where only that makes a date, or puts it before publication."""
    one, two, year = (int(str(parts[name])) for name in ("day", "month", "year"))
    year += 0 if year > 99 else 2000
    day_first, month_first = period(year, two, one), period(year, one, two)
    if day_first and month_first and at.published and at.published.is_day:
        apart = (
            abs((day_first.first - at.published.first).days),
            abs((month_first.first - at.published.first).days),
        )
        if apart[1] <= 2 < apart[0]:
            return Meaning(month_first, f"‘{at.words}’ read month first, as it is the day of publication")
    return _as_written(day_first or month_first, at)


def _years(parts: dict[str, str | None], at: Setting) -> Meaning:
    year, second = int(str(parts["year"])), str(parts["year2"])
    last = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
    if last <= year:
        month = period(year, int(second)) if len(second) == 2 else None
        return _as_written(month or period(year), at)
    return _as_written(period(year), at, period(last))


def _broken_years(parts: dict[str, str | None], at: Setting) -> Meaning:
    year, second = int(str(parts["year"])), str(parts["year2"])
    options = [y for y in range(year + 1, year + 11) if _drops_one(str(y), second)]
    guess = f"; perhaps {year}–{options[0]} is meant" if options else ""
    return Meaning(period(year), f"‘{at.words}’ as printed{guess}", None, "range")


def _drops_one(year: str, printed: str) -> bool:
    return any(year[:i] + year[i + 1 :] == printed for i in range(4))


def _year(parts: dict[str, str | None], at: Setting) -> Meaning:
    return _as_written(period(int(str(parts["year"]))), at)


def _season(parts: dict[str, str | None], at: Setting) -> Meaning:
    """A season is its year: decision 18. Winters lie in two years, so theirs must be written."""
    season, year = str(parts["season"]).lower(), _year_of(parts, at)
    if year is not None:
        return _as_written(period(year), at)
    if at.published is None or season == "winter":
        return Meaning(None, f"‘{at.words}’: the year is not known")
    mid = {"spring": 4, "summer": 7, "autumn": 10, "fall": 10}[season]
    found = nearest(mid, None, at.published, at.tense) if len(at.published.iso) > 4 else at.published
    return Meaning(
        period(found.first.year) if found else None, f"‘{at.words}’ counted from {publication(at)}"
    )


def _ordinal(parts: dict[str, str | None], at: Setting) -> Meaning:
    """`the 10th`: of the month last mentioned, else of publication."""
    day, base = _day(parts["day"]), at.context if at.context and len(at.context.iso) > 4 else at.published
    if base is None or len(base.iso) == 4 or day is None:
        return Meaning(None, f"‘{at.words}’: the month is not known")
    return Meaning(
        period(base.first.year, base.first.month, day),
        f"‘{at.words}’ of the month {base.iso[:7]}, named before",
    )


READERS = {
    "iso": _iso, "numeric": _numeric, "days": _named, "day month to": _named, "day month": _named,
    "broken years": _broken_years, "years": _years, "month days": _named, "months": _named, "month year": _named,
    "month": _named, "season": _season, "year": _year, "ordinal": _ordinal,
}  # fmt: skip
