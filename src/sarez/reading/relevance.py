"""Whether a text concerns a region at all: most of a stream does not, and parsing is what costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sarez.region.datafiles import blame, read_yaml, split
from sarez.region.names import NameIndex

if TYPE_CHECKING:
    from sarez.region.actors import Actor
    from sarez.region.places import Places
    from sarez.region.region import Region

FILE = "relevance.yaml"
LEAST_SURNAME = 6
_KEYS = ("names", "bodies", "elsewhere")


@dataclass(frozen=True, slots=True)
class Relevance:
    """The names by which a text shows that it concerns a region, searched in one pass without a language model."""

    names: NameIndex[str]
    places: Places
    states: frozenset[str]

    def sign(self, text: str) -> str | None:
        """The first name found that concerns the region, as the text writes it; None if there is none."""
        for match in self.names.find(text):
            return text[match.start : match.end]
        for place in self.places.find(text):
            if not self.states.isdisjoint(place.values[0].states):
                return text[place.start : place.end]
        return None


def is_relevant(text: str, region: Region) -> bool:
    """Whether a text names anything of the region.

    A state, its people or capital, an agency, body or group, a place, an office holder, or a name of relevance.yaml.
    """
    return relevance_of(region).sign(text) is not None


@lru_cache(maxsize=4)
def relevance_of(region: Region) -> Relevance:
    """What shows that a text concerns this region, from the region's own data. Raises DataError for a bad file."""
    listed = _listed(region.folder)
    states = region.watched or frozenset(region.places.home)
    codes = states | _local_bodies(region.folder) | listed["bodies"]
    codes -= listed["elsewhere"]
    index: NameIndex[str] = NameIndex()
    for name in (*listed["names"], *_actor_names(region, codes), *_holder_names(region, codes)):
        index.add(name, name)
    return Relevance(index, region.places, states)


def _listed(folder: Path | None) -> dict[str, frozenset[str]]:
    path = folder / FILE if folder else None
    data = read_yaml(path) if path else {}
    strange = [k for k in data if k not in _KEYS]
    if path and strange:
        raise blame(path, strange[0], f"unknown field “{strange[0]}”.", f"Use {', '.join(_KEYS)}.")
    return {k: frozenset(split(data.get(k))) for k in _KEYS}


def _local_bodies(folder: Path | None) -> frozenset[str]:
    """The codes of the bodies and groups that the region's own folder tells of."""
    files = [folder / "bodies.yaml", folder / "groups.yaml"] if folder else []
    return frozenset(code for file in files for code in read_yaml(file))


def _actor_names(region: Region, codes: frozenset[str]) -> Iterator[str]:
    """The names that stand for the region's actors and for nobody else (not “White House”)."""
    for name, is_acronym, actors in region.actors.names():
        if all(_is_of(actor, codes) for actor in actors):
            yield name.upper() if is_acronym else name


def _is_of(actor: Actor, codes: frozenset[str]) -> bool:
    return not codes.isdisjoint((actor.code, actor.state, actor.name, *actor.codes))


def _holder_names(region: Region, codes: frozenset[str]) -> Iterator[str]:
    """The names of whoever held an office of one of these states or bodies, full and in every spelling known."""
    for office_id in region.offices.ids:
        office = region.offices.office(office_id)
        if office is not None and not codes.isdisjoint((office.code, office.body)):
            for holding in region.offices.holders(office_id):
                yield from region.offices.variants(holding.person)
                if office.code in region.watched:
                    yield from _surname(holding.person)


def _surname(person: str) -> list[str]:
    """The surname alone, where it is long enough to be nobody else's (not “Khan”)."""
    words = person.split()
    return [words[-1]] if len(words) > 1 and len(words[-1]) >= LEAST_SURNAME else []
