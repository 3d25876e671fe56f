"""Whether an act was done, is planned, is asked for, is denied, or is only spoken of: PLOVER's auxiliary modes.

PLOVER names the modes historical, future, hypothetical and negated and leaves them to the coder; here they are read
from the verb's auxiliaries and from what governs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarez.reading.denials import FALSE, is_denied, is_no_such

if TYPE_CHECKING:
    from spacy.tokens import Token

OCCURRED, PLANNED, CALLED_FOR, DENIED = "occurred", "planned", "called_for", "denied"
HYPOTHETICAL = "hypothetical"
CONTENT = "content"

FUTURE_VERBS = frozenset(
    "plan intend prepare expect schedule slate appoint due foresee envisage envision aim mean hope want".split()
)
CALL_VERBS = frozenset(
    "urge ask call appeal demand request want propose suggest invite recommend seek insist press exhort require advise beg implore".split()
)
DENY_VERBS = frozenset("deny refute dispute".split())
AGREE_VERBS = frozenset(
    "agree promise pledge undertake vow commit decide resolve determine assure guarantee swear".split()
)
SPEECH_ACTS = frozenset(
    "accuse blame threaten warn fear allege charge condemn criticize criticise suspect".split()
)
_CANCELLING = frozenset({"cancel", "scrap", "postpone"})
REFUSE_VERBS = frozenset(
    "refuse decline fail forget cease reject avoid prevent forbid prohibit ban stop".split()
)
_DISPOSITIONS = frozenset(
    "ready prepared willing able unable likely unlikely possible eager inclined entitled".split()
)
_IMPLICATIVE = frozenset(
    "go come manage begin start continue try attempt proceed help force seek happen dare move rush".split()
)
MODALS = frozenset("may might could can should must ought".split())
CONDITIONS = frozenset("if unless whether lest".split())
_SUSPICIONS = frozenset("suspicion charge allegation accusation".split())
_NOMINAL = frozenset("dobj pobj nsubj nsubjpass prep compound attr conj appos agent amod nmod".split())
_NOBODY = frozenset({"nobody", "none", "nothing"})
_WAS = frozenset({"is", "are", "was", "were"})
_SET = frozenset("due expected set planned scheduled likely going supposed bound".split())
_FINITE = frozenset("xcomp ROOT ccomp relcl conj advcl".split())


def _governor(token: Token) -> Token:
    """The verb a noun act hangs on ("held talks"), else the token itself."""
    if token.pos_ in ("VERB", "AUX"):
        return token
    head = token
    while head.dep_ in _NOMINAL and head.head.i != head.i:
        head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return head
    return token


def _auxiliaries(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "mark")]
    if verb.dep_ == "conj" and not any(
        c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in verb.children
    ):
        found += [c for c in verb.head.children if c.dep_ in ("aux", "neg", "mark") and c.i < verb.head.i]
    return found


def _own(verb: Token) -> str:
    words = _auxiliaries(verb)
    lemmas = {w.lower_ for w in words}
    if _has_no(verb, words) or any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in words):
        return HYPOTHETICAL
    if lemmas & {"will", "shall", "'ll", "wo", "would"}:
        return PLANNED
    if lemmas & MODALS:
        return HYPOTHETICAL
    if _is_set_to(verb) or (verb.tag_ == "VBG" and {"is", "are"} & lemmas and verb.lemma_ == "go"):
        return PLANNED
    return OCCURRED


def _has_no(verb: Token, words: list[Token]) -> bool:
    """Whether a verb is negated, by itself, its subject or its object: "did not sign", "no talks were held", "promised no funds"."""
    if any(w.dep_ == "neg" for w in words):
        return True
    if any(c.lower_ in ("never", "no", "hardly") and c.dep_ in ("neg", "advmod") for c in verb.children):
        return True
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubj") and (child.lower_ in _NOBODY or _is_none(child)):
            return True
        if child.dep_ == "nsubjpass" and child.lower_ != "one" and _is_none(child):
            return True  # but "nobody was hurt" tells of an attack
    return False


def _is_none(noun: Token) -> bool:
    """Whether a noun says that there is none of it: "no clash", "neither side"."""
    return any(c.lower_ in ("no", "neither") and c.dep_ in ("det", "preconj", "neg") for c in noun.children)


def _is_set_to(verb: Token) -> bool:
    """Whether a verb follows "is to", "was due to", "are expected to"."""
    if verb.lower_ not in ("be", *_WAS) and verb.tag_ not in ("VB", "VBN"):
        return False
    before = [t.lower_ for t in verb.doc[max(verb.sent.start, verb.i - 5) : verb.i]]
    if verb.dep_ not in _FINITE or "to" not in before:
        return False
    to = before.index("to")
    return bool(_WAS & set(before[:to])) and before[to - 1] in _WAS | _SET


def _from_governor(verb: Token) -> str:
    """What the verb above makes of this one: plan, call, denial, the content of a promise or an accusation."""
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.head.i != verb.i:
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
            return OCCURRED
        return _from_governor(verb.head)
    head = verb.head
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        head = head.head
        if head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_.lower() in SPEECH_ACTS:
            head = head.head  # "accused the guards of shooting"
        elif head.lemma_.lower() in _SUSPICIONS:
            return HYPOTHETICAL  # "arrested on suspicion of preparing disorders"
    if verb.dep_ not in ("xcomp", "ccomp", "pcomp", "advcl", "acl") or head.i == verb.i:
        return OCCURRED
    lemma = head.lemma_.lower()
    if verb.dep_ == "xcomp" and any(c.dep_ == "nsubj" and c.lower_ in _NOBODY for c in head.children):
        return HYPOTHETICAL  # "nobody here wants to shoot"
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    if lemma in _DISPOSITIONS and infinitive:
        return CONTENT
    if lemma in FUTURE_VERBS and (infinitive or verb.dep_ in ("xcomp", "pcomp")):
        return PLANNED
    if lemma in CALL_VERBS and verb.dep_ in ("xcomp", "ccomp", "advcl", "pcomp"):
        return CALLED_FOR
    if lemma in DENY_VERBS:
        return DENIED
    if lemma in AGREE_VERBS and verb.dep_ in ("xcomp", "ccomp", "pcomp"):
        return CONTENT
    if lemma in SPEECH_ACTS and verb.dep_ in ("pcomp", "ccomp", "xcomp"):
        return CONTENT
    if lemma in REFUSE_VERBS and verb.dep_ in ("xcomp", "pcomp"):
        return HYPOTHETICAL
    if verb.dep_ == "acl" and infinitive:
        return PLANNED if head.lemma_ in ("plan", "intention", "decision", "proposal") else CONTENT
    if infinitive and lemma in _IMPLICATIVE:
        return OCCURRED
    if verb.dep_ == "advcl" and infinitive:
        return CONTENT
    return OCCURRED


def status_of(token: Token) -> str:
    """The status of the act named by `token`: one of the guide's four, or hypothetical, or the content of another act."""
    verb = _governor(token)
    if token.pos_ == "NOUN" and is_no_such(token):
        return DENIED
    if token.pos_ in ("NOUN", "ADJ") and _is_none(token):
        return HYPOTHETICAL
    if token.pos_ in ("NOUN", "VERB") and is_denied(token):
        return DENIED
    if verb.pos_ not in ("VERB", "AUX"):
        return OCCURRED
    own = _own(verb)
    if own == HYPOTHETICAL:
        return own
    above = _from_governor(verb)
    if above != OCCURRED:
        return above
    if own == OCCURRED and token.i != verb.i and token.pos_ in ("NOUN", "PROPN"):
        return _of_object(token, verb)
    return own


