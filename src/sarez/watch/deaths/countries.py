"""The states that deaths are told for: the VIEWS challenge's 191, with their borders.

Borders, areas and continents are GeoNames' (CC BY 4.0) of today, and are used as of every day: those that changed since
1990 are few. Islands border on nobody.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PATH = Path(__file__).parent / "countries.csv"


@dataclass(frozen=True, slots=True)
class Country:
    """A state: ISO 3166-1 alpha-3, the number VIEWS gives it, name, continent, area in km², and whom it borders on."""

    iso3: str
    views: int
    name: str
    continent: str
    area: float
    borders: tuple[str, ...]


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """The states by code, in the order of their VIEWS numbers."""
    with PATH.open(encoding="utf-8", newline="") as stream:
        return {
            row["iso3"]: Country(
                row["iso3"],
                int(row["views"]),
                row["name"],
                row["continent"],
                float(row["area_km2"]),
                tuple(row["borders"].split()),
            )
            for row in csv.DictReader(stream)
        }


def by_views() -> dict[int, str]:
    """The code of each state by the number VIEWS gives it."""
    return {country.views: code for code, country in countries().items()}


def borders(codes: tuple[str, ...]) -> NDArray[np.float64]:
    """Who borders on whom, shape (countries, countries), 1 or 0; a state unknown here borders on nobody."""
    import numpy as np

    place = {code: i for i, code in enumerate(codes)}
    out = np.zeros((len(codes), len(codes)))
    for code, country in countries().items():
        for other in country.borders:
            if code in place and other in place:
                out[place[code], place[other]] = 1
    return out


def continents(codes: tuple[str, ...]) -> NDArray[np.float64]:
    """Who shares a continent with whom, itself included, shape (countries, countries), 1 or 0."""
    import numpy as np

    known = countries()
    told = np.array([known[code].continent if code in known else code for code in codes])
    return np.asarray((told[:, None] == told[None, :]).astype(float))
