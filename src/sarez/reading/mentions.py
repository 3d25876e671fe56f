"""Somebody mentioned in a passage: where, and which parties are meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from sarez.reading.parsed import text_of
from sarez.reading.roles import CIVILIANS, is_private

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from sarez.reading.people import PeopleIndex, PersonFound
    from sarez.region.actors import Actor
    from sarez.region.names import Match

Codes = tuple[str, ...]
STATE_KINDS = frozenset({"state", "demonym", "adjective", "capital", "metonym"})
_BODY_WORDS = re.compile(
    r"\b(?:Bank|Institute|Foundation|University|Academy|Association|Company|Corporation|Cent(?:er|re)|Council|Union"
    r"|Federation|Fund|Society|Group|Movement|Party|Front|Army|Plant|Agency|Consortium|Network|Committee|Limited|Ltd|LLC|Holding)\b"
)
_NOT_A_BODY = re.compile(
    r"\b(?:Forum|Dialogue|Ministry|Minister|President|Government|Parliament|Press|News|Times|Radio|Agency France|Park|Street|Summit|Conference)\b"
)
_UNION = re.compile(r"\b(?:European Union|EU)\b")
_OF_A_TONGUE = re.compile(r"[-‑](?:born|made|style|built|educated)\b|[-‑ ](?:language|speaking)\b")
_BRITISH = re.compile(r"\b(?:Brit(?:ain|ish)|London|UK|United Kingdom|FCD?O)\b")
_EU_SEATS = frozenset({"Brussels", "Strasbourg"})
LEADING = 0.3  # of the mentions of the most named state, for another to be a principal of the report
TALIBAN_SINCE = "2021-08"
OFTEN = 2
IN_OFFICE = frozenset({"Taliban", "Hizb ut-Tahrir", "IRPT", "Group 24"})
_SERIES = re.compile(r"\b(?:Forum|Conference|Summit|Dialogue|Consultation)s?\b")
NAMED_IN_FULL = frozenset({"HRW", "ICG", "MSF", "NRC", "RSF", "CPJ", "FES", "KAS"})
_NAMED_BODIES = frozenset({"other_body", "group"})
_REST_OF_NAME = r"(?:[ -](?:[A-Z][\w’'-]*|of|for|and|in|on|the|de|to)){0,9} \(([A-Z]{3,9})\)"
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
    doc: Doc, offset: int, actors: ActorFinder, people: PeopleIndex | None = None, *, page: str = ""
) -> dict[int, Mention]:
    """Mentions by token: persons first, then the region's actors, then other bodies that the model names."""
    owner: dict[int, Mention] = {}
    if people is not None:
        for token in doc:
            found = people.at(offset + token.idx)
            if found is not None and token.pos_ != "PRON":
                last = owner.get(token.i - 1)
                start = last.start if last is not None and last.name == found.person.name else token.i
                codes = _codes_of_person(found, actors)
                mention = Mention(start, token.i + 1, codes, "person", found.person.name)
                owner.update((i, mention) for i in range(start, token.i + 1))
    text = text_of(doc)
    union = bool(_UNION.search(page or text))
    for match in actors.find(text):
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is not None and not any(i in owner for i in range(span.start, span.end)):
            if _OF_A_TONGUE.match(text, match.end) or _is_of_elsewhere(span, page or text):
                continue
            actor = _meant(match.values, page or text)
            codes = ("EU",) if union and span.text in _EU_SEATS else codes_of(actor, text)
            _put(owner, Mention(span.start, span.end, codes, actor.kind, actor.name))
    for entity in doc.ents:
        if entity.label_ == "ORG" and not any(i in owner for i in range(entity.start, entity.end)):
            name = _body_name(entity)
            if name:
                _put(owner, Mention(entity.start, entity.end, (name,), "other_body", entity.text))
    return owner


def _meant(actors: Sequence[Actor], page: str) -> Actor:
    """Which of those that share a name is meant: "the White House" is that of the state which the page names."""
    named = (a for a in actors if a.kind == "metonym" and a.name in page)
    return actors[0] if actors[0].kind != "metonym" else next(named, actors[0])


def _is_of_elsewhere(span: Span, page: str) -> bool:
    """Whether "the Foreign Office" is not the British one: the page names nothing British."""
    return span.text == "Foreign Office" and not _BRITISH.search(page)


