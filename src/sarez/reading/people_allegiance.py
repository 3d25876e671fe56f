"""For whom a person acts: the body and the state that the text tells, or lets one infer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sarez.reading.people_bodies import name_around
from sarez.reading.people_lexicon import Lexicon, lexicon
from sarez.reading.people_links import Link
from sarez.reading.people_mentions import Mention, past_brackets
from sarez.reading.people_words import Paragraph, Party
from sarez.region.names import WORD, fold

PLACED = frozenset(
    {"in", "to", "with", "from", "against", "on", "near", "at", "into", "for", "towards", "between", "across"}
)
GENERIC = frozenset({"group", "agency", "organization", "organisation", "watchdog"})
GOVERNING = frozenset(
    {"ministry", "government", "parliament", "cabinet", "administration", "prosecutor's", "court"}
)
TALIBAN_SINCE = "2021-08-15"
MAIN_SHARE = 0.62
CLEAR_SHARE = 0.5
SIDE = frozenset({",", "side", "part", "delegation", "it", "by"})
CAPITALS = frozenset({"capital", "metonym"})
WORTH = {
    "adjective": 1,
    "demonym": 1,
}  # these may be of peoples, "an Uzbek village": half the weight of a state or place


@dataclass(frozen=True, slots=True)
class Allegiance:
    """The state, the body and the party code that a person acts for."""

    country: str | None
    organization: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """The states and bodies of a whole report, for what a phrase leaves unsaid."""

    paragraphs: tuple[Paragraph, ...]
    text: str
    region: Any
    published: str | None
    _shares: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def shares(self) -> dict[str, float]:
        """How much of the report is about each state: the share of its names, bodies and places, the most first."""
        if not self._shares:
            self._shares.update(self._counted())
        return self._shares

    def _counted(self) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for p in self.paragraphs:
            for party in p.parties:
                if party.state:
                    counts[party.state] += WORTH.get(party.kind, 2)
        places = getattr(self.region, "places", None)
        for match in places.find(self.text) if places is not None else ():
            countries = {v.country for v in match.values if v.country}
            if len(countries) == 1:
                counts[countries.pop()] += 2
        total = sum(counts.values())
        return {state: n / total for state, n in counts.most_common()}

    def allegiance(
        self, cluster: Sequence[Mention], links: Sequence[Link], chosen: Sequence[Link]
    ) -> Allegiance:
        """Whom the person mentioned in `cluster` acts for, told by the `chosen` offices first, then by the others."""
        others = [x for x in links if x not in chosen and x.doubt < 1]
        organization, code, state = _told(chosen)
        if organization and not code and not state:
            organization, code, state = self._of_person(organization)
        if chosen:
            organization, code, state = self._resolved(chosen, organization, code, state)
        if not code and not state:
            told = _told(others)
            organization, code, state = organization or told[0], told[1], told[2]
        home = next((s for s in (self._of_state(m) for m in cluster) if s), None)
        if home and not (code and not _is_iso(code) and chosen and _serves(chosen)):
            return Allegiance(home, organization, home)
        if not chosen:
            return self._without_office(cluster)
        return self._judged(cluster, chosen, organization, code, state)

    def _judged(
        self,
        cluster: Sequence[Mention],
        chosen: Sequence[Link],
        organization: str | None,
        code: str | None,
        state: str | None,
    ) -> Allegiance:
        roles = [x.role for x in chosen if not x.role.is_weak] or [chosen[0].role]
        group = code if code and not _is_iso(code) else self._group_of(organization)
        if group and self._is_group(group):
            return Allegiance(self._state_of_group(group), organization, group)
        state = state or self._state_in(organization, code) or self._seat(chosen[0], organization)
        if roles[0].kind == "state" and not code and not state:
            state = self._of_side(cluster)
        if code and not state and not _is_iso(code):
            known = self._holder(cluster, now=True) if code == "UN" else None
            return Allegiance(None, organization, known if known and not _is_iso(known) else code)
        if state:
            return Allegiance(state, organization, state)
        if roles[0].kind == "private":
            return Allegiance(self._nationality(cluster), organization, None)
        if any(r.kind == "state" for r in roles) or _is_public(organization, roles[0].position):
            known = self._holder(cluster, now=True)
            if known is not None and not _is_iso(known):
                return Allegiance(None, organization, known)
            country = self._inferred(cluster, chosen)
            return Allegiance(country, organization, country)
        known = self._holder(cluster, now=True)
        if known is not None:
            return Allegiance(known if _is_iso(known) else None, organization, known)
        placed = None if organization else self._placed(chosen[0])
        return Allegiance(placed, organization, placed or organization)

    def _resolved(
        self, chosen: Sequence[Link], organization: str | None, code: str | None, state: str | None
    ) -> tuple[str | None, str | None, str | None]:
        """Find what "its" or "the Centre" refers to."""
        first = chosen[0]
        if (
            any(x.role.owner in {"his", "her"} for x in chosen)
            and not code
            and not state
            and self._is_by_secretary_general(first)
        ):
            return organization, "UN", None
        if is_spokesman(first.role.position) and not (organization or code or state):
            party = self._antecedent(first)
            if party is not None:
                own = None if party.is_state else self._text_of(first, party)
                return own, None if party.state else party.code, party.state
        if first.role.kind == "private" and first.role.owner in {"his", "her"}:
            return organization, code, state  # a lawyer, a brother or a doctor acts for no state
        if any(x.role.owner for x in chosen) and not code and not state:
            owner = next(x for x in chosen if x.role.owner)
            party = self._antecedent(owner)
            if party is not None:
                return (
                    organization or (None if party.is_state else self._text_of(owner, party)),
                    None if party.is_state else party.code,
                    party.state,
                )
        if organization and not code and not state and len(organization.split()) <= 2:
            full, party = self._fuller(first, organization)
            if full:
                return (
                    full,
                    party.code if party and not party.is_state else None,
                    party.state if party else None,
                )
        return organization, code, state

    def _is_by_secretary_general(self, x: Link) -> bool:
        """Whether "his envoy" is the UN Secretary-General's, who is named before it."""
        words = self._paragraph(x).words[: x.role.first]
        return any(w.is_cap and w.low in lexicon().secretary_general for w in words)

    def _state_in(self, organization: str | None, code: str | None) -> str | None:
        """The state that a body's name tells: Kazakhstan Institute …, Institute … under the President of Uzbekistan."""
        names = [organization or "", (code and self.region.actors.name_of(code)) or ""]
        for name in names:
            words = WORD.findall(name)
            for i, word in enumerate(words):
                before = words[i - 1].lower() if i else "of"
                if word[0].isupper() and before in {"of", "the"} and not _is_set_in_place(words[:i]):
                    state: str | None = self.region.actors.state_of(word)
                    if state:
                        return state
        return None

    def _paragraph(self, x: Link) -> Paragraph:
        return self.paragraphs[x.mention.paragraph]

    def _text_of(self, x: Link, party: Party) -> str:
        own = self._paragraph(x)
        is_own = any(t is party for t in own.parties)
        p = own if is_own else self.paragraphs[x.mention.paragraph - 1]
        return p.slice(party.first, party.last)

    def _antecedent(self, x: Link) -> Party | None:
        """The party last named before the office, in its paragraph or the one before, not as a mere place."""
        p = self._paragraph(x)
        inside = [
            t
            for t in p.parties
            if t.first < x.role.first and p.low(t.first - 1) not in PLACED - {"for", "with", "to"}
        ]
        if inside:
            return self._told_of(p, inside, x) or inside[-1]
        before = self.paragraphs[x.mention.paragraph - 1].parties if x.mention.paragraph else []
        return before[-1] if before and x.role.owner not in {"his", "her"} else None

    def _told_of(self, p: Paragraph, inside: Sequence[Party], x: Link) -> Party | None:
        """The body that the sentence before is about, for "its" at the head of the next: "HRW has appealed to Astana. Its …"."""
        begins = x.role.first == 0 or p.low(x.role.first - 1) == "."
        if not begins or x.role.owner != "its":
            return None
        stops = [k for k in range(x.role.first - 1) if p.low(k) == "."]
        last = [t for t in inside if t.first > (stops[-1] if stops else -1)]
        return last[0] if last and not last[0].is_state and len(last) > 1 else None

    def _fuller(self, x: Link, organization: str) -> tuple[str | None, Party | None]:
        """The body that a short form ("the Centre", "the group", "the host institute") stands for."""
        noun = fold(organization.split()[-1])
        best: tuple[int, str, Party | None] | None = None
        for p in self.paragraphs[: x.mention.paragraph + 1]:
            for i, w in enumerate(p.words):
                if w.start >= x.start or not (w.low == noun or (noun in GENERIC and w.body is not None)):
                    continue
                first, last, party = name_around(p, i)
                if last - first > 1 and (best is None or last - first >= best[0]):
                    best = (last - first, p.slice(first, last), party)
        return (best[1], best[2]) if best else (None, None)

    def _of_state(self, m: Mention) -> str | None:
        """The state in "NAME of Kazakhstan" or "NAME, from China"."""
        p = self.paragraphs[m.paragraph]
        bracketed = p.words[m.last + 1].party if p.low(m.last) == "(" and p.low(m.last + 2) == ")" else None
        if bracketed is not None and bracketed.is_state:
            return bracketed.state
        i = past_brackets(p, m.last)
        i += p.low(i) == "," and p.low(i + 1) == "from"
        if p.low(i) not in {"of", "from"}:
            return None
        i += 1
        while p.low(i) in {"the", "republic", "of"}:
            i += 1
        party = p.words[i].party if i < len(p.words) else None
        return party.state if party is not None and (party.is_state or party.kind == "agency") else None

    def _nationality(self, cluster: Sequence[Mention]) -> str | None:
        for m in cluster:
            p = self.paragraphs[m.paragraph]
            genitive = m.reach > 1 and p.low(m.reach - 1) in {"'s", "’s"}
            w = p.words[m.reach - 1 - genitive] if m.reach else None
            if w is not None and w.party is not None and w.party.is_state and p.gap(m.reach - 1) == " ":
                return w.party.state
        return None

    def _of_side(self, cluster: Sequence[Mention]) -> str | None:
        """The state in "for Kazakhstan, NAME", "from the Kyrgyz side spoke NAME"."""
        for m in cluster:
            p, i = self.paragraphs[m.paragraph], m.reach - 1
            while i > 0 and (p.low(i) in SIDE or p.words[i].tag in {"VERB", "AUX"}) and m.reach - i < 5:
                i -= 1
            party = p.words[i].party if 0 < i < m.reach - 1 else None
            if party is None or not party.is_state or party.kind in CAPITALS:
                continue
            before = party.first - 1 - (p.low(party.first - 1) == "the")
            if p.low(before) in {"for", "from", "representing"}:
                return party.state
        return None

    def _of_delegation(self, cluster: Sequence[Mention]) -> str | None:
        """The state in "the Pakistani delegation headed by NAME", "… and Kyrgyzstan by NAME"."""
        for m in cluster:
            p = self.paragraphs[m.paragraph]
            before = p.words[m.reach - 2].party if m.reach > 1 else None
            if p.low(m.reach - 1) == "by" and before is not None and before.kind == "state":
                return before.state
            if p.low(m.reach - 1) == "by" and p.low(m.reach - 2) in {"headed", "led"}:
                near = [t for t in p.parties if m.reach - 9 <= t.first < m.reach and t.state]
                if near and any(
                    p.low(k) in {"delegation", "team", "mission"} for k in range(near[-1].first, m.reach)
                ):
                    return near[-1].state
        return None

    def _of_body(self, cluster: Sequence[Mention]) -> tuple[str | None, str | None]:
        """The body in "NAME of UNODC"."""
        for m in cluster:
            p = self.paragraphs[m.paragraph]
            i = past_brackets(p, m.last)
            i += 2 if p.low(i + 1) == "the" else 1
            party = p.words[i].party if i < len(p.words) and p.low(past_brackets(p, m.last)) == "of" else None
            if party is not None and not party.is_state:
                return p.slice(party.first, party.last), party.code
        return None, None

    def _without_office(self, cluster: Sequence[Mention]) -> Allegiance:
        known = self._holder(cluster, now=True)
        if known is not None:
            return Allegiance(known if _is_iso(known) else None, None, known)
        former = self._holder(cluster)
        if former is not None and not _is_iso(former):
            return Allegiance(None, None, None)
        state = self._nationality(cluster) or self._of_delegation(cluster) or self._of_side(cluster)
        if state is None and former is not None:
            return Allegiance(None, None, None)
        organization, code = self._of_body(cluster)
        if state is None and organization is not None and code is None and _is_public(organization, ""):
            state = next(iter(self.shares()), None)
        return Allegiance(state, organization, state or code)

    def _inferred(self, cluster: Sequence[Mention], chosen: Sequence[Link]) -> str | None:
        """The state whose office this is, when the phrase itself does not say."""
        known = self._holder(cluster)
        if known and _is_iso(known):
            return known
        shares = self.shares()
        main = next(iter(shares), None)
        if main is not None and shares[main] >= MAIN_SHARE:
            return main
        x = chosen[0]
        if _is_sent(x.role.position):
            return main  # an ambassador in London is not of London
        placed = self._placed(x)
        if placed:
            return placed
        p = self._paragraph(x)
        first, last = _sentence(p, x.mention)
        inside = [t for t in p.parties if first <= t.first < last and t.state]
        free = [t for t in inside if p.low(t.first - 1) not in PLACED and t.first < x.mention.first]
        if not free and main is not None and shares[main] >= CLEAR_SHARE:
            return main  # the state named after an officer of no named state is mostly the other side
        after = [t for t in inside if t.first > x.mention.last]
        earlier = [t for t in p.parties if t.first < first and t.state]
        for group in (free[-1:], after[:1], earlier[-1:], inside[:1]):
            if group:
                return group[0].state
        return main

    def _placed(self, x: Link) -> str | None:
        """The state of a place within the office: governor of Sughd."""
        places = getattr(self.region, "places", None)
        if places is None:
            return None
        for w in self._paragraph(x).words[x.role.first : x.role.last]:
            place = places.lookup(w.text) if w.is_cap and not w.is_title and w.party is None else None
            if place is not None and place.country:
                country: str = place.country
                return country
        return None

    def _holder(self, cluster: Sequence[Mention], *, now: bool = False) -> str | None:
        """The party of a known office holder of this name; with `now`, only of who held office on the date."""
        offices = self.region.offices
        name = max((m.name for m in cluster), key=lambda n: n.fullness).text
        if offices is None or (now and self.published is None):
            return None
        held = (self.published and held_by(offices, name, self.published)) or (
            () if now else held_by(offices, name, None)
        )
        codes = {h.code for h in held}
        return codes.pop() if len(codes) == 1 else None

    def _of_person(self, owner: str) -> tuple[str | None, str | None, str | None]:
        """For whom the aide of a known office holder acts: what stands as a body's name is a person's, "Rahmon's spokesman"."""
        held = (
            held_by(self.region.offices, owner, self.published)
            if self.region.offices and self.published
            else ()
        )
        codes = {h.code for h in held}
        if len(codes) != 1:
            return owner, None, None
        code = codes.pop()
        return (None, None, code) if _is_iso(code) else (None, code, None)

    def _seat(self, x: Link, organization: str | None) -> str | None:
        """The state whose capital a governing body sits in: the interior ministry in Kabul."""
        if not GOVERNING & {fold(w) for w in WORD.findall(organization or x.role.position)}:
            return None
        words = self._paragraph(x).words[x.role.head : x.role.last + 2]
        pairs = pairwise(words)
        capitals = [b.party.state for a, b in pairs if a.low == "in" and b.party and b.party.kind in CAPITALS]
        return capitals[0] if capitals else None

    def _group_of(self, organization: str | None) -> str | None:
        """The movement or party that a body's name is, if the region knows it as one."""
        found = self.region.actors.find(organization or "")
        return next((m.values[0].code for m in found if m.values[0].kind == "group"), None)

    def _is_group(self, code: str) -> bool:
        return any(
            t.code == code and t.kind in {"group", "armed_group", "armed group", "movement"}
            for p in self.paragraphs
            for t in p.parties
        )

    def _state_of_group(self, code: str) -> str | None:
        """The state that a group governs on the day of publication, if any."""
        rules = self.published is None or self.published >= TALIBAN_SINCE[: len(self.published)]
        return "AFG" if code == "Taliban" and rules else None


