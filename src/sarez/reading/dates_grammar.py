"""The forms in which reports write dates: one rule a form, found in one pass over the words of a text.

A rule is tried only at a word (or number) that can begin it. The first that fits, in the order given here, is taken.
What a form means is for dates_resolution.py; here nothing is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sarez.reading import dates_words as w

TOKEN = re.compile(r"[A-Za-z]+|[0-9]+")
NUMBER = "#"
# What may not stand directly before a number that is a date: it is a sum, an order, a decimal, a code.
_BEFORE_NUMBER = re.compile(r"(?:[\w$€£¥₽#№+.,:/]|[A-Za-z][-‐‑–]|\bNo\.?\s|\bn°\s?|\$\s)\Z", re.IGNORECASE)

_MONTH_STARTS = (
    *w.MONTHS,
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
)
_WEEKDAY_STARTS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"),
)
_COUNT_STARTS = (NUMBER, *w.NUMBERS, "several", "few", "couple", "half", "some")
_YEAR_AFTER = rf"(?:(?:,?\s|(?<=-))(?:of\s)?(?P<year>{w.YEAR})|{w.OF_YEAR})?"


@dataclass(frozen=True, slots=True)
class Rule:
    """A form: its name, the words that can begin it, and how it goes on."""

    name: str
    starts: tuple[str, ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form met in the text, with the parts that its rule names."""

    rule: str
    start: int
    end: int
    parts: dict[str, str | None]


ABSOLUTE = (
    Rule("iso", (NUMBER,), rf"(?P<year>{w.YEAR})(?P<sep>[-./])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)"),
    Rule(
        "numeric",
        (NUMBER,),
        r"(?P<day>\d\d?)(?P<sep>[-./])(?P<month>\d\d?)[-./](?P<year>\d{4}|(?<=\d\d.\d\d.)\d\d)(?![\d/]|[.,]\d|\s?(?:km|ha|%))",
    ),
    Rule(
        "days",
        (NUMBER,),
        rf"(?P<day>{w.DAY}){w.MORE_DAYS}{w.TO}(?P<day2>{w.DAY})\s(?:of\s)?(?P<month>{w.MONTH}){_YEAR_AFTER}",
    ),
    Rule(
        "day month to",
        (NUMBER,),
        rf"(?P<day>{w.DAY})\s(?:of\s)?(?P<month>{w.MONTH})(?:,?\s(?P<year1>{w.YEAR}))?{w.FULL_TO}"
        rf"(?P<day2>{w.DAY})\s(?:of\s)?(?P<month2>{w.MONTH}){_YEAR_AFTER}",
    ),
    Rule(
        "day month",
        (NUMBER,),
        rf"(?P<day>{w.DAY})(?:\sof\s|\s|-)(?P<month>{w.MONTH})(?:-(?=\d))?{_YEAR_AFTER}",
    ),
    Rule(
        "day month",
        tuple(w.ORDINALS),
        rf"(?P<day>{'|'.join(w.ORDINALS)})\sof\s(?P<month>{w.LONG_MONTH}){_YEAR_AFTER}",
    ),
    Rule("broken years", (NUMBER,), rf"(?P<year>{w.YEAR})[-–](?P<year2>\d{{3}})\b(?!-)"),
    Rule(
        "years",
        (NUMBER,),
        rf"(?P<year>{w.YEAR})(?:\s?[-‐‑–—/]\s?|\s(?:to|until|till|through|and)\s)(?P<year2>{w.YEAR}|\d\d(?!\d|[-.]\d))",
    ),
    Rule(
        "month days",
        _MONTH_STARTS,
        rf"(?P<month>{w.MONTH})\s(?P<day>{w.DAY})(?:,?\s(?P<year1>{w.YEAR}))?{w.FULL_TO}"
        rf"(?P<month2>{w.MONTH})\s(?P<day2>{w.DAY}){_YEAR_AFTER}",
    ),
    Rule(
        "month days",
        _MONTH_STARTS,
        rf"(?P<month>{w.MONTH})\s(?P<day>{w.DAY}){w.MORE_DAYS}{w.TO}(?P<day2>{w.DAY}){_YEAR_AFTER}",
    ),
    Rule("day month", _MONTH_STARTS, rf"(?P<month>{w.MONTH})\s(?:the\s)?(?P<day>{w.DAY}){_YEAR_AFTER}"),
    Rule(
        "months",
        _MONTH_STARTS,
        rf"(?P<month>{w.MONTH})(?:,?\s(?P<year1>{w.YEAR}))?{w.TO}(?P<month2>{w.LONG_MONTH}){_YEAR_AFTER}",
    ),
    Rule(
        "month year", _MONTH_STARTS, rf"(?P<month>{w.MONTH})(?:,?\s(?:of\s)?(?P<year>{w.YEAR})|{w.OF_YEAR})"
    ),
    Rule("month", _MONTH_STARTS, rf"(?P<month>{w.LONG_MONTH})"),
    Rule(
        "season",
        w.SEASONS,
        rf"(?P<season>{'|'.join(w.SEASONS)})(?:,?\s(?:of\s)?(?P<year>{w.YEAR})|{w.OF_YEAR})",
    ),
    Rule("season", w.SEASONS, rf"(?P<season>{'|'.join(w.SEASONS)})\b"),
    Rule(
        "year",
        (NUMBER,),
        rf"(?P<year>{w.YEAR})(?!s\b|[-–]\d|-?\s?(?:km|kg|GMT|UTC|MW|hours?|hrs|metres?|meters?)\b)",
    ),
)

