"""Where a text mentions persons: runs shaped like names, weighed by what stands in and around them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from sarez.reading.names import Name, has_surname_shape, is_same_person, is_surname_first
from sarez.reading.people_lexicon import Lexicon
from sarez.reading.people_words import Paragraph
from sarez.reading.titles import Role

ENOUGH = 3.0
NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a person: words `first` up to `last` of a paragraph, from `reach` on with forms of address."""

    paragraph: int
    first: int
    last: int
    reach: int
    name: Name
    start: int
    end: int
    weight: float


def likely_words(paragraph: Paragraph, lexicon: Lexicon) -> frozenset[int]:
    """The words of the runs that look like full names, for office phrases to stop at."""
    likely: set[int] = set()
    for first, last in paragraph.runs:
        if last - first > 1 and not is_of_a_thing(paragraph, first, last, lexicon):
            likely.update(range(first, last))
    return frozenset(likely)


def is_of_a_thing(paragraph: Paragraph, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the run only gives its name to a body, a place or a thing: Friedrich Ebert Foundation."""
    words = paragraph.words
    after = past_brackets(paragraph, last)
    if after < len(words) and paragraph.gap(after - 1) in (" ", "\u00a0", "-", ""):
        nxt = words[after]
        if nxt.low in lexicon.thing_word or (
            nxt.low in lexicon.body_word and (nxt.is_cap or nxt.low not in lexicon.modifier)
        ):
            return True
    if any(w.low in lexicon.thing_word and w.low not in lexicon.given for w in words[first:last]):
        return True
    quoted = (
        first > 0
        and words[first - 1].text in {"“", '"', "«"}
        and last < len(words)
        and words[last].text in {"”", '"', "»"}
    )
    numbered = (
        first > 0
        and words[first - 1].text.isdecimal()
        and int(words[first - 1].text) > 1
        and words[last - 1].low.endswith("s")
    )
    return numbered or (quoted and last - first > 1)


def reach_of(paragraph: Paragraph, first: int, lexicon: Lexicon) -> int:
    """Where a name begins if the ranks and forms of address before it are counted."""
    i = first
    while i > 0 and paragraph.gap(i - 1) in (" ", "", "\u00a0"):
        w = paragraph.words[i - 1]
        if (w.low in lexicon.honorific or w.low in lexicon.rank) and w.is_cap and w.party is None:
            i -= 1
        elif w.text in {"-", "."} and i - 1 < first and i > 1:
            break
        else:
            break
    return i


def weigh(paragraph: Paragraph, number: int, lexicon: Lexicon, roles: Sequence[Role]) -> list[Mention]:
    """Every run of the paragraph as a mention, with the weight of the signs that it is a person."""
    ends = {r.last for r in roles if not r.is_weak}
    weak = {r.last for r in roles if r.is_weak}
    starts = {r.first for r in roles if not r.is_plural or r.kind == "state"}
    listed = _listed(paragraph, roles)
    out = []
    for first, last in paragraph.runs:
        if last - first > NAME_WORDS or is_of_a_thing(paragraph, first, last, lexicon):
            continue
        reach = reach_of(paragraph, first, lexicon)
        weight = _signs(paragraph, first, last, lexicon)
        weight += 3 * (reach < first)
        weight += 4 * bool({reach, first} & ends and paragraph.gap(reach - 1).strip() == "") + 1 * bool(
            first in weak
        )
        weight += 3 * (reach in listed)
        weight += 3 * (paragraph.low(reach - 1) in {",", "-", "–", "—", "--"} and reach - 1 in ends)
        weight += 3 * (_after_brackets(paragraph, last) in starts)
        weight += 2 * (
            last - first > 1
            and paragraph.low(last) == ","
            and paragraph.low(last + 1) in {"who", "responsible"}
        )
        parts = tuple(w.text for w in paragraph.words[first:last])
        name = Name(paragraph.slice(first, last), parts)
        begin, end = paragraph.words[first].start, paragraph.words[last - 1].end
        out.append(Mention(number, first, last, reach, name, begin, end, weight))
    return out


def _listed(paragraph: Paragraph, roles: Sequence[Role]) -> frozenset[int]:
    """The words at which a further name begins in a list after an office in the plural: Presidents NAME and NAME."""
    begins = dict(paragraph.runs)
    found: set[int] = set()
    for role in roles:
        i = role.last
        while role.is_plural and i in begins:
            i = past_brackets(paragraph, begins[i])
            while paragraph.low(i) in {",", "and"}:
                i += 1
            if i in begins:
                found.add(i)
    return frozenset(found)


def _after_brackets(paragraph: Paragraph, i: int) -> int:
    """The word after a name and the comma or dash that follows it, brackets passed over; -1 if there is none."""
    i = past_brackets(paragraph, i)
    return i + 1 if paragraph.low(i) in {",", "-", "–", "—", "--"} else -1


def past_brackets(paragraph: Paragraph, i: int) -> int:
    """The first word after brackets that open at `i`, else `i`."""
    if paragraph.low(i) != "(":
        return i
    for j in range(i + 1, min(i + 14, len(paragraph.words))):
        if paragraph.words[j].text == ")":
            return j + 1
    return i


def _signs(paragraph: Paragraph, first: int, last: int, lexicon: Lexicon) -> float:
    words = paragraph.words[first:last]
    full = [w for w in words if not w.is_initial]
    if not full:
        return -9
    before = paragraph.low(first - 1) if first and paragraph.gap(first - 1).strip(" \u00a0") == "" else ""
    weight = 0.0
    if words[0].is_initial or (len(full) > 1 and words[0].low in lexicon.given):
        weight += 3
    elif len(full) > 1 and lexicon.is_given(words[0].text):
        weight += 2
    elif len(full) > 2 and any(lexicon.is_given(w.text) for w in words[1:-1]):
        weight += 1.5
    weight += 1.5 * (len(words) > 1 and has_surname_shape(full[-1].text))
    weight += 0.5 * (len(words) == 1 and has_surname_shape(full[-1].text))
    persons = sum(w.entity == "PERSON" for w in words)
    weight += 2.0 if persons == len(words) and len(words) > 1 else 1.0 if persons else 0.0
    weight -= (
        1.0
        * (weight < 3)
        * all(
            w.entity in {"GPE", "LOC", "FAC", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"} for w in words
        )
    )
    weight += 1.0 * (paragraph.low(last) in lexicon.speech or paragraph.low(first - 1) in lexicon.speech)
    weight += 1.0 * (persons == len(words) > 1 and _acts(paragraph, last))
    weight += 1.0 * (len(words) == 1 and has_surname_shape(full[-1].text) and _acts(paragraph, last))
    weight += 1.5 * (paragraph.low(last) == "(" and paragraph.low(last + 1) in {"b", "born"})
    weight -= 2.5 * (before == "the" and paragraph.low(first - 2) not in {"'s"})
    weight -= 2.0 * (before in lexicon.place_preposition or all(w.is_place for w in full))
    weight -= 1.0 * (paragraph.low(last) == "," and all(w.is_place for w in full))
    return weight


def _acts(paragraph: Paragraph, i: int) -> bool:
    """Whether a verb or a genitive follows: who does or owns something is likelier a person than a place."""
    w = paragraph.words[i] if i < len(paragraph.words) else None
    return w is not None and (w.low in {"'s", "’s"} or w.tag in {"VERB"})


def accept(mentions: Sequence[Mention], holders: Container[str]) -> list[Mention]:
    """The mentions that are persons: those with weight enough, and the others that name one of these again."""
    sure = [m for m in mentions if _is_sure(m)]
    told = {m.name.surname for m in sure}
    sure += [
        m
        for m in mentions
        if m not in sure and _may_hold(m) and m.name.surname not in told and m.name.text in holders
    ]
    spoken = {m.name.text for m in sure}
    known = list({m.name.text: m.name for m in sure}.values())
    again = [
        m for m in mentions
        if m.name.text not in spoken and m.weight > -2 and any(_names_again(m.name, k) for k in known)
    ]  # fmt: skip
    kept = {id(m) for m in sure} | {id(m) for m in again}
    return [m for m in mentions if id(m) in kept or (m.name.text in spoken and m.weight > -2)]


def _is_sure(m: Mention) -> bool:
    if len(m.name.parts) > 1:
        return m.weight >= ENOUGH
    return m.weight >= ENOUGH + 0.5 * (m.reach == m.first)


def _may_hold(m: Mention) -> bool:
    """Whether a name is worth looking up among the known office holders."""
    return m.weight >= 0.5 and len(m.name.text) > 3


def _names_again(a: Name, b: Name) -> bool:
    if len(a.parts) == 1 and is_surname_first(a, b):
        return True
    if len(a.parts) == 1:
        return len(b.parts) > 1 and len(a.text) > 2 and is_same_person(a, b)
    return is_same_person(a, b)
