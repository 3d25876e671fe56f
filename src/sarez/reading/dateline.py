"""Datelines: “BISHKEK, July 27, 2010 (Silk Road Wire) — The World Bank …”."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sarez.reading.dates_grammar import forms
from sarez.reading.records import Evidence, Passage

_CAPS = r"[A-Z][A-Z'’.-]*[A-Z](?:[ -](?:[A-Z][A-Z'’-]*[A-Z]|d[aeiu]))*"
_TITLED = r"[A-Z][a-zà-ÿ'’]+(?:[ -](?:[A-Z][a-zà-ÿ'’]+|on|of|de|al|ul|el|D\.C\.)){0,2}"
_PLACE = re.compile(rf"(?P<place>{_CAPS}|{_TITLED})(?P<more>(?:/(?:{_CAPS}|{_TITLED}))*)")
_COUNTRY = re.compile(rf"\s?\[[^\]\n]{{2,30}}\]|,\s(?:{_TITLED}|{_CAPS}|[A-Z]\.[A-Z]\.?)(?=\s?[-–—(,.:])")
_LABEL = re.compile(r"[\s(]*(?:date:?\s*)?", re.IGNORECASE)
_NOTE = re.compile(
    r"[A-Z][\w'’-]*(?: [\w'’-]+){0,4}? (?:note|brief|summary|statement|bulletin|release|service|report|wire|digest), (?=[A-Z])"
)
_GAP = re.compile(r"[\s,./]*(?:\d{1,2}:\d\d\s*)?")
_DASHED_DATE = re.compile(r"\s[-–—]+\s(?=(?:[A-Z][a-z]+\s)?\d)")
_AGENCY = re.compile(
    r"\(?/?(?:\([^)\n]{2,40}\)|/[^/\n]{2,40}/|[A-Z][\w.’'-]*(?:[ -][A-Z][\w.’'-]*){0,3})\)?(?=\s*[-–—.:/])"
)
_BRACKETED = re.compile(r"\([^)\n]{2,40}\)|/[^/\n]{2,40}/")
_DASH = re.compile(r"\s*(?:--+|[-‐‑–—―])\s+|\s*:\s+")
_STOP = re.compile(r"\s*\.\s+|\s*\Z")
_WEEKDAY = re.compile(r"(?:Mon|Tues?|Wed|Wednes|Thurs?|Fri|Sat|Satur|Sun)(?:day)?,?\s+", re.IGNORECASE)
_DATE_FORMS = {"iso", "numeric", "day month", "month year"}
_FAR = 120
_PLACE_AFTER = re.compile(rf"(?:,?\s*\d{{1,2}}[:.]\d\d)?,\s*(?P<place>{_TITLED}|{_CAPS})(?=\s*(?:[-–—,]|\Z))")
_PLACE_BEFORE = re.compile(
    rf"\s*(?P<place>{_TITLED}|{_CAPS})(?:,\s(?:{_TITLED}))?(?:\s\([^)]*\))?(?:\s[-–—]\s\w+)?[,.]?\s*(?:[-–—]\s*)?(?:{_WEEKDAY.pattern})?",
)
_NO_PLACE = re.compile(
    r"(?i:published|posted|updated|live|news|press|date|home|by|author|section|last|created|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a dateline's parts stand in the text: its place, its date, and where the prose begins."""

    place: Evidence | None
    date: Evidence | None
    prose: int


def dateline(text: str, passage: Passage) -> Dateline | None:
    """The dateline that a passage opens with, or None. All offsets are into `text`."""
    if passage.role == "metadata":
        return _of_line(text, passage)
    start = _LABEL.match(text, passage.start, passage.end).end()  # type: ignore[union-attr]
    end = passage.end
    date, after = _date_at(text, start, end)
    if date is not None and (gap := _GAP.match(text, after, end)):
        placed = _placed(text, gap.end(), end, date)
        return placed or _ended(text, after, end, None, date)
    note = _NOTE.match(text, start, end)
    return _placed(text, note.end() if note else start, end, None, is_note=bool(note))


