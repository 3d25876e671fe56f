"""How many were killed and injured: figures in a sentence, and the sum an event of two sides comes to.

Guide, decision 10: casualties of the sides are added; of rival figures for the same dead the official one counts;
"nearly", "at least", "up to" N is N; "dozens" is no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UNITS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())}
TENS = {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_WORD = "|".join([*UNITS, *TENS])
NUMBER = rf"(?:\d{{1,3}}(?:[,  ]\d{{3}})+|\d+|(?:{_WORD})(?:[- ](?:{_WORD}))?(?: hundred)?|a hundred|an?|no(?:body| one)?(?! (?:fewer|less|more)))"
_WHO = r"(?:(?!\b(?:and|were|was|but|while|said|says|had)\b)[\w’'\-]+[ ,]+){0,6}?"
_HURT = r"injur(?:ed|ies|y)|wounded|wounds?|hurt|maimed"
_DEAD = r"killed|dead|died|perished|deaths?|lives|slain|slaughtered|murdered|shot dead|liquidated|eliminated|fatalities|fatal(?:ly)?|executed|neutrali[sz]ed"
_VERB_DEAD = r"kill(?:ed|ing|s)|slew|murdered|massacred|eliminated|liquidated|left|cost|claimed|took|shot dead|executed|destroyed"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("killed", rf"\b({NUMBER})\b[ ,]+(?:of (?:them|whom|the \w+)[ ,]+)?{_WHO}(?:were |was |had been |have been |has been |are |is |lay )?(?:also )?(?:{_DEAD})\b"),
        ("killed", rf"\b({NUMBER}) {_WHO}(?:lost (?:their|his|her|its) li(?:ves|fe)|were (?:\w+ )?killed|paid with their lives|did not survive)"),
        ("killed", rf"\b(?:{_VERB_DEAD})\b (?:the lives of )?(?:at least |some |about |around |nearly |up to |more than |as many as |no fewer than |an estimated )?({NUMBER})\b(?= (?!{_HURT})[\w\-]+)"),
        ("killed", r"\b(?:death toll|toll|number of (?:dead|deaths|killed))\b[^.;]{0,40}?\b(\d[\d,]*)"),
        ("killed", rf"\b(?:death|killing|deaths|murder|loss) of ({NUMBER})\b"),
        ("injured", rf"\b({NUMBER})\b[ ,]+{_WHO}(?:were |was |had been |have been |has been |are |is |lie |lay |received |suffered |sustained |have |had |got )?(?:more |others |also |seriously |badly |lightly |gunshot |serious |grave |light )*(?:{_HURT})\b"),
        ("injured", rf"\b(?:injur(?:ed|ing)|wound(?:ed|ing)|hurt(?:ing)?|maimed) (?:at least |some |about |around |nearly |up to |more than |another )?({NUMBER})\b"),
    )
)


@dataclass(frozen=True, slots=True)
class Toll:
    """One figure in the text: `kind` killed or injured, `count`, and the characters of the number."""

    kind: str
    count: int
    start: int
    end: int


def number(text: str) -> int | None:
    """A number in figures or words: `1,200`, `twenty-three`, `two hundred`, `no` (0), `a` (1)."""
    word = text.lower().replace(",", "").replace("\u00a0", "").strip()
    if word.replace(" ", "").isdigit():
        return int(word.replace(" ", "")) if len(word) < 10 else None
    if word in ("no", "nobody", "no one"):
        return 0
    if word in ("a", "an"):
        return 1
    if word == "a hundred":
        return 100
    total = 0
    for part in re.split(r"[- ]", word):
        if part == "hundred":
            total = max(total, 1) * 100
        elif part in UNITS:
            total += UNITS[part]
        elif part in TENS:
            total += TENS[part]
        else:
            return None
    return total


def find_tolls(text: str, start: int = 0, end: int | None = None) -> list[Toll]:
    """The figures of killed and injured between two characters of the text, in order, no number twice."""
    found: dict[tuple[int, str], Toll] = {}
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text, start, len(text) if end is None else end):
            count = number(match.group(1))
            where = match.start(1)
            taken = any(t.start == where for t in found.values())
            if count is not None and not taken and not _is_age_or_year(text, match, count):
                found[where, kind] = Toll(kind, count, where, match.end(1))
    return sorted(found.values(), key=lambda t: t.start)


def _is_age_or_year(text: str, match: re.Match[str], count: int) -> bool:
    after = text[match.end(1) : match.end(1) + 14].lower()
    if re.match(r"[- ]?(?:years?|days?|hours?|months?|km|kilo|metre|meter|per cent|%|am|pm|o'clock|weeks?)\b", after):
        return True
    before = text[max(0, match.start(1) - 4) : match.start(1)].lower()
    return (1900 <= count <= 2100 and "," not in match.group(1)) or before.endswith(("no. ", "of "))  and count > 1900


def total(tolls: list[Toll], kind: str) -> int | None:
    """What the figures of one kind come to in one sentence: parts of the two sides are added, else the first counts."""
    counts = [t.count for t in tolls if t.kind == kind]
    return sum(counts) if counts else None
