"""A passage as the words that the people reader looks at: what each may be, and which runs may be names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sarez.reading.names import INITIAL
from sarez.reading.people_lexicon import Lexicon
from sarez.region.names import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

_INITIALS = r"(?:(?:[A-ZÀ-ÞĀ-ŽȀ-Ȳ]|Ch|Dj|Dzh|Gh|Kh|Ph|Sh|Th|Ts|Ya|Ye|Yo|Yu|Zh)\.-?)+(?=\s?[A-ZÀ-ÞĀ-Ž])"
_SHORT = r"(?:Mr|Mrs|Ms|Dr|Prof|Lt|Col|Gen|Maj|Capt|Sgt|Brig|Adm|Amb|Rev|Hon|Eng|Cpl|Cmdr|No|St|Lt-Gen|Lt-Col|Maj-Gen)\."
_LETTERS = r"(?:U\.S\.A|U\.A\.E|U\.S|U\.N|U\.K|E\.U|R\.K)\."
_TOKEN = re.compile(
    rf"{_SHORT}|{_LETTERS}|{_INITIALS}|[’'](?:s|S)\b|[^\W_]+(?:(?:[-‐‑’'ʼ‘`](?!s\b|S\b)|\.(?=[a-z])|&)[^\W_]+)*|--|[^\w\s]"
)
STATE_KINDS = frozenset({"state", "demonym", "adjective", "capital", "metonym"})
_COUNCILS = frozenset({"un", "u.n", "unsc", "nations"})
NOT_INITIALS = frozenset({"U.S.", "U.N.", "U.K.", "E.U.", "U.A.E.", "U.S.A.", "D.C.", "R.K."})


class ActorLike(Protocol):
    """What the people reader needs to know of an actor."""

    @property
    def code(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def state(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Party:
    """An actor met in the passage: words `first` up to `last`; `state` is the state that it is, or belongs to."""

    first: int
    last: int
    code: str | None
    state: str | None
    is_state: bool
    kind: str = ""


@dataclass(slots=True)
class Word:
    """One word or mark, with its place in the report's text."""

    text: str
    low: str
    start: int
    end: int
    tag: str = ""
    entity: str = ""
    party: Party | None = None
    is_cap: bool = False
    is_initial: bool = False
    is_title: bool = False
    is_place: bool = False

    @property
    def body(self) -> Party | None:
        """The party this word belongs to, if that is a body or a group and no state."""
        return self.party if self.party is not None and not self.party.is_state else None

    @property
    def names_state(self) -> bool:
        """Whether this word belongs to the name of a state, or an adjective of it."""
        return self.party is not None and self.party.is_state


@dataclass(slots=True)
class Paragraph:
    """The words of one passage, and the runs among them that are shaped like names."""

    role: str
    text: str
    words: list[Word]
    runs: list[tuple[int, int]] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    heads: list[tuple[int, int]] = field(default_factory=list)

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next."""
        return self.text[self.words[i].end : self.words[i + 1].start] if i + 1 < len(self.words) else "\n"

    def slice(self, first: int, last: int) -> str:
        """The text of words `first` up to `last`, white space levelled."""
        if first >= last:
            return ""
        return " ".join(self.text[self.words[first].start : self.words[last - 1].end].split())

    def low(self, i: int) -> str:
        return self.words[i].low if 0 <= i < len(self.words) else ""


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words and marks of a stretch of text."""
    found = []
    for m in _TOKEN.finditer(text, start, end):
        word = m.group()
        found.append(Word(word, fold(word).rstrip(".") or word, m.start(), m.end()))
        w = found[-1]
        w.is_initial = bool(INITIAL.match(word)) and word not in NOT_INITIALS
        w.is_cap = word[0].isupper()
    return found


