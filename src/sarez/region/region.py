"""A region: everything a desk knows beforehand about the part of the world it watches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from sarez.errors import DataError
from sarez.region.actors import Actors
from sarez.region.offices import Offices
from sarez.region.places import Places

DEFAULT = "central_asia"


@dataclass(frozen=True, slots=True)
class Region:
    """The actors, offices and places of one region; another region is another folder of the same files."""

    name: str
    actors: Actors
    offices: Offices
    places: Places
    watched: frozenset[str] = frozenset()
    folder: Path | None = None


def folder_of(name: str) -> Path:
    """The folder of a region's files: a path as given, or the name of a region that comes with the package."""
    given = Path(name)
    if given.is_dir():
        return given
    packaged = Path(str(resources.files("sarez.region"))) / name.replace("-", "_")
    if packaged.is_dir():
        return packaged
    raise DataError(f"There is no region “{name}”. Give a folder, or one of: {', '.join(regions())}.")


def regions() -> list[str]:
    """The names of the regions that come with the package."""
    root = Path(str(resources.files("sarez.region")))
    return sorted(p.name for p in root.iterdir() if (p / "states.yaml").is_file())


def watched_states(folder: Path) -> frozenset[str]:
    """The states a region is about: the keys of its states.yaml."""
    lines = (folder / "states.yaml").read_text(encoding="utf-8").splitlines()
    return frozenset(
        line[:3] for line in lines if len(line) == 4 and line.endswith(":") and line[:3].isupper()
    )


def load_region(name: str = DEFAULT) -> Region:
    """The region of this name or folder, read once. Raises DataError where a file of it cannot be used."""
    return _read_region(name)  # asked with a name or without: one region all the same


@lru_cache(maxsize=4)
def _read_region(name: str) -> Region:
    folder = folder_of(name)
    actors = Actors.load(folder)
    offices = Offices.load(folder, actors=actors)
    return Region(folder.name, actors, offices, Places.load(folder), watched_states(folder), folder)