RELATIVE = (
    Rule("day name", _WEEKDAY_STARTS, rf"(?P<weekday>{w.WEEKDAY})\b(?:\s(?P<week>last|next|this)\sweek)?"),
    Rule("day abbreviation", _WEEKDAY_STARTS, rf"(?P<weekday>{w.SHORT_WEEKDAY}),?(?=\s\(?\d|\s{w.MONTH}\s\d)"),
    Rule("today", ("today", "tonight"), r"(?P<word>today|tonight)\b"),
    Rule("today", ("this", "that", "on", "very"), r"(?P<word>this\s(?:very\s|same\s)?(?:day|morning|afternoon|evening|night))\b"),
    Rule("today", ("overnight",), r"(?P<word>overnight)\b"),
    Rule("today", ("small", "early"), r"(?P<word>(?:small|early|wee)\shours)\b(?!\s(?:of|on)\b)"),
    Rule("before yesterday", ("day",), r"day\s(?P<word>before\syesterday|after\stomorrow)\b"),
    Rule("yesterday", ("yesterday", "tomorrow"), r"(?P<word>yesterday|tomorrow)\b"),
    Rule("yesterday", ("last",), r"(?P<word>last\s(?:night|evening))\b"),
    Rule(
        "which",
        ("last", "next", "this", "past", "coming", "current", "previous", "preceding", "following", "same", "that"),
        rf"(?!(?:that\s)?same\s(?:{w.LONG_MONTH})\s\d\d?\b)"
        r"(?P<which>that\s(?:very\s)?same|that\svery|that(?=\s(?:day|night|evening|morning|afternoon|week|month|year)\b)|this\s(?:coming|past|same|last|next)"
        r"|last|next|this|past|coming|current|previous|preceding|following|same)\s"
        rf"(?:(?P<unit>day|night|evening|morning|afternoon|weekend|week|month|year|decade)|(?P<weekday>{w.WEEKDAY})"
        rf"|(?P<month>{w.LONG_MONTH})|(?P<season>{'|'.join(w.SEASONS)}))\b(?!\s?-)",
    ),
    Rule("in period", ("earlier", "later"), r"(?P<when>earlier|later)\s(?:in\s)?(?P<which>this|the|last|next|that)\s(?P<unit>week|month|year)\b"),
    Rule("in period", ("year",), r"(?P<unit>year)(?:(?:['’]s|-|\s)\s?end\b|\s(?:is|was)\s(?:out|over|up)\b)"),
    Rule("the day before", ("day", "night", "evening", "week", "month", "year"),
         r"(?P<unit>day|night|evening|week|month|year)\s(?P<way>before|after|earlier|later)\b"),
    Rule("first day", ("first", "opening"), r"(?:first|opening)\sday\b"),
    Rule("holiday", ("new", "nowruz", "navruz", "nauryz", "nooruz", "novruz"),
         r"(?P<word>new\syear(?:['’]s\s(?:eve|day|night))?|nowruz|navruz|nauryz|nooruz|novruz)\b(?!['’]s\saddress)"),
    Rule("count", _COUNT_STARTS,
         rf"(?P<count>{w.COUNT})\s(?:(?:more|full|whole|further|calendar|working|consecutive)\s)?(?P<unit>{w.UNIT})"
         r"(?:\s(?P<way>ago|earlier|later|before|after|afterwards|prior|previously|hence|on)\b|(?=\s?)(?P<from>\sfrom\s(?:now|today)\b))?"),
    Rule("long", _COUNT_STARTS,
         rf"(?P<count>{w.COUNT})[-‐‑–](?P<unit>day|week|month|year)(?P<old>s?-olds?)?\b"),
    Rule("ordinal", (NUMBER,), r"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))\b"
         r"(?=\s*(?:[.,;:!?)–—]|\Z)|\s(?:and|to|until|till|or|but|when|where|by|for|at|in|with|after|before|on|he|she|they|it|the)\b)"),
)  # fmt: skip

