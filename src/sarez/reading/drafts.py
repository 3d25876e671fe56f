"""From triggers to drafts: one act each, with its parties and status, before dates, places and merging."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.reading.act_words import LEARNED, Likelihoods, learned_triggers, likelihoods
from sarez.reading.arenas import is_figurative, is_harmless, is_of_disaster
from sarez.reading.arguments import codes_of, is_passive, noun_arguments, verb_arguments
from sarez.reading.attackers import (
    attackers,
    both_sides,
    is_claim,
    is_communal,
    is_counted,
    is_mutual,
    tells_a_count,
)
from sarez.reading.casualties import find_tolls
from sarez.reading.counterparts import SYMMETRICAL, fill
from sarez.reading.denials import is_hearsay, refutes_the_last
from sarez.reading.habits import is_habit, is_question
from sarez.reading.mentions import Codes
from sarez.reading.parsed import text_of, words_of
from sarez.reading.parties import Cast
from sarez.reading.roles import CIVILIANS, CROWDS, role_nouns
from sarez.reading.sides import candidates, choose
from sarez.reading.signs import signs
from sarez.reading.status import CALLED_FOR, CONTENT, DENIED, HYPOTHETICAL, OCCURRED, PLANNED, status_of
from sarez.reading.story import TITLES, follow, is_place_only, locate, sentence_parties
from sarez.reading.triggers import Lexicon, Trigger, find_triggers
from sarez.reading.versions import blame

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sarez.reading.parsed import ParsedPassage

MATERIAL = frozenset(
    {"COOPERATE", "AID", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "RETREAT", "CONSULT"}
)
_ANSWER = re.compile(
    r"\b(?:return|retaliatory|answering) fire\b|\bin (?:the|an?) (?:(?:ensuing|resulting|subsequent|same) )?"
    r"(?:shoot-?out|fire-?fight|gun-?fight|clash|battle|fighting|exchange of fire|skirmish)\b"
)
_QUOTES = frozenset('"“”«»')
_WRITERS = frozenset({"correspondent", "reporter", "newspaper", "agency"})
_ANONYMOUS = re.compile(
    r"\b(?:ask|request)(?:s|ed|ing) (?:us |that (?:his|her|their) names? )?(?:not to|not be|to remain|for anonymity|anonymity)\b"
)
SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
SAYING = frozenset(
    "say note add announce claim declare state stress report tell write argue maintain insist".split()
)
_PLACE_NAMES = frozenset({"GPE", "LOC", "FAC"})
_CROSSINGS = frozenset("crossing checkpoint border frontier gate barrier customs lorry cargo freight".split())


@dataclass(slots=True)
class Draft:
    """An act as one sentence tells it. `start` and `end` are the sentence's characters in the report."""

    type: str
    kind: str | None
    status: str
    actor: Codes
    recipient: Codes
    start: int
    end: int
    at: int
    trigger: Trigger
    features: dict[str, float] = field(default_factory=dict)
    is_event: bool = True

    @property
    def parties(self) -> Codes:
        return tuple(dict.fromkeys(self.actor + self.recipient))


def _arguments(trigger: Trigger, cast: Cast) -> tuple[Codes, Codes]:
    """The actor and the recipient that the words of an act themselves give."""
    anchor = cast.doc[trigger.anchor]
    verb = anchor.pos_ in ("VERB", "AUX")
    arguments = verb_arguments(anchor) if verb else noun_arguments(anchor)
    nouns = [cast.doc[i] for i in trigger.tokens if cast.doc[i].pos_ in ("NOUN", "PROPN")]
    outside = [*arguments.objects, *(t for noun in nouns for t in noun_arguments(noun).objects)]
    objects = [t for t in dict.fromkeys(outside) if t.i not in trigger.tokens and not _is_source(t, trigger)]
    actor = codes_of(cast, tuple(t for t in arguments.subjects if t.i not in trigger.tokens))
    recipient = _first_party(objects, actor, cast)
    if actor and not recipient and trigger.pattern.type in SPOKEN:
        actor, recipient = _not_to_himself(arguments.subjects, objects, actor, cast)
    if trigger.pattern.type == "ASSAULT":
        actor, recipient = attackers(trigger, arguments, actor, recipient, cast)
    actor, recipient = _with_modifiers(nouns, actor, recipient, cast)
    if trigger.pattern.kind == "visit":
        recipient = _destination(anchor, cast, actor) or recipient
    if "rev" in trigger.pattern.options:
        actor, recipient = recipient, actor
    if "own" in trigger.pattern.options and (recipient or actor):
        owners = [codes for t in objects for codes in _of_and_to(t, cast)]
        if owners:
            actor, recipient = owners[0], owners[1] if len(owners) > 1 else actor
    return actor, recipient


