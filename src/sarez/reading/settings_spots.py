"""The places of a sentence, each with the word that makes it the place of something: in, at, to, attacked, hosted by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.parsed import text_of
from sarez.reading.settings_words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from sarez.reading.parsed import ParsedPassage
    from sarez.reading.settings_states import StateWords
    from sarez.region.places import Place

WATERS = frozenset(
    {"river", "sea", "lake", "canal", "reservoir", "dam", "mountain", "valley", "power_station", "hydropower"}
)
AT = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "around",
        "inside",
        "within",
        "across",
        "throughout",
        "above",
        "beyond",
        "beside",
        "over",
        "through",
        "along",
        "on",
        "off",
    }
)
TOWARDS = frozenset({"to", "into", "for", "toward", "towards", "onto"})
RANKS = {"country": 0, "region": 1, "province": 1, "district": 2, "valley": 1, "enclave": 2, "exclave": 2}
SETTLEMENT = 3
_SAME_PHRASE = re.compile(
    r"(?:[\s,()]|\b(?:in|of|at|near|outside|the|a|an|village|town|city|district|region|province|oblast|north|south|east|west\w*|northern|southern|eastern|western|part|neighbouring|nearby"
    r"|centre|outskirts|administrative|[A-Z][a-z]+|[a-z]+['’]s)\b|['’]s)*\Z"
)

_EXPLAINED = re.compile(
    r"\b(?:to|in|at|near|from|outside|into|of|around) (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)(?: \([^)]{1,30}\))?, an? (?:\w+ ){0,2}?"
    r"(?:village|hamlet|settlement|town|outpost|valley|suburb|neighbou?rhood) (?:in|of|near|on|at|outside)\b"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place named in a sentence: its characters in the report, its state, its role and the word that governs it.

    `role` is at, to, on, into, host, of, from or event ("the Vienna meeting"); `rank` is 3 for a settlement or an
    unknown spot, 2 a district, 1 a province, 0 a state; `verb` and `governor` are tokens of the doc.
    """

    start: int
    end: int
    country: str | None
    role: str
    rank: int
    governor: int
    verb: int
    is_of_body: bool
    is_known: bool
    name: str | None = None
    is_landing: bool = False
    is_seat: bool = False
    token: int = -1
    is_post: bool = False


def verb_of(token: Token) -> Token:
    """The verb that a word hangs on, itself if it is one; the root of the sentence where there is none."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    if token.pos_ == "AUX" and token.dep_ in ("aux", "auxpass") and token.head.i != token.i:
        return token.head
    return token


def spots_of(sentence: Span, parsed: ParsedPassage, states: StateWords) -> list[Spot]:
    """The usable places of one sentence, in their order; a place within another place's phrase gives it its state."""
    found = [
        s
        for span, place in _named(sentence, parsed)
        if (s := _spot(span, place, parsed.start, states)) is not None
    ]
    found += states.spots(sentence, parsed.start, {s.start for s in found})
    found.sort(key=lambda s: s.start)
    return _phrases(found, sentence, parsed.start)


