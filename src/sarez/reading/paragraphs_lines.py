"""What one line of a page looks like: prose, a list item, a date line, a menu, a caption code, a title."""

from __future__ import annotations

import re
from functools import lru_cache

from sarez.reading.boilerplate import LEADING_MARKS, boilerplate
from sarez.reading.dates_grammar import Form, forms

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?…:;؟。][\"'”’»)\]]*\Z|[.!?…][\"'”’»)\]]*\s*\[\d+\]\Z")
_TIME_STAMP = re.compile(
    r"(?:\d{1,2}[:.]\d{2}|\d{4}\s?(?:GMT|UTC))(?::\d{2})?\s*(?:[ap]\.?m\.?|GMT|UTC|local time|hrs)?"
    r"\s*(?:\([^)\n]{2,30}\))?\s*(?:[|–—:-]\s*)?(?=[A-Z“\"‘А-Я])",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"(?:[-‐–—*•·▪◦●■►▶✓➢]\s*(?=[^\W_]|[\"“‘«'(])|\(?(?:\d{1,2}|[a-zа-я]|[ivx]{1,4})\)\s+|\d{1,2}\.\s+(?=[^\W\d_]))",
    re.IGNORECASE,
)
_NO_SPACE_BULLET = re.compile(r"[-‐–](?=\S)")
_SEPARATOR = re.compile(
    r"\s*[»›→]\s*|\s+[>/|·•]\s+|\s*\|\s*|\s+::\s+|(?<=[A-Za-z])\s?>\s?(?=[A-Z])|\s{3,}|\t"
)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b|\b\d{4}\s?(?:GMT|UTC)\b|\(?(?:GMT|UTC)\s?[+-]\d+\)?", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"\b(?:on|by|from|until|till|since|of|in|for|after|before|to|between|and)\s\Z", re.IGNORECASE
)
_CODE = re.compile(
    r"[\W\d_]+\Z|\S+\.(?:jpe?g|png|gif|webp|pdf|docx?|mp4)\Z|(?=\S*\d)[a-zA-Z]{1,5}[-_]?[a-z]?\d[\w-]*\Z",
    re.IGNORECASE,
)
_SET_OFF = re.compile(r"(?:\A|[\s(\[]*[|/·•,–—:.»>\-\])]\s*|\s{2,})\Z")
_DATE_FORMS = {"iso", "numeric", "day month", "month year", "days"}
LONGEST_LINK_LINE = 400
_SMALL_WORDS = "a an and as at but by for from in into of on or over the to with vs amid after before"
_SMALL = frozenset(_SMALL_WORDS.split())


def words(line: str) -> list[str]:
    """The words of a line, without numbers."""
    return WORD.findall(line)


def ends_sentence(line: str) -> bool:
    """Whether a line ends with the mark of a sentence, or a colon that opens a list."""
    return bool(_ENDS.search(line.rstrip()))


@lru_cache(maxsize=512)
def is_prose(line: str) -> bool:
    """Whether a line reads as sentences: it ends as one does, or goes on too long for anything else."""
    found = words(line)
    if len(found) < 4 and not (len(found) == 3 and line.rstrip().endswith((".", "!", "?"))):
        return False
    inner = [w for w in found[1:] if not w[0].isupper()]
    is_cased = any(w[0].islower() or w[0].isupper() for w in found)
    if is_cased and len(inner) < (0.25 if len(found) > 12 else 0.34) * len(found):
        return False
    ends = ends_sentence(line) and not re.search(r"[|»›]\s*\S{1,20}\Z", line)
    return ends or len(found) >= 25


def is_list_item(line: str) -> bool:
    """Whether a line begins as an item of a list does; `$600 million` and `12 people` do not."""
    found = _BULLET.match(line)
    if not found or not words(line):
        return False
    return not (_NO_SPACE_BULLET.match(line) and line[1:2].isdigit())


def is_time_stamped(line: str) -> bool:
    """Whether a line is an entry of a live page: a time, then prose."""
    found = _TIME_STAMP.match(line)
    return bool(found) and is_prose(line[found.end() :]) and not is_date_line(line) if found else False


