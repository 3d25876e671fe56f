"""Lists of undertakings: "the sides agreed:" and the numbered, lettered or dashed items after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.commitments_clauses import own_subject
from sarez.reading.commitments_cues import find_cues
from sarez.reading.commitments_who import Codes, Scene, bodies, is_crowd, who_undertakes
from sarez.reading.commitments_wording import phrase, trim
from sarez.reading.commitments_words import AGREED, load_words
from sarez.reading.parsed import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from sarez.reading.parties import Cast
    from sarez.reading.records import Passage

MARKER = re.compile(r"\s*(?:[-–—•*·▪▫►●○■□✓→>]+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s*")
_LEAD = re.compile(r"(?:to|that)\s+", re.IGNORECASE)
_INLINE = re.compile(r"\s*(?:;|;?\s\(?(?:\d|[a-z])\))\s*")
_ANNOUNCING = re.compile(
    r"\b(?:undertake|undertakings?|commitments?|obligations?|pledges?|promises?|agree|arrangements|terms|points of the \w+)\b",
    re.IGNORECASE,
)  # where the parser takes the verb for something else
_AHEAD = re.compile(
    r"\b(?:sides?|parties|countries|governments|states|ministers|presidents|neighbou?rs|two|both|they)\s+(?:will|shall|are to|have to|must)\s*[:：]\s*$"
)
_BY_PAPER = frozenset({"by", "under", "in", "per", "pursuant"})
_GOVERNING = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Opening:
    """What introduces a list: the modality of its items and who undertakes them."""

    modality: str
    parties: Codes
    cue: str
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """The words of one item: characters in the passage's text, and the text without its mark."""

    start: int
    end: int
    text: str
    parties: Codes = ()


def opening_of(scene: Scene) -> Opening | None:
    """The list that a passage introduces, or None. It ends with a colon and its last sentence has a word of undertaking."""
    cast = scene.cast
    if not text_of(cast.doc).rstrip().endswith((":", "：")):
        return None
    if not cast.doc.has_annotation("DEP"):
        return _plain_opening(scene)
    last = list(cast.doc.sents)[-1]
    cues = [c for c in find_cues(last) if c.token.lemma_.lower() != "word"]
    if cues:
        cue = next((c for c in cues if c.modality != AGREED), cues[-1])
        return Opening(
            cue.modality,
            who_undertakes(cue.token, scene),
            cue.source,
            is_strict=cue.source in ("settle", "arrange", "set"),
        )
    if any(load_words().has("outcomes", t.lemma_.lower()) for t in last if t.pos_ == "NOUN"):
        return Opening(AGREED, scene.both, "outcome", is_strict=True)
    if _ANNOUNCING.search(last.text) and not re.search(r"\b(?:not|no|never)\b", last.text):
        return Opening(AGREED, scene.both, "outcome", is_strict=True)
    if _AHEAD.search(last.text):
        return Opening(AGREED, scene.both, "document")
    return Opening(AGREED, scene.both, "document") if _rests_on_paper(last) else None


def _rests_on_paper(sentence: Span) -> bool:
    """Whether a sentence only names the papers that the list after it sums up: "By these papers:", "Under the treaty:"."""
    words = load_words()
    if any(t.pos_ == "VERB" for t in sentence):
        return False
    return any(
        t.dep_ == "pobj"
        and words.has("documents", t.lemma_.lower())
        and (t.head.lower_ in _BY_PAPER or t.head.head.lower_ == "according")
        for t in sentence
    )


def _plain_opening(scene: Scene) -> Opening | None:
    """The same without a parse: a past form of a verb of undertaking just before the colon."""
    tail = re.split(r"[.!?]\s", text_of(scene.cast.doc))[-1].lower()
    for verb in (
        "agreed",
        "undertook",
        "undertaken",
        "pledged",
        "promised",
        "decided",
        "vowed",
        "committed",
        "resolved",
    ):
        if re.search(rf"\b{verb}\b", tail) and not re.search(r"\b(?:not|no|never)\b", tail):
            return Opening(AGREED, scene.both, verb)
    return None