def _is_source(token: Token, trigger: Trigger) -> bool:
    """Whether an attack came from here, so that it is not whom it hit: "rockets fired from Afghan soil"."""
    pattern = trigger.pattern
    return pattern.type == "ASSAULT" and token.head.lower_ == "from" and "rev" not in pattern.options


def _first_party(objects: list[Token], actor: Codes, cast: Cast) -> Codes:
    """The first object that is a party, not the actor and not merely a place."""
    for token in objects:
        mention = cast.owner.get(token.i)
        if mention is not None and is_place_only(token, mention):
            continue
        codes = tuple(c for c in cast.parties(token) if c not in actor)
        if codes:
            return codes
    return ()


def _not_to_himself(
    subjects: tuple[Token, ...], objects: list[Token], actor: Codes, cast: Cast
) -> tuple[Codes, Codes]:
    """Nobody thanks or accuses himself: where the object names the party that a guest was taken for, he is of another."""
    told = [t for t in objects[:1] if cast.named(t) and set(cast.parties(t)) == set(actor)]
    if not told or any(cast.named(t) for t in subjects):
        return actor, ()
    return tuple(c for c in cast.discourse.pair if c not in actor), actor


def _with_modifiers(nouns: list[Token], actor: Codes, recipient: Codes, cast: Cast) -> tuple[Codes, Codes]:
    """What stands before an act's noun fills what is empty: "Kyrgyz-Tajik talks", "a Russian grant"."""
    every = (tuple(c for m in cast.modifiers(noun) for c in m.codes) for noun in nouns)
    modifiers = next((codes for codes in every if codes), ())
    rest = tuple(c for c in dict.fromkeys(modifiers) if c not in actor)
    if modifiers and not actor:
        actor = modifiers[:1] if len(modifiers) > 1 or recipient else modifiers
        rest = tuple(c for c in rest if c not in actor)
    return actor, recipient or rest


def _destination(anchor: Token, cast: Cast, actor: Codes) -> Codes:
    """The state a visit leads to: "a visit to Astana", "arrived in Kyrgyzstan"."""
    for child in anchor.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "in", "at", "for"):
            for inner in child.children:
                mention = cast.owner.get(inner.i)
                if (
                    mention is not None
                    and mention.kind in ("capital", "state")
                    and not set(mention.codes) & set(actor)
                ):
                    return mention.codes
    return ()


def _of_and_to(token: Token, cast: Cast) -> list[Codes]:
    """Whose "the ambassador of Kyrgyzstan to Tajikistan" is, and to whom sent."""
    if token.lemma_.lower() not in TITLES | {"diplomat", "embassy"}:
        return []
    own = tuple(c for m in cast.modifiers(token) for c in m.codes)
    preps = {c.lower_: c for c in token.children if c.dep_ == "prep"}
    for word in ("of", "from"):
        if word in preps and not own:
            own = tuple(c for t in preps[word].children if t.dep_ == "pobj" for c in cast.parties(t))
    sent = tuple(
        c
        for w in ("to", "in")
        if w in preps
        for t in preps[w].children
        if t.i in cast.owner
        for c in cast.owner[t.i].codes
    )
    return [c for c in (own, sent) if c]


def find_drafts(cast: Cast, parsed: ParsedPassage, lexicon: Lexicon) -> list[Draft]:
    """The acts that one parsed passage tells of, in the order of the text."""
    drafts: list[Draft] = []
    offset = parsed.start
    triggers = find_triggers(cast.doc, lexicon)
    heard: list[Draft] = []
    passage = text_of(cast.doc)
    for sentence in cast.doc.sents:
        if heard and refutes_the_last(words_of(sentence)):
            for told in heard:
                told.status = DENIED
        locate(sentence, cast, parsed)
        cast.known = {}
        near_mentions = sentence_parties(sentence, cast)
        near = list(
            dict.fromkeys(
                cast.lists.get(m.start, m.codes)
                for m in near_mentions
                if m.kind not in ("adjective", "demonym")
            )
        )
        likely, encounters = likelihoods(sentence, cast, triggers)
        cast.encounters.update(encounters)
        acts = [] if is_question(sentence) else _acts_of(sentence, triggers, likely)
        for trigger in acts:
            if is_habit(cast.doc[trigger.anchor], sentence, passage):
                continue
            draft = _draft(trigger, cast, sentence, near, offset)
            if draft is not None:
                draft.features |= _how_likely(trigger, likely)
                drafts.append(draft)
                accusation = blame(draft, cast, sentence)
                if accusation is not None:
                    drafts = [d for d in drafts if not _is_less_than(d, accusation)] + [accusation]
                if draft.is_event:
                    cast.discourse.note(draft.type, draft.actor, draft.recipient)
                    cast.known.clear()
        cast.known = None
        cast.pairs[sentence.start] = cast.discourse.pair
        heard = _hearsay(drafts, sentence, offset)
        follow(sentence, cast)
    return drafts


