"""Who held which office when, asked by office, by title or by person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sarez.region.actors import Actor, Actors, is_of_state
from sarez.region.datafiles import CENTRAL_ASIA, WORLD
from sarez.region.names import key
from sarez.region.spelling import is_same_name, last_sound, sounds

_PASSING = frozenset(
    {
        "the",
        "a",
        "an",
        "acting",
        "interim",
        "caretaker",
        "then",
        "current",
        "incumbent",
        "new",
        "newly",
        "elected",
        "re",
        "reelected",
        "outgoing",
        "designate",
    }
)
_LINKS = frozenset({"of", "the", "s", "for", "at", "in", "to"})
_GONE = frozenset({"former", "ex", "late", "ousted", "exiled", "deposed", "previous", "retired"})
_HEADS = frozenset(
    {
        "head",
        "chief",
        "chairman",
        "chairwoman",
        "chairperson",
        "chair",
        "director",
        "minister",
        "boss",
        "leader",
    }
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in an office. `since` and `until` are ISO dates, maybe only a month or a year; `None` is unknown or open.

    `code` is what a reading records for who acts in this office: a state, a body or a group.
    """

    office: str
    title: str
    person: str
    code: str
    body: str | None
    since: str | None
    until: str | None
    note: str

    def covers(self, on: str) -> bool:
        """Whether the person was in office on a date, or at some time of a month or a year.

        On the day of a handover the successor is in office; a month or year known only as such counts whole.
        """
        if self.since is not None and on[: len(self.since)] < self.since[: len(on)]:
            return False
        if self.until is None:
            return True
        if len(self.until) == 10 and len(on) == 10:
            return on < self.until
        return on[: len(self.until)] <= self.until[: len(on)]


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of office that many states or bodies have, its titles, and the agency whose head it is."""

    name: str
    titles: tuple[str, ...]
    heads: str | None
    by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Office:
    """An office of one state or body: `KGZ/president`, `UNRCCA/head`."""

    id: str
    title: str
    code: str
    body: str | None
    heads: str | None

    @property
    def full_title(self) -> str:
        """The title as a heading; that of a part of a body says which part."""
        title = self.title[:1].upper() + self.title[1:]
        part = self.body if self.body not in (None, self.code) else None
        return f"{title}, {part}" if part and part.casefold() not in title.casefold() else title


class Offices:
    """The offices a region knows and the persons who held them."""

    __slots__ = ("_actors", "_by_office", "_by_sound", "_names", "_offices", "_roles", "_titles", "_variants")

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._roles: dict[str, Role] = {}
        self._titles: dict[tuple[str, ...], list[str]] = {}
        self._names: dict[tuple[str, ...], list[str]] = {}
        self._offices: dict[str, Office] = {}
        self._by_office: dict[str, list[Holding]] = {}
        self._by_sound: dict[str, list[str]] = {}
        self._variants: dict[str, list[str]] = {}

    @classmethod
    def load(
        cls, folder: Path = CENTRAL_ASIA, *, world: Path = WORLD, actors: Actors | None = None
    ) -> Offices:
        """The offices of a region's folder, and those of the world. Raises `DataError` for a file it cannot use."""
        from sarez.region.office_files import fill

        offices = cls(actors or Actors.load(folder, world=world))
        fill(offices, dict.fromkeys((world, folder)))
        return offices

    def add_role(self, role: Role) -> None:
        """Know a kind of office by its titles."""
        self._roles[role.name] = role
        for title in (role.name, *role.titles):
            names = self._titles.setdefault(_bare(key(title)), [])
            if role.name not in names:
                names.append(role.name)

    def add_office(self, office: Office, names: tuple[str, ...] = ()) -> None:
        """Know an office, and the names that mean it and no other."""
        self._offices[office.id] = office
        for name in names:
            known = self._names.setdefault(_bare(key(name)), [])
            if office.id not in known:
                known.append(office.id)

    def add_holding(self, holding: Holding, variants: tuple[str, ...] = ()) -> None:
        """Know that a person held an office, and other spellings of the person's name."""
        self._by_office.setdefault(holding.office, []).append(holding)
        known = self._variants.setdefault(holding.person, [])
        for name in (holding.person, *variants):
            if name not in known:
                known.append(name)
                people = self._by_sound.setdefault(last_sound(name), [])
                if holding.person not in people:
                    people.append(holding.person)

    @property
    def actors(self) -> Actors:
        """The actors that titles are read with."""
        return self._actors

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of every office."""
        return tuple(self._offices)

    def role(self, name: str) -> Role | None:
        """The kind of office of this name."""
        return self._roles.get(name)

    def office(self, office_id: str) -> Office | None:
        """The office of this id."""
        return self._offices.get(office_id)

    def variants(self, person: str) -> tuple[str, ...]:
        """The spellings known for a person, the usual one first."""
        return tuple(self._variants.get(person, ()))

    def holders(self, office_id: str, on: str | None = None) -> tuple[Holding, ...]:
        """Who held an office on a date (ISO, maybe a month or a year), in order; without a date, all of them."""
        held = self._by_office.get(office_id, ())
        return tuple(sorted((h for h in held if on is None or h.covers(on)), key=lambda h: h.since or ""))

    def persons(self, name: str, on: str | None = None) -> tuple[Holding, ...]:
        """The offices held by whoever is called so, in order; by a surname alone, by all who bear it.

        Initials, missing or added patronymics, other spellings and Cyrillic letters are understood.
        """
        asked = sounds(name)
        if not asked:
            return ()
        people = {p for p in self._by_sound.get(asked[-1], ()) if self._is_called(p, asked)}
        held = (
            [h for holdings in self._by_office.values() for h in holdings if h.person in people]
            if people
            else []
        )
        return tuple(
            sorted((h for h in held if on is None or h.covers(on)), key=lambda h: (h.person, h.since or ""))
        )

    def _is_called(self, person: str, asked: tuple[str, ...]) -> bool:
        return any(is_same_name(asked, sounds(known)) for known in self._variants[person])

    def resolve(self, title: str, on: str | None = None, *, state: str | None = None) -> tuple[Holding, ...]:
        """Who is meant by a title on a date: "the Kyrgyz president", "head of UNRCCA", "KNB chairman".

        `state` (a code) is understood where the title names none. A former holder is nobody's title.
        """
        return tuple(h for office in self.offices_of(title, state=state) for h in self.holders(office, on))

    def offices_of(self, title: str, *, state: str | None = None) -> tuple[str, ...]:
        """The ids of the offices that a title may mean; see `resolve`."""
        words = key(title)
        if _GONE & set(words):
            return ()
        named = self._names.get(_bare(words))
        if named:
            return tuple(named)
        found = self._offices_by_state(_bare(words)) or self._offices_by_actor(title)
        found = found or self._offices_by_actor(title.title())
        if not found and state is not None:
            found = [f"{state}/{role}" for role in self._titles.get(_bare(words), ())]
        return tuple(i for i in dict.fromkeys(found) if i in self._offices)

    def _offices_by_state(self, words: tuple[str, ...]) -> list[str]:
        """Offices from a title that begins or ends with a state's name: `kazakh senate chairman`."""
        for count in (3, 2, 1):
            for name, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
                state = self._actors.state_of(" ".join(name))
                roles = self._titles.get(_bare(rest, links=True), ()) if state else ()
                found = [f"{state}/{role}" for role in roles if f"{state}/{role}" in self._offices]
                if found:
                    return found
        return []

    def _offices_by_actor(self, title: str) -> list[str]:
        """Offices from a title that names a state, a body or an agency, and what is left of it without that."""
        found: list[str] = []
        for match in self._actors.find(title):
            rest = _bare(key(title[: match.start] + " " + title[match.end :]), links=True)
            for actor in match.values:
                found += self._offices_at(actor, rest)
        return found

    def _offices_at(self, actor: Actor, rest: tuple[str, ...]) -> list[str]:
        if is_of_state(actor):
            return [f"{actor.state}/{role}" for role in self._titles.get(rest, ())]
        if actor.kind == "agency":
            return [i for i, office in self._offices.items() if self._heads(office, actor, rest)]
        at = [f"{owner}/{role}" for owner in (actor.name, actor.code) for role in self._titles.get(rest, ())]
        return [i for i in at if i in self._offices][:1]

    def _heads(self, office: Office, agency: Actor, rest: tuple[str, ...]) -> bool:
        """Whether an office is that of an agency's head, and the words beside the agency say so."""
        if office.heads is None or agency.state != office.code:
            return False
        by = (
            self._roles[office.id.rpartition("/")[2]].by
            if office.id.rpartition("/")[2] in self._roles
            else _HEADS
        )
        heads = {key(h) for h in office.heads.split(" | ")}
        name = re.sub(r" of .*", "", agency.name)
        return " ".join(rest) in (by or _HEADS) and bool(heads & {key(agency.name), key(name)})


def _bare(words: tuple[str, ...], *, links: bool = False) -> tuple[str, ...]:
    """The words of a title without articles and what passes: acting, current; `links` drops `of` at either end."""
    kept = [w for w in words if w not in _PASSING]
    while links and kept and kept[0] in _LINKS:
        kept.pop(0)
    while links and kept and kept[-1] in _LINKS:
        kept.pop()
    return tuple(kept)
