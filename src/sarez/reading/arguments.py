"""Who did it, and to or with whom: the arguments of a trigger in the dependency parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.parties import Cast

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 6  # words before a verb in which a subject that the parser lost still stands
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE = frozenset({"nsubjpass", "csubjpass"})
_SHARES_SUBJECT = frozenset("conj xcomp advcl pcomp prep aux dep advmod".split())
LIGHT = frozenset(
    "hold have conduct take make give begin start open continue resume end conclude lead organize organise host be follow launch stage receive break".split()
)
_BLAMING = frozenset(
    "blame accuse condemn criticize criticise denounce charge punish arrest detain try sentence convict".split()
)
_TELLING = frozenset(
    "condemn denounce deplore decry criticize criticise regret mourn investigate probe avenge witness repel foil thwart survive suffer".split()
)
_GUILT = frozenset({"responsibility", "blame", "guilt"})
_OWNING = frozenset("claim take assume accept admit bear share".split())
HARMS = frozenset({"kill", "wound", "injure", "hurt", "maim", "arrest", "detain", "displace"})
RECIPIENT_ORDER = {
    p: i
    for i, p in enumerate("between with against to from on upon at of towards for into over among".split())
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """Heads of the noun phrases that fill a trigger's slots, the likeliest first."""

    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    passive: bool


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive: "was signed", "signed by", "the talks held"."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children):
        return True
    if (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBN"
        and not any(c.dep_ in ("aux", "dobj", "mark") for c in verb.children)
    ):
        return True  # "called upon to disarm, they opened fire"
    return verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN" and not _is_stranded(verb)


def _is_stranded(verb: Token) -> bool:
    """Whether a main verb was taken for a participle: "In January 2013 residents of Sokh set upon guards"."""
    if verb.dep_ != "acl" or any(c.dep_ == "agent" for c in verb.children):
        return False
    root = verb.sent.root
    closes = (
        verb.i > root.i and verb.nbor(-1).text == ","
    )  # "Sidorov, chief of the staff, described as fiction …"
    return root.pos_ == "ADP" or (root.pos_ == "PROPN" and verb.head.i == root.i and closes)


def subject_of(verb: Token, depth: int = 0) -> tuple[Token | None, bool]:
    """The grammatical subject of a verb, and whether it is a passive one; inherited through coordination and control."""
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.dep_ != "expl":
            return child, False
        if child.dep_ in PASSIVE:
            return child, True
    head = verb.head
    if depth > 4 or head.i == verb.i:
        return _stray_subject(verb), False
    if verb.dep_ in ("acl", "relcl", "amod"):
        return head, verb.tag_ == "VBN" and not _is_stranded(verb)
    if verb.dep_ == "xcomp":
        objects = [c for c in head.children if c.dep_ in ("dobj", "dative")]
        if objects:
            return objects[0], False
    if verb.dep_ == "ccomp" and head.lemma_ in ("let", "see", "help", "make", "want"):
        return subject_of(head, depth + 1)
    return _inherited_subject(verb, depth) if verb.dep_ in _SHARES_SUBJECT else (None, False)


def _stray_subject(verb: Token) -> Token | None:
    """The noun right before a finite verb that a parser gave to an opening phrase: "In the night of May 5 aircraft bombed"."""
    if verb.tag_ not in ("VBD", "VBP", "VBZ") or verb.i == verb.sent.start:
        return None
    before = verb.nbor(-1)
    if before.dep_ == "pobj" and before.pos_ in ("NOUN", "PROPN"):
        return before
    loose = (t for t in verb.doc[max(verb.sent.start, verb.i - REACH) : verb.i] if t.dep_ == "npadvmod")
    return next((t for t in loose if t.tag_ in ("NNS", "NN") and t.ent_type_ not in ("DATE", "TIME")), None)


def _inherited_subject(verb: Token, depth: int) -> tuple[Token | None, bool]:
    """The subject that a verb shares with the one above it: "met and signed", "after signing"."""
    head = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if head.pos_ in ("VERB", "AUX"):
        found, passive = subject_of(head, depth + 1)
        own = is_passive(verb)
        is_perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
        shares = (
            passive and verb.tag_ == "VBN" and not is_perfect
        )  # "are known to have died": they died themselves
        return found, own if verb.dep_ == "conj" else own or shares
    return (head, False) if head.pos_ in ("NOUN", "PROPN") and verb.dep_ == "advcl" else (None, False)


