"""Offices in running text: where a phrase names one, and its position, body and state."""

from __future__ import annotations

from sarez.reading.people_lexicon import Lexicon, begins_office, office
from sarez.reading.people_words import Paragraph, Word
from sarez.reading.titles_phrase import Phrase, Role

__all__ = ["Role", "find_roles", "heads", "mark_titles"]


def find_roles(paragraph: Paragraph, lexicon: Lexicon, people: frozenset[int]) -> list[Role]:
    """All offices that the paragraph names, by place; `people` are the words that belong to likely names."""
    found = []
    for i, last in paragraph.heads:
        if paragraph.low(last) in {"'s", "’s"} or (
            _is_not_noun(paragraph.words[last - 1]) and last not in people
        ):
            continue
        found.append(Phrase(paragraph, lexicon, people, i, last).read())
    return found


def mark_titles(paragraph: Paragraph, lexicon: Lexicon) -> None:
    """Mark the words that are office nouns, so that they are taken for no name."""
    paragraph.heads = heads(paragraph, lexicon)
    for first, last in paragraph.heads:
        for w in paragraph.words[first:last]:
            w.is_title = True
        _free_title(paragraph, first, last, lexicon)


def _free_title(paragraph: Paragraph, first: int, last: int, lexicon: Lexicon) -> None:
    """Take an office out of a party's name that holds it: the UN of "UN Resident Coordinator"."""
    party = paragraph.words[last - 1].party
    if party is None or party.last != last or party.first >= first or party.kind in {"agency", "noun"}:
        return
    while first - 1 > party.first and paragraph.words[first - 1].low in lexicon.modifier:
        first -= 1
    for w in paragraph.words[first:last]:
        w.party = None


def heads(paragraph: Paragraph, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The office nouns, as word ranges, the longest at each place; one that only qualifies the next is left out."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(paragraph.words):
        size = _head_at(paragraph, lexicon, i)
        if (
            size
            and found
            and found[-1][1] == i
            and paragraph.gap(i - 1) == " "
            and not paragraph.words[i - 1].text.endswith(".")
        ) and paragraph.words[i].low not in lexicon.rank:
            found.pop()
        if size:
            found.append((i, i + size))
        i += size or 1
    return found


def _head_at(paragraph: Paragraph, lexicon: Lexicon, i: int) -> int:
    if not begins_office(paragraph.low(i)):
        return 0
    lows = [paragraph.low(k) for k in range(i, min(i + lexicon.longest, len(paragraph.words)))]
    for size in range(len(lows), 0, -1):
        if office(" ".join(lows[:size])) is not None:
            return size
    return 0


def _is_not_noun(w: Word) -> bool:
    if w.low.startswith(("ex-", "vice-", "co-")):
        return False
    return (w.tag in {"VERB", "AUX", "ADV", "ADP"} and not w.is_cap) or (w.tag == "ADJ" and not w.is_cap)