def spread_names(docs: Sequence[Doc], owners: Sequence[dict[int, Mention]]) -> None:
    """A body that the model names once is known wherever its name stands again."""
    names = {m.name: m for owner in owners for m in owner.values() if m.kind == "other_body"}
    for doc, owner in zip(docs, owners, strict=True):
        for name, known in names.items():
            start = text_of(doc).find(name)
            while start >= 0:
                span = doc.char_span(start, start + len(name))
                if span is not None and not any(i in owner for i in range(span.start, span.end)):
                    _put(owner, Mention(span.start, span.end, known.codes, known.kind, name))
                start = text_of(doc).find(name, start + len(name))


def name_by_acronym(owners: Iterable[dict[int, Mention]], page: str) -> None:
    """A body the region does not know goes by the acronym that the page gives it, whichever part of its name was met."""
    owners = list(owners)
    bodies = {m.codes[0] for owner in owners for m in owner.values() if m.kind in _NAMED_BODIES and m.codes}
    found = {name: re.search(re.escape(name) + _REST_OF_NAME, page) for name in bodies if " " in name}
    given = {name: (match.group(1),) for name, match in found.items() if match}
    for owner in owners if given else ():
        for i, mention in owner.items():
            if mention.codes and mention.kind in _NAMED_BODIES and mention.codes[0] in given:
                owner[i] = replace(mention, codes=given[mention.codes[0]])


def only_group(owners: Iterable[dict[int, Mention]]) -> tuple[str, ...]:
    """The armed group behind a report's "gunmen", where it names just one that is not in office."""
    groups = {m.codes for owner in owners for m in owner.values() if m.kind == "group" and m.codes}
    groups -= {(name,) for name in IN_OFFICE}
    return groups.pop() if len(groups) == 1 else ()


def name_rulers(owners: Iterable[dict[int, Mention]], published: str | None) -> None:
    """After August 2021 Afghan officials are the Taliban where the text keeps naming them so (guide, decision 6)."""
    if not published or published < TALIBAN_SINCE:
        return
    owners = list(owners)
    named = sum(m.codes == ("Taliban",) for owner in owners for m in set(owner.values()))
    for owner in owners if named >= OFTEN else ():
        for i, mention in owner.items():
            if mention.kind == "person" and mention.codes == ("AFG",):
                owner[i] = replace(mention, codes=("Taliban",))


def _codes_of_person(found: PersonFound, actors: ActorFinder) -> Codes:
    """The party a person acts for: the international body that is named as theirs before the one above it."""
    position = found.person.position or ""
    if is_private(position, has_body=bool(found.person.organization)):
        return (CIVILIANS,)
    if found.code and not found.person.country and "nvoy" in position and "UN " in position:
        return ("UN",)
    if found.code and not found.person.country and found.person.organization:
        own = [m.values[0].code for m in actors.find(found.person.organization) if m.values[0].kind == "body"]
        if own and own[0] in NAMED_IN_FULL:
            return (found.person.organization,)
        if own and own[0]:
            return (own[0],)
    party = [
        m.values[0].code for m in actors.find(found.person.organization or "") if m.values[0].kind == "group"
    ]
    if party and party[0]:
        return (party[0],)
    return (found.code,) if found.code and not found.code.split()[-1].islower() else ()


def _put(owner: dict[int, Mention], mention: Mention) -> None:
    owner.update((i, mention) for i in range(mention.start, mention.end))


def _body_name(entity: Span) -> str | None:
    """The code of a body that the region does not know: its acronym where the text gives one, else its name."""
    text = entity.text.removeprefix("the ").removeprefix("The ").removesuffix(" of").strip()
    if text.split()[-1].islower():  # "the Joint Staff of the alliance" points to a body named before
        return None
    if len(text.split()) < 2 or not _BODY_WORDS.search(text) or _NOT_A_BODY.search(text):
        return None
    acronym = _ACRONYM.match(text_of(entity.doc), entity.end_char)
    return acronym.group(1) if acronym else text.removesuffix("'s").removesuffix("’s")


def principal_states(
    mentions: Iterable[Iterable[Mention]], states: frozenset[str], places: Sequence[Iterable[str]] = ()
) -> tuple[str, ...]:
    """The states a report is about, the most named first, the first two passages counting three times.

    `places` are, passage by passage, the countries of the towns and districts that it names: each speaks for its
    state as the state's name does.
    """
    counts: Counter[str] = Counter()
    for place, found in enumerate(mentions):
        for mention in set(found):
            if len(mention.codes) == 1 and mention.codes[0] in states:
                counts[mention.codes[0]] += 3 if place < 2 else 1
    for countries in places:
        counts.update(c for c in countries if c in states)
    most = max(counts.values(), default=0)
    return tuple(sorted((c for c in counts if counts[c] >= LEADING * most), key=lambda c: (-counts[c], c)))
