"""Somebody mentioned in a passage: where, and which parties are meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from sarez.reading.people import PeopleIndex
    from sarez.region.actors import Actor
    from sarez.region.names import Match

STATE_KINDS = frozenset({"state", "demonym", "adjective", "capital", "metonym"})
_BODY_WORDS = re.compile(
    r"\b(?:Bank|Institute|Foundation|University|Academy|Association|Company|Corporation|Cent(?:er|re)|Council|Union"
    r"|Federation|Fund|Society|Group|Movement|Party|Front|Army|Plant|Agency|Consortium|Network|Committee|Limited|Ltd|LLC|Holding)\b"
)
_NOT_A_BODY = re.compile(r"\b(?:Forum|Dialogue|Ministry|Minister|President|Government|Parliament|Press|News|Times|Radio|Agency France|Park|Street|Summit|Conference)\b")
_SERIES = re.compile(r"\b(?:Forum|Conference|Summit|Dialogue|Consultation)s?\b")
NAMED_IN_FULL = frozenset({"HRW", "ICG", "MSF", "NRC", "RSF", "CPJ", "FES", "KAS"})
_ACRONYM = re.compile(r"[\s(]*\(([A-Z][A-Za-z\-]{1,9})\)")


class ActorFinder(Protocol):
    """What the reader needs of a region's actors."""

    def find(self, text: str) -> list[Match[Actor]]: ...


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody mentioned: tokens `start` up to `end` of the doc, and the codes of the parties meant (may be none)."""

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str
    name: str = ""


def codes_of(actor: Actor, text: str) -> tuple[str, ...]:
    """The codes an actor stands for; none where only the context can tell.

    An association or an institute goes by its acronym only where the text gives it (guide, parties).
    """
    if actor.kind == "collective":
        return actor.codes
    if actor.kind == "near_miss" and _SERIES.search(actor.name):
        return ()
    if actor.code in NAMED_IN_FULL and actor.code not in text:
        return (actor.name,)
    return (actor.code,) if actor.code else ()


def find_mentions(
    doc: Doc, offset: int, actors: ActorFinder, people: PeopleIndex | None = None
) -> dict[int, Mention]:
    """Mentions by token: persons first, then the region's actors, then other bodies that the model names."""
    owner: dict[int, Mention] = {}
    if people is not None:
        for token in doc:
            found = people.at(offset + token.idx)
            if found is not None and token.pos_ != "PRON":
                last = owner.get(token.i - 1)
                start = last.start if last is not None and last.name == found.person.name else token.i
                codes = (found.code,) if found.code else ()
                mention = Mention(start, token.i + 1, codes, "person", found.person.name)
                owner.update((i, mention) for i in range(start, token.i + 1))
    for match in actors.find(doc.text):
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is not None and not any(i in owner for i in range(span.start, span.end)):
            actor = match.values[0]
            _put(owner, Mention(span.start, span.end, codes_of(actor, doc.text), actor.kind, actor.name))
    for entity in doc.ents:
        if entity.label_ == "ORG" and not any(i in owner for i in range(entity.start, entity.end)):
            name = _body_name(entity)
            if name:
                _put(owner, Mention(entity.start, entity.end, (name,), "other_body", entity.text))
    return owner


def _put(owner: dict[int, Mention], mention: Mention) -> None:
    owner.update((i, mention) for i in range(mention.start, mention.end))


def _body_name(entity: Span) -> str | None:
    """The code of a body that the region does not know: its acronym where the text gives one, else its name."""
    text = entity.text.removeprefix("the ").removeprefix("The ").strip()
    if len(text.split()) < 2 or not _BODY_WORDS.search(text) or _NOT_A_BODY.search(text):
        return None
    acronym = _ACRONYM.match(entity.doc.text, entity.end_char)
    return acronym.group(1) if acronym else text.removesuffix("'s").removesuffix("’s")


def home_state(mentions: Iterable[Iterable[Mention]], states: frozenset[str]) -> str | None:
    """The state a report is about: the one most named, the first two passages counting three times."""
    counts: Counter[str] = Counter()
    for place, found in enumerate(mentions):
        for mention in set(found):
            if len(mention.codes) == 1 and mention.codes[0] in states:
                counts[mention.codes[0]] += 3 if place < 2 else 1
    return max(counts, key=lambda c: (counts[c], c)) if counts else None