def _is_less_than(draft: Draft, accusation: Draft) -> bool:
    """Whether a draft only guesses at who accuses whom in a sentence that gives two versions of an attack."""
    is_guess = draft.trigger.pattern.source == LEARNED and draft.start == accusation.start
    return is_guess and draft.type == accusation.type and set(draft.parties) <= set(accusation.parties)


def _acts_of(sentence: Span, triggers: list[Trigger], likely: Likelihoods) -> list[Trigger]:
    """What a sentence may tell, in the order of its words: the lexicon's triggers, then those that only are likely."""
    own = [t for t in triggers if sentence.start <= t.anchor < sentence.end]
    return sorted(own + learned_triggers(likely, own), key=lambda t: t.anchor)


def _how_likely(trigger: Trigger, likely: Likelihoods) -> dict[str, float]:
    """How likely the words of a trigger tell an act of its type, and any act: as log odds."""
    type_ = trigger.pattern.type
    own = max((likely[i][type_] for i in trigger.tokens if i in likely), default=0.0)
    every = max((sum(likely[i].values()) for i in trigger.tokens if i in likely), default=0.0)
    learned = float(trigger.pattern.source == LEARNED)
    return {"likely": _log_odds(own), "likely any": _log_odds(every), "learned": learned}


def _log_odds(share: float) -> float:
    held = min(max(share, 0.005), 0.995)
    return math.log(held / (1 - held))


def _hearsay(drafts: list[Draft], sentence: Span, offset: int) -> list[Draft]:
    """The deeds that a sentence tells as heard or claimed only, so that the next one may deny them."""
    here = offset + sentence.start_char
    if not drafts or drafts[-1].start != here or not is_hearsay(words_of(sentence)):
        return []
    return [d for d in drafts if d.start == here and d.type in MATERIAL and d.status == OCCURRED]


def _draft(trigger: Trigger, cast: Cast, sentence: Span, near: list[Codes], offset: int) -> Draft | None:
    pattern, anchor = trigger.pattern, cast.doc[trigger.anchor]
    status = _status(trigger, cast)
    if pattern.source == LEARNED:
        if status == HYPOTHETICAL and pattern.type in MATERIAL:
            return None
        status = OCCURRED if status in (HYPOTHETICAL, CONTENT) else status
    elif status in (HYPOTHETICAL, CONTENT) or _is_mere_description(anchor, trigger):
        return None
    actor, recipient, filled = _sides(trigger, cast, near)
    features = signs(trigger, cast.doc, sentence, status) | filled
    features["named"] = float(len({c for t in sentence if t.i in cast.owner for c in cast.owner[t.i].codes}))
    if pattern.type == "ASSAULT":
        features["answer"] = float(_ANSWER.search(words_of(sentence)) is not None)
        features["claim"] = float(is_claim(trigger))
        features["counted"] = float(not actor and (is_counted(anchor) or tells_a_count(sentence)))
        features["damage"] = float(not find_tolls(words_of(sentence)))
    learned = pattern.source == LEARNED
    if (not learned and _is_mere_reference(anchor, features)) or is_figurative(trigger, sentence):
        return None
    if is_harmless(trigger, sentence, status) or is_of_disaster(trigger, sentence) or _is_of_nobody(anchor):
        return None
    if pattern.type == "ACCUSE" and status == DENIED:
        return None  # "rejected the charge" rejects, and charges nobody
    if "person" in pattern.options and not _meets_somebody(anchor, cast):
        return None
    if "spot" in pattern.options and not _is_about_a_place(anchor, cast):
        return None
    asked = "only" in pattern.options or status == CALLED_FOR
    return Draft(
        type=pattern.type,
        kind=pattern.kind,
        status=status,
        actor=actor,
        recipient=recipient,
        start=offset + sentence.start_char,
        end=offset + sentence.end_char,
        at=offset + anchor.idx,
        trigger=trigger,
        features=features,
        is_event=not asked and bool(actor or recipient),
    )