def _named(sentence: Span, parsed: ParsedPassage) -> Iterator[tuple[Span, Place | None]]:
    doc = sentence.doc
    taken: set[int] = set()
    for match in parsed.places:
        start, end = match.start - parsed.start, match.end - parsed.start
        if sentence.start_char <= start < sentence.end_char:
            span = doc.char_span(start, min(end, sentence.end_char), alignment_mode="expand")
            if span is not None and span.text.strip() and not _is_of_route(doc, span):
                taken.update(range(span.start, span.end))
                yield span, match.values[0]
    for span in _villages(sentence):
        if not any(i in taken for i in range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            yield span, None
    for entity in sentence.ents:
        if entity.label_ in ("GPE", "LOC", "FAC") and not any(
            i in taken for i in range(entity.start, entity.end)
        ):
            inner = [t for t in entity if t.lower_ not in ("the", "'s", "’s")]
            is_acronym = len(inner) == 1 and len(inner[0]) > 2 and inner[0].text.isupper()
            if inner and inner[0].text[:1].isupper() and not is_acronym:
                yield doc[inner[0].i : inner[-1].i + 1], None


def _villages(sentence: Span) -> Iterator[Span]:
    """The small places that a text explains: “Tavdem, a village in Roshtqala district”."""
    text, at = text_of(sentence.doc)[sentence.start_char : sentence.end_char], sentence.start_char
    if ", a" not in text:
        return
    for found in _EXPLAINED.finditer(text):
        span = sentence.doc.char_span(at + found.start("name"), at + found.end("name"))
        if span is not None:
            yield span


def _is_of_route(doc: Doc, span: Span) -> bool:
    """Whether a place is an end of a named line: “Datka – Sughd”, where it is no venue."""
    before, after = doc[max(0, span.start - 2) : span.start], doc[span.end : span.end + 2]
    return any(
        len(pair) == 2
        and pair[dash].text in "–—-"
        and pair[1 - dash].pos_ == "PROPN"
        and _is_quoted(doc, span)
        for pair, dash in ((before, 1), (after, 0))
    )


def _is_quoted(doc: Doc, span: Span) -> bool:
    marks = {"“", "”", '"', "«", "»"}
    return any(t.text in marks for t in doc[max(0, span.start - 6) : span.start]) and any(
        t.text in marks for t in doc[span.end : span.end + 6]
    )


def _spot(span: Span, place: Place | None, offset: int, states: StateWords) -> Spot | None:
    if place is not None and (place.kind in WATERS or (place.country is None and place.kind == "region")):
        return None
    if any(t.lower_ in words("vague") for t in span):
        return None
    if place is None and (
        states.of_word(span.text.removesuffix("s"))
        or states.of_word(span.text)
        or span.root.lemma_.lower() in words("bodies")
    ):
        return None
    is_post = place is not None and place.kind == "border_post" and span[-1].lower_ == "gate"
    span, head = _with_kind(span)
    role, governor = role_of(head)
    if not role:
        return None
    if role == "on" and place is not None and (host := _host_after_date(head)) is not None:
        role, governor = "host", host
    if role == "on" and place is None and span[-1].lower_ in ("border", "frontier"):
        return None
    kind = place.kind if place is not None else ""
    rank = RANKS.get(kind, SETTLEMENT)
    if place is None or rank < SETTLEMENT:
        rank = min(rank, RANKS.get(span[-1].lower_, SETTLEMENT))
        if span[-1].lower_ in ("oblast", "raion"):
            rank = 1 if span[-1].lower_ == "oblast" else 2
    is_seat = states.of_word(span.text) is not None
    country = place.country if place is not None else None
    return Spot(
        offset + span.start_char,
        offset + span.end_char,
        country,
        role,
        rank,
        governor.i,
        verb_of(governor).i,
        _is_of_body(governor),
        place is not None,
        is_seat=is_seat,
        token=head.i,
        is_post=is_post,
    )


def _host_after_date(head: Token) -> Token | None:
    """The verb of a host that stands right after a date: “On 16 September Dushanbe is to receive …”."""
    before = head.doc[head.i - 1] if head.i else head
    if before.ent_type_ != "DATE" or before.ent_iob_ == "O":
        return None
    later = (t for t in head.sent if t.i > head.i and t.pos_ == "VERB")
    verb = next(later, None)
    return verb if verb is not None and verb.lemma_.lower() in words("hosting") else None


def _is_of_body(governor: Token) -> bool:
    """Whether a place only tells one body from others (“the OSCE Centre in Ashgabat”), and is not its venue."""
    if governor.pos_ not in ("NOUN", "PROPN") or governor.lemma_.lower() not in words("bodies"):
        return False
    above = governor.head
    if governor.dep_ == "pobj" and above.lower_ in (AT - {"on", "over"}) | {"before"}:
        return False
    return not (governor.tag_ == "NNS" and above.lower_ == "by")


def _with_kind(span: Span) -> tuple[Span, Token]:
    """The place with the generic word that follows its name: “Guliston crossing”, “Barmal district”."""
    root, doc = span.root, span.doc
    after = span.end
    if after < len(doc) and doc[after].lower_ in words("kinds of place") and root.head.i == doc[after].i:
        return doc[span.start : after + 1], doc[after]
    if root.dep_ in ("compound", "nmod") and span.start <= root.head.i < span.end:
        root = root.head
    return span, root


def role_of(head: Token) -> tuple[str, Token]:
    """What a place is to the word that governs it; an empty role where it is only part of a name or a party."""
    for _ in range(4):
        if head.dep_ in ("appos", "conj") and head.head.i != head.i:
            if head.dep_ == "appos" and head.head.lower_ in words("kinds of place"):
                head = head.head
                continue
            head = head.head
        else:
            break
    above = head.head
    if head.dep_ in ("compound", "nmod", "amod", "poss"):
        if above.lower_ in words("kinds of place"):
            return role_of(above)
        is_event = above.pos_ == "NOUN" and head.dep_ != "poss"
        return ("event", above) if is_event else ("", head)
    if head.dep_ == "pobj" or above.dep_ == "prep":
        return _prepositional(above)
    if head.dep_ in ("dobj", "nsubjpass") and above.lemma_.lower() in words("into place"):
        return "into", above
    if head.dep_ == "attr":
        return "subject", above
    if head.dep_ == "nsubj":
        hosts = [above, *(c for c in above.children if c.dep_ == "xcomp")]
        verb = next((v for v in hosts if v.lemma_.lower() in words("hosting")), None)
        if any(c.lemma_.lower() in ("host", "venue", "scene") for c in above.children if c.dep_ == "attr"):
            return "host", above
        return ("host", verb) if verb is not None else ("subject", above)
    if head.dep_ in ("npadvmod", "dep", "ROOT") and head.i == head.sent.start:
        return "", head
    return "", head


def _prepositional(prep: Token) -> tuple[str, Token]:
    word, governor = prep.lower_, prep.head
    if word == "to" and governor.lower_ == "according":
        return "", prep
    if word == "of" and governor.lower_ == "out":
        return "from", governor.head
    while governor.dep_ == "prep" and governor.head.i != governor.i:
        governor = governor.head
    if word == "of":
        if governor.lower_ in words("kinds of place"):
            return role_of(governor)
        if governor.lower_ in (
            "south",
            "north",
            "east",
            "west",
            "centre",
            "center",
            "outskirts",
            "capital",
            "heart",
            "streets",
        ):
            return role_of(governor)
        return "of", governor
    if word in AT:
        return ("on" if word == "on" else "at"), governor
    if word in TOWARDS:
        nouns = governor
        if word == "for" and governor.lemma_.lower() in words("fixing"):
            return "at", governor
        if governor.lemma_.lower() in words("motion") or (
            nouns.pos_ != "VERB" and nouns.head.lemma_.lower() in words("motion")
        ):
            return "to", governor
        return "towards", governor
    if word == "from":
        return "from", governor
    return "", governor


def _phrases(spots: Sequence[Spot], sentence: Span, offset: int) -> list[Spot]:
    """Places of one phrase (“Ak-Sai village of Batken region”) as one spot: the most specific, with the phrase's role."""
    text = text_of(sentence.doc)
    kept: list[Spot] = []
    for spot in spots:
        last = kept[-1] if kept else None
        between = text[last.end - offset : spot.start - offset] if last else ""
        if (
            last is None
            or len(between) > 40
            or not _SAME_PHRASE.match(between)
            or (last.rank == spot.rank == SETTLEMENT and "(" not in between and "," not in between)
        ):
            kept.append(spot)
        elif spot.rank > last.rank:
            role = last.role if spot.role in ("of", "", "event") else spot.role
            kept[-1] = _with(spot, role, last, spot.country or last.country)
        else:
            kept[-1] = _with(last, last.role, last, last.country or spot.country)
    return kept


def _with(spot: Spot, role: str, governed: Spot, country: str | None) -> Spot:
    return Spot(
        spot.start,
        spot.end,
        country,
        role,
        spot.rank,
        governed.governor,
        governed.verb,
        governed.is_of_body,
        spot.is_known,
        spot.name,
        is_seat=spot.is_seat,
        token=governed.token,
        is_post=spot.is_post,
    )
