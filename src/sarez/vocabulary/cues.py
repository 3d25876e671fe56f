"""Where the words that speak for an issue stand in a text: one pass, no language model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sarez.vocabulary.issues import Cue, load_issues

WEIGHTS = {"strong": 1.0, "weak": 0.4}
NEAR = 12  # words to either side in which a companion counts: about one long clause
ACRONYM = 4  # an acronym of up to so many letters must be met in capitals, or WHO would be met in "who"
DISCUSSED = "discussed"  # not an issue: where a text says what was discussed
TOKEN = re.compile(r"[^\W_]+")
VOWELS = "aeiou"
ENDINGS = re.compile(
    r"(?:иями|ями|ами|иях|ого|его|ому|ему|ыми|ими|ией|иям|ием|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ом|ем|ам|ям|ия|ии|ию|ью|а|я|о|е|ы|и|у|ю|ь|й)$"
)


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue met in a text: characters `start` to `end`, the issue it speaks for, and how loudly (0 to 1)."""

    start: int
    end: int
    issue: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Entry:
    issue: str | None  # None: an idiom, whose words speak for no issue
    weight: float
    companions: frozenset[str]
    capitals: bool


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A lower-case word as it is looked up: Russian without its case ending, English as it is."""
    if "а" <= word[-1] <= "я" or word[-1] == "ё":
        cut = ENDINGS.sub("", word.replace("ё", "е"))
        return cut if len(cut) >= 2 else word
    return word


def split_words(text: str) -> list[str]:
    """The words of a cue, lower case, without the possessive s."""
    return [m.group().lower() for m in TOKEN.finditer(text) if not _is_possessive(text, m.start(), m.end())]


def _is_possessive(text: str, start: int, end: int) -> bool:
    return end - start == 1 and text[start] in "sS" and start > 0 and text[start - 1] in "'’"


def plural(word: str) -> tuple[str, ...]:
    """A noun and its plural."""
    if len(word) < 3 or not word.isalpha():
        return (word,)
    if word.endswith("y") and word[-2] not in VOWELS:
        return word, word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word, word + "es"
    return word, word + "s"


def verb_forms(word: str) -> tuple[str, ...]:
    """A verb in its regular forms: demarcate, demarcates, demarcated, demarcating."""
    if word.endswith("e"):
        return word, word + "s", word + "d", word[:-1] + "ing"
    if word.endswith("y") and word[-2] not in VOWELS:
        return word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    bases = [word]
    if len(word) > 2 and word[-1] not in VOWELS + "wxy" and word[-2] in VOWELS and word[-3] not in VOWELS:
        bases.append(word + word[-1])  # both travelled and traveled
    third = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return (word, third, *(b + e for b in bases for e in ("ed", "ing")))


def forms(cue: Cue) -> set[tuple[str, ...]]:
    """Every sequence of words in which a cue is met."""
    words = split_words(cue.text)
    if cue.language != "en":
        return {tuple(stem(w) for w in words)}
    if words[0] == "to" and len(words) > 1:
        return {(form, *words[2:]) for form in verb_forms(words[1])}
    return {(*words[:-1], form) for form in plural(words[-1])}


def _needs_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) <= ACRONYM and all(c.isupper() for c in letters)


class CueIndex:
    """The cues of all issues, arranged so that a text is searched in one pass."""

    __slots__ = ("_entries", "_longest")

    def __init__(self, folder: Path | None = None) -> None:
        self._entries: dict[tuple[str, ...], list[_Entry]] = {}
        self._longest: dict[str, int] = {}
        issues = load_issues(folder)
        for idiom in issues.idioms:
            self._add(Cue(idiom, _language(idiom), "strong"), None, 0.0)
        for frame in issues.discussed:
            self._add(Cue(frame, _language(frame), "strong"), DISCUSSED, 1.0)
        for issue in issues.by_name.values():
            for phrase in issue.exclusions:
                self._add(Cue(phrase, _language(phrase), "strong"), issue.name, 0.0)
            for cue in issue.cues:
                self._add(cue, issue.name, WEIGHTS[cue.strength])

    def _add(self, cue: Cue, issue: str | None, weight: float) -> None:
        companions = frozenset(f for c in cue.companions for f in (*plural(c.lower()), stem(c.lower())))
        entry = _Entry(issue, weight, companions, _needs_capitals(cue.text))
        for words in forms(cue):
            self._entries.setdefault(words, []).append(entry)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))
            if len(words) == 2:  # peace keeping, peace-keeping and peacekeeping are one
                self._entries.setdefault(("".join(words),), []).append(entry)
                self._longest.setdefault("".join(words), 1)

    def find(self, text: str) -> list[CueMatch]:
        """The cues in a text, in order; the longest of an issue at a place wins, an exclusion silences it there."""
        return [m for m in self.find_all(text) if m.issue != DISCUSSED]

    def find_all(self, text: str) -> list[CueMatch]:
        """The cues in a text and, as of the issue DISCUSSED, the words by which it says what was discussed."""
        spans, raw, words = _tokens(text)
        found: list[tuple[int, int, _Entry]] = []
        for i, word in enumerate(words):
            if word in self._longest:
                for size in range(min(self._longest[word], len(words) - i), 0, -1):
                    for entry in self._entries.get(tuple(words[i : i + size]), ()):
                        if not entry.capitals or all(r.isupper() or r.isdigit() for r in raw[i : i + size]):
                            found.append((i, i + size, entry))
            if i + 1 < len(words) and text[spans[i][1] : spans[i + 1][0]] in ("-", "‑", "–"):
                for entry in self._entries.get((word + words[i + 1],), ()):
                    found.append((i, i + 2, entry))
        return self._settle(found, spans, words)

    def _settle(
        self, found: list[tuple[int, int, _Entry]], spans: list[tuple[int, int]], words: list[str]
    ) -> list[CueMatch]:
        """Drop what is silenced, overlapped or without its companion."""
        taken: dict[str | None, set[int]] = {}
        matches: list[CueMatch] = []
        # exclusions and long phrases first
        for first, last, entry in sorted(
            found, key=lambda f: (f[2].weight > 0, f[0] - f[1], -f[2].weight, f[0])
        ):
            mine = taken.setdefault(entry.issue, set())
            place = range(first, last)
            if not mine.isdisjoint(place) or not taken.get(None, mine).isdisjoint(place):
                continue
            if entry.companions and entry.companions.isdisjoint(words[max(0, first - NEAR) : last + NEAR]):
                continue
            mine.update(place)
            if entry.issue is not None and entry.weight:
                matches.append(CueMatch(spans[first][0], spans[last - 1][1], entry.issue, entry.weight))
        return sorted(matches, key=lambda m: (m.start, m.end, m.issue))


def _language(phrase: str) -> str:
    return "ru" if any("\u0400" <= c <= "\u04ff" for c in phrase) else "en"


def _tokens(text: str) -> tuple[list[tuple[int, int]], list[str], list[str]]:
    spans, raw, words = [], [], []
    for match in TOKEN.finditer(text):
        if not _is_possessive(text, match.start(), match.end()):
            spans.append(match.span())
            raw.append(match.group())
            words.append(stem(match.group().lower()))
    return spans, raw, words


@lru_cache(maxsize=8)
def load_cues(folder: Path | None = None) -> CueIndex:
    """The cue index of the installation, or of it and a user's own `folder`. DataError on a bad file."""
    return CueIndex(folder)
