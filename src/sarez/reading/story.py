"""What one sentence leaves for the next: where the story plays, and whom its pronouns and short names point to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarez.reading.arguments import subject_of
from sarez.reading.mentions import STATE_KINDS, Mention
from sarez.reading.parsed import text_of
from sarez.reading.parties import Cast

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parsed import ParsedPassage

_DATED_FROM = re.compile(r"(?:,[^.–—]{0,30}|\s*/\s*[A-Z]+|\s*\([^)]*\))?\s*(?:[–—-]|\.|:)\s")
_AT = re.compile(r"\b(?:in|at|near|outside|around|inside|into|across|of|to)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$")
_IN = re.compile(r"\b(?:in|at|near|outside)\s+(?:the\s+)?$")
TITLES = frozenset(
    "minister president premier ambassador envoy representative secretary chairman chairwoman head director governor commissioner mayor leader commander general chancellor spokesman spokeswoman deputy prosecutor coordinator adviser".split()
)
_TERRITORY = frozenset(
    "province district region oblast city town village capital border frontier territory soil north south east west area valley side".split()
)
_JOURNEYS = frozenset(
    "visit trip travel journey tour go come fly arrive leave head return bring recall".split()
)
_BODY_NOUNS = ("bloc", "organization", "organisation", "body", "alliance")
_GROUP_NOUNS = ("group", "movement")
_LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "across", "within", "around", "of"})


def sentence_parties(sentence: Span, cast: Cast) -> list[Mention]:
    """The parties a sentence names, in order, without those that only say where."""
    found: list[Mention] = []
    for i in range(sentence.start, sentence.end):
        mention = cast.owner.get(i)
        if mention is None or not mention.codes or (found and found[-1] is mention):
            continue
        if not is_place_only(cast.doc[i], mention):
            found.append(mention)
    return found


def is_place_only(token: Token, mention: Mention) -> bool:
    """Whether a state or capital is named only as the place: "in Astana", "a visit to Astana", "Afghanistan's Kunduz province"."""
    if mention.kind not in ("capital", "state", "metonym"):
        return False
    head = token
    for _ in range(4):
        if head.dep_ == "poss" and head.head.lemma_.lower() not in _TERRITORY:
            return False
        if head.dep_ == "pobj":
            word = head.head.lower_
            if word in _LOCATIVE - {"of"}:
                return True
            moving = head.head.head.lemma_.lower() in _JOURNEYS
            return (mention.kind == "capital" and word in ("to", "for", "from", "into") and moving) or (
                head.i != token.i and word in ("from", "to", "into", "of")
            )
        if head.dep_ not in ("compound", "conj", "appos", "amod", "nmod", "poss") or head.head.i == head.i:
            return False
        head = head.head
    return False


def locate(sentence: Span, cast: Cast, parsed: ParsedPassage) -> None:
    """Let "the police" be those of the state in which the sentence plays."""
    start, end = parsed.start + sentence.start_char, parsed.start + sentence.end_char
    cast.discourse.scene = ()
    if sentence.start == 0:
        cast.discourse.local = _item_of(parsed, cast) or cast.discourse.local
    for match in parsed.places:
        if not start <= match.start < end or match.values[0].kind == "country":
            continue
        at = match.start - parsed.start
        if _AT.search(text_of(cast.doc)[max(0, at - 30) : at]):
            countries = {v.country for v in match.values}
            if cast.discourse.home in countries:
                cast.discourse.local = cast.discourse.home
            elif match.values[0].country in cast.discourse.watched:
                cast.discourse.local = match.values[0].country
            elif match.values[0].country and _IN.search(text_of(cast.doc)[max(0, at - 12) : at]):
                cast.discourse.scene = (match.values[0].country,)


def _item_of(parsed: ParsedPassage, cast: Cast) -> str | None:
    """The state of the city that an item of a digest is dated from: "ALMATY – Police picked up …"."""
    text = text_of(cast.doc)
    for match in parsed.places:
        start, end = match.start - parsed.start, match.end - parsed.start
        if start <= 1 and text[start:end].isupper() and _DATED_FROM.match(text, end):
            return match.values[0].country
    return None


def follow(sentence: Span, cast: Cast) -> None:
    """Let the pronouns and short names of the next sentence point to whom this one was about."""
    discourse = cast.discourse
    subject, _ = subject_of(sentence.root)
    if subject is not None and subject.pos_ != "PRON":
        codes = cast.parties(subject)
        if len(codes) > 1 or (codes and subject.tag_ in ("NNS", "NNPS")):
            discourse.group = codes
        if len(codes) == 1:
            discourse.thing = codes
    discourse.force = cast.named_force(sentence) or discourse.force
    if (
        sentence.root.lemma_ == "be" and subject is not None and subject.lower_ == "it"
    ):  # "This time it was the Taliban"
        pointed = next((cast.parties(c) for c in sentence.root.children if c.dep_ == "attr"), ())
        discourse.group = pointed or discourse.group
    named = {m for i, m in cast.owner.items() if sentence.start <= i < sentence.end and m.codes}
    for mention in sorted(named, key=lambda m: m.start):
        if len(mention.codes) == 1 and mention.kind in STATE_KINDS:
            discourse.name_state(mention.codes[0])
        if mention.kind == "person":
            _meet(mention, cast)
        elif mention.kind in ("body", "agency", "other_body", "group", "near_miss"):
            kinds = _BODY_NOUNS if mention.kind == "body" else _GROUP_NOUNS
            texts = (cast.doc[mention.start : mention.end].text, mention.name)
            discourse.name_body([*(w for t in texts for w in t.lower().split()), *kinds], mention.codes)


def _meet(mention: Mention, cast: Cast) -> None:
    """A person is named: "he" and "the minister" after it."""
    head = cast.doc[mention.end - 1]
    named = head.head if head.dep_ == "appos" else head
    if named.dep_ in ("nsubj", "nsubjpass") or not cast.discourse.person or head.head.dep_ == "agent":
        cast.discourse.person = mention.codes
    around = cast.doc[max(0, mention.start - 8) : min(len(cast.doc), mention.end + 10)]
    titles = {t.lemma_.lower() for t in around if t.pos_ in ("NOUN", "PROPN")} & TITLES
    cast.discourse.name_body(titles, mention.codes)
    if titles & {"envoy", "ambassador", "representative"}:
        cast.discourse.name_body({"diplomat", "guest", "visitor", "envoy", "ambassador"}, mention.codes)
    elif titles:
        cast.discourse.name_body({"official", "politician"}, mention.codes)
