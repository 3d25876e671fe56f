"""Which states and bodies stand behind the noun phrases of a sentence that stands alone.

A report tells whose police "the police" are; a single sentence of world news mostly does not. Here a phrase stands for
the state, or the international body, nearest to its head: "the rebel Kurdistan Workers' Party" for Türkiye.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from sarez.reading.mentions import Codes, find_mentions
from sarez.reading.parsed import text_of
from sarez.reading.roles import role_nouns
from sarez.region.names import NameIndex

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sarez.reading.people import PeopleIndex
    from sarez.region.region import Region

SPEECH = frozenset(
    "say report announce tell add state confirm quote note cite claim declare disclose reveal write comment remark explain".split()
)
_MODIFIERS = frozenset({"amod", "compound", "poss", "nmod", "npadvmod"})
_HOLDERS = (
    "of",
    "from",
    "in",
    "at",
    "for",
    "near",
    "with",
    "to",
    "among",
    "between",
    "based",
    "around",
    "inside",
    "on",
    "across",
    "by",
    "against",
)
_PLACES = frozenset(
    {"in", "at", "near", "inside", "outside", "across", "within", "around", "into", "through", "throughout"}
)


@lru_cache(maxsize=1)
def world_names() -> NameIndex[tuple[str, str]]:
    """The names of lexicon/world.yaml, each with its code and section."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/world.yaml").read_text(encoding="utf-8")
    index: NameIndex[tuple[str, str]] = NameIndex()
    for section, entries in yaml.safe_load(text).items():
        for code, names in entries.items():
            for name in (*names.split("|"), *([code] if section == "bodies" else ())):
                index.add(name.strip(), (code, section))
    return index


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the sentence: tokens `start` up to `end`, whom it stands for, and what sort of name it is."""

    start: int
    end: int
    codes: Codes
    kind: str


@dataclass(slots=True)
class Scene:
    """A parsed sentence with the states and bodies it names, by token."""

    doc: Doc
    names: dict[int, Name] = field(default_factory=dict)
    attributed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, doc: Doc, region: Region, people: PeopleIndex) -> Scene:
        """The scene of a parsed text; persons stand for whom they act for, groups for the state they act in."""
        scene = cls(doc)
        scene._name_world()
        for mention in sorted(
            set(find_mentions(doc, 0, region.actors, people).values()), key=lambda m: m.start
        ):
            codes = tuple(dict.fromkeys(c for code in mention.codes for c in _behind(code, region)))
            scene._put(Name(mention.start, mention.end, codes, mention.kind))
        for match in region.places.find(text_of(doc)):
            span = doc.char_span(match.start, match.end, alignment_mode="expand")
            if span is not None and match.values[0].country:
                scene._put(Name(span.start, span.end, (match.values[0].country,), "place"))
        scene.attributed = frozenset(i for t in _attributions(doc) for i in (x.i for x in t.subtree))
        return scene

    def _name_world(self) -> None:
        for match in world_names().find(text_of(self.doc)):
            span = self.doc.char_span(match.start, match.end, alignment_mode="expand")
            if span is not None:
                code, section = match.values[0]
                self._put(Name(span.start, span.end, (code,), {"parts": "state"}.get(section, section)))

    def _put(self, name: Name) -> None:
        if name.codes and not any(i in self.names for i in range(name.start, name.end)):
            self.names.update((i, name) for i in range(name.start, name.end))

    def in_order(self) -> list[Name]:
        """The names in text order, those of the source of the news last."""
        names = sorted(set(self.names.values()), key=lambda n: (n.start in self.attributed, n.start))
        return [n for n in names if not self._is_ethnic(n)]

    def states(self, token: Token, depth: int = 0) -> Codes:
        """Whom the noun phrase headed by `token` stands for, with what is joined to it by "and"."""
        found = dict.fromkeys(self._head(token, depth))
        for child in token.children:
            if child.dep_ == "conj" and depth < 4 and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
                found.update(dict.fromkeys(self.states(child, depth + 1)))
        return tuple(found)

    def _head(self, token: Token, depth: int) -> Codes:
        name = self.names.get(token.i)
        before = self._before(token)
        if name is not None and not self._is_ethnic(name):
            if before and name.kind in ("demonym", "adjective", "groups") and before[0].start < name.start:
                return before[0].codes  # Bosnian Serbs, Turkish Kurds
            if name.kind == "demonym" and (home := self._home_of(token)):
                return home  # the Albanians of southern Serbia
            return name.codes
        if token.pos_ == "PRON" or token.lower_ in ("its", "their", "his", "her"):
            return self._pronoun(token, depth)
        if before:
            joined = [n for n in before if n.kind != "place"] or before
            return tuple(
                dict.fromkeys(c for n in (joined if self._is_list(joined) else joined[:1]) for c in n.codes)
            )
        return self._after(token, depth) if depth < 4 else ()

    def _before(self, token: Token) -> list[Name]:
        """The names among the modifiers before a noun: "Israeli army bulldozers", "Syria's president"."""
        found: dict[Name, None] = {}
        for child in token.children:
            if child.dep_ in _MODIFIERS and child.i < token.i:
                for inner in child.subtree:
                    name = self.names.get(inner.i)
                    if (
                        name is not None
                        and inner.i < token.i
                        and name is not self.names.get(token.i)
                        and not self._is_ethnic(name)
                    ):
                        found[name] = None
        return sorted(found, key=lambda n: n.start)

    def _home_of(self, token: Token) -> Codes:
        inner = [
            t
            for c in token.children
            if c.dep_ == "prep" and c.lower_ in ("of", "in", "from")
            for t in c.children
        ]
        return next((self.names[t.i].codes for t in inner if t.dep_ == "pobj" and t.i in self.names), ())

    def _after(self, token: Token, depth: int) -> Codes:
        ranked: list[tuple[int, Token]] = []
        for child in token.children:
            if child.dep_ == "appos":
                ranked.append((0, child))
            elif child.dep_ == "poss" and child.pos_ == "PRON":
                ranked.append((1, child))
            elif child.dep_ == "prep" and child.lower_ in _HOLDERS:
                ranked += [(2 + _HOLDERS.index(child.lower_), t) for t in child.children if t.dep_ == "pobj"]
            elif child.dep_ == "acl":
                for inner in child.children:
                    if inner.dep_ in ("prep", "agent"):
                        ranked += [(30, t) for t in inner.children if t.dep_ == "pobj"]
        for _, inner in sorted(ranked, key=lambda r: (r[0], r[1].i)):
            codes = self.states(inner, depth + 1)
            if codes:
                return codes
        return ()

    def _pronoun(self, token: Token, depth: int) -> Codes:
        if token.lower_ in ("who", "which", "that", "whom", "whose"):
            head = token
            while head.dep_ != "relcl" and head.head.i != head.i:
                head = head.head
            return self.states(head.head, depth + 2) if head.dep_ == "relcl" and depth < 3 else ()
        for other in token.doc[token.sent.start : token.i]:
            if other.dep_ in ("nsubj", "nsubjpass") and other.pos_ != "PRON" and depth < 3:
                codes = self.states(other, depth + 2)
                if codes:
                    return codes
        return ()

    def _is_list(self, names: list[Name]) -> bool:
        between = [self.doc[i].lower_ for a, b in pairwise(names) for i in range(a.end, b.start)]
        return bool(between) and set(between) <= {"and", ",", "-", "&", "or"}

    def _is_ethnic(self, name: Name) -> bool:
        """ "Ethnic Albanians" are no party of Albania's."""
        return name.start > 0 and self.doc[name.start - 1].lower_ == "ethnic"

    def is_party_noun(self, token: Token) -> bool:
        """Whether a noun stands for somebody, even if it does not say whose: "police", "rebels", "he"."""
        return (
            token.lemma_.lower() in role_nouns()
            or token.pos_ == "PRON"
            or token.ent_type_ in ("PERSON", "ORG", "NORP")
        )

    def is_place(self, name: Name) -> bool:
        """Whether a name only says where: "in Lagos"."""
        token = self.doc[name.end - 1]
        return (token.dep_ == "pobj" and token.head.lower_ in _PLACES) or name.kind == "place"


def _behind(code: str, region: Region) -> Iterator[str]:
    if code in region.actors.states:
        yield code
        return
    seat = next((c for c, section in world_names().get(code) if section == "groups"), None)
    if seat is not None:
        yield seat
    elif code in region.actors.bodies:
        yield code


def _attributions(doc: Doc) -> Iterator[Token]:
    """The subjects of "…, police said" and "according to …": who tells the news is mostly no part of it."""
    for token in doc:
        if token.lemma_.lower() in SPEECH and token.pos_ == "VERB":
            clauses = [c for c in token.children if c.dep_ in ("ccomp", "parataxis") and c.i < token.i]
            aside = token.dep_ == "parataxis"
            if clauses or aside:
                yield from (
                    c
                    for c in token.children
                    if c.dep_ in ("nsubj", "nsubjpass", "agent") and (aside or c.i > clauses[0].i)
                )
        elif token.lower_ == "according":
            yield from (c for c in token.children if c.dep_ in ("prep", "pobj"))
