"""What a party has undertaken to do, with the modality of the undertaking, from agreed down to merely noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.arguments import subject_of
from sarez.reading.parties import CIVILIANS, Cast
from sarez.reading.status import DENIED, HYPOTHETICAL, PLANNED, status_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.records import Passage

AGREED, IN_PRINCIPLE, OFFERED, PROPOSED, NOTED = "agreed", "in_principle", "offered", "proposed", "noted"
VERBS: dict[str, str] = {
    **dict.fromkeys("agree pledge promise undertake vow commit decide resolve determine swear guarantee assure oblige instruct charge task order approve bind contract".split(), AGREED),
    **dict.fromkeys("offer volunteer".split(), OFFERED),
    **dict.fromkeys("propose suggest recommend".split(), PROPOSED),
}
NOUNS: dict[str, str] = {
    **dict.fromkeys("agreement pledge promise undertaking vow commitment decision assurance guarantee word obligation deal accord protocol pact".split(), AGREED),
    **dict.fromkeys("readiness willingness offer preparedness".split(), OFFERED),
    **dict.fromkeys("proposal possibility suggestion idea initiative".split(), PROPOSED),
    **dict.fromkeys("importance need necessity".split(), NOTED),
}
ADJECTIVES = frozenset({"ready", "prepared", "willing"})
ENCOUNTERS = frozenset("meet visit gather sign discuss attend arrive fly travel come convene reconvene negotiate".split())
MENTAL = frozenset("be become remain have need get see expect hope know think cost take depend mean begin start continue last happen occur gain benefit rise fall grow reach face suffer lose find tell say fail".split())
_PASSIVE_ORDER = frozenset("instruct charge task order oblige bind authorize authorise entrust".split())
_CUT_MARKS = frozenset({"which", "who", "whereas", "while", "because", "although", "though", "when"})


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One undertaking as the text words it; `start` and `end` are characters in the report."""

    parties: tuple[str, ...]
    text: str
    modality: str
    sentence: tuple[int, int]
    start: int
    end: int
    source: str
    confidence: float = 0.6


def _words(tokens: Sequence[Token]) -> str:
    text = "".join(t.text_with_ws for t in tokens).strip(" ,;:.–—-\n")
    return " ".join(text.split())


def _clause(head: Token, *, bare: bool = True) -> list[Token]:
    """The words of a clause from its verb on, without what is only told on the side."""
    skip: set[int] = set()
    for token in head.subtree:
        if token.dep_ == "advcl" and any(c.lower_ in _CUT_MARKS for c in token.children):
            skip.update(t.i for t in token.subtree)
        elif token.dep_ == "conj" and token.head.i == head.i and token.pos_ in ("VERB", "AUX"):
            skip.update(t.i for t in token.subtree)
        elif token.dep_ == "parataxis":
            skip.update(t.i for t in token.subtree)
    words = [t for t in head.subtree if t.i not in skip]
    if bare:
        words = [t for t in words if t.i >= head.i or t.dep_ not in ("aux", "mark") or t.lower_ not in ("to", "that")]
    while words and (words[-1].is_punct or words[-1].dep_ == "cc"):
        words.pop()
    return words


def _contents(token: Token) -> Iterator[Token]:
    """The clauses that say what is undertaken, coordinated ones apart."""
    for child in token.children:
        if child.dep_ in ("xcomp", "ccomp", "acl", "pcomp", "advcl", "relcl") and child.pos_ in ("VERB", "AUX") and child.i > token.i:
            if child.dep_ == "advcl" and not any(c.lower_ == "to" for c in child.children):
                continue
            if child.dep_ in ("acl",) and child.tag_ not in ("VB",):
                continue
            if child.dep_ == "relcl":
                continue
            yield child
            yield from (c for c in child.conjuncts if c.pos_ in ("VERB", "AUX"))
        elif child.dep_ in ("prep",) and child.lower_ in ("to", "on", "of", "for", "with", "about"):
            for inner in child.children:
                if inner.dep_ == "pcomp":
                    yield inner
                    yield from (c for c in inner.conjuncts if c.pos_ in ("VERB", "AUX"))
                elif inner.dep_ == "pobj" and child.lower_ in ("on", "to"):
                    yield inner
        elif child.dep_ == "dobj" and token.lemma_ in ("pledge", "promise", "offer", "approve", "guarantee"):
            yield child


