"""Who is meant: states, bodies, groups, crowds and pronouns in a parsed passage, as party codes of the guide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarez.reading.mention_lists import lists_of
from sarez.reading.mentions import STATE_KINDS, Codes, Mention
from sarez.reading.parsed import lemmas_of
from sarez.reading.roles import ARMED, CIVILIANS, CROWDS, role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

ONE_SIDE = frozenset({"Taliban", "AFG"})  # a movement in office and its state are no two sides
_PLURAL_PRONOUNS = frozenset({"they", "them", "both", "themselves", "their", "each", "these", "those"})
_SINGULAR_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "himself", "herself", "hers"})
_THING_PRONOUNS = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "where"})
_SIDES = frozenset(
    "side party neighbour neighbor delegation country state government capital nation army republic leader president minister premier".split()
)
_SAYING = frozenset("say report write claim state declare announce complain maintain tell".split())
_OF_STATES = frozenset(
    "country state nation republic government capital leader president minister premier army".split()
)
_WITHIN_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "PUNCT", "CCONJ", "PART", "NUM"})
_PHRASE_ENDS = frozenset({",", ";", "–", "—", "--"})
_MEN = frozenset({"man", "boy", "lad", "people", "member", "agent"})
_ARMS = frozenset(
    "security police military army border special intelligence paramilitary frontier customs".split()
)
_AT_HOME = frozenset("police policeman policewoman officer militia militiaman cop gendarme squad".split())
_COURTS = frozenset("judge court tribunal jury prosecutor magistrate authority".split())
_FOLLOWERS = frozenset("member adherent follower supporter".split())
_CREEDS = frozenset("movement current trend idea ideology religion sect".split())
SEATS = frozenset(
    "station post depot base headquarters checkpoint convoy barracks outpost column patrol car vehicle van bus jeep lorry truck".split()
)
_GATHERED = frozenset("participant delegate attendee signatory interlocutor".split())
_BODY_WORDS = frozenset("movement group organization organisation bloc alliance party".split())
_WEAPONS = frozenset(
    "gun pistol knife rifle weapon axe grenade explosive bomb revolver machete sword kalashnikov belt vest firearm".split()
)
_BANDS = frozenset({"group", "gang", "formation", "cell", "network", "underground", "ring", "grouping"})
_LAWLESS = frozenset(
    "armed criminal terrorist extremist bandit militant illegal organised organized radical insurgent".split()
)
_INNER = frozenset({"of", "from", "between", "for", "among", "in"})


@dataclass(slots=True)
class Discourse:
    """What has been said so far, for pronouns, for "the two sides", and for nouns that name no state."""

    home: str | None = None
    watched: frozenset[str] = frozenset()
    core: Codes = ()
    local: str | None = None
    scene: Codes = ()
    person: Codes = ()
    thing: Codes = ()
    group: Codes = ()
    pair: Codes = ()
    hostile: Codes = ()
    band: Codes = ()
    force: Codes = ()
    struck: Codes = ()
    states: list[str] = field(default_factory=list)
    principals: Codes = ()
    last: dict[str, Codes] = field(default_factory=dict)
    last_recipient: dict[str, Codes] = field(default_factory=dict)
    gathered: Codes = ()
    bodies: list[tuple[frozenset[str], Codes]] = field(default_factory=list)

    @property
    def state(self) -> Codes:
        """The state that a bare "the government" belongs to."""
        code = self.local or self.home
        return (code,) if code else ()

    def note(self, type_: str, actor: Codes, recipient: Codes) -> None:
        """Remember the parties of an act for "the two sides" after it."""
        if any(c == ARMED or c in self.band for c in actor):
            self.hostile = actor
        elif ARMED in recipient or set(recipient) & set(self.band):
            self.hostile = tuple(c for c in recipient if c == ARMED or c in self.band)
        if type_ == "ASSAULT":
            self.struck = recipient
        if actor:
            self.last[type_] = actor
            self.last_recipient[type_] = recipient
        both = tuple(dict.fromkeys(actor + recipient))
        if len(both) >= 2 and not CROWDS & set(both) and not set(both) <= ONE_SIDE:
            self.pair = both
            self.gathered = both if type_ in ("CONSULT", "COOPERATE", "AGREE") else self.gathered

    def name_body(self, words: Iterable[str], codes: Codes) -> None:
        """Remember a body by its name, for "the Council" or "the Centre" after it."""
        self.bodies.append((frozenset(words), codes))

    def name_state(self, code: str) -> None:
        """Remember a state, the latest last, for "the three governments"."""
        if code in self.states:
            self.states.remove(code)
        self.states.append(code)

    def several(self, count: int) -> Codes:
        """The states last named, so many of them; "the five" are the region's own."""
        is_region = len(self.core) == count and (
            len(self.states) < count or set(self.states) & set(self.core)
        )
        if is_region:
            return tuple(sorted(self.core))
        return tuple(self.states[-count:]) if len(self.states) >= count else ()

    def body(self, noun: str) -> Codes:
        """The body last named with this noun in its name or its head's title."""
        return next((codes for words, codes in reversed(self.bodies) if noun in words), ())


