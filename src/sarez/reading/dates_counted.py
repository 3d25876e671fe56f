"""Dates that are counted from publication or from the day before them: `yesterday`, `last May`, `a week earlier`."""

from __future__ import annotations

from sarez.reading import dates_words as w
from sarez.reading.dates_calendar import (
    Period,
    nearest,
    parse,
    period,
    resolve_weekday,
    same_month,
    shift_days,
    shift_months,
    shift_years,
)
from sarez.reading.dates_setting import Meaning, Setting, publication


def number(words: str | None) -> int | None:
    """How many: `3`, `three`, `a`, `half a` is 0 (see the callers); `several` is None."""
    text = " ".join((words or "").lower().split())
    if text.isascii() and text.isdigit():
        return int(text)
    if text.startswith("half"):
        return 0
    return w.NUMBERS.get(text)


def _from_publication(value: Period | None, at: Setting, **more: object) -> Meaning:
    if at.published is None:
        return Meaning(
            None,
            f"‘{at.words}’ is counted from publication, and that day is not known",
            kind=str(more.get("kind", "point")),
        )
    return Meaning(value, f"‘{at.words}’ counted from {publication(at)}", **more)  # type: ignore[arg-type]


def _from_context(value: Period | None, at: Setting) -> Meaning:
    if at.context is None:
        return Meaning(None, f"‘{at.words}’ is counted from a day that the text does not name")
    return Meaning(value, f"‘{at.words}’ counted from {at.context.iso}, named before")


def _today(parts: dict[str, str | None], at: Setting) -> Meaning:
    return _from_publication(at.published, at)


def _yesterday(parts: dict[str, str | None], at: Setting) -> Meaning:
    word = str(parts["word"]).lower()
    far = 2 if word.startswith(("before", "after")) else 1
    return _from_publication(shift_days(at.published, far if "tomorrow" in word else -far), at)


def _weekday(parts: dict[str, str | None], at: Setting) -> Meaning:
    index = w.WEEKDAY_NUMBER[str(parts["weekday"])[:3].lower()]
    week = parts.get("week")
    if week and at.published and at.published.is_day:
        step = index - at.published.first.weekday() + {"last": -7, "next": 7, "this": 0}[week.lower()]
        return _from_publication(shift_days(at.published, step), at)
    tense = "future" if at.tense == "future" else "past"
    found = parse(resolve_weekday(index, at.published.iso if at.published else None, tense=tense))
    return _from_publication(found, at)


def _which(parts: dict[str, str | None], at: Setting) -> Meaning:
    """`last Thursday`, `this coming March`, `the same day`, `next month`, `last year`."""
    which = str(parts["which"]).lower().split()
    back = {"last", "past", "previous", "preceding"} & set(which)
    ahead = {"next", "coming", "following"} & set(which)
    step = -1 if back else 1 if ahead else 0
    known = at.published.iso if at.published else None
    if parts.get("weekday"):
        index = w.WEEKDAY_NUMBER[str(parts["weekday"])[:3].lower()]
        if {"that", "same", "following", "previous", "preceding"} & set(which):
            tense = "future" if ahead else "past"
            context = at.context.iso if at.context else None
            return _from_context(parse(resolve_weekday(index, context, tense=tense, strictly=bool(step))), at)
        tense = "future" if ahead or (step == 0 and at.tense == "future") else "past"
        return _from_publication(parse(resolve_weekday(index, known, tense=tense, strictly=bool(step))), at)
    if parts.get("month"):
        return _which_month(w.month_number(parts["month"]), step, which, at)
    if parts.get("season"):
        return _which_season(str(parts["season"]).lower(), step, at)
    return _which_unit(str(parts["unit"]).lower(), step, which, at)


def _which_month(month: int, step: int, which: list[str], at: Setting) -> Meaning:
    if at.published is None or len(at.published.iso) == 4:
        return _from_publication(None, at)
    now = at.published.first
    if step:
        year = now.year if (month - now.month) * step > 0 else now.year + step
        return _from_publication(period(year, month), at)
    return _from_publication(nearest(month, None, at.published, at.tense), at)


def _which_season(season: str, step: int, at: Setting) -> Meaning:
    if at.published is None or season == "winter":
        return Meaning(None, f"‘{at.words}’: the year is not known")
    mid = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}[season]
    year = at.published.first.year
    if step < 0 and len(at.published.iso) > 4 and at.published.first.month < mid + 3:
        year -= 1
    if step > 0 and len(at.published.iso) > 4 and at.published.first.month >= mid:
        year += 1
    return _from_publication(period(year), at)


def _which_unit(unit: str, step: int, which: list[str], at: Setting) -> Meaning:
    if unit in {"night", "evening", "morning", "afternoon"}:
        unit = "day"
    in_text = bool({"that", "same", "previous", "preceding", "following"} & set(which)) or (
        unit == "day" and step != 0
    )
    base = at.context if in_text else at.published
    tell = _from_context if in_text else _from_publication
    if unit == "day":
        return tell(shift_days(base, step) if step else base, at)
    if unit in {"week", "weekend"}:
        return tell(_week(base, step, weekend=unit == "weekend"), at)
    if unit == "month":
        return tell(shift_months(base, step), at)
    if unit == "year":
        return tell(shift_years(base, step), at)
    return Meaning(None, f"‘{at.words}’ is too vague to date", kind="age/other")