def _of_object(token: Token, verb: Token) -> str:
    """What a verb makes of the act that its object names: "called for talks", "planned a visit", "denied a clash"."""
    lemma = verb.lemma_.lower()
    if lemma == "be" and any(
        c.dep_ in ("acomp", "attr") and c.lemma_.lower() in FALSE for c in verb.children
    ):
        return DENIED
    if token.dep_ not in ("dobj", "nsubjpass", "pobj", "conj"):
        return OCCURRED
    if _is_called_off(token, verb):
        return HYPOTHETICAL
    if lemma in CALL_VERBS:
        return CALLED_FOR
    if lemma in FUTURE_VERBS:
        return PLANNED
    return DENIED if lemma in DENY_VERBS | REFUSE_VERBS else OCCURRED


def _is_called_off(token: Token, verb: Token) -> bool:
    """Whether the act that a verb's object names is not to be: "called off the exercise", "cancelled the visit"."""
    if token.dep_ not in ("dobj", "nsubjpass", "conj"):
        return False
    off = any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
    return verb.lemma_.lower() in _CANCELLING or (verb.lemma_.lower() == "call" and off)


def _words_of(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, with those it shares with the verb it is joined to, and those of a plan above it."""
    return _auxiliaries(_governor(verb))


def is_negated(token: Token) -> bool:
    """Whether an act is said not to be done: "did not sign", "will never accept"."""
    verb = _governor(token)
    if verb.dep_ in ("xcomp", "pcomp") and verb.head.lemma_.lower() in REFUSE_VERBS:
        return True
    return any(w.dep_ == "neg" for w in _words_of(token)) or any(
        c.lower_ in ("never", "no") and c.dep_ in ("neg", "advmod") for c in verb.children
    )


def is_planned(token: Token) -> bool:
    """Whether an act lies ahead: "will sign", "is ready to send", "plans to visit"."""
    verb = _governor(token)
    if {w.lower_ for w in _words_of(token)} & {"will", "shall", "'ll", "wo", "would"}:
        return True
    if verb.dep_ in ("xcomp", "acl", "ccomp", "advcl") and verb.head.lemma_.lower() in _DISPOSITIONS:
        return True
    return _own(verb) == PLANNED or _from_governor(verb) == PLANNED


def is_obliged(token: Token) -> bool:
    """Whether an act is called for by a modal: "must return", "should pay"."""
    return bool({w.lower_ for w in _words_of(token)} & {"must", "should", "ought"})


def is_open(token: Token) -> bool:
    """Whether an act may or may not come: "may halt", "could send"."""
    return bool({w.lower_ for w in _words_of(token)} & {"may", "might", "could", "can"})
