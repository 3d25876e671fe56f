"""For whom a person acts: the body and the state that the text tells, or lets one infer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sarez.reading.people_lexicon import Lexicon, lexicon
from sarez.reading.people_links import Link
from sarez.reading.people_mentions import Mention, past_brackets
from sarez.reading.people_words import Paragraph, Party
from sarez.region.names import WORD, fold

PLACED = frozenset({"in", "to", "with", "from", "against", "on", "near", "at", "into", "for", "towards", "between", "across"})
MAIN_SHARE = 0.62


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
    main: str | None
    home: str | None
    region: Any
    published: str | None

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph], region: Any, published: str | None) -> Story:
        counts: Counter[str] = Counter()
        first: str | None = None
        for p in paragraphs:
            for party in p.parties:
                if party.state:
                    counts[party.state] += 2 if p.role == "headline" else 1
                    first = first or party.state
        total = sum(counts.values())
        best = counts.most_common(1)[0] if counts else (None, 0)
        main = best[0] if total and best[1] / total >= MAIN_SHARE else None
        return cls(tuple(paragraphs), main, best[0], region, published)

    def allegiance(self, cluster: Sequence[Mention], links: Sequence[Link], chosen: Sequence[Link]) -> Allegiance:
        """Whom the person mentioned in `cluster` acts for, told by the `chosen` offices first, then by the others."""
        ordered = [*chosen, *(x for x in links if x not in chosen)]
        organization = next((x.role.organization for x in ordered if x.role.organization), None)
        told = self._told(ordered)
        home = next((s for s in (self._of_state(m) for m in cluster) if s), None)
        code, state = told
        if chosen:
            organization, code, state = self._resolved(chosen, organization, code, state)
        if home:
            return Allegiance(home, organization, home)
        if not chosen:
            return self._without_office(cluster)
        return self._judged(cluster, chosen, organization, code, state)

    def _told(self, links: Sequence[Link]) -> tuple[str | None, str | None]:
        code = next((x.role.code for x in links if x.role.code), None)
        state = next((x.role.state for x in links if x.role.state), None)
        return code, state

    def _judged(
        self, cluster: Sequence[Mention], chosen: Sequence[Link], organization: str | None, code: str | None, state: str | None
    ) -> Allegiance:
        role = next((x.role for x in chosen if not x.role.is_weak), chosen[0].role)
        acts_for_state = any(x.role.kind == "state" for x in chosen)
        state = state or self._state_in(organization, code)
        if code and not state and self._is_group(code):
            return Allegiance(self._state_of_group(code), organization, code)
        if code and not state and not _is_iso(code):
            holder = "ambassador" in role.position.lower() and state
            return Allegiance(holder or None, organization, code)
        if state:
            return Allegiance(state, organization, state)
        if role.kind == "private":
            return Allegiance(self._nationality(cluster), organization, None)
        if acts_for_state or _is_public(organization, role.position):
            country = self._inferred(cluster, chosen)
            return Allegiance(country, organization, country)
        return Allegiance(None, organization, organization)

    def _resolved(
        self, chosen: Sequence[Link], organization: str | None, code: str | None, state: str | None
    ) -> tuple[str | None, str | None, str | None]:
        """Find what "its" or "the Centre" refers to."""
        first = chosen[0]
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
                return full, party.code if party and not party.is_state else None, party.state if party else None
        return organization, code, state

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
        return self._paragraph(x).slice(party.first, party.last)

    def _antecedent(self, x: Link) -> Party | None:
        """The party last named before the office, in its paragraph or the one before, not as a mere place."""
        p = self._paragraph(x)
        inside = [t for t in p.parties if t.first < x.role.first and p.low(t.first - 1) not in PLACED - {"for", "with", "to"}]
        if inside:
            return inside[-1]
        before = self.paragraphs[x.mention.paragraph - 1].parties if x.mention.paragraph else []
        return before[-1] if before and x.role.owner not in {"his", "her"} else None

    def _fuller(self, x: Link, organization: str) -> tuple[str | None, Party | None]:
        """The body that a short form ("the Centre", "the group", "the host institute") stands for."""
        noun = fold(organization.split()[-1])
        best: tuple[int, str, Party | None] | None = None
        for p in self.paragraphs[: x.mention.paragraph + 1]:
            for i, w in enumerate(p.words):
                if w.start >= x.start or w.low != noun and not (noun in {"group", "agency", "organization", "organisation", "watchdog"} and w.party and not w.party.is_state):
                    continue
                party = w.party if w.party and not w.party.is_state else None
                first = party.first if party else i
                last = party.last if party else i + 1
                while not party and first > 0 and p.words[first - 1].is_cap and p.gap(first - 1) == " ":
                    first -= 1
                    party = party or (p.words[first].party if p.words[first].party and not p.words[first].party.is_state else None)  # type: ignore[union-attr]
                if last - first > 1 and (best is None or last - first >= best[0]):
                    best = (last - first, p.slice(first, last), party)
        return (best[1], best[2]) if best else (None, None)

    def _of_state(self, m: Mention) -> str | None:
        """The state in "NAME of Kazakhstan" or "NAME, from China"."""
        p = self.paragraphs[m.paragraph]
        i = past_brackets(p, m.last)
        i += p.low(i) == "," and p.low(i + 1) == "from"
        if p.low(i) not in {"of", "from"}:
            return None
        i += 1
        while p.low(i) in {"the", "republic", "of"}:
            i += 1
        party = p.words[i].party if i < len(p.words) else None
        return party.state if party is not None and party.is_state else None

    def _nationality(self, cluster: Sequence[Mention]) -> str | None:
        for m in cluster:
            p = self.paragraphs[m.paragraph]
            w = p.words[m.reach - 1] if m.reach else None
            if w is not None and w.party is not None and w.party.is_state and p.gap(m.reach - 1) == " ":
                return w.party.state
        return None

    def _without_office(self, cluster: Sequence[Mention]) -> Allegiance:
        known = self._holder(cluster, now=True)
        if known is not None:
            return Allegiance(known if _is_iso(known) else None, None, known)
        state = None if self._holder(cluster) else self._nationality(cluster)
        return Allegiance(state, None, state)

    def _inferred(self, cluster: Sequence[Mention], chosen: Sequence[Link]) -> str | None:
        """The state whose office this is, when the phrase itself does not say."""
        known = self._holder(cluster)
        if known and _is_iso(known):
            return known
        if self.main:
            return self.main
        x = chosen[0]
        p = self._paragraph(x)
        first, last = _sentence(p, x.mention)
        inside = [t for t in p.parties if first <= t.first < last and t.state]
        free = [t for t in inside if p.low(t.first - 1) not in PLACED and t.first < x.mention.first]
        after = [t for t in inside if t.first > x.mention.last]
        earlier = [t for t in p.parties if t.first < first and t.state]
        for group in (free[-1:], after[:1], earlier[-1:], inside[:1]):
            if group:
                return group[0].state
        return self.home

    def _holder(self, cluster: Sequence[Mention], *, now: bool = False) -> str | None:
        """The party of a known office holder of this name; with `now`, only of who held office on the date."""
        offices = self.region.offices
        name = max((m.name for m in cluster), key=lambda n: n.fullness).text
        if offices is None or (now and self.published is None):
            return None
        held = (self.published and offices.persons(name, self.published)) or (() if now else offices.persons(name))
        codes = {h.code for h in held}
        return codes.pop() if len(codes) == 1 else None

    def _is_group(self, code: str) -> bool:
        return any(t.code == code and t.kind in {"group", "armed_group", "armed group", "movement"} for p in self.paragraphs for t in p.parties)

    def _state_of_group(self, code: str) -> str | None:
        return "AFG" if code == "Taliban" else None


def _is_iso(code: str) -> bool:
    return len(code) == 3 and code.isupper() and code not in {"CIS", "SCO", "ECO", "WTO", "IMF", "WHO", "ILO", "IOM", "ADB", "WFP", "FAO", "IDB", "EDB", "GIZ", "MSF", "HRW", "OTS", "OIC", "OSI", "TTP"}


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