def _week(base: Period | None, step: int, *, weekend: bool) -> Period | None:
    """The month that a week lies in; None where it lies in two."""
    if base is None or not base.is_day:
        return base if step == 0 else None
    monday = shift_days(base, 7 * step - base.first.weekday() + (5 if weekend else 0))
    if weekend and step == -1 and base.first.weekday() == 6:
        monday = shift_days(base, -8)
    sunday = shift_days(monday, 1 if weekend else 6)
    return same_month(monday.first, sunday.first) if monday and sunday else None


def _in_period(parts: dict[str, str | None], at: Setting) -> Meaning:
    """`earlier this year`, `later in the month`, `the end of the year`, `before the year is out`."""
    which = (parts.get("which") or "this").lower()
    words = ["this"] if which == "the" else [which]
    step = {"last": -1, "next": 1}.get(which, 0)
    return _which_unit(str(parts["unit"]).lower(), step, words, at)


def _day_before(parts: dict[str, str | None], at: Setting) -> Meaning:
    """`the day before`, `the week before`: from the day last mentioned."""
    step = -1 if str(parts["way"]).lower() in {"before", "earlier"} else 1
    return _from_context(_step(at.context, str(parts["unit"]).lower(), step), at)


def _step(base: Period | None, unit: str, count: int) -> Period | None:
    """So many units on: a day for days, a month for weeks and months, a year for years."""
    unit = unit.lower().rstrip("s")
    if unit in {"day", "night", "evening"}:
        return shift_days(base, count)
    if unit in {"week", "fortnight"}:
        moved = shift_days(base, w.UNIT_DAYS[unit] * count)
        return period(moved.first.year, moved.first.month) if moved and len(moved.iso) > 4 else moved
    if unit == "month":
        return shift_months(base, count)
    return shift_years(base, count * (10 if unit == "decade" else 1))


def _count(parts: dict[str, str | None], at: Setting) -> Meaning:
    """`four years ago`, `a day later`, `ten days before`, `within six months`, `for two weeks`."""
    count, unit = number(parts["count"]), str(parts["unit"]).lower()
    way = (parts.get("way") or "").lower()
    if count == 0 and unit.startswith("year"):
        count, unit = 6, "months"
    if way in {"ago", "hence"} or parts.get("from"):
        step = -1 if way == "ago" else 1
        if not count:
            is_recent = way == "ago" and unit.startswith("day") and at.published is not None
            month = (
                period(at.published.first.year, at.published.first.month)
                if is_recent and at.published
                else None
            )
            return _from_publication(month if at.published and len(at.published.iso) > 4 else None, at)
        return _from_publication(_step(at.published, unit, step * count), at)
    if way:
        step = -1 if way in {"earlier", "before", "prior", "previously"} else 1
        return _from_context(_step(at.context, unit, step * count) if count else None, at)
    days = (count or 0) * w.UNIT_DAYS[unit.rstrip("s")] or None
    if _is_term(at) and count:
        return _from_publication(_term(at.published, unit, count), at, kind="deadline", days=days)
    return Meaning(None, f"‘{at.words}’ is how long, not when", kind="duration", days=days)


def _is_term(at: Setting) -> bool:
    """Whether a length of time is a term set for something to be done."""
    if at.relation in {"within", "inside", "in under", "in less than"}:
        return at.tense != "past"
    return at.relation == "in" and at.tense == "future"


def _term(base: Period | None, unit: str, count: int) -> Period | None:
    """When a term ends: the day for days, else the month (decision 18)."""
    unit = unit.rstrip("s")
    if unit in {"year", "decade"}:
        return shift_months(base, count * (12 if unit == "year" else 120))
    return _step(base, unit, count)


def _long(parts: dict[str, str | None], at: Setting) -> Meaning:
    if parts.get("old"):
        return Meaning(None, f"‘{at.words}’ is an age", kind="age/other")
    days = (number(parts["count"]) or 0) * w.UNIT_DAYS[str(parts["unit"]).lower()] or None
    return Meaning(None, f"‘{at.words}’ is how long, not when", kind="duration", days=days)


def _first_day(parts: dict[str, str | None], at: Setting) -> Meaning:
    return _from_context(at.context, at)


def _holiday(parts: dict[str, str | None], at: Setting) -> Meaning:
    word = str(parts["word"]).lower()
    month, day = (12, 31) if "eve" in word else (1, 1) if word.startswith("new") else (3, None)
    if at.published is None or len(at.published.iso) == 4:
        return _from_publication(None, at)
    return _from_publication(nearest(month, day, at.published, at.tense), at)


READERS = {
    "day name": _weekday, "day abbreviation": _weekday, "today": _today, "before yesterday": _yesterday,
    "yesterday": _yesterday, "which": _which, "in period": _in_period, "the day before": _day_before,
    "first day": _first_day, "holiday": _holiday, "count": _count, "long": _long,
}  # fmt: skip
