"""Who is named in a report: persons with all their mentions, the office they hold and whom they act for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sarez.reading.names import is_same_person
from sarez.reading.people_allegiance import Allegiance, Story, held_by
from sarez.reading.people_lexicon import Lexicon, lexicon
from sarez.reading.people_links import Link, link
from sarez.reading.people_mentions import Mention, accept, likely_words, weigh
from sarez.reading.people_told import KnownHolders, told_apart
from sarez.reading.people_words import Paragraph, annotate, find_runs, mark_places, words_of
from sarez.reading.records import Evidence, Passage, Person
from sarez.reading.titles import Role, find_roles, mark_titles

if TYPE_CHECKING:
    from spacy.tokens import Doc

READ = frozenset({"body", "list_item", "headline", "kicker"})
PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers"})


class RegionLike(Protocol):
    """What the people reader needs of a region: its actors, and who held which office when."""

    @property
    def actors(self) -> Any: ...
    @property
    def offices(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person with every mention in the text; `code` is the party the person acts for, as in the guide."""

    person: Person
    mentions: tuple[Evidence, ...]
    code: str | None


@dataclass(frozen=True, slots=True)
class PeopleIndex:
    """Looks up who is meant at a place in the text, by name or by "he" and "she"."""

    people: tuple[PersonFound, ...]
    _starts: tuple[int, ...]
    _spans: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, people: Sequence[PersonFound]) -> PeopleIndex:
        spans = sorted((e.start, e.end, i) for i, p in enumerate(people) for e in p.mentions)
        return cls(tuple(people), tuple(s[0] for s in spans), tuple(spans))

    def at(self, offset: int) -> PersonFound | None:
        """The person mentioned at this character of the report's text, if any."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset >= self._spans[i][1]:
            return None
        return self.people[self._spans[i][2]]

    def within(self, start: int, end: int) -> tuple[PersonFound, ...]:
        """The persons mentioned between two characters, in order, each once."""
        i = bisect_right(self._starts, start - 1)
        found: dict[int, None] = {}
        while i < len(self._spans) and self._starts[i] < end:
            found[self._spans[i][2]] = None
            i += 1
        return tuple(self.people[k] for k in found)


def find_people(
    text: str,
    passages: Sequence[Passage],
    docs: Mapping[int, Doc],
    region: RegionLike,
    published: str | None = None,
) -> list[PersonFound]:
    """The persons whom the text names, in the order in which they first appear.

    `docs` holds the parsed passages by the character they start at (offsets inside count from there); without
    them the rules read alone. `published` (ISO) tells which holder of an office is meant.
    """
    lex = lexicon()
    paragraphs = [_paragraph(text, p, docs.get(p.start), region, lex) for p in passages if _is_read(p)]
    roles = [find_roles(p, lex, likely_words(p, lex)) for p in paragraphs]
    weighed = [m for i, p in enumerate(paragraphs) for m in weigh(p, i, lex, roles[i])]
    mentions = accept([m for m in weighed if m.weight > -5], _Holders(region, published))
    mentions = _body_first(mentions, paragraphs)
    clusters = _merge(mentions)
    story = Story(tuple(paragraphs), text, region, published)
    links = [
        x
        for i, p in enumerate(paragraphs)
        for x in link(p, [m for m in mentions if m.paragraph == i], roles[i], lex)
    ]
    links += told_apart(paragraphs, roles, mentions, links, lex)
    known = KnownHolders(region.offices, published, paragraphs, roles, links)
    told = [known.told(c) for c in clusters if not any(x.mention in c and not x.role.is_weak for x in links)]
    links += [x for x in told if x is not None]
    found = [_person(c, links, story) for c in clusters]
    return _with_pronouns(found, clusters, paragraphs)


@dataclass(frozen=True, slots=True)
class _Holders:
    """The office holders whom a region knows, as far as a bare name can tell them."""

    region: RegionLike
    published: str | None

    def __contains__(self, name: object) -> bool:
        if self.region.offices is None or not isinstance(name, str):
            return False
        if self.published is not None:
            return bool(held_by(self.region.offices, name, self.published))
        return " " in name and bool(held_by(self.region.offices, name, None))


def _is_read(passage: Passage) -> bool:
    return passage.role in READ and passage.language in {"en", "und", ""}


def _paragraph(text: str, passage: Passage, doc: Doc | None, region: RegionLike, lex: Lexicon) -> Paragraph:
    paragraph = Paragraph(passage.role, text, words_of(text, passage.start, passage.end))
    annotate(paragraph, doc, passage.start, region.actors.find(text[passage.start : passage.end]), lex)
    places = getattr(region, "places", None)
    if places is not None:
        found = places.find(text[passage.start : passage.end])
        mark_places(paragraph, ((passage.start + m.start, passage.start + m.end) for m in found))
    mark_titles(paragraph, lex)
    find_runs(paragraph, lex)
    return paragraph


def _body_first(mentions: list[Mention], paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Leave out what only a headline in capitals or in Title Case suggests."""
    told = [m.name for m in mentions if paragraphs[m.paragraph].role in {"body", "list_item"}]
    return [
        m for m in mentions
        if paragraphs[m.paragraph].role in {"body", "list_item"}
        or any(is_same_person(m.name, n) for n in told)
        or (len(m.name.parts) > 1 and m.weight >= 4)
    ]  # fmt: skip


