"""A party's own announced act: "the EU will put 12 billion euros into …", "is to draw up the guidelines by June"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sarez.reading.commitments_clauses import (
    BE_TO,
    SHOULD,
    WILL,
    WOULD,
    Deed,
    coordinated,
    deed_of,
    future_of,
    own_subject,
    strays,
)
from sarez.reading.commitments_cues import is_sum
from sarez.reading.commitments_who import Codes, Scene, after_preposition, bodies, is_crowd
from sarez.reading.commitments_words import load_words
from sarez.reading.parsed import lemmas_of, words_of
from sarez.reading.parties import Cast

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_UNDER_IT = re.compile(
    r"\W*(?:Under|By|In accordance with|In line with|According to|Pursuant to) (?:it|them|this|these|both|the latter|the former)\b"
)
Ahead = tuple[Deed, str]
_DESCRIBING = frozenset({"relcl", "acl", "advcl", "csubj", "pcomp"})
_BEGINNING = frozenset({"begin", "start", "continue"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "EX"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def futures(sentence: Iterable[Token]) -> Iterator[Ahead]:
    """The clauses of a sentence whose verb is still ahead, with how it is put: will, would, should, be to."""
    for verb in sentence:
        kind = future_of(verb) if verb.pos_ in ("VERB", "AUX") else None
        if kind is None or (verb.lemma_ in ("be", "go") and deed_of(verb, finite=False).head.i != verb.i):
            continue
        yield deed_of(verb, finite=True), kind


def own_acts(
    sentence: Span, ahead: Iterable[Ahead], scene: Scene, pledger: Codes
) -> Iterator[tuple[Deed, Codes]]:
    """What parties will do by their own word, with who will; `pledger` promised money before."""
    cast = scene.cast
    if any(t.text == "?" for t in sentence[-2:]):
        return
    for deed, kind in ahead:
        if kind == SHOULD or _is_described(deed.head) or _is_negated(deed.head):
            continue
        speech, speaker = _speech(deed.head, cast)
        if deed.subject is not None and deed.subject.lower_ in ("we", "i"):
            if speaker and kind == WILL and is_worth_checking(deed):
                yield replace(deed, subject=None), speaker
            continue
        if _is_quoted(sentence, deed):
            continue
        if (
            deed.subject is not None
            and is_sum(deed.subject)
            and load_words().has("sum_comes", deed.head.lemma_.lower())
        ):
            payer = after_preposition(cast, deed.head, ("by", "from")) or pledger or speaker
            if payer:
                yield deed, payer
            continue
        if (kind == WOULD and speech is None) or (
            deed.subject is not None and (deed.subject.tag_ in _RELATIVE or _is_free_relative(deed.subject))
        ):
            continue
        parties = _doers(deed, kind, cast, speech, speaker)
        if parties and is_worth_checking(deed):
            yield from ((one, parties) for one in coordinated(deed) if is_worth_checking(one))


def _doers(deed: Deed, kind: str, cast: Cast, speech: Token | None, speaker: Codes) -> Codes:
    if deed.passive:
        by = after_preposition(cast, deed.head, ("by",))
        return by or (
            cast.discourse.pair if kind in (WILL, BE_TO) and _rests_on_paper(deed.head.sent) else ()
        )
    if deed.subject is None:
        return ()
    parties = bodies(cast, deed.subject) or _joint_body(deed, kind, cast)
    if not parties and kind in (WILL, BE_TO) and _rests_on_paper(deed.head.sent):
        return cast.discourse.pair
    if parties and not is_crowd(cast, deed.subject):
        return () if speaker and not set(speaker) & set(parties) else parties
    announced = speech is not None and load_words().has("announcing", speech.lemma_.lower())
    return speaker if announced and not parties and kind == WOULD else ()


def _rests_on_paper(sentence: Span) -> bool:
    """Whether a sentence says what a signed paper lays down: "according to the protocol", "under it" after one."""
    binding = load_words().lists["binding"]
    if _UNDER_IT.match(words_of(sentence)):
        return not binding.isdisjoint(lemmas_of(sentence.doc)[: sentence.start])
    return any(
        t.dep_ == "pobj"
        and t.lemma_.lower() in binding
        and (t.head.lower_ == "under" or t.head.head.lower_ == "according")
        for t in sentence
    )


def _joint_body(deed: Deed, kind: str, cast: Cast) -> Codes:
    """The sides of "a commission of both" of which the sentence before spoke: "It is to study …"."""
    if deed.subject is None or deed.subject.lower_ != "it" or kind != BE_TO:
        return ()
    before = cast.doc[max(0, deed.subject.i - 40) : deed.subject.i]
    return (
        cast.discourse.pair if any(load_words().has("joint_bodies", t.lemma_.lower()) for t in before) else ()
    )


def _is_free_relative(subject: Token) -> bool:
    """Whether a subject stands inside "what the officers learn from experts", which is no party."""
    return any(
        a.dep_ in ("csubj", "ccomp", "advcl") and any(t.tag_ == "WP" for t in a.subtree) and a.i < subject.i
        for a in subject.ancestors
    ) or (subject.sent[0].tag_ == "WP" and subject.i > subject.sent.start)


def is_worth_checking(deed: Deed) -> bool:
    """Whether a deed can be checked later: no encounter, movement or change of mind, and more than a bare verb."""
    words, lemma = load_words(), deed.head.lemma_.lower()
    if any(
        words.has("general", t.lemma_.lower()) for t in (deed.head, *deed.head.children) if t.pos_ == "VERB"
    ):
        return False
    if any(words.has("deed_particles", c.lower_) for c in deed.head.children):
        return True
    if lemma in ("remain", "stay", "continue") and deed.subject is not None and _is_reported(deed.head):
        return True
    if (
        words.has("encounters", lemma)
        or _leads_gathering(deed.head)
        or (words.has("idle", lemma) and lemma not in _BEGINNING)
    ):
        return False
    if words.has("movement", lemma) and not any(c.dep_ == "dobj" for c in deed.head.children):
        return False
    if lemma in _BEGINNING and (
        strays(deed.head) or any(c.dep_ in ("dobj", "xcomp") for c in deed.head.children)
    ):
        return True
    subject = {t.i for t in deed.subject.subtree} if deed.subject is not None else set()
    return sum(t.pos_ in _CONTENT for t in deed.head.subtree if t.i not in subject) + deed.passive >= 3


def _leads_gathering(verb: Token) -> bool:
    """Whether somebody only opens, chairs or closes a gathering: "are going to open a business forum"."""
    words = load_words()
    return words.has("leading", verb.lemma_.lower()) and any(
        c.dep_ == "dobj" and words.has("gatherings", c.lemma_.lower()) for c in verb.children
    )


def _is_reported(verb: Token) -> bool:
    return verb.dep_ == "ccomp"


def _is_negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _is_described(verb: Token) -> bool:
    """Whether a clause only describes a thing, or is a condition, a time or a purpose."""
    while verb.dep_ in ("xcomp", "conj") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ == "advcl":
        return any(c.dep_ in ("mark", "advmod") and c.i < verb.i for c in verb.children)
    return verb.dep_ in _DESCRIBING


def _is_quoted(sentence: Span, deed: Deed) -> bool:
    """A pronoun's act inside quotation marks: who "it" or "we" is, the quotation does not say."""
    if deed.subject is None or deed.subject.pos_ != "PRON":
        return False
    return sum(t.text in '“”"«»' for t in sentence if t.i < deed.head.i) > 0


def _speech(verb: Token, cast: Cast) -> tuple[Token | None, Codes]:
    """The verb of saying that a clause hangs on, and whose words they are."""
    words = load_words()
    clause = verb
    while clause.dep_ in ("xcomp", "conj") and clause.head.i != clause.i:
        clause = clause.head
    above = clause.head
    if clause.dep_ not in ("ccomp", "parataxis") or above.i == clause.i:
        return None, ()
    lemma = above.lemma_.lower()
    if not (words.has("saying", lemma) or words.has("announcing", lemma)):
        return None, ()
    subject, passive = own_subject(above)
    named = subject is not None and (
        (subject.i in cast.owner and bool(cast.owner[subject.i].codes)) or bool(cast.modifiers(subject))
    )
    return above, bodies(cast, subject) if named and not passive else ()


def hangs_on_noun(verb: Token) -> bool:
    """Whether a clause describes a noun or gives a time or condition, and so is no deed of its own."""
    while verb.dep_ in ("xcomp", "conj") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ == "advcl":
        return any(c.dep_ in ("mark", "advmod") and c.i < verb.i for c in verb.children)
    return verb.dep_ == "relcl"
