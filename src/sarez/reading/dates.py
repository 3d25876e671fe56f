"""Dates in running text: where they stand, what day they mean, and why they were read so.

`find_dates` is the door. The forms are in dates_grammar.py, their meaning in dates_resolution.py, the calendar in
dates_calendar.py; docs/reading-dates.md tells what is resolved how.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sarez.reading.dates_admission import ends_clause, is_admitted
from sarez.reading.dates_calendar import Period, month_of, parse, resolve_weekday, shift_days
from sarez.reading.dates_grammar import THE_PERIOD, Form, form_at, forms
from sarez.reading.dates_resolution import Meaning, Setting, resolve
from sarez.reading.dates_tense import sentence_around, tense_at

__all__ = ["DateMention", "context_after", "find_dates", "month_of", "resolve_weekday"]

_RELATION = re.compile(
    r"\b(since|until|till|by|before|after|from|on|in|at|of|for|during|between|to|through|throughout|within|inside|over"
    r"|around|about|past|every|each|up to|as of|no later than|not later than|in under|in less than|born|aged|dated"
    r"|deadline(?: of| is|:)?|b\.)(?:\s(?:on|in))?\s*"
    r"(?:\(|(?:the\s|this\s|that\s|a\s)?(?:early|late|mid|only|just|about|around|(?:evening|morning|night|afternoon|day|course|space|period|matter)\s(?:of|on))?\s?(?:the\s)?"
    r"(?:nearest\s|next\s|coming\s|following\s|last\s|past\s)?)\Z",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"\b(?:born|b\.|aged|birth)(?:\s\w+){0,2}\s?\Z", re.IGNORECASE)
_NOWADAYS = re.compile(
    r"['’]s\s(?:world|society|youth|generation|challenges|conditions)\b|,\smore\sthan\sever", re.IGNORECASE
)
_OF_SESSION = re.compile(r"\sof\s")
_ENDS = re.compile(
    r"\b(?:end(?:s|ed|ing)?|clos(?:es?|ed|ing)|conclud(?:es?|ed|ing)|finish(?:es|ed|ing)?|wound\sup|over)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"\b(?:beg[ia]ns?|beginning|open(?:s|ed|ing)?|start(?:s|ed|ing)?|kick(?:s|ed)\soff|launched)\b",
    re.IGNORECASE,
)
LONGEST_SESSION = 31
_LINK = re.compile(r",?\s{1,2}\(?(?:on\s)?(?:the\s)?")
_YEAR_LINK = re.compile(r",?\s(?:on|in)\s(?:the\s)?")
_OWN_YEAR = {"day month", "days", "month days", "month", "months", "day month to"}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text: characters `start` to `end`, the date as ISO or None, and why.

    `kind` is point, range (with `iso_end`), deadline, duration (with `days`) or age/other, which dates nothing.
    `relation` is the word before it (since, by, until, from, in, on …), or "".
    """

    start: int
    end: int
    iso: str | None
    iso_end: str | None
    reason: str
    kind: str
    relation: str
    days: int | None = None


def find_dates(
    text: str,
    start: int,
    end: int,
    published: str | None,
    context: str | None,
    *,
    tense: str | None = None,
) -> list[DateMention]:
    """All dates in `text[start:end]`, in order, each with its reason.

    `published` is the publication date (ISO day, month or year) from which “yesterday”, weekdays and missing years
    are counted; `context` the last day mentioned before `start`, from which “a day later” is (see `context_after`).
    `tense` ("past" or "future") overrides what the verbs near a date say of its direction.
    """
    known, last, mentions, after = parse(published), parse(context), [], start
    for form in forms(text, start, end):
        if form.start < after:
            continue
        mention = _mention(text, start, end, form, known, last, tense)
        if mention is None:
            continue
        mentions.append(mention)
        after = mention.end
        last = parse(context_after([mention], last.iso if last else None))
    return bounded(text, start, end, mentions)


def bounded(text: str, start: int, end: int, mentions: list[DateMention]) -> list[DateMention]:
    """Give a length of days its dates where its sentence says when it ended or began: “two days of talks ended today”."""
    found = list(mentions)
    for i, length in enumerate(mentions):
        if length.kind != "duration" or not 2 <= (length.days or 0) <= LONGEST_SESSION:
            continue
        left, right = sentence_around(text, start, end, length.start, length.end)
        if (
            not _OF_SESSION.match(text[length.end : length.end + 8])
            and "-" not in text[length.start : length.end]
        ):
            continue
        for day in mentions[max(0, i - 8) : i + 9]:
            if left <= day.start < right and day.iso and len(day.iso) == 10 and day.kind == "point":
                found[i] = _session(text[left : day.start], text[day.end : right], length, day) or found[i]
    return found


