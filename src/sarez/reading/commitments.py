"""What a party has undertaken to do, with the modality of the undertaking, from agreed down to merely noted.

`collect` is the door: it reads one passage after the other and hands on a `Thread`. The words are in
lexicon/undertakings.yaml; commitments_cues.py finds them and what they announce, commitments_future.py finds a party's
own "will", commitments_lists.py the items under "the sides agreed:", commitments_who.py says who is bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sarez.reading.commitments_clauses import Deed, phrase, span_of
from sarez.reading.commitments_cues import Cue, contents, find_cues, governs_elsewhere, is_sum
from sarez.reading.commitments_future import futures, is_worth_checking, own_acts
from sarez.reading.commitments_lists import Opening, inline_items, is_item, item_of, opening_of, topic_of
from sarez.reading.commitments_plain import plain_undertakings
from sarez.reading.commitments_who import Codes, all_sides, bodies, who_undertakes
from sarez.reading.commitments_words import AGREED, IN_PRINCIPLE, NOTED, OFFERED, PROPOSED, load_words
from sarez.reading.drafts import follow
from sarez.reading.parties import Cast, Discourse

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.records import Passage

__all__ = ["AGREED", "IN_PRINCIPLE", "NOTED", "OFFERED", "PROPOSED", "Thread", "Undertaking", "collect"]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One undertaking as the text words it; `sentence`, `start` and `end` are characters in the report."""

    parties: tuple[str, ...]
    text: str
    modality: str
    sentence: tuple[int, int]
    start: int
    end: int
    source: str
    confidence: float = 0.6

_ENCOUNTERS = frozenset("meet visit gather convene reconvene sit travel come attend arrive fly go".split())
_AGAIN = frozenset("regularly annually regular annual yearly monthly quarterly each every".split())
_ANAPHORS = frozenset({"so", "this", "that", "such", "thus"})
_SHORT = 6
_STRENGTH = {AGREED: 0.85, IN_PRINCIPLE: 0.7, OFFERED: 0.75, PROPOSED: 0.65, NOTED: 0.6}


@dataclass(frozen=True, slots=True)
class Thread:
    """What the passages before hand on: an open list, what "it" is, who promised money, what was told already."""

    opening: Opening | None = None
    topic: str | None = None
    pledger: Codes = ()
    told: tuple[Undertaking, ...] = ()
    discourse: Discourse | None = None


def collect(cast: Cast, passage: Passage, thread: Thread | None = None) -> tuple[list[Undertaking], Thread]:
    """The undertakings of a passage that no earlier one has told, and the thread for the next."""
    before = thread or Thread()
    if before.opening is not None and is_item(cast, passage):
        return _collect_item(cast, passage, before, before.opening)
    if not cast.doc.has_annotation("DEP"):
        found = _plain(cast, passage)
        after = before
    else:
        reading = _Reading(_rewound(cast, before), passage.start, before.topic, before.pledger)
        found = reading.read()
        after = replace(before, topic=reading.topic, pledger=reading.pledger, discourse=reading.cast.discourse)
    fresh = _distinct(found, before.told)
    return fresh, replace(after, opening=opening_of(cast), told=before.told + tuple(fresh))


def _collect_item(cast: Cast, passage: Passage, thread: Thread, opening: Opening) -> tuple[list[Undertaking], Thread]:
    item = item_of(cast, opening)
    if item is None:
        return [], thread
    text = _with_topic(item.text, thread.topic)
    start, end = passage.start + item.start, passage.start + item.end
    found = Undertaking(opening.parties, text, opening.modality, (passage.start, passage.end), start, end, "list", 0.85 if opening.parties else 0.6)
    topic = topic_of(cast.doc) if cast.doc.has_annotation("DEP") else None
    fresh = _distinct([found], thread.told)
    return fresh, replace(thread, topic=topic or thread.topic, told=thread.told + tuple(fresh))


def _plain(cast: Cast, passage: Passage) -> list[Undertaking]:
    found = []
    for start, end, cue, parties in plain_undertakings(cast):
        text = " ".join(cast.doc.text[start:end].split())
        span = (passage.start + start, passage.start + end)
        found.append(Undertaking(parties, text, AGREED, span, *span, cue, 0.5 if parties else 0.3))
    return found


def _rewound(cast: Cast, thread: Thread) -> Cast:
    """The cast with its pronouns as they stood when the passage began; the reader has gone to its end already."""
    now = cast.discourse
    then = thread.discourse or Discourse()
    start = replace(now, person=then.person, thing=then.thing, group=then.group, bodies=list(now.bodies))
    return Cast(cast.doc, start, cast.owner)


def _with_topic(text: str, topic: str | None) -> str:
    """A text whose object is "it", with what that is in square brackets: "hold [the Forum] this autumn"."""
    if topic is None:
        return text
    words = text.split()
    for n, word in enumerate(words[1:4], 1):
        if word.strip(",.") == "it":
            return " ".join([*words[:n], f"[{topic}]", *words[n + 1 :]])
    return text