def _of_line(text: str, line: Passage) -> Dateline | None:
    """The dateline that a line of its own is: `ASHGABAD. 20.07.2007`, `17:24, 17 February 2020, Bishkek`.

    Any name can stand there: look the place up in a gazetteer before believing it.
    """
    for form in forms(text, line.start, line.end):
        if form.rule not in _DATE_FORMS:
            continue
        date = Evidence(form.start, form.end)
        after = _PLACE_AFTER.match(text, form.end, line.end)
        before = _PLACE_BEFORE.match(text, line.start, form.start)
        for found in (after, before):
            if (
                found
                and (found is after or found.end() == form.start)
                and not _NO_PLACE.match(found.group("place"))
            ):
                return Dateline(Evidence(*found.span("place")), date, line.end)
        return Dateline(None, date, line.end)
    return None


def dateline_of(text: str, passages: Iterable[Passage]) -> Dateline | None:
    """The dateline of a report: the one its first paragraph opens with, or a line of its own before that.

    A line that names a place counts before one that does not: `26 Jun 2014` over `NEW YORK - …` only dates it.
    """
    lines: list[Dateline] = []
    for passage in passages:
        if passage.role not in {"metadata", "body"}:
            continue
        found = dateline(text, passage)
        if passage.role == "body":
            lines = [found, *lines] if found else lines
            break
        lines += [found] if found else []
    return next((line for line in lines if line.place), lines[0] if lines else None)


def _placed(
    text: str, start: int, end: int, date: Evidence | None, *, is_note: bool = False
) -> Dateline | None:
    """A dateline whose place stands at `start`; its date may have come before."""
    found = _PLACE.match(text, start, min(end, start + 60))
    if not found:
        return None
    place, at = Evidence(found.start(), found.end()), found.end()
    country = _COUNTRY.match(text, at, end)
    if country and _date_at(text, at + 2, end)[0] is None:
        at = country.end()
    is_sure = is_note or bool(country and "[" in country.group())
    if date is None:
        gap = _DASHED_DATE.match(text, at, end) or _GAP.match(text, at, end)
        date, after = _date_at(text, gap.end() if gap else at, end)
        at = after if date else at
    agency = _agency_at(text, at, end)
    at = agency or at
    is_capitals = found.group("place").isupper() and len(found.group("place")) > 2
    is_sure = is_sure or date is not None or agency is not None
    if not (is_sure or is_capitals):
        return None
    return _ended(
        text,
        at,
        end,
        place,
        date,
        may_stop=date is not None or is_note or (is_capitals and agency is not None),
    )


def _date_at(text: str, start: int, end: int) -> tuple[Evidence | None, int]:
    """A date that begins exactly at a position, with the weekday before it, and where it ends."""
    weekday = _WEEKDAY.match(text, start, end)
    first = weekday.end() if weekday else start
    found = next(forms(text, first, min(end, first + 40)), None)
    if found and found.start == first and found.rule in _DATE_FORMS:
        return Evidence(start, found.end), found.end
    return None, start


def _agency_at(text: str, start: int, end: int) -> int | None:
    gap = _GAP.match(text, start, end)
    at = gap.end() if gap else start
    if at == start and text[at : at + 1] not in "(/":
        return None
    found = _BRACKETED.match(text, start + len(text[start:at]) - len(text[start:at].lstrip(" ,.")), end)
    bracketed = _BRACKETED.match(text, at, end) or found
    named = bracketed or (
        _AGENCY.match(text, at, end) if "." in text[start:at] or "," in text[start:at] else None
    )
    return named.end() if named and named.end() - start < _FAR else None


def _ended(
    text: str, at: int, end: int, place: Evidence | None, date: Evidence | None, *, may_stop: bool = False
) -> Dateline | None:
    """The dateline if it ends as one does: with a dash, or, where a date or an agency was given, a full stop."""
    tail = re.match(r"[\s.]*\)?", text[at:end])
    at += tail.end() if tail and text[at : at + tail.end()].strip() == ")" else 0
    found = _DASH.match(text, at, end)
    if not found and text[at : at + 1] == ".":
        found = _DASH.match(text, at + 1, end)
    if not found and (may_stop or date is not None):
        found = _STOP.match(text, at, end) or re.match(r"(?<=\))\s+", text[at:end])
        if not found and text[at - 1 : at] in ")/":
            return Dateline(place, date, at + len(text[at:end]) - len(text[at:end].lstrip()))
    if not found:
        return None
    return Dateline(place, date, min(found.end(), end))
