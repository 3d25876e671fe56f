"""A small map of where a place lies, drawn by the server from the outlines that come with the desk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

WIDTH, HEIGHT = 360.0, 260.0
REACH = 2.4  # degrees of latitude from the middle to the upper edge

Line = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Locator:
    """The paths of a small map in the units of its SVG; the place is in the middle."""

    states: tuple[str, ...]
    borders: str
    provinces: str
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def middle(self) -> tuple[float, float]:
        """Where the place is drawn."""
        return self.width / 2, self.height / 2


@lru_cache(maxsize=512)
def locator(lat: float, lon: float) -> Locator | None:
    """The map around a point; None where the outlines do not reach."""
    at = _Sheet(lat, lon)
    outlines = _outlines()
    states = [at.path(rings, closed=True) for rings in outlines["states"]]
    drawn = tuple(path for path in states if path)
    if not drawn:
        return None
    return Locator(drawn, at.path(outlines["borders"][0]), at.path(outlines["provinces"][0]))


class _Sheet:
    """A sheet with a point in its middle, on which lines are drawn that come near it."""

    def __init__(self, lat: float, lon: float) -> None:
        self.lat, self.lon = lat, lon
        self.scale = HEIGHT / 2 / REACH
        self.squeeze = cos(radians(lat))
        self.wide = WIDTH / 2 / self.scale / self.squeeze

    def path(self, lines: Sequence[Line], *, closed: bool = False) -> str:
        """The lines that come near, as an SVG path."""
        return " ".join(
            f"M{' '.join(self._points(line))}{'Z' if closed else ''}" for line in lines if self._is_near(line)
        )

    def _is_near(self, line: Line) -> bool:
        lons, lats = [p[0] for p in line], [p[1] for p in line]
        return (
            min(lons) < self.lon + self.wide
            and max(lons) > self.lon - self.wide
            and min(lats) < self.lat + REACH
            and max(lats) > self.lat - REACH
        )

    def _points(self, line: Line) -> Iterator[str]:
        for lon, lat in line:
            x = WIDTH / 2 + (lon - self.lon) * self.scale * self.squeeze
            yield f"{x:.1f},{HEIGHT / 2 - (lat - self.lat) * self.scale:.1f}"


@lru_cache(maxsize=1)
def _outlines() -> dict[str, list[list[Line]]]:
    """The outlines of states, each as its rings, and the lines of borders and provinces."""
    file = Path(__file__).parent.parent / "static" / "desk" / "outlines.json"
    data = json.loads(file.read_text("utf-8"))
    states = [
        [ring for polygon in _polygons(feature["geometry"]) for ring in polygon]
        for feature in data["states"]["features"]
    ]
    return {
        "states": states,
        "borders": [data["borders"]["coordinates"]],
        "provinces": [data["provinces"]["coordinates"]],
    }


def _polygons(shape: dict[str, list[list[Line]]]) -> list[list[Line]]:
    polygons: list[list[Line]] = (
        [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    )  # type: ignore[comparison-overlap,assignment,list-item]
    return polygons
