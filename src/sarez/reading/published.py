"""When a report was published: from what is given with it, its head, its foot, its address, or its first paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_tz

from sarez.reading.dateline import dateline
from sarez.reading.dates_calendar import Period, nearest, parse, period
from sarez.reading.dates_grammar import Form, form_at, forms
from sarez.reading.dates_resolution import Setting, resolve
from sarez.reading.dates_words import MONTH_NUMBER, WEEKDAY_NUMBER
from sarez.reading.records import DateValue, Passage

_HEAD_ROLES = {"metadata", "byline", "menu", "teaser"}
_DAY_FORMS = {"iso", "numeric", "day month", "month year"}
_SPAN_FORMS = {"days", "month days", "day month to"}
_NEXT = re.compile(
    r"\b(?:next|following|coming|forthcoming|upcoming)\s(?:issue|edition|number|digest|bulletin|update|newsletter|report)\b",
    re.IGNORECASE,
)
_URL_COMPACT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=(?:\d{4}|\d{6})?(?!\d))"
)
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[-/_.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
)
_URL_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])[-_.](?P<m>0[1-9]|1[0-2])[-_.](?P<y>(?:19|20)\d\d)(?!\d)"
)
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)[-/](?P<m>0?[1-9]|1[0-2])(?=/|$)")
_URL_NAMED = re.compile(
    r"/(?P<y>(?:19|20)\d\d)/(?P<b>[a-z]{3})[a-z]*/(?:(?P<d>[0-3]?\d)(?=/|$))?", re.IGNORECASE
)
_PUBLISHED = re.compile(r"\b(?:published|posted|released|created|date|опубликовано)\b", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated|modified|edited|обновлено)\b", re.IGNORECASE)
_PRESENT_YEAR = re.compile(
    r"\b(?:is|are|stands?|remains?|amounts?|costs?|has|have|now|currently|this year)\b[^.;,]{0,60}?\b(?:in|for)\s(?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*\Z", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.-])(?:19|20)\d\d(?![\d-])")
_ISSUE = re.compile(
    r"\b(?:no|nr|issue|vol|number)\.?\s?\d{1,4}\s?[/,(-]\s?(?P<y>(?:19|20)\d\d)\)?[\s,|/–-]{1,4}(?P<month>[a-z]{3,9})\b",
    re.IGNORECASE,
)
NEAR_DAYS = 31
FIRST_WEB_YEAR = 1990


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date that may be the report's: a full one as `value`, else its `month` and `day`; `rank` 0 is the best."""

    words: str
    value: Period | None
    month: int | None
    day: int | None
    rank: int


def published_of(
    text: str, passages: Iterable[Passage], url: str | None, given: str | None
) -> DateValue | None:
    """The date on which a report was published, as exact as it says; None where nothing says.

    `given` is what the feed or the file's metadata say (ISO or RFC 822), `url` the address. A date whose year stands
    nowhere gives nothing: no year is invented.
    """
    parts = tuple(passages)
    stated = _parse_given(given)
    if stated and stated.is_day:
        return DateValue(stated.iso, f"given with the report as ‘{given}’")
    address = _of_url(url or "")
    seen = sorted(_stated(text, parts, stated or address), key=lambda s: s.rank)
    found = _best(seen, address, text, parts)
    if stated:
        return (
            found
            if found and found.iso.startswith(stated.iso)
            else DateValue(stated.iso, f"given as ‘{given}’")
        )
    if found and not (address and len(address.iso) > len(found.iso) and address.iso.startswith(found.iso)):
        return found
    if address:
        return DateValue(address.iso, "in the address of the page")
    return found or _of_issue(text, parts) or _inferred(text, parts)


def _parse_given(given: str | None) -> Period | None:
    if not given:
        return None
    iso = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)", given.strip())
    if iso:
        return parse(iso.group())
    try:
        mail = parsedate_tz(given)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return period(mail[0], mail[1], mail[2]) if mail else None


def _of_url(url: str) -> Period | None:
    """The date in a page's address: `/2021-04-30`, `/20220218/`, `idUS…20100727`, `/2010/04/`."""
    for pattern in (_URL_DAY, _URL_COMPACT, _URL_DAY_FIRST):
        for found in pattern.finditer(url):
            value = period(int(found["y"]), int(found["m"]), int(found["d"]))
            if value and value.first.year >= FIRST_WEB_YEAR:
                return value
    named = _URL_NAMED.search(url)
    if named and named["b"].lower() in MONTH_NUMBER:
        return period(
            int(named["y"]), MONTH_NUMBER[named["b"].lower()], int(named["d"]) if named["d"] else None
        )
    month = _URL_MONTH.search(url)
    return period(int(month["y"]), int(month["m"])) if month else None


def _stated(text: str, passages: tuple[Passage, ...], hint: Period | None) -> Iterator[_Seen]:
    """The dates of the head lines, of the dateline, and of the lines at the foot."""
    told = [i for i, p in enumerate(passages) if p.role in {"body", "list_item"}]
    first, last = (told[0], told[-1]) if told else (len(passages), -1)
    for i, passage in enumerate(passages):
        if i < first and (passage.role in _HEAD_ROLES or (passage.role == "kicker" and i < first)):
            yield from _in_line(text, passage, hint, 0)
        elif i == first and (line := dateline(text, passage)) and line.date:
            yield from _in_line(text, Passage(line.date.start, line.date.end, "", ""), hint, 1)
        elif i > last and passage.role in {"metadata", "byline"}:
            yield from _in_line(text, passage, hint, 2)