def _merge(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Gather the mentions of one person; fuller names first, so that a surname joins the one it belongs to."""
    clusters: list[list[Mention]] = []
    for m in sorted(mentions, key=lambda m: (-m.name.fullness, -len(m.name.parts))):
        fitting = [c for c in clusters if all(is_same_person(m.name, x.name) for x in c)] or [
            c for c in clusters if is_same_person(m.name, c[0].name)
        ]
        exact = [c for c in fitting if any(x.name.surname == m.name.surname for x in c)] or fitting
        if exact:
            _nearest(exact, m).append(m)
        else:
            clusters.append([m])
    for c in clusters:
        c.sort(key=lambda m: m.start)
    return sorted(clusters, key=lambda c: c[0].start)


def _nearest(clusters: list[list[Mention]], mention: Mention) -> list[Mention]:
    """The person last mentioned before, of those whom a name fits."""
    return max(clusters, key=lambda c: max((x.start for x in c if x.start < mention.start), default=-1))


def _person(cluster: list[Mention], links: Sequence[Link], story: Story) -> PersonFound:
    best = max(cluster, key=lambda m: (m.name.fullness, -m.start))
    mine = [x for x in links if x.mention in cluster]
    role = _position(mine, best)
    allegiance = story.allegiance(cluster, mine, role)
    aliases = tuple(dict.fromkeys(m.name.text for m in cluster if m.name.text != best.name.text))
    spans = tuple(Evidence(m.start, m.end) for m in cluster)
    first = [e for m, e in zip(cluster, spans, strict=True) if m is best]
    shown = (
        *[Evidence(x.start, x.end) for x in mine if x in role][:1],
        *first,
        *[e for e in spans if e not in first],
    )
    person = Person(
        best.name.text,
        _joined([x.role.position for x in role]),
        allegiance.organization,
        allegiance.country,
        shown,
        round(min(0.99, 0.5 + 0.06 * max(m.weight for m in cluster) + 0.05 * bool(role)), 2),
        aliases,
    )
    return PersonFound(person, spans, allegiance.code)


def _position(links: Sequence[Link], best: Mention) -> list[Link]:
    """The offices to put on file: those told together, best with the fullest name, a bare rank only for want of better."""
    if not links:
        return []
    strong = [x for x in links if not x.role.is_weak] or list(links)

    def worth(x: Link) -> tuple[float, int]:
        detail = len(x.role.position.split()) + 2 * bool(x.role.organization) + bool(x.role.state)
        is_private = x.role.kind == "private"
        return (-x.doubt * 4 + 2 * (x.mention == best) + min(detail, 6) * 0.5 - 0.2 * is_private, -x.start)

    chosen = max(strong, key=worth)
    return [x for x in strong if x.group == chosen.group and x.mention == chosen.mention]


def _joined(positions: list[str]) -> str | None:
    return ", ".join(p for p in dict.fromkeys(positions) if p) or None


def _with_pronouns(
    found: list[PersonFound], clusters: list[list[Mention]], paragraphs: Sequence[Paragraph]
) -> list[PersonFound]:
    """Let each "he" and "she" count as a mention of the person last named as somebody who could be meant."""
    extra: dict[int, list[Evidence]] = {}
    for number, paragraph in enumerate(paragraphs):
        spans = sorted((m.start, i) for i, c in enumerate(clusters) for m in c if m.paragraph == number)
        earlier = sorted(
            (m.start, i)
            for i, c in enumerate(clusters)
            for m in c
            if m.paragraph < number and m.paragraph >= number - 1
        )
        for w in paragraph.words:
            if w.low in PRONOUNS:
                before = [i for s, i in spans if s < w.start] or [i for _, i in earlier]
                if before:
                    extra.setdefault(before[-1], []).append(Evidence(w.start, w.end))
    return [
        PersonFound(p.person, tuple(sorted((*p.mentions, *extra.get(i, ())))), p.code)
        for i, p in enumerate(found)
    ]


__all__ = ["Allegiance", "PeopleIndex", "PersonFound", "Role", "find_people"]