@dataclass(slots=True)
class Cast:
    """All mentions in one parsed passage, by token; answers which parties a noun phrase stands for.

    `pairs` are "the two sides" as they stood after each sentence, by its first token. `known` are answers that hold
    while the story stands still; whoever sets it must clear it when the story goes on. `encounters` says how likely a
    word tells of an encounter, by kind.
    """

    doc: Doc
    discourse: Discourse
    owner: dict[int, Mention] = field(default_factory=dict)
    towns: dict[int, str] = field(default_factory=dict)
    lists: dict[int, Codes] = field(default_factory=dict)
    pairs: dict[int, Codes] = field(default_factory=dict)
    known: dict[int, Codes] | None = None
    encounters: dict[int, dict[str, float]] = field(default_factory=dict)
    _before: dict[int, list[Mention]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lists = dict(lists_of(self.doc, self.owner))

    def parties(self, token: Token, depth: int = 0) -> Codes:
        """The codes of the parties that the noun phrase headed by `token` stands for, in text order."""
        if self.known is None or depth:
            return self._parties(token, depth)
        if token.i not in self.known:
            self.known[token.i] = self._parties(token, depth)
        return self.known[token.i]

    def _parties(self, token: Token, depth: int) -> Codes:
        codes: dict[str, None] = dict.fromkeys(self._own(token, depth))
        if depth >= 4:
            return tuple(codes)
        for child in token.children:
            joined = child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
            if joined or (child.dep_ == "appos" and not codes):
                codes.update(dict.fromkeys(self.parties(child, depth + 1)))
            elif child.dep_ == "prep" and child.lower_ in ("with", "including"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        codes.update(dict.fromkeys(self.parties(inner, depth + 1)))
        return tuple(codes)

    def named(self, token: Token) -> bool:
        """Whether a noun phrase names a state or a body itself, and is no person and no pronoun."""
        own = [self.owner[token.i]] if token.i in self.owner else []
        every = [*own, *(self.modifiers(token) if token.pos_ == "NOUN" else [])]
        return any(m.codes and m.kind != "person" for m in every)

    def modifiers(self, token: Token) -> list[Mention]:
        """The mentions that stand before a noun within its phrase: "Kyrgyz-Tajik talks", "the Taliban's spokesman"."""
        known = self._before.get(token.i)
        if known is None:
            known = self._before[token.i] = self._modifiers(token)
        return known

    def _modifiers(self, token: Token) -> list[Mention]:
        found: dict[Mention, None] = {}
        for child in token.children:
            if child.dep_ in ("compound", "amod", "poss", "nmod", "nummod", "quantmod"):
                for inner in (
                    child,
                    *child.conjuncts,
                    *(c for c in child.children if c.dep_ in ("compound", "amod")),
                ):
                    if inner.i in self.owner and inner.i < token.i:
                        found[self.owner[inner.i]] = None
        for back in range(token.i - 1, max(token.sent.start, token.i - 6) - 1, -1):
            word = self.doc[back]
            if word.pos_ not in _WITHIN_PHRASE or word.text in _PHRASE_ENDS:
                break
            if back in self.owner and self.owner[back].kind != "person":
                found[self.owner[back]] = None
        return sorted((m for m in found if not self._is_of_a_people(m)), key=lambda m: m.start)

    def _is_of_a_people(self, mention: Mention) -> bool:
        """Whether an adjective names a people and no state: "an ethnic Uzbek village"."""
        return (
            mention.kind in ("adjective", "demonym")
            and mention.start > 0
            and self.doc[mention.start - 1].lower_ in ("ethnic", "ethnically")
        )

    def _own(self, token: Token, depth: int) -> Codes:
        mention = self.owner.get(token.i)
        if mention is not None and mention.codes:
            return self._named(token, mention)
        if token.pos_ in ("PRON", "DET") or token.lower_ in _RELATIVE:
            return self._pronoun(token)
        lemma = token.lemma_.lower()
        role = role_nouns().get(lemma)
        if role is None and mention is not None:
            role = "official"
        count = _count_of_sides(token)
        if count:
            pair = self.discourse.pair if count == 2 else ()
            if lemma in _OF_STATES and not all(len(c) == 3 and c.isupper() for c in pair):
                pair = ()
            return pair or self.discourse.several(count)
        if role is None and lemma in SEATS:
            served = self._whom_men_serve(token, self.modifiers(token))
            if served:
                return served
        if role is None and lemma in _BANDS and _is_lawless(token):
            return next((m.codes for m in self.modifiers(token) if m.kind == "group"), ()) or (ARMED,)
        if lemma in _FOLLOWERS and (band := self._band_of(token)):
            return band
        if role is None and lemma == "member":
            return self._inner(token, depth) or self.discourse.body("body") or self.discourse.thing
        if lemma in _GATHERED and self.discourse.gathered and self._is_bare(token):
            return self.discourse.gathered
        if role is not None:
            return self._role(token, role, depth)
        if lemma in _BODY_WORDS and self._is_bare(token):
            known = self.discourse.body(lemma)
            if known:
                return known
        if token.pos_ == "NUM" and _COUNTS.get(token.lower_, 0) > 2 and self._is_bare(token):
            return self.discourse.several(_COUNTS[token.lower_])
        if token.pos_ == "NUM" or token.lower_ == "others":
            return self._inner(token, depth) or self._pronoun(token)
        if token.text[0].isupper() and any(c.lower_ in ("the", "this") for c in token.children):
            known = self.discourse.body(token.lower_)
            if known:
                return known
        return self._inner(token, depth) if depth < 2 else ()

    def _named(self, token: Token, mention: Mention) -> Codes:
        if mention.kind in ("demonym", "adjective"):
            last = self.doc[mention.end - 1]
            if last.i != token.i or token.pos_ == "ADJ":
                return () if token.dep_ in ("amod", "compound") else mention.codes
            before = {c.lower_ for c in token.children if c.i < token.i}
            counted = any(c.dep_ == "nummod" for c in token.children)
            if before & {"a", "an", "ethnic", "many", "some", "several", "young"} or counted:
                return (CIVILIANS,)
        return self.lists.get(mention.start) or self._joined_before(token, mention) + mention.codes

    def _joined_before(self, token: Token, mention: Mention) -> Codes:
        """Whom an adjective names that shares a body's noun: the Americans in "American and Taliban negotiators"."""
        first = self.owner.get(mention.start - 2)
        is_joined = mention.start > 1 and self.doc[mention.start - 1].lower_ == "and"
        if first is None or not is_joined or mention.end - mention.start < 2 or first.kind not in STATE_KINDS:
            return ()
        return tuple(
            c for c in first.codes if c not in mention.codes and self.doc[first.start].head.i == token.i
        )

    def _is_bare(self, token: Token) -> bool:
        """Whether a noun only points back to what was named before: "the movement", "the three"."""
        if token.pos_ == "NUM" and token.i and self.doc[token.i - 1].lower_ == "all":
            return True
        first = next((c for c in token.children if c.dep_ == "det"), None)
        described = any(c.dep_ in ("prep", "amod", "compound", "poss", "relcl") for c in token.children)
        return first is not None and first.lower_ in ("the", "this", "these") and not described

    def _role(self, token: Token, role: str, depth: int) -> Codes:
        named = [m for m in self.modifiers(token) if m.codes]
        if role == CIVILIANS and _bears_arms(token):
            role = ARMED
        if token.lower_ == "people" and self._is_a_nation(token, named):
            return tuple(dict.fromkeys(c for m in named for c in m.codes))
        if role == CIVILIANS and token.lemma_.lower() in _MEN:
            served = self._whom_men_serve(token, named)
            if served:
                return served
        if role in CROWDS:
            groups = [m for m in named if m.kind == "group"]
            if role == ARMED and self.discourse.band:
                return self.discourse.band
            return groups[0].codes if groups else (role,)
        if named:
            return tuple(dict.fromkeys(c for m in named for c in m.codes))
        states = self._inner(token, depth) or self._of_town(token)
        if states:
            return states
        noun = token.lemma_.lower()
        if any(c.lower_ in ("the", "this") for c in token.children):
            known = self.discourse.body(noun)
            if known:
                return known
        if depth >= 3:
            return ()
        is_of_a_border = role == "force" and noun not in _AT_HOME
        is_local = (role == "force" and not is_of_a_border) or noun in _COURTS
        if is_local and self.discourse.scene:
            return self.discourse.scene
        if _is_secretary_general(token):
            return ("UN",)
        return (self.discourse.force if is_of_a_border else ()) or self.discourse.state

    def _is_a_nation(self, token: Token, named: list[Mention]) -> bool:
        """Whether "people" are a nation, and so its state: "thanked the Japanese people"."""
        dets = {c.lower_ for c in token.children if c.dep_ == "det"}
        adverse = any(c.dep_ in ("nummod", "relcl", "acl") for c in token.children)
        return (
            bool(dets & {"the"}) and not adverse and bool(named) and all(m.kind in STATE_KINDS for m in named)
        )

    def _of_town(self, token: Token) -> Codes:
        """The states of the towns and provinces that an office or a force is of: "the governors of Osh and Andijan"."""
        near = [c for c in token.children if c.dep_ in ("compound", "nmod", "poss")]
        for prep in (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "in", "from")):
            near += [t for t in prep.children if t.dep_ == "pobj"]
        every = [t for n in near for t in (n, *n.conjuncts)]
        return tuple(dict.fromkeys(self.towns[t.i] for t in every if t.i in self.towns))

    def _whom_men_serve(self, token: Token, named: list[Mention]) -> Codes:
        """The state behind "security men", "our men" and "men of the border service"; none for men of no service."""
        if any(c.lower_ in _ARMS for c in token.children if c.dep_ in ("compound", "amod")):
            states = tuple(dict.fromkeys(c for m in named for c in m.codes))
            return states or self.discourse.state
        owner = next(
            (c for c in token.children if c.dep_ == "poss" and c.lower_ in ("our", "its", "their")), None
        )
        if owner is not None:
            return tuple(c for c in self._pronoun(owner) if c not in CROWDS)
        for prep in (c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"):
            for inner in (t for t in prep.children if t.dep_ == "pobj"):
                if role_nouns().get(inner.lemma_.lower()) in ("official", "force"):
                    return self.parties(inner, 2)
        return ()

    def named_force(self, sentence: Span) -> Codes:
        """The state whose soldiers or guards a sentence names as such, if it is one: for "two soldiers" after it."""
        owners = {
            tuple(
                dict.fromkeys(
                    c for m in self.modifiers(self.doc[i]) if m.kind in STATE_KINDS for c in m.codes
                )
            )
            for i, lemma in enumerate(lemmas_of(self.doc)[sentence.start : sentence.end], sentence.start)
            if role_nouns().get(lemma) == "force"
        } - {()}
        return owners.pop() if len(owners) == 1 else ()

    def _band_of(self, token: Token) -> Codes:
        """The band that "members of an armed group" belong to."""
        for prep in (c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"):
            for inner in (t for t in prep.children if t.dep_ == "pobj"):
                if inner.lemma_.lower() in _BANDS | _CREEDS and _is_lawless(inner):
                    return self.parties(inner, 2) or (ARMED,)
        return ()

    def _inner(self, token: Token, depth: int) -> Codes:
        """Codes inside a noun phrase: its modifiers, then what follows `of`, `from`, `between`, `for`."""
        codes: dict[str, None] = {}
        for mention in self.modifiers(token):
            codes.update(dict.fromkeys(self.lists.get(mention.start, mention.codes)))
        for child in token.children if not codes else ():
            if child.dep_ == "poss" and child.pos_ == "PRON":
                codes.update(dict.fromkeys(self._pronoun(child)))
            elif child.dep_ == "poss":
                codes.update(dict.fromkeys(self.parties(child, depth + 1)))
            elif child.dep_ == "appos" and child.i in self.owner:
                codes.update(dict.fromkeys(self.owner[child.i].codes))
            elif child.dep_ == "prep" and child.lower_ in _INNER:
                for inner in child.children:
                    seated = self._is_state(inner) and token.lemma_.lower() in role_nouns()
                    if inner.dep_ == "pobj" and (child.lower_ != "in" or seated):
                        codes.update(dict.fromkeys(self.parties(inner, depth + 1)))
        return tuple(codes)

    def _person_before(self, token: Token) -> Codes:
        """The last person named as a subject earlier in the same sentence."""
        return self._subject_before(token, token.sent.start, ("nsubj", "nsubjpass", "appos"), person=True)

    def _body_before(self, token: Token) -> Codes:
        """The state or body that is the nearest subject before "it" or "its" in the same sentence."""
        return self._subject_before(token, token.sent.start - 1, ("nsubj", "nsubjpass"), person=False)

    def _subject_before(self, token: Token, stop: int, deps: tuple[str, ...], *, person: bool) -> Codes:
        for i in range(token.i - 1, stop, -1):
            mention = self.owner.get(i)
            if mention is None or not mention.codes or (mention.kind == "person") != person:
                continue
            if self.doc[i].dep_ in deps:
                return mention.codes
        return ()

    def _main_subject(self, token: Token) -> Codes:
        """Who "their" in a clause with a subject of its own points to: the many that the main clause is about."""
        verb = token
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ not in ("advcl", "ccomp") or not any(c.dep_ == "nsubj" for c in verb.children):
            return ()
        for child in verb.head.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.tag_ in ("NNS", "NNPS"):
                return self.parties(child, 1)
        return ()

    def _speaker_before(self, token: Token) -> Codes:
        """Who says what is quoted: "The border service reports: 'Our men …'"."""
        start = token.sent.start
        if start and self.doc[start - 1].text in (":", "“", '"'):
            start = self.doc[start - 1].sent.start
        for i in range(token.i - 1, start, -1):
            if self.doc[i].pos_ == "VERB" and self.doc[i].lemma_.lower() in _SAYING:
                for child in self.doc[i].children:
                    if child.dep_ == "nsubj" and child.pos_ != "PRON" and child.right_edge.i < token.i:
                        return tuple(c for c in self.parties(child, 1) if c not in CROWDS)
        return ()

    def _is_state(self, token: Token) -> bool:
        mention = self.owner.get(token.i)
        return mention is not None and mention.kind in STATE_KINDS

    def _pronoun(self, token: Token) -> Codes:
        lower = token.lower_
        if lower in _RELATIVE:
            head = token.head
            while head.dep_ not in ("relcl", "ROOT") and head.head.i != head.i:
                head = head.head
            return self.parties(head.head, 2) if head.dep_ == "relcl" else ()
        if lower == "their" and token.dep_ == "poss":
            above = self._main_subject(token)
            if above:
                return above
        if lower in ("two", "others", "latter") or lower in _PLURAL_PRONOUNS:
            return self.discourse.group or self.discourse.pair
        if lower in ("him", "her") and token.dep_ != "poss":
            return self.discourse.person
        if lower in _SINGULAR_PRONOUNS:
            return self._person_before(token) or self.discourse.person
        if lower in _THING_PRONOUNS:
            return self._body_before(token) or self.discourse.thing
        if lower in ("we", "our", "us"):
            return self._speaker_before(token) or self.discourse.state
        return ()


def _is_secretary_general(token: Token) -> bool:
    """Whether a noun is "the Secretary-General" with no body of his own: that of the United Nations."""
    before = token.doc[max(0, token.i - 2) : token.i].text.lower()
    return token.lower_ == "secretary-general" or (token.lower_ == "general" and "secretary" in before)


def _bears_arms(noun: Token) -> bool:
    """Whether people are said to be armed: "armed men", "a man with a pistol"."""
    if any(c.lower_ in ("armed", "masked", "camouflaged") for c in noun.children):
        return True
    withs = (c for c in noun.children if c.dep_ == "prep" and c.lower_ == "with")
    return any(t.lemma_.lower() in _WEAPONS for w in withs for t in w.children if t.dep_ == "pobj")


def _is_lawless(noun: Token) -> bool:
    """Whether a group is called armed, criminal or the like."""
    return any(t.lower_ in _LAWLESS for t in noun.doc[max(noun.sent.start, noun.i - 3) : noun.i])


_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _count_of_sides(token: Token) -> int:
    """How many parties "the two sides", "both presidents", "the three governments" stands for; 0 for other nouns."""
    if token.lemma_.lower() not in _SIDES or token.tag_ not in ("NNS", "NNPS"):
        return 0
    before = [c for c in token.children if c.i < token.i]
    count = next((_COUNTS[c.lower_] for c in before if c.lower_ in _COUNTS), 0)
    if count:
        return count
    plain = token.lemma_.lower() in ("side", "party", "neighbour", "neighbor")
    return 2 if plain and not any(c.dep_ in ("amod", "compound", "poss", "nummod") for c in before) else 0