def _sides(trigger: Trigger, cast: Cast, near: list[Codes]) -> tuple[Codes, Codes, dict[str, float]]:
    """Actor and recipient, how many of them the words gave, and how sure it is of each."""
    type_, anchor = trigger.pattern.type, cast.doc[trigger.anchor]
    actor, recipient = _arguments(trigger, cast)
    if type_ == "ASSAULT" and not recipient and is_communal(anchor):
        return (CIVILIANS,), (CIVILIANS,), {"given": 1.0, "guessed": 0.0, "actor": 1.0}
    mutual = type_ == "ASSAULT" and is_mutual(anchor)
    if mutual:
        actor, recipient = both_sides(actor or recipient, cast)
    proposed = {"words actor": actor, "words recipient": recipient}
    given = bool(actor) + bool(recipient)
    if type_ in SYMMETRICAL:
        given = 2 if len(actor or recipient) > 1 else given
    actor, recipient = _mended(trigger, actor, recipient, cast)
    by_whom = bool(actor) or (type_ == "ASSAULT" and len(recipient) > 1)
    turned = type_ == "REJECT" and bool(proposed["words actor"]) and actor != proposed["words actor"]
    proposed |= {"rule actor": actor, "rule recipient": recipient}
    actor, recipient, guessed = fill(type_, actor, recipient, near, cast)
    recipient = tuple(c for c in recipient if c not in actor)
    filled = {"given": float(given), "guessed": float(guessed), "actor": float(by_whom)}
    if actor and recipient and (mutual or turned or _is_plain(trigger, anchor, given)):
        return actor, recipient, filled | {"sure actor": 1.0, "sure recipient": 1.0}
    proposed |= {"filled actor": actor, "filled recipient": recipient}
    sides = choose(type_, candidates(trigger, cast, anchor.sent, proposed))
    filled["guessed"] = float(sides.supplied)
    filled["sure actor"], filled["sure recipient"] = sides.sure_of_actor, sides.sure_of_recipient
    return sides.actor, sides.recipient, filled


def _is_plain(trigger: Trigger, anchor: Token, given: int) -> bool:
    """Whether grammar or the lexicon leaves no choice who does it: "was asked by", "the ambassador of … to … was recalled"."""
    if trigger.pattern.options & {"rev", "own"}:
        return True
    return given > 1 and any(c.dep_ == "agent" for c in anchor.children)


def _mended(trigger: Trigger, actor: Codes, recipient: Codes, cast: Cast) -> tuple[Codes, Codes]:
    """What the words gave, without who cannot be a side, and with who speaks or stands across a border."""
    type_ = trigger.pattern.type
    if type_ in SYMMETRICAL:
        actor = tuple(c for c in actor if c not in CROWDS)
        faces_people = actor and recipient == (CIVILIANS,)
        recipient = recipient if faces_people else tuple(c for c in recipient if c not in CROWDS)
    if type_ == "REJECT":
        actor, recipient = _who_rejects(actor, recipient, cast)
    if type_ in SPOKEN and not actor:
        speaker = _speaker(cast.doc[trigger.anchor].sent, cast)
        actor = tuple(c for c in speaker if c not in recipient)
    across = _across(trigger, actor, cast) if type_ in ("CONCEDE", "SANCTION") and not recipient else ()
    return actor, recipient or across


def _across(trigger: Trigger, actor: Codes, cast: Cast) -> Codes:
    """The state on the other side of a crossing that is shut or opened: the one that the story is about beside the actor."""
    sentence = cast.doc[trigger.anchor].sent
    if not actor or not any(t.lemma_.lower() in _CROSSINGS for t in sentence):
        return ()
    pair = cast.discourse.pair if set(actor) < set(cast.discourse.pair) else cast.discourse.principals[:2]
    return tuple(c for c in pair if c not in actor) if set(actor) < set(pair) else ()


def _who_rejects(actor: Codes, recipient: Codes, cast: Cast) -> tuple[Codes, Codes]:
    """“They deny it”: the accused speaks, not the accuser."""
    accuser, accused = cast.discourse.last.get("ACCUSE", ()), cast.discourse.last_recipient.get("ACCUSE", ())
    return (
        (accused, accuser) if actor and actor == accuser and accused and not recipient else (actor, recipient)
    )


