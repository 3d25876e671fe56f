"""The name of a body around one of its words: "the Centre" leads to the Centre's full name."""

from __future__ import annotations

from sarez.reading.people_words import Paragraph, Party

_JOINING = frozenset({"of", "for", "on", "and", "the", "in"})


def name_around(p: Paragraph, i: int) -> tuple[int, int, Party | None]:
    """The body's name that word `i` belongs to: its words, and the party they are if it is known."""
    party = p.words[i].body
    if party is not None:
        return party.first, party.last, party
    first = i
    while party is None and first > 0 and p.words[first - 1].is_cap and p.gap(first - 1) == " ":
        first -= 1
        party = p.words[first].body
    return first, _name_end(p, i + 1), party


def _name_end(p: Paragraph, end: int) -> int:
    """Where a body's name ends that may go on after its noun: "the Institute of Water Problems of Uzbekistan"."""
    k = end
    while k < len(p.words) and p.gap(k - 1) == " " and (p.words[k].is_cap or p.low(k) in _JOINING):
        k += 1
        if p.words[k - 1].is_cap:
            end = k
    return end
