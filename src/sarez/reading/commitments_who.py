"""Who undertakes: the parties behind a verb, a noun or a paper of undertaking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarez.reading.arguments import is_passive
from sarez.reading.commitments_clauses import own_subject
from sarez.reading.commitments_words import load_words
from sarez.reading.parties import Cast
from sarez.reading.roles import CROWDS, role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A passage's cast, with those whom the report named together last (`sides`) and its last list of three or more."""

    cast: Cast
    sides: Codes = ()
    everyone: Codes = ()

    @property
    def both(self) -> Codes:
        """The two sides of what is told."""
        discourse = self.cast.discourse
        return discourse.pair or self.sides or discourse.group or discourse.state

    @property
    def all(self) -> Codes:
        """All who take part in what is told: "the participants", "all delegations"."""
        both = self.both
        return self.everyone if len(self.everyone) > len(both) else both


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
    if token.lower_ in ("they", "it", "latter", "both") and token.i not in cast.owner:
        near = _earlier(cast, token)
        if near:
            return near
    if token.lower_ == "one":
        return tuple(dict.fromkeys(c for m in cast.modifiers(token) for c in m.codes))
    if any(
        c.dep_ == "conj" and any(a.lower_ in ("other", "others") for a in (c, *c.children))
        for c in token.children
    ):
        mention = cast.owner.get(token.i)
        if mention is not None and mention.codes:
            return mention.codes
    if _is_joint(cast, token):
        return cast.discourse.pair
    return tuple(c for c in cast.parties(token) if c not in CROWDS)


def _is_joint(cast: Cast, token: Token) -> bool:
    """Whether a noun that names nobody stands for both sides: "the foreign ministers", "a joint commission"."""
    if load_words().has("plural_heads", token.lemma_.lower()) and any(
        c.lower_ in ("neither", "either", "each", "both") for c in token.children
    ):
        return len(cast.discourse.pair) > 1
    if (
        (token.i in cast.owner and cast.owner[token.i].codes)
        or cast.modifiers(token)
        or len(cast.discourse.pair) < 2
    ):
        return False
    if any(
        c.dep_ in ("conj", "appos", "poss") or (c.dep_ == "prep" and c.lower_ in ("of", "from"))
        for c in token.children
    ):
        return False
    joint = any(
        c.lower_ in ("joint", "bilateral", "trilateral", "mixed", "intergovernmental") for c in token.children
    )
    return joint or (token.tag_ == "NNS" and load_words().has("plural_heads", token.lemma_.lower()))


def _earlier(cast: Cast, pronoun: Token) -> Codes:
    """Whom a pronoun points to within its own sentence: a subject before it, for "the latter" whoever was named last."""
    many = pronoun.lower_ in ("they", "both")
    for i in range(pronoun.i - 1, pronoun.sent.start - 1, -1):
        token = cast.doc[i]
        if pronoun.lower_ == "latter":
            codes = cast.owner[i].codes if i in cast.owner and cast.owner[i].kind == "person" else ()
        elif token.dep_ in ("nsubj", "nsubjpass") and token.pos_ != "PRON":
            codes = tuple(c for c in cast.parties(token) if c not in CROWDS)
        else:
            continue
        if codes and (len(codes) > 1 or not many):
            return codes
    return ()


def is_crowd(cast: Cast, token: Token) -> bool:
    """Whether a noun phrase stands for people or troops rather than for a party that binds itself."""
    mention = cast.owner.get(token.i)
    if mention is not None and mention.kind not in ("person", "demonym", "adjective", "noun"):
        return False
    role = role_nouns().get(token.lemma_.lower())
    return role in ("force", "civilians", "armed group") or bool(CROWDS & set(cast.parties(token)))


def after_preposition(cast: Cast, token: Token, prepositions: tuple[str, ...]) -> Codes:
    """The parties in the prepositional phrases of a word: "with Kazakhstan", "from Bishkek and from Dushanbe"."""
    codes: dict[str, None] = {}
    for inner in _objects_of(token, prepositions):
        codes.update(dict.fromkeys(bodies(cast, inner)))
    return tuple(codes)


