"""The undertakings of one parsed passage, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sarez.reading.commitments_clauses import BE_TO, SHOULD, WILL, Deed
from sarez.reading.commitments_colon import Aside, aside_of, colon_of
from sarez.reading.commitments_contents import contents
from sarez.reading.commitments_cues import Cue, find_cues, governs_elsewhere, is_sum
from sarez.reading.commitments_future import Ahead, futures, hangs_on_noun, own_acts
from sarez.reading.commitments_lists import inline_items, topic_of
from sarez.reading.commitments_nominal import nominal_deeds
from sarez.reading.commitments_undertaking import Undertaking, with_topic
from sarez.reading.commitments_who import Codes, Scene, bodies, is_crowd, who_undertakes
from sarez.reading.commitments_wording import phrase, span_of
from sarez.reading.commitments_words import AGREED, IN_PRINCIPLE, NOTED, OFFERED, PROPOSED, load_words
from sarez.reading.roles import CROWDS
from sarez.reading.story import follow, sentence_parties

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parties import Cast

_BEFORE_TO = frozenset({"is", "are", "going", "’re", "'re"})
_ANAPHORS = frozenset({"so", "this", "that", "such", "thus"})
_SHORT = 6
# Set by hand, the surer kind of wording higher; not calibrated.
_STRENGTH = {AGREED: 0.85, IN_PRINCIPLE: 0.7, OFFERED: 0.75, PROPOSED: 0.65, NOTED: 0.6}
_WEAKER = {"will": 0.6, "truce": 0.6, "grant": 0.65, "outcome": 0.7, "which": 0.7}
_NOBODY = 0.3


class PassageReading:
    """One passage being read; `found` grows, and `pledger`, `sides` and `everyone` are for the next one."""

    def __init__(self, cast: Cast, offset: int, pledger: Codes, sides: Codes, everyone: Codes) -> None:
        self.cast, self.offset, self.pledger = cast, offset, pledger
        self._before: Span | None = None
        self.sides, self.everyone = sides, everyone
        self.found: list[Undertaking] = []
        self._used: set[int] = set()
        self._opener: Cue | None = None

    @property
    def scene(self) -> Scene:
        """Who is on the stage now."""
        return Scene(self.cast, self.sides, self.everyone)

    def read(self) -> list[Undertaking]:
        """The undertakings of the passage."""
        named = self.cast.owner
        sentences = [(s, list(s)) for s in self.cast.doc.sents]
        telling = [n for n, (_, tokens) in enumerate(sentences) if _has_any(tokens)]
        for n, (sentence, tokens) in enumerate(sentences):
            if n in telling:
                self.cast.discourse.pair = self.cast.pairs.get(sentence.start) or self.cast.discourse.pair
                self._sentence(sentence, tokens)
            else:
                self._opener = None
            if telling and n < telling[-1]:
                follow(sentence, self.cast)
            if any(t.i in named for t in tokens):
                self._gather(sentence)
            self._before = sentence
        return self.found

    def _gather(self, sentence: Span) -> None:
        named = dict.fromkeys(
            c for m in sentence_parties(sentence, self.cast) for c in m.codes if c not in CROWDS
        )
        if len(named) > 1:
            self.sides = tuple(named)
        if len(named) > 2:
            self.everyone = tuple(named)

    def _sentence(self, sentence: Span, tokens: list[Token]) -> None:
        before, opener, self._opener = len(self.found), self._opener, None
        cues, ahead = list(find_cues(tokens)), list(futures(tokens))
        aside = aside_of(sentence)
        if aside is not None:
            self._aside(aside, sentence)
            return
        self._lists(sentence, cues)
        silent = [c for c in cues if not self._governed(c, sentence)]
        for cue in silent:
            if governs_elsewhere(cue):
                self._beside(cue, sentence, ahead)
        colon = colon_of(tokens)
        if colon is not None:
            self._ahead(
                sentence, [a for a in ahead if a[0].head.i > colon], self._agreeing(cues, colon), "outcome"
            )
        if opener is not None:
            self._ahead(sentence, ahead, who_undertakes(opener.token, self.scene), opener.source)
        if _is_outcome(tokens):
            self._ahead(sentence, ahead, self.scene.both, "outcome")
        for deed, source, parties in nominal_deeds(tokens, self.scene):
            self._tell(deed, AGREED, parties, source, sentence)
        for deed, parties in own_acts(sentence, ahead, self.scene, self.pledger):
            self._tell(deed, AGREED, parties, "will", sentence, [d for d, _ in ahead])
        if len(self.found) == before and sum(t.is_alpha for t in tokens) <= _SHORT:
            self._opener = next((c for c in silent if c.modality == AGREED and governs_elsewhere(c)), None)

    def _agreeing(self, cues: Sequence[Cue], colon: int) -> Codes:
        """Who agrees on what follows a colon: whom its word of undertaking says, else the sides of the story."""
        cue = next((c for c in cues if c.token.i < colon and c.modality == AGREED), None)
        return (who_undertakes(cue.token, self.scene) if cue is not None else ()) or self.scene.both

    def _aside(self, aside: Aside, sentence: Span) -> None:
        """What a promise told in the middle of its clause is of: "it will, she promised the Uzbeks, send tents"."""
        subject = aside.aux.nbor(-1) if aside.aux.i > sentence.start else None
        parties = bodies(self.cast, subject) if subject is not None else ()
        self._add(parties, aside.text, AGREED, sentence, aside.start, aside.end, "will")
        self._used.update(t.i for t in sentence if t.idx >= aside.start or t.i > aside.aux.i)

    def _governed(self, cue: Cue, sentence: Span) -> bool:
        deeds = list(contents(cue))
        for deed, modality in deeds:
            self._tell(
                deed,
                modality,
                who_undertakes(cue.token, self.scene),
                cue.source,
                sentence,
                [d for d, _ in deeds],
            )
        return bool(deeds)

    def _lists(self, sentence: Span, cues: Sequence[Cue]) -> None:
        for item in inline_items(sentence) if cues else ():
            cue = cues[0]
            parties = who_undertakes(cue.token, self.scene)
            self._add(parties, item.text, cue.modality, sentence, item.start, item.end, "list")
            self._used.update(t.i for t in sentence if item.start <= t.idx < item.end)

    def _beside(self, cue: Cue, sentence: Span, ahead: Sequence[Ahead]) -> None:
        """What a cue announces without governing it: a clause beside it, or the sentence before ("so it was resolved")."""
        near = [
            d for d, kind in ahead if kind in (WILL, BE_TO) and not hangs_on_noun(d.head) and not _is_idle(d)
        ]
        parties = who_undertakes(cue.token, self.scene)
        for deed in near:
            self._tell(deed, cue.modality, parties, cue.source, sentence, near)
        before = self._before
        if not near and before is not None and any(t.lower_ in _ANAPHORS for t in sentence[:3]):
            self._ahead(before, list(futures(list(before))), parties, cue.source)

    def _ahead(self, sentence: Span, ahead: Sequence[Ahead], parties: Codes, source: str) -> None:
        deeds = [d for d, kind in ahead if kind != SHOULD and not hangs_on_noun(d.head)]
        for deed in deeds:
            self._tell(deed, AGREED, parties, source, sentence, deeds)

    def _tell(
        self,
        deed: Deed,
        modality: str,
        parties: Codes,
        source: str,
        sentence: Span,
        others: Sequence[Deed] = (),
    ) -> None:
        head, lexicon = deed.head, load_words()
        if head.i in self._used or (
            lexicon.has("only_encounters", head.lemma_)
            and not any(lexicon.has("again", t.lower_) for t in head.subtree)
        ):
            return
        own: Codes = ()
        if deed.subject is not None and (deed.binds or (deed.is_finite and not deed.passive)):
            own = (
                bodies(self.cast, deed.subject)
                if source == "will" or not is_crowd(self.cast, deed.subject)
                else ()
            )
        if own and (deed.binds or not parties or set(own) <= set(parties)):
            parties = own
        apart = deed.is_finite and (deed.passive or set(own) != set(parties) or _is_nobody(deed.subject))
        words = span_of(deed, [d for d in others if d.head.i != head.i], with_subject=apart)
        pronoun = any(c.dep_ == "dobj" and c.lower_ == "it" for c in head.children)
        least = 3 if modality == AGREED and head.pos_ in ("VERB", "AUX") and not pronoun else 1
        if len(words) < least:
            return
        self._used.add(head.i)
        text = phrase(words)
        if pronoun:
            text = with_topic(text, self._topic(sentence.start, words[0]))
        if is_sum(head) and modality == AGREED:
            self.pledger = parties
        self._add(parties, text, modality, sentence, words[0].idx, words[-1].idx + len(words[-1]), source)

    def _topic(self, start: int, first: Token) -> str | None:
        """What "it" is in a deed: what the clause before it is about, or the sentence before."""
        here = topic_of(self.cast.doc[start : _clause_start(first)])
        return here or (topic_of(self._before) if self._before is not None else None)

    def _add(
        self, parties: Codes, text: str, modality: str, sentence: Span, start: int, end: int, source: str
    ) -> None:
        confidence = _WEAKER.get(source, _STRENGTH[modality]) - (0 if parties else _NOBODY)
        span = (self.offset + sentence.start_char, self.offset + sentence.end_char)
        start, end = self.offset + start, self.offset + end
        self.found.append(
            Undertaking(parties, text, modality, span, start, end, source, round(confidence, 2))
        )


def _is_nobody(subject: Token | None) -> bool:
    """Whether a subject denies the deed: "neither side shall build"."""
    return subject is not None and any(
        c.lower_ in ("neither", "no", "none") for c in (subject, *subject.children)
    )


def _clause_start(first: Token) -> int:
    """Where the clause of a deed begins: after the last comma, colon or semicolon before it."""
    for i in range(first.i - 1, first.sent.start, -1):
        if first.doc[i].text in ";:,":
            return i
    return first.sent.start


def _has_any(sentence: Sequence[Token]) -> bool:
    """Whether a sentence has any word that could make an undertaking; most have none."""
    cues = load_words().all_cues
    for n, token in enumerate(sentence):
        if token.lemma_ in cues or token.tag_ == "MD":
            return True
        if token.lower_ == "to" and n and sentence[n - 1].lower_ in _BEFORE_TO:
            return True
    return False


def _is_outcome(sentence: Sequence[Token]) -> bool:
    """Whether a sentence begins "The outcome:"."""
    for n, token in enumerate(sentence[:5]):
        if token.text == ":":
            return n > 0 and load_words().has("outcomes", sentence[n - 1].lemma_.lower())
    return False


def _is_idle(deed: Deed) -> bool:
    return not deed.passive and load_words().has("mere", deed.head.lemma_.lower())
