"""Rival versions of one fight: who says that the other side attacked accuses it (guide, decision 9)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sarez.reading.mentions import STATE_KINDS
from sarez.reading.parties import ONE_SIDE

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.drafts import Draft
    from sarez.reading.mentions import Codes
    from sarez.reading.parties import Cast

_TELLING = frozenset(
    "say tell claim state declare announce maintain insist assert contend hold argue complain affirm charge report allege".split()
)
_ASIDE = frozenset({"relcl", "acl", "advcl"})
_ACCORDING = re.compile(r"\b[Aa]ccording to\b|\b[Ii]n the (?:version|account|words|telling) of\b")


def blame(draft: Draft, cast: Cast, sentence: Span) -> Draft | None:
    """The accusation in an attack told by the other side: "Islamabad contends that Afghan police had attacked".

    None where the attacker, the teller or both are no state or government, or the teller has no part in the fight.
    """
    if draft.type != "ASSAULT" or not draft.features.get("actor") or len(draft.actor) != 1:
        return None
    teller = _source(sentence, cast) or _teller(sentence, cast)
    if len(teller) != 1 or not _is_quarrel(teller[0], draft, cast):
        return None
    pattern = replace(draft.trigger.pattern, type="ACCUSE", kind=None, options=frozenset())
    features = {k: v for k, v in draft.features.items() if k not in ("answer", "claim", "damage", "weak")}
    return replace(
        draft,
        type="ACCUSE",
        status="occurred",
        actor=teller,
        recipient=draft.actor,
        trigger=replace(draft.trigger, pattern=pattern),
        features=features | {"given": 2.0, "guessed": 0.0},
        is_event=True,
    )


def _is_quarrel(teller: str, draft: Draft, cast: Cast) -> bool:
    sides = {teller, draft.actor[0]}
    if len(sides) < 2 or sides == ONE_SIDE or not sides <= _powers(cast):
        return False
    return teller in draft.recipient or sides <= set(cast.discourse.pair)


def _powers(cast: Cast) -> set[str]:
    """The states that have been named, and the Taliban."""
    here = {c for m in cast.owner.values() if m.kind in STATE_KINDS for c in m.codes}
    return {*here, *cast.discourse.states, *cast.discourse.principals, "Taliban"}


def _teller(sentence: Span, cast: Cast) -> Codes:
    """Whose telling a sentence is: "the general tells it otherwise: …", "Islamabad contends", "says the Committee"."""
    opening = next((t.i for t in sentence if t.text == ":"), sentence.start)
    before = [t for t in sentence if t.i < opening and t.dep_ == "nsubj"]
    if len(before) == 1 and cast.parties(before[0]):
        return cast.parties(before[0])
    for verb in sentence:
        if verb.pos_ in ("VERB", "AUX") and verb.lemma_.lower() in _TELLING and verb.dep_ not in _ASIDE:
            codes = _subject(verb, cast)
            if codes:
                return codes
    return ()


def _subject(verb: Token, cast: Cast) -> Codes:
    found = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return cast.parties(found) if found is not None else ()


def _source(sentence: Span, cast: Cast) -> Codes:
    """Whose account a sentence gives: "according to Bishkek", "in the version of Iran's police chief"."""
    match = _ACCORDING.search(sentence.text)
    if match is None:
        return ()
    start = sentence.start_char + match.end()
    for token in sentence:
        if token.idx >= start and token.dep_ == "pobj":
            return cast.parties(token)
    return ()