def _objects_of(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    found = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            for prep in (child, *(c for c in child.conjuncts if c.lower_ in prepositions)):
                found += [inner for inner in prep.children if inner.dep_ == "pobj"]
    return found


def who_undertakes(cue: Token, scene: Scene) -> Codes:
    """The parties that a verb or noun of undertaking binds; both sides where it names nobody."""
    if cue.pos_ in ("NOUN", "PROPN"):
        return _of_noun(cue, scene)
    if cue.pos_ == "ADJ":
        return _of_verb(verb_above(cue), scene)
    if load_words().has("orders", cue.lemma_.lower()):
        return _of_order(cue, scene)
    codes = _of_verb(cue, scene)
    if load_words().has("mutual", cue.lemma_.lower()):
        codes = tuple(dict.fromkeys(codes + after_preposition(scene.cast, cue, ("with",))))
        if len(codes) == 1 and codes[0] in scene.both and _is_plural(cue):
            return scene.both
    return codes or scene.both


def _is_plural(cue: Token) -> bool:
    """Whether the subject of an agreement is several: "ministers Kazakbaev and Muhriddin agreed"."""
    subject, passive = own_subject(cue)
    return (
        subject is not None
        and not passive
        and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in subject.children)
    )


def _of_order(cue: Token, scene: Scene) -> Codes:
    cast = scene.cast
    subject, passive = own_subject(cue)
    if passive or is_passive(cue):
        return bodies(cast, subject) or after_preposition(cast, cue, ("by",)) or cast.discourse.state
    for token in cue.children:
        if token.dep_ == "dobj" and not is_crowd(cast, token) and bodies(cast, token):
            return bodies(cast, token)
    return bodies(cast, subject) or cast.discourse.person or cast.discourse.state


def _of_verb(verb: Token, scene: Scene) -> Codes:
    subject, passive = own_subject(verb)
    if passive or is_passive(verb):
        agents = _objects_of(verb, ("by",))
        return next((c for c in (_of_subject(a, scene) for a in agents) if c), ())
    if subject is None:
        return _before(verb, scene.cast)
    return _of_subject(subject, scene)


def _before(verb: Token, cast: Cast) -> Codes:
    """The party named last before a verb in its sentence, where the parse gives it no subject."""
    for i in range(verb.i - 1, max(verb.sent.start, verb.i - 8) - 1, -1):
        if cast.doc[i].text in ";:":
            break
        if i in cast.owner and cast.owner[i].codes:
            return bodies(cast, cast.doc[i])
    return ()


def _of_subject(subject: Token, scene: Scene) -> Codes:
    lemma = subject.lemma_.lower()
    if is_paper(subject):
        signers = tuple(dict.fromkeys(c for m in scene.cast.modifiers(subject) for c in m.codes))
        return signers if len(signers) > 1 else scene.both
    if load_words().has("gatherings", lemma) or load_words().has("everyone", lemma):
        named = tuple(dict.fromkeys(c for m in scene.cast.modifiers(subject) for c in m.codes))
        named = named or after_preposition(scene.cast, subject, ("of", "from", "between"))
        return named or scene.all
    return bodies(scene.cast, subject)


def is_paper(token: Token) -> bool:
    """Whether a noun names a document: what it says, those who signed it undertake."""
    return token.pos_ in ("NOUN", "PROPN") and load_words().has("documents", token.lemma_.lower())


def _of_noun(noun: Token, scene: Scene) -> Codes:
    cast = scene.cast
    for child in noun.children:
        codes: Codes = ()
        if child.dep_ == "poss":
            codes = bodies(cast, child)
        elif child.dep_ == "relcl" and any(c.dep_ == "dobj" and c.tag_ == "WDT" for c in child.children):
            codes = _of_verb(child, scene)
        if codes:
            return codes
    named = tuple(dict.fromkeys(c for m in cast.modifiers(noun) for c in m.codes))
    named = named or after_preposition(cast, noun, ("by", "between", "of", "from", "with"))
    if named:
        return named
    verb = verb_above(noun)
    if verb.pos_ not in ("VERB", "AUX"):
        return scene.both
    if load_words().has("taking", verb.lemma_.lower()):
        return after_preposition(cast, verb, ("from",)) or scene.both
    with_whom = (
        after_preposition(cast, verb, ("with",)) if load_words().has("mutual", verb.lemma_.lower()) else ()
    )
    return tuple(dict.fromkeys(_of_verb(verb, scene) + with_whom)) or scene.both
