"""Who undertakes: the parties behind a verb, a noun or a paper of undertaking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.arguments import is_passive, subject_of
from sarez.reading.commitments_words import load_words
from sarez.reading.parties import CROWDS, Cast, role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

Codes = tuple[str, ...]
_TAKING = frozenset("obtain get receive secure win extract elicit gain have hear".split())
_MUTUAL = frozenset("agree settle decide resolve arrange concur conclude reach sign undertake stipulate lay set".split())


def verb_above(token: Token) -> Token:
    """The verb that a word hangs on, or the word itself."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    return verb


def bodies(cast: Cast, token: Token | None) -> Codes:
    """The parties a noun phrase stands for, without crowds."""
    if token is None:
        return ()
    return tuple(c for c in cast.parties(token) if c not in CROWDS)


def is_crowd(cast: Cast, token: Token) -> bool:
    """Whether a noun phrase stands for people or troops rather than for a party that binds itself."""
    mention = cast.owner.get(token.i)
    if mention is not None and mention.kind not in ("person", "demonym", "adjective"):
        return False
    role = role_nouns().get(token.lemma_.lower())
    return role in ("force", "civilians", "armed group") or bool(CROWDS & set(cast.parties(token)))


def after_preposition(cast: Cast, token: Token, prepositions: tuple[str, ...]) -> Codes:
    """The parties in the prepositional phrases of a word: "with Kazakhstan", "from Bishkek and from Dushanbe"."""
    codes: dict[str, None] = {}
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            for prep in (child, *(c for c in child.conjuncts if c.lower_ in prepositions)):
                for inner in prep.children:
                    if inner.dep_ == "pobj":
                        codes.update(dict.fromkeys(bodies(cast, inner)))
    return tuple(codes)


def all_sides(cast: Cast) -> Codes:
    """Both sides of what the report is about."""
    discourse = cast.discourse
    return discourse.pair or discourse.group or discourse.state


def who_undertakes(cue: Token, cast: Cast) -> Codes:
    """The parties that a verb or noun of undertaking binds; both sides where it names nobody."""
    if cue.pos_ in ("NOUN", "PROPN"):
        return _of_noun(cue, cast)
    if cue.pos_ == "ADJ":
        return _of_verb(verb_above(cue), cast) or all_sides(cast)
    if load_words().has("orders", cue.lemma_.lower()):
        return _of_order(cue, cast)
    codes = _of_verb(cue, cast)
    if cue.lemma_.lower() in _MUTUAL:
        codes = tuple(dict.fromkeys(codes + after_preposition(cast, cue, ("with",))))
    return codes or all_sides(cast)


def _of_order(cue: Token, cast: Cast) -> Codes:
    charged = [c for c in cue.children if c.dep_ in ("dobj", "nsubjpass")]
    subject, passive = subject_of(cue)
    if passive or is_passive(cue):
        return bodies(cast, subject) or after_preposition(cast, cue, ("by",)) or cast.discourse.state
    for token in charged:
        if not is_crowd(cast, token) and bodies(cast, token):
            return bodies(cast, token)
    return bodies(cast, subject) or cast.discourse.person or cast.discourse.state


def _of_verb(verb: Token, cast: Cast) -> Codes:
    subject, passive = subject_of(verb)
    if passive or is_passive(verb):
        return after_preposition(cast, verb, ("by",))
    if subject is None:
        return _before(verb, cast)
    return _of_subject(subject, cast)


def _before(verb: Token, cast: Cast) -> Codes:
    """The party named last before a verb in its sentence, where the parse gives it no subject."""
    for i in range(verb.i - 1, max(verb.sent.start, verb.i - 8) - 1, -1):
        if cast.doc[i].text in ";:":
            break
        if i in cast.owner and cast.owner[i].codes:
            return bodies(cast, cast.doc[i])
    return ()


def _of_subject(subject: Token, cast: Cast) -> Codes:
    if is_paper(subject):
        signers = tuple(dict.fromkeys(c for m in cast.modifiers(subject) for c in m.codes))
        return signers if len(signers) > 1 else all_sides(cast)
    return bodies(cast, subject)


def is_paper(token: Token) -> bool:
    """Whether a noun names a document: what it says, those who signed it undertake."""
    return token.pos_ in ("NOUN", "PROPN") and load_words().has("documents", token.lemma_.lower())


def _of_noun(noun: Token, cast: Cast) -> Codes:
    for child in noun.children:
        if child.dep_ == "poss":
            codes = bodies(cast, child)
            if codes:
                return codes
        if child.dep_ == "relcl":
            codes = _of_verb(child, cast)
            if codes:
                return codes
    named = tuple(dict.fromkeys(c for m in cast.modifiers(noun) for c in m.codes))
    named = named or after_preposition(cast, noun, ("by", "between", "of", "from", "with"))
    if named:
        return named
    verb = verb_above(noun)
    if verb.pos_ not in ("VERB", "AUX"):
        return all_sides(cast)
    if verb.lemma_.lower() in _TAKING:
        return after_preposition(cast, verb, ("from",)) or all_sides(cast)
    with_whom = after_preposition(cast, verb, ("with",)) if verb.lemma_.lower() in _MUTUAL else ()
    return tuple(dict.fromkeys(_of_verb(verb, cast) + with_whom)) or all_sides(cast)