def _speaker(sentence: Span, cast: Cast) -> Codes:
    """Who says what the sentence says: "…, they note, states of the region are asked to …"."""
    for token in sentence:
        if token.pos_ == "VERB" and token.lemma_.lower() in SAYING:
            subjects = [c for c in token.children if c.dep_ == "nsubj"]
            codes = cast.parties(subjects[0]) if subjects else ()
            if codes:
                return codes
    return ()


def _status(trigger: Trigger, cast: Cast) -> str:
    """The status of a trigger: the weakest of its words'; what is promised or asked of an encounter lies ahead."""
    tokens = [cast.doc[i] for i in trigger.tokens]
    verbs = {t.i for t in tokens if t.pos_ == "VERB"}
    statuses = {status_of(t) for t in tokens if not (t.pos_ == "NOUN" and t.head.i in verbs)}
    if any(item.lemmas & {"not", "no"} for item in trigger.pattern.items):
        statuses -= {HYPOTHETICAL, DENIED}
    status = next(
        (s for s in (HYPOTHETICAL, CONTENT, DENIED, CALLED_FOR, PLANNED) if s in statuses), OCCURRED
    )
    return PLANNED if status == CONTENT and trigger.pattern.kind is not None else status


def _is_mere_description(anchor: Token, trigger: Trigger) -> bool:
    """“The ousted president”, “prisoners accused of ties”, “where several services work side by side”."""
    if anchor.pos_ != "VERB":
        return False
    if anchor.dep_ == "amod":
        return True
    has_agent = any(c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by") for c in anchor.children)
    has_agent = has_agent or any(c.dep_ == "dobj" for c in anchor.children)
    if (
        anchor.dep_ == "acl"
        and is_passive(anchor)
        and anchor.tag_ == "VBN"
        and not has_agent
        and trigger.pattern.type not in ("ASSAULT", "CONSULT")
    ):
        return True
    material = trigger.pattern.type in MATERIAL
    return (
        material
        and anchor.tag_ in ("VBZ", "VBP")
        and anchor.dep_ in ("relcl", "advcl", "ROOT", "conj", "ccomp")
    )


def _is_mere_reference(anchor: Token, features: dict[str, float]) -> bool:
    """“The training programme”, “following the meeting”: a noun that points back or only qualifies another noun."""
    if anchor.pos_ == "VERB":
        return False
    if anchor.dep_ in ("compound", "nmod") and anchor.head.pos_ in ("NOUN", "PROPN"):
        return True
    if "tokens" in features:
        return False
    return features["given"] == 0 and ("definite" in features or "dated" not in features)


def _meets_somebody(anchor: Token, cast: Cast) -> bool:
    """Whether the object of "saw" is a person or an official."""
    objects = [c for c in anchor.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(
        (t.i in cast.owner and cast.owner[t.i].kind == "person")
        or role_nouns().get(t.lemma_.lower()) == "official"
        for t in objects
    )


def _is_of_nobody(anchor: Token) -> bool:
    """Whether an act is done to or by nobody, or to who writes: "pointing at nobody", "who asked us not to name him"."""
    if anchor.lemma_.lower() in ("ask", "request") and _ANONYMOUS.search(words_of(anchor.sent)):
        return True
    near = [c for c in anchor.children if c.dep_ in ("dobj", "nsubj", "nsubjpass", "prep")]
    if any(c.dep_ == "nsubj" and c.lower_ in ("we", "i") for c in near) and not _QUOTES & set(
        words_of(anchor.sent)
    ):
        return True
    if any(c.dep_ == "nsubjpass" and c.lemma_.lower() in _WRITERS for c in near):
        return True
    if any(c.dep_ in ("dobj", "nsubjpass") and c.lower_ in ("anyone", "anybody") for c in near):
        return True  # "denied that anyone had been killed"
    return any(t.lower_ in ("nobody", "none") for c in near for t in (c, *c.children))


def _is_about_a_place(anchor: Token, cast: Cast) -> bool:
    """Whether the object of "shut" or "reopened" is a named place that is no state: "Islamabad shut Torkham"."""
    objects = [c for c in anchor.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(t.i in cast.towns or (t.ent_type_ in _PLACE_NAMES and t.i not in cast.owner) for t in objects)