def is_item(cast: Cast, passage: Passage) -> bool:
    """Whether a passage is an item: marked as one, or beginning "to …" or "that …" in small letters."""
    text = text_of(cast.doc)
    if passage.role == "list_item" or MARKER.match(text):
        return True
    return bool(re.match(r"\s*(?:to|that)\s", text))


def item_of(cast: Cast, opening: Opening) -> Item | None:
    """The undertaking that an item words, up to the end of its first sentence; None if it says too little."""
    text = text_of(cast.doc)
    mark = MARKER.match(text)
    start = mark.end() if mark else len(text) - len(text.lstrip())
    lead = _LEAD.match(text, start)
    if lead:
        start = lead.end()
    tokens = [t for t in cast.doc if t.idx >= start and not t.is_space]
    tokens = _first_sentence(tokens)
    if opening.is_strict and not lead and not _is_deed(tokens):
        return None
    kept = trim(cast.doc[tokens[0].i : tokens[-1].i + 1], tokens[0].i) if tokens else []
    if len(kept) < 2:
        return None
    return Item(kept[0].idx, kept[-1].idx + len(kept[-1]), phrase(kept), _doer(kept, cast))


def _doer(tokens: list[Token], cast: Cast) -> Codes:
    """Who an item itself says will do it: "Kyrgyzstan cedes …", "the Tajik side opens …"."""
    if not cast.doc.has_annotation("DEP"):
        return ()
    verb = next((t for t in tokens if t.dep_ == "ROOT" and t.pos_ in _GOVERNING), None)
    if verb is None:
        return ()
    subject, passive = own_subject(verb)
    if subject is None or passive or subject.i >= verb.i or is_crowd(cast, subject):
        return ()
    return bodies(cast, subject)


def inline_items(sentence: Span) -> list[Item]:
    """The items of a list within one sentence: "agreed: to open the road; to close the post; …"."""
    text = sentence.text
    colon = text.find(":")
    if colon < 0 or not re.match(r":\s*(?:\(?\w\)\s*)?to\s", text[colon:]):
        return []
    found, at = [], sentence.start_char + colon + 1
    for part in re.split(r"(;\s*(?:and\s)?)", text[colon + 1 :]):
        body = re.match(r"\s*(?:\(?\w{1,2}[.)]\s*)?(?:to\s+)?", part)
        words = part[body.end() :].rstrip(" .;,") if body else ""
        if len(words.split()) >= 2:
            start = at + (body.end() if body else 0)
            found.append(Item(start, start + len(words), " ".join(words.split())))
        at += len(part)
    return found


def _first_sentence(tokens: list[Token]) -> list[Token]:
    for n, token in enumerate(tokens):
        if n and token.text in (".", ";", "!") and not token.whitespace_.strip():
            return tokens[:n]
    return tokens


def _is_deed(tokens: list[Token]) -> bool:
    if not tokens:
        return False
    first = tokens[0]
    deeds = load_words().lists["deeds"]
    return (
        first.tag_ in ("VB", "VBG")
        or first.lemma_.lower() in deeds
        or any(t.lemma_.lower() in deeds for t in tokens[:3])
    )


def topic_of(doc: Doc | Span, *, of_item: bool = False) -> str | None:
    """What a stretch of text is about, for "it" in the next: its subject, or the object of an item."""
    verbs = [t for t in doc if t.pos_ in _GOVERNING]
    for names in (("dobj",), ("nsubj", "nsubjpass")) if of_item else (("nsubj", "nsubjpass"),):
        for verb in verbs:
            for child in verb.children:
                if (
                    child.dep_ in names
                    and child.tag_ in ("NN", "NNP")
                    and child.ent_type_ not in ("PERSON", "GPE")
                ):
                    return phrase(_noun_phrase(child))
    return None


def _noun_phrase(noun: Token) -> list[Token]:
    kept = [
        t
        for t in noun.subtree
        if t.i <= noun.i or not any(a.dep_ in ("relcl", "acl") for a in (t, *t.ancestors) if a.i > noun.i)
    ]
    if kept and kept[0].lower_ in ("a", "an"):
        kept = kept[1:]
    return kept