@lru_cache(maxsize=16384)
def held_by(offices: Any, name: str, on: str | None) -> tuple[Any, ...]:
    """The offices that a region knows a person of this name to have held (on a date), asked once for each name."""
    held: tuple[Any, ...] = offices.persons(name, on)
    return held


def is_spokesman(position: str) -> bool:
    """Whether an office is to speak for somebody, who must have been named before."""
    return position.lower().rpartition(" ")[2] in {"spokesman", "spokeswoman", "spokesperson", "official"}


def _is_sent(position: str) -> bool:
    """Whether an office is held abroad, at the place it names: "Ambassador in London", "Consul General in Osh"."""
    words = position.lower().split()
    return bool({"ambassador", "consul", "attaché", "attache", "envoy"} & set(words)) and bool(
        {"in", "to", "at"} & set(words)
    )


def _told(links: Sequence[Link]) -> tuple[str | None, str | None, str | None]:
    """Body, code and state as the offices themselves tell them."""
    organization = next((x.role.organization for x in links if x.role.organization), None)
    code = next((x.role.code for x in links if x.role.code), None)
    return organization, code, next((x.role.state for x in links if x.role.state), None)


def _serves(links: Sequence[Link]) -> bool:
    """Whether the offices are those of a body's own staff, not of a state's delegate who presides over it."""
    return not any(
        x.role.kind == "state" or x.role.position.lower().startswith(("president", "chair")) for x in links
    )