def annotate(
    passage: Paragraph, doc: Doc | None, offset: int, matches: Iterable[object], lexicon: Lexicon
) -> None:
    """Mark parties, and where there is a parse, parts of speech and entities."""
    by_start = {w.start: i for i, w in enumerate(passage.words)}
    for match in matches:
        _mark_party(passage, match, offset, by_start, lexicon)
    if doc is None:
        return
    for token in doc:
        i = by_start.get(offset + token.idx)
        if i is not None:
            passage.words[i].tag = token.pos_
            passage.words[i].entity = token.ent_type_


def _mark_party(
    passage: Paragraph, match: object, offset: int, by_start: dict[int, int], lexicon: Lexicon
) -> None:
    first = by_start.get(offset + match.start)  # type: ignore[attr-defined]
    values: tuple[ActorLike, ...] = match.values  # type: ignore[attr-defined]
    if first is None or not values:
        return
    last, end = first, offset + match.end  # type: ignore[attr-defined]
    while last < len(passage.words) and passage.words[last].start < end:
        last += 1
    last = next((k for k in range(first + 2, last - 1) if _starts_name(passage, k, lexicon)), last)
    actor = values[0]
    if last - first == 1 and _is_part_of_name(passage, first, lexicon):
        return
    is_state = actor.kind in STATE_KINDS
    if actor.kind == "body" and any(a.kind in {"agency", "noun"} for a in values[1:]):
        actor = (
            next(a for a in values if a.kind in {"agency", "noun"})
            if passage.low(first - 1) not in _COUNCILS
            else actor
        )
    states = {a.code if a.kind in STATE_KINDS else a.state for a in values}
    party = Party(first, last, actor.code, states.pop() if len(states) == 1 else None, is_state, actor.kind)
    passage.parties.append(party)
    for w in passage.words[first:last]:
        w.party = party


def _starts_name(passage: Paragraph, k: int, lexicon: Lexicon) -> bool:
    """Whether a person's name begins at word `k`, inside what was taken for a body's: … for National Security Marat …"""
    w, nxt = passage.words[k], passage.words[k + 1]
    known = w.low in lexicon.given and w.low not in lexicon.body_word | lexicon.word | lexicon.thing_word
    return (known or w.is_initial) and nxt.is_cap and passage.gap(k) == " "


def _is_part_of_name(passage: Paragraph, i: int, lexicon: Lexicon) -> bool:
    """Whether the word is a name's and no party's: Nursultan Nazarbayev, N. German."""
    if i and passage.words[i - 1].is_initial and passage.gap(i - 1) in ("", " ", "\u00a0"):
        return True
    return fold(passage.words[i].text) in lexicon.given and _is_before_name(passage, i)


def mark_places(passage: Paragraph, spans: Iterable[tuple[int, int]]) -> None:
    """Mark the words within `spans` (characters of the report's text) as words of a known place's name."""
    starts = [w.start for w in passage.words]
    for start, end in spans:
        for w in passage.words[bisect_left(starts, start) : bisect_left(starts, end)]:
            w.is_place = True


def _is_before_name(passage: Paragraph, i: int) -> bool:
    """Whether a word that is also a place stands as a given name: Nursultan Nazarbayev."""
    nxt = passage.words[i + 1] if i + 1 < len(passage.words) else None
    return bool(nxt and nxt.is_cap and passage.gap(i) == " " and len(nxt.text) > 3)


def find_runs(passage: Paragraph, lexicon: Lexicon) -> None:
    """Find the runs of words that are shaped like a name: capitals and initials that are nothing else."""
    words, i = passage.words, 0
    while i < len(words):
        if not _may_name(passage, i, lexicon):
            i += 1
            continue
        j = i + 1
        while j < len(words) and passage.gap(j - 1) in ("", " ", "  ", "\u00a0"):
            if _may_name(passage, j, lexicon) or _ends_name(passage, j, lexicon):
                j += 1
            elif (
                words[j].low in lexicon.particle - lexicon.suffix
                and j + 1 < len(words)
                and _may_name(passage, j + 1, lexicon)
            ):
                j += 2
            elif words[j].low in lexicon.suffix and not words[j].is_cap:
                j += 1
                break
            elif (
                words[j].low in lexicon.particle
                and words[j + 1 : j + 2]
                and words[j + 1].low in lexicon.particle
                and j + 2 < len(words)
                and _may_name(passage, j + 2, lexicon)
            ):
                j += 3
            else:
                break
        passage.runs += _cut(passage, i, j, lexicon)
        i = j