# Forms that say which part of the period that follows them is meant.
PART = Rule(
    "part",
    ("early", "late", "mid", "middle", "end", "beginning", "start", "close", "first", "second", "third", "fourth",
     "last", "final"),
    r"(?:(?:early|late|mid)(?:-|\s(?:in\s)?)|(?:middle|end|beginning|start|close)\sof\s"
    r"|(?:first|second|third|fourth|last|final)\s(?:half|quarter|third|days?|weeks?|months?)\sof\s)(?:the\s)?(?P<rest>(?=\S))",
)  # fmt: skip
THE_PERIOD = re.compile(r"(?P<unit>year|month|week)\b(?!\s?-)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """For each word that can begin a form, the rules to try, in order."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for rule in (PART, *ABSOLUTE, *RELATIVE):
        pattern = rule.pattern.replace(r"\s", r"[ \t\u00a0\u202f\n]")
        compiled = (rule.name, re.compile(pattern, re.IGNORECASE | re.ASCII))
        for start in rule.starts:
            found.setdefault(start, []).append(compiled)
    return {start: tuple(rules) for start, rules in found.items()}


def forms(text: str, start: int = 0, end: int | None = None) -> Iterator[Form]:
    """The forms in `text[start:end]`, from left to right, none overlapping another."""
    end = len(text) if end is None else end
    index, after = _index(), start
    for token in TOKEN.finditer(text, start, end):
        if token.start() < after:
            continue
        word = token.group()
        rules = index.get(NUMBER if word[0].isdigit() else word.lower())
        if rules is None or not _may_begin(text, token.start(), word):
            continue
        for name, pattern in rules:
            found = pattern.match(text, token.start(), end)
            if found and not _breaks_word(text, found.end()):
                form = Form(name, found.start(), found.end(), found.groupdict())
                if form.rule == "part" and not _is_period_at(text, form.end, end):
                    continue
                after = form.end
                yield form
                break


def form_at(text: str, position: int, end: int) -> Form | None:
    """The form that begins exactly at a position, if one does."""
    found = next(forms(text, position, end), None) if position < end else None
    return found if found and found.start == position else None


def _may_begin(text: str, start: int, word: str) -> bool:
    before = text[max(0, start - 4) : start]
    if word[0].isdigit():
        return not _BEFORE_NUMBER.search(before)
    return not before or not (before[-1].isalnum() or before[-1] in "’'_@")


def _breaks_word(text: str, end: int) -> bool:
    return text[end - 1].isalpha() and text[end : end + 1].isalpha()


def _is_period_at(text: str, position: int, end: int) -> bool:
    if THE_PERIOD.match(text, position, end):
        return True
    token = TOKEN.match(text, position, end)
    index = _index()
    rules = index.get(NUMBER if token.group()[0].isdigit() else token.group().lower()) if token else None
    wanted = {"month", "month year", "year", "season", "which", "months", "years", "in period"}
    for name, pattern in rules or ():
        if name != "part" and pattern.match(text, position, end):
            return name in wanted
    return False