def _session(before: str, after: str, length: DateMention, day: DateMention) -> DateMention | None:
    """The range of a session of so many days, from the verb beside its last or first day."""
    steps = (length.days or 1) - 1
    near, known = f"{before[-60:]} | {after[:20]}", parse(day.iso)
    ends, begins = list(_ENDS.finditer(near)), list(_BEGINS.finditer(near))
    if not ends and not begins:
        return None
    is_end = bool(ends) and (not begins or ends[-1].start() > begins[-1].start())
    other = shift_days(known, -steps if is_end else steps)
    if other is None or day.iso is None:
        return None
    first, last = (other.iso, day.iso) if is_end else (day.iso, other.iso)
    reason = f"{length.days} days that {'ended' if is_end else 'began'} on {day.iso} ({day.reason})"
    return replace(length, iso=first, iso_end=last, kind="range", reason=reason)


def context_after(mentions: Iterable[DateMention], context: str | None) -> str | None:
    """The last day named in these mentions (a month only where none was named before): what “a day later” follows."""
    for mention in mentions:
        if (
            mention.iso is None
            or mention.kind in {"age/other", "duration", "deadline"}
            or len(mention.iso) == 4
        ):
            continue
        if len(mention.iso) == 10 or context is None or len(context) < 10:
            context = mention.iso
    return context


def _mention(
    text: str, start: int, end: int, form: Form, known: Period | None, last: Period | None, tense: str | None
) -> DateMention | None:
    """The mention that begins with a form, joined with what belongs to it; None where the form is no date here."""
    core, first = _whole(text, form, end)
    if core is None or not is_admitted(text, core, first):
        return None
    relation = _relation(text, start, first)
    is_future = tense or tense_at(text, start, end, first, core.end, relation)
    at = Setting(known, last, is_future, relation, " ".join(text[first : core.end].split()))
    meaning = resolve(core, at)
    if meaning.kind == "duration" and not relation and core.rule == "count" and (meaning.days or 0) <= 1:
        return None
    kind = _kind(text, start, first, core, relation, meaning)
    return DateMention(
        first,
        core.end,
        meaning.value.iso if meaning.value else None,
        meaning.until.iso if meaning.until else None,
        meaning.reason,
        kind,
        relation,
        meaning.days,
    )


def _whole(text: str, form: Form, end: int) -> tuple[Form | None, int]:
    """The form that carries the date, and where it begins: “Thursday, 6 January”, “last year, on 5 May”, “end of 2012”."""
    if form.rule == "part":
        return _of_part(text, form, end), form.start
    if form.rule in {"day name", "day abbreviation"} and not form.parts.get("week"):
        return _joined(text, form, end, _LINK) or (form if form.rule == "day name" else None), form.start
    if form.rule == "year" or (form.rule == "which" and form.parts.get("unit") == "year"):
        return _joined(text, form, end, _YEAR_LINK) or form, form.start
    return form, form.start


def _joined(text: str, form: Form, end: int, link: re.Pattern[str]) -> Form | None:
    """The full date right after a weekday or a year, with the year lent to it where it has none."""
    between = link.match(text, form.end, end)
    follows = form_at(text, between.end(), end) if between else None
    if follows is None:
        return None
    if form.rule in {"day name", "day abbreviation"}:
        return follows if follows.parts.get("day") and follows.rule != "ordinal" else None
    if (
        follows.rule not in _OWN_YEAR
        or follows.parts.get("year")
        or follows.parts.get("which")
        or follows.parts.get("back")
    ):
        return None
    lent = (
        {"which": str(form.parts["which"]).lower()} if form.rule == "which" else {"year": form.parts["year"]}
    )
    if lent.get("which") in {None, "last", "this", "next"}:
        return Form(follows.rule, follows.start, follows.end, {**follows.parts, **lent})
    return None


def _of_part(text: str, form: Form, end: int) -> Form | None:
    """What “the end of …” is followed by: a year, a month, a season, “the year”."""
    alone = THE_PERIOD.match(text, form.end, end)
    if alone:
        return Form(
            "in period", form.start, alone.end(), {"which": "the", "unit": alone.group("unit").lower()}
        )
    return form_at(text, form.end, end)


def _relation(text: str, start: int, first: int) -> str:
    found = _RELATION.search(text[max(start, first - 48) : first])
    return " ".join(found.group(1).lower().rstrip(":").split()) if found else ""


def _kind(text: str, start: int, first: int, form: Form, relation: str, meaning: Meaning) -> str:
    before = text[max(start, first - 24) : first]
    if _BIRTH.search(before) or (form.rule == "today" and _NOWADAYS.match(text[form.end : form.end + 24])):
        return "age/other"
    if form.rule == "year" and re.search(r"resolution\s+(?:no\.\s?)?\d+\s?\(\Z", before, re.IGNORECASE):
        return "age/other"
    if form.rule == "count" and (form.parts.get("way") or "") in {"before", "after", "later"}:
        rest = text[form.end : form.end + 24]
        if not ends_clause(rest) and form.parts["way"] != "later":
            return "age/other"
    if meaning.kind == "point" and (
        relation.startswith("deadline")
        or relation in {"by", "until", "till", "up to", "no later than", "not later than", "before"}
    ):
        return "deadline"
    return meaning.kind