def _keys(text: str) -> frozenset[str]:
    return frozenset(w.strip(".,;:\"'“”()").lower() for w in text.split() if len(w) > 3)


def _distinct(found: list[Undertaking], told: tuple[Undertaking, ...]) -> list[Undertaking]:
    """Those that are not told already, here or before, in much the same words; the surer wording stays."""
    kept: list[Undertaking] = []
    for one in sorted(found, key=lambda u: (u.modality != AGREED, -u.confidence)):
        mine = _keys(one.text)
        same = (_keys(o.text) for o in (*told, *kept) if o.modality == one.modality or o in kept)
        if not any(2 * len(mine & other) > 1.2 * max(1, min(len(mine), len(other))) + max(0, abs(len(mine) - len(other)) - 6) for other in same):
            kept.append(one)
    return sorted(kept, key=lambda u: u.start)


class _Reading:
    """One passage being read, sentence by sentence."""

    def __init__(self, cast: Cast, offset: int, topic: str | None, pledger: Codes) -> None:
        self.cast, self.offset, self.topic, self.pledger = cast, offset, topic, pledger
        self.found: list[Undertaking] = []
        self.used: set[int] = set()
        self.opener: Cue | None = None

    def read(self) -> list[Undertaking]:
        """The undertakings of the passage."""
        previous: Span | None = None
        for sentence in self.cast.doc.sents:
            if _has_any(sentence):
                self._sentence(sentence, previous)
            follow(sentence, self.cast)
            self.topic = topic_of(sentence) or self.topic
            previous = sentence
        return self.found

    def _sentence(self, sentence: Span, previous: Span | None) -> None:
        before, opener = len(self.found), self.opener
        self.opener = None
        cues = list(find_cues(sentence))
        self._lists(sentence, cues)
        pending: list[Cue] = []
        for cue in cues:
            deeds = list(contents(cue))
            for deed, modality in deeds:
                self._tell(deed, modality, who_undertakes(cue.token, self.cast), cue.source, sentence, [d for d, _ in deeds])
            if not deeds:
                pending.append(cue)
        for cue in pending:
            if governs_elsewhere(cue):
                self._beside(cue, sentence, previous)
        if opener is not None:
            self._ahead(sentence, who_undertakes(opener.token, self.cast) or all_sides(self.cast), opener.source)
        if _is_outcome(sentence):
            self._ahead(sentence, all_sides(self.cast), "outcome")
        self._nominal(sentence)
        for deed, parties in own_acts(sentence, self.cast, self.pledger):
            self._tell(deed, AGREED, parties, "will", sentence, ())
        if pending and len(self.found) == before and sum(t.is_alpha for t in sentence) <= _SHORT:
            self.opener = next((c for c in pending if c.modality == AGREED), None)

    def _lists(self, sentence: Span, cues: list[Cue]) -> None:
        if not cues:
            return
        for item in inline_items(sentence):
            cue = cues[0]
            self._add(who_undertakes(cue.token, self.cast), item.text, cue.modality, sentence, item.start, item.end, "list")
            self.used.update(t.i for t in sentence if item.start <= t.idx < item.end)

    def _beside(self, cue: Cue, sentence: Span, previous: Span | None) -> None:
        """What a cue announces without governing it: a clause beside it, or the sentence before ("so it was resolved")."""
        near = [d for d, _ in futures(sentence) if d.head.i not in self.used and cue.token not in d.head.subtree or _is_aside(cue, d)]
        if near:
            parties = who_undertakes(cue.token, self.cast)
            deeds = [d for d in near if not _hangs_on_noun(d.head)]
            for deed in deeds:
                self._tell(deed, cue.modality, parties, cue.source, sentence, [d for d in deeds if d is not deed])
        elif previous is not None and any(t.lower_ in _ANAPHORS for t in sentence[:3]) and not sentence[0].is_title is None:
            self._ahead(previous, who_undertakes(cue.token, self.cast), cue.source)

    def _ahead(self, sentence: Span, parties: Codes, source: str) -> None:
        deeds = [d for d, _ in futures(sentence) if not _hangs_on_noun(d.head)]
        for deed in deeds:
            self._tell(deed, AGREED, parties, source, sentence, [d for d in deeds if d is not deed])

    def _nominal(self, sentence: Span) -> None:
        """A cease-fire agreed, a grant agreement signed."""
        words = load_words()
        for token in sentence:
            lemma = token.lemma_.lower()
            if token.pos_ != "NOUN" or token.i in self.used:
                continue
            if words.has("truces", lemma) and _is_settled(token):
                self._tell(Deed(token), AGREED, all_sides(self.cast), "truce", sentence, ())
            elif words.has("grants", lemma) and _is_signed_grant(token):
                head = token.head if token.dep_ in ("compound", "amod") else token
                parties = _giver(head, self.cast)
                self._tell(Deed(head), AGREED, parties, "grant", sentence, ())

    def _tell(self, deed: Deed, modality: str, parties: Codes, source: str, sentence: Span, others: list[Deed] | tuple[Deed, ...]) -> None:
        head = deed.head
        if head.i in self.used or (head.lemma_ in _ENCOUNTERS and not any(t.lower_ in _AGAIN for t in head.subtree)):
            return
        own = bodies(self.cast, deed.subject) if deed.is_finite and not deed.passive else ()
        if own and (not parties or set(own) <= set(parties)):
            parties = own
        with_subject = deed.is_finite and (deed.passive or not own or set(own) != set(parties))
        words = span_of(deed, others, with_subject=with_subject)
        if len(words) < 3 and not is_sum(head):
            return
        self.used.add(head.i)
        text = phrase(words)
        if any(c.dep_ == "dobj" and c.lower_ == "it" for c in head.children):
            text = _with_topic(text, topic_of(self.cast.doc[sentence.start : _left(words)]) or self.topic)
        if is_sum(head) and modality == AGREED:
            self.pledger = parties
        self._add(parties, text, modality, sentence, words[0].idx, words[-1].idx + len(words[-1]), source)

    def _add(self, parties: Codes, text: str, modality: str, sentence: Span, start: int, end: int, source: str) -> None:
        confidence = {"will": 0.55, "truce": 0.6, "grant": 0.65}.get(source, _STRENGTH[modality])
        span = (self.offset + sentence.start_char, self.offset + sentence.end_char)
        self.found.append(
            Undertaking(parties, text, modality, span, self.offset + start, self.offset + end, source, confidence if parties else confidence - 0.25)
        )