def _is_iso(code: str) -> bool:
    return (
        len(code) == 3
        and code.isupper()
        and code
        not in {
            "CIS",
            "SCO",
            "ECO",
            "WTO",
            "IMF",
            "WHO",
            "ILO",
            "IOM",
            "ADB",
            "WFP",
            "FAO",
            "IDB",
            "EDB",
            "GIZ",
            "MSF",
            "HRW",
            "OTS",
            "OIC",
            "OSI",
            "TTP",
        }
    )


def _is_set_in_place(words: Sequence[str]) -> bool:
    """Whether the last preposition but "of" is one of place: Foundation in the Republic of …"""
    last = next((w.lower() for w in reversed(words) if w.lower() in PLACED), None)
    return last is not None and last in {"in", "to", "at", "with", "between"}


def _is_public(organization: str | None, position: str) -> bool:
    public: frozenset[str] = _public(lexicon())
    return any(fold(w) in public for w in WORD.findall(f"{organization or ''} {position}"))


def _public(lex: Lexicon) -> frozenset[str]:
    return lex.public


def _sentence(p: Paragraph, m: Mention) -> tuple[int, int]:
    """The words of the sentence a mention stands in."""
    stops = [i for i, w in enumerate(p.words) if w.text in {".", "!", "?"}]
    first = max((i + 1 for i in stops if i < m.first), default=0)
    return first, min((i for i in stops if i >= m.last), default=len(p.words))