def _objects(token: Token) -> list[tuple[int, Token]]:
    """Objects and prepositional objects of a token with a rank: direct objects first, then by preposition."""
    found: list[tuple[int, Token]] = []
    for child in token.children:
        if child.dep_ in ("dobj", "dative", "attr", "oprd") and child.pos_ != "VERB":
            found.append((0, child))
            if child.dep_ == "dobj" or child.dep_ == "attr":
                found.extend((rank + 3, t) for rank, t in _objects(child) if rank > 0)
        if child.dep_ in ("prep", "dative") and child.lower_ in RECIPIENT_ORDER:
            found.extend((1 + RECIPIENT_ORDER[child.lower_], t) for t in child.children if t.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ in ("together", "along"):
            found.extend(
                (1, t) for p in child.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"
            )
        elif child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX"):
            found.extend(
                (6, c) for c in child.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ != "PRON"
            )
            found.extend((rank + 8, t) for rank, t in _objects(child))
        elif child.dep_ == "prep":
            for inner in child.children:
                if inner.dep_ == "pcomp":
                    found.extend((rank + 8, t) for rank, t in _objects(inner))
    return found


def _agents(verb: Token) -> list[Token]:
    agents = [t for c in verb.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
    by = [
        t
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ == "by"
        for t in c.children
        if t.dep_ == "pobj"
    ]
    return agents + by


def _stray_agents(verb: Token) -> list[Token]:
    """Whom a passive verb is done by where a parser hung "by" on an object: "was asked for help by Kyrgyzstan"."""
    return [
        noun
        for prep in verb.subtree
        if prep.lower_ == "by" and prep.dep_ in ("prep", "agent") and prep.i > verb.i
        for noun in prep.children
        if noun.dep_ == "pobj" and noun.pos_ == "PROPN"
    ][:1]


def _is_suffered(verb: Token) -> bool:
    """Whether a harm without an object is one its subject suffers: "announced two civilians killed and ten hurt"."""
    return (
        verb.lemma_.lower() in HARMS
        and verb.tag_ in ("VBN", "VBD")
        and not any(c.dep_ in ("dobj", "aux", "prt") for c in verb.children)
    )


def verb_arguments(verb: Token) -> Arguments:
    """Subjects and objects of a verb in its own voice: the agent of a passive is the subject."""
    subject, passive = subject_of(verb)
    passive = passive or is_passive(verb) or _is_suffered(verb)
    objects = [t for _, t in sorted(_objects(verb), key=lambda pair: (pair[0], pair[1].i))]
    if passive:
        return Arguments(
            tuple(_agents(verb) or _stray_agents(verb)),
            tuple(([subject] if subject is not None else []) + objects),
            True,
        )
    return Arguments((subject,) if subject is not None else (), tuple(objects), False)


def noun_arguments(noun: Token) -> Arguments:
    """Subjects and objects of an act named by a noun: "Karimov's visit to Astana", "an attack by gunmen on the post"."""
    subjects = [c for c in noun.children if c.dep_ == "poss"]
    subjects += _agents(noun)
    objects = [t for _, t in sorted(_objects(noun), key=lambda pair: (pair[0], pair[1].i))]
    head = noun.head
    passive = False
    if head.pos_ in ("VERB", "AUX") and noun.dep_ in ("dobj", "attr", "nsubjpass", "pobj", "nsubj"):
        outer = verb_arguments(head)
        if head.lemma_.lower() in _TELLING:
            return Arguments(tuple(dict.fromkeys(subjects)), tuple(dict.fromkeys(objects)), passive)
        if noun.dep_ in ("dobj", "nsubjpass") or head.lemma_ in LIGHT:
            subjects += [t for t in outer.subjects if t.i != noun.i]
            objects += [t for t in outer.objects if t.i != noun.i]
    elif head.pos_ in ("VERB", "AUX") and noun.dep_ == "acomp":  # "is opposed to", "is ready for"
        subjects += verb_arguments(head).subjects
    elif noun.dep_ == "pobj" and head.dep_ == "prep":
        subjects += [t for t in _doers_of(head) if t.i != noun.i]
    return Arguments(tuple(dict.fromkeys(subjects)), tuple(dict.fromkeys(objects)), passive)


def _doers_of(prep: Token) -> tuple[Token, ...]:
    """Who does what a preposition's noun tells: the subject of its verb; of a charge, whom it is laid to."""
    verb = prep.head
    is_guilt = verb.pos_ == "NOUN" and verb.lemma_.lower() in _GUILT and verb.dep_ == "dobj"
    verb = verb.head if is_guilt else verb
    if verb.pos_ not in ("VERB", "AUX"):
        return ()
    outer = verb_arguments(verb)
    is_charge = verb.lemma_.lower() in _BLAMING if not is_guilt else verb.lemma_.lower() not in _OWNING
    if is_charge and prep.lower_ in ("for", "of", "over"):
        return tuple(t for t in outer.objects if not t.is_ancestor(prep))
    return outer.subjects


def codes_of(cast: Cast, tokens: tuple[Token, ...], limit: int = 6) -> tuple[str, ...]:
    """The party codes of the first of the noun phrases that has any."""
    for token in tokens[:limit]:
        codes = cast.parties(token)
        if codes:
            return codes
    return ()