def is_caption_code(line: str) -> bool:
    """Whether a line is only digits, marks or the name of a picture file."""
    return bool(_CODE.match(line.strip()))


def head_dates(line: str) -> list[Form]:
    """The forms in a line that name a day or a month of a year, or a day and month."""
    return [f for f in forms(line) if f.rule in _DATE_FORMS and (f.parts.get("day") or f.parts.get("year"))]


@lru_cache(maxsize=512)
def is_date_line(line: str) -> bool:
    """Whether a line is there to give the date: little else stands in it, and the date is set off from that."""
    if len(line) > 160 or not any(c.isdigit() for c in line):
        return False
    dates = head_dates(line)
    if not dates or (is_prose(line) and len(words(line)) > 9):
        return False
    if not any(_is_set_off(line, f) for f in dates):
        return False
    return len(_beside(line, dates)) <= 7


def _is_set_off(line: str, form: Form) -> bool:
    before, after = line[: form.start], line[form.end :]
    before = re.sub(
        r"(?:\b(?:Mon|Tues?|Wed|Wednes|Thurs?|Fri|Sat|Satur|Sun)(?:day)?,?\s*|\bdate\s*)\Z",
        "",
        before,
        flags=re.IGNORECASE,
    )
    label = re.search(
        r"\b(?:published|posted|updated|modified|created|added|date|dated|released|on|at|in)\s?:?\s*\Z",
        before,
        re.IGNORECASE,
    )
    if (label and label.start() == 0) or re.search(
        r"(?:published|posted|updated|modified|created)(?:\s(?:on|at))?\s*\Z", before, re.IGNORECASE
    ):
        return True
    if _PREPOSITION.search(before):
        return False
    left = not before.strip() or bool(_SET_OFF.search(before)) or bool(_TIME.search(before[-8:]))
    right = not after.strip() or bool(
        re.match(r"\s*[|/·•,–—:.;»>()\[\]-]|\s{2,}|\s+(?:in|at)?\s*\d{1,2}[:.]\d\d", after)
    )
    return left and right


def _beside(line: str, dates: list[Form]) -> list[str]:
    """The words of a date line that are neither date nor time nor what goes with them."""
    for form in sorted(dates, key=lambda f: -f.start):
        line = line[: form.start] + " " + line[form.end :]
    usual = boilerplate().beside_dates
    rest = [w for w in words(_TIME.sub(" ", line)) if w.lower() not in usual]
    return [w for w in rest if w.lower()[:3] not in {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}]


def is_menu(line: str) -> bool:
    """Whether a line is a trail or a row of short links: `Home > News > Politics`, `EN FR DE`."""
    if len(line) > LONGEST_LINK_LINE:
        return False
    pieces = [p for p in _SEPARATOR.split(line) if p.strip()]
    marks = len(pieces) - 1 + bool(re.match(r"[»›|]|>>", line))
    if marks >= 1 and all(len(words(p)) <= (7 if len(pieces) > 2 else 5) for p in pieces):
        return max((len(words(p)) for p in pieces), default=0) <= 4 or marks >= 2
    found = words(line)
    return 1 < len(found) <= 8 and all(len(w) <= 3 and w.isupper() for w in found)


def title_likeness(line: str) -> int:
    """How much a line looks like a headline: points for length and lower-case words, off for site names and trails."""
    bare = line[LEADING_MARKS.match(line).end() :][:LONGEST_LINK_LINE]  # type: ignore[union-attr]
    found = words(bare)
    points = min(len(found), 8)
    points += 3 if sum(w[0].islower() and w.lower() not in _SMALL for w in found) >= 2 else 0
    points -= 8 if boilerplate().masthead.search(bare) else 0
    points -= 4 * min(2, len([p for p in _SEPARATOR.split(bare) if p.strip()]) - 1)
    points -= 4 if head_dates(bare) else 0
    points -= 3 if is_list_item(line) else 0
    return points - (4 if len(found) < 3 else 0)