def _left(words: list[Token]) -> int:
    """Where the clause before a deed ends: at the last semicolon or subject before it."""
    first = words[0]
    for i in range(first.i - 1, first.sent.start, -1):
        if first.doc[i].text in ";:,":
            return i
    return first.sent.start


def _has_any(sentence: Span) -> bool:
    """Whether a sentence has any word that could make an undertaking; most have none."""
    words = load_words()
    cues, truces, grants = words.all_cues, words.lists["truces"], words.lists["grants"]
    for token in sentence:
        lemma = token.lemma_.lower()
        if lemma in cues or token.tag_ == "MD" or token.lower_ == "to" or lemma in truces or lemma in grants:
            return True
    return False


def _is_outcome(sentence: Span) -> bool:
    """Whether a sentence begins "The outcome:"."""
    for n, token in enumerate(sentence[:5]):
        if token.text == ":":
            return n > 0 and load_words().has("outcomes", sentence[n - 1].lemma_.lower())
    return False


def _hangs_on_noun(verb: Token) -> bool:
    while verb.dep_ in ("xcomp", "conj") and verb.head.i != verb.i:
        verb = verb.head
    return verb.dep_ == "relcl" or (verb.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.i < verb.i for c in verb.children))


def _is_aside(cue: Cue, deed: Deed) -> bool:
    """Whether a cue hangs on the deed's own clause as an aside: ", the General Staff promises,"."""
    return cue.token in deed.head.subtree and cue.token.dep_ in ("advcl", "parataxis", "ccomp", "conj", "dep")


def _is_settled(token: Token) -> bool:
    """Whether a cease-fire is said to have been agreed, in the passive or the active."""
    words = load_words()
    by = [c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    if token.dep_ in ("dobj", "nsubjpass", "pobj"):
        verb = token.head if token.dep_ != "pobj" else token.head.head
        if verb.pos_ == "VERB" and verb.tag_ in ("VBD", "VBN") and (token.dep_ != "pobj" or token.head.lower_ in ("on", "to")):
            by.append(verb)
    return any(words.has("settled", v.lemma_.lower()) and not any(c.dep_ == "neg" for c in v.children) for v in by)


def _is_signed_grant(token: Token) -> bool:
    head = token.head if token.dep_ in ("compound", "amod") else token
    if not load_words().has("documents", head.lemma_.lower()):
        return False
    verb = head.head
    signed = verb.pos_ == "VERB" and head.dep_ in ("dobj", "nsubjpass") and load_words().has("signing", verb.lemma_.lower())
    return signed and any(is_sum(t) or t.ent_type_ == "MONEY" for t in head.subtree)


def _giver(paper: Token, cast: Cast) -> Codes:
    """Who gives a signed grant: the first named of those who sign."""
    codes = who_undertakes(paper.head, cast)
    return codes[:1] or all_sides(cast)


def undertakings_in(cast: Cast, passage: Passage) -> Iterator[Undertaking]:
    """The undertakings of one passage alone."""
    yield from collect(cast, passage)[0]