def _in_line(text: str, line: Passage, hint: Period | None, rank: int) -> Iterator[_Seen]:
    if _NEXT.search(text, line.start, line.end):
        return
    for form in forms(text, line.start, line.end):
        form = _without_weekday(text, form, line.end)
        if form.rule in _SPAN_FORMS and form.parts.get("year"):
            yield from _of_span(text[form.start : form.end], form, rank)
        if form.rule not in _DAY_FORMS:
            continue
        before = text[line.start : form.start]
        words = text[form.start : form.end]
        value = resolve(form, Setting(hint, None, None, "", words)).value if form.parts.get("year") else None
        if value and value.is_day:
            value = _by_weekday(form, value, before)
        changed = bool(_CHANGED.search(before)) and not _PUBLISHED.search(before[_last(_CHANGED, before) :])
        exact = 0 if (value.is_day if value else form.parts.get("day")) else 5
        month = form.parts.get("month") or ""
        yield _Seen(
            words,
            value,
            MONTH_NUMBER.get(month[:3].lower()),
            int(re.sub(r"\D", "", form.parts.get("day") or "") or 0) or None,
            10 * exact + 3 * rank + (1 if changed else 0),
        )


def _of_span(words: str, form: Form, rank: int) -> Iterator[_Seen]:
    """The last day of the days that a digest is of: “4–10 November 2024”."""
    last = resolve(form, Setting(None, None, None, "", words)).until
    if last is not None and last.is_day:
        yield _Seen(words, last, last.first.month, last.first.day, 3 * rank + 2)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=0)


def _without_weekday(text: str, form: Form, end: int) -> Form:
    """The date after a weekday, where the form is only the weekday."""
    if form.rule not in {"day name", "day abbreviation"}:
        return form
    gap = re.compile(r",?\s{1,2}").match(text, form.end, end)
    return (form_at(text, gap.end(), end) if gap else None) or form


def _by_weekday(form: Form, value: Period, before: str) -> Period:
    """Month first, where the weekday printed beside a numeric date fits only that."""
    weekday = _WEEKDAY_BEFORE.search(before)
    if (
        form.rule != "numeric"
        or not weekday
        or value.first.weekday() == WEEKDAY_NUMBER[weekday.group(1).lower()]
    ):
        return value
    other = period(value.first.year, value.first.day, value.first.month)
    return other if other and other.first.weekday() == WEEKDAY_NUMBER[weekday.group(1).lower()] else value


def _best(
    seen: list[_Seen], address: Period | None, text: str, passages: tuple[Passage, ...]
) -> DateValue | None:
    """The best stated date; one without a year takes it from the address or from a full date near it in the text."""
    for found in seen:
        if found.value:
            return DateValue(found.value.iso, f"‘{found.words}’ in the head or foot of the report")
        if not found.month or not found.day:
            continue
        if address and (value := nearest(found.month, found.day, address, None)):
            return DateValue(value.iso, f"‘{found.words}’, its year from the address of the page")
        for full, words in _full_dates(text, passages):
            value = nearest(found.month, found.day, full, None)
            if value and abs((value.first - full.first).days) <= NEAR_DAYS:
                return DateValue(value.iso, f"‘{found.words}’, its year from ‘{words}’ in the text")
        years = {y for _, line in _head_lines(text, passages) for y in _YEAR.findall(line)}
        value = period(int(years.pop()), found.month, found.day) if len(years) == 1 else None
        if value:
            return DateValue(value.iso, f"‘{found.words}’, its year from the head of the report")
    return None


def _head_lines(text: str, passages: tuple[Passage, ...]) -> Iterator[tuple[Passage, str]]:
    """The lines above the story that are no headline."""
    for passage in passages:
        if passage.role in {"body", "list_item"}:
            return
        if passage.role in _HEAD_ROLES or passage.role == "kicker":
            yield passage, text[passage.start : passage.end]


def _of_issue(text: str, passages: tuple[Passage, ...]) -> DateValue | None:
    """The month beside the number and year of an issue: `No. 14/2012, April`."""
    for _, line in _head_lines(text, passages):
        found = _ISSUE.search(line)
        month = MONTH_NUMBER.get(found["month"][:3].lower()) if found else None
        value = period(int(found["y"]), month, None) if found and month else None
        if found and value:
            return DateValue(value.iso, f"‘{found.group()}’ in the head of the report")
    return None


def _full_dates(text: str, passages: tuple[Passage, ...]) -> Iterator[tuple[Period, str]]:
    """The full dates (with day and year) that the story tells, in order."""
    for passage in passages:
        if passage.role not in {"body", "list_item"}:
            continue
        for form in forms(text, passage.start, passage.end):
            form = _without_weekday(text, form, passage.end)
            if form.rule in {"iso", "numeric", "day month"} and form.parts.get("year"):
                words = text[form.start : form.end]
                value = resolve(form, Setting(None, None, None, "", words)).value
                if value:
                    yield value, words


def _inferred(text: str, passages: tuple[Passage, ...]) -> DateValue | None:
    """Where nothing states it: the month of the latest day told in the first two paragraphs, or the year written of as now."""
    story = tuple(p for p in passages if p.role == "body")
    lead = list(_full_dates(text, story[:2]))
    if lead:
        value, words = max(lead, key=lambda pair: pair[0].first)
        return DateValue(value.iso[:7], f"not stated; inferred from ‘{words}’ in the first paragraphs")
    for passage in story:
        now = _PRESENT_YEAR.search(text, passage.start, passage.end)
        if now and not _tells_later(text, story, int(now["y"])):
            return DateValue(now["y"], f"not stated; inferred from ‘{now.group()}’")
    return None


def _tells_later(text: str, passages: tuple[Passage, ...], year: int) -> bool:
    """Whether the text names a later year, or the present could be any time after this one."""
    years = [int(y) for p in passages for y in re.findall(r"\b(?:19|20)\d\d\b", text[p.start : p.end])]
    return any(year < other <= date.max.year for other in years)
