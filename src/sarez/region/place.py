"""A place, as a gazetteer knows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the gazetteer knows.

    `lat`, `lon` in degrees (a middle point for areas and rivers); `country` an ISO alpha-3 code, None where shared or on a
    border; `states` all the states that it touches; `source` whose record it is, `GeoNames` or `Sarez`.
    """

    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    kind: str
    source: str
    population: int = 0
    states: tuple[str, ...] = ()
    note: str = ""
