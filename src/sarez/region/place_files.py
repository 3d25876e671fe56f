"""The gazetteer's files: rows of `places_*.csv` as places and their other names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from sarez.region.names import key
from sarez.region.place import Place

GEONAMES, SAREZ = "GeoNames", "Sarez"
Words = tuple[str, ...]


def rows(path: Path, header: str) -> Iterator[list[str]]:
    """The rows of a CSV file with exactly these columns; a file with others raises `ValueError`."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if next(reader, None) != header.split(","):
            raise ValueError(f"{path.name} should have the columns {header}")
        for row in reader:
            if row and len(row) != header.count(",") + 1:
                raise ValueError(f"{path.name}, line {reader.line_num}: {len(row)} columns")
            if row:
                yield row


def curated(folder: Path) -> Iterator[tuple[Place, str]]:
    """The hand-made places, each with its other names separated by `|`."""
    for name, kind, country, states, lat, lon, admin1, variants, note in rows(
        folder / "places_curated.csv", "name,kind,country,states,lat,lon,admin1,variants,note"
    ):
        touched = tuple(states.split(";")) if states else (country,) if country else ()
        where = float(lat), float(lon)
        yield Place(name, *where, country or None, admin1 or None, kind, SAREZ, 0, touched, note), variants


def populated(folder: Path) -> Iterator[tuple[Place, str]]:
    """The region's populated places from GeoNames."""
    for name, lat, lon, country, admin1, people, _, variants in rows(
        folder / "places_populated.csv", "name,lat,lon,country,admin1,population,geonameid,variants"
    ):
        count = int(people or 0)
        kind = (
            "city" if count >= 50_000 else "town" if count >= 5_000 else "village" if count else "settlement"
        )
        yield (
            Place(name, float(lat), float(lon), country, admin1, kind, GEONAMES, count, (country,)),
            variants,
        )


def world(folder: Path) -> Iterator[tuple[Place, str, bool]]:
    """Capitals and great cities elsewhere; the last value says that a text must mark the name as a place."""
    for name, lat, lon, country, kind, people, _, cue, variants in rows(
        folder / "places_world.csv", "name,lat,lon,country,kind,population,geonameid,cue,variants"
    ):
        place = Place(
            name, float(lat), float(lon), country, None, kind, GEONAMES, int(people or 0), (country,)
        )
        yield place, variants, bool(cue)


def states(folder: Path) -> Iterator[tuple[Place, str, str]]:
    """The states of the world at a middle point, with other names and the capital."""
    for country, name, lat, lon, capital, variants in rows(
        folder / "places_countries.csv", "country,name,lat,lon,capital,variants"
    ):
        place = Place(name, float(lat), float(lon), country, None, "country", SAREZ, 0, (country,))
        yield place, variants, capital


def generic_words(folder: Path) -> dict[Words, Words]:
    """The words that say what kind of place a name is, with the kinds, the likeliest first."""
    return {
        key(word): tuple(kinds.split("|")) for word, kinds in rows(folder / "places_words.csv", "word,kinds")
    }


def quiet_names(folder: Path) -> frozenset[Words]:
    """The names that are also words or persons' names."""
    return frozenset(key(name) for name, _ in rows(folder / "places_quiet.csv", "name,why"))
