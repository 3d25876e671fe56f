"""The files that tell of actors, and how each fills `Actors`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sarez.region.actors import Actor, Actors, Membership
from sarez.region.datafiles import blame, read_csv, read_yaml, split
from sarez.region.names import key

STATE_COLUMNS = ("iso3", "name", "official", "variants", "adjectives", "demonyms", "capitals", "metonyms")
_STATE_KEYS = frozenset({*STATE_COLUMNS[1:], "russian", "agencies"})
_BODY_KEYS = frozenset({"name", "names", "kind", "parts", "members", "not", "bare", "state"})
_ISO3 = re.compile(r"[A-Z]{3}\Z")
_SPAN = re.compile(r"(?P<name>.*?)(?:\s+(?P<since>[\d-]*)\.\.(?P<until>[\d-]*))?\Z")
# Adjectives whose plural in -s is no word: Chinese, Polish, French, Swiss, Ossetic.
_NO_PLURAL = re.compile(r"(?:s|sh|ch|ese|ic|ss|-I|ине|ий|ая|ие|Republic)\Z|\A(?:US|U\.S\.|Kyrgyz|Turkmen)\Z")


# Spellings of one word in names of bodies, so that the data needs only one of them.
_SPELLINGS = (
    ("Centre", "Center"),
    ("Programme", "Program"),
    ("Organization", "Organisation"),
    ("Defence", "Defense"),
    ("Co-operation", "Cooperation"),
    ("Co-ordinator", "Coordinator"),
    ("Secretary-General", "Secretary General"),
    ("Ashgabat", "Ashgabad"),
    ("United Nations", "UN"),
    ("European Union", "EU"),
    ("Republic of Kazakhstan", "Kazakhstan"),
    ("Republic of Uzbekistan", "Uzbekistan"),
    ("Republic of Tajikistan", "Tajikistan"),
    ("Kyrgyz Republic", "Kyrgyzstan"),
)


class _Agencies:
    """Names of states' bodies, gathered first: one that two states share belongs to neither."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], tuple[str, Actor]] = {}

    def add(self, name: str, actor: Actor) -> None:
        words = key(name)
        known = self._known.get(words)
        if known is not None and known[1].state != actor.state:
            states = dict.fromkeys((*known[1].codes, known[1].state, actor.state))
            actor = Actor(None, "agency", known[1].name, None, tuple(s for s in states if s))
        elif known is not None:
            return
        self._known[words] = (name, actor)

    def settle(self, actors: Actors) -> None:
        for name, actor in self._known.values():
            actors.add([name], actor)


def spellings(name: str) -> list[str]:
    """A name and the same in the other spellings of its words: `OSCE Centre`, `OSCE Center`."""
    names = [name]
    for one, other in _SPELLINGS:
        if one in name:
            names += [n.replace(one, other) for n in names]
        elif other in name and len(other) > 6 and other[-4:] != "stan":
            names += [n.replace(other, one) for n in names]
    return names


def fill(actors: Actors, folders: Iterable[Path]) -> None:
    """Add what the folders' files tell of states, agencies, bodies, groups and collectives."""
    agencies = _Agencies()
    for folder in folders:
        _fill(actors, agencies, folder)
    agencies.settle(actors)


def _fill(actors: Actors, agencies: _Agencies, folder: Path) -> None:
    for line, row in read_csv(folder / "states.csv", STATE_COLUMNS):
        _add_state(actors, folder / "states.csv", line, row["iso3"], row)
    for iso3, entry in read_yaml(folder / "states.yaml").items():
        _add_state(actors, folder / "states.yaml", iso3, iso3, entry)
        _add_bodies_of(agencies, folder / "states.yaml", iso3, entry.get("agencies"))
    _add_agencies(actors, agencies, folder / "agencies.yaml")
    for file, kind in (("bodies.yaml", "body"), ("groups.yaml", "group")):
        for code, entry in read_yaml(folder / file).items():
            _add_body(actors, folder / file, code, kind, entry)
    for name, entry in read_yaml(folder / "collectives.yaml").items():
        _add_collective(actors, folder / "collectives.yaml", name, entry)