def _may_name(passage: Paragraph, i: int, lexicon: Lexicon) -> bool:
    w = passage.words[i]
    if w.is_initial:
        return w.party is None
    if not w.is_cap or w.party is not None or w.is_title or not w.text[-1].isalpha():
        return False
    if w.low in lexicon.honorific or w.low in lexicon.rank:
        return False
    known = w.low in lexicon.given
    if not known and w.low in lexicon.thing_word | lexicon.body_word | lexicon.modifier | lexicon.word:
        return False
    if w.low in lexicon.function and not (known and _is_named_next(passage, i)):
        return False
    return _is_cased_like_a_name(w.text)


def _ends_name(passage: Paragraph, j: int, lexicon: Lexicon) -> bool:
    """Whether a common word is a surname here: Thomas West, William Hill."""
    w, before = passage.words[j], passage.words[j - 1]
    return (
        w.low in lexicon.surname_word
        and w.is_cap
        and before.low in lexicon.given
        and not _is_named_next(passage, j)
        and (
            j < 2
            or not passage.words[j - 2].is_cap
            or passage.gap(j - 2) != " "
            or passage.words[j - 2].is_title
        )
    )


def _is_named_next(passage: Paragraph, i: int) -> bool:
    nxt = passage.words[i + 1] if i + 1 < len(passage.words) else None
    return bool(nxt and nxt.is_cap and passage.gap(i) == " ")


def _is_cased_like_a_name(word: str) -> bool:
    """Capital and small letters, or all capitals where that is long enough not to be an acronym."""
    if len(word) == 1:
        return False
    parts = [p for p in re.split(r"[-‐‑’'ʼ‘`]", word) if p]
    if all(p.isupper() for p in parts):
        return len(word) > 6
    return all(re.fullmatch(r"(?:Mc|Mac|De|Di|La|Le|O)?[^\W\d_a-z]?[^\W\d_A-Z]*", p) for p in parts) and (
        len(word) < 2 or not word.isupper()
    )


def _cut(passage: Paragraph, first: int, last: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Cut what is no name off the front of a run: the first word of a sentence, an unknown place or body."""
    words = passage.words
    while first < last and words[first].low in lexicon.particle and not words[first].is_cap:
        first += 1
    if (
        last - first > 2
        and words[first].is_place
        and words[first].low not in lexicon.given
        and passage.low(first - 1) in {"of", "in", "for", "at", "from"}
    ):
        first += 1
    while last - first > 1 and _opens_sentence(passage, first) and _is_common(words[first], lexicon):
        first += 1
    for k in range(first + 1, last - 1):
        is_first_unknown = not any(
            words[x].is_initial or lexicon.is_given(words[x].text) or words[x].low in lexicon.particle
            for x in range(first, k)
        )
        if is_first_unknown and (words[k].is_initial or words[k].low in lexicon.given):
            if k - first == 1 and last - k == 1:
                break
            if not (words[k].is_initial and k - first == 1 and not words[first].is_place):
                return [(k, last)]
            break
    return [(first, last)] if first < last else []


def _opens_sentence(passage: Paragraph, i: int) -> bool:
    return (
        i == 0
        or passage.words[i - 1].text in {".", "!", "?", ":", "“", '"', "•", "–", "—", "-", "*"}
        or "\n" in passage.gap(i - 1)
    )


def _is_common(w: Word, lexicon: Lexicon) -> bool:
    return (
        w.tag in {"ADV", "ADP", "VERB", "AUX", "DET", "PRON", "SCONJ", "CCONJ", "NUM"}
        and w.low not in lexicon.given
        and not w.is_initial
    )