def _from_cues(sentence: Span, cast: Cast) -> Iterator[tuple[Token, str, tuple[str, ...], str]]:
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in VERBS:
            if status_of(token) in (HYPOTHETICAL, DENIED):
                continue
            parties = _parties(token, cast, passive=lemma in _PASSIVE_ORDER)
            for content in _contents(token):
                modality = VERBS[lemma]
                if modality == AGREED and content.lemma_ in ("necessity", "need", "importance"):
                    modality = IN_PRINCIPLE
                yield content, modality, parties, lemma
        elif token.pos_ == "NOUN" and lemma in NOUNS:
            for content in _contents(token):
                if content.pos_ in ("VERB", "AUX"):
                    yield content, NOUNS[lemma], _parties(token, cast), lemma
        elif token.lower_ in ADJECTIVES and token.pos_ == "ADJ":
            for content in _contents(token):
                yield content, OFFERED, _parties(token.head if token.dep_ == "acomp" else token, cast), lemma


def _from_future(sentence: Span, cast: Cast) -> Iterator[tuple[Token, str, tuple[str, ...], str]]:
    """"Kazakhstan will replace them in a year": a party's own announced act."""
    for token in sentence:
        if token.pos_ != "VERB" or token.lemma_.lower() in ENCOUNTERS | MENTAL or token.dep_ in ("advcl", "acl"):
            continue
        if status_of(token) != PLANNED:
            continue
        subject, passive = subject_of(token)
        if subject is None or passive:
            continue
        parties = cast.parties(subject)
        if parties and CIVILIANS not in parties:
            yield token, AGREED, parties, "will"


def _parties(token: Token, cast: Cast, *, passive: bool = False) -> tuple[str, ...]:
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    subject, is_passive = subject_of(verb)
    if subject is not None and (not is_passive or passive):
        codes = cast.parties(subject)
        if codes:
            return codes
    if token.pos_ == "NOUN":
        codes = tuple(c for m in cast.modifiers(token) for c in m.codes)
        if codes:
            return codes
    return cast.discourse.pair


def find_undertakings(cast: Cast, offset: int) -> list[Undertaking]:
    """The undertakings of one parsed passage. Call it with the discourse as it stands at the passage."""
    found: list[Undertaking] = []
    for sentence in cast.doc.sents:
        seen: set[int] = set()
        for source in (_from_cues, _from_future):
            for content, modality, parties, cue in source(sentence, cast):
                words = _clause(content)
                if content.i in seen or len(words) < 3 or content.sent.start != sentence.start:
                    continue
                seen.add(content.i)
                found.append(
                    Undertaking(
                        parties, _words(words), modality,
                        (offset + sentence.start_char, offset + sentence.end_char),
                        offset + words[0].idx, offset + words[-1].idx + len(words[-1]), cue,
                    )
                )
    return found


def opens_a_list(cast: Cast) -> str | None:
    """The modality of the list that a passage introduces ("the sides agreed:"), or None."""
    text = cast.doc.text.rstrip()
    if not text.endswith((":", "：")):
        return None
    for token in reversed(list(cast.doc)):
        lemma = token.lemma_.lower()
        if lemma in VERBS and token.pos_ == "VERB":
            return VERBS[lemma]
        if lemma in NOUNS and token.pos_ == "NOUN":
            return NOUNS[lemma]
    return None


def list_undertaking(cast: Cast, passage: Passage, parties: tuple[str, ...], modality: str) -> Undertaking | None:
    """A list item under "the sides agreed:" as an undertaking."""
    tokens = [t for t in cast.doc if not t.is_space]
    while tokens and (tokens[0].is_punct or tokens[0].lower_ == "to" or tokens[0].text in "•*–—-"):
        tokens.pop(0)
    if len(tokens) < 3:
        return None
    return Undertaking(parties, _words(tokens), modality, (passage.start, passage.end), passage.start + tokens[0].idx, passage.end, "list")


Listing = tuple[str, tuple[str, ...]]


def collect(cast: Cast, passage: Passage, listing: Listing | None) -> tuple[list[Undertaking], Listing | None]:
    """The undertakings of a passage, and the list it opens or goes on with ("the sides agreed:" and its items)."""
    if listing is not None and passage.role == "list_item":
        item = list_undertaking(cast, passage, listing[1], listing[0])
        return ([item] if item else []), listing
    found = find_undertakings(cast, passage.start)
    modality = opens_a_list(cast)
    if modality is None:
        return found, None
    parties = next((u.parties for u in reversed(found) if u.parties), ()) or _opener(cast)
    return found, (modality, parties)


def _opener(cast: Cast) -> tuple[str, ...]:
    """Who undertakes what the list says: the subject of the sentence that opens it, else the two sides."""
    last = list(cast.doc.sents)[-1]
    subject, _ = subject_of(last.root)
    codes = cast.parties(subject) if subject is not None else ()
    return codes or cast.discourse.pair or cast.discourse.state