def _add_state(actors: Actors, path: Path, place: str | int, iso3: str, entry: Any) -> None:
    if not _ISO3.match(iso3):
        raise blame(path, place, f"“{iso3}” is no state code.", "Use the three capitals of ISO 3166.")
    _check(path, place, entry, _STATE_KEYS, "name")
    name = str(entry["name"])
    actors.add_state(iso3, name)
    own, adjectives = split(entry.get("variants")), split(entry.get("adjectives"))
    names = dict.fromkeys([name, *split(entry.get("official")), *own, *split(entry.get("russian"))])
    actors.add(names, Actor(iso3, "state", name, iso3))
    adjectives = [a for a in adjectives if a not in names]
    actors.add(adjectives, Actor(iso3, "adjective", name, iso3))
    plurals = [f"{a}s" for a in adjectives if a.isascii() and not _NO_PLURAL.search(a)]
    actors.add([*plurals, *split(entry.get("demonyms"))], Actor(iso3, "demonym", name, iso3))
    for capital in split(entry.get("capitals")):
        spelled, since, until = _span(capital)
        actors.add([spelled], Actor(iso3, "capital", spelled, iso3, (), since, until))
    actors.add(split(entry.get("metonyms")), Actor(iso3, "metonym", name, iso3))


def _add_bodies_of(found: _Agencies, path: Path, iso3: str, entry: Any) -> None:
    if entry is None:
        return
    if not isinstance(entry, dict):
        raise blame(
            path, iso3, "the agencies must be a mapping.", "Write each as “Name: other name | other name”."
        )
    for agency, names in entry.items():
        actor = Actor(iso3, "agency", str(agency), iso3)
        for name in [str(agency), *split(names)]:
            for spelled in spellings(name):
                found.add(spelled, actor)


def _add_agencies(actors: Actors, found: _Agencies, path: Path) -> None:
    data = read_yaml(path)
    _check(path, None, data, frozenset({"fields", "generic", "of"}), None)
    actors.add_fields(str(data.get("fields") or "").split())
    for name, phrases in (data.get("generic") or {}).items():
        for phrase in phrases:
            actors.add_phrase(str(phrase), Actor(None, "agency", str(name)))
    for iso3, agencies in (data.get("of") or {}).items():
        if iso3 not in actors.states:
            raise blame(
                path, str(iso3), f"“{iso3}” is no known state.", "Add it to states.csv or correct the code."
            )
        _add_bodies_of(found, path, iso3, agencies)


def _add_body(actors: Actors, path: Path, code: str, kind: str, entry: Any) -> None:
    _check(path, code, entry, _BODY_KEYS, "name")
    name, kind = str(entry["name"]), str(entry.get("kind") or kind)
    state = entry.get("state")
    if state is not None and state not in actors.states:
        raise blame(path, code, f"“{state}” is no known state.", "Correct the code, or take the field out.")
    actors.add_body(code, name, tuple(_members(str(entry.get("members") or ""))))
    _add_names(
        actors,
        [name, *split(entry.get("names")), *([code] if kind == "group" else [])],
        Actor(code, kind, name, state),
    )
    for bare in split(entry.get("bare")):
        actors.add([bare], Actor(code, kind, name, state))
        actors.add([bare], Actor(None, "agency", bare))
    for part, names in (entry.get("parts") or {}).items():
        _add_names(actors, [str(part), *split(names)], Actor(code, kind, str(part), state))


def _add_names(actors: Actors, names: Iterable[str], actor: Actor) -> None:
    actors.add((spelled for name in names for spelled in spellings(name)), actor)


def _add_collective(actors: Actors, path: Path, name: str, entry: Any) -> None:
    _check(path, name, entry, frozenset({"codes", "phrases"}), "codes")
    codes = tuple(str(entry["codes"]).split())
    unknown = [c for c in codes if not actors.is_known(c)]
    if unknown:
        raise blame(path, name, f"“{unknown[0]}” is no known state or body.", "Correct the code.")
    for phrase in entry.get("phrases") or ():
        actors.add_phrase(str(phrase), Actor(None, "collective", name, None, codes))


def _check(
    path: Path, place: str | int | None, entry: Any, allowed: frozenset[str], must: str | None
) -> None:
    if not isinstance(entry, dict):
        raise blame(
            path, place, "the entry must be a mapping.", "Write its fields below it, each as “field: value”."
        )
    strange = [k for k in entry if k not in allowed and k != "iso3"]
    if strange:
        raise blame(path, place, f"unknown field “{strange[0]}”.", f"Use {', '.join(sorted(allowed))}.")
    if must is not None and not entry.get(must):
        raise blame(path, place, f"the field “{must}” is missing.", "Add it.")


def _span(text: str) -> tuple[str, str | None, str | None]:
    """A name and the dates behind it: `Nur-Sultan 2019-03..2022-09`."""
    found = _SPAN.match(text)
    assert found is not None
    return found["name"], found["since"] or None, found["until"] or None


def _members(text: str) -> Iterator[Membership]:
    """Members with their dates: `KAZ KGZ UZB 2006..2012`."""
    words = text.split()
    for i, word in enumerate(words):
        if ".." not in word:
            dates = words[i + 1] if i + 1 < len(words) and ".." in words[i + 1] else ".."
            since, _, until = dates.partition("..")
            yield Membership(word, since or None, until or None)
