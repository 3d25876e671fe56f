"""What states, bodies, groups and offices are called in other languages than English: names_ru.csv and titles_ru.csv
beside the files that know them. A file is read when a name is first asked for: a region loads without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sarez.region.datafiles import CENTRAL_ASIA, WORLD, blame, read_csv

COLUMNS = ("code", "name")
TITLES = ("title", "name")


def names_in(language: str, folder: Path | None = None) -> Mapping[str, str]:
    """The names by code, in a language (`ru`), for a region's folder; a code without one is left out.

    Raises `DataError` for a file that cannot be used.
    """
    return _read("names", COLUMNS, language[:2], _folders(folder))


def titles_in(language: str, folder: Path | None = None) -> Mapping[str, str]:
    """The titles of offices by their English ones, in a language (`ru`), for a region's folder. Raises as `names_in`."""
    return _read("titles", TITLES, language[:2], _folders(folder))


def codes_in(language: str, folder: Path | None = None) -> Mapping[str, str]:
    """The codes by name, in lower case; of two that are called the same, neither."""
    return _turned(language[:2], _folders(folder))


def _folders(folder: Path | None) -> tuple[Path, ...]:
    return tuple(dict.fromkeys((WORLD, folder or CENTRAL_ASIA)))


@lru_cache(maxsize=8)
def _read(what: str, columns: tuple[str, str], language: str, folders: tuple[Path, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in (folder / f"{what}_{language}.csv" for folder in folders):
        seen: set[str] = set()
        for line, row in read_csv(path, columns):
            code, name = (row[column].strip() for column in columns)
            if not code or code in seen:
                raise blame(
                    path, line, f"“{code}” stands here twice, or is empty.", "Keep one line for each."
                )
            seen.add(code)
            if name:
                found[code] = name
    return found


@lru_cache(maxsize=8)
def _turned(language: str, folders: tuple[Path, ...]) -> dict[str, str]:
    codes: dict[str, str] = {}
    twice: set[str] = set()
    for code, name in _read("names", COLUMNS, language, folders).items():
        key = name.casefold()
        if key in codes:
            twice.add(key)
        codes[key] = code
    return {name: code for name, code in codes.items() if name not in twice}
